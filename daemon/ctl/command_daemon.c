/* status, sources, rules, reload: what the daemon says of itself. */
#include <stdio.h>
#include <string.h>

#include "ctl/commands.h"
#include "ctl/daemon_paths.h"
#include "ctl/json_view.h"
#include "ctl/table_view.h"
#include "protocol/reply.h"
#include "protocol/request.h"

/* Asks without parameters.  NULL, with *status set, when there is nothing left to
 * do: it failed, or --json printed it. */
static json_t *ask(const struct arguments *arguments, enum request_operation operation, int *status)
{
    const struct request request = {.operation = operation};
    json_t *data = daemon_paths_ask(arguments, &request, status);

    if (data && arguments->json) {
        json_view_print(data);
        json_decref(data);
        return NULL;
    }
    return data;
}

static void print_line(const char *name, const char *value)
{
    printf("%s%-10s%s %s\n", terminal_colour(COLOUR_DIM), name, terminal_colour(COLOUR_NONE),
           value);
}

static void print_head(const json_t *data, struct buffer *scratch)
{
    struct buffer line = {0};
    timestamp now = json_view_now();

    buffer_printf(&line, "%s, started ", json_view_text(data, "version", scratch).data);
    buffer_append_text(&line, json_view_relative(json_view_instant(data, "started"), now, scratch));
    buffer_printf(&line, ", regex compiler %s",
                  json_is_true(json_view_at(data, "regex_jit")) ? "on" : "off (slower)");
    print_line("amberd", buffer_string(&line));
    buffer_finish(&line);
}

static void print_alerts(const json_t *data, struct buffer *scratch)
{
    unsigned long long red = json_view_count(data, "alerts.red_open");
    unsigned long long amber = json_view_count(data, "alerts.amber_open");
    timestamp due = json_view_instant(data, "alerts.next_due");
    struct buffer line = {0};

    buffer_printf(
        &line, "%s%llu Red%s, %s%llu Amber%s open", red ? terminal_colour(COLOUR_RED) : "", red,
        red ? terminal_colour(COLOUR_NONE) : "", amber ? terminal_colour(COLOUR_AMBER) : "", amber,
        amber ? terminal_colour(COLOUR_NONE) : "");
    if (due != TIMESTAMP_NONE)
        buffer_printf(&line, ", the next is due %s",
                      (json_view_relative(due, json_view_now(), scratch), buffer_string(scratch)));
    buffer_printf(&line, "; %llu findings joined, %llu stand behind storms, %llu observed",
                  json_view_count(data, "alerts.joined"), json_view_count(data, "alerts.stormed"),
                  json_view_count(data, "alerts.observations"));
    print_line("alerts", buffer_string(&line));
    buffer_finish(&line);
}

static void print_watching(const json_t *data, struct buffer *scratch)
{
    struct buffer line = {0};

    buffer_printf(
        &line, "%llu files, %llu unreadable, %llu rotations, %llu gaps",
        json_view_count(data, "sources.files"), json_view_count(data, "sources.unreadable"),
        json_view_count(data, "sources.rotations"), json_view_count(data, "sources.gaps"));
    print_line("logs", buffer_string(&line));
    buffer_clear(&line);
    buffer_printf(
        &line,
        "%llu evaluated, %llu of them without decoding, %llu did not decode, %llu without a time, "
        "%llu matches",
        json_view_count(data, "records.evaluated"), json_view_count(data, "records.skipped"),
        json_view_count(data, "records.undecoded"), json_view_count(data, "records.undated"),
        json_view_count(data, "records.matches"));
    print_line("records", buffer_string(&line));
    buffer_clear(&line);
    buffer_printf(&line, "%llu loaded, %llu mistakes", json_view_count(data, "rules.loaded"),
                  json_view_count(data, "rules.mistakes"));
    if (json_view_count(data, "rules.mistakes") > 0)
        buffer_printf(&line, ": %s", json_view_text(data, "rules.first_mistake", scratch).data);
    print_line("rules", buffer_string(&line));
    buffer_finish(&line);
}

static void print_outputs(const json_t *data)
{
    struct buffer line = {0};

    buffer_printf(
        &line, "%llu records, %llu commits, %.1f MB%s", json_view_count(data, "journal.records"),
        json_view_count(data, "journal.commits"),
        (double)json_view_count(data, "journal.bytes") / 1e6,
        json_is_true(json_view_at(data, "journal.blocked")) ? "; CANNOT BE WRITTEN, no log is read"
                                                            : "");
    print_line("journal", buffer_string(&line));
    buffer_clear(&line);
    buffer_printf(&line, "%llu readers, the slowest %llu records behind",
                  json_view_count(data, "outputs.feed.clients"),
                  json_view_count(data, "outputs.feed.largest_lag"));
    print_line("feed", buffer_string(&line));
    buffer_clear(&line);
    if (json_view_at(data, "outputs.syslog"))
        buffer_printf(
            &line, "%llu sent, %llu waiting%s", json_view_count(data, "outputs.syslog.sent"),
            json_view_count(data, "outputs.syslog.waiting"),
            json_is_true(json_view_at(data, "outputs.syslog.connected")) ? "" : ", not connected");
    else
        buffer_append_text(&line, TEXT("off"));
    print_line("syslog", buffer_string(&line));
    buffer_finish(&line);
}

