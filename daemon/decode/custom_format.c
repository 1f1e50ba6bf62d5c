#include "decode/custom_format.h"

#include <string.h>

#include "base/memory.h"
#include "base/pattern.h"
#include "decode/csv_line.h"
#include "decode/member_set.h"
#include "decode/syslog_frame.h"
#include "decode/time_format.h"
#include "model/reserved_name.h"

struct custom_format {
    struct decoder decoder; /* first: decode() is given this and means all of it */
    struct custom_format_options options;
    struct decoder_kind kind;
    struct decoder_field *fields;
    struct pattern *pattern;
    size_t group_count; /* of the pattern, number 0 included */
};

/* A record while it is decoded. */
struct decoding {
    const struct custom_format *format;
    const struct decode_context *context;
    struct event *event;
    struct text time;
    struct member_set names; /* seen so far, when flags are of interest */
};

static const struct custom_format *format_of(const struct decoder *decoder)
{
    return (const struct custom_format *)(const void *)decoder;
}

/* Puts the part under the fields of ours that take it: those of the rows in range. */
static void put_ours(const struct decoding *decoding, struct path_range range, struct text text)
{
    const struct json_names *names = &decoding->format->options.names;
    const struct path_set paths = json_names_paths(names);

    for (; path_set_ends(&paths, range); range.low++) {
        const struct json_name *row = &names->rows[range.low];

        if (!text_equal(text_of(row->path), field_name(row->field)))
            event_put_text(decoding->event, row->field, json_names_word(names, row->field, text));
    }
}

/* Under its own name, unless that is not for a log to set.  What a field of ours masks
 * would be bare there, so it is for rules only. */
static void put_theirs(const struct decoding *decoding, struct text name, bool is_masked,
                       struct text text)
{
    struct event *event = decoding->event;
    const struct value value = {.kind = VALUE_TEXT, .text = text};

    if (reserved_name_is(name)) {
        name = arena_printf(event->arena, RESERVED_PREFIX "%.*s", TEXT_ARGS(name));
        event_flag(event, TEXT(RESERVED_FLAG));
    }
    if (name.length > JSON_PATH_LONGEST) {
        name = text_until(name, JSON_PATH_LONGEST);
        event_flag(event, TEXT("long_name"));
    }
    if (is_masked)
        event_put_unlisted(event, wanted_fields_find(event->wanted, name), &value);
    else
        event_put_value(event, name, &value);
}

/* One part of a record. */
static void take_part(struct decoding *decoding, struct text name, struct text text)
{
    const char *time_name = decoding->format->options.time_name;
    const struct json_names *names = &decoding->format->options.names;
    const struct path_set paths = json_names_paths(names);
    struct path_range range = path_set_narrow(&paths, path_set_all(&paths), name);

    if (text.length == 0 || name.length == 0)
        return;
    if (time_name && text_equal(name, text_of(time_name)))
        decoding->time = text;
    if (event_wants(decoding->event, FIELD_FLAGS) &&
        !member_set_add(&decoding->names, decoding->event->arena, 1, name))
        event_flag(decoding->event, TEXT("duplicate_key"));
    put_theirs(decoding, name, decoding->event->whole && json_names_mask(names, range), text);
    put_ours(decoding, range, text);
}

static bool decode_regex(struct decoding *decoding, struct text text)
{
    const struct custom_format *format = decoding->format;
    struct text groups[PATTERN_GROUPS_MOST] = {{0}};
    enum pattern_result result = pattern_groups(format->pattern, text, groups, format->group_count);

    if (result == PATTERN_FAILED)
        event_flag(decoding->event, TEXT("pattern_limit"));
    for (size_t i = 1; result == PATTERN_MATCH && i < format->group_count; i++) {
        const char *name = pattern_group_name(format->pattern, i);

        if (name)
            take_part(decoding, text_of(name), groups[i]);
    }
    return result == PATTERN_MATCH;
}

static bool decode_pairs(struct decoding *decoding, struct text text)
{
    struct pair_line line = {.rest = text};
    struct text name = {0};
    struct text value = {0};
    bool any = false;

    while (pair_line_next(&line, &decoding->format->options.style, decoding->event->arena, &name,
                          &value)) {
        take_part(decoding, name, value);
        any = true;
    }
    if (line.is_open)
        event_flag(decoding->event, TEXT("truncated"));
    return any;
}

static size_t count_columns(struct text text, char separator, struct arena *arena)
{
    struct csv_line line;
    struct text value = {0};
    size_t count = 0;

    csv_line_init(&line, text, separator);
    while (csv_line_next(&line, arena, &value))
        count++;
    return count;
}

