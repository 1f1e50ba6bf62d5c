/*
 * summary -- one page for the alerts that the bound held back.
 *
 * Reds and Ambers have bounds of their own, and so summaries of their own: one of Reds
 * names them, in the message as far as a variable goes, in the JSON up to
 * SUMMARY_NAMES_MOST of them.
 */
#ifndef NOTIFIER_SUMMARY_H
#define NOTIFIER_SUMMARY_H

#include "notifier/case_book.h"
#include "notifier/page.h"

enum { SUMMARY_NAMES_MOST = 100 };

struct summary {
    enum page_contact contact;
    bool is_red;
};

/* The alert goes into the next summary, by this title, which is cut. */
void summary_hold(struct alert_case *one, enum page_contact contact, struct text title);

bool summary_is_owed(const struct case_book *book, struct summary summary);

/* The page about all that are held; they are CASE_SUMMING from now on. */
struct page *summary_page(const struct case_book *book, struct summary summary, const char *key);

/* It has told of them, or could not: they are not told of again. */
void summary_done(const struct case_book *book, struct summary summary);

#endif
