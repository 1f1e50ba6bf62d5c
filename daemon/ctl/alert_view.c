#include "ctl/alert_view.h"

#include <stdio.h>
#include <string.h>

#include "ctl/json_view.h"
#include "ctl/paragraph.h"
#include "ctl/terminal.h"

enum { LABEL = 9, SHORT_ID = 8, SUBJECTS_SHOWN = 10 };

/* An alert being written. */
struct screen {
    const json_t *alert;
    timestamp now;
    struct paragraph_shape shape;
    struct buffer *out;
    struct buffer scratch;
};

/* The text of a member, valid until the next. */
static struct text member(struct screen *screen, const char *path)
{
    return json_view_text(screen->alert, path, &screen->scratch);
}

/* The same of prose, whose lines end where its author thought best. */
static struct text prose(struct screen *screen, const char *path)
{
    struct text text = text_of(json_string_value(json_view_at(screen->alert, path)));
    struct text line = {0};

    buffer_clear(&screen->scratch);
    while (text.length > 0) {
        text_cut(text, TEXT("\n"), &line, &text);
        buffer_append_text(&screen->scratch, screen->scratch.length > 0 ? TEXT(" ") : TEXT(""));
        terminal_append(&screen->scratch, line);
    }
    return buffer_text(&screen->scratch);
}

static void write_words(struct screen *screen, const char *label, struct text words)
{
    paragraph_write(screen->out, &screen->shape, label, words);
}

/* Appends "name value" to a list, unless there is no value. */
static void add_part(struct screen *screen, struct buffer *line, const char *name, const char *path)
{
    struct text value = member(screen, path);

    if (value.length == 0)
        return;
    buffer_printf(line, "%s%s%s", line->length > 0 ? ", " : "", name, name[0] ? " " : "");
    buffer_append_text(line, value);
}

static bool is_over(struct screen *screen)
{
    const char *state = json_string_value(json_object_get(screen->alert, "state"));

    return state && (strcmp(state, "closed") == 0 || strcmp(state, "false-positive") == 0);
}

static void write_heading(struct screen *screen)
{
    struct paragraph_shape bold = screen->shape;
    struct buffer line = {0};

    bold.colour = COLOUR_BOLD;
    bold.label_colour = json_view_colour(screen->alert, "rag");
    paragraph_write(screen->out, &bold, json_view_rag(screen->alert).data, member(screen, "title"));
    add_part(screen, &line, "", "id");
    add_part(screen, &line, "", "state");
    write_words(screen, "", buffer_text(&line));
    buffer_append_byte(screen->out, '\n');
    buffer_finish(&line);
}

/* A storm stands for many; the first of them. */
static void write_subjects(struct screen *screen)
{
    const json_t *list = json_object_get(screen->alert, "subjects");
    unsigned long long others = json_view_count(screen->alert, "other_subjects");
    struct buffer line = {0};
    size_t index = 0;
    json_t *subject = NULL;

    json_array_foreach (list, index, subject) {
        if (index >= SUBJECTS_SHOWN) {
            others++;
            continue;
        }
        buffer_append_text(&line, index > 0 ? TEXT(", ") : TEXT(""));
        terminal_append(&line, text_of(json_string_value(subject)));
    }
    if (line.length > 0 && others > 0)
        buffer_printf(&line, " and %llu more", others);
    write_words(screen, "", buffer_text(&line));
    buffer_finish(&line);
}

static void write_who(struct screen *screen)
{
    struct buffer kind = {0};
    struct buffer line = {0};

    /* a storm's is "several", as are its kinds */
    if (text_equal(json_view_text(screen->alert, "subject.kind", &kind),
                   member(screen, "subject.name")))
        buffer_clear(&kind);
    add_part(screen, &line, buffer_string(&kind), "subject.name");
    add_part(screen, &line, "account", "account");
    add_part(screen, &line, "site", "site");
    write_words(screen, "who", buffer_text(&line));
    write_subjects(screen);
    buffer_finish(&kind);
    buffer_finish(&line);
}

static void add_when(struct screen *screen, struct buffer *line, const char *before,
                     const char *path)
{
    timestamp when = json_view_instant(screen->alert, path);

    if (when == TIMESTAMP_NONE)
        return;
    json_view_when(when, screen->now, &screen->scratch);
    buffer_printf(line, "%s%s%s", line->length > 0 ? ", " : "", before,
                  buffer_string(&screen->scratch));
}

/* A Red waits for nobody's 24 hours until somebody has taken it on. */
static bool is_wanted_now(struct screen *screen)
{
    return json_view_colour(screen->alert, "rag") == COLOUR_RED &&
           text_equal(member(screen, "state"), TEXT("open"));
}