/* Fits when there is one value for each column.  Else nobody knows which column a value
 * is of, and none is put. */
static bool decode_columns(struct decoding *decoding, struct text text)
{
    const struct custom_format_options *options = &decoding->format->options;
    struct arena *arena = decoding->event->arena;
    struct text header = decoding->event->record->header;
    char separator = options->style.separator.data[0];
    size_t count = options->column_count;
    struct csv_line values;
    struct csv_line titles;
    struct text value = {0};

    if (count == 0 && header.length > 0)
        count = count_columns(header, separator, arena);
    if (count == 0 || count_columns(text, separator, arena) != count)
        return false;
    csv_line_init(&values, text, separator);
    csv_line_init(&titles, header, separator);
    for (size_t i = 0; i < count && csv_line_next(&values, arena, &value); i++) {
        struct text title = {0};

        if (options->column_count > 0)
            title = text_of(options->columns[i]);
        else
            csv_line_next(&titles, arena, &title);
        take_part(decoding, text_trim(title), value);
    }
    if (values.is_open)
        event_flag(decoding->event, TEXT("truncated"));
    return true;
}

static bool decode_json(struct decoding *decoding, struct text text)
{
    const struct custom_format_options *options = &decoding->format->options;
    struct event *event = decoding->event;
    struct value time = {0};

    if (options->time_name && json_event_find(event, text, options->time_name, &time) &&
        !time.is_cut)
        decoding->time = value_text(event->arena, &time);
    return json_event_read(event, text, &options->names);
}

/* The time that the record says, if it is one. */
static void put_time(const struct decoding *decoding)
{
    const struct custom_format_options *options = &decoding->format->options;
    const struct zone *zone = options->time_zone ? options->time_zone : decoding->context->zone;
    const struct value value = {.kind = VALUE_TEXT, .text = decoding->time};
    timestamp time = TIMESTAMP_NONE;

    if (decoding->time.length == 0)
        return;
    if (options->time_format)
        time = time_format_read(text_of(options->time_format), decoding->time, zone,
                                decoding->event->record->modified);
    else
        time = json_event_time(&value, zone);
    if (time == TIMESTAMP_NONE)
        return;
    decoding->event->time = time;
    decoding->event->time_is_arrival = false;
}

static bool decode_text(struct decoding *decoding, struct text text)
{
    switch (decoding->format->options.kind) {
    case CUSTOM_REGEX:
        return decode_regex(decoding, text);
    case CUSTOM_KEY_VALUE:
        return decode_pairs(decoding, text);
    case CUSTOM_CSV:
        return decode_columns(decoding, text);
    case CUSTOM_JSON:
    default:
        return decode_json(decoding, text);
    }
}

static bool decode_custom(const struct decoder *decoder, const struct decode_context *context,
                          struct event *event)
{
    struct decoding decoding = {.format = format_of(decoder), .context = context, .event = event};
    const struct record *record = event->record;
    struct text text = record->text;
    struct syslog_frame frame = {0};
    bool fits = true;

    event_put_integer(event, FIELD_EVENT_COUNT, record->count);
    if (decoding.format->options.in_syslog) {
        if (!syslog_frame_read(text, context->zone, record->modified, &frame))
            return false;
        syslog_frame_put(&frame, event);
        text = frame.message;
    }
    fits = decode_text(&decoding, text);
    put_time(&decoding);
    return fits;
}

static const struct decoder_field frame_fields[] = {
    {FIELD_HOST_NAME, ORIGIN_VERBATIM},      {FIELD_PROCESS_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_PID, ORIGIN_DERIVED},     {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_SYSLOG_FACILITY, ORIGIN_DERIVED}, {FIELD_SYSLOG_SEVERITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_MSGID, ORIGIN_VERBATIM},
};

static bool has_words(const struct json_names *names, enum field field)
{
    for (size_t i = 0; i < names->word_count; i++) {
        if (names->words[i].field == field)
            return true;
    }
    return false;
}

/* Declares what the events say: the fields of names, the count, the frame's. */
static void declare_fields(struct custom_format *format)
{
    const struct json_names *names = &format->options.names;
    const size_t of_frame = sizeof frame_fields / sizeof *frame_fields;
    size_t count = 0;

    format->fields = mem_zero_array(names->count + of_frame + 1, sizeof *format->fields);
    for (size_t i = 0; i < names->count; i++) {
        enum field field = names->rows[i].field;

        format->fields[count++] = (struct decoder_field){
            field, has_words(names, field) ? ORIGIN_DERIVED : ORIGIN_VERBATIM};
    }
    format->fields[count++] = (struct decoder_field){FIELD_EVENT_COUNT, ORIGIN_DERIVED};
    for (size_t i = 0; format->options.in_syslog && i < of_frame; i++)
        format->fields[count++] = frame_fields[i];
    format->decoder.fields = format->fields;
    format->decoder.field_count = count;
}

