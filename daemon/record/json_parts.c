#include "record/json_parts.h"

#include "base/json_reader.h"

/* How OTLP calls the arrays inside each other. */
struct signal {
    const char *scopes;
    const char *records;
    const char *record; /* what we call one in the object that is made */
};

static const struct signal log_signal = {"scopeLogs", "logRecords", "logRecord"};
static const struct signal span_signal = {"scopeSpans", "spans", "span"};

/* A line on its way into parts. */
struct parts {
    const struct record *line;
    const struct assembler_target *target;
    const struct signal *signal; /* NULL: the parts are records as they stand */
    struct text resource;
    struct text scope;
    size_t frames; /* bytes of resources and scopes in the records made so far */
    bool is_cut;   /* of the record under way: something was left out */
    unsigned count;
};

/* Called with each value of an array; false: it was the last that is wanted. */
typedef bool parts_visit(struct parts *parts, struct text value);

static bool is_over(enum json_token token)
{
    return token == JSON_END || token == JSON_CUT || token == JSON_BROKEN;
}

/* The value of a member of an object, as it stands; empty where there is none. */
static struct text member(struct text object, const char *name)
{
    struct json_reader reader;

    json_reader_init(&reader, object);
    if (json_reader_next(&reader) != JSON_OBJECT)
        return (struct text){0};
    while (json_reader_next(&reader) == JSON_NAME) {
        bool is_it = text_equal(reader.raw, text_of(name));
        struct text value = {0};

        if (is_over(json_reader_next(&reader)))
            break;
        value = json_reader_skip(&reader);
        if (is_it)
            return value;
    }
    return (struct text){0};
}

static void emit(struct parts *parts, struct text text)
{
    struct record record = *parts->line;

    record.text = text;
    record.ordinal = parts->count++;
    record.is_cut = parts->is_cut;
    parts->target->emit(&record, parts->target->cookie);
}

static struct text to_end_of_line(const struct parts *parts, struct text value)
{
    const struct text line = parts->line->text;

    return text_from(line, (size_t)(value.data - line.data));
}

/* A resource or a scope, if there is room for it in one more record. */
static struct text frame(struct parts *parts, struct text value)
{
    if (value.length == 0)
        return TEXT("{}");
    if (value.length > JSON_FRAME_LARGEST || parts->frames + value.length > JSON_FRAMES_MOST) {
        parts->is_cut = true;
        return TEXT("{}");
    }
    parts->frames += value.length;
    return value;
}

/* OTLP's record with what it is about. */
static struct text with_frames(struct parts *parts, struct text value)
{
    const struct text pieces[] = {
        TEXT("{\"resource\":"),
        frame(parts, parts->resource),
        TEXT(",\"scope\":"),
        frame(parts, parts->scope),
        TEXT(",\""),
        text_of(parts->signal->record),
        TEXT("\":"),
        value,
        TEXT("}"),
    };

    return arena_join(parts->target->arena, pieces, sizeof pieces / sizeof *pieces);
}

static bool visit_record(struct parts *parts, struct text value)
{
    bool is_last = parts->count == JSON_PARTS_MOST - 1;

    parts->is_cut = is_last;
    if (is_last)
        value = to_end_of_line(parts, value);
    emit(parts, parts->signal && !is_last ? with_frames(parts, value) : value);
    return !is_last;
}

/* Visits the values of an array.  False as soon as visit says so.  What is no JSON
 * behind a value is a last record; within a value it is that one's. */
static bool visit_array(struct parts *parts, struct text array, parts_visit *visit)
{
    struct json_reader reader;

    json_reader_init(&reader, array);
    if (json_reader_next(&reader) != JSON_ARRAY)
        return true;
    while (json_reader_next(&reader) != JSON_ARRAY_END && !is_over(reader.token)) {
        if (!visit(parts, json_reader_skip(&reader)))
            return false;
        if (is_over(reader.token))
            return true;
    }
    array = text_trim(text_from(array, reader.position));
    return reader.token != JSON_BROKEN || array.length == 0 || visit_record(parts, array);
}

static bool visit_scope(struct parts *parts, struct text value)
{
    parts->scope = member(value, "scope");
    return visit_array(parts, member(value, parts->signal->records), visit_record);
}

static bool visit_resource(struct parts *parts, struct text value)
{
    parts->resource = member(value, "resource");
    return visit_array(parts, member(value, parts->signal->scopes), visit_scope);
}

/* The value of the first member of an object, if it has one of the names of arrays
 * that hold records; *signal as that says. */
static struct text find_envelope(struct text line, const struct signal **signal)
{
    static const struct {
        const char *name;
        const struct signal *signal;
    } envelopes[] = {
        {"Records", NULL},
        {"events", NULL},
        {"batch", NULL},
        {"resourceLogs", &log_signal},
        {"resourceSpans", &span_signal},
    };
    struct json_reader reader;

    json_reader_init(&reader, line);
    if (json_reader_next(&reader) == JSON_ARRAY)
        return reader.raw;
    if (reader.token != JSON_OBJECT || json_reader_next(&reader) != JSON_NAME)
        return (struct text){0};
    for (size_t i = 0; i < sizeof envelopes / sizeof *envelopes; i++) {
        if (!text_equal(reader.raw, text_of(envelopes[i].name)))
            continue;
        *signal = envelopes[i].signal;
        return json_reader_next(&reader) == JSON_ARRAY ? reader.raw : (struct text){0};
    }
    return (struct text){0};
}

/* Whether an array begins with an object: one of numbers holds no records. */
static bool holds_objects(struct text array)
{
    struct json_reader reader;

    json_reader_init(&reader, array);
    if (json_reader_next(&reader) != JSON_ARRAY)
        return false;
    return json_reader_next(&reader) == JSON_OBJECT;
}

void json_parts_take(struct record *line, const struct assembler_target *target)
{
    struct parts parts = {.line = line, .target = target};
    struct text array = find_envelope(line->text, &parts.signal);

    if (array.length > 0 && holds_objects(array))
        visit_array(&parts, array, parts.signal ? visit_resource : visit_record);
    if (parts.count == 0)
        target->emit(line, target->cookie);
}