/* When it happened, and when that was noticed, if it was not at once. */
static void write_when(struct screen *screen)
{
    timestamp happened = json_view_instant(screen->alert, "event_time");
    timestamp raised = json_view_instant(screen->alert, "raised_at");
    timestamp due = json_view_instant(screen->alert, "due_at");
    unsigned long long count = json_view_count(screen->alert, "count");
    struct buffer line = {0};

    add_when(screen, &line, "", "event_time");
    if (count > 1) {
        buffer_printf(&line, "%s%llu times", line.length > 0 ? ", " : "", count);
        add_when(screen, &line, "the last ", "last_event_time");
    }
    if (happened == TIMESTAMP_NONE || raised > happened + MINUTE)
        add_when(screen, &line, "raised ", "raised_at");
    if (due != TIMESTAMP_NONE && !is_over(screen)) {
        if (is_wanted_now(screen))
            buffer_printf(&line, "%sto be taken on now", line.length > 0 ? ", " : "");
        json_view_clock(due, screen->now, &screen->scratch);
        buffer_printf(&line, "%sdue %s", line.length > 0 ? ", " : "",
                      buffer_string(&screen->scratch));
        json_view_deadline(due, screen->now, &screen->scratch);
        buffer_printf(&line, " (%s)", buffer_string(&screen->scratch));
    }
    write_words(screen, "when", buffer_text(&line));
    buffer_clear(&line);
    add_when(screen, &line, "", "closed_at");
    write_words(screen, "closed", buffer_text(&line));
    buffer_finish(&line);
}

static void write_line(struct screen *screen)
{
    struct buffer line = {0};

    add_part(screen, &line, "", "source.path");
    if (line.length > 0)
        add_part(screen, &line, "at byte", "source.offset");
    write_words(screen, "line", buffer_text(&line));
    write_words(screen, line.length > 0 ? "" : "line", member(screen, "summary"));
    buffer_finish(&line);
}

static bool is_text(const json_t *value, struct text text)
{
    return json_is_string(value) && text_equal(text_of(json_string_value(value)), text);
}

/* A field that only says again what stands elsewhere on the screen: in the record, as
 * the subject, or as the address that another field has. */
static bool is_said(const json_t *alert, const char *name, const json_t *value)
{
    const json_t *fields = json_object_get(alert, "fields");
    const char *summary = json_string_value(json_object_get(alert, "summary"));
    struct text subject = text_of(json_string_value(json_view_at(alert, "subject.name")));
    struct text address = text_of(name);
    char other[64] = "";

    if (strcmp(name, "message") == 0 || strcmp(name, "event.original") == 0)
        return summary && json_is_string(value) && strstr(summary, json_string_value(value));
    if (strcmp(name, "amberd.count") == 0)
        return json_integer_value(value) == 1;
    if (strcmp(name, "user.name") == 0)
        return is_text(value, subject);
    if (!text_ends_with(address, TEXT(".address")))
        return false;
    snprintf(other, sizeof other, "%.*s.ip", (int)(address.length - strlen(".address")), name);
    return json_equal(json_object_get(fields, other), value);
}

/* Appends name=value, in quotes where blanks would make two of it. */
static void add_field(struct buffer *line, const char *name, const json_t *value)
{
    struct text text = {json_string_value(value), json_string_length(value)};
    size_t blank = 0;
    const char *quote = json_is_string(value) && text_find(text, TEXT(" "), &blank) ? "\"" : "";

    buffer_append_text(line, line->length > 0 ? TEXT("  ") : TEXT(""));
    terminal_append(line, text_of(name));
    buffer_printf(line, "=%s", quote);
    if (json_is_string(value))
        terminal_append(line, text);
    else
        buffer_printf(line, "%lld", (long long)json_integer_value(value));
    buffer_append_text(line, text_of(quote));
}

static void write_fields(struct screen *screen)
{
    const json_t *fields = json_object_get(screen->alert, "fields");
    struct buffer line = {0};
    const char *name = NULL;
    json_t *value = NULL;

    json_object_foreach ((json_t *)(uintptr_t)fields, name, value) {
        if ((json_is_integer(value) || json_is_string(value)) &&
            !is_said(screen->alert, name, value))
            add_field(&line, name, value);
    }
    write_words(screen, "fields", buffer_text(&line));
    buffer_finish(&line);
}

/* Appends the members of an array of texts, one behind the other. */
static void add_texts(struct buffer *line, const json_t *list, const char *between)
{
    size_t index = 0;
    json_t *item = NULL;

    json_array_foreach (list, index, item) {
        buffer_append_text(line, line->length > 0 ? text_of(between) : TEXT(""));
        terminal_append(line, text_of(json_string_value(item)));
    }
}

