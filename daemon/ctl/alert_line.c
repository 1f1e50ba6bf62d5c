#include "ctl/alert_line.h"

#include <string.h>

#include "base/unicode_width.h"
#include "ctl/json_view.h"
#include "ctl/table_view.h"
#include "ctl/terminal.h"

/* Columns of a line of `tail`. */
enum {
    RAG = 5,
    SHORT_ID = 8,
    CHANGE = 9,
    GAP = 2,
    SUBJECT_USUAL = 24,
    ACCOUNT_USUAL = 16,
    LEAST_ROOM = 20,
    WIDE_ENOUGH_FOR_ACCOUNTS = 100,
    WIDE_ENOUGH_FOR_ALL = 60, /* below, no change, no count, and of another day the date alone */
    DATE = 10,
};

/* Appends what fits into room columns, with "…" where that is not all. */
static void append_fitting(struct buffer *out, struct text text, unsigned room)
{
    if (unicode_text_width(text) <= room) {
        buffer_append_text(out, text);
    } else if (room > 0) {
        buffer_append_text(out, unicode_fit(text, room - 1));
        buffer_append_text(out, TEXT("…"));
    }
}

/* Anything but an alert: the daemon's own news. */
static void write_news(const json_t *record, unsigned room, struct buffer *scratch,
                       struct buffer *out)
{
    buffer_printf(out, "%-6s ", json_view_text(record, "type", scratch).data);
    append_fitting(out, json_view_text(record, "message", scratch), room > 7 ? room - 7 : 0);
    buffer_append_text(out, text_of(terminal_colour(COLOUR_NONE)));
}

/* Whom it is about: "acruz", where there is room "acruz (acme)". */
static void append_subject(struct buffer *words, const json_t *record, unsigned width,
                           unsigned room, struct buffer *scratch)
{
    bool has_room = width == 0 || width >= WIDE_ENOUGH_FOR_ACCOUNTS;

    append_fitting(words, json_view_text(record, "subject.name", scratch),
                   width == 0             ? UINT32_MAX
                   : room < SUBJECT_USUAL ? room
                                          : SUBJECT_USUAL);
    if (!has_room || json_view_text(record, "account", scratch).length == 0)
        return;
    buffer_append_text(words, TEXT(" ("));
    append_fitting(words, buffer_text(scratch), width == 0 ? UINT32_MAX : ACCOUNT_USUAL);
    buffer_append_text(words, TEXT(")"));
}

/* What the line is about: the rule's title, and before that, of an alert that was moved,
 * its new state and who moved it: "acknowledged by benny: Root logged in". */
static void append_matter(struct buffer *words, const json_t *record, struct buffer *scratch)
{
    struct text change = json_view_text(record, "change", scratch);
    bool was_moved = text_equal(change, TEXT("moved")) || text_equal(change, TEXT("closed"));

    if (was_moved && json_view_text(record, "actor", scratch).length > 0) {
        buffer_append_text(words, json_view_text(record, "state", scratch));
        buffer_append_text(words, TEXT(" by "));
        buffer_append_text(words, json_view_text(record, "actor", scratch));
        buffer_append_text(words, TEXT(": "));
    }
    buffer_append_text(words, json_view_text(record, "title", scratch));
}

static void write_alert(const json_t *record, unsigned width, unsigned room, struct buffer *scratch,
                        struct buffer *out)
{
    struct text rag = json_view_rag(record);
    struct buffer subject = {0};
    struct buffer matter = {0};
    struct buffer end = {0};
    bool is_narrow = width > 0 && width < WIDE_ENOUGH_FOR_ALL;
    unsigned used = RAG + 1 + SHORT_ID + 1 + GAP;

    buffer_printf(out, "%s%-*.*s%s ", terminal_colour(json_view_colour(record, "rag")), RAG,
                  TEXT_ARGS(rag), terminal_colour(COLOUR_NONE));
    buffer_printf(out, "%-*.*s ", SHORT_ID, SHORT_ID, json_view_text(record, "id", scratch).data);
    if (!is_narrow) {
        buffer_printf(out, "%-*.*s ", CHANGE, CHANGE,
                      json_view_text(record, "change", scratch).data);
        if (json_view_count(record, "count") > 1)
            buffer_printf(&end, " (%llu times)", json_view_count(record, "count"));
        used += CHANGE + 1 + (unsigned)end.length;
    }
    append_subject(&subject, record, width, room > used ? (room - used) / 2 : 0, scratch);
    used += unicode_text_width(buffer_text(&subject));
    buffer_append_text(out, buffer_text(&subject));
    buffer_printf(out, "%*s%s", GAP, "", terminal_colour(COLOUR_BOLD));
    append_matter(&matter, record, scratch);
    append_fitting(out, buffer_text(&matter), room > used ? room - used : 0);
    buffer_printf(out, "%s%s", terminal_colour(COLOUR_NONE), buffer_string(&end));
    buffer_finish(&subject);
    buffer_finish(&matter);
    buffer_finish(&end);
}

/* When it was: what logs tell by their clock, what was done to an alert by the daemon's. */
static timestamp time_of(const json_t *record, struct buffer *scratch)
{
    struct text change = json_view_text(record, "change", scratch);
    const char *name = text_equal(change, TEXT("created"))   ? "event_time"
                       : text_equal(change, TEXT("updated")) ? "last_event_time"
                                                             : "time";
    timestamp when = json_view_instant(record, name);

    return when == TIMESTAMP_NONE ? json_view_instant(record, "raised_at") : when;
}

