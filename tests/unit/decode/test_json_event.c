#include "decode/json_event.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"

static struct arena *arena;
static struct wanted_fields *wanted;
static struct record record;

static void begin(void)
{
    arena = arena_create(4096);
    wanted = wanted_fields_create();
}

static void end(void)
{
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}

static struct event *read_json(struct text text, const struct json_names *names, bool whole,
                               bool is_json)
{
    struct event *event = NULL;

    record.text = text;
    event = event_create(arena, &record, wanted, whole);
    ck_assert_msg(json_event_read(event, text, names) == is_json, "%.*s", TEXT_ARGS(text));
    return event;
}

static void show_value(struct buffer *buffer, const struct value *value)
{
    static const char *const kinds[] = {
        [VALUE_TEXT] = "\"",     [VALUE_INTEGER] = "",  [VALUE_REAL] = "~",
        [VALUE_BOOLEAN] = "is ", [VALUE_NULL] = "null", [VALUE_OBJECT] = "{}",
    };
    struct text text = value_text(arena, value);

    buffer_printf(buffer, "%s%.*s", kinds[value->kind], TEXT_ARGS(text));
}

/* The fields of a whole event, in order; its flags are among them. */
static void check_fields(const char *json, const struct event *event, const char *expected)
{
    struct buffer seen = {0};

    for (size_t i = 0; i < event->field_count; i++) {
        buffer_printf(&seen, "%s%.*s=", i > 0 ? " " : "", TEXT_ARGS(event->fields[i].name));
        show_value(&seen, event->fields[i].value);
    }
    buffer_append(&seen, "", 1);
    ck_assert_msg(strcmp(seen.data, expected) == 0, "%s\nis     %s\nnot    %s", json, seen.data,
                  expected);
    buffer_finish(&seen);
}

/* Objects, and the fields that they become. */
static const struct {
    const char *json;
    const char *fields;
} objects[] = {
    {"{}", ""},
    {" {\t}\r\n", ""},
    {"{\"a\":\"x\",\"b\":-7,\"c\":1.50,\"d\":true,\"e\":false,\"f\":null}",
     "a=\"x b=-7 c=~1.50 d=is true e=is false f=null"},
    {"{\"a\":{\"b\":{\"c\":1},\"d\":2},\"e\":3}", "a={} a.b={} a.b.c=1 a.d=2 e=3"},
    {"{\"a.b\":1,\"a\":{\"b\":2}}", "a.b=1 a={} a.b=2"},
    {"{\"\":1,\"a\":{\"\":2}}", "=1 a={} a.=2"},
    {"{\"a\":[],\"b\":{}}", "a={} b={}"},
    {"{\"a\":[1,\"x\",[2,[]],{\"b\":3},{\"b\":4}]}", "a=1 a=\"x a=2 a={} a={} a.b=3 a={} a.b=4"},
    {"{\"a\":\"\",\"b\":\"\\\"\\\\\\/\\t\\u0041\\u00e9\\ud83d\\ude00\"}",
     "a=\" b=\"\"\\/\tA\xC3\xA9\xF0\x9F\x98\x80"},
    {"{\"us\\u0065r\":1}", "user=1"},
    /* Nothing is lost by how it is written. */
    {"{\"user\":\"ines\",\"user\":\"mallory\"}",
     "user=\"ines amberd.flags=\"duplicate_key user=\"mallory"},
    {"{\"user\":1,\"\\u0075ser\":2}", "user=1 amberd.flags=\"duplicate_key user=2"},
    {"{\"a\":{\"x\":1},\"b\":{\"x\":1}}", "a={} a.x=1 b={} b.x=1"},
    {"{\"n\":9223372036854775807,\"m\":-9223372036854775808}",
     "n=9223372036854775807 m=-9223372036854775808"},
    {"{\"n\":123456789012345678901234567890}",
     "amberd.flags=\"big_number n=~123456789012345678901234567890"},
    {"{\"n\":1e999,\"m\":-1E+999}", "amberd.flags=\"big_number n=~1e999 m=~-1E+999"},
    {"{\"n\":NaN,\"m\":-Infinity,\"o\":1.2.3,\"p\":007}",
     "n=\"NaN amberd.flags=\"big_number m=~-Infinity o=\"1.2.3 p=007"},
    {"{\"a\":\"x\xFFy\xC3\"}", "amberd.flags=\"repaired_utf8 a=\"x\xEF\xBF\xBDy\xEF\xBF\xBD"},
    {"{\"a\":\"\\ud83d!\",\"b\":\"\\ude00\\ud83d\\u0041\"}",
     "amberd.flags=\"repaired_utf8 a=\"\xEF\xBF\xBD! b=\"\xEF\xBF\xBD\xEF\xBF\xBD"
     "A"},
    {"{\"a\":\"1\n2\"}", "amberd.flags=\"control_character a=\"1\n2"},
    {"{\"a\":\"\\x41\\u00g0\\q\"}", "amberd.flags=\"unknown_escape a=\"\\x41\\u00g0\\q"},
    /* What only the daemon may say. */
    {"{\"user\":{\"role\":\"admin\",\"name\":\"ines\"}}",
     "user={} amberd.flags=\"reserved_name raw.user.role=\"admin user.name=\"ines"},
    {"{\"user.on_shift\":true}", "amberd.flags=\"reserved_name raw.user.on_shift=is true"},
    {"{\"amberd\":{\"flags\":\"x\"},\"raw\":\"y\"}",
     "amberd={} amberd.flags=\"reserved_name raw.amberd.flags=\"x raw=\"y"},
    {"{\"raw\":{\"user\":{\"role\":1}}}",
     "raw={} amberd.flags=\"reserved_name raw.raw.user={} raw.raw.user.role=1"},
};

