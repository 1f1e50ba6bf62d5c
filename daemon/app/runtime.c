#include "app/runtime.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "app/access_groups.h"
#include "app/clock.h"
#include "app/control_commands.h"
#include "app/daemon_log.h"
#include "app/runtime_parts.h"
#include "app/service_manager.h"
#include "base/diagnostics.h"
#include "base/memory.h"
#include "engine/coverage.h"

/* What is about no file is about the settings as a whole. */
static enum notice notice_of(const struct diagnostic *item, const char *config)
{
    bool is_settings = !item->path || strcmp(item->path, config) == 0;

    if (item->kind == DIAGNOSTIC_ERROR)
        return is_settings ? NOTICE_SETTINGS_MISTAKE : NOTICE_RULE_MISTAKE;
    return is_settings ? NOTICE_SETTINGS_DOUBT : NOTICE_RULE_DOUBT;
}

static void print_diagnostics(const struct diagnostics *diagnostics, const char *config)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        const struct diagnostic *item = &diagnostics->items[i];
        const struct log_facts facts = {.file = item->path ? item->path : config,
                                        .line = item->line,
                                        .column = item->column,
                                        .reason = item->message};
        enum notice notice = notice_of(item, config);
        const char *kind = item->kind == DIAGNOSTIC_ERROR ? "error" : "warning";

        if (item->path && item->line == 0)
            DAEMON_LOG_ABOUT(notice, &facts, "%s: %s: %s", item->path, kind, item->message);
        else if (item->path)
            DAEMON_LOG_ABOUT(notice, &facts, "%s:%u:%u: %s: %s", item->path, item->line,
                             item->column, kind, item->message);
        else
            DAEMON_LOG_ABOUT(notice, &facts, "%s: %s", kind, item->message);
    }
}

void runtime_configure_sources(struct runtime *runtime, bool unclean)
{
    const struct settings *settings = runtime->generation->settings;
    struct source_options *sources = mem_zero_array(settings->source_count, sizeof *sources);

    for (size_t i = 0; i < settings->source_count; i++) {
        const struct source_settings *from = &settings->sources[i];
        enum record_shape shape = runtime->generation->sources[i].shape;

        sources[i] = (struct source_options){
            .name = from->name,
            .globs = (const char *const *)from->paths,
            .glob_count = from->path_count,
            .from_beginning = strcmp(from->start, "beginning") == 0,
            .has_head = shape == SHAPE_HEADED_HASH || shape == SHAPE_HEADED_FIRST,
        };
    }
    source_set_configure(runtime->sources,
                         &(struct source_set_options){
                             .sources = sources,
                             .source_count = settings->source_count,
                             .most_files = settings->tail.files,
                             .most_descriptors = settings->tail.descriptors,
                             .linger = settings->tail.linger,
                         },
                         unclean, clock_now());
    mem_free(sources);
}

/* The journal has grown: readers need not wait for anything else. */
static void on_committed(void *cookie)
{
    struct runtime *runtime = cookie;

    if (runtime->feed)
        feed_server_notify(runtime->feed);
    if (runtime->syslog)
        syslog_sender_notify(runtime->syslog);
}

/* The journal cannot be written: said directly, without a number. */
static void on_blocked(const char *message, void *cookie)
{
    struct runtime *runtime = cookie;
    json_t *body = json_pack("{s:s, s:s, s:s, s:s}", "type", "health", "event", "journal-blocked",
                             "rag", "red", "message", message);
    char *text = json_dumps(body, JSON_COMPACT | JSON_ENSURE_ASCII);

    if (runtime->feed)
        feed_server_announce(runtime->feed, text_of(text));
    if (runtime->syslog)
        syslog_sender_announce(runtime->syslog, NOTICE_JOURNAL_BLOCKED, message);
    mem_free(text);
    json_decref(body);
}

