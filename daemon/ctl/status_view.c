#include "ctl/status_view.h"

#include "ctl/json_view.h"
#include "ctl/paragraph.h"
#include "ctl/terminal.h"

enum { LABEL = 11 };

/* A status being written, a line at a time. */
struct page {
    const json_t *data;
    timestamp now;
    struct paragraph_shape shape;
    struct buffer *out;
    struct buffer line;
    struct buffer scratch;
};

static void end_line(struct page *page, const char *label)
{
    paragraph_write(page->out, &page->shape, label, buffer_text(&page->line));
    buffer_clear(&page->line);
}

/* Ends a line that somebody must read, if there is anything in it. */
static void warn(struct page *page, enum colour colour)
{
    page->shape.colour = colour;
    end_line(page, "");
    page->shape.colour = COLOUR_NONE;
}

static struct text member(struct page *page, const char *path)
{
    return json_view_text(page->data, path, &page->scratch);
}

static void separate(struct page *page)
{
    buffer_append_text(&page->line, page->line.length > 0 ? TEXT(", ") : TEXT(""));
}

/* Adds a number and what it is of: "1 file", "2 files". */
static void add_count(struct page *page, const char *path, const char *noun, const char *ending)
{
    unsigned long long count = json_view_count(page->data, path);

    separate(page);
    buffer_printf(&page->line, "%llu %s%s", count, noun, text_plural(count, ending));
}

/* The same, where there is something to count. */
static void add_if_any(struct page *page, const char *path, const char *noun, const char *ending)
{
    if (json_view_count(page->data, path) > 0)
        add_count(page, path, noun, ending);
}

static void add_when(struct page *page, const char *before, const char *path)
{
    timestamp when = json_view_instant(page->data, path);

    if (when == TIMESTAMP_NONE)
        return;
    separate(page);
    json_view_when(when, page->now, &page->scratch);
    buffer_printf(&page->line, "%s %s", before, buffer_string(&page->scratch));
}

static void write_head(struct page *page)
{
    buffer_append_text(&page->line, member(page, "version"));
    add_when(page, "running since", "started");
    end_line(page, "amberd");
    buffer_append_text(&page->line, member(page, "config"));
    end_line(page, "settings");
    if (json_view_at(page->data, "regex_jit") &&
        !json_is_true(json_view_at(page->data, "regex_jit"))) {
        buffer_append_text(&page->line, TEXT("The regex compiler is off, which makes it slower."));
        warn(page, COLOUR_AMBER);
    }
    if (json_view_at(page->data, "test_user")) {
        buffer_printf(&page->line,
                      "control.test_user is set: root without a login decides as '%s'.",
                      member(page, "test_user").data);
        warn(page, COLOUR_AMBER);
    }
}

static void write_alerts(struct page *page)
{
    unsigned long long red = json_view_count(page->data, "alerts.red_open");
    unsigned long long amber = json_view_count(page->data, "alerts.amber_open");
    timestamp due = json_view_instant(page->data, "alerts.next_due");

    if (red + amber == 0)
        buffer_append_text(&page->line, TEXT("none open"));
    else
        buffer_printf(&page->line, "%llu Red and %llu Amber open", red, amber);
    if (due != TIMESTAMP_NONE) {
        json_view_clock(due, page->now, &page->scratch);
        buffer_printf(&page->line, "; the next is due %s", buffer_string(&page->scratch));
        json_view_deadline(due, page->now, &page->scratch);
        buffer_printf(&page->line, " (%s)", buffer_string(&page->scratch));
    }
    page->shape.colour = red ? COLOUR_RED : amber ? COLOUR_AMBER : COLOUR_NONE;
    end_line(page, "alerts");
    page->shape.colour = COLOUR_NONE;
    add_count(page, "records.matches", "match", "es");
    add_if_any(page, "alerts.joined", "joined an open alert", "");
    add_if_any(page, "alerts.observations", "observed without an alert", "");
    add_if_any(page, "alerts.shadowed", "of rules in shadow", "");
    add_if_any(page, "alerts.stormed", "behind storms", "");
    end_line(page, "findings");
}

