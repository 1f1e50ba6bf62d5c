#include "engine/coverage.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "sigma/log_source.h"
#include "sigma/prospect.h"

enum { MISSING_SHOWN = 256 };

/* A format that may feed rules, with what it is for them. */
struct feeder {
    const struct decoder *decoder;
    struct log_source *tags;
    size_t tag_count;
};

/* The keys of a log source. */
enum source_key { KEY_CATEGORY, KEY_PRODUCT, KEY_SERVICE, KEY_COUNT };

static const char *const key_names[KEY_COUNT] = {"category", "product", "service"};

/* The different values that one key has. */
struct value_list {
    const char **items;
    size_t count;
    size_t capacity;
};

struct measuring {
    const struct rule_set *rules;
    struct feeder *feeders;
    size_t feeder_count;
    struct value_list values[KEY_COUNT];
    struct coverage *coverage;
    size_t capacity;
};

static const char *value_of(const struct log_source *source, enum source_key key)
{
    return key == KEY_CATEGORY  ? source->category
           : key == KEY_PRODUCT ? source->product
                                : source->service;
}

static bool has_value(const struct value_list *list, const char *value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i], value) == 0)
            return true;
    }
    return false;
}

static void add_values(struct measuring *measuring, const struct log_source *tag)
{
    for (enum source_key key = 0; key < KEY_COUNT; key++) {
        struct value_list *list = &measuring->values[key];
        const char *value = value_of(tag, key);

        if (!value || has_value(list, value))
            continue;
        list->items = array_room(list->items, list->count, &list->capacity, sizeof *list->items);
        list->items[list->count++] = value;
    }
}

static bool has_source(const struct measuring *measuring, const struct log_source *source)
{
    for (size_t i = 0; i < measuring->feeder_count; i++) {
        const struct feeder *feeder = &measuring->feeders[i];

        for (size_t k = 0; k < feeder->tag_count; k++) {
            if (log_source_applies(source, &feeder->tags[k]))
                return true;
        }
    }
    return false;
}

/* The log source with one key's value moved to another key, or changed: worth a word
 * where something has it then. */
static struct text try_value(const struct measuring *measuring, const struct log_source *source,
                             enum source_key from, enum source_key to, const char *value)
{
    const char *values[KEY_COUNT] = {source->category, source->product, source->service};
    struct log_source meant = {0};

    values[from] = NULL;
    values[to] = value;
    meant = (struct log_source){values[KEY_CATEGORY], values[KEY_PRODUCT], values[KEY_SERVICE]};
    return has_source(measuring, &meant)
               ? arena_printf(measuring->coverage->arena, "%s %s", key_names[to], value)
               : TEXT("");
}

/* What may have been meant by a value that its key never has: the same value of another
 * key, or one of this key that is spelled nearly so. */
static struct text suggest_value(const struct measuring *measuring, const struct log_source *source,
                                 enum source_key key)
{
    const struct value_list *list = &measuring->values[key];
    const char *value = value_of(source, key);
    const char *near = NULL;

    for (enum source_key other = 0; other < KEY_COUNT; other++) {
        if (!value_of(source, other) && has_value(&measuring->values[other], value))
            return try_value(measuring, source, key, other, value);
    }
    near = diagnostics_suggest(text_of(value), list->items, list->count);
    return near ? try_value(measuring, source, key, key, near) : TEXT("");
}

static struct text suggest(const struct measuring *measuring, const struct log_source *source)
{
    struct text near = TEXT("");

    for (enum source_key key = 0; key < KEY_COUNT && near.length == 0; key++) {
        const char *value = value_of(source, key);

        if (value && !has_value(&measuring->values[key], value))
            near = suggest_value(measuring, source, key);
    }
    return near;
}

static void add_feeder(struct measuring *measuring, const struct decoder *decoder)
{
    struct feeder *feeder = &measuring->feeders[measuring->feeder_count++];
    size_t kinds = decoder_kind_count(decoder);

    feeder->decoder = decoder;
    feeder->tags = mem_zero_array(kinds * DECODER_TAGS_MOST, sizeof *feeder->tags);
    for (size_t i = 0; i < kinds; i++)
        generation_add_tags(decoder_kind(decoder, i), feeder->tags, &feeder->tag_count);
    for (size_t i = 0; i < feeder->tag_count; i++)
        add_values(measuring, &feeder->tags[i]);
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
    struct text written = TEXT("{");

    for (enum source_key key = 0; key < KEY_COUNT; key++) {
        const char *value = value_of(source, key);

        if (value)
            written = arena_printf(arena, "%.*s%s%s: %s", TEXT_ARGS(written),
                                   written.length > 1 ? ", " : "", key_names[key], value);
    }
    return arena_printf(arena, "%.*s}", TEXT_ARGS(written));
}

static void add_gap(struct measuring *measuring, size_t rule, bool is_field, struct text missing)
{
    struct coverage *coverage = measuring->coverage;
    const struct log_source *source = rule_set_log_source(measuring->rules, rule);
    struct coverage_gap gap = {rule_set_facts(measuring->rules, rule), is_field, missing, TEXT("")};

    if (is_field) {
        gap.missing = arena_copy(coverage->arena, missing);
    } else {
        gap.missing = write_log_source(coverage->arena, source);
        gap.near = suggest(measuring, source);
    }
    coverage->gaps =
        array_room(coverage->gaps, coverage->count, &measuring->capacity, sizeof *coverage->gaps);
    coverage->gaps[coverage->count++] = gap;
}

static void measure_rule(struct measuring *measuring, size_t rule)
{
    const struct expression *expression = rule_set_expression(measuring->rules, rule);
    struct text missing = {0};
    bool is_fed = false;

    for (size_t i = 0; expression && i < measuring->feeder_count; i++) {
        struct feeder *feeder = &measuring->feeders[i];
        struct text lacks = {0};

        if (!rule_set_is_about(measuring->rules, rule, feeder->tags, feeder->tag_count))
            continue;
        if (prospect_is_open(expression, says, feeder, &lacks))
            return;
        is_fed = true;
        if (missing.length == 0)
            missing = lacks;
    }
    if (expression)
        add_gap(measuring, rule, is_fed, missing);
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
    for (enum source_key key = 0; key < KEY_COUNT; key++)
        mem_free(measuring.values[key].items);
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
    if (gap->near.length > 0)
        buffer_printf(words, "; did you mean %.*s?", TEXT_ARGS(gap->near));
    buffer_finish(&shown);
}