START_TEST(every_leaf_is_a_field)
{
    begin();
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        const struct event *event = read_json(text_of(objects[i].json), NULL, true, true);

        check_fields(objects[i].json, event, objects[i].fields);
        ck_assert(event->is_structured);
    }
    end();
}
END_TEST

/* What is no object; what stood before the mistake stays. */
static const struct {
    const char *json;
    const char *fields;
} mistakes[] = {
    {"", "amberd.flags=\"truncated"},
    {"[1]", ""},
    {"\"a\"", ""},
    {"plain words", ""},
    {"{\"a\":1", "a=1 amberd.flags=\"truncated"},
    {"{\"a\":1,", "a=1 amberd.flags=\"truncated"},
    {"{\"a\":1,\"b\":\"h\\u0061", "a=1 b=\"ha amberd.flags=\"truncated"},
    {"{\"a\":1,\"b\":\"ha\\u00",
     "a=1 amberd.flags=\"unknown_escape b=\"ha\\u00 amberd.flags=\"truncated"},
    {"{\"a\":1,\"b\":\"", "a=1 b=\" amberd.flags=\"truncated"},
    {"{\"a\":1,\"b\":tru", "a=1 b=\"tru amberd.flags=\"truncated"},
    {"{\"a\":{\"b\":[1,\"x", "a={} a.b=1 a.b=\"x amberd.flags=\"truncated"},
    {"{\"a\":1,\"b\\", "a=1 amberd.flags=\"truncated"},
    {"{\"a\":1,\"b\":trap}", "a=1"},
    {"{\"a\":1,}", "a=1"},
    {"{\"a\":1 \"b\":2}", "a=1"},
    {"{\"a\":1]", "a=1"},
    {"{\"a\":[1,]}", "a=1"},
    {"{\"a\":1,'b':2}", "a=1"},
    {"{\"a\":1} x", "a=1"},
    {"{\"a\":1}{\"b\":2}", "a=1"},
};

START_TEST(what_stands_before_a_mistake_stays)
{
    begin();
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const struct event *event = read_json(text_of(mistakes[i].json), NULL, true, false);

        check_fields(mistakes[i].json, event, mistakes[i].fields);
        ck_assert(!event->is_structured);
    }
    end();
}
END_TEST

START_TEST(nul_is_a_character)
{
    const char json[] = "{\"a\":\"x\\u0000y\",\"b\":\"p\0q\"}";
    const struct event *event = NULL;

    begin();
    event = read_json((struct text){json, sizeof json - 1}, NULL, true, true);
    ck_assert_uint_eq(event->field_count, 3);
    ck_assert(text_equal(event->fields[0].value->text, TEXT("nul_character")));
    ck_assert(text_equal(event->fields[1].value->text, TEXT("x\0y")));
    ck_assert(text_equal(event->fields[2].value->text, TEXT("p\0q")));
    end();
}
END_TEST

static const struct json_name known[] = {
    {"client.ip", FIELD_SOURCE_IP},
    {"user.name", FIELD_USER_NAME},
    {"who", FIELD_USER_ID},
    {"who", FIELD_USER_NAME},
};

