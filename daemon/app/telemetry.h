/*
 * telemetry -- what is counted for monitoring and nobody else counts: totals that
 * outlast reloads, and alerts by what they were and became.
 *
 * Everything counts from the daemon's start, and nothing goes down.
 */
#ifndef APP_TELEMETRY_H
#define APP_TELEMETRY_H

#include <stdint.h>

#include "alert/alert_book.h"
#include "app/meter_book.h"
#include "engine/generation.h"
#include "engine/pipeline.h"
#include "output/histogram.h"
#include "source/source_set.h"

/* Columns of telemetry->rules. */
enum { RULE_MATCHES, RULE_TOTALS };

/* Columns of telemetry->sources; the first are totals. */
enum {
    SOURCE_BYTES,
    SOURCE_LINES,
    SOURCE_SKIPPED,
    SOURCE_UNDECODED,
    SOURCE_UNDATED,
    SOURCE_TOTALS,
    SOURCE_IS_PRESENT = SOURCE_TOTALS, /* it stands in the settings in force */
    SOURCE_FILES,
    SOURCE_UNREADABLE_FILES,
    SOURCE_LAG,        /* bytes */
    SOURCE_LAST_EVENT, /* timestamp, 0 = none yet */
};

struct telemetry {
    struct meter_book *rules;   /* those that have matched */
    struct meter_book *sources; /* those that were ever in force */
    struct meter_book *gaps;    /* one column, by source */
    uint64_t amber;             /* alerts created as ... */
    uint64_t red;
    uint64_t escalated; /* from Amber to Red */
    uint64_t reopened;
    uint64_t closed;
    struct histogram commits; /* what writing the journal took */
};

struct telemetry *telemetry_create(void);
void telemetry_destroy(struct telemetry *telemetry);

void telemetry_note_alert(struct telemetry *telemetry, const struct alert_entry *entry);

/* Something happened to a log of the source of that name (NULL = of none). */
void telemetry_note_source(struct telemetry *telemetry, const struct source_event *event,
                           const char *source);

/* Reads anew what the engine has counted under the generation in force, and how the
 * files stand. */
void telemetry_recount(struct telemetry *telemetry, const struct generation *generation,
                       const struct pipeline *pipeline, const struct source_set *sources);

/* The generation is about to go, and the pipeline's counts with it. */
void telemetry_keep(struct telemetry *telemetry, const struct generation *generation,
                    const struct pipeline *pipeline, const struct source_set *sources);

#endif
