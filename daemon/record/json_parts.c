#include "record/json_parts.h"

#include <string.h>

#include "base/json_reader.h"

/* How OTLP calls the arrays inside each other. */
struct signal {
    const char *scopes;
    const char *records;
    const char *record; /* what we call one in the object that is made */
};

static const struct signal log_signal = {"scopeLogs", "logRecords", "logRecord"};
static const struct signal span_signal = {"scopeSpans", "spans", "span"};

/* An object without the insides of its arrays of records, while it is made. */
struct remainder {
    char *bytes; /* NULL: none is made */
    size_t length;
    const char *kept; /* up to here the object is in it, or left out */
};

/* A line on its way into parts. */
struct parts {
    const struct record *line;
    const struct assembler_target *target;
    const struct signal *signal; /* NULL: the parts are records as they stand */
    struct text resource;
    struct text scope;
    size_t frames; /* bytes of resources and scopes in the records made so far */
    bool is_cut;   /* of the record under way: something was left out */
    bool has_more; /* something stands in the envelope that is in no record of it */
    struct remainder remainder;
    unsigned count;
};

/* Called with each value of an array; false: it was the last that is wanted. */
typedef bool parts_visit(struct parts *parts, struct text value);

/* An object on the way to the records. */
struct level {
    const char *array;
    struct text frame;  /* the value that goes with the records, as it stands in the object */
    parts_visit *visit; /* of the array's values */
};

static bool is_over(enum json_token token)
{
    return token == JSON_END || token == JSON_CUT || token == JSON_BROKEN;
}

/* The value of a member of an object, as it stands; empty where there is none, or where
 * its end is missing. */
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
        if (is_it && !reader.is_cut && !is_over(reader.token))
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

    if (parts->remainder.bytes)
        return true;
    parts->is_cut = is_last;
    if (is_last)
        value = to_end_of_line(parts, value);
    emit(parts, parts->signal && !is_last ? with_frames(parts, value) : value);
    return !is_last;
}

/* Adds to the remainder what stands before a place, and goes on behind another. */
static void keep_until(struct remainder *remainder, const char *until, const char *behind)
{
    size_t length = (size_t)(until - remainder->kept);

    memcpy(remainder->bytes + remainder->length, remainder->kept, length);
    remainder->length += length;
    remainder->kept = behind;
}

static void leave_out_inside(struct remainder *remainder, struct text array)
{
    size_t end = array.length - (text_ends_with(array, TEXT("]")) ? 1 : 0);

    keep_until(remainder, array.data + 1, array.data + end);
}

static bool is_separator(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == ',';
}

/* What follows the blanks and commas at the front. */
static struct text behind_separators(struct text text)
{
    size_t run = 0;

    while (run < text.length && is_separator(text.data[run]))
        run++;
    return text_from(text, run);
}

/* How far the reader has come: to the end, where the value under way is cut or broken. */
static size_t place_of(const struct json_reader *reader)
{
    return is_over(reader->token) ? reader->text.length : reader->position;
}

/* Visits the values of an array, and of arrays in it.  False as soon as visit says so.
 * What is no JSON behind a value is a last record; within a value it is that one's. */
static bool visit_array(struct parts *parts, struct text array, parts_visit *visit)
{
    struct json_reader reader;
    size_t end = 0;

    if (parts->remainder.bytes && visit == visit_record) {
        leave_out_inside(&parts->remainder, array);
        return true;
    }
    json_reader_init(&reader, array);
    while (!is_over(json_reader_next(&reader))) {
        if (reader.token != JSON_ARRAY && reader.token != JSON_ARRAY_END &&
            !visit(parts, json_reader_skip(&reader)))
            return false;
        end = place_of(&reader);
        if (reader.depth == 0)
            return true;
    }
    array = text_trim(behind_separators(text_from(array, end)));
    return array.length == 0 || visit_record(parts, array);
}

/* OTLP says of which version its names are. */
static bool is_version(const struct parts *parts, struct text name, struct text value)
{
    return parts->signal && text_equal(name, TEXT("schemaUrl")) &&
           text_starts_with(value, TEXT("\""));
}

/* Visits the values of an object's arrays of that level, and notes what stands beside. */
static bool visit_object(struct parts *parts, struct text object, const struct level *level)
{
    struct json_reader reader;
    size_t end = 0;

    json_reader_init(&reader, object);
    if (json_reader_next(&reader) == JSON_OBJECT)
        end = reader.position;
    while (json_reader_next(&reader) == JSON_NAME) {
        struct text name = reader.raw;
        struct text value = {0};

        if (is_over(json_reader_next(&reader)))
            break;
        value = json_reader_skip(&reader);
        end = place_of(&reader);
        if (text_equal(name, text_of(level->array)) && text_starts_with(value, TEXT("["))) {
            if (!visit_array(parts, value, level->visit))
                return false;
        } else if (value.data != level->frame.data &&
                   (reader.is_cut || !is_version(parts, name, value))) {
            parts->has_more = true;
        }
    }
    if (reader.token != JSON_OBJECT_END && text_trim(text_from(object, end)).length > 0)
        parts->has_more = true;
    return true;
}

