/*
 * generation -- the settings and rules of one load, compiled and immutable.
 *
 * Built whole beside the one in use and swapped in between two records.  What has
 * memory (cursors, windows, open alerts) lives outside and outlasts it.
 */
#ifndef ENGINE_GENERATION_H
#define ENGINE_GENERATION_H

#include <stdbool.h>
#include <stddef.h>

#include "alert/alert_book.h"
#include "base/diagnostics.h"
#include "config/settings.h"
#include "decode/layout_book.h"
#include "engine/format_book.h"
#include "engine/sieve.h"
#include "model/wanted_fields.h"
#include "sigma/rule_set.h"

/* One source of the settings, as the pipeline uses it. */
struct generation_source {
    const char *name;
    const struct decoder *decoder;
    struct decode_context context; /* but for the layout */
    struct zone *zone;
    struct layout_book *layouts;        /* says context.layout, record by record */
    enum record_shape shape;            /* how its records lie in the lines */
    const struct rule_route **routes;   /* one a kind of the decoder's events */
    const struct rule_route *any_route; /* of records that do not decode: they may be any */
    struct sieve *sieve;                /* learns from the log; else as immutable as the rest */
    struct text account;
    struct text site;
};

struct generation {
    struct settings *settings;
    struct format_book *formats;
    struct wanted_fields *wanted;
    struct rule_set *rules;
    struct generation_source *sources;
    size_t source_count;
    size_t broken_rules; /* mistakes in rule files; the other rules work */
    char *first_mistake; /* the first of them, NULL = none */
};

/* Loads a settings file and the rules it names.  NULL when the settings cannot be
 * used; mistakes in rules leave the others working and are counted. */
struct generation *generation_load(const char *config, struct diagnostics *diagnostics);

/* The same from settings already in hand (which it takes, also when it fails).
 * any_log_source: all rules apply to every source. */
struct generation *generation_build(struct settings *owned, bool any_log_source,
                                    struct diagnostics *diagnostics);

void generation_destroy(struct generation *generation);

/* Adds a source while nobody uses the generation, and takes its settings over, which
 * need no place in a file; the index is the last.  False with err when there is no such
 * format, or its layout makes no sense. */
bool generation_add_source(struct generation *generation, struct source_settings *owned,
                           struct error *err);

/* How many rules apply to events of a source, of whatever kind. */
size_t generation_source_rules(const struct generation *generation, size_t source);

/* What a rule in effect, or a built-in one, says of itself; NULL when there is none of
 * that key. */
const struct rule_facts *generation_find_rule(const struct generation *generation, const char *key);

/* What the settings say to the alert book. */
struct alert_options generation_alert_options(const struct settings *settings);

/* Appends Sigma's log source for each tag of a kind of events, at most
 * DECODER_TAGS_MOST. */
void generation_add_tags(const struct decoder_kind *kind, struct log_source *tags, size_t *count);

#endif
