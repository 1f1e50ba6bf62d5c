#include "alert/exhibit.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <jansson.h>

#include "base/memory.h"
#include "model/alert_json.h"

static struct arena *arena;
static struct wanted_fields *wanted;
static struct record record;
static struct event *event;
static bool cut;

static void set_up(void)
{
    arena = arena_create(4096);
    wanted = wanted_fields_create();
    record = (struct record){.text = TEXT("GET /a?b=c")};
    event = event_create(arena, &record, wanted, true);
    cut = false;
}

static void tear_down(void)
{
    arena_destroy(arena);
    wanted_fields_destroy(wanted);
}

/* The fields as jansson reads them; the caller owns. */
static json_t *fields(void)
{
    const struct finding finding = {.event = event};
    char *written = exhibit_fields(&finding, &cut);
    json_t *object = json_loads(written, JSON_REJECT_DUPLICATES, NULL);

    ck_assert_ptr_nonnull(object);
    ck_assert_uint_le(strlen(written), ALERT_FIELDS_MOST);
    mem_free(written);
    return object;
}

static void put_text(const char *name, struct text text)
{
    const struct value value = {.kind = VALUE_TEXT, .text = text};

    event_put_value(event, text_of(name), &value);
}

static void check_field(const char *name, struct text text, const char *expect)
{
    json_t *object = NULL;

    put_text(name, text);
    object = fields();
    ck_assert_str_eq(json_string_value(json_object_get(object, name)), expect);
    json_decref(object);
}

/* The command line says it, masked as it should be. */
START_TEST(what_is_for_rules_alone_is_left_out)
{
    json_t *object = NULL;

    put_text("amberd.commands", TEXT("mysql --password=two words"));
    object = fields();
    ck_assert_ptr_null(json_object_get(object, "amberd.commands"));
    ck_assert(!cut);
    json_decref(object);
}
END_TEST

START_TEST(fields_are_shown_as_far_as_their_names_allow)
{
    check_field("user.name", TEXT("maria@example.org"), "maria@example.org");
    check_field("url.full", TEXT("http://a/b?c=d"), "http://a/b?[masked 3 bytes]");
    check_field("url.query", TEXT("c=d"), "[masked 3 bytes]");
    check_field("url.path", TEXT("/a\x1b"), "/a\\x1b");
    check_field("custom.password", TEXT("hunter2"), "[masked 7 bytes]");
    check_field("gen_ai.prompt", TEXT("tell me"), "[masked 7 bytes]");
    check_field("custom.link", TEXT("/a?b=c"), "/a?[masked 3 bytes]");
    check_field("message", TEXT("token=abc x"), "token=[masked 3 bytes] x");
    ck_assert(!cut);
}
END_TEST

START_TEST(values_keep_their_kind_unless_secret)
{
    static const struct value number = {.kind = VALUE_INTEGER, .integer = -5};
    static const struct value truth = {.kind = VALUE_BOOLEAN, .integer = 1};
    static const struct value nothing = {.kind = VALUE_NULL};
    static const struct value object = {.kind = VALUE_OBJECT};
    json_t *shown = NULL;

    event_put_value(event, TEXT("n"), &number);
    event_put_value(event, TEXT("b"), &truth);
    event_put_value(event, TEXT("z"), &nothing);
    event_put_value(event, TEXT("o"), &object);
    event_put_value(event, TEXT("api_key"), &number);
    shown = fields();
    ck_assert_int_eq(json_integer_value(json_object_get(shown, "n")), -5);
    ck_assert(json_is_true(json_object_get(shown, "b")));
    ck_assert(json_is_null(json_object_get(shown, "z")));
    ck_assert_str_eq(json_string_value(json_object_get(shown, "o")), "[object]");
    ck_assert_str_eq(json_string_value(json_object_get(shown, "api_key")), "[masked 2 bytes]");
    json_decref(shown);
}
END_TEST

START_TEST(several_values_make_an_array)
{
    json_t *shown = NULL;

    put_text("a", TEXT("1"));
    put_text("a", TEXT("2"));
    put_text("a", TEXT("3"));
    shown = fields();
    ck_assert_uint_eq(json_array_size(json_object_get(shown, "a")), 3);
    json_decref(shown);
    for (int i = 0; i < 20; i++)
        put_text("a", TEXT("4"));
    shown = fields();
    ck_assert_uint_eq(json_array_size(json_object_get(shown, "a")), 16);
    ck_assert(cut);
    json_decref(shown);
}
END_TEST