START_TEST(a_formats_names_are_put_as_ours_too)
{
    static const struct json_names names = JSON_NAMES(known);
    const char *json =
        "{\"who\":\"ines\",\"client\":{\"ip\":\"192.0.2.1\"},\"user\":{\"name\":\"x\"}}";

    begin();
    check_fields(json, read_json(text_of(json), &names, true, true),
                 "who=\"ines user.id=\"ines user.name=\"ines client={} client.ip=\"192.0.2.1 "
                 "source.ip=\"192.0.2.1 user={} user.name=\"x");
    end();
}
END_TEST

/* Evidence shows our name's value masked, and must not have it bare beside that. */
START_TEST(what_is_masked_is_listed_under_our_name_alone)
{
    static const struct json_name rows[] = {{"ask", FIELD_AI_INPUT_MESSAGES},
                                            {"db.query.text", FIELD_DB_QUERY}};
    static const struct json_names names = JSON_NAMES(rows);
    const char *json = "{\"ask\":[\"pay me\",{\"say\":\"now\"}],\"db.query.text\":\"select\"}";
    const struct event *event = NULL;
    int bare = 0;
    int below = 0;

    begin();
    bare = wanted_fields_add(wanted, TEXT("ask"));
    below = wanted_fields_add(wanted, TEXT("ask.say"));
    event = read_json(text_of(json), &names, true, true);
    check_fields(json, event,
                 "gen_ai.input.messages=\"pay me gen_ai.input.messages={} db.query.text=\"select");
    ck_assert(text_equal(event_value(event, bare)->text, TEXT("pay me")));
    ck_assert(text_equal(event_value(event, below)->text, TEXT("now")));
    end();
}
END_TEST

START_TEST(only_what_is_wanted_is_there)
{
    static const struct json_names names = JSON_NAMES(known);
    const char *json = "{\"x\":{\"y\":[{\"z\":1},{\"z\":2}],\"yy\":\"\xFF\"},\"who\":\"ines\","
                       "\"who\":\"noor\",\"user\":{\"role\":\"root\"},\"a-b\":1,\"a\":{\"b\":2}}";
    int z = 0;
    int role = 0;
    int raw = 0;
    int below = 0;
    const struct event *event = NULL;

    begin();
    z = wanted_fields_add(wanted, TEXT("x.y.z"));
    role = wanted_fields_add(wanted, TEXT("user.role"));
    raw = wanted_fields_add(wanted, TEXT("raw.user.role"));
    below = wanted_fields_add(wanted, TEXT("a.b"));
    wanted_fields_add(wanted, TEXT("a-"));
    wanted_fields_add(wanted, TEXT("a"));
    wanted_fields_add(wanted, TEXT("user.name"));
    event = read_json(text_of(json), &names, false, true);
    ck_assert_int_eq(event_value(event, z)->integer, 1);
    ck_assert_int_eq(event_value(event, z)->next->integer, 2);
    ck_assert_ptr_null(event_value(event, role));
    ck_assert(text_equal(event_value(event, raw)->text, TEXT("root")));
    ck_assert_int_eq(event_value(event, below)->integer, 2);
    ck_assert(text_equal(event_text(event, FIELD_USER_NAME), TEXT("ines")));
    ck_assert(text_equal(event_get(event, FIELD_USER_NAME)->next->text, TEXT("noor")));
    ck_assert_uint_eq(event->field_count, 0);
    ck_assert_uint_eq(event->flag_count, 0);
    end();
}
END_TEST

START_TEST(too_deep_is_one_text)
{
    struct buffer json = {0};
    const struct event *event = NULL;

    begin();
    for (int whole = 0; whole < 2; whole++) {
        buffer_clear(&json);
        for (int i = 0; i < 100000; i++)
            buffer_printf(&json, "{\"a\":");
        for (int i = 0; i < 100000; i++)
            buffer_append(&json, "}", 1);
        event = read_json((struct text){json.data, json.length}, NULL, whole, true);
        ck_assert(!event->is_structured);
        buffer_clear(&json);
        buffer_printf(&json, "{\"b\":1,\"a\":");
        for (int i = 0; i < 1000; i++)
            buffer_append(&json, "[", 1);
        buffer_printf(&json, "\"needle ]\"");
        for (int i = 0; i < 1000; i++)
            buffer_append(&json, "]", 1);
        buffer_printf(&json, ",\"c\":2}");
        event = read_json((struct text){json.data, json.length}, NULL, whole, true);
        ck_assert(!event->is_structured);
        ck_assert_uint_eq(event->flag_count, 1);
        ck_assert(text_equal(event->flags[0], TEXT("too_deep")));
    }
    ck_assert_uint_eq(event->field_count, 4);
    ck_assert(text_find(event->fields[1].value->text, TEXT("needle"), &(size_t){0}));
    buffer_finish(&json);
    end();
}
END_TEST

