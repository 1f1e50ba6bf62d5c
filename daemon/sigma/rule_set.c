#include "sigma/rule_set.h"

#include <errno.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/table.h"
#include "sigma/field_alias.h"
#include "sigma/literals.h"
#include "sigma/log_source.h"
#include "sigma/rule_file.h"

enum { ARENA_BLOCK = 256 << 10 };

/* A rule on a route, with what is looked at for each record close together. */
struct stop {
    const struct expression *expression;
    size_t index; /* of the rule in the set; rising along the route */
};

struct rule_route {
    struct rule_route *next;
    const struct rule_set *set;
    struct stop *stops;
    size_t count;
    size_t capacity;
};

struct rule_set {
    struct arena *arena; /* rules and all they are made of */
    struct pattern_list patterns;
    struct rule **rules; /* in the order of loading */
    size_t count;
    size_t capacity;
    size_t found;       /* rules in the files, loaded or not */
    size_t retired;     /* ... and of them those that are not to be used any more */
    struct table *keys; /* key -> rule */
    struct rule_route *routes;
};

/* A load under way. */
struct loading {
    struct rule_set *set;
    const struct rule_set_options *options;
    struct wanted_fields *wanted;
    struct diagnostics *diagnostics;
    const struct document *document; /* the file being read */
    bool *red_is_known;              /* which of options->red name a rule */
};

static struct rule_set *rule_set_create(void)
{
    struct rule_set *set = mem_zero(sizeof *set);

    set->arena = arena_create(ARENA_BLOCK);
    set->keys = table_create();
    return set;
}

void rule_set_destroy(struct rule_set *set)
{
    if (!set)
        return;
    while (set->routes) {
        struct rule_route *route = set->routes;

        set->routes = route->next;
        mem_free(route->stops);
        mem_free(route);
    }
    for (size_t i = 0; i < set->patterns.count; i++)
        pattern_destroy(set->patterns.items[i]);
    mem_free(set->patterns.items);
    mem_free(set->rules);
    table_destroy(set->keys);
    arena_destroy(set->arena);
    mem_free(set);
}

/* A setting can make a rule Red by its id or its name. */
static void apply_red(struct loading *loading, struct rule_facts *facts)
{
    for (size_t i = 0; i < loading->options->red_count; i++) {
        struct text red = text_of(loading->options->red[i]);

        if (text_equal(red, text_of(facts->key)) ||
            (facts->name && text_equal(red, text_of(facts->name)))) {
            facts->severity = SEVERITY_RED;
            loading->red_is_known[i] = true;
        }
    }
}

/* Fields are called here as in the rule's detection. */
static void bind_dedup(struct loading *loading, struct rule *rule)
{
    const struct rule_extension *extension = &rule->extension;
    int *slots = arena_zero(loading->set->arena, (extension->dedup_count + 1) * sizeof *slots);

    for (size_t i = 0; i < extension->dedup_count; i++) {
        struct text name = text_of(extension->dedup_by[i]);

        slots[i] = wanted_fields_add_either(loading->wanted,
                                            field_alias_resolve(&rule->log_source, name), name);
    }
    rule->facts.dedup_slots = slots;
    rule->facts.dedup_count = extension->dedup_count;
}

/* Fields are asked for here and not before, so that no decoder works for a rule
 * that was refused. */
static void take_rule(struct rule *rule, const struct node *root, void *cookie)
{
    struct loading *loading = cookie;
    struct rule_set *set = loading->set;
    struct text key = text_of(rule->facts.key);
    const struct rule *earlier = table_get(set->keys, key);

    if (earlier) {
        diagnostics_error(loading->diagnostics, node_place(loading->document, root),
                          "the rule '%s' is there already, at %s:%u", rule->facts.key,
                          earlier->facts.path, earlier->facts.line);
        return;
    }
    table_put(set->keys, key, rule);
    if (!rule->is_asleep)
        expression_bind(rule->expression, loading->wanted);
    bind_dedup(loading, rule);
    apply_red(loading, &rule->facts);
    set->rules = array_room(set->rules, set->count, &set->capacity, sizeof(struct rule *));
    set->rules[set->count++] = rule;
}

static void load_document(struct loading *loading, struct document *document)
{
    struct rule_reader reader = {
        .document = document,
        .diagnostics = loading->diagnostics,
        .arena = loading->set->arena,
        .patterns = &loading->set->patterns,
        .placeholders = loading->options->placeholders,
        .placeholder_count = loading->options->placeholder_count,
    };
    struct rule_file_result result = {0};

    if (!document)
        return;
    loading->document = document;
    result = rule_file_read(&reader, take_rule, loading);
    loading->set->found += result.found;
    loading->set->retired += result.retired;
    document_destroy(document);
}

static void load_file(const char *path, void *cookie)
{
    struct loading *loading = cookie;

    load_document(loading, document_read(path, loading->diagnostics));
}

static void load_path(struct loading *loading, const char *path)
{
    const struct place nowhere = {0};
    struct error err = {0};

    if (loading->options->may_be_missing && access(path, F_OK) < 0 && errno == ENOENT)
        return;
    if (!file_list_yaml(path, load_file, loading, &err))
        diagnostics_error(loading->diagnostics, nowhere, "%s", err.text);
}

/* A folder that was named wrong would watch nothing without a word. */
static void warn_empty(const struct loading *loading)
{
    const struct rule_set_options *options = loading->options;
    const struct place nowhere = {0};

    if (options->path_count > 0)
        diagnostics_warning(loading->diagnostics, nowhere, "there is no rule in %s%s",
                            options->paths[0],
                            options->path_count > 1 ? " nor in the other paths" : "");
}

