#include "app/metrics_report.h"

#include "app/clock.h"
#include "app/runtime_parts.h"
#include "output/exposition.h"

/* A family of one sample without labels. */
static void one(struct exposition *to, enum metric_kind kind, const char *name, const char *help,
                uint64_t number)
{
    exposition_family(to, kind, name, help);
    exposition_count(to, NULL, (struct text){0}, number);
}

static void report_daemon(const struct runtime *runtime, struct exposition *to)
{
    exposition_family(to, METRIC_GAUGE, "amberd_build_info", "1; which amberd this is.");
    exposition_count(to, "version", TEXT(VERSION), 1);
    exposition_family(to, METRIC_GAUGE, "amberd_start_time_seconds",
                      "When the daemon was started, in seconds since 1970.");
    exposition_seconds(to, NULL, (struct text){0}, runtime->started);
}

/* A family with a sample for each row of a book; only_present leaves out sources that
 * the settings in force do not name. */
static void report_column(struct exposition *to, const struct meter_book *book, size_t column,
                          bool only_present)
{
    for (size_t row = 0; row < meter_book_count(book); row++) {
        if (!only_present || meter_book_value(book, row, SOURCE_IS_PRESENT) > 0)
            exposition_count(to, "source", meter_book_name(book, row),
                             meter_book_value(book, row, column));
    }
}

static void report_source_totals(const struct runtime *runtime, struct exposition *to)
{
    static const struct {
        const char *name;
        const char *help;
        size_t column;
    } families[] = {
        {"amberd_source_bytes_total", "Bytes of logs evaluated.", SOURCE_BYTES},
        {"amberd_source_lines_total", "Lines and records evaluated.", SOURCE_LINES},
        {"amberd_source_skipped_lines_total", "Lines passed over, for no rule can need them.",
         SOURCE_SKIPPED},
        {"amberd_source_undecoded_records_total", "Records that did not fit the source's format.",
         SOURCE_UNDECODED},
        {"amberd_source_undated_records_total", "Records without a time of their own.",
         SOURCE_UNDATED},
    };

    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        exposition_family(to, METRIC_COUNTER, families[i].name, families[i].help);
        report_column(to, runtime->telemetry->sources, families[i].column, false);
    }
    exposition_family(to, METRIC_COUNTER, "amberd_gaps_total",
                      "Stretches of logs that were lost before they were evaluated.");
    report_column(to, runtime->telemetry->gaps, 0, false);
}

static void report_last_events(const struct meter_book *sources, struct exposition *to)
{
    exposition_family(to, METRIC_GAUGE, "amberd_source_last_event_timestamp_seconds",
                      "Time of the newest record evaluated, in seconds since 1970.");
    for (size_t row = 0; row < meter_book_count(sources); row++) {
        uint64_t last = meter_book_value(sources, row, SOURCE_LAST_EVENT);

        if (last > 0)
            exposition_seconds(to, "source", meter_book_name(sources, row), (timestamp)last);
    }
}

static void report_sources(const struct runtime *runtime, struct exposition *to)
{
    const struct meter_book *sources = runtime->telemetry->sources;
    struct source_counts counts = source_set_counts(runtime->sources);

    report_source_totals(runtime, to);
    exposition_family(to, METRIC_GAUGE, "amberd_source_files", "Files followed.");
    report_column(to, sources, SOURCE_FILES, true);
    exposition_family(to, METRIC_GAUGE, "amberd_source_unreadable_files",
                      "Files that cannot be read.");
    report_column(to, sources, SOURCE_UNREADABLE_FILES, true);
    exposition_family(to, METRIC_GAUGE, "amberd_source_lag_bytes", "Bytes not evaluated yet.");
    report_column(to, sources, SOURCE_LAG, true);
    report_last_events(sources, to);
    one(to, METRIC_COUNTER, "amberd_rotations_total", "Logs rotated away.", counts.rotations);
    one(to, METRIC_COUNTER, "amberd_truncations_total", "Logs cut or begun anew.",
        counts.truncations);
    one(to, METRIC_COUNTER, "amberd_inotify_overflows_total",
        "Times the kernel dropped notices and all files were looked at.", counts.overflows);
}

static void report_records(const struct runtime *runtime, struct exposition *to)
{
    struct pipeline_counts counts = pipeline_counts(runtime->pipeline);

    exposition_family(to, METRIC_COUNTER, "amberd_parse_errors_total",
                      "Records that could not be taken as they are meant, by what was wrong.");
    exposition_count(to, "reason", TEXT("undecoded"), counts.undecoded);
    exposition_count(to, "reason", TEXT("undated"), counts.undated);
    exposition_count(to, "reason", TEXT("cut"), counts.records_cut);
    exposition_count(to, "reason", TEXT("long_line"), counts.windows);
    one(to, METRIC_GAUGE, "amberd_waiting_records", "Records that wait for more of their lines.",
        counts.records_waiting);
}

static void report_rules(const struct runtime *runtime, struct exposition *to)
{
    const struct meter_book *rules = runtime->telemetry->rules;

    one(to, METRIC_GAUGE, "amberd_rules", "Rules in force.",
        rule_set_count(runtime->generation->rules));
    one(to, METRIC_GAUGE, "amberd_rule_mistakes", "Mistakes in rule files.",
        runtime->generation->broken_rules);
    exposition_family(to, METRIC_COUNTER, "amberd_rule_matches_total",
                      "Records that a rule matched; of rules that matched since the start.");
    for (size_t row = 0; row < meter_book_count(rules); row++)
        exposition_count(to, "rule", meter_book_name(rules, row),
                         meter_book_value(rules, row, RULE_MATCHES));
    one(to, METRIC_COUNTER, "amberd_rule_limit_hits_total",
        "Times a regular expression met a limit: neither hit nor miss.",
        pipeline_counts(runtime->pipeline).regex_limits);
    exposition_family(to, METRIC_COUNTER, "amberd_reloads_total", "Reloads, by how they ended.");
    exposition_count(to, "result", TEXT("success"), runtime->reloads);
    exposition_count(to, "result", TEXT("failure"), runtime->failed_reloads);
}

