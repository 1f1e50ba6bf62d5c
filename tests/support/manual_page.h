/*
 * manual_page -- the literal blocks of a manual page, for tests that hold the page
 * to what it shows.
 *
 * Paths are from the root of the project.  Ends the test when the page cannot be
 * read or uses an escape nobody here knows.
 */
#ifndef SUPPORT_MANUAL_PAGE_H
#define SUPPORT_MANUAL_PAGE_H

#include <stddef.h>

struct manual_page;

struct manual_block {
    const char *section; /* the .Ss it stands under, "" before the first */
    char *text;          /* as a reader sees it, each line with its newline */
};

struct manual_page *manual_page_read(const char *path);
void manual_page_free(struct manual_page *page);

/* The blocks between ".Bd -literal" and ".Ed", in order. */
size_t manual_page_count(const struct manual_page *page);
const struct manual_block *manual_page_block(const struct manual_page *page, size_t index);

#endif