static bool visit_scope(struct parts *parts, struct text value)
{
    parts->scope = member(value, "scope");
    return visit_object(parts, value,
                        &(struct level){parts->signal->records, parts->scope, visit_record});
}

static bool visit_resource(struct parts *parts, struct text value)
{
    parts->resource = member(value, "resource");
    return visit_object(parts, value,
                        &(struct level){parts->signal->scopes, parts->resource, visit_scope});
}

/* Whether an object is somewhere in an array, or in arrays in it: one of numbers holds
 * no records. */
static bool holds_objects(struct text array)
{
    struct json_reader reader;

    json_reader_init(&reader, array);
    if (json_reader_next(&reader) != JSON_ARRAY)
        return false;
    while (reader.depth > 0 && !is_over(json_reader_next(&reader))) {
        if (reader.token == JSON_OBJECT)
            return true;
    }
    return false;
}

/* Whether the first member of an object is an array that holds records, by its name:
 * *level and *signal as that says. */
static bool find_envelope(struct text object, struct level *level, const struct signal **signal)
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

    json_reader_init(&reader, object);
    json_reader_next(&reader);
    if (reader.token != JSON_OBJECT || json_reader_next(&reader) != JSON_NAME)
        return false;
    for (size_t i = 0; i < sizeof envelopes / sizeof *envelopes; i++) {
        if (!text_equal(reader.raw, text_of(envelopes[i].name)))
            continue;
        *signal = envelopes[i].signal;
        *level = (struct level){.array = envelopes[i].name,
                                .visit = *signal ? visit_resource : visit_record};
        return json_reader_next(&reader) == JSON_ARRAY && holds_objects(reader.raw);
    }
    return false;
}

/* The value at the front of a text, up to the end where it is cut or broken. */
static struct text first_value(struct text text)
{
    struct json_reader reader;

    json_reader_init(&reader, text);
    json_reader_next(&reader);
    json_reader_skip(&reader);
    return text_until(text, place_of(&reader));
}

/* The envelope itself, as one more record. */
static bool emit_remainder(struct parts *parts, struct text object, const struct level *level)
{
    struct remainder *remainder = &parts->remainder;
    struct text whole = {0};

    if (parts->count == JSON_PARTS_MOST - 1)
        return visit_record(parts, object);
    *remainder = (struct remainder){
        .bytes = arena_alloc(parts->target->arena, object.length),
        .kept = object.data,
    };
    visit_object(parts, object, level);
    keep_until(remainder, object.data + object.length, NULL);
    whole = (struct text){remainder->bytes, remainder->length};
    *remainder = (struct remainder){0};
    parts->signal = NULL;
    parts->is_cut = false;
    emit(parts, whole);
    return true;
}

static bool visit_envelope(struct parts *parts, struct text object, const struct level *level)
{
    unsigned before = parts->count;

    parts->has_more = false;
    if (!visit_object(parts, object, level))
        return false;
    if (parts->count > before && parts->has_more)
        return emit_remainder(parts, object, level);
    return true;
}

/* Takes one value of the line, and what is no JSON behind it. */
static bool take_value(struct parts *parts, struct text value)
{
    unsigned before = parts->count;
    struct text first = value;
    struct text behind = {0};
    struct level level = {0};
    bool goes_on = true;

    parts->signal = NULL;
    if (holds_objects(value)) {
        first = first_value(value);
        goes_on = visit_array(parts, first, visit_record);
    } else if (find_envelope(value, &level, &parts->signal)) {
        first = first_value(value);
        goes_on = visit_envelope(parts, first, &level);
    }
    parts->signal = NULL;
    if (parts->count == before)
        return visit_record(parts, value);
    behind = text_trim(behind_separators(text_from(value, first.length)));
    return goes_on && (behind.length == 0 || visit_record(parts, behind));
}

static bool opens(struct text text)
{
    return text_starts_with(text, TEXT("{")) || text_starts_with(text, TEXT("["));
}

/* Whether a bracket opens anywhere behind one that closes.  In most lines of one value none
 * does, and this is sooner known than where the value ends. */
static bool may_hold_another(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if ((text.data[i] == '}' || text.data[i] == ']') &&
            opens(behind_separators(text_from(text, i + 1))))
            return true;
    }
    return false;
}

/* Cuts a text behind its first value, if another object or array begins there. */
static void cut_value(struct text text, struct text *value, struct text *rest)
{
    struct text first = {0};

    *value = text;
    *rest = (struct text){0};
    if (!opens(behind_separators(text)) || !may_hold_another(text))
        return;
    first = first_value(text);
    text = behind_separators(text_from(text, first.length));
    if (!opens(text))
        return;
    *value = first;
    *rest = text;
}

void json_parts_take(struct record *line, const struct assembler_target *target)
{
    struct parts parts = {.line = line, .target = target};
    struct text value = {0};
    struct text rest = line->text;
    bool goes_on = true;

    do {
        cut_value(rest, &value, &rest);
        goes_on = take_value(&parts, value);
    } while (goes_on && rest.length > 0);
}
