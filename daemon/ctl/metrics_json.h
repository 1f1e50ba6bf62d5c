/*
 * metrics_json -- the daemon's metrics as JSON, a sample a line:
 *
 *     {"metric":"amberd_alerts_open","labels":{"rag":"red"},"value":1}
 *
 * Reads what amberd writes of the text format of Prometheus: no time stamps, a label
 * at most.  A line that is no such sample is left out.
 */
#ifndef CTL_METRICS_JSON_H
#define CTL_METRICS_JSON_H

#include "base/text.h"

/* Prints the samples of an exposition to standard output. */
void metrics_json_print(struct text exposition);

#endif