int command_status(const struct arguments *arguments)
{
    int status = REPLY_OK;
    json_t *data = ask(arguments, REQUEST_STATUS, &status);
    struct buffer scratch = {0};

    if (!data)
        return status;
    print_head(data, &scratch);
    print_alerts(data, &scratch);
    print_watching(data, &scratch);
    print_outputs(data);
    buffer_finish(&scratch);
    json_decref(data);
    return status;
}

/* A source that no file belongs to (yet): a log that is not there is not watched. */
static void add_source_without_files(struct table_view *view, const json_t *data,
                                     const json_t *source, struct buffer *scratch)
{
    const char *name = json_string_value(json_object_get(source, "name"));
    size_t index = 0;
    json_t *file = NULL;

    json_array_foreach (json_object_get(data, "files"), index, file) {
        if (strcmp(json_string_value(json_object_get(file, "source")), name) == 0)
            return;
    }
    table_view_row(view, COLOUR_AMBER);
    table_view_cell(view, json_view_text(source, "name", scratch));
    for (int i = 0; i < 3; i++)
        table_view_cell(view, TEXT("-"));
    table_view_cell(view, TEXT("no file yet"));
}

int command_sources(const struct arguments *arguments)
{
    static const char *const titles[] = {"SOURCE", "LAST EVENT", "BEHIND", "LINES", "FILE", NULL};
    int status = REPLY_OK;
    json_t *data = ask(arguments, REQUEST_SOURCES, &status);
    struct table_view *view = NULL;
    struct buffer scratch = {0};
    size_t index = 0;
    json_t *file = NULL;

    if (!data)
        return status;
    view = table_view_create(titles);
    json_array_foreach (json_object_get(data, "files"), index, file) {
        bool readable = json_is_true(json_object_get(file, "readable"));

        table_view_row(view, readable ? COLOUR_NONE : COLOUR_RED);
        table_view_cell(view, json_view_text(file, "source", &scratch));
        table_view_cell(view, json_view_relative(json_view_instant(file, "last_event"),
                                                 json_view_now(), &scratch));
        table_view_cell(view,
                        readable ? json_view_text(file, "lag", &scratch) : TEXT("unreadable"));
        table_view_cell(view, json_view_text(file, "line", &scratch));
        table_view_cell(view, json_view_text(file, "path", &scratch));
    }
    json_array_foreach (json_object_get(data, "sources"), index, file) {
        add_source_without_files(view, data, file, &scratch);
    }
    table_view_print(view);
    table_view_destroy(view);
    buffer_finish(&scratch);
    json_decref(data);
    return status;
}

static struct text what_it_raises(const json_t *rule, struct buffer *scratch)
{
    if (json_is_true(json_object_get(rule, "asleep")))
        return TEXT("asleep");
    if (json_is_true(json_object_get(rule, "shadow")))
        return TEXT("shadow");
    return json_view_text(rule, "rag", scratch);
}

int command_rules(const struct arguments *arguments)
{
    static const char *const titles[] = {"MATCHES", "RAISES", "RULE", "TITLE", NULL};
    int status = REPLY_OK;
    json_t *data = ask(arguments, REQUEST_RULES, &status);
    struct table_view *view = NULL;
    struct buffer scratch = {0};
    size_t index = 0;
    json_t *rule = NULL;

    if (!data)
        return status;
    view = table_view_create(titles);
    json_array_foreach (json_object_get(data, "rules"), index, rule) {
        table_view_row(view, COLOUR_NONE);
        table_view_cell(view, json_view_text(rule, "matches", &scratch));
        table_view_cell(view, what_it_raises(rule, &scratch));
        table_view_cell(view, json_view_text(rule, "rule", &scratch));
        table_view_cell(view, json_view_text(rule, "title", &scratch));
    }
    table_view_print(view);
    table_view_destroy(view);
    buffer_finish(&scratch);
    json_decref(data);
    return status;
}

int command_reload(const struct arguments *arguments)
{
    int status = REPLY_OK;
    json_t *data = ask(arguments, REQUEST_RELOAD, &status);
    struct buffer scratch = {0};

    if (!data)
        return status;
    printf("%s\n", json_view_text(data, "message", &scratch).data);
    buffer_finish(&scratch);
    json_decref(data);
    return status;
}
