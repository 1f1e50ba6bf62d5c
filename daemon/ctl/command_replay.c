/* replay: old logs through the whole engine, alerts as NDJSON. */
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ctl/commands.h"
#include "ctl/complaint.h"
#include "ctl/json_view.h"
#include "ctl/offline.h"
#include "ctl/progress.h"
#include "engine/replay.h"
#include "model/alert_json.h"
#include "protocol/reply.h"

struct replaying {
    const struct arguments *arguments;
    struct progress progress;
};

static void print_alert(const struct alert_entry *entry, void *cookie)
{
    struct replaying *replaying = cookie;
    struct buffer body = {0};

    if (entry->change == CHANGE_UPDATED && !replaying->arguments->all)
        return;
    alert_json_write(&body, entry->alert, entry->change, TIMESTAMP_NONE);
    progress_make_way(&replaying->progress);
    json_view_print_line(buffer_text(&body));
    buffer_finish(&body);
}

static void show_progress(uint64_t done, uint64_t all, void *cookie)
{
    struct replaying *replaying = cookie;

    progress_show(&replaying->progress, done, all);
}

/* The source of the settings whose glob names the log, for a replay without
 * --format; the count of sources when none does. */
static unsigned find_source(const struct settings *settings, const char *path)
{
    char absolute[PATH_MAX] = "";

    if (realpath(path, absolute))
        path = absolute;
    for (unsigned i = 0; i < settings->source_count; i++) {
        for (size_t k = 0; k < settings->sources[i].path_count; k++) {
            if (fnmatch(settings->sources[i].paths[k], path, FNM_PATHNAME) == 0)
                return i;
        }
    }
    return (unsigned)settings->source_count;
}

/* Gives each log the source it belongs to in the configuration. */
static bool assign_sources(const struct generation *generation, struct replay_log *logs,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        logs[i].source = find_source(generation->settings, logs[i].path);
        if (logs[i].source < generation->source_count)
            continue;
        complain("%s: no source of the settings names it; give its --format", logs[i].path);
        return false;
    }
    return true;
}

static struct generation *load_configured(const struct arguments *arguments, int *status)
{
    struct diagnostics diagnostics = {0};
    struct settings *settings = settings_read(arguments->config, &diagnostics);
    struct generation *generation = NULL;
    char *rules = (char *)(uintptr_t)arguments->rules;

    if (settings && rules)
        offline_use_rules(settings, &rules, 1);
    if (settings)
        generation = generation_build(settings, false, &diagnostics);
    offline_print_diagnostics(&diagnostics, false, true);
    diagnostics_finish(&diagnostics);
    if (generation)
        offline_tell_sleepers(generation);
    if (!generation && strcmp(arguments->config, CONFIG_PATH) == 0)
        complain("with --format FORMAT it goes without settings");
    *status = generation ? REPLY_OK : REPLY_USAGE;
    return generation;
}

static void print_count(uint64_t count, const char *noun, const char *ending, const char *rest)
{
    fprintf(stderr, "%llu %s%s%s", (unsigned long long)count, noun, text_plural(count, ending),
            rest);
}

static void print_summary(const struct replay_result *result)
{
    print_count(result->counts.records, "record", "s", ", ");
    print_count(result->counts.undecoded, "did not decode", "", "; ");
    print_count(result->counts.matches, "match", "es", ", ");
    print_count(result->alerts.created, "alert", "s", ", ");
    print_count(result->alerts.joined, "finding", "s", " joined, ");
    print_count(result->alerts.stormed, "behind storms", "", "\n");
}

int command_replay(const struct arguments *arguments)
{
    struct replaying replaying = {.arguments = arguments};
    struct replay_result result = {0};
    struct error err = {0};
    int status = REPLY_OK;
    struct generation *generation = arguments->format ? offline_generation(arguments, &status)
                                                      : load_configured(arguments, &status);
    struct replay_log *logs = NULL;

    if (!generation)
        return status;
    logs = offline_logs(arguments);
    if (!arguments->format && !assign_sources(generation, logs, arguments->word_count)) {
        status = REPLY_USAGE;
        goto out;
    }
    progress_start(&replaying.progress, "replaying", arguments->quiet);
    if (!replay_run(&(struct replay_options){.generation = generation,
                                             .logs = logs,
                                             .log_count = arguments->word_count,
                                             .alerts = true,
                                             .report = print_alert,
                                             .progress = show_progress,
                                             .cookie = &replaying},
                    &result, &err)) {
        complain("%s", err.text);
        status = REPLY_USAGE;
    }
    progress_end(&replaying.progress);
    if (!arguments->quiet)
        print_summary(&result);

out:
    mem_free(logs);
    generation_destroy(generation);
    return status;
}