/* A name of a member for each number: no two alike, or all the same one. */
static void write_members(struct buffer *json, size_t count, bool alike)
{
    buffer_clear(json);
    for (size_t i = 0; i < count; i++)
        buffer_printf(json, "%c\"k%zu\":1", i == 0 ? '{' : ',', alike ? 0 : i);
    buffer_append(json, "}", 1);
}

/* Were it not so, this would run for hours. */
START_TEST(many_members_take_no_more_than_their_time)
{
    struct buffer json = {0};
    const struct event *event = NULL;
    int slot = 0;

    begin();
    slot = wanted_fields_add(wanted, TEXT("k0"));
    for (int alike = 0; alike < 2; alike++) {
        write_members(&json, 1000000, alike);
        event = read_json(buffer_text(&json), NULL, false, true);
        ck_assert_ptr_nonnull(event_value(event, slot));
        ck_assert_int_eq(event_value(event, slot)->next != NULL, alike);
        arena_reset(arena);
        write_members(&json, 100000, alike);
        event = read_json(buffer_text(&json), NULL, true, true);
        ck_assert_uint_eq(event->field_count, 100000u + (alike ? 1 : 0));
        arena_reset(arena);
    }
    buffer_finish(&json);
    end();
}
END_TEST

/* One path of many bytes in front of many leaves: the paths must not add up. */
START_TEST(long_names_are_cut)
{
    struct buffer json = {0};
    const struct event *event = NULL;

    begin();
    buffer_printf(&json, "{\"%0400000d\":{", 0);
    for (int i = 0; i < 100000; i++)
        buffer_printf(&json, "%s\"\":1", i == 0 ? "" : ",");
    buffer_printf(&json, "}}");
    event = read_json(buffer_text(&json), NULL, true, true);
    ck_assert_uint_eq(event->fields[event->field_count - 1].name.length, JSON_PATH_LONGEST);
    ck_assert_uint_lt(arena_used(arena), (size_t)100000 * (JSON_PATH_LONGEST + 500));
    ck_assert(text_equal(event->flags[0], TEXT("long_name")));
    buffer_finish(&json);
    end();
}
END_TEST

/* A path, and the scalar found there; NULL = none. */
static const struct {
    const char *path;
    const char *found;
} paths[] = {
    {"a", "1"},     {"b", NULL},  {"b.c", "x"},      {"b.c.d", NULL}, {"b.d.e", "5"},
    {"f", "7"},     {"g.h", "8"}, {"i", "true"},     {"j", ""},       {"k", NULL},
    {"b.d.f", "6"}, {"g", NULL},  {"l.m.n", "deep"}, {"", NULL},      {"twice", "1"},
};

START_TEST(a_single_path_is_found)
{
    const char *json = "{\"a\":1,\"b\":{\"c\":\"x\",\"d\":[{\"e\":5},{\"f\":6}]},\"f\":[[],{},7,8],"
                       "\"g.h\":8,\"i\":true,\"j\":null,\"k\":{},\"l.m\":{\"n\":\"deep\"},"
                       "\"twice\":1,\"twice\":2}";
    struct event *event = NULL;

    begin();
    event = event_create(arena, &record, wanted, false);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct value value = {0};
        bool found = json_event_find(event, text_of(json), paths[i].path, &value);

        ck_assert_msg(found == (paths[i].found != NULL), "%s", paths[i].path);
        if (found)
            ck_assert_msg(text_equal(value_text(arena, &value), text_of(paths[i].found)), "%s",
                          paths[i].path);
    }
    ck_assert(!json_event_find(event, TEXT("{\"b\":"), "b", &(struct value){0}));
    ck_assert(!json_event_find(event, TEXT("[{\"b\":1}]"), "b", &(struct value){0}));
    end();
}
END_TEST

