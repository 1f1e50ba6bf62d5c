/*
 * exposition -- metrics as Prometheus reads them: text format 0.0.4.
 *
 *     exposition_family(&text, METRIC_COUNTER, "amberd_gaps_total", "Stretches lost.");
 *     exposition_count(&text, "source", TEXT("logins"), 3);
 *
 * writes
 *
 *     # HELP amberd_gaps_total Stretches lost.
 *     # TYPE amberd_gaps_total counter
 *     amberd_gaps_total{source="logins"} 3
 *
 * A family's samples stand together behind its head; that no two of them have the
 * same label is up to the caller, and so is their number.  Values of labels may be
 * any bytes: they are made printable first (base/buffer), then escaped.
 *
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
#ifndef OUTPUT_EXPOSITION_H
#define OUTPUT_EXPOSITION_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "output/histogram.h"

enum metric_kind { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };

/* In the caller's memory; zeroed is empty. */
struct exposition {
    struct buffer text;
    const char *name; /* of the family under way */
};

void exposition_finish(struct exposition *exposition);

/* Begins a family.  name and help are ours and borrowed; a counter's name ends in
 * "_total", and a unit is said in it: "_seconds", "_bytes". */
void exposition_family(struct exposition *exposition, enum metric_kind kind, const char *name,
                       const char *help);

/* Samples of the family under way.  label NULL = without one. */
void exposition_count(struct exposition *exposition, const char *label, struct text value,
                      uint64_t number);

/* An instant or a length of time, in seconds with six decimals. */
void exposition_seconds(struct exposition *exposition, const char *label, struct text value,
                        timestamp time);

/* The buckets, sum and count of a family that is a histogram of lengths of time. */
void exposition_histogram(struct exposition *exposition, const struct histogram *histogram);

#endif
