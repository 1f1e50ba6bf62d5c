/*
 * json_view -- taking a reply apart for people.
 */
#ifndef CTL_JSON_VIEW_H
#define CTL_JSON_VIEW_H

#include <jansson.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "ctl/terminal.h"

/* The member at a dotted path; NULL when absent. */
const json_t *json_view_at(const json_t *json, const char *path);

/* Its text, escaped for a terminal, or "" (borrowed from scratch). */
struct text json_view_text(const json_t *json, const char *path, struct buffer *scratch);

/* Its number, or 0. */
unsigned long long json_view_count(const json_t *json, const char *path);

/* The instant it holds, TIMESTAMP_NONE when it holds none. */
timestamp json_view_instant(const json_t *json, const char *path);

/* "3 min ago", "in 23 h", "-" for none. */
struct text json_view_relative(timestamp when, timestamp now, struct buffer *scratch);

/* The same of a deadline: "in 23 h", "3 h late", "-" for none. */
struct text json_view_deadline(timestamp when, timestamp now, struct buffer *scratch);

/* "14:03:59" of today, "2026-11-23 14:03:59" of another day; local time. */
struct text json_view_clock(timestamp when, timestamp now, struct buffer *scratch);

/* Both: "14:03:59 (3 min ago)". */
struct text json_view_when(timestamp when, timestamp now, struct buffer *scratch);

/* The colour of a member that is "red", "amber" or anything else, and how people see it
 * written: "RED", "AMBER". */
enum colour json_view_colour(const json_t *json, const char *path);
struct text json_view_rag(const json_t *json);

/* Prints as one line of JSON; what a terminal must not be shown (control characters,
 * DEL and C1 included, and what reorders or hides) as \uHHHH. */
void json_view_print(const json_t *json);

/* The same of a line that is JSON already. */
void json_view_print_line(struct text line);

timestamp json_view_now(void);

#endif
