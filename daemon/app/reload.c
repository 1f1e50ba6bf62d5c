/* Reload: a whole new generation, or nothing changes and the reason is told. */
#include "app/access_groups.h"
#include "app/clock.h"
#include "app/daemon_log.h"
#include "app/runtime_parts.h"
#include "app/service_manager.h"
#include "base/buffer.h"
#include "base/memory.h"

/* The first mistake and how many there are, as one message. */
static void tell_mistakes(const struct diagnostics *diagnostics, struct error *err)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        const struct diagnostic *item = &diagnostics->items[i];
        struct buffer place = {0};

        if (item->kind != DIAGNOSTIC_ERROR)
            continue;
        diagnostics_append_place(&place, item);
        error_set(err, "%s%s%s", item->path ? "" : "settings: ", buffer_string(&place),
                  item->message);
        buffer_finish(&place);
        break;
    }
    if (diagnostics->errors > 1)
        error_wrap(err, "%zu mistakes, nothing was changed; the first", diagnostics->errors);
    else
        error_wrap(err, "one mistake, nothing was changed");
}

/* Who is connected stays; the groups are looked up anew even where their names are the same. */
static void change_access(struct runtime *runtime, const struct settings *settings)
{
    struct error err = {0};
    const struct log_facts facts = {.reason = err.text};

    runtime->access = access_groups_find(settings);
    if (!listener_admit(&runtime->feed_listener, &runtime->access, &err) ||
        !listener_admit(&runtime->control_listener, &runtime->access, &err))
        DAEMON_LOG_ABOUT(NOTICE_GROUP_NOT_GIVEN, &facts, "the sockets keep their mode: %s",
                         err.text);
}

static void swap(struct runtime *runtime, struct generation *new)
{
    struct generation *old = runtime->generation;
    struct alert_options alerts = generation_alert_options(new->settings);

    telemetry_keep(runtime->telemetry, old, runtime->pipeline, runtime->sources);
    runtime->generation = new;
    alert_book_configure(runtime->alerts, &alerts);
    alert_desk_use(runtime->desk, new);
    pipeline_use(runtime->pipeline, new);
    change_access(runtime, new->settings);
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

/* "; feed.socket and feed.clients take a restart" */
static void say_unchanged(const json_t *names, struct buffer *message)
{
    size_t count = json_array_size(names);

    for (size_t i = 0; i < count; i++)
        buffer_printf(message, "%s%s",
                      i == 0          ? "; "
                      : i + 1 < count ? ", "
                                      : " and ",
                      json_string_value(json_array_get(names, i)));
    if (count > 0)
        buffer_printf(message, " %s a restart", count == 1 ? "takes" : "take");
}

static void tell_success(struct runtime *runtime)
{
    struct buffer message = {0};
    size_t rules = rule_set_count(runtime->generation->rules);
    size_t sources = runtime->generation->source_count;

    buffer_printf(&message, "%zu rule%s over %zu source%s %s in effect", rules,
                  text_plural(rules, "s"), sources, text_plural(sources, "s"),
                  rules == 1 ? "is" : "are");
    json_decref(runtime->unchanged);
    runtime->unchanged = fixed_settings_changed(runtime->fixed, runtime->generation->settings);
    say_unchanged(runtime->unchanged, &message);
    runtime->reloads++;
    runtime->last_reload = mem_copy_text(buffer_text(&message));
    DAEMON_LOG(NOTICE_RELOADED, "reloaded: %s", runtime->last_reload);
    alert_desk_tell(runtime->desk, JOURNAL_RULES, "rules", runtime->last_reload,
                    json_pack("{s:s, s:I}", "event", "reloaded", "rules", (json_int_t)rules));
    buffer_finish(&message);
}

static void tell_refusal(struct runtime *runtime, const char *reason)
{
    const struct log_facts facts = {.reason = reason};

    DAEMON_LOG_ABOUT(NOTICE_RELOAD_REFUSED, &facts, "not reloaded: %s", reason);
    alert_desk_tell(runtime->desk, JOURNAL_RULES, "rules", reason,
                    json_pack("{s:s}", "event", "reload-refused"));
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
        tell_refusal(runtime, err->text);
    }
    housekeeping_settle(runtime, false);
    housekeeping_wake(runtime);
    diagnostics_finish(&diagnostics);
    service_manager_notify("READY=1");
    return result;
}
