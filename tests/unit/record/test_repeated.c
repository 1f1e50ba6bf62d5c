#include "record/repeated.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

static struct repeated *repeated;
static struct arena *arena;

static void set_up(void)
{
    repeated = repeated_create();
    arena = arena_create(4096);
}

static void tear_down(void)
{
    repeated_destroy(repeated);
    arena_destroy(arena);
}

/* Takes a line of the file whose incarnation begins with that byte. */
static struct record take(uint8_t file, const char *line)
{
    struct record record = {.text = text_of(line), .incarnation = {{file}}, .count = 1};

    repeated_take(repeated, &record, arena);
    return record;
}

static void check_record(struct record record, const char *text, unsigned count)
{
    ck_assert_msg(text_equal(record.text, text_of(text)), "%.*s", TEXT_ARGS(record.text));
    ck_assert_uint_eq(record.count, count);
}

START_TEST(an_ordinary_line_stays_as_it_is)
{
    const char *line = "Nov  3 08:05:01 gw sshd[9]: hello";
    struct record record = take(1, line);

    ck_assert_ptr_eq(record.text.data, line);
    check_record(record, line, 1);
}
END_TEST

static const struct {
    const char *line;
    const char *text;
    unsigned count;
} bracketed[] = {
    {"Nov  3 08:05:01 gw sshd[9]: message repeated 3 times: [ Failed none for x]",
     "Nov  3 08:05:01 gw sshd[9]: Failed none for x", 3},
    {"2026-11-03T08:05:01+08:00 gw app: message repeated 2 times: [-- MARK --]",
     "2026-11-03T08:05:01+08:00 gw app: -- MARK --", 2},
    {"<34>1 2026-11-03T08:05:01Z gw app 9 - - message repeated 2 times: [ x]",
     "<34>1 2026-11-03T08:05:01Z gw app 9 - - x", 2},
    {"Nov  3 08:05:01 app[9]: message repeated 2 times: [ a [b]]", "Nov  3 08:05:01 app[9]: a [b]",
     2},
    {"Nov  3 08:05:01 gw app: message repeated 2 times: [ cut on its w",
     "Nov  3 08:05:01 gw app: cut on its w", 2},
    {"Nov  3 08:05:01 gw app: message repeated 99999999999999999999 times: [ x]",
     "Nov  3 08:05:01 gw app: x", REPEATED_HIGHEST},
};

START_TEST(what_rsyslog_folded_is_unfolded)
{
    check_record(take(1, bracketed[_i].line), bracketed[_i].text, bracketed[_i].count);
}
END_TEST

static const char *const lookalikes[] = {
    "Nov  3 08:05:01 gw sshd[9]: Invalid user message repeated 9 times: [ x] from 203.0.113.7",
    "Nov  3 08:05:01 gw sshd[9]: Invalid user last message repeated 9 times",
    "Nov  3 08:05:01 gw app: message repeated 0 times: [ x]",
    "Nov  3 08:05:01 gw app: message repeated -1 times: [ x]",
    "Nov  3 08:05:01 gw app: message repeated 3 times",
    "Nov  3 08:05:01 gw last message repeated 3 times or so",
    "Nov  3 08:05:01 gw last message repeated  times",
    "message repeated 3 times: [ x]",
    "",
};

START_TEST(what_only_looks_folded_is_left_alone)
{
    take(1, "Nov  3 08:05:00 gw app: before");
    check_record(take(1, lookalikes[_i]), lookalikes[_i], 1);
}
END_TEST