/* It can be again: the feed has it from the journal, of which syslog gets alerts alone. */
static void on_unblocked(const char *message, void *cookie)
{
    const struct runtime *runtime = cookie;

    if (runtime->syslog)
        syslog_sender_announce(runtime->syslog, NOTICE_JOURNAL_WRITABLE, message);
}

/* Gives one stored piece of state back to whom it belongs. */
static void restore_piece(const struct state_change *piece, void *cookie)
{
    struct runtime *runtime = cookie;
    struct error err = {0};
    bool good = piece->owner == STATE_CURSOR
                    ? source_set_restore(runtime->sources, piece->key, piece->value, &err)
                    : pipeline_restore(runtime->pipeline, piece, &err);

    if (!good) {
        const struct log_facts facts = {.reason = err.text};

        DAEMON_LOG_ABOUT(NOTICE_STATE_LEFT_OUT, &facts, "a piece of stored state was left out: %s",
                         err.text);
    }
}

static bool open_engine(struct runtime *runtime, struct error *err)
{
    const struct settings *settings = runtime->generation->settings;
    struct alert_options alerts = generation_alert_options(settings);

    runtime->journal = journal_open(
        &(struct journal_options){settings->state.directory, settings->state.reserve}, err);
    if (!runtime->journal)
        return false;
    runtime->alerts = alert_book_create(&alerts);
    runtime->telemetry = telemetry_create();
    runtime->desk = alert_desk_create(
        runtime->journal, runtime->telemetry,
        &(struct alert_desk_hooks){on_committed, on_blocked, on_unblocked, runtime});
    runtime->pipeline = pipeline_create(&(struct pipeline_options){
        .alerts = runtime->alerts, .report = alert_desk_take_alert, .cookie = runtime->desk});
    pipeline_use(runtime->pipeline, runtime->generation);
    runtime->sources = source_set_create(alert_desk_take_source, runtime->desk, err);
    if (!runtime->sources)
        return false;
    alert_desk_attach(runtime->desk, runtime->pipeline, runtime->sources);
    alert_desk_use(runtime->desk, runtime->generation);
    return journal_load_state(runtime->journal, restore_piece, runtime, err);
}

static void on_report(enum notice notice, const char *message, void *cookie)
{
    (void)cookie;
    DAEMON_LOG(notice, "%s", message);
}

static bool open_sockets(struct runtime *runtime, struct error *err)
{
    const struct settings *settings = runtime->generation->settings;

    runtime->access = access_groups_find(settings);
    return listener_open(
               &runtime->feed_listener,
               &(struct listener_options){"amberd-feed", settings->feed.socket, &runtime->access},
               err) &&
           listener_open(&runtime->control_listener,
                         &(struct listener_options){"amberd-control", settings->control.socket,
                                                    &runtime->access},
                         err);
}

static struct syslog_sender *start_syslog(struct runtime *runtime, const struct settings *settings)
{
    bool is_journal = strcmp(settings->syslog.format, "journal") == 0;
    struct utsname machine = {0};

    uname(&machine);
    return syslog_sender_start(
        runtime->loop,
        &(struct syslog_options){.path = settings->syslog.socket,
                                 .facility = settings_facility(settings),
                                 .host = machine.nodename,
                                 .format = is_journal ? SYSLOG_JOURNALD : SYSLOG_RFC5424,
                                 .report = on_report,
                                 .cookie = runtime},
        &runtime->reader);
}

static void start_outputs(struct runtime *runtime)
{
    const struct settings *settings = runtime->generation->settings;

    runtime->reader = journal_reader(runtime->journal);
    runtime->feed =
        feed_server_start(runtime->loop,
                          &(struct feed_options){.listener = runtime->feed_listener.descriptor,
                                                 .version = VERSION,
                                                 .most_clients = settings->feed.clients,
                                                 .most_per_user = settings->feed.clients_per_user,
                                                 .silence = 250 * MILLISECOND,
                                                 .heartbeat = settings->feed.heartbeat,
                                                 .stalled = settings->feed.stalled,
                                                 .access = &runtime->access},
                          &runtime->reader, on_report, runtime);
    if (settings->syslog.socket[0] != '\0')
        runtime->syslog = start_syslog(runtime, settings);
    runtime->control = control_server_start(
        runtime->loop,
        &(struct control_options){runtime->control_listener.descriptor, &runtime->access,
                                  settings->control.test_user, control_commands_answer, runtime});
}

