#include "decode/postgresql.h"

#include <string.h>

#include "base/memory.h"
#include "decode/postgres_entry.h"
#include "decode/postgres_prefix.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

#define LAYOUT_USUAL "%m [%p] %q%u@%d "

/* Prefixes that are tried where the settings say nothing; those without a time in syslog
 * alone, for they fit about anything. */
static const char *const usual_layouts[] = {
    LAYOUT_USUAL,
    "%t [%p-%l] %q%u@%d ",
    "%t:%r:%u@%d:[%p]:",
    "%t [%p]: user=%u,db=%d,app=%a,client=%h ",
    "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ",
    "",
    "%q%u@%d ",
    "user=%u,db=%d,app=%a,client=%h ",
};

enum { TIMED_LAYOUTS = 5, USUAL_LAYOUTS = sizeof usual_layouts / sizeof *usual_layouts };

struct layout {
    char *source;
    bool is_usual;
    struct postgres_layout parts; /* points into source */
};

static void destroy_layout(struct layout *layout)
{
    mem_free(layout->source);
    mem_free(layout);
}

static struct layout *create_layout(struct text source, struct error *err)
{
    struct layout *layout = mem_zero(sizeof *layout);

    layout->source = mem_copy_text(source);
    layout->is_usual = text_equal(source, TEXT(LAYOUT_USUAL));
    if (postgres_layout_read((struct text){layout->source, source.length}, &layout->parts, err))
        return layout;
    destroy_layout(layout);
    return NULL;
}

/* The server writes a tab behind each newline inside a message. */
static struct text without_tabs(struct arena *arena, struct text text)
{
    size_t position = 0;
    size_t length = 0;
    char *plain = NULL;

    if (!text_find(text, TEXT("\n\t"), &position))
        return text;
    plain = arena_alloc(arena, text.length);
    for (size_t i = 0; i < text.length; i++) {
        plain[length++] = text.data[i];
        if (text.data[i] == '\n' && i + 1 < text.length && text.data[i + 1] == '\t')
            i++;
    }
    return (struct text){plain, length};
}

static struct postgres_entry entry_of(struct event *event, const struct postgres_prefix *prefix,
                                      struct text message)
{
    return (struct postgres_entry){
        .level = prefix->level,
        .message = without_tabs(event->arena, message),
        .sqlstate = prefix->sqlstate,
        .user = prefix->user,
        .database = prefix->database,
        .application = prefix->application,
        .host = prefix->host,
        .port = prefix->port,
        .pid = prefix->pid,
        .session = prefix->session,
        .has_doubtful_names = prefix->has_doubtful_names,
        .is_doubtful = prefix->is_doubtful,
    };
}

/* "[4-1] ", of which the second number counts the lines of a message. */
static bool take_sequence(struct text *text, bool *is_further)
{
    struct text rest = *text;
    struct text numbers = {0};
    struct text first = {0};
    struct text line = {0};
    uint64_t number = 0;

    *is_further = false;
    if (!text_take(&rest, TEXT("[")) || !text_cut(rest, TEXT("] "), &numbers, &rest) ||
        !text_cut(numbers, TEXT("-"), &first, &line) || !text_to_unsigned(first, &number) ||
        !text_to_unsigned(line, &number))
        return false;
    *is_further = number > 1;
    *text = rest;
    return true;
}

/* Tries the first count of the usual layouts. */
static bool read_usual(size_t count, struct text line, const struct zone *zone,
                       struct postgres_prefix *prefix, struct text *message)
{
    for (size_t i = 0; i < count; i++) {
        struct postgres_layout layout;

        if (postgres_layout_read(text_of(usual_layouts[i]), &layout, NULL) &&
            postgres_prefix_read(&layout, line, zone, prefix, message))
            return true;
    }
    return false;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct text message = frame->message;
    struct postgres_prefix prefix = {0};
    struct postgres_entry entry;
    struct text rest = {0};
    bool is_further = false;

    take_sequence(&message, &is_further);
    *count = 0;
    if (is_further)
        return true;
    if (!read_usual(USUAL_LAYOUTS, message, NULL, &prefix, &rest)) {
        *count = 1;
        return false;
    }
    entry = entry_of(event, &prefix, rest);
    entry.machine = frame->host;
    entry.pid = frame->pid;
    entry.is_framed = true;
    *count = postgres_entry_put(event, &entry).count;
    return true;
}

static const char *const names[] = {"postgres", "postgresql", NULL};
static const char *const aliases[] = {"postgres", "pgsql", NULL};
static const char *const escapes[] = {"\n\t", "\"\"", NULL};

static const struct decoder_field fields[] = {POSTGRES_ENTRY_FIELDS};

enum { OWN_FIELDS = sizeof fields / sizeof *fields };

const struct program postgresql_program = {
    .names = names,
    .kind = {"postgresql",
             {{.category = "database", .product = "postgresql"},
              {.product = "postgresql", .service = "pgaudit"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = OWN_FIELDS,
    .has_echoes = true,
    .escapes = escapes,
};

static bool read_prefix(const struct decode_context *context, struct text line,
                        struct postgres_prefix *prefix, struct text *message)
{
    const struct layout *layout = context->layout;

    return (layout && postgres_prefix_read(&layout->parts, line, context->zone, prefix, message)) ||
           ((!layout || layout->is_usual) &&
            read_usual(TIMED_LAYOUTS, line, context->zone, prefix, message));
}

static bool decode_postgresql(const struct decoder *decoder, const struct decode_context *context,
                              struct event *event)
{
    const struct record *record = event->record;
    struct postgres_prefix prefix = {0};
    struct syslog_frame frame = {0};
    struct postgres_entry entry;
    struct text message = {0};

    if (!read_prefix(context, record->text, &prefix, &message)) {
        if (syslog_frame_read(record->text, context->zone, record->modified, &frame) &&
            text_starts_with(frame.program, TEXT("postgres")))
            return syslog_decode_frame(decoder, &frame, event);
        event_put_integer(event, FIELD_EVENT_COUNT, record->count);
        return false;
    }
    if (prefix.time != TIMESTAMP_NONE) {
        event->time = prefix.time;
        event->time_is_arrival = false;
    }
    entry = entry_of(event, &prefix, message);
    postgres_entry_put_whole(event, &entry);
    return true;
}

static const struct program *const programs[] = {&postgresql_program, NULL};

static const struct decoder_field all_fields[] = {
    POSTGRES_ENTRY_FIELDS,
    {FIELD_HOST_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_NAME, ORIGIN_VERBATIM},
    {FIELD_SYSLOG_FACILITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_SEVERITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_MSGID, ORIGIN_VERBATIM},
};

const struct decoder postgresql_decoder = {
    .name = "postgresql",
    .aliases = aliases,
    .description = "PostgreSQL's log on stderr or in syslog, by its log_line_prefix; pgaudit",
    .shape = SHAPE_CONTINUED,
    .decode = decode_postgresql,
    .layout_create = create_layout,
    .layout_destroy = destroy_layout,
    .layout_usual = LAYOUT_USUAL,
    .kinds = postgres_kinds,
    .kind_count = POSTGRES_KINDS,
    .fields = all_fields,
    .field_count = sizeof all_fields / sizeof *all_fields,
    .has_echoes = true,
    .programs = programs,
    .escapes = escapes,
};