START_TEST(fields_are_bounded_in_number_and_size)
{
    static char huge[1 << 20];
    json_t *shown = NULL;

    for (int i = 0; i < 1000; i++)
        put_text((const char *)arena_printf(arena, "f%d", i).data, TEXT("x"));
    shown = fields();
    ck_assert_uint_eq(json_object_size(shown), ALERT_FIELD_COUNT_MOST);
    ck_assert(cut);
    json_decref(shown);

    tear_down();
    set_up();
    memset(huge, '\xFF', sizeof huge);
    for (int i = 0; i < 1000; i++)
        put_text((const char *)arena_printf(arena, "f%d", i).data,
                 (struct text){huge, sizeof huge});
    shown = fields();
    ck_assert_uint_gt(json_object_size(shown), 10);
    ck_assert(cut);
    json_decref(shown);
}
END_TEST

START_TEST(hostile_names_are_tamed)
{
    json_t *shown = NULL;
    static char name[1 << 16];

    memset(name, 'n', sizeof name);
    event_put_value(event, (struct text){name, sizeof name},
                    &(struct value){.kind = VALUE_TEXT, .text = TEXT("x")});
    put_text("\xFF\"\n", TEXT("x"));
    event_put_value(event, TEXT("a\0b"), &(struct value){.kind = VALUE_TEXT, .text = TEXT("x")});
    event_put_value(event, TEXT(""), &(struct value){.kind = VALUE_TEXT, .text = TEXT("x")});
    shown = fields();
    ck_assert_uint_eq(json_object_size(shown), 4);
    ck_assert(cut);
    json_decref(shown);
}
END_TEST

START_TEST(the_summary_is_the_note_or_the_masked_record)
{
    struct finding finding = {.event = event};
    char *summary = exhibit_summary(&finding, &cut);

    ck_assert_str_eq(summary, "GET /a?[masked 3 bytes]");
    mem_free(summary);
    finding.note = TEXT("said in words");
    summary = exhibit_summary(&finding, &cut);
    ck_assert_str_eq(summary, "said in words");
    mem_free(summary);
    finding = (struct finding){0};
    summary = exhibit_summary(&finding, &cut);
    ck_assert_str_eq(summary, "");
    mem_free(summary);
    summary = exhibit_fields(&finding, &cut);
    ck_assert_str_eq(summary, "{}");
    mem_free(summary);
    ck_assert(!cut);
}
END_TEST

START_TEST(a_long_record_is_cut_and_says_so)
{
    static char line[1 << 20];
    const struct finding finding = {.event = event};
    char *summary = NULL;

    memset(line, '"', sizeof line);
    record.text = (struct text){line, sizeof line};
    summary = exhibit_summary(&finding, &cut);
    ck_assert_uint_le(2 * strlen(summary), ALERT_SUMMARY_MOST + 3);
    ck_assert(text_ends_with(text_of(summary), TEXT("\xE2\x80\xA6")));
    ck_assert(cut);
    mem_free(summary);
}
END_TEST

START_TEST(names_are_clean_and_bounded)
{
    char *name = exhibit_name(TEXT("CORP\\maria\0\xFF"), 100);

    ck_assert_str_eq(name, "CORP\\maria\xEF\xBF\xBD\xEF\xBF\xBD");
    mem_free(name);
    name = exhibit_name(TEXT("abcdef"), 3);
    ck_assert_str_eq(name, "abc\xE2\x80\xA6");
    mem_free(name);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("exhibit");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, what_is_for_rules_alone_is_left_out);
    tcase_add_test(all, fields_are_shown_as_far_as_their_names_allow);
    tcase_add_test(all, values_keep_their_kind_unless_secret);
    tcase_add_test(all, several_values_make_an_array);
    tcase_add_test(all, fields_are_bounded_in_number_and_size);
    tcase_add_test(all, hostile_names_are_tamed);
    tcase_add_test(all, the_summary_is_the_note_or_the_masked_record);
    tcase_add_test(all, a_long_record_is_cut_and_says_so);
    tcase_add_test(all, names_are_clean_and_bounded);
    tcase_add_checked_fixture(all, set_up, tear_down);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