static const char *const *escapes_of(enum custom_kind kind)
{
    static const char *const none[] = {NULL};
    static const char *const backslash[] = {"\\", NULL};
    static const char *const doubled[] = {"\"\"", NULL};

    if (kind == CUSTOM_REGEX)
        return none;
    return kind == CUSTOM_CSV ? doubled : backslash;
}

static void build_decoder(struct custom_format *format)
{
    const struct custom_format_options *options = &format->options;

    format->kind = (struct decoder_kind){.name = options->name, .tags = {options->tag}};
    format->decoder = (struct decoder){
        .name = options->name,
        .description = options->description,
        .shape = options->shape,
        .decode = decode_custom,
        .kinds = &format->kind,
        .kind_count = 1,
        .has_free_names = true,
        .escapes = escapes_of(options->kind),
    };
    declare_fields(format);
}

/* Whether a part can have that name; of kinds whose records name them, any. */
static bool has_part(const struct custom_format *format, struct text name)
{
    const struct custom_format_options *options = &format->options;

    for (size_t i = 1; i < format->group_count; i++) {
        const char *group = pattern_group_name(format->pattern, i);

        if (group && text_equal(name, text_of(group)))
            return true;
    }
    for (size_t i = 0; i < options->column_count; i++) {
        if (text_equal(name, text_of(options->columns[i])))
            return true;
    }
    return !format->pattern && options->column_count == 0;
}

static bool compile(struct custom_format *format, struct error *err)
{
    struct error mistake = {0};

    if (format->options.kind != CUSTOM_REGEX)
        return true;
    format->pattern = pattern_compile(format->options.pattern, 0, &mistake);
    if (!format->pattern)
        return error_set(err, "pattern: %s", mistake.text);
    format->group_count = pattern_group_count(format->pattern);
    if (format->group_count > PATTERN_GROUPS_MOST)
        return error_set(err, "pattern: it has more than %d groups; (?:...) is none",
                         PATTERN_GROUPS_MOST - 1);
    return true;
}

static bool check_groups(const struct custom_format *format, struct error *err)
{
    for (size_t i = 1; i < format->group_count; i++) {
        if (pattern_group_name(format->pattern, i))
            return true;
    }
    if (format->pattern)
        return error_set(err, "pattern: it names no group, so that there are no fields; "
                              "(?<name>...) does");
    return true;
}

/* A column twice is a slip, and its field would have two values. */
static bool check_columns(const struct custom_format *format, struct error *err)
{
    const struct custom_format_options *options = &format->options;

    for (size_t i = 0; i < options->column_count; i++) {
        struct text name = text_trim(text_of(options->columns[i]));

        for (size_t k = 0; k < i && name.length > 0; k++) {
            if (text_equal(name, text_trim(text_of(options->columns[k]))))
                return error_set(err, "columns: '%.*s' is there twice", TEXT_ARGS(name));
        }
    }
    return true;
}

static bool check_parts(const struct custom_format *format, struct error *err)
{
    const struct custom_format_options *options = &format->options;
    const char *kind = format->pattern ? "group" : "column";
    struct error mistake = {0};

    for (size_t i = 0; i < options->names.count; i++) {
        if (!has_part(format, text_of(options->names.rows[i].path)))
            return error_set(err, "fields: there is no %s '%s'", kind, options->names.rows[i].path);
    }
    if (options->time_name && !has_part(format, text_of(options->time_name)))
        return error_set(err, "time.field: there is no %s '%s'", kind, options->time_name);
    if (options->time_format && !time_format_check(text_of(options->time_format), &mistake))
        return error_set(err, "time.format: %s", mistake.text);
    return true;
}

struct custom_format *custom_format_create(const struct custom_format_options *options,
                                           struct error *err)
{
    struct custom_format *format = mem_zero(sizeof *format);

    format->options = *options;
    if (!compile(format, err) || !check_groups(format, err) || !check_columns(format, err) ||
        !check_parts(format, err)) {
        custom_format_destroy(format);
        return NULL;
    }
    build_decoder(format);
    return format;
}

void custom_format_destroy(struct custom_format *format)
{
    if (!format)
        return;
    pattern_destroy(format->pattern);
    mem_free(format->fields);
    mem_free(format);
}

const struct decoder *custom_format_decoder(const struct custom_format *format)
{
    return &format->decoder;
}