static void report_alerts(const struct runtime *runtime, struct exposition *to)
{
    const struct telemetry *telemetry = runtime->telemetry;
    struct alert_counts counts = alert_book_counts(runtime->alerts);

    exposition_family(to, METRIC_COUNTER, "amberd_alerts_total", "Alerts created.");
    exposition_count(to, "rag", TEXT("amber"), telemetry->amber);
    exposition_count(to, "rag", TEXT("red"), telemetry->red);
    exposition_family(to, METRIC_GAUGE, "amberd_alerts_open",
                      "Alerts that somebody must deal with.");
    exposition_count(to, "rag", TEXT("amber"), counts.open_amber);
    exposition_count(to, "rag", TEXT("red"), counts.open_red);
    if (counts.next_due != TIMESTAMP_NONE) {
        exposition_family(to, METRIC_GAUGE, "amberd_alert_deadline_seconds",
                          "Seconds until the next open alert is due, below zero when overdue.");
        exposition_seconds(to, NULL, (struct text){0}, counts.next_due - clock_now());
    }
    one(to, METRIC_COUNTER, "amberd_alert_escalations_total", "Alerts that went from Amber to Red.",
        telemetry->escalated);
    one(to, METRIC_COUNTER, "amberd_alert_reopenings_total", "Alerts opened again.",
        telemetry->reopened);
    one(to, METRIC_COUNTER, "amberd_alert_closings_total", "Alerts closed.", telemetry->closed);
    exposition_family(to, METRIC_COUNTER, "amberd_suppressed_total",
                      "Findings that made no new alert, by why.");
    exposition_count(to, "reason", TEXT("joined"), counts.joined);
    exposition_count(to, "reason", TEXT("storm"), counts.stormed);
    exposition_count(to, "reason", TEXT("observation"), counts.observations);
    exposition_count(to, "reason", TEXT("shadow"), counts.shadowed);
}

static void report_feed(const struct runtime *runtime, struct exposition *to)
{
    struct feed_counts counts = feed_server_counts(runtime->feed);

    one(to, METRIC_GAUGE, "amberd_feed_clients", "Readers of the feed.", counts.clients);
    one(to, METRIC_GAUGE, "amberd_feed_client_lag_events", "Records the slowest reader is behind.",
        counts.largest_lag);
    one(to, METRIC_COUNTER, "amberd_feed_evictions_total", "Readers let go for taking nothing.",
        counts.evicted);
    one(to, METRIC_COUNTER, "amberd_feed_refusals_total", "Readers refused.", counts.refused);
    one(to, METRIC_COUNTER, "amberd_feed_records_total", "Records sent to readers.",
        counts.records_sent);
    one(to, METRIC_COUNTER, "amberd_feed_gaps_total", "Gaps told to readers.", counts.gaps_sent);
}

static void report_syslog(const struct runtime *runtime, struct exposition *to)
{
    struct syslog_counts counts = {0};

    if (!runtime->syslog)
        return;
    counts = syslog_sender_counts(runtime->syslog);
    one(to, METRIC_GAUGE, "amberd_syslog_connected", "1 while syslog's socket takes messages.",
        counts.connected);
    one(to, METRIC_GAUGE, "amberd_syslog_waiting_records", "Records not sent to syslog yet.",
        counts.waiting);
    one(to, METRIC_COUNTER, "amberd_syslog_records_total", "Records sent to syslog.", counts.sent);
    one(to, METRIC_COUNTER, "amberd_syslog_retries_total", "Times a message had to be sent again.",
        counts.retries);
}

static void report_journal(const struct runtime *runtime, struct exposition *to)
{
    struct journal_counts counts = journal_counts(runtime->journal);

    one(to, METRIC_GAUGE, "amberd_journal_blocked",
        "1 while the journal cannot be written and no log is read.",
        alert_desk_is_blocked(runtime->desk));
    one(to, METRIC_GAUGE, "amberd_journal_reserve_spent",
        "1 while the reserve for a full disk is in use.",
        journal_reserve_is_spent(runtime->journal));
    one(to, METRIC_GAUGE, "amberd_journal_size_bytes", "Size of the journal.", counts.bytes);
    one(to, METRIC_COUNTER, "amberd_journal_records_total", "Records written.", counts.records);
    one(to, METRIC_COUNTER, "amberd_journal_failures_total", "Times it could not be written.",
        counts.failures);
    exposition_family(to, METRIC_HISTOGRAM, "amberd_journal_commit_seconds",
                      "What writing the journal took, and the disk's part in it.");
    exposition_histogram(to, &runtime->telemetry->commits);
}

void metrics_report(const struct runtime *runtime, struct buffer *text)
{
    struct exposition exposition = {0};

    telemetry_recount(runtime->telemetry, runtime->generation, runtime->pipeline, runtime->sources);
    report_daemon(runtime, &exposition);
    report_sources(runtime, &exposition);
    report_records(runtime, &exposition);
    report_rules(runtime, &exposition);
    report_alerts(runtime, &exposition);
    report_feed(runtime, &exposition);
    report_syslog(runtime, &exposition);
    report_journal(runtime, &exposition);
    buffer_append_text(text, buffer_text(&exposition.text));
    exposition_finish(&exposition);
}
