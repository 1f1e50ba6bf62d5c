/*
 * replay -- old logs through the whole engine, merged by time.
 *
 * Both clocks are driven by the logs: an alert is raised at the time of its
 * record, and deadlines pass as the log's days go by.  Findings are the same as
 * live ones; only what people did to alerts is missing.
 */
#ifndef ENGINE_REPLAY_H
#define ENGINE_REPLAY_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "engine/pipeline.h"

struct replay_log {
    const char *path;
    unsigned source; /* index in the generation */
};

/* Called every few megabytes; done and all count bytes of all logs (all 0 = not known). */
typedef void replay_progress(uint64_t done, uint64_t all, void *cookie);

struct replay_options {
    const struct generation *generation;
    const struct replay_log *logs;
    size_t log_count;
    bool alerts;               /* make alerts, not only matches */
    pipeline_match *match;     /* NULL = not told */
    alert_report *report;      /* NULL = not told */
    replay_progress *progress; /* NULL = not told */
    void *cookie;              /* for all three */
};

struct replay_result {
    struct pipeline_counts counts;
    struct alert_counts alerts;
};

/* Runs to the end of all logs.  False with err when one cannot be opened or read;
 * the others were read to their ends all the same. */
bool replay_run(const struct replay_options *options, struct replay_result *result,
                struct error *err);

#endif
