#include "app/status_report.h"

#include "app/clock.h"
#include "app/runtime_parts.h"
#include "base/buffer.h"
#include "base/pattern.h"

static json_t *count(uint64_t number)
{
    return json_integer((json_int_t)number);
}

static json_t *instant(timestamp when)
{
    char text[TIMESTAMP_TEXT_SIZE] = "";

    return when == TIMESTAMP_NONE ? json_null() : json_string(timestamp_write(when, text));
}

/* Any bytes as a JSON string. */
static json_t *printable(const char *string)
{
    struct buffer escaped = {0};
    json_t *json = NULL;

    buffer_append_escaped(&escaped, text_of(string));
    json = json_stringn(buffer_string(&escaped), escaped.length);
    buffer_finish(&escaped);
    return json;
}

static json_t *report_alerts(const struct runtime *runtime)
{
    struct alert_counts counts = alert_book_counts(runtime->alerts);

    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "amber_open",
                     count(counts.open_amber), "red_open", count(counts.open_red), "held",
                     count(counts.held), "created", count(counts.created), "joined",
                     count(counts.joined), "stormed", count(counts.stormed), "observations",
                     count(counts.observations), "shadowed", count(counts.shadowed), "next_due",
                     instant(counts.next_due));
}

static json_t *report_sources(const struct runtime *runtime)
{
    struct source_counts counts = source_set_counts(runtime->sources);

    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "files", count(counts.files),
                     "unreadable", count(counts.unreadable), "bytes", count(counts.bytes), "chunks",
                     count(counts.chunks), "gaps", count(counts.gaps), "rotations",
                     count(counts.rotations), "truncations", count(counts.truncations),
                     "inotify_overflows", count(counts.overflows), "long_lines",
                     count(counts.long_lines));
}

static json_t *report_records(const struct runtime *runtime)
{
    struct pipeline_counts counts = pipeline_counts(runtime->pipeline);
    const struct {
        const char *name;
        uint64_t number;
    } rows[] = {
        {"evaluated", counts.records + counts.skipped},
        {"skipped", counts.skipped},
        {"undecoded", counts.undecoded},
        {"undated", counts.undated},
        {"long_line_windows", counts.windows},
        {"matches", counts.matches},
        {"regex_limits", counts.regex_limits},
        {"repeats_forgotten", counts.repeats_forgotten},
        {"echoes_forgotten", counts.echoes_forgotten},
        {"cut", counts.records_cut},
        {"pressed", counts.records_pressed},
        {"waiting", counts.records_waiting},
    };
    json_t *records = json_object();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        json_object_set_new(records, rows[i].name, count(rows[i].number));
    json_object_set_new(records, "event_clock", instant(counts.event_clock));
    return records;
}

static json_t *report_journal(const struct runtime *runtime)
{
    struct journal_counts counts = journal_counts(runtime->journal);

    return json_pack("{s:o, s:o, s:o, s:o, s:b, s:b}", "commits", count(counts.commits), "records",
                     count(counts.records), "failures", count(counts.failures), "bytes",
                     count(counts.bytes), "blocked", alert_desk_is_blocked(runtime->desk),
                     "reserve_spent", journal_reserve_is_spent(runtime->journal));
}

static json_t *report_outputs(const struct runtime *runtime)
{
    struct feed_counts feed = feed_server_counts(runtime->feed);
    struct syslog_counts syslog = {0};
    json_t *json =
        json_pack("{s:{s:o, s:o, s:o, s:o, s:o, s:o, s:o}}", "feed", "clients", count(feed.clients),
                  "accepted", count(feed.accepted), "refused", count(feed.refused), "evicted",
                  count(feed.evicted), "records_sent", count(feed.records_sent), "gaps_sent",
                  count(feed.gaps_sent), "largest_lag", count(feed.largest_lag));

    if (!runtime->syslog)
        return json;
    syslog = syslog_sender_counts(runtime->syslog);
    json_object_set_new(json, "syslog",
                        json_pack("{s:b, s:o, s:o, s:o}", "connected", syslog.connected, "sent",
                                  count(syslog.sent), "retries", count(syslog.retries), "waiting",
                                  count(syslog.waiting)));
    return json;
}