void alert_line_write(const json_t *record, timestamp now, unsigned width, struct buffer *out)
{
    struct buffer scratch = {0};
    bool is_alert = text_equal(json_view_text(record, "type", &scratch), TEXT("alert"));
    struct text clock = {0};
    unsigned room = 0;

    clock = json_view_clock(time_of(record, &scratch), now, &scratch);
    if (width > 0 && width < WIDE_ENOUGH_FOR_ALL && clock.length > DATE)
        clock = text_until(clock, DATE);
    room = width == 0                 ? UINT32_MAX
           : width > clock.length + 2 ? width - (unsigned)clock.length - 2
                                      : 0;
    room = room < LEAST_ROOM ? LEAST_ROOM : room;
    buffer_printf(out, "%s%.*s  ", is_alert ? "" : terminal_colour(COLOUR_DIM), TEXT_ARGS(clock));
    if (is_alert)
        write_alert(record, width, room, &scratch, out);
    else
        write_news(record, room, &scratch, out);
    buffer_append_byte(out, '\n');
    buffer_finish(&scratch);
}

static const struct table_column columns[] = {
    {.title = "ALERT"},
    {.title = "RAG"},
    {.title = "DUE"},
    {.title = "STATE"},
    {.title = "RAISED", .spare = 2},
    {.title = "AT", .spare = 4},
    {.title = "COUNT", .spare = 3, .is_number = true},
    {.title = "ACCOUNT", .usual = 16, .least = 8, .spare = 1},
    {.title = "SUBJECT", .usual = 24, .least = 8},
    {.title = "WHAT", .usual = 44, .least = 12},
};

/* A Red waits for nobody's 24 hours until somebody has taken it on. */
static bool is_wanted_now(const json_t *alert)
{
    const char *state = json_string_value(json_object_get(alert, "state"));

    return json_view_colour(alert, "rag") == COLOUR_RED && state && strcmp(state, "open") == 0;
}

static struct text deadline_of(const json_t *alert, timestamp due, timestamp now,
                               struct buffer *scratch)
{
    if (due == TIMESTAMP_NONE || due < now || !is_wanted_now(alert))
        return json_view_deadline(due, now, scratch);
    return TEXT("now");
}

/* What an alert looks like in the table: whom it is about, and what it says. */
static struct text look_of(const json_t *alert, struct buffer *look)
{
    const char *name = json_string_value(json_view_at(alert, "subject.name"));
    const char *title = json_string_value(json_object_get(alert, "title"));

    buffer_clear(look);
    buffer_printf(look, "%s\n%s", name ? name : "", title ? title : "");
    return buffer_text(look);
}

/* How many alerts look like each: an object by their looks. */
static json_t *count_looks(const json_t *list)
{
    json_t *looks = json_object();
    struct buffer look = {0};
    size_t index = 0;
    json_t *alert = NULL;

    json_array_foreach (list, index, alert) {
        const char *key = look_of(alert, &look).data;
        json_int_t before = json_integer_value(json_object_get(looks, key));

        json_object_set_new(looks, key, json_integer(before + 1));
    }
    buffer_finish(&look);
    return looks;
}

/* Whom it is about, and from where if others look the same: "root (192.0.2.7)". */
static void add_subject(struct table_view *view, const json_t *alert, const json_t *looks,
                        struct buffer *scratch)
{
    const char *address =
        json_string_value(json_object_get(json_object_get(alert, "fields"), "source.ip"));
    bool has_twin = json_integer_value(json_object_get(looks, look_of(alert, scratch).data)) > 1;
    struct buffer subject = {0};

    buffer_append_text(&subject, json_view_text(alert, "subject.name", scratch));
    if (has_twin && address) {
        buffer_append_text(&subject, TEXT(" ("));
        terminal_append(&subject, text_of(address));
        buffer_append_text(&subject, TEXT(")"));
    }
    table_view_cell(view, COLOUR_NONE, buffer_text(&subject));
    buffer_finish(&subject);
}

static enum colour colour_of_deadline(timestamp due, timestamp now)
{
    return due != TIMESTAMP_NONE && due < now ? COLOUR_RED : COLOUR_NONE;
}

static void add_row(struct table_view *view, const json_t *alert, const json_t *looks,
                    timestamp now, struct buffer *scratch)
{
    bool is_over = json_view_instant(alert, "closed_at") != TIMESTAMP_NONE;
    timestamp due = is_over ? TIMESTAMP_NONE : json_view_instant(alert, "due_at");
    timestamp raised = json_view_instant(alert, "raised_at");

    table_view_row(view);
    table_view_cell(view, COLOUR_NONE, text_until(json_view_text(alert, "id", scratch), SHORT_ID));
    table_view_cell(view, json_view_colour(alert, "rag"), json_view_rag(alert));
    table_view_cell(view, colour_of_deadline(due, now), deadline_of(alert, due, now, scratch));
    table_view_cell(view, COLOUR_NONE, json_view_text(alert, "state", scratch));
    table_view_cell(view, COLOUR_NONE, json_view_relative(raised, now, scratch));
    table_view_cell(view, COLOUR_NONE, json_view_clock(raised, now, scratch));
    table_view_cell(view, COLOUR_NONE, json_view_text(alert, "count", scratch));
    table_view_cell(view, COLOUR_NONE, json_view_text(alert, "account", scratch));
    add_subject(view, alert, looks, scratch);
    table_view_cell(view, COLOUR_NONE, json_view_text(alert, "title", scratch));
}

void alert_line_write_table(const json_t *list, timestamp now, unsigned width, struct buffer *out)
{
    struct table_view *view = table_view_create(columns, sizeof columns / sizeof *columns);
    json_t *looks = count_looks(list);
    struct buffer scratch = {0};
    size_t index = 0;
    json_t *alert = NULL;

    json_array_foreach (list, index, alert) {
        add_row(view, alert, looks, now, &scratch);
    }
    table_view_write(view, width, out);
    table_view_destroy(view);
    json_decref(looks);
    buffer_finish(&scratch);
}