static void warn_red(const struct loading *loading)
{
    const struct place nowhere = {0};

    for (size_t i = 0; i < loading->options->red_count; i++) {
        if (!loading->red_is_known[i])
            diagnostics_warning(loading->diagnostics, nowhere,
                                "no rule has the id or name '%s', which shall be Red",
                                loading->options->red[i]);
    }
}

struct rule_set *rule_set_load(const struct rule_set_options *options, struct wanted_fields *wanted,
                               struct diagnostics *diagnostics)
{
    struct loading loading = {
        .set = rule_set_create(),
        .options = options,
        .wanted = wanted,
        .diagnostics = diagnostics,
        .red_is_known = mem_zero_array(options->red_count, sizeof(bool)),
    };
    size_t errors = diagnostics->errors;

    for (size_t i = 0; i < options->path_count; i++)
        load_path(&loading, options->paths[i]);
    if (loading.set->found == 0 && diagnostics->errors == errors)
        warn_empty(&loading);
    warn_red(&loading);
    mem_free(loading.red_is_known);
    return loading.set;
}

struct rule_set *rule_set_parse(const char *path, struct text bytes, struct wanted_fields *wanted,
                                struct diagnostics *diagnostics)
{
    const struct rule_set_options options = {0};
    struct loading loading = {
        .set = rule_set_create(),
        .options = &options,
        .wanted = wanted,
        .diagnostics = diagnostics,
    };

    load_document(&loading, document_parse(path, bytes, diagnostics));
    return loading.set;
}

size_t rule_set_count(const struct rule_set *set)
{
    return set->count;
}

size_t rule_set_found(const struct rule_set *set)
{
    return set->found;
}

size_t rule_set_retired(const struct rule_set *set)
{
    return set->retired;
}

const struct rule_facts *rule_set_facts(const struct rule_set *set, size_t index)
{
    return &set->rules[index]->facts;
}

const struct log_source *rule_set_log_source(const struct rule_set *set, size_t index)
{
    return &set->rules[index]->log_source;
}

const struct expression *rule_set_expression(const struct rule_set *set, size_t index)
{
    const struct rule *rule = set->rules[index];

    return rule->is_asleep ? NULL : rule->expression;
}

const struct rule_example *rule_set_examples(const struct rule_set *set, size_t index,
                                             size_t *count)
{
    *count = set->rules[index]->extension.example_count;
    return set->rules[index]->extension.examples;
}

void rule_set_make_live(struct rule_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        set->rules[i]->facts.shadow = false;
}

bool rule_set_is_about(const struct rule_set *set, size_t index, const struct log_source *tags,
                       size_t tag_count)
{
    for (size_t i = 0; i < tag_count; i++) {
        if (log_source_applies(&set->rules[index]->log_source, &tags[i]))
            return true;
    }
    return false;
}

const struct rule_route *rule_set_route(struct rule_set *set, const struct log_source *tags,
                                        size_t tag_count, bool any)
{
    struct rule_route *route = mem_zero(sizeof *route);

    route->set = set;
    route->next = set->routes;
    set->routes = route;
    for (size_t i = 0; i < set->count; i++) {
        if (set->rules[i]->is_asleep || (!any && !rule_set_is_about(set, i, tags, tag_count)))
            continue;
        route->stops =
            array_room(route->stops, route->count, &route->capacity, sizeof *route->stops);
        route->stops[route->count++] = (struct stop){set->rules[i]->expression, i};
    }
    return route;
}

size_t rule_route_count(const struct rule_route *route)
{
    return route->count;
}

/* The first stop from `from` on that is not before the rule. */
static size_t find_stop(const struct rule_route *route, size_t from, size_t index)
{
    size_t high = route->count;

    while (from < high) {
        size_t middle = from + (high - from) / 2;

        if (route->stops[middle].index < index)
            from = middle + 1;
        else
            high = middle;
    }
    return from;
}

bool rule_route_has(const struct rule_route *route, size_t index)
{
    size_t stop = find_stop(route, 0, index);

    return stop < route->count && route->stops[stop].index == index;
}

bool rule_set_literals(const struct rule_set *set, size_t index,
                       const struct literal_question *question, struct arena *arena,
                       struct literal_list *literals)
{
    return literals_find(set->rules[index]->expression, question, arena, literals);
}

static void try_rule(const struct rule_route *route, const struct stop *stop,
                     struct event_reading *reading, rule_report *report, void *cookie)
{
    struct rule_match match = {0};
    enum verdict verdict = VERDICT_NO;

    reading->trouble = NULL;
    verdict = expression_ask(stop->expression, reading);
    if (verdict == VERDICT_NO)
        return;
    match.rule = rule_set_facts(route->set, stop->index);
    match.index = stop->index;
    match.trouble = verdict == VERDICT_UNKNOWN ? reading->trouble : NULL;
    report(&match, cookie);
}

void rule_route_match(const struct rule_route *route, const struct event *event,
                      rule_report *report, void *cookie)
{
    struct event_reading *reading = event_reading_create(event);

    for (size_t i = 0; i < route->count; i++)
        try_rule(route, &route->stops[i], reading, report, cookie);
}

void rule_route_match_some(const struct rule_route *route, const struct rule_selection *selection,
                           const struct event *event, rule_report *report, void *cookie)
{
    struct event_reading *reading = NULL;
    size_t stop = 0;

    for (size_t i = 0; i < selection->count; i++) {
        stop = find_stop(route, stop, selection->rules[i]);
        if (stop == route->count)
            return;
        if (route->stops[stop].index != selection->rules[i])
            continue;
        if (!reading)
            reading = event_reading_create(event);
        try_rule(route, &route->stops[stop], reading, report, cookie);
    }
}