/* Once for a generation, and not whenever somebody asks for the status. */
static void count_rules_without_log(struct runtime *runtime)
{
    struct coverage *coverage = coverage_measure(runtime->generation, false);

    runtime->rules_without_log = coverage->count;
    coverage_destroy(coverage);
}

void runtime_report_rules(struct runtime *runtime)
{
    const struct generation *generation = runtime->generation;
    struct buffer words = {0};

    count_rules_without_log(runtime);
    if (generation->broken_rules == 0) {
        pipeline_heal(runtime->pipeline, BUILTIN_RULE_FILE, TEXT("rules"),
                      "All rule files load without mistakes.", clock_now());
        return;
    }
    buffer_printf(&words, "%zu mistake%s in rule files; the first: %s", generation->broken_rules,
                  text_plural(generation->broken_rules, "s"), generation->first_mistake);
    pipeline_report(runtime->pipeline,
                    &(struct builtin_finding){.rule = BUILTIN_RULE_FILE,
                                              .group = TEXT("rules"),
                                              .incarnation = identifier_random(),
                                              .words = buffer_text(&words)},
                    clock_now());
    buffer_finish(&words);
}

/* A journal that somebody took away, or put back, in the log, the feed and as an alert. */
static void tell_surprise(struct runtime *runtime)
{
    const char *folder = runtime->generation->settings->state.directory;
    const char *surprise = journal_surprise(runtime->journal);
    struct buffer words = {0};

    if (!surprise)
        return;
    buffer_printf(&words, "%s/journal.db is not as the last run left it: %s.", folder, surprise);
    alert_desk_tell(runtime->desk, JOURNAL_HEALTH, "health", buffer_string(&words),
                    json_pack("{s:s, s:s}", "event", "journal-replaced", "reason", surprise));
    pipeline_report(runtime->pipeline,
                    &(struct builtin_finding){.rule = BUILTIN_JOURNAL,
                                              .group = TEXT("journal"),
                                              .incarnation = identifier_random(),
                                              .words = buffer_text(&words)},
                    clock_now());
    DAEMON_LOG_ABOUT(NOTICE_JOURNAL_REPLACED, &((const struct log_facts){.reason = surprise}), "%s",
                     buffer_string(&words));
    buffer_finish(&words);
}

static void tell_start(struct runtime *runtime)
{
    bool unclean = journal_was_unclean(runtime->journal);
    size_t rules = rule_set_count(runtime->generation->rules);
    size_t sources = runtime->generation->source_count;
    size_t files = source_set_counts(runtime->sources).files;
    const struct log_facts facts = {.version = VERSION};

    alert_desk_tell(runtime->desk, JOURNAL_HEALTH, "health",
                    unclean ? "Started; the last run did not end in order." : "Started.",
                    json_pack("{s:s, s:s, s:b, s:I}", "event", "started", "version", VERSION,
                              "unclean", unclean, "rules", (json_int_t)rules));
    DAEMON_LOG_ABOUT(unclean ? NOTICE_STARTED_UNCLEAN : NOTICE_STARTED, &facts,
                     "%s%s: %zu rule%s, %zu source%s, %zu file%s", VERSION,
                     unclean ? " after an end out of order" : "", rules, text_plural(rules, "s"),
                     sources, text_plural(sources, "s"), files, text_plural(files, "s"));
}

