/* Reload: a whole new generation, or nothing changes and the reason is told. */
#include "app/clock.h"
#include "app/daemon_log.h"
#include "app/runtime_parts.h"
#include "app/service_manager.h"
#include "base/buffer.h"
#include "base/memory.h"

#include <string.h>

/* The first mistake and how many there are, as one message. */
static void tell_mistakes(const struct diagnostics *diagnostics, struct error *err)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        const struct diagnostic *item = &diagnostics->items[i];

        if (item->kind != DIAGNOSTIC_ERROR)
            continue;
        error_set(err, "%s:%u:%u: %s", item->path ? item->path : "settings", item->line,
                  item->column, item->message);
        break;
    }
    if (diagnostics->errors > 1)
        error_wrap(err, "%zu mistakes, nothing was changed; the first", diagnostics->errors);
    else
        error_wrap(err, "one mistake, nothing was changed");
}

static void warn_if(bool is_changed, const char *setting)
{
    if (is_changed)
        daemon_log(LOG_PRIORITY_WARNING, "%s was changed, which takes a restart", setting);
}

/* Settings that only take effect with a new start. */
static void warn_of_restart(const struct settings *old, const struct settings *new)
{
    warn_if(strcmp(old->state.directory, new->state.directory) != 0, "state.directory");
    warn_if(old->state.reserve != new->state.reserve, "state.reserve");
    warn_if(strcmp(old->feed.socket, new->feed.socket) != 0, "feed.socket");
    warn_if(strcmp(old->feed.group, new->feed.group) != 0, "feed.group");
    warn_if(old->feed.clients != new->feed.clients, "feed.clients");
    warn_if(old->feed.clients_per_user != new->feed.clients_per_user, "feed.clients_per_user");
    warn_if(old->feed.heartbeat != new->feed.heartbeat, "feed.heartbeat");
    warn_if(old->feed.stalled != new->feed.stalled, "feed.stalled");
    warn_if(strcmp(old->control.socket, new->control.socket) != 0, "control.socket");
    warn_if(strcmp(old->control.group, new->control.group) != 0, "control.group");
    warn_if(strcmp(old->syslog.socket, new->syslog.socket) != 0, "syslog.socket");
    warn_if(strcmp(old->syslog.facility, new->syslog.facility) != 0, "syslog.facility");
    warn_if(strcmp(old->metrics.textfile, new->metrics.textfile) != 0, "metrics.textfile");
    warn_if(old->metrics.interval != new->metrics.interval, "metrics.interval");
    warn_if(old->tail.rescan != new->tail.rescan, "tail.rescan");
}

static void swap(struct runtime *runtime, struct generation *new)
{
    struct generation *old = runtime->generation;
    struct alert_options alerts = generation_alert_options(new->settings);

    warn_of_restart(old->settings, new->settings);
    telemetry_keep(runtime->telemetry, old, runtime->pipeline, runtime->sources);
    runtime->generation = new;
    alert_book_configure(runtime->alerts, &alerts);
    alert_desk_use(runtime->desk, new);
    pipeline_use(runtime->pipeline, new);
    control_server_use(runtime->control, new->settings->control.test_user);
    runtime_report_rules(runtime);
    runtime_configure_sources(runtime, false);
    generation_destroy(old);
}

/* What is taken over is without mistakes, or it would not have been. */
static void heal_rule_files(struct runtime *runtime)
{
    pipeline_heal(runtime->pipeline, BUILTIN_RULE_FILE, TEXT("rules"),
                  "All rule files load without mistakes.", clock_now());
}

static void tell_success(struct runtime *runtime)
{
    struct buffer message = {0};
    size_t rules = rule_set_count(runtime->generation->rules);
    size_t sources = runtime->generation->source_count;

    buffer_printf(&message, "%zu rule%s over %zu source%s %s in effect", rules,
                  text_plural(rules, "s"), sources, text_plural(sources, "s"),
                  rules == 1 ? "is" : "are");
    runtime->reloads++;
    runtime->last_reload = mem_copy_text(buffer_text(&message));
    daemon_log(LOG_PRIORITY_INFO, "reloaded: %s", runtime->last_reload);
    alert_desk_tell(runtime->desk, JOURNAL_RULES, "rules", runtime->last_reload,
                    json_pack("{s:s, s:I}", "event", "reloaded", "rules", (json_int_t)rules));
    buffer_finish(&message);
}

enum reload_result reload_run(struct runtime *runtime, struct error *err)
{
    struct diagnostics diagnostics = {0};
    struct generation *new = NULL;
    enum reload_result result = RELOAD_DONE;

    service_manager_notify("RELOADING=1\nMONOTONIC_USEC=%lld", (long long)clock_running());
    mem_free(runtime->last_reload);
    runtime->last_reload = NULL;
    new = generation_load(runtime->config, &diagnostics);
    if (!new)
        result = RELOAD_BAD_SETTINGS;
    else if (diagnostics.errors > 0)
        result = RELOAD_BAD_RULES;
    if (result == RELOAD_DONE) {
        swap(runtime, new);
        heal_rule_files(runtime);
        tell_success(runtime);
    } else {
        tell_mistakes(&diagnostics, err);
        generation_destroy(new);
        runtime->failed_reloads++;
        runtime->last_reload = mem_copy_string(err->text);
        daemon_log(LOG_PRIORITY_ERROR, "not reloaded: %s", err->text);
        alert_desk_tell(runtime->desk, JOURNAL_RULES, "rules", err->text,
                        json_pack("{s:s}", "event", "reload-refused"));
    }
    housekeeping_settle(runtime, false);
    housekeeping_wake(runtime);
    diagnostics_finish(&diagnostics);
    service_manager_notify("READY=1");
    return result;
}
