/* status, sources, rules, metrics, reload: what the daemon says of itself. */
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

/* Adds a number and what it is of: "1 file", "2 files". */
static void add_count(struct buffer *line, const json_t *data, const char *path, const char *noun,
                      const char *ending)
{
    unsigned long long count = json_view_count(data, path);

    buffer_printf(line, "%s%llu %s%s", line->length > 0 ? ", " : "", count, noun,
                  text_plural(count, ending));
}

/* Prints what is in the line and empties it; without a name it goes on with the line
 * before, which would be too long for a narrow terminal. */
static void end_line(const char *name, struct buffer *line)
{
    print_line(name, buffer_string(line));
    buffer_clear(line);
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
    end_line("alerts", &line);
    add_count(&line, data, "alerts.joined", "joined", "");
    add_count(&line, data, "alerts.stormed", "behind storms", "");
    add_count(&line, data, "alerts.observations", "observed", "");
    end_line("findings", &line);
    buffer_finish(&line);
}

static void print_watching(const json_t *data, struct buffer *scratch)
{
    struct buffer line = {0};

    add_count(&line, data, "sources.files", "file", "s");
    add_count(&line, data, "sources.unreadable", "unreadable", "");
    add_count(&line, data, "sources.rotations", "rotation", "s");
    add_count(&line, data, "sources.gaps", "gap", "s");
    end_line("logs", &line);
    add_count(&line, data, "records.evaluated", "evaluated", "");
    add_count(&line, data, "records.skipped", "of them without decoding", "");
    end_line("records", &line);
    add_count(&line, data, "records.undecoded", "did not decode", "");
    add_count(&line, data, "records.undated", "without a time", "");
    add_count(&line, data, "records.matches", "match", "es");
    end_line("", &line);
    add_count(&line, data, "rules.loaded", "loaded", "");
    add_count(&line, data, "rules.mistakes", "mistake", "s");
    if (json_view_count(data, "rules.mistakes") > 0)
        buffer_append_text(&line, TEXT("; the first:"));
    end_line("rules", &line);
    if (json_view_count(data, "rules.mistakes") > 0)
        print_line("", json_view_text(data, "rules.first_mistake", scratch).data);
    buffer_finish(&line);
}

static void print_outputs(const json_t *data)
{
    unsigned long long lag = json_view_count(data, "outputs.feed.largest_lag");
    struct buffer line = {0};

    add_count(&line, data, "journal.records", "record", "s");
    add_count(&line, data, "journal.commits", "commit", "s");
    buffer_printf(&line, ", %.1f MB", (double)json_view_count(data, "journal.bytes") / 1e6);
    end_line("journal", &line);
    if (json_is_true(json_view_at(data, "journal.blocked")))
        print_line("", "CANNOT BE WRITTEN, no log is read");
    add_count(&line, data, "outputs.feed.clients", "reader", "s");
    buffer_printf(&line, ", the slowest %llu record%s behind", lag, text_plural(lag, "s"));
    end_line("feed", &line);
    if (json_view_at(data, "outputs.syslog"))
        buffer_printf(
            &line, "%llu sent, %llu waiting%s", json_view_count(data, "outputs.syslog.sent"),
            json_view_count(data, "outputs.syslog.waiting"),
            json_is_true(json_view_at(data, "outputs.syslog.connected")) ? "" : ", not connected");
    else
        buffer_append_text(&line, TEXT("off"));
    end_line("syslog", &line);
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

int command_metrics(const struct arguments *arguments)
{
    int status = REPLY_OK;
    json_t *data = ask(arguments, REQUEST_METRICS, &status);

    if (!data)
        return status;
    fputs(json_string_value(json_object_get(data, "text")), stdout);
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