static json_t *report_rules(const struct runtime *runtime)
{
    const struct generation *generation = runtime->generation;
    json_t *json = json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o}", "loaded", count(rule_set_count(generation->rules)),
        "without_log", count(runtime->rules_without_log), "mistakes",
        count(generation->broken_rules), "first_mistake",
        generation->first_mistake ? printable(generation->first_mistake) : json_null(), "reloads",
        count(runtime->reloads), "failed_reloads", count(runtime->failed_reloads));

    if (runtime->last_reload)
        json_object_set_new(json, "last_reload", printable(runtime->last_reload));
    return json;
}

json_t *status_report(const struct runtime *runtime)
{
    const char *test_user = runtime->generation->settings->control.test_user;
    json_t *json = json_pack("{s:s, s:o, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o}", "version",
                             VERSION, "started", instant(runtime->started), "config",
                             printable(runtime->config), "regex_jit", pattern_uses_jit(), "alerts",
                             report_alerts(runtime), "sources", report_sources(runtime), "records",
                             report_records(runtime), "rules", report_rules(runtime), "journal",
                             report_journal(runtime), "outputs", report_outputs(runtime));

    if (test_user[0] != '\0')
        json_object_set_new(json, "test_user", printable(test_user));
    return json;
}

struct file_listing {
    const struct generation *generation;
    json_t *list;
};

static void list_file(const struct source_file *file, void *cookie)
{
    struct file_listing *listing = cookie;
    const char *source = file->source < listing->generation->source_count
                             ? listing->generation->sources[file->source].name
                             : "";

    json_array_append_new(
        listing->list,
        json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b}", "source", printable(source),
                  "path", printable(file->path), "size", count(file->size), "offset",
                  count(file->cursor.offset), "line", count(file->cursor.line), "lag",
                  count(file->lag), "last_event", instant(file->last_event), "last_read",
                  instant(file->last_read), "readable", file->readable, "renamed", file->renamed));
}

json_t *status_report_sources(const struct runtime *runtime)
{
    struct file_listing listing = {runtime->generation, json_array()};
    const struct generation *generation = runtime->generation;
    json_t *sources = json_array();

    for (size_t i = 0; i < generation->source_count; i++) {
        const struct generation_source *source = &generation->sources[i];

        const char *reason = sieve_reason(source->sieve);

        json_array_append_new(sources,
                              json_pack("{s:o, s:s, s:o, s:s, s:o, s:o, s:o}", "name",
                                        printable(source->name), "format", source->decoder->name,
                                        "rules", count(generation_source_rules(generation, i)),
                                        "decoded", reason ? "all" : "needed", "decoded_all_because",
                                        reason ? printable(reason) : json_null(), "account",
                                        printable(source->account.data), "site",
                                        printable(source->site.data)));
    }
    source_set_each(runtime->sources, list_file, &listing);
    return json_pack("{s:o, s:o}", "sources", sources, "files", listing.list);
}

json_t *status_report_rules(const struct runtime *runtime)
{
    const struct rule_set *rules = runtime->generation->rules;
    json_t *list = json_array();

    for (size_t i = 0; i < rule_set_count(rules); i++) {
        const struct rule_facts *facts = rule_set_facts(rules, i);

        json_array_append_new(
            list, json_pack("{s:o, s:o, s:s?, s:s, s:b, s:b, s:o, s:o, s:i}", "rule",
                            printable(facts->key), "title", printable(facts->title), "level",
                            facts->level, "rag", severity_name(facts->severity), "shadow",
                            facts->shadow, "asleep", !rule_set_expression(rules, i), "matches",
                            count(pipeline_rule_matches(runtime->pipeline, i)), "path",
                            printable(facts->path), "line", (int)facts->line));
    }
    return json_pack("{s:o}", "rules", list);
}
