#include "model/event.h"

#include <check.h>
#include <stdlib.h>

static struct arena *arena;
static struct wanted_fields *wanted;
static const struct record record = {.arrival = 42, .count = 1};

static void set_up(void)
{
    arena = arena_create(4096);
    wanted = wanted_fields_create();
    wanted_fields_add(wanted, TEXT("user.name"));
    wanted_fields_add(wanted, TEXT("source.port"));
    wanted_fields_add(wanted, TEXT("tool.arguments"));
}

static void tear_down(void)
{
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}

START_TEST(a_new_event_has_the_arrival_and_nothing_else)
{
    struct event *event = event_create(arena, &record, wanted, false);

    ck_assert_int_eq(event->time, 42);
    ck_assert(event->time_is_arrival);
    ck_assert_ptr_null(event_get(event, FIELD_USER_NAME));
    ck_assert_ptr_null(event_value(event, SLOT_NONE));
    ck_assert_uint_eq(event_text(event, FIELD_USER_NAME).length, 0);
}
END_TEST

START_TEST(wanted_values_are_kept_and_others_are_not)
{
    struct event *event = event_create(arena, &record, wanted, false);

    ck_assert(event_wants(event, FIELD_USER_NAME));
    ck_assert(!event_wants(event, FIELD_HOST_NAME));
    event_put_text(event, FIELD_USER_NAME, TEXT("ines"));
    event_put_text(event, FIELD_HOST_NAME, TEXT("gw"));
    event_put_integer(event, FIELD_SOURCE_PORT, 51022);
    ck_assert(text_equal(event_text(event, FIELD_USER_NAME), TEXT("ines")));
    ck_assert(text_equal(event_text(event, FIELD_SOURCE_PORT), TEXT("51022")));
    ck_assert_ptr_null(event_get(event, FIELD_HOST_NAME));
    ck_assert_uint_eq(event->field_count, 0);
}
END_TEST

START_TEST(several_values_stand_in_order)
{
    struct event *event = event_create(arena, &record, wanted, false);
    int slot = wanted_fields_find(wanted, TEXT("tool.arguments"));
    const struct value *value = NULL;

    for (int64_t i = 1; i <= 3; i++) {
        /* A value that has a successor elsewhere must not bring it along. */
        const struct value other = {.kind = VALUE_NULL};
        const struct value put = {.kind = VALUE_INTEGER, .integer = i, .next = &other};

        event_put_value(event, TEXT("tool.arguments"), &put);
    }
    value = event_value(event, slot);
    for (int64_t i = 1; i <= 3; i++, value = value->next) {
        ck_assert_ptr_nonnull(value);
        ck_assert_int_eq(value->integer, i);
    }
    ck_assert_ptr_null(value);
}
END_TEST

START_TEST(a_whole_event_keeps_every_field_in_order)
{
    struct event *event = event_create(arena, &record, wanted, true);
    const struct value yes = {.kind = VALUE_BOOLEAN, .integer = 1};

    ck_assert(event_wants(event, FIELD_HOST_NAME));
    event_put_text(event, FIELD_HOST_NAME, TEXT("gw"));
    event_put_text(event, FIELD_USER_NAME, TEXT("ines"));
    for (unsigned i = 0; i < 100; i++)
        event_put_value(event, TEXT("other"), &yes);
    ck_assert_uint_eq(event->field_count, 102);
    ck_assert(text_equal(event->fields[0].name, TEXT("host.name")));
    ck_assert(text_equal(event->fields[1].name, TEXT("user.name")));
    ck_assert(text_equal(event->fields[101].name, TEXT("other")));
    ck_assert_ptr_null(event->fields[100].value->next);
    ck_assert(text_equal(event_text(event, FIELD_HOST_NAME), TEXT("gw")));
    ck_assert(text_equal(event_text(event, FIELD_USER_NAME), TEXT("ines")));
}
END_TEST

START_TEST(a_number_is_changed_where_there_is_one)
{
    for (int whole = 0; whole < 2; whole++) {
        struct wanted_fields *fields = wanted_fields_create();
        int slot = wanted_fields_add(fields, TEXT("amberd.count"));
        struct event *event = event_create(arena, &record, fields, whole == 1);

        event_change_integer(event, FIELD_EVENT_COUNT, 0);
        ck_assert_ptr_null(event_value(event, slot));
        event_put_integer(event, FIELD_EVENT_COUNT, 3);
        event_put_integer(event, FIELD_SOURCE_PORT, 22);
        event_change_integer(event, FIELD_EVENT_COUNT, 0);
        ck_assert_int_eq(event_value(event, slot)->integer, 0);
        ck_assert_uint_eq(event->field_count, whole == 1 ? 2 : 0);
        for (size_t i = 0; i < event->field_count; i++)
            ck_assert_int_eq(event->fields[i].value->integer, i == 0 ? 0 : 22);
        wanted_fields_destroy(fields);
    }
}
END_TEST

