#include "engine/coverage.h"

#include <stdio.h>

#include "base/array.h"
#include "base/memory.h"
#include "sigma/prospect.h"

enum { MISSING_SHOWN = 256 };

/* A format that may feed rules, with what it is for them. */
struct feeder {
    const struct decoder *decoder;
    struct log_source *tags;
    size_t tag_count;
};

struct measuring {
    const struct rule_set *rules;
    struct feeder *feeders;
    size_t feeder_count;
    struct coverage *coverage;
    size_t capacity;
};

static void add_feeder(struct measuring *measuring, const struct decoder *decoder)
{
    struct feeder *feeder = &measuring->feeders[measuring->feeder_count++];
    size_t kinds = decoder_kind_count(decoder);

    feeder->decoder = decoder;
    feeder->tags = mem_zero_array(kinds * DECODER_TAGS_MOST, sizeof *feeder->tags);
    for (size_t i = 0; i < kinds; i++)
        generation_add_tags(decoder_kind(decoder, i), feeder->tags, &feeder->tag_count);
}

static void add_feeders(struct measuring *measuring, const struct generation *generation)
{
    size_t count = 0;
    const struct decoder *const *decoders = format_book_all(generation->formats, &count);

    if (!measuring->coverage->any_format)
        count = generation->source_count;
    measuring->feeders = mem_zero_array(count, sizeof *measuring->feeders);
    for (size_t i = 0; i < count; i++)
        add_feeder(measuring,
                   measuring->coverage->any_format ? decoders[i] : generation->sources[i].decoder);
}

static bool says(struct text field, void *cookie)
{
    const struct feeder *feeder = cookie;
    enum field_origin origin = ORIGIN_DERIVED;

    return decoder_says(feeder->decoder, field, &origin);
}

static struct text write_log_source(struct arena *arena, const struct log_source *source)
{
    const struct {
        const char *key;
        const char *value;
    } parts[] = {
        {"category", source->category}, {"product", source->product}, {"service", source->service}};
    struct text written = TEXT("{");

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].value)
            written = arena_printf(arena, "%.*s%s%s: %s", TEXT_ARGS(written),
                                   written.length > 1 ? ", " : "", parts[i].key, parts[i].value);
    }
    return arena_printf(arena, "%.*s}", TEXT_ARGS(written));
}

static void add_gap(struct measuring *measuring, size_t rule, bool is_field, struct text missing)
{
    struct coverage *coverage = measuring->coverage;
    struct coverage_gap gap = {rule_set_facts(measuring->rules, rule), is_field, missing};

    if (is_field)
        gap.missing = arena_copy(coverage->arena, missing);
    else
        gap.missing =
            write_log_source(coverage->arena, rule_set_log_source(measuring->rules, rule));
    coverage->gaps =
        array_room(coverage->gaps, coverage->count, &measuring->capacity, sizeof *coverage->gaps);
    coverage->gaps[coverage->count++] = gap;
}

static void measure_rule(struct measuring *measuring, size_t rule)
{
    const struct expression *expression = rule_set_expression(measuring->rules, rule);
    struct text missing = {0};
    bool has_source = false;

    for (size_t i = 0; expression && i < measuring->feeder_count; i++) {
        struct feeder *feeder = &measuring->feeders[i];
        struct text lacks = {0};

        if (!rule_set_is_about(measuring->rules, rule, feeder->tags, feeder->tag_count))
            continue;
        if (prospect_is_open(expression, says, feeder, &lacks))
            return;
        has_source = true;
        if (missing.length == 0)
            missing = lacks;
    }
    if (expression)
        add_gap(measuring, rule, has_source, missing);
}

struct coverage *coverage_measure(const struct generation *generation, bool any_format)
{
    struct coverage *coverage = mem_zero(sizeof *coverage);
    struct measuring measuring = {.rules = generation->rules, .coverage = coverage};

    coverage->any_format = any_format;
    coverage->arena = arena_create(4096);
    add_feeders(&measuring, generation);
    for (size_t i = 0; i < rule_set_count(generation->rules); i++)
        measure_rule(&measuring, i);
    for (size_t i = 0; i < measuring.feeder_count; i++)
        mem_free(measuring.feeders[i].tags);
    mem_free(measuring.feeders);
    return coverage;
}

void coverage_destroy(struct coverage *coverage)
{
    if (!coverage)
        return;
    mem_free(coverage->gaps);
    arena_destroy(coverage->arena);
    mem_free(coverage);
}

void coverage_tell(const struct coverage *coverage, const struct coverage_gap *gap, size_t rules,
                   struct buffer *words)
{
    const char *who = coverage->any_format ? "log format" : "source of the settings";
    struct buffer shown = {0};

    buffer_append_escaped(&shown, text_until(gap->missing, MISSING_SHOWN));
    if (rules == 1)
        buffer_printf(words, "never matches: the rule %s ", gap->is_field ? "needs" : "is about");
    else
        buffer_printf(words, "%zu rules never match: they %s ", rules,
                      gap->is_field ? "need" : "are about");
    if (gap->is_field)
        buffer_printf(words, "the field '%s', which no %s of that kind says", buffer_string(&shown),
                      who);
    else
        buffer_printf(words, "%s, which no %s has", buffer_string(&shown), who);
    buffer_finish(&shown);
}
