#include "sigma/expression.h"

#include <check.h>
#include <stdlib.h>

/* An event whose only field, 0, is a text that no limit allows the regex to
 * answer for; and leaves that are certain of their answer. */
struct bench {
    struct arena *arena;
    struct wanted_fields *wanted;
    struct pattern *regex;
    struct event_reading *event;
    struct expression *leaves[3]; /* by verdict */
};

static struct expression *make_leaf(struct bench *bench, struct value_test test)
{
    struct expression *leaf = NULL;

    test.field = TEXT("f");
    leaf = expression_test(bench->arena, &test);
    expression_bind(leaf, bench->wanted);
    return leaf;
}

static struct bench *bench_create(void)
{
    static const struct record record = {.line = 1};
    struct arena *arena = arena_create(1024);
    struct bench *bench = arena_zero(arena, sizeof *bench);
    const struct value value = {.kind = VALUE_TEXT,
                                .text = TEXT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")};
    struct error err = {0};
    struct event *event = NULL;

    bench->arena = arena;
    bench->wanted = wanted_fields_create();
    bench->regex = pattern_compile(TEXT("^(a+)+$"), 0, &err);
    bench->leaves[VERDICT_NO] = make_leaf(bench, (struct value_test){.kind = TEST_NULL});
    bench->leaves[VERDICT_YES] =
        make_leaf(bench, (struct value_test){.kind = TEST_EXISTS, .boolean = true});
    bench->leaves[VERDICT_UNKNOWN] =
        make_leaf(bench, (struct value_test){.kind = TEST_REGEX, .regex = bench->regex});
    event = event_create(arena, &record, bench->wanted, false);
    event_put_value(event, TEXT("f"), &value);
    bench->event = event_reading_create(event);
    return bench;
}

static void bench_destroy(struct bench *bench)
{
    struct arena *arena = bench->arena;

    wanted_fields_destroy(bench->wanted);
    pattern_destroy(bench->regex);
    arena_destroy(arena);
}

static enum verdict ask_pair(struct bench *bench, enum expression_kind kind, enum verdict left,
                             enum verdict right)
{
    struct expression_list list = {0};

