#include "decode/json_event.h"

#include <math.h>
#include <string.h>

#include "base/json_reader.h"
#include "decode/member_set.h"
#include "model/reserved_name.h"

/* Where in the document we are, in the eyes of those who ask for paths. */
struct place {
    struct path_range wanted;
    struct path_range named;
    struct text path; /* careful only: as it is spelt, RESERVED_PREFIX before it */
    uint32_t object;  /* of an open object: its number, from 1 */
    bool is_array;
    bool is_masked; /* whole only: it, or what it is in, is shown under a field of ours alone */
};

struct walk {
    struct event *event;
    const struct json_names *names;
    struct json_reader reader;
    struct path_set wanted;               /* of struct wanted_path */
    struct path_set named;                /* of struct json_name */
    bool careful;                         /* everything is read, for flags or for a whole event */
    bool takes_leaves;                    /* somebody searches every value for keywords */
    struct member_set members;            /* careful only */
    uint32_t objects;                     /* counted so far; careful only */
    struct place member;                  /* of the name read last */
    struct place places[JSON_DEPTH_MOST]; /* by the reader's depth - 1 */
};

static const struct {
    unsigned odd;
    struct text flag;
} oddities[] = {
    {JSON_ODD_NUL, {"nul_character", 13}},
    {JSON_ODD_UTF8, {"repaired_utf8", 13}},
    {JSON_ODD_ESCAPE, {"unknown_escape", 14}},
    {JSON_ODD_CONTROL, {"control_character", 17}},
};

/* The name or string that the reader stands at. */
static struct text read_string(struct event *event, const struct json_reader *reader)
{
    unsigned odd = 0;
    struct text string = reader->raw;

    if (reader->is_plain)
        return string;
    string = json_reader_string(event->arena, reader->raw, &odd);
    for (size_t i = 0; odd != 0 && i < sizeof oddities / sizeof *oddities; i++) {
        if (odd & oddities[i].odd)
            event_flag(event, oddities[i].flag);
    }
    return string;
}

static struct value read_number(struct event *event, struct text raw)
{
    struct value value = {.kind = VALUE_INTEGER, .text = raw};

    if (json_reader_number(raw, &value.integer, &value.real))
        return value;
    value.kind = isnan(value.real) ? VALUE_TEXT : VALUE_REAL;
    if (value.kind == VALUE_REAL && fabs(value.real) >= 0x1p63)
        event_flag(event, TEXT("big_number"));
    return value;
}

static struct value read_token(struct event *event, const struct json_reader *reader)
{
    enum json_token token = reader->token;

    if (token == JSON_STRING)
        return (struct value){.kind = VALUE_TEXT, .text = read_string(event, reader)};
    if (token == JSON_NUMBER)
        return read_number(event, reader->raw);
    if (token == JSON_TRUE || token == JSON_FALSE)
        return (struct value){.kind = VALUE_BOOLEAN, .integer = token == JSON_TRUE};
    if (token == JSON_NULL)
        return (struct value){.kind = VALUE_NULL};
    if (token == JSON_TOO_DEEP)
        return (struct value){.kind = VALUE_TEXT, .text = reader->raw};
    return (struct value){.kind = VALUE_OBJECT};
}

/* The value of the token just read; of an object or array its presence. */
static struct value read_value(struct event *event, const struct json_reader *reader)
{
    struct value value = read_token(event, reader);

    value.is_cut = reader->is_cut;
    return value;
}

/* The parent's path and name, with room for the prefix before it. */
static struct text spell(struct walk *walk, struct text parent, struct text name)
{
    const size_t prefix = sizeof RESERVED_PREFIX - 1;
    char *path = NULL;

    if (name.length > JSON_PATH_LONGEST - parent.length) {
        event_flag(walk->event, TEXT("long_name"));
        name = text_until(name, JSON_PATH_LONGEST - parent.length);
    }
    path = arena_alloc(walk->event->arena, prefix + parent.length + name.length);
    memcpy(path, RESERVED_PREFIX, prefix);
    path += prefix;
    if (parent.length > 0)
        memcpy(path, parent.data, parent.length);
    if (name.length > 0)
        memcpy(path + parent.length, name.data, name.length);
    return (struct text){path, parent.length + name.length};
}

/* The place that step (a name, or the dot between two) leads to. */
static void go(struct walk *walk, const struct place *from, struct text step, struct place *to)
{
    to->wanted = path_set_narrow(&walk->wanted, from->wanted, step);
    to->named = path_set_narrow(&walk->named, from->named, step);
    to->is_array = false;
    to->is_masked = false;
    if (walk->event->whole)
        to->is_masked = from->is_masked || (walk->names && json_names_mask(walk->names, to->named));
    if (walk->careful)
        to->path = spell(walk, from->path, step);
}

static bool is_dead_end(const struct walk *walk, const struct place *place)
{
    return !walk->careful && !walk->takes_leaves && path_range_is_empty(place->wanted) &&
           path_range_is_empty(place->named);
}

/* The name a place's values have in the event; empty unless careful. */
static struct text public_name(struct walk *walk, const struct place *place)
{
    const size_t prefix = sizeof RESERVED_PREFIX - 1;