static void write_rule(struct screen *screen)
{
    struct buffer line = {0};

    add_part(screen, &line, "", "rule.key");
    add_part(screen, &line, "", "rule.level");
    add_part(screen, &line, "control", "control");
    write_words(screen, "rule", buffer_text(&line));
    buffer_clear(&line);
    add_texts(&line, json_view_at(screen->alert, "rule.tags"), ", ");
    write_words(screen, "", buffer_text(&line));
    write_words(screen, "", member(screen, "rule.path"));
    write_words(screen, "why", prose(screen, "rule.description"));
    if (json_is_true(json_view_at(screen->alert, "escalated")))
        write_words(screen, "", TEXT("It was Amber at first and became Red."));
    buffer_clear(&line);
    add_texts(&line, json_view_at(screen->alert, "rule.false_positives"), "; or ");
    write_words(screen, "unless", buffer_text(&line));
    buffer_finish(&line);
}

/* What people have said about it. */
static void write_story(struct screen *screen)
{
    static const struct {
        const char *label, *path;
    } parts[] = {
        {"by", "actor"},
        {"note", "note"},
        {"done", "closure.remediation"},
        {"cause", "closure.root_cause"},
        {"reason", "closure.reason"},
        {"halt", "closure.halt"},
        {"told", "closure.notified"},
        {"incident", "closure.incident"},
        {"mended", "closure.reinforcement"},
        {"waiver", "closure.waiver"},
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        write_words(screen, parts[i].label, member(screen, parts[i].path));
}

static void write_evidence(struct screen *screen)
{
    const json_t *list = json_object_get(screen->alert, "evidence");
    const char *label = "unmasked";
    size_t index = 0;
    json_t *line = NULL;

    json_array_foreach (list, index, line) {
        buffer_clear(&screen->scratch);
        terminal_append(&screen->scratch, text_of(json_string_value(line)));
        write_words(screen, label, buffer_text(&screen->scratch));
        label = "";
    }
}

/* The step that comes before closing; NULL where nothing is left but that. */
static const char *next_step(struct text state)
{
    if (text_equal(state, TEXT("open")))
        return "ack";
    return text_equal(state, TEXT("remediated")) || text_equal(state, TEXT("reinforced"))
               ? NULL
               : "remediate";
}

static void write_steps(struct screen *screen)
{
    const json_t *steps = json_view_at(screen->alert, "rule.next_steps");
    struct paragraph_shape shape = screen->shape;
    struct buffer label = {0};
    size_t index = 0;
    json_t *step = NULL;

    json_array_foreach (steps, index, step) {
        buffer_clear(&label);
        buffer_clear(&screen->scratch);
        buffer_printf(&label, "%-*s%zu.", (int)screen->shape.label, index == 0 ? "do" : "",
                      index + 1);
        shape.label = (unsigned)label.length + 1;
        terminal_append(&screen->scratch, text_of(json_string_value(step)));
        paragraph_write(screen->out, &shape, buffer_string(&label), buffer_text(&screen->scratch));
    }
    buffer_finish(&label);
}

/* What a person would do next: what the rule says, and commands that run. */
static void write_next(struct screen *screen)
{
    bool is_red = json_view_colour(screen->alert, "rag") == COLOUR_RED;
    const char *step = next_step(member(screen, "state"));
    const char *id = json_string_value(json_object_get(screen->alert, "id"));
    struct buffer line = {0};

    if (is_over(screen) || !id)
        return;
    write_steps(screen);
    if (step) {
        buffer_printf(&line, "amberctl %s %.*s --note '...'", step, SHORT_ID, id);
        paragraph_write_line(screen->out, &screen->shape, "next", buffer_text(&line));
        buffer_clear(&line);
    }
    buffer_printf(&line, "amberctl close %.*s --remediation '...' --root-cause '...'%s", SHORT_ID,
                  id, is_red ? " \\" : "");
    paragraph_write_line(screen->out, &screen->shape, step ? "" : "next", buffer_text(&line));
    if (is_red)
        paragraph_write_line(screen->out, &screen->shape, "",
                             TEXT("--halt '...' --notified '...' --incident '...' "
                                  "--reinforcement '...'"));
    buffer_clear(&line);
    buffer_printf(&line, "amberctl close %.*s --false-positive --reason '...'", SHORT_ID, id);
    paragraph_write_line(screen->out, &screen->shape, "", buffer_text(&line));
    buffer_finish(&line);
}

void alert_view_write(const json_t *alert, timestamp now, unsigned width, struct buffer *out)
{
    struct screen screen = {
        .alert = alert, .now = now, .shape = {.label = LABEL, .width = width}, .out = out};

    write_heading(&screen);
    write_who(&screen);
    write_when(&screen);
    write_line(&screen);
    write_fields(&screen);
    write_rule(&screen);
    write_story(&screen);
    write_evidence(&screen);
    write_next(&screen);
    buffer_finish(&screen.scratch);
}