START_TEST(values_as_text)
{
    const struct value yes = {.kind = VALUE_BOOLEAN, .integer = 1};
    const struct value no = {.kind = VALUE_BOOLEAN};
    const struct value null = {.kind = VALUE_NULL, .text = TEXT("null")};
    const struct value object = {.kind = VALUE_OBJECT};
    const struct value real = {.kind = VALUE_REAL, .real = 0.5};
    const struct value written = {.kind = VALUE_REAL, .real = 0.5, .text = TEXT("5e-1")};
    const struct value least = {.kind = VALUE_INTEGER, .integer = INT64_MIN};

    ck_assert(text_equal(value_text(arena, &yes), TEXT("true")));
    ck_assert(text_equal(value_text(arena, &no), TEXT("false")));
    ck_assert_uint_eq(value_text(arena, &null).length, 0);
    ck_assert_uint_eq(value_text(arena, &object).length, 0);
    ck_assert_uint_eq(value_text(arena, NULL).length, 0);
    ck_assert(text_equal(value_text(arena, &real), TEXT("0.5")));
    ck_assert(text_equal(value_text(arena, &written), TEXT("5e-1")));
    ck_assert(text_equal(value_text(arena, &least), TEXT("-9223372036854775808")));
}
END_TEST

START_TEST(a_field_may_be_asked_for_under_two_names)
{
    int slot = wanted_fields_add_either(wanted, TEXT("user.name"), TEXT("User"));
    struct event *event = event_create(arena, &record, wanted, false);
    const struct value other = {.kind = VALUE_TEXT, .text = TEXT("bob")};

    event_put_text(event, FIELD_USER_NAME, TEXT("ines"));
    event_put_value(event, TEXT("User"), &other);
    ck_assert(text_equal(event_value(event, slot)->text, TEXT("ines")));
    ck_assert(text_equal(event_value(event, slot)->next->text, TEXT("bob")));
    ck_assert_ptr_null(event_value(event, slot)->next->next);
    ck_assert_ptr_null(event_get(event, FIELD_USER_NAME)->next);
}
END_TEST

/* Also where one of the names is not to be shown. */
START_TEST(what_is_not_listed_is_there_for_rules)
{
    int slot = wanted_fields_add_either(wanted, TEXT("user.name"), TEXT("User"));
    struct event *event = event_create(arena, &record, wanted, true);
    const struct value value = {.kind = VALUE_TEXT, .text = TEXT("bob")};

    event_put_unlisted(event, SLOT_NONE, &value);
    event_put_unlisted(event, wanted_fields_find(wanted, TEXT("User")), &value);
    ck_assert(text_equal(event_value(event, slot)->text, TEXT("bob")));
    ck_assert_ptr_null(event_value(event, slot)->next);
    ck_assert_uint_eq(event->field_count, 0);
}
END_TEST

START_TEST(numbers_beyond_integers)
{
    static const struct {
        struct value value;
        bool is_beyond;
    } cases[] = {
        {{.kind = VALUE_REAL, .text = {"18446744073709551615", 20}, .real = 0x1p64}, true},
        {{.kind = VALUE_REAL, .text = {"-9223372036854775809", 20}, .real = -0x1p63}, true},
        {{.kind = VALUE_REAL, .text = {"1e30", 4}, .real = 1e30}, false},
        {{.kind = VALUE_REAL, .text = {"5", 1}, .real = 5}, false},
        {{.kind = VALUE_REAL, .real = 0x1p64}, false},
        {{.kind = VALUE_TEXT, .text = {"18446744073709551615", 20}}, false},
        {{.kind = VALUE_INTEGER, .integer = INT64_MAX}, false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert(value_is_beyond_integers(&cases[i].value) == cases[i].is_beyond);
}
END_TEST

START_TEST(leaves_are_kept_for_who_searches_them)
{
    const struct value leaf = {.kind = VALUE_TEXT, .text = TEXT("word")};
    struct event *event = event_create(arena, &record, wanted, true);

    event_add_leaf(event, &leaf);
    ck_assert_ptr_null(event->leaves);
    wanted_fields_add_all_values(wanted);
    event_add_leaf(event, &leaf);
    event_add_leaf(event, &leaf);
    ck_assert(text_equal(event->leaves->text, TEXT("word")));
    ck_assert_ptr_nonnull(event->leaves->next);
    ck_assert_uint_eq(event->field_count, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("event");
    TCase *cases = tcase_create("event");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, a_new_event_has_the_arrival_and_nothing_else);
    tcase_add_test(cases, wanted_values_are_kept_and_others_are_not);
    tcase_add_test(cases, several_values_stand_in_order);
    tcase_add_test(cases, a_whole_event_keeps_every_field_in_order);
    tcase_add_test(cases, a_number_is_changed_where_there_is_one);
    tcase_add_test(cases, values_as_text);
    tcase_add_test(cases, a_field_may_be_asked_for_under_two_names);
    tcase_add_test(cases, what_is_not_listed_is_there_for_rules);
    tcase_add_test(cases, numbers_beyond_integers);
    tcase_add_test(cases, leaves_are_kept_for_who_searches_them);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