static bool start(struct runtime *runtime, struct error *err)
{
    size_t files = 0;

    runtime->started = clock_now();
    runtime->fixed = fixed_settings_take(runtime->generation->settings);
    /* The journal's lock first: of two daemons that start together, one must not
     * take the other's fresh socket for one that was left behind. */
    if (!open_engine(runtime, err) || !open_sockets(runtime, err))
        return false;
    start_outputs(runtime);
    runtime_report_rules(runtime);
    runtime_configure_sources(runtime, journal_was_unclean(runtime->journal) &&
                                           journal_was_reboot(runtime->journal));
    tell_surprise(runtime);
    tell_start(runtime);
    housekeeping_start(runtime);
    runtime->metrics = metrics_file_start(runtime);
    files = source_set_counts(runtime->sources).files;
    service_manager_notify("READY=1\nSTATUS=following %zu file%s", files, text_plural(files, "s"));
    return true;
}

/* In the reverse order of start; copes with a start that failed half way. */
static void stop(struct runtime *runtime, bool started)
{
    bool clean = false;

    if (started) {
        service_manager_notify("STOPPING=1");
        housekeeping_stop(runtime);
        alert_desk_tell(runtime->desk, JOURNAL_HEALTH, "health", "Stopped.",
                        json_pack("{s:s}", "event", "stopped"));
        clean = alert_desk_commit(runtime->desk, true);
    }
    metrics_file_stop(runtime->metrics);
    control_server_stop(runtime->control);
    syslog_sender_stop(runtime->syslog);
    feed_server_stop(runtime->feed);
    listener_close(&runtime->control_listener);
    listener_close(&runtime->feed_listener);
    source_set_destroy(runtime->sources);
    pipeline_destroy(runtime->pipeline);
    alert_desk_destroy(runtime->desk);
    telemetry_destroy(runtime->telemetry);
    alert_book_destroy(runtime->alerts);
    journal_close(runtime->journal, clean);
    if (started)
        DAEMON_LOG(NOTICE_STOPPED, "stopped%s", clean ? "" : "; the journal could not be written");
    generation_destroy(runtime->generation);
    mem_free(runtime->last_reload);
    fixed_settings_destroy(runtime->fixed);
    json_decref(runtime->unchanged);
}

static struct generation *load(const char *config, bool *rules_are_good)
{
    struct diagnostics diagnostics = {0};
    struct generation *generation = generation_load(config, &diagnostics);

    print_diagnostics(&diagnostics, config);
    *rules_are_good = diagnostics.errors == 0;
    diagnostics_finish(&diagnostics);
    return generation;
}

static void tell_failure(const char *reason)
{
    const struct log_facts facts = {.reason = reason};

    DAEMON_LOG_ABOUT(NOTICE_START_FAILED, &facts, "cannot start: %s", reason);
}

enum runtime_exit runtime_run(const struct runtime_options *options)
{
    struct runtime runtime = {.config = options->config,
                              .feed_listener = {.descriptor = -1},
                              .control_listener = {.descriptor = -1}};
    struct error err = {0};
    bool rules_are_good = false;
    bool started = false;

    umask(0077);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN); /* until there is something to reload */
    runtime.generation = load(options->config, &rules_are_good);
    if (!runtime.generation)
        return RUNTIME_BAD_SETTINGS;
    runtime.loop = ev_default_loop(EVFLAG_AUTO);
    started = start(&runtime, &err);
    if (started)
        ev_run(runtime.loop, 0);
    else
        tell_failure(err.text);
    stop(&runtime, started);
    return started ? RUNTIME_OK : RUNTIME_FAILED;
}

enum runtime_exit runtime_check(const struct runtime_options *options)
{
    bool rules_are_good = false;
    struct generation *generation = load(options->config, &rules_are_good);
    enum runtime_exit status = !generation      ? RUNTIME_BAD_SETTINGS
                               : rules_are_good ? RUNTIME_OK
                                                : RUNTIME_BAD_RULES;

    generation_destroy(generation);
    return status;
}