START_TEST(the_last_message_is_that_of_the_host_and_the_file)
{
    take(1, "Nov  3 08:05:00 gw sshd[9]: one");
    take(1, "Nov  3 08:05:00 db sshd[7]: two");
    take(2, "Nov  3 08:05:00 gw sshd[5]: three");
    check_record(take(1, "Nov  3 08:05:30 gw last message repeated 4 times"),
                 "Nov  3 08:05:30 gw sshd[9]: one", 4);
    check_record(take(1, "Nov  3 08:05:31 db last message repeated 2 times"),
                 "Nov  3 08:05:31 db sshd[7]: two", 2);
    check_record(take(2, "Nov  3 08:05:32 gw last message repeated 1 time"),
                 "Nov  3 08:05:32 gw sshd[5]: three", 1);
    check_record(take(1, "Nov  3 08:06:30 gw last message repeated 5 times"),
                 "Nov  3 08:06:30 gw sshd[9]: one", 5);
}
END_TEST

START_TEST(a_message_nobody_remembers_stays_as_it_is)
{
    check_record(take(1, "Nov  3 08:05:30 gw last message repeated 4 times"),
                 "Nov  3 08:05:30 gw last message repeated 4 times", 1);
}
END_TEST

START_TEST(what_was_unfolded_can_be_repeated)
{
    take(1, "Nov  3 08:05:01 gw app: message repeated 3 times: [ x]");
    check_record(take(1, "Nov  3 08:05:30 gw last message repeated 4 times"),
                 "Nov  3 08:05:30 gw app: x", 4);
}
END_TEST

START_TEST(a_message_too_long_is_forgotten_with_the_one_before)
{
    struct buffer line = {0};

    take(1, "Nov  3 08:05:01 gw app: short");
    buffer_append_text(&line, TEXT("Nov  3 08:05:02 gw app: "));
    while (line.length < REPEATED_LONGEST + 100)
        buffer_append_byte(&line, 'x');
    take(1, buffer_string(&line));
    check_record(take(1, "Nov  3 08:05:30 gw last message repeated 4 times"),
                 "Nov  3 08:05:30 gw last message repeated 4 times", 1);
    buffer_finish(&line);
}
END_TEST

START_TEST(windows_are_passed_over)
{
    const char *line = "Nov  3 08:05:01 gw app: message repeated 3 times: [ x]";
    struct record record = {.text = text_of(line), .count = 1, .is_window = true};

    repeated_take(repeated, &record, arena);
    check_record(record, line, 1);
}
END_TEST

/* The changes handed over, and another memory they are restored to. */
struct changes {
    unsigned puts;
    unsigned removals;
    struct repeated *restored;
};

static void note(const struct state_change *change, void *cookie)
{
    struct changes *changes = cookie;
    struct error err = {0};

    ck_assert_int_eq(change->owner, STATE_REPEATED);
    if (change->value.length == 0) {
        changes->removals++;
        return;
    }
    changes->puts++;
    if (changes->restored)
        ck_assert(repeated_restore(changes->restored, change->key, change->value, &err));
}

START_TEST(only_what_changed_is_handed_over)
{
    struct changes changes = {0};

    take(1, "Nov  3 08:05:00 gw app: one");
    take(1, "Nov  3 08:05:00 gw app: two");
    take(1, "Nov  3 08:05:00 db app: three");
    repeated_changes(repeated, note, &changes);
    ck_assert_uint_eq(changes.puts, 2);
    repeated_changes(repeated, note, &changes);
    ck_assert_uint_eq(changes.puts, 2);
    take(1, "Nov  3 08:05:00 gw last message repeated 4 times");
    repeated_changes(repeated, note, &changes);
    ck_assert_uint_eq(changes.puts, 2);
    take(1, "Nov  3 08:05:00 db app: four");
    take(1, "Nov  3 08:05:00 gw last message repeated 4 times");
    repeated_changes(repeated, note, &changes);
    ck_assert_uint_eq(changes.puts, 3);
    ck_assert_uint_eq(changes.removals, 0);
}
END_TEST

