/*
 * alert_notice -- what one record of the feed says about an alert, as far as paging asks.
 *
 * Reads a record in the native format.  Texts are unescaped, in the arena, and whatever
 * somebody wrote into a log: page.h makes them fit to be shown.
 */
#ifndef NOTIFIER_ALERT_NOTICE_H
#define NOTIFIER_ALERT_NOTICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/identifier.h"
#include "base/text.h"

struct alert_notice {
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

enum { ALERT_NOTICE_KEPT_MOST = 8 << 10 };

/* False when the record is about no alert. */
bool alert_notice_read(struct alert_notice *notice, struct arena *arena, struct text raw);

/* Appends the record to be kept, at most ALERT_NOTICE_KEPT_MOST bytes: as it is, or where it is
 * longer, what stands in the struct, each text cut after 100 bytes. */
void alert_notice_write(const struct alert_notice *notice, struct buffer *record);

bool alert_notice_is_red(const struct alert_notice *notice);

/* Nobody needs to do anything about it any more. */
bool alert_notice_is_over(const struct alert_notice *notice);

/* Nobody has taken it up. */
bool alert_notice_is_open(const struct alert_notice *notice);

#endif
