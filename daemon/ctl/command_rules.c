/* check, match: rules and logs, without a daemon. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "ctl/commands.h"
#include "ctl/complaint.h"
#include "ctl/coverage_view.h"
#include "ctl/json_view.h"
#include "ctl/offline.h"
#include "ctl/progress.h"
#include "engine/replay.h"
#include "protocol/reply.h"

static void print_as_json(const struct diagnostic *item)
{
    json_t *json =
        json_pack("{s:s, s:s}", "severity", item->kind == DIAGNOSTIC_ERROR ? "error" : "warning",
                  "message", item->message);

    if (item->path) {
        json_object_set_new(json, "path", json_string(item->path));
        if (item->line > 0) {
            json_object_set_new(json, "line", json_integer(item->line));
            json_object_set_new(json, "column", json_integer(item->column));
        }
    }
    json_view_print(json);
    json_decref(json);
}

/* Messages quote rule files, and paths are anybody's. */
static void print_diagnostic(const struct diagnostic *item, FILE *stream)
{
    bool is_error = item->kind == DIAGNOSTIC_ERROR;
    struct buffer place = {0};
    struct buffer line = {0};

    diagnostics_append_place(&place, item);
    terminal_append(&line, buffer_text(&place));
    buffer_printf(&line, "%s%s:%s ", terminal_colour(is_error ? COLOUR_RED : COLOUR_AMBER),
                  is_error ? "error" : "warning", terminal_colour(COLOUR_NONE));
    terminal_append(&line, text_of(item->message));
    fprintf(stream, "%s\n", buffer_string(&line));
    buffer_finish(&place);
    buffer_finish(&line);
}

void offline_print_diagnostics(const struct diagnostics *diagnostics, bool json, bool errors_only)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        const struct diagnostic *item = &diagnostics->items[i];

        if (json && !errors_only) {
            print_as_json(item);
            continue;
        }
        if (item->kind != DIAGNOSTIC_ERROR && errors_only)
            continue;
        print_diagnostic(item, errors_only ? stderr : stdout);
    }
}

/* The rules named on the command line, or the whole configuration. */
static struct generation *load(const struct arguments *arguments, struct diagnostics *diagnostics)
{
    if (arguments->word_count == 0)
        return generation_load(arguments->config, diagnostics);
    return generation_build(offline_rule_settings(arguments), true, diagnostics);
}

static void print_totals(const struct arguments *arguments, const struct generation *generation,
                         const struct diagnostics *diagnostics, size_t idle)
{
    size_t loaded = generation ? rule_set_count(generation->rules) : 0;
    size_t found = generation ? rule_set_found(generation->rules) : 0;
    size_t retired = generation ? rule_set_retired(generation->rules) : 0;

    if (arguments->json) {
        printf("{\"rules\":%zu,\"loaded\":%zu,\"retired\":%zu,\"idle\":%zu,\"errors\":%zu,"
               "\"warnings\":%zu}\n",
               found, loaded, retired, idle, diagnostics->errors, diagnostics->warnings);
        return;
    }
    if (arguments->quiet)
        return;
    printf("%zu of %zu rule%s load%s", loaded, found, text_plural(found, "s"),
           loaded == 1 && found == 1 ? "s" : "");
    if (retired > 0)
        printf(", %zu %s deprecated or unsupported", retired, retired == 1 ? "is" : "are");
    if (idle > 0)
        printf(", %zu can never match here", idle);
    printf("; %zu error%s, %zu warning%s\n", diagnostics->errors,
           text_plural(diagnostics->errors, "s"), diagnostics->warnings,
           text_plural(diagnostics->warnings, "s"));
}

/* Rule files without a rule are a mistake; a configuration may do with amberd's own. */
static int judge(const struct arguments *arguments, const struct generation *generation,
                 const struct diagnostics *diagnostics)
{
    if (!generation)
        return REPLY_USAGE;
    if (diagnostics->errors > 0)
        return REPLY_CONTENT;
    return arguments->word_count > 0 && rule_set_found(generation->rules) == 0 ? REPLY_CONTENT
                                                                               : REPLY_OK;
}

int command_check(const struct arguments *arguments)
{
    struct diagnostics diagnostics = {0};
    struct generation *generation = load(arguments, &diagnostics);
    struct coverage *coverage = NULL;
    int status = judge(arguments, generation, &diagnostics);

    if (generation)
        coverage = coverage_measure(generation, arguments->word_count > 0);
    offline_print_diagnostics(&diagnostics, arguments->json, false);
    if (coverage)
        coverage_view_print(coverage, arguments->json);
    print_totals(arguments, generation, &diagnostics, coverage ? coverage->count : 0);
    coverage_destroy(coverage);
    generation_destroy(generation);
    diagnostics_finish(&diagnostics);
    return status;
}

/* A run of `match`. */
struct matching {
    const struct arguments *arguments;
    struct progress progress;
    uint64_t matches;
};

static void print_match(const struct event *event, const struct rule_facts *rule, void *cookie)
{
    struct matching *matching = cookie;
    json_t *json = json_pack("{s:I, s:s, s:s, s:s?}", "line", (json_int_t)event->record->line,
                             "rule_id", rule->key, "title", rule->title, "level", rule->level);

    if (matching->arguments->word_count > 1)
        json_object_set_new(json, "path", json_string(event->record->path));
    matching->matches++;
    progress_make_way(&matching->progress);
    json_view_print(json);
    json_decref(json);
}

static void show_progress(uint64_t done, uint64_t all, void *cookie)
{
    struct matching *matching = cookie;

    progress_show(&matching->progress, done, all);
}

int command_match(const struct arguments *arguments)
{
    struct matching matching = {.arguments = arguments};
    struct replay_result result = {0};
    struct error err = {0};
    int status = REPLY_OK;
    struct generation *generation = offline_generation(arguments, &status);
    struct replay_log *logs = NULL;

    if (!generation)
        return status;
    logs = offline_logs(arguments);
    progress_start(&matching.progress, "matching", arguments->quiet);
    if (!replay_run(&(struct replay_options){.generation = generation,
                                             .logs = logs,
                                             .log_count = arguments->word_count,
                                             .match = print_match,
                                             .progress = show_progress,
                                             .cookie = &matching},
                    &result, &err)) {
        complain("%s", err.text);
        status = REPLY_USAGE;
    }
    progress_end(&matching.progress);
    if (result.counts.regex_limits > 0)
        fprintf(stderr, "amberctl: %llu time%s a regex met a limit and could not be decided\n",
                (unsigned long long)result.counts.regex_limits,
                text_plural(result.counts.regex_limits, "s"));
    mem_free(logs);
    generation_destroy(generation);
    return status;
}