START_TEST(restored_memory_goes_on)
{
    struct changes changes = {.restored = repeated_create()};

    take(1, "Nov  3 08:05:00 gw app: one");
    repeated_changes(repeated, note, &changes);
    repeated_destroy(repeated);
    repeated = changes.restored;
    check_record(take(1, "Nov  3 08:05:30 gw last message repeated 4 times"),
                 "Nov  3 08:05:30 gw app: one", 4);
    changes.restored = NULL;
    changes.puts = 0;
    repeated_changes(repeated, note, &changes);
    ck_assert_uint_eq(changes.puts, 0);
}
END_TEST

START_TEST(state_that_is_none_is_refused)
{
    static const char many[IDENTIFIER_SIZE + REPEATED_LONGEST + 1];
    struct error err = {0};
    struct text key = {many, IDENTIFIER_SIZE + 2};

    ck_assert(
        !repeated_restore(repeated, (struct text){many, IDENTIFIER_SIZE - 1}, TEXT("x"), &err));
    ck_assert(
        !repeated_restore(repeated, (struct text){many, IDENTIFIER_SIZE + 256}, TEXT("x"), &err));
    ck_assert(!repeated_restore(repeated, key, (struct text){0}, &err));
    ck_assert(!repeated_restore(repeated, key, (struct text){many, REPEATED_LONGEST + 1}, &err));
    ck_assert(!repeated_restore(repeated, key, TEXT("a\nb"), &err));
    ck_assert(repeated_restore(repeated, key, (struct text){many, REPEATED_LONGEST}, &err));
}
END_TEST

START_TEST(hosts_beyond_the_bound_push_out_the_idlest)
{
    struct changes changes = {0};
    char line[80];

    for (unsigned i = 0; i < REPEATED_MOST; i++) {
        snprintf(line, sizeof line, "Nov  3 08:05:00 h%u app: x", i);
        take(1, line);
    }
    repeated_changes(repeated, note, &changes);
    ck_assert_uint_eq(changes.puts, REPEATED_MOST);
    ck_assert_uint_eq(repeated_forgotten(repeated), 0);
    take(1, "Nov  3 08:05:00 h0 app: again");
    for (unsigned i = 0; i < 2 * REPEATED_MOST; i++) {
        snprintf(line, sizeof line, "Nov  3 08:05:00 g%u app: x", i);
        take(1, line);
        if (i + 1 == REPEATED_MOST - 1)
            check_record(take(1, "Nov  3 08:05:01 h0 last message repeated 2 times"),
                         "Nov  3 08:05:01 h0 app: again", 2);
    }
    ck_assert_uint_eq(repeated_forgotten(repeated), 2 * REPEATED_MOST);
    changes = (struct changes){0};
    repeated_changes(repeated, note, &changes);
    ck_assert_uint_eq(changes.removals, REPEATED_MOST);
    ck_assert_uint_eq(changes.puts, REPEATED_MOST);
    check_record(take(1, "Nov  3 08:05:30 h1 last message repeated 4 times"),
                 "Nov  3 08:05:30 h1 last message repeated 4 times", 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("repeated");
    TCase *cases = tcase_create("repeated");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, an_ordinary_line_stays_as_it_is);
    tcase_add_loop_test(cases, what_rsyslog_folded_is_unfolded, 0,
                        sizeof bracketed / sizeof *bracketed);
    tcase_add_loop_test(cases, what_only_looks_folded_is_left_alone, 0,
                        sizeof lookalikes / sizeof *lookalikes);
    tcase_add_test(cases, the_last_message_is_that_of_the_host_and_the_file);
    tcase_add_test(cases, a_message_nobody_remembers_stays_as_it_is);
    tcase_add_test(cases, what_was_unfolded_can_be_repeated);
    tcase_add_test(cases, a_message_too_long_is_forgotten_with_the_one_before);
    tcase_add_test(cases, windows_are_passed_over);
    tcase_add_test(cases, only_what_changed_is_handed_over);
    tcase_add_test(cases, restored_memory_goes_on);
    tcase_add_test(cases, state_that_is_none_is_refused);
    tcase_add_test(cases, hosts_beyond_the_bound_push_out_the_idlest);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
