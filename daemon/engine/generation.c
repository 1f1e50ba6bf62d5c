#include "engine/generation.h"

#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "engine/builtin_rules.h"
#include "engine/placeholder_book.h"

void generation_add_tags(const struct decoder_kind *kind, struct log_source *tags, size_t *count)
{
    for (size_t i = 0; i < DECODER_TAGS_MOST; i++) {
        const struct log_source_tag *tag = &kind->tags[i];

        if (tag->category || tag->product || tag->service)
            tags[(*count)++] = (struct log_source){tag->category, tag->product, tag->service};
    }
}

static const struct rule_route *find_route(struct rule_set *rules, const struct decoder_kind *kind,
                                           bool any)
{
    struct log_source tags[DECODER_TAGS_MOST] = {{NULL}};
    size_t count = 0;

    generation_add_tags(kind, tags, &count);
    return rule_set_route(rules, tags, count, any);
}

static void find_routes(struct generation *generation, struct generation_source *source, bool any)
{
    size_t count = decoder_kind_count(source->decoder);
    struct log_source *tags = mem_zero_array(count * DECODER_TAGS_MOST, sizeof *tags);
    size_t tag_count = 0;

    source->routes = mem_zero_array(count, sizeof(struct rule_route *));
    for (size_t i = 0; i < count; i++) {
        const struct decoder_kind *kind = decoder_kind(source->decoder, i);

        source->routes[i] = find_route(generation->rules, kind, any);
        generation_add_tags(kind, tags, &tag_count);
    }
    source->any_route = rule_set_route(generation->rules, tags, tag_count, any);
    mem_free(tags);
}

/* Where a source stands in the settings file. */
static struct place place_of(const struct settings *settings, size_t source)
{
    const struct source_settings *of = &settings->sources[source];

    if (of->line == 0)
        return (struct place){0};
    return (struct place){settings->path, of->line, of->column};
}

static bool unknown_format(const struct generation *generation, struct text format,
                           struct error *err)
{
    const char *near = format_book_suggest(generation->formats, format);

    if (format_book_is_broken(generation->formats, format))
        return error_set(err, "the format '%.*s' of the settings has mistakes", TEXT_ARGS(format));
    return error_set(err, "unknown format '%.*s'%s%s%s; `amberctl formats` lists them",
                     TEXT_ARGS(format), near ? "; did you mean '" : "", near ? near : "",
                     near ? "'?" : "");
}

/* Makes of a source's settings what the pipeline uses. */
static bool make_source(struct generation *generation, const struct source_settings *settings,
                        bool any, struct generation_source *source, struct error *err)
{
    struct error reason = {0};

    source->name = settings->name;
    source->account = text_of(settings->account);
    source->site = text_of(settings->site);
    source->decoder = format_book_find(generation->formats, text_of(settings->format));
    if (!source->decoder)
        return unknown_format(generation, text_of(settings->format), err);
    source->zone = zone_open(text_of(settings->zone), err);
    if (!source->zone)
        return false;
    source->context.zone = source->zone;
    source->layouts = layout_book_create(source->decoder, text_of(settings->layout), &reason);
    if (!source->layouts)
        return error_set(err, "layout: %s", reason.text);
    source->shape = layout_book_shape(source->layouts);
    find_routes(generation, source, any);
    source->sieve = sieve_create(&(struct sieve_options){
        .decoder = source->decoder,
        .rules = generation->rules,
        .route = source->any_route,
        .shape = source->shape,
        .decode_all = strcmp(settings->decode, "all") == 0,
    });
    return true;
}

static bool build_source(struct generation *generation, size_t index, bool any,
                         struct diagnostics *diagnostics)
{
    const struct source_settings *settings = &generation->settings->sources[index];
    struct error err = {0};

    if (make_source(generation, settings, any, &generation->sources[index], &err))
        return true;
    if (format_book_is_broken(generation->formats, text_of(settings->format)))
        return false; /* its mistakes have been told */
    return diagnostics_error(diagnostics, place_of(generation->settings, index), "source '%s': %s",
                             settings->name, err.text);
}

/* The mistake with its place, as a compiler would say it. */
static char *tell(const struct diagnostic *mistake)
{
    struct buffer words = {0};
    char *told = NULL;

    diagnostics_append_place(&words, mistake);
    buffer_append_text(&words, text_of(mistake->message));
    told = mem_copy_text(buffer_text(&words));
    buffer_finish(&words);
    return told;
}

/* Whether the rules' paths are those that hold where the settings name none. */
static bool has_usual_paths(const struct settings *settings)
{
    struct settings *usual = settings_default();
    bool is_usual = settings->rules.path_count == usual->rules.path_count;

    for (size_t i = 0; is_usual && i < usual->rules.path_count; i++)
        is_usual = strcmp(settings->rules.paths[i], usual->rules.paths[i]) == 0;
    settings_destroy(usual);
    return is_usual;
}