    expression_list_add(&list, bench->arena, bench->leaves[left]);
    expression_list_add(&list, bench->arena, bench->leaves[right]);
    return expression_ask(expression_join(bench->arena, kind, &list), bench->event);
}

START_TEST(three_answers)
{
    static const enum verdict both[3][3] = {
        [VERDICT_NO] = {VERDICT_NO, VERDICT_NO, VERDICT_NO},
        [VERDICT_YES] = {VERDICT_NO, VERDICT_YES, VERDICT_UNKNOWN},
        [VERDICT_UNKNOWN] = {VERDICT_NO, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
    };
    static const enum verdict either[3][3] = {
        [VERDICT_NO] = {VERDICT_NO, VERDICT_YES, VERDICT_UNKNOWN},
        [VERDICT_YES] = {VERDICT_YES, VERDICT_YES, VERDICT_YES},
        [VERDICT_UNKNOWN] = {VERDICT_UNKNOWN, VERDICT_YES, VERDICT_UNKNOWN},
    };
    struct bench *bench = bench_create();

    for (enum verdict left = VERDICT_NO; left <= VERDICT_UNKNOWN; left++) {
        ck_assert_int_eq(expression_ask(bench->leaves[left], bench->event), left);
        for (enum verdict right = VERDICT_NO; right <= VERDICT_UNKNOWN; right++) {
            ck_assert_int_eq(ask_pair(bench, EXPRESSION_AND, left, right), both[left][right]);
            ck_assert_int_eq(ask_pair(bench, EXPRESSION_OR, left, right), either[left][right]);
        }
    }
    ck_assert_ptr_nonnull(bench->event->trouble);
    bench_destroy(bench);
}
END_TEST

START_TEST(negation)
{
    static const enum verdict opposite[] = {VERDICT_YES, VERDICT_NO, VERDICT_UNKNOWN};
    struct bench *bench = bench_create();

    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(
            expression_ask(expression_not(bench->arena, bench->leaves[i]), bench->event),
            opposite[i]);
    bench_destroy(bench);
}
END_TEST

START_TEST(one_alone_stands_for_itself)
{
    struct bench *bench = bench_create();
    struct expression_list list = {0};

    expression_list_add(&list, bench->arena, bench->leaves[VERDICT_YES]);
    ck_assert_ptr_eq(expression_join(bench->arena, EXPRESSION_AND, &list),
                     bench->leaves[VERDICT_YES]);
    bench_destroy(bench);
}
END_TEST

START_TEST(lists_grow)
{
    struct bench *bench = bench_create();
    struct expression_list list = {0};

    for (size_t i = 0; i < 1000; i++)
        expression_list_add(&list, bench->arena, bench->leaves[VERDICT_YES]);
    expression_list_add(&list, bench->arena, bench->leaves[VERDICT_NO]);
    ck_assert_uint_eq(list.count, 1001);
    ck_assert_int_eq(
        expression_ask(expression_join(bench->arena, EXPRESSION_AND, &list), bench->event),
        VERDICT_NO);
    bench_destroy(bench);
}
END_TEST

/* test, of a field the event may lack, joined with one that needs "f". */
static struct expression *pair(struct bench *bench, enum expression_kind kind,
                               struct value_test test, const char *field)
{
    struct expression_list list = {0};
    struct expression *joined = NULL;

    test.field = text_of(field);
    expression_list_add(&list, bench->arena, expression_test(bench->arena, &test));
    expression_list_add(&list, bench->arena, bench->leaves[VERDICT_UNKNOWN]);
    joined = expression_join(bench->arena, kind, &list);
    expression_bind(joined, bench->wanted);
    return joined;
}

START_TEST(an_absent_field_settles_what_needs_it)
{
    struct bench *bench = bench_create();
    const struct value_test there = {.kind = TEST_EXISTS, .boolean = true};
    const struct value_test not_there = {.kind = TEST_EXISTS};
    const struct value_test null = {.kind = TEST_NULL};
    int f = bench->leaves[VERDICT_UNKNOWN]->needed_slot;

    ck_assert_int_eq(f, wanted_fields_find(bench->wanted, TEXT("f")));
    ck_assert_int_eq(bench->leaves[VERDICT_NO]->needed_slot, SLOT_NONE);
    ck_assert_int_eq(pair(bench, EXPRESSION_AND, null, "g")->needed_slot, f);
    ck_assert_int_eq(pair(bench, EXPRESSION_AND, there, "g")->needed_slot,
                     wanted_fields_find(bench->wanted, TEXT("g")));
    ck_assert_int_eq(pair(bench, EXPRESSION_AND, there, "")->needed_slot, f);
    ck_assert_int_eq(pair(bench, EXPRESSION_OR, there, "f")->needed_slot, f);
    ck_assert_int_eq(pair(bench, EXPRESSION_OR, there, "g")->needed_slot, SLOT_NONE);
    ck_assert_int_eq(pair(bench, EXPRESSION_OR, not_there, "f")->needed_slot, SLOT_NONE);
    ck_assert_int_eq(pair(bench, EXPRESSION_OR, null, "f")->needed_slot, SLOT_NONE);
    ck_assert_int_eq(expression_not(bench->arena, bench->leaves[VERDICT_UNKNOWN])->needed_slot,
                     SLOT_NONE);
    bench_destroy(bench);
}
END_TEST

/* As many texts asked of a field as make a choice, the last of them what "f" has. */
static void add_texts(struct bench *bench, struct expression_list *list, const char *field)
{
    static const char *const texts[EXPRESSION_CHOICE_LEAST] = {
        "a", "b", "c", "d", "e", "g", "h", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"};

    for (size_t i = 0; i < EXPRESSION_CHOICE_LEAST; i++)
        expression_list_add(
            list, bench->arena,
            expression_test(bench->arena, &(struct value_test){.kind = TEST_STRING,
                                                               .field = text_of(field),
                                                               .string = string_pattern_create(
                                                                   bench->arena, text_of(texts[i]),
                                                                   (struct string_shape){false})}));
}

/* Those of another field are asked of that. */
START_TEST(a_choice_is_of_one_field)
{
    static const struct {
        const char *fields[2];
        enum verdict answer;
    } rows[] = {
        {{"f", "f"}, VERDICT_YES}, {{"f", "g"}, VERDICT_YES}, {{"g", "f"}, VERDICT_YES},
        {{"g", "g"}, VERDICT_NO},  {{"g", "h"}, VERDICT_NO},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bench *bench = bench_create();
        struct expression_list list = {0};
        struct expression *joined = NULL;
        struct event *event = NULL;
        const struct value value = *event_value(bench->event->event, 0);

        add_texts(bench, &list, rows[i].fields[0]);
        add_texts(bench, &list, rows[i].fields[1]);
        joined = expression_join(bench->arena, EXPRESSION_OR, &list);
        ck_assert_ptr_nonnull(joined->choice);
        expression_bind(joined, bench->wanted);
        event = event_create(bench->arena, bench->event->event->record, bench->wanted, false);
        event_put_value(event, TEXT("f"), &value);
        event_put_value(event, TEXT("h"), &(struct value){.text = TEXT("a?")});
        ck_assert_int_eq(expression_ask(joined, event_reading_create(event)), rows[i].answer);
        bench_destroy(bench);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("expression");
    TCase *tests = tcase_create("expression");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, three_answers);
    tcase_add_test(tests, negation);
    tcase_add_test(tests, one_alone_stands_for_itself);
    tcase_add_test(tests, lists_grow);
    tcase_add_test(tests, an_absent_field_settles_what_needs_it);
    tcase_add_test(tests, a_choice_is_of_one_field);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
