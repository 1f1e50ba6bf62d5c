/*
 * metrics_report -- how the daemon is, for Prometheus: `amberctl metrics`, and the
 * textfile of node_exporter.
 *
 * amberd(8) lists the families.  Labels are names of sources, keys of rules and words
 * of ours, never of people; each family has at most METERS_MOST + 1 samples.
 */
#ifndef APP_METRICS_REPORT_H
#define APP_METRICS_REPORT_H

#include "base/buffer.h"

struct runtime;

/* Appends the whole. */
void metrics_report(const struct runtime *runtime, struct buffer *text);

#endif
