/*
 * Several hundred rotations of every kind, in an order that a seed decides, with
 * numbered lines: each line is handed over once, and none twice.
 */
#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/table.h"
#include "source/rotation.h"
#include "support/log_folder.h"

enum { ROUNDS = 600, MOST_LINES = 20000 };

static struct log_folder folder;

/* The writer, and what is known of its lines. */
static struct {
    uint64_t random;
    unsigned next;
    unsigned current; /* first line of the present file */
    unsigned rotations;
    bool destroyed[MOST_LINES]; /* cut off by copytruncate, perhaps unread */
    unsigned char seen[MOST_LINES];
} writer;

static void set_up(void)
{
    log_folder_init(&folder);
    folder.linger = 10 * SECOND;
}

static void tear_down(void)
{
    log_folder_finish(&folder);
}

static unsigned draw(unsigned below)
{
    writer.random = writer.random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(writer.random >> 33) % below;
}

static void write_lines(const char *name, unsigned count)
{
    struct buffer lines = {0};

    for (unsigned i = 0; i < count && writer.next < MOST_LINES; i++)
        buffer_printf(&lines, "line %u of the test\n", writer.next++);
    log_append(&folder, name, buffer_string(&lines));
    buffer_finish(&lines);
}

/* A new file has the name; it was created, perhaps empty. */
static void begin_current(void)
{
    writer.current = writer.next;
    log_append(&folder, "app.log", "");
}

/* Ticks off the lines handed over since the last time. */
static void tick_off(void)
{
    struct text rest = buffer_text(&folder.text);
    struct text line = {0};

    while (rest.length > 0) {
        uint64_t number = 0;

        ck_assert(text_cut(rest, TEXT("\n"), &line, &rest));
        ck_assert(text_take(&line, TEXT("line ")));
        ck_assert(text_to_unsigned(text_take_word(&line), &number));
        ck_assert(text_equal(line, TEXT(" of the test")));
        ck_assert_uint_lt(number, writer.next);
        ck_assert_msg(writer.seen[number] == 0, "line %" PRIu64 " twice", number);
        writer.seen[number]++;
    }
    buffer_clear(&folder.text);
}

static void rotate_by_rename(void)
{
    char name[32] = {0};

    (void)snprintf(name, sizeof name, "app.log-%06u", ++writer.rotations);
    log_rename(&folder, "app.log", name);
    write_lines(name, draw(3));
    begin_current();
    write_lines("app.log", draw(4));
}

/* What nobody ever looked at is gone with the file. */
static void rotate_by_deletion(void)
{
    log_folder_notice(&folder);
    log_remove(&folder, "app.log");
    begin_current();
    write_lines("app.log", draw(4));
}

/* What was not handed over before is destroyed. */
static void rotate_by_truncation(void)
{
    for (unsigned i = writer.current; i < writer.next; i++)
        writer.destroyed[i] = writer.seen[i] == 0;
    log_truncate(&folder, "app.log", 0);
    write_lines("app.log", draw(40));
}

static void check_all(void)
{
    unsigned missing = 0;

    for (unsigned i = 0; i < writer.next; i++) {
        ck_assert_msg(writer.seen[i] == 1 || writer.destroyed[i], "line %u of %u is missing", i,
                      writer.next);
        missing += writer.seen[i] == 0;
    }
    ck_assert_uint_lt(missing, writer.next / 2);
}

/* One step of the outside world. */
static void disturb(bool with_truncation)
{
    switch (draw(with_truncation ? 5 : 4)) {
    case 0:
        rotate_by_rename();
        break;
    case 1:
        rotate_by_deletion();
        break;
    case 4:
        rotate_by_truncation();
        break;
    default:
        write_lines("app.log", draw(5));
        break;
    }
}

static void begin(uint64_t seed)
{
    memset(&writer, 0, sizeof writer);
    writer.random = seed;
    write_lines("app.log", 3);
    log_folder_start(&folder, false);
}

static void run(uint64_t seed, bool with_truncation)
{
    struct chunk chunk = {0};

    begin(seed);
    for (unsigned round = 0; round < ROUNDS; round++) {
        disturb(with_truncation);
        folder.now += (timestamp)draw(3000) * MILLISECOND;
        if (draw(2) == 0)
            log_folder_notice(&folder);
        for (unsigned i = draw(4); i > 0; i--)
            (void)log_folder_take(&folder, &chunk);
        tick_off();
    }
    log_folder_drain(&folder);
    tick_off();
    check_all();
    ck_assert_uint_gt(source_set_counts(folder.set).rotations, ROUNDS / 8);
}

START_TEST(every_line_once)
{
    run((uint64_t)_i, false);
    ck_assert_uint_eq(source_set_counts(folder.set).gaps, 0);
}
END_TEST

START_TEST(only_destroyed_lines_are_missing)
{
    run(1000 + (uint64_t)_i, true);
}
END_TEST

/* Renames only: what was deleted while nobody looked cannot be read. */
START_TEST(every_line_once_with_restarts)
{
    begin(2000 + (uint64_t)_i);
    for (unsigned round = 0; round < ROUNDS / 4; round++) {
        struct chunk chunk = {0};

        log_folder_notice(&folder);
        for (unsigned i = draw(4); i > 0; i--)
            (void)log_folder_take(&folder, &chunk);
        tick_off();
        log_folder_stop(&folder);
        for (unsigned i = draw(4); i > 0; i--) {
            write_lines("app.log", draw(3));
            rotate_by_rename();
        }
        log_folder_start(&folder, false);
        write_lines("app.log", draw(3));
    }
    log_folder_drain(&folder);
    tick_off();
    check_all();
}
END_TEST

static Suite *torture_suite(void)
{
    Suite *suite = suite_create("rotation torture");
    TCase *torture = tcase_create("torture");

    tcase_set_timeout(torture, 120);
    tcase_add_checked_fixture(torture, set_up, tear_down);
    tcase_add_loop_test(torture, every_line_once, 0, 5);
    tcase_add_loop_test(torture, only_destroyed_lines_are_missing, 0, 5);
    tcase_add_loop_test(torture, every_line_once_with_restarts, 0, 5);
    suite_add_tcase(suite, torture);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(torture_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