    if (!walk->careful)
        return (struct text){0};
    if (!reserved_name_is(place->path))
        return place->path;
    event_flag(walk->event, TEXT(RESERVED_FLAG));
    return (struct text){place->path.data - prefix, place->path.length + prefix};
}

struct path_set json_names_paths(const struct json_names *names)
{
    return (struct path_set){names->rows, sizeof *names->rows, names->count};
}

bool json_names_mask(const struct json_names *names, struct path_range range)
{
    const struct path_set paths = json_names_paths(names);

    for (; path_set_ends(&paths, range); range.low++) {
        struct text name = field_name(names->rows[range.low].field);

        if (field_exposure(name) != EXPOSE_PLAIN &&
            !text_equal(text_of(names->rows[range.low].path), name))
            return true;
    }
    return false;
}

struct text json_names_word(const struct json_names *names, enum field field, struct text text)
{
    for (size_t i = 0; i < names->word_count; i++) {
        if (names->words[i].field == field && text_equal(text_of(names->words[i].theirs), text))
            return text_of(names->words[i].ours);
    }
    return text;
}

/* The value in our word for it, where the format has one. */
static struct value translate(const struct walk *walk, enum field field, struct value value)
{
    struct text text = {0};
    struct text word = {0};

    if (walk->names->word_count == 0 || value.kind == VALUE_NULL || value.kind == VALUE_OBJECT)
        return value;
    text = value_text(walk->event->arena, &value);
    word = json_names_word(walk->names, field, text);
    return word.data == text.data ? value : (struct value){.kind = VALUE_TEXT, .text = word};
}

static void put_named(struct walk *walk, const struct place *place, const struct value *value)
{
    const struct json_name *rows = walk->named.rows;
    struct path_range range = place->named;

    for (; path_set_ends(&walk->named, range); range.low++) {
        enum field field = rows[range.low].field;
        struct value said = {0};

        if (!event_wants(walk->event, field) ||
            text_equal(text_of(rows[range.low].path), field_name(field)))
            continue;
        said = translate(walk, field, *value);
        event_put_slot(walk->event, wanted_fields_slot(walk->event->wanted, field),
                       field_name(field), &said);
    }
}

/* Puts a value under the place's own name.  What a field of ours masks would be bare
 * there, so it is for rules only. */
static void put_own(struct walk *walk, const struct place *place, int slot,
                    const struct value *value)
{
    struct text name = public_name(walk, place);

    if (place->is_masked)
        event_put_unlisted(walk->event, slot, value);
    else if (slot != SLOT_NONE || walk->event->whole)
        event_put_slot(walk->event, slot, name, value);
}

/* Puts the token just read as the value of a place. */
static void put(struct walk *walk, const struct place *place)
{
    const struct wanted_path *rows = walk->wanted.rows;
    bool is_wanted = path_set_ends(&walk->wanted, place->wanted);
    struct value value = {0};

    if (!walk->careful && !walk->takes_leaves && !is_wanted &&
        !path_set_ends(&walk->named, place->named))
        return;
    value = read_value(walk->event, &walk->reader);
    if (value.kind != VALUE_OBJECT)
        event_add_leaf(walk->event, &value);
    put_own(walk, place, is_wanted ? rows[place->wanted.low].slot : SLOT_NONE, &value);
    put_named(walk, place, &value);
}

static struct place *innermost(struct walk *walk)
{
    return &walk->places[walk->reader.depth - 1];
}

/* The place of the value that the innermost object or array holds next. */
static const struct place *here(struct walk *walk, unsigned depth)
{
    return walk->places[depth - 1].is_array ? &walk->places[depth - 1] : &walk->member;
}

static void take_name(struct walk *walk)
{
    struct place *object = innermost(walk);
    struct text name = read_string(walk->event, &walk->reader);

    if (walk->careful && !member_set_add(&walk->members, walk->event->arena, object->object, name))
        event_flag(walk->event, TEXT("duplicate_key"));
    go(walk, object, name, &walk->member);
    if (is_dead_end(walk, &walk->member)) {
        json_reader_next(&walk->reader);
        json_reader_skip(&walk->reader);
    }
}

static void open_object(struct walk *walk)
{
    const struct place *place = here(walk, walk->reader.depth - 1);
    struct place *object = innermost(walk);

    put(walk, place);
    go(walk, place, TEXT("."), object);
    object->object = walk->careful ? ++walk->objects : 0;
}

static void open_array(struct walk *walk)
{
    struct place *array = innermost(walk);

    *array = *here(walk, walk->reader.depth - 1);
    array->is_array = true;
}

/* Follows the token just read, which came behind another. */
static void follow(struct walk *walk, enum json_token before)
{
    enum json_token token = walk->reader.token;

    if (token == JSON_NAME)
        take_name(walk);
    else if (token == JSON_OBJECT)
        open_object(walk);
    else if (token == JSON_ARRAY)
        open_array(walk);
    else if (token == JSON_ARRAY_END && before == JSON_ARRAY)
        put(walk, &walk->places[walk->reader.depth]);
    else if (token != JSON_ARRAY_END && token != JSON_OBJECT_END)
        put(walk, here(walk, walk->reader.depth));
}