static void load_rules(struct generation *generation, struct diagnostics *diagnostics)
{
    const struct settings *settings = generation->settings;
    struct placeholder_book placeholders = {0};
    struct rule_set_options options = {
        .paths = (const char *const *)settings->rules.paths,
        .path_count = settings->rules.path_count,
        .may_be_missing = has_usual_paths(settings),
        .red = (const char *const *)settings->rules.red,
        .red_count = settings->rules.red_count,
    };
    size_t before = diagnostics->errors;
    size_t first = diagnostics->count;

    placeholder_book_open(settings, &placeholders, diagnostics);
    options.placeholders = placeholders.items;
    options.placeholder_count = placeholders.count;
    generation->wanted = wanted_fields_create();
    generation->rules = rule_set_load(&options, generation->wanted, diagnostics);
    placeholder_book_close(&placeholders);
    generation->broken_rules = diagnostics->errors - before;
    while (first < diagnostics->count && diagnostics->items[first].kind != DIAGNOSTIC_ERROR)
        first++;
    if (first < diagnostics->count)
        generation->first_mistake = tell(&diagnostics->items[first]);
}

struct generation *generation_build(struct settings *owned, bool any_log_source,
                                    struct diagnostics *diagnostics)
{
    struct generation *generation = mem_zero(sizeof *generation);
    size_t errors = diagnostics->errors;
    bool good = true;

    generation->settings = owned;
    generation->formats = format_book_create(owned, diagnostics);
    good = diagnostics->errors == errors;
    load_rules(generation, diagnostics);
    generation->source_count = owned->source_count;
    generation->sources = mem_zero_array(owned->source_count, sizeof *generation->sources);
    for (size_t i = 0; i < owned->source_count; i++)
        good = build_source(generation, i, any_log_source, diagnostics) && good;
    if (good)
        return generation;
    generation_destroy(generation);
    return NULL;
}

struct generation *generation_load(const char *config, struct diagnostics *diagnostics)
{
    struct settings *settings = settings_read(config, diagnostics);

    if (settings && settings->source_count == 0)
        diagnostics_warning(diagnostics, (struct place){config, 0, 0},
                            "no log is followed: there is nothing under 'sources'");
    return settings ? generation_build(settings, false, diagnostics) : NULL;
}

static void finish_source(struct generation_source *source)
{
    zone_close(source->zone);
    sieve_destroy(source->sieve);
    layout_book_destroy(source->layouts);
    mem_free(source->routes);
}

bool generation_add_source(struct generation *generation, struct source_settings *owned,
                           struct error *err)
{
    struct settings *settings = generation->settings;
    struct generation_source source = {0};
    size_t count = generation->source_count;

    if (!make_source(generation, owned, false, &source, err)) {
        finish_source(&source);
        settings_finish_source(owned);
        return false;
    }
    settings->sources = mem_resize_array(settings->sources, count + 1, sizeof *settings->sources);
    settings->sources[count] = *owned;
    settings->source_count = count + 1;
    generation->sources =
        mem_resize_array(generation->sources, count + 1, sizeof *generation->sources);
    generation->sources[count] = source;
    generation->source_count = count + 1;
    return true;
}

void generation_destroy(struct generation *generation)
{
    if (!generation)
        return;
    for (size_t i = 0; generation->sources && i < generation->source_count; i++)
        finish_source(&generation->sources[i]);
    mem_free(generation->sources);
    mem_free(generation->first_mistake);
    rule_set_destroy(generation->rules);
    wanted_fields_destroy(generation->wanted);
    format_book_destroy(generation->formats);
    settings_destroy(generation->settings);
    mem_free(generation);
}

const struct rule_facts *generation_find_rule(const struct generation *generation, const char *key)
{
    for (int i = 0; i < BUILTIN_COUNT; i++) {
        const struct rule_facts *facts = builtin_rule((enum builtin_rule)i);

        if (strcmp(facts->key, key) == 0)
            return facts;
    }
    for (size_t i = 0; i < rule_set_count(generation->rules); i++) {
        const struct rule_facts *facts = rule_set_facts(generation->rules, i);

        if (strcmp(facts->key, key) == 0)
            return facts;
    }
    return NULL;
}

struct alert_options generation_alert_options(const struct settings *settings)
{
    return (struct alert_options){
        .storm_budget = (unsigned)settings->alerts.storm_budget,
        .storm_window = settings->alerts.storm_window,
        .remediate_within = settings->alerts.remediate_within,
        .dedup_for = settings->alerts.dedup_for,
        .evidence_most = (unsigned)settings->alerts.evidence,
        .alerts_most = settings->alerts.most,
    };
}

size_t generation_source_rules(const struct generation *generation, size_t source)
{
    return rule_route_count(generation->sources[source].any_route);
}
