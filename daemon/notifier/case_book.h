/*
 * case_book -- the alerts that somebody was paged about, and what is still owed of them.
 *
 * Kept in a small file over restarts, for neither the feed nor the control socket could
 * give it back: which page succeeded only the pager knows, the feed does not go back
 * behind what was acknowledged, and the control socket is for those who may close alerts.
 *
 * Bounded: a record has ALERT_NOTICE_KEPT_MOST bytes at most, and past CASES_MOST the one heard of
 * longest ago is forgotten, and told of.
 */
#ifndef NOTIFIER_CASE_BOOK_H
#define NOTIFIER_CASE_BOOK_H

#include "base/buffer.h"
#include "base/timestamp.h"
#include "notifier/alert_notice.h"
#include "notifier/page.h"

enum { CASES_MOST = 10000, CASE_TITLE_MOST = 100 /* bytes */ };

/* How it stands with one contact about one alert. */
enum case_standing {
    CASE_NOT_TOLD,
    CASE_TOLD,    /* paged, or given up; is to hear when it is over */
    CASE_HELD,    /* beyond the bound: it goes into the next summary */
    CASE_SUMMED,  /* a summary has told of it */
    CASE_QUEUED,  /* a page is on its way; kept as not told */
    CASE_SUMMING, /* a summary is; kept as held */
};

struct alert_case {
    char id[IDENTIFIER_TEXT_SIZE];
    uint64_t seen; /* number of the last record about it */
    uint64_t done; /* ... that nothing is owed for any more */
    bool is_red;
    bool is_over;  /* nothing follows but what is owed; not kept */
    unsigned owed; /* pages about it that are on their way; not kept */
    enum case_standing standing[CONTACTS];
    timestamp escalate_at; /* by the wall clock; TIMESTAMP_NONE = not */
    struct buffer record;  /* of the alert, while it may escalate */
    struct buffer title;   /* of one that was held back, for its summary */
};

/* The same about the daemon itself. */
enum case_watch {
    WATCH_THERE,
    WATCH_AWAY, /* it is not there, and somebody is being told */
    WATCH_TOLD, /* ... and was */
    WATCH_BACK, /* it is back, and somebody is being told */
};

struct case_book;

struct case_book *case_book_create(void);
void case_book_destroy(struct case_book *book);

/* The case, or NULL. */
struct alert_case *case_book_find(const struct case_book *book, const char *id);

/* A new one.  forgotten gets true when another one had to go. */
struct alert_case *case_book_add(struct case_book *book, const char *id, bool *forgotten);
void case_book_remove(struct case_book *book, struct alert_case *one);

/* Steps through them in no order; *position starts at 0.  The one returned last may be
 * removed.  NULL at the end. */
struct alert_case *case_book_next(const struct case_book *book, size_t *position);

/* The file's content, a line of JSON a case, and back.  False when there is a line that
 * is none; the others are taken. */
void case_book_write(const struct case_book *book, enum case_watch watch, struct buffer *lines);
bool case_book_read(struct case_book *book, struct text lines, enum case_watch *watch);

#endif