/* For keywords: every scalar once, and nothing while nobody has any. */
START_TEST(leaves_are_the_values_of_the_record)
{
    const struct text json = TEXT("{\"a\":[1,{\"b\":\"x\"}],\"c\":null,\"d\":[],\"a\":true}");
    struct event *event = NULL;
    size_t count = 0;

    begin();
    event = read_json(json, NULL, false, true);
    ck_assert(event->is_structured);
    ck_assert_ptr_null(event->leaves);
    wanted_fields_add_all_values(wanted);
    event = read_json(json, NULL, false, true);
    for (const struct value *leaf = event->leaves; leaf; leaf = leaf->next)
        count++;
    ck_assert_uint_eq(count, 4);
    ck_assert(text_equal(event->leaves->next->text, TEXT("x")));
    ck_assert_uint_eq(event->field_count, 0);
    end();
}
END_TEST

START_TEST(what_stands_beside_the_object_is_searched_too)
{
    const struct text line = TEXT("<13>gw tool: {\"a\":1}");
    struct event *event = NULL;

    begin();
    record.text = line;
    event = event_create(arena, &record, wanted, false);
    ck_assert(json_event_read(event, text_from(line, 13), NULL));
    ck_assert(!event->is_structured);
    record.text = TEXT("  {\"a\":1}\r");
    event = event_create(arena, &record, wanted, false);
    ck_assert(json_event_read(event, record.text, NULL));
    ck_assert(event->is_structured);
    end();
}
END_TEST

/* Of a value that nobody wants nothing is read, and what is cut in it is not that of
 * another. */
START_TEST(what_is_cut_is_its_own)
{
    const struct text line = TEXT("{\"b\":\"\\u0065\",\"a\":{\"b\":[{\"b\":\"x");
    struct value value = {0};
    struct event *event = NULL;

    begin();
    wanted_fields_add(wanted, TEXT("b"));
    wanted_fields_add(wanted, TEXT("a.b.b"));
    event = read_json(line, NULL, false, false);
    ck_assert(text_equal(event->slots[0]->text, TEXT("e")));
    ck_assert_ptr_null(event->slots[0]->next);
    ck_assert(!event->slots[0]->is_cut);
    ck_assert(text_equal(event->slots[1]->text, TEXT("x")));
    ck_assert(event->slots[1]->is_cut);
    event = read_json(TEXT("{\"b\":\"y\",\"a\":{\"c\":[{\"b\":\"x"), NULL, false, false);
    ck_assert(text_equal(event->slots[0]->text, TEXT("y")));
    ck_assert_ptr_null(event->slots[0]->next);
    ck_assert_ptr_null(event->slots[1]);
    ck_assert(json_event_find(event, line, "a.b.b", &value));
    ck_assert(value.is_cut);
    ck_assert(json_event_find(event, TEXT("{\"ts\":1762243201"), "ts", &value));
    ck_assert_int_eq(json_event_time(&value, NULL), TIMESTAMP_NONE);
    end();
}
END_TEST

/* Pieces of texts, and what they say besides; NULL = nothing. */
static const struct {
    const char *text;
    const char *says;
} pieces[] = {
    {"", NULL},
    {"plain", NULL},
    {"x\\u0065vil\",\"\\/a\":1", "xevil\",\"/a\":1"},
    {"\\u0065vil", "evil"},
    {"\\\\u0065vil", "evil"},
    {"\\\\\\u0065vil", "\\evil"},
    {"x\\\\u0065vil", "x\\u0065vil"},
    {"0065vil \\u006", "0065vil \\u006"},
};

START_TEST(a_piece_says_what_it_escapes)
{
    begin();
    for (size_t i = 0; i < 2 * sizeof pieces / sizeof *pieces; i++) {
        size_t row = i / 2;
        struct event *event = NULL;

        if (i % 2 == 1)
            wanted_fields_add_all_values(wanted);
        record.text = text_of(pieces[row].text);
        event = event_create(arena, &record, wanted, false);
        json_event_add_text(event);
        if (i % 2 == 0 || !pieces[row].says) {
            ck_assert_ptr_null(event->leaves);
        } else {
            ck_assert(text_equal(event->leaves->text, text_of(pieces[row].says)));
            ck_assert_ptr_null(event->leaves->next);
        }
        end();
        begin();
    }
    end();
}
END_TEST

SUITE_MAIN("json_event", every_leaf_is_a_field, what_stands_before_a_mistake_stays,
           nul_is_a_character, a_formats_names_are_put_as_ours_too,
           what_is_masked_is_listed_under_our_name_alone, only_what_is_wanted_is_there,
           too_deep_is_one_text, many_members_take_no_more_than_their_time, long_names_are_cut,
           a_single_path_is_found, leaves_are_the_values_of_the_record,
           what_stands_beside_the_object_is_searched_too, what_is_cut_is_its_own,
           a_piece_says_what_it_escapes)
