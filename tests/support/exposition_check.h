/*
 * exposition_check -- reads metrics as strictly as the format is written down, for
 * what a lenient reader lets through another one refuses.
 *
 *     exposition_check(text);
 *     ck_assert_uint_eq(exposition_value(text, "amberd_alerts_open{rag=\"red\"}"), 1);
 *
 * It asks for more than Prometheus does: HELP and TYPE before the samples of each
 * family, all of a family together, counters that end in "_total".
 */
#ifndef SUPPORT_EXPOSITION_CHECK_H
#define SUPPORT_EXPOSITION_CHECK_H

#include "base/error.h"
#include "base/text.h"

/* False with err naming the line and what is wrong with it. */
bool exposition_is_good(struct text exposition, struct error *err);

/* Ends the test when it is not. */
void exposition_check(struct text exposition);

/* The value of a series written as in the exposition, labels included; ends the test
 * when there is none. */
double exposition_value(struct text exposition, const char *series);

/* Ends the test when a counter of earlier, a bucket included, is gone from later or
 * is lower there. */
void exposition_check_rise(struct text earlier, struct text later);

#endif
