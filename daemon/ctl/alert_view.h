/*
 * alert_view -- an alert on one screen: who, what, when, which line, which rule and
 * why, what to do next.
 */
#ifndef CTL_ALERT_VIEW_H
#define CTL_ALERT_VIEW_H

#include <jansson.h>

/* Prints an alert as `show` gets it. */
void alert_view_print(const json_t *alert);

/* Prints a feed record as one line, as `tail` does. */
void alert_view_print_line(const json_t *record);

#endif