static void start(struct walk *walk, struct event *event, const struct json_names *names)
{
    walk->event = event;
    walk->names = names;
    walk->wanted.rows = wanted_fields_paths(event->wanted, &walk->wanted.count);
    walk->wanted.row_size = sizeof(struct wanted_path);
    walk->named = names ? json_names_paths(names) : (struct path_set){0};
    walk->careful = event_wants(event, FIELD_FLAGS);
    walk->takes_leaves = wanted_fields_has_all_values(event->wanted);
    walk->members = (struct member_set){0};
    walk->objects = 1;
    walk->places[0] = (struct place){
        .wanted = path_set_all(&walk->wanted),
        .named = path_set_all(&walk->named),
        .object = 1,
    };
}

/* Whether nothing stands beside the object: a frame of syslog is no value of it, and
 * keywords must find words there, too. */
static bool is_whole_record(const struct event *event, struct text text)
{
    return text_trim(event->record->text).length == text_trim(text).length;
}

bool json_event_read(struct event *event, struct text text, const struct json_names *names)
{
    struct walk walk;
    enum json_token before = JSON_NULL;

    json_reader_init(&walk.reader, text);
    if (json_reader_next(&walk.reader) != JSON_OBJECT) {
        if (walk.reader.token == JSON_CUT)
            event_flag(event, TEXT("truncated"));
        return false;
    }
    start(&walk, event, names);
    while (!json_token_is_last(walk.reader.token)) {
        before = walk.reader.token;
        if (!json_token_is_last(json_reader_next(&walk.reader)))
            follow(&walk, before);
    }
    if (walk.reader.had_too_deep)
        event_flag(event, TEXT("too_deep"));
    if (walk.reader.token == JSON_CUT)
        event_flag(event, TEXT("truncated"));
    event->is_structured =
        walk.reader.token == JSON_END && !walk.reader.had_too_deep && is_whole_record(event, text);
    return walk.reader.token == JSON_END;
}

/* The text from where its escapes can be told.  Whether the first of the backslashes that
 * begin it stands behind another is not known, and either is likely: the last of them is
 * to begin an escape, for where it does not, the text as it stands has what it says. */
static struct text align(struct text text)
{
    size_t run = 0;

    while (run < text.length && text.data[run] == '\\')
        run++;
    return text_from(text, run % 2 == 0 && run > 0 ? 1 : 0);
}

void json_event_add_text(struct event *event)
{
    struct text text = event->record->text;
    struct value value = {.kind = VALUE_TEXT};
    unsigned odd = 0;

    if (!wanted_fields_has_all_values(event->wanted) || text.length == 0 ||
        !memchr(text.data, '\\', text.length))
        return;
    value.text = json_reader_string(event->arena, align(text), &odd);
    event_add_leaf(event, &value);
}

/* Takes name off the front of path where it is all of it, or all up to a dot. */
static bool take_step(const char **path, struct text name)
{
    const char *rest = *path;

    if (!text_starts_with(text_of(rest), name))
        return false;
    rest += name.length;
    if (*rest != '\0' && *rest != '.')
        return false;
    *path = rest;
    return true;
}

/* Reads what stands under the name just read, of which rest is still to be found: true
 * when that is the scalar.  Else *below is what is to be found in the object or array
 * that was opened, or its value was passed over. */
static bool look_below(struct json_reader *reader, const char *rest, const char **below)
{
    enum json_token token = json_reader_next(reader);

    *below = rest;
    if (token == JSON_ARRAY)
        return false;
    if (token == JSON_OBJECT && rest[0] == '.') {
        *below = rest + 1;
        return false;
    }
    if (token == JSON_OBJECT)
        json_reader_skip(reader);
    return rest[0] == '\0' && token >= JSON_STRING && token <= JSON_NULL;
}

bool json_event_find(struct event *event, struct text text, const char *path, struct value *value)
{
    struct json_reader reader;
    const char *rests[JSON_DEPTH_MOST + 1] = {path, path}; /* by depth */

    json_reader_init(&reader, text);
    if (json_reader_next(&reader) != JSON_OBJECT)
        return false;
    while (reader.depth > 0 && !json_token_is_last(reader.token)) {
        unsigned depth = reader.depth;
        const char *rest = rests[depth];
        const char *below = NULL;

        if (reader.in_object[depth - 1]) {
            if (json_reader_next(&reader) == JSON_OBJECT_END)
                continue;
            if (reader.token != JSON_NAME)
                return false;
            if (!take_step(&rest, read_string(event, &reader))) {
                json_reader_next(&reader);
                json_reader_skip(&reader);
                continue;
            }
        }
        if (look_below(&reader, rest, &below)) {
            *value = read_value(event, &reader);
            return true;
        }
        if (reader.depth > depth)
            rests[reader.depth] = below;
    }
    return false;
}

struct text json_event_text(struct event *event, struct text text, const char *path)
{
    struct value value = {0};

    if (!json_event_find(event, text, path, &value))
        return (struct text){0};
    return value_text(event->arena, &value);
}
