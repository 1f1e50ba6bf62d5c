#include "ctl/alert_view.h"

#include <stdio.h>
#include <string.h>

#include "ctl/json_view.h"
#include "ctl/terminal.h"

static void print_member(const char *name, struct text value)
{
    if (value.length > 0)
        printf("  %s%-12s%s %.*s\n", terminal_colour(COLOUR_DIM), name,
               terminal_colour(COLOUR_NONE), TEXT_ARGS(value));
}

static void print_heading(const json_t *alert, struct buffer *scratch)
{
    printf("%s%s%s", terminal_colour(json_view_colour(alert, "rag")),
           strcmp(json_view_text(alert, "rag", scratch).data, "red") == 0 ? "RED" : "AMBER",
           terminal_colour(COLOUR_NONE));
    printf("  %s%s%s\n", terminal_colour(COLOUR_BOLD), json_view_text(alert, "title", scratch).data,
           terminal_colour(COLOUR_NONE));
    printf("  %s\n", json_view_text(alert, "id", scratch).data);
}

static void print_time(const json_t *alert, const char *name, const char *path,
                       struct buffer *scratch)
{
    timestamp when = json_view_instant(alert, path);
    struct buffer line = {0};

    if (when == TIMESTAMP_NONE)
        return;
    buffer_append_text(&line, json_view_clock(when, json_view_now(), scratch));
    buffer_append_text(&line, TEXT("  ("));
    buffer_append_text(&line, json_view_relative(when, json_view_now(), scratch));
    buffer_append_text(&line, TEXT(")"));
    print_member(name, buffer_text(&line));
    buffer_finish(&line);
}

/* Adds "name value" to a list, unless there is none. */
static void add_part(struct buffer *line, const char *name, struct text value)
{
    if (value.length == 0)
        return;
    buffer_printf(line, "%s%s ", line->length > 0 ? ", " : "", name);
    buffer_append_text(line, value);
}

static void print_who(const json_t *alert, struct buffer *scratch)
{
    struct buffer line = {0};
    struct buffer kind = {0};

    json_view_text(alert, "subject.kind", &kind);
    add_part(&line, buffer_string(&kind), json_view_text(alert, "subject.name", scratch));
    add_part(&line, "account", json_view_text(alert, "account", scratch));
    add_part(&line, "site", json_view_text(alert, "site", scratch));
    print_member("who", buffer_text(&line));
    buffer_finish(&kind);
    buffer_finish(&line);
}

static void print_rule(const json_t *alert, struct buffer *scratch)
{
    struct buffer line = {0};

    buffer_append_text(&line, json_view_text(alert, "rule.key", scratch));
    if (json_view_at(alert, "rule.level"))
        buffer_printf(&line, ", level %s", json_view_text(alert, "rule.level", scratch).data);
    print_member("rule", buffer_text(&line));
    buffer_finish(&line);
}

static void print_fields(const json_t *alert, struct buffer *scratch)
{
    const json_t *fields = json_object_get(alert, "fields");
    const char *name = NULL;
    json_t *value = NULL;
    struct buffer shown = {0};

    json_object_foreach ((json_t *)(uintptr_t)fields, name, value) {
        buffer_clear(scratch);
        if (json_is_string(value))
            buffer_append_escaped(scratch, text_of(json_string_value(value)));
        else if (json_is_integer(value))
            buffer_printf(scratch, "%lld", (long long)json_integer_value(value));
        else
            continue;
        buffer_clear(&shown);
        buffer_append_escaped(&shown, text_of(name));
        printf("    %s%-28s%s %s\n", terminal_colour(COLOUR_DIM), buffer_string(&shown),
               terminal_colour(COLOUR_NONE), buffer_string(scratch));
    }
    buffer_finish(&shown);
}

static void print_evidence(const json_t *alert, struct buffer *scratch)
{
    const json_t *list = json_object_get(alert, "evidence");
    size_t index = 0;
    json_t *line = NULL;

    if (json_array_size(list) == 0)
        return;
    puts("\n  unmasked records:");
    json_array_foreach (list, index, line) {
        buffer_clear(scratch);
        buffer_append_escaped(scratch, text_of(json_string_value(line)));
        printf("    %s\n", buffer_string(scratch));
    }
}

