/*
 * The daemon is killed, and files of its state are taken away or put back.  The next
 * start says so in its log, on the feed and as an alert; `amberctl verify` finds it; and
 * no number is given out twice.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/give_up.h"
#include "support/planted_line.h"
#include "support/suite.h"
#include "support/workbench.h"

enum { PATIENCE_SECONDS = 20, ALERTS = 5 };

static struct workbench bench;
static unsigned written;

static struct path state_file(const char *name)
{
    return path_print("%s/%s", bench.state.text, name);
}

/* Writes a line and waits for its alert; returns the alert's number. */
static uint64_t raise_alert(void)
{
    char line[PLANTED_LINE_SIZE] = "";
    size_t length = planted_line_write((struct planted_line){1, ++written}, line);
    struct feed_reader *reader = workbench_read(&bench, "newest");
    json_t *record = NULL;
    uint64_t number = 0;

    file_append(workbench_log(&bench, "a.log").text, line, length);
    while (number == 0 && (record = feed_reader_next_record(reader, PATIENCE_SECONDS))) {
        if (strcmp(record_text(record, "change"), "created") == 0)
            number = record_number(record);
        json_decref(record);
    }
    feed_reader_close(reader);
    ck_assert_uint_gt(number, 0);
    return number;
}

/* The start said why, and said it on the feed and as an alert. */
static void expect_told(const char *why)
{
    struct feed_reader *reader = workbench_read(&bench, "oldest");
    struct buffer said = {0};
    json_t *record = NULL;
    bool has_health = false;
    bool has_alert = false;

    while (!(has_health && has_alert)) {
        record = feed_reader_next_record(reader, PATIENCE_SECONDS);
        if (!record)
            give_up("health %d, alert %d: the feed says nothing of it", has_health, has_alert);
        has_health |= strcmp(record_text(record, "event"), "journal-replaced") == 0 &&
                      strstr(record_text(record, "reason"), why);
        has_alert |= strcmp(record_text(json_object_get(record, "rule"), "key"),
                            "amberd-journal-replaced") == 0 &&
                     strstr(record_text(record, "summary"), why);
        json_decref(record);
    }
    feed_reader_close(reader);
    workbench_complaints(&bench, &said);
    ck_assert_msg(strstr(buffer_string(&said), why) != NULL, "%s", buffer_string(&said));
    buffer_finish(&said);
}

static void expect_verify_finds(const char *why)
{
    const char *const words[] = {"verify", "--directory", bench.state.text, NULL};
    struct buffer said = {0};

    ck_assert_int_ne(workbench_command(&bench, words, &said), EXIT_SUCCESS);
    ck_assert_msg(strstr(buffer_string(&said), why) != NULL, "%s", buffer_string(&said));
    buffer_finish(&said);
}

static void drop(const char *name)
{
    ck_assert_int_eq(unlink(state_file(name).text), 0);
}

START_TEST(killed_and_without_its_log)
{
    uint64_t last = 0;

    bench = workbench_create("replaced-log", &(struct workbench_options){0});
    workbench_start(&bench);
    raise_alert();
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_start(&bench);
    for (int i = 0; i < ALERTS; i++)
        last = raise_alert();
    ck_assert_int_eq(workbench_kill(&bench), 128 + SIGKILL);
    drop("journal.db-wal");
    drop("journal.db-shm");
    expect_verify_finds("write-ahead log of its last run is gone");

    workbench_start(&bench);
    expect_told("write-ahead log of its last run is gone");
    ck_assert_uint_gt(raise_alert(), last);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_verify(&bench);
    workbench_finish(&bench);
}
END_TEST

START_TEST(a_copy_of_an_orderly_end_put_back)
{
    uint64_t last = 0;

    bench = workbench_create("replaced-copy", &(struct workbench_options){0});
    workbench_start(&bench);
    raise_alert();
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    file_copy(state_file("journal.db").text, state_file("kept").text);
    workbench_start(&bench);
    for (int i = 0; i < ALERTS; i++)
        last = raise_alert();
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    ck_assert_int_eq(rename(state_file("kept").text, state_file("journal.db").text), 0);
    ck_assert_int_eq(chmod(state_file("journal.db").text, 0600), 0);
    expect_verify_finds("older copy");

    workbench_start(&bench);
    expect_told("older copy");
    ck_assert_uint_gt(raise_alert(), last);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_verify(&bench);
    workbench_finish(&bench);
}
END_TEST

START_TEST(a_journal_that_is_gone)
{
    bench = workbench_create("replaced-gone", &(struct workbench_options){0});
    workbench_start(&bench);
    raise_alert();
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    drop("journal.db");

    workbench_start(&bench);
    expect_told("it was gone, and a new one was begun");
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_start(&bench);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_verify(&bench);
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("journal_replaced", killed_and_without_its_log, a_copy_of_an_orderly_end_put_back,
           a_journal_that_is_gone)
