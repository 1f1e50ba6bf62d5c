/*
 * page -- one thing that somebody is to be told, by a command.
 *
 * The command gets a JSON object on standard input, and the same in short in variables
 * of its environment.  Those may hold what an intruder wrote into a log: they are one
 * line, without control characters, in UTF-8, and bounded.  A shell that expands them
 * between double quotes is safe; nothing of an alert is ever a word of the command.
 */
#ifndef NOTIFIER_PAGE_H
#define NOTIFIER_PAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "base/timestamp.h"
#include "consumer/feed_line.h"

enum page_contact { CONTACT_FIRST, CONTACT_SECOND, CONTACTS };

enum page_kind {
    PAGE_ALERT,
    PAGE_SUMMARY, /* of alerts beyond the bound */
    PAGE_GAP,     /* records were lost before they could be read */
    PAGE_WATCH,   /* the daemon is not there */
    PAGE_KINDS
};

enum { PAGE_KEY_SIZE = 128, PAGE_VALUE_MOST = 512, PAGE_VARIABLES_MOST = 24 };

struct page {
    struct page *next; /* in its queue */
    enum page_contact contact;
    enum page_kind kind;
    bool is_resolve;
    bool is_red;             /* about a Red, or the watch itself: goes before the others */
    char key[PAGE_KEY_SIZE]; /* what it is about, for ever: a dedup key */
    uint64_t number;         /* of the record it tells of; 0 = none */

    /* It is of the feed's, which is not acknowledged further than this before it is done;
     * with "", not at all. */
    bool holds_feed;
    char before[FEED_LINE_CURSOR_MOST + 1];

    struct buffer input;
    char *variables[PAGE_VARIABLES_MOST + 1]; /* "NAME=value", NULL at the end */
    size_t variable_count;

    unsigned tries;
    timestamp next_try;
    pid_t process; /* while its command runs, else 0 */
    timestamp kill_at;
    bool was_killed;
};

struct page *page_create(enum page_kind kind, enum page_contact contact, const char *key);
void page_destroy(struct page *page);

/* Adds AMBERD_name with a value made fit; beyond PAGE_VARIABLES_MOST it is left out. */
void page_set(struct page *page, const char *name, struct text value);

#endif