/* What a person would do next, as commands that run. */
static void print_next(const json_t *alert, struct buffer *scratch)
{
    const char *state = json_view_text(alert, "state", scratch).data;
    bool is_red = json_view_colour(alert, "rag") == COLOUR_RED;
    const char *id = json_string_value(json_object_get(alert, "id"));

    if (strcmp(state, "closed") == 0 || strcmp(state, "false-positive") == 0)
        return;
    puts("\n  next:");
    if (strcmp(state, "open") == 0)
        printf("    amberctl ack %.8s\n", id);
    printf("    amberctl close %.8s --remediation '...' --root-cause '...'%s\n", id,
           is_red ? " --halt '...' \\\n        --notified '...' --incident '...' "
                    "--reinforcement '...'"
                  : "");
    printf("    amberctl close %.8s --false-positive --reason '...'\n", id);
}

void alert_view_print(const json_t *alert)
{
    static const struct {
        const char *name, *path;
    } closing[] = {
        {"remediation", "closure.remediation"},
        {"root cause", "closure.root_cause"},
        {"reason", "closure.reason"},
        {"halt", "closure.halt"},
        {"notified", "closure.notified"},
        {"incident", "closure.incident"},
        {"reinforced", "closure.reinforcement"},
        {"waiver", "closure.waiver"},
    };
    struct buffer scratch = {0};

    print_heading(alert, &scratch);
    putchar('\n');
    print_who(alert, &scratch);
    print_member("state", json_view_text(alert, "state", &scratch));
    print_member("by", json_view_text(alert, "actor", &scratch));
    print_member("note", json_view_text(alert, "note", &scratch));
    print_time(alert, "happened", "event_time", &scratch);
    print_time(alert, "raised", "raised_at", &scratch);
    print_time(alert, "due", "due_at", &scratch);
    print_time(alert, "closed", "closed_at", &scratch);
    print_member("count", json_view_text(alert, "count", &scratch));
    print_rule(alert, &scratch);
    print_member("control", json_view_text(alert, "control", &scratch));
    print_member("log", json_view_text(alert, "source.path", &scratch));
    print_member("record", json_view_text(alert, "summary", &scratch));
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        print_member(closing[i].name, json_view_text(alert, closing[i].path, &scratch));
    print_fields(alert, &scratch);
    print_evidence(alert, &scratch);
    print_next(alert, &scratch);
    buffer_finish(&scratch);
}

/* Anything but an alert: the daemon's own news. */
static void print_news(const json_t *record, struct buffer *scratch)
{
    printf("%s%s", terminal_colour(COLOUR_DIM),
           (json_view_clock(json_view_instant(record, "time"), json_view_now(), scratch),
            buffer_string(scratch)));
    printf("  %-6s ", json_view_text(record, "type", scratch).data);
    printf("%s%s\n", json_view_text(record, "message", scratch).data, terminal_colour(COLOUR_NONE));
}

void alert_view_print_line(const json_t *record)
{
    struct buffer scratch = {0};
    bool is_red = json_view_colour(record, "rag") == COLOUR_RED;

    if (strcmp(json_view_text(record, "type", &scratch).data, "alert") != 0) {
        print_news(record, &scratch);
        buffer_finish(&scratch);
        return;
    }
    json_view_clock(json_view_instant(record, "event_time"), json_view_now(), &scratch);
    printf("%s  %s%-5s%s ", buffer_string(&scratch),
           terminal_colour(json_view_colour(record, "rag")), is_red ? "RED" : "AMBER",
           terminal_colour(COLOUR_NONE));
    printf("%.8s ", json_view_text(record, "id", &scratch).data);
    printf("%-9s ", json_view_text(record, "change", &scratch).data);
    printf("%s%s%s", terminal_colour(COLOUR_BOLD), json_view_text(record, "title", &scratch).data,
           terminal_colour(COLOUR_NONE));
    printf(" - %s", json_view_text(record, "subject.name", &scratch).data);
    if (json_view_count(record, "count") > 1)
        printf(" (%llu times)", json_view_count(record, "count"));
    putchar('\n');
    buffer_finish(&scratch);
}
