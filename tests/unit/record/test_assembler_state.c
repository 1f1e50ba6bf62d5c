/* What waits in the assembler survives restarts. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support/record_bench.h"

static struct record_bench bench;

static void set_up(void)
{
    record_bench_init(&bench);
}

static void tear_down(void)
{
    record_bench_finish(&bench);
}

START_TEST(a_restart_begins_the_patience_anew)
{
    record_bench_take(&bench, SHAPE_CONTINUED, "a\n");
    record_bench_restart(&bench, NULL, 0);
    ck_assert_int_eq(assembler_advance(bench.assembler, 500 * SECOND, &bench.target),
                     500 * SECOND + ASSEMBLER_PATIENCE);
    record_bench_take(&bench, SHAPE_CONTINUED, "\tb\n");
    assembler_advance(bench.assembler, TIMESTAMP_LATEST, &bench.target);
    record_bench_expect(&bench, "1@0 a/\tb|");
}
END_TEST

START_TEST(sources_are_kept_by_name)
{
    static const char *const turned[] = {"two", "one"};
    static const char *const others[] = {"three"};

    bench.source = 2;
    record_bench_take(&bench, SHAPE_CONTINUED, "a\n");
    assembler_use(bench.assembler, turned, 2, &bench.target); /* a reload */
    record_bench_expect(&bench, "");
    bench.source = 0;
    record_bench_take(&bench, SHAPE_CONTINUED, "\tb\nc\n");
    record_bench_expect(&bench, "1@0 a/\tb|");
    record_bench_restart(&bench, turned, 2);
    assembler_use(bench.assembler, others, 1, &bench.target);
    record_bench_expect(&bench, "3@5 c|");

    bench.source = 1;
    assembler_use(bench.assembler, turned, 2, &bench.target);
    record_bench_take(&bench, SHAPE_CONTINUED, "d\n");
    record_bench_restart(&bench, others, 1); /* of a source that is no more: dropped */
    assembler_advance(bench.assembler, TIMESTAMP_LATEST, &bench.target);
    record_bench_expect(&bench, "");
    ck_assert_uint_eq(assembler_counts(bench.assembler).pressed, 1);
    assembler_changes(bench.assembler, state_box_put, bench.state);
    ck_assert_uint_eq(state_box_count(bench.state), 0);
}
END_TEST

START_TEST(a_growing_record_is_stored_once)
{
    for (unsigned i = 0; i < 1000; i++) {
        record_bench_take(&bench, SHAPE_CONTINUED, i == 0 ? "a\n" : "\t0123456789\n");
        assembler_changes(bench.assembler, state_box_put, bench.state);
    }
    ck_assert_uint_lt(state_box_bytes(bench.state), 1000 * 24);
    ck_assert_uint_eq(state_box_count(bench.state), 1000);
    assembler_advance(bench.assembler, TIMESTAMP_LATEST, &bench.target);
    assembler_changes(bench.assembler, state_box_put, bench.state);
    ck_assert_uint_eq(state_box_count(bench.state), 0);
}
END_TEST

static const struct {
    enum state_owner owner;
    const char *key;
    size_t key_length;
    const char *value;
} broken[] = {
    {STATE_WAITING, "", 0, "0 0 1 1 0 0 0 zero\n/a\0b"},
    {STATE_WAITING, "l0123456789abcde\0\0\0", 20, "0 0\nb"},
    {STATE_WAITING, "x0123456789abcdef\0\0\0\0", 21, "0 0\nb"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\1", 21, "b"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\1", 21, "-1 0\nb"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\1", 21, "1048577 0\nb"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\1", 21, "1048576 0\nb"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\1", 21, "0 2\nb"},
    {STATE_WAITING, "l0123456789abcdef\xFF\xFF\xFF\xFF", 21, "0 0\nb"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\0", 21, "0 0 1 1 0 0 0 zero\nno path"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\0", 21, "0 0 1 1 0 0\n"},
    {STATE_HEADER, "0123", 4, "0\n"},
    {STATE_HEADER, "0123456789abcdef", 16, "4\n#a"},
    {STATE_HEADER, "0123456789abcdef", 16, "#a"},
    {STATE_HEADER, "0123456789abcdef", 16, "99999\n#a"},
};

START_TEST(broken_state_is_refused)
{
    const struct state_change piece = {
        broken[_i].owner, {broken[_i].key, broken[_i].key_length}, text_of(broken[_i].value)};
    struct error err = {0};

    ck_assert(!assembler_restore(bench.assembler, &piece, &err));
    ck_assert_str_ne(err.text, "");
    assembler_advance(bench.assembler, TIMESTAMP_LATEST, &bench.target);
    record_bench_expect(&bench, "");
}
END_TEST

/* A few bytes of state are not to take gigabytes of memory. */
START_TEST(restored_records_are_bounded_too)
{
    char key[] = "l0123456789abcdef\0\0\0\1";
    const struct state_change piece = {STATE_WAITING, {key, sizeof key - 1}, TEXT("1048575 0\nb")};
    struct error err = {0};
    unsigned taken = 0;

    for (char i = 'A'; i <= 'Z'; i++) {
        for (char j = 'A'; j <= 'Z'; j++) {
            key[1] = i;
            key[2] = j;
            taken += assembler_restore(bench.assembler, &piece, &err);
        }
    }
    ck_assert_uint_eq(taken, ASSEMBLER_WAITING_BYTES / ASSEMBLER_RECORD_LARGEST);
    ck_assert_uint_eq(assembler_counts(bench.assembler).waiting, taken);
}
END_TEST

START_TEST(a_missing_piece_is_told)
{
    struct state_change pieces[] = {
        {STATE_WAITING, {"l0123456789abcdef\0\0\0\0", 21}, {"0 0 5 6 0 0 0 zero\n/a.log\0ab", 28}},
        {STATE_WAITING, {"l0123456789abcdef\0\0\0\2", 21}, {"4 0\n\nc", 6}},
    };
    struct error err = {0};

    for (size_t i = 2; i-- > 0;)
        ck_assert_msg(assembler_restore(bench.assembler, &pieces[i], &err), "%s", err.text);
    assembler_advance(bench.assembler, TIMESTAMP_LATEST, &bench.target);
    ck_assert_uint_eq(bench.told.length, sizeof "6@5 cut ab\0\0/c|" - 1);
    ck_assert(memcmp(bench.told.data, "6@5 cut ab\0\0/c|", bench.told.length) == 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("assembler_state");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_set_timeout(all, 60);
    tcase_add_test(all, a_restart_begins_the_patience_anew);
    tcase_add_test(all, sources_are_kept_by_name);
    tcase_add_test(all, a_growing_record_is_stored_once);
    tcase_add_loop_test(all, broken_state_is_refused, 0, sizeof broken / sizeof *broken);
    tcase_add_test(all, restored_records_are_bounded_too);
    tcase_add_test(all, a_missing_piece_is_told);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
