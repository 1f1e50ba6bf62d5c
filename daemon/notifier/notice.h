/*
 * notice -- what one record of the feed says about an alert, as far as paging asks.
 *
 * Reads a record in the native format.  Texts are unescaped, in the arena, and whatever
 * somebody wrote into a log: page.h makes them fit to be shown.
 */
#ifndef NOTIFIER_NOTICE_H
#define NOTIFIER_NOTICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/identifier.h"
#include "base/text.h"

struct notice {
    struct text raw;               /* the whole record */
    char id[IDENTIFIER_TEXT_SIZE]; /* of the alert */
    uint64_t number;               /* of the record */
    struct text type;              /* "alert", or "withheld": too long for the feed */
    struct text change;            /* "created", "escalated", ... */
    struct text rag;
    struct text state;
    struct text title;
    struct text rule;
    struct text control;
    struct text subject;
    struct text account;
    struct text site;
    struct text raised_at;
    struct text count;
};

enum { NOTICE_KEPT_MOST = 8 << 10 };

/* False when the record is about no alert. */
bool notice_read(struct notice *notice, struct arena *arena, struct text raw);

/* Appends the record to be kept, at most NOTICE_KEPT_MOST bytes: as it is, or where it is
 * longer, what stands in the struct, each text cut after 100 bytes. */
void notice_write(const struct notice *notice, struct buffer *record);

bool notice_is_red(const struct notice *notice);

/* Nobody needs to do anything about it any more. */
bool notice_is_over(const struct notice *notice);

/* Nobody has taken it up. */
bool notice_is_open(const struct notice *notice);

#endif
