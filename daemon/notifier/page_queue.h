/*
 * page_queue -- pages that wait for their command, run it, and try again.
 *
 * Reds first, else in the order they came; of one key one at a time, so that "resolve"
 * never overtakes "trigger", and what is before a Red's page goes with it; a few keys at
 * once, so that one that hangs does not hold up the others.
 */
#ifndef NOTIFIER_PAGE_QUEUE_H
#define NOTIFIER_PAGE_QUEUE_H

#include "notifier/page.h"

struct page_queue_options {
    char *const *commands[CONTACTS]; /* words, NULL at the end; NULL = nobody */
    timestamp timeout;               /* of a command */
    timestamp retry;                 /* before the second try; twice that before the third ... */
    unsigned attempts;               /* tries in all */
    unsigned at_once;                /* commands that run at a time, the last for a Red */

    /* A page has come to its end: somebody was told, or it was given up.  The page is
     * gone afterwards. */
    void (*done)(struct page *page, bool is_told, void *cookie);
    void (*say)(const char *message, void *cookie);
    void *cookie;
};

struct page_queue;

struct page_queue *page_queue_create(const struct page_queue_options *options);

/* Commands that still run are killed. */
void page_queue_destroy(struct page_queue *queue);

/* Takes the page; one for whom there is nobody is done at once. */
void page_queue_add(struct page_queue *queue, struct page *page);

/* Ends, kills and starts commands as it is time.  start false: starts none. */
void page_queue_turn(struct page_queue *queue, timestamp now, bool start);

/* When there is something to do, other than that a command ends. */
timestamp page_queue_due(const struct page_queue *queue);

size_t page_queue_count(const struct page_queue *queue);
size_t page_queue_running(const struct page_queue *queue);

/* The first that holds the feed, or NULL. */
const struct page *page_queue_holding(const struct page_queue *queue);

/* The places that pages hold the feed at mean nothing any more: each holds it at "". */
void page_queue_forget_places(struct page_queue *queue);

#endif
