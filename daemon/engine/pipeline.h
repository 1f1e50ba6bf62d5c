/*
 * pipeline -- the whole flow, from bytes of a log to alerts, on one page.
 *
 *     chunk -> records -> event -> matches -> findings -> alerts
 *
 * Pure: knows no clock, loop, socket or database.  There are two ways in, a chunk
 * and the time, so live, replay, match and tests run the very same engine.  What
 * it remembers is handed out as state changes and can be given back.
 */
#ifndef ENGINE_PIPELINE_H
#define ENGINE_PIPELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "alert/alert_book.h"
#include "base/error.h"
#include "engine/builtin_rules.h"
#include "engine/generation.h"
#include "model/chunk.h"
#include "model/state_change.h"

struct pipeline;

/* Told of each rule that matched a record, before findings are made of it; for
 * `match` and `explain`.  event is decoded whole. */
typedef void pipeline_match(const struct event *event, const struct rule_facts *rule, void *cookie);

/* Told of each record that is decoded, whole, before rules are tried on it: for tests,
 * which show what was decoded.  Costs a decoding. */
typedef void pipeline_record(const struct event *event, void *cookie);

struct pipeline_options {
    struct alert_book *alerts; /* lent; NULL = matches only, no alerts are made */
    alert_report *report;      /* told what happens to alerts; NULL = nobody */
    pipeline_match *match;     /* NULL = nobody asks */
    pipeline_record *record;   /* NULL = nobody asks */
    bool follow_log;           /* replay: the wall clock is what the log says it is */
    void *cookie;              /* for all three */
};

struct pipeline *pipeline_create(const struct pipeline_options *options);
void pipeline_destroy(struct pipeline *pipeline);

/* Changes to a generation, between two chunks.  Lent until the next change. */
void pipeline_use(struct pipeline *pipeline, const struct generation *generation);

/* Takes a chunk.  arrival = wall clock.  Returns the time of its last event that
 * carried one, TIMESTAMP_NONE when none did. */
timestamp pipeline_take(struct pipeline *pipeline, const struct chunk *chunk, timestamp arrival);

/* The log of that incarnation, whose last chunk was not marked final, says nothing more:
 * what waits for more of its lines is whole. */
void pipeline_end(struct pipeline *pipeline, const struct identifier *incarnation,
                  timestamp arrival);

/* The time has come to now (wall clock); furthest_behind as in
 * watermark_advance.  Returns when it wants to be called at the latest (now = at
 * once, for there may be more to do), TIMESTAMP_NONE = no need. */
timestamp pipeline_advance(struct pipeline *pipeline, timestamp now, timestamp furthest_behind);

/* A finding that no line of a log stands behind.  group tells its alerts apart;
 * incarnation and offset make its identifier unique; words are for people. */
struct builtin_finding {
    enum builtin_rule rule;
    struct text group;
    const char *source; /* NULL = none */
    const char *path;   /* NULL = none */
    struct identifier incarnation;
    uint64_t offset;
    struct text words;
};

void pipeline_report(struct pipeline *pipeline, const struct builtin_finding *builtin,
                     timestamp now);

/* ... and its cause is gone. */
void pipeline_heal(struct pipeline *pipeline, enum builtin_rule rule, struct text group,
                   const char *how, timestamp now);

/* State of everything in the pipeline, the alert book included. */
void pipeline_changes(struct pipeline *pipeline, state_put *put, void *cookie);
bool pipeline_restore(struct pipeline *pipeline, const struct state_change *piece,
                      struct error *err);

struct pipeline_counts {
    uint64_t records;   /* decoded and tried */
    uint64_t skipped;   /* lines not decoded, because no rule can need them: engine/sieve.
                         * A line of JSON may hold several records */
    uint64_t undecoded; /* of records ... */
    uint64_t undated;   /* ... as well: took the time of arrival */
    uint64_t windows;   /* pieces of lines too long to be taken whole */
    uint64_t bytes;
    uint64_t matches;
    uint64_t regex_limits;
    uint64_t repeats_forgotten;
    uint64_t echoes_forgotten; /* sessions forgotten for room */
    uint64_t records_cut;      /* these three as in assembler_counts */
    uint64_t records_pressed;
    uint64_t records_waiting;
    timestamp event_clock;
};

struct pipeline_counts pipeline_counts(const struct pipeline *pipeline);

/* The same of one source, since the generation in use came into use. */
struct pipeline_source_counts {
    uint64_t bytes;
    uint64_t records;
    uint64_t skipped;
    uint64_t undecoded;
    uint64_t undated;
};

struct pipeline_source_counts pipeline_source_counts(const struct pipeline *pipeline,
                                                     size_t source);

/* How often a rule of the generation in use has matched since it came into use. */
uint64_t pipeline_rule_matches(const struct pipeline *pipeline, size_t rule);

#endif