static void write_logs(struct page *page)
{
    add_count(page, "sources.files", "file", "s");
    add_if_any(page, "sources.rotations", "rotation", "s");
    add_if_any(page, "sources.truncations", "truncation", "s");
    end_line(page, "logs");
    add_if_any(page, "sources.unreadable", "cannot be read (`amberctl sources`)", "");
    warn(page, COLOUR_RED);
    add_if_any(page, "sources.gaps", "gap", "s");
    if (page->line.length > 0)
        buffer_append_text(&page->line, TEXT(": text was lost before it was evaluated"));
    warn(page, COLOUR_RED);
    add_count(page, "records.evaluated", "evaluated", "");
    end_line(page, "records");
    add_if_any(page, "records.undecoded", "did not fit the format", "");
    add_if_any(page, "records.undated", "without a time", "");
    add_if_any(page, "records.cut", "cut for their length", "");
    warn(page, COLOUR_AMBER);
}

static void write_rules(struct page *page)
{
    add_count(page, "rules.loaded", "loaded", "");
    add_if_any(page, "rules.without_log", "without a log to match in (`amberctl check`)", "");
    add_if_any(page, "rules.reloads", "reload", "s");
    end_line(page, "rules");
    if (json_view_count(page->data, "rules.mistakes") > 0) {
        add_count(page, "rules.mistakes", "mistake", "s");
        buffer_printf(&page->line, " (`amberctl check`); the first: %s",
                      member(page, "rules.first_mistake").data);
        warn(page, COLOUR_AMBER);
    }
    add_if_any(page, "records.regex_limits", "time", "s");
    if (page->line.length > 0)
        buffer_append_text(&page->line, TEXT(" a regex met a limit and could not be decided"));
    warn(page, COLOUR_AMBER);
}

static void write_journal(struct page *page)
{
    add_count(page, "journal.records", "record", "s");
    buffer_append_text(&page->line, TEXT(" since the start"));
    separate(page);
    buffer_printf(&page->line, "%.1f MB",
                  (double)json_view_count(page->data, "journal.bytes") / 1e6);
    end_line(page, "journal");
    if (!json_is_true(json_view_at(page->data, "journal.blocked")))
        return;
    buffer_append_text(&page->line, TEXT("CANNOT BE WRITTEN: no log is read until it can be"));
    warn(page, COLOUR_RED);
}

static void write_outputs(struct page *page)
{
    unsigned long long lag = json_view_count(page->data, "outputs.feed.largest_lag");

    add_count(page, "outputs.feed.clients", "reader", "s");
    if (lag > 0)
        buffer_printf(&page->line, ", the slowest %llu record%s behind", lag,
                      text_plural(lag, "s"));
    add_if_any(page, "outputs.feed.evicted", "shown out for being slow", "");
    end_line(page, "feed");
    if (!json_view_at(page->data, "outputs.syslog")) {
        buffer_append_text(&page->line, TEXT("off"));
        end_line(page, "syslog");
        return;
    }
    add_count(page, "outputs.syslog.sent", "sent", "");
    add_if_any(page, "outputs.syslog.waiting", "waiting", "");
    end_line(page, "syslog");
    if (!json_is_true(json_view_at(page->data, "outputs.syslog.connected"))) {
        buffer_append_text(&page->line, TEXT("not connected; it is tried again and again"));
        warn(page, COLOUR_AMBER);
    }
}

void status_view_write(const json_t *data, timestamp now, unsigned width, struct buffer *out)
{
    struct page page = {
        .data = data, .now = now, .shape = {.label = LABEL, .width = width}, .out = out};

    write_head(&page);
    write_alerts(&page);
    write_logs(&page);
    write_rules(&page);
    write_journal(&page);
    write_outputs(&page);
    buffer_finish(&page.line);
    buffer_finish(&page.scratch);
}
