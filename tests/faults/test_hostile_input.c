/*
 * Logs written by somebody who means harm: a line that never ends, bytes that are
 * no text, names that try to be a terminal command, a second record or another
 * log line.  Memory stays bounded, what is true is still found, and what comes out
 * is one printable line a record.
 */
#include <stdio.h>
#include <string.h>

#include "support/give_up.h"
#include "support/oracle.h"
#include "support/planted_line.h"
#include "support/seeded_random.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/workbench.h"

enum { WRITER = 1, BLOCK = 1 << 20, LONG_LINE_BLOCKS = 100, GROWTH_KILOBYTES = 16 << 10 };

#ifdef __SANITIZE_ADDRESS__
enum { MEMORY_TELLS = 0 }; /* the sanitizer keeps what was freed */
#else
enum { MEMORY_TELLS = 1 };
#endif

static void plant(const struct path *log, unsigned number)
{
    char line[PLANTED_LINE_SIZE] = "";
    size_t length = planted_line_write((struct planted_line){WRITER, number}, line);

    file_append(log->text, line, length);
}

START_TEST(a_line_without_an_end_takes_no_memory)
{
    struct workbench bench = workbench_create("endless", &(struct workbench_options){0});
    struct path log = workbench_log(&bench, "endless.log");
    struct oracle *oracle = oracle_create();
    static char block[BLOCK];
    unsigned long before = 0;
    unsigned long after = 0;

    memset(block, 'a', sizeof block);
    plant(&log, 1);
    workbench_start(&bench);
    oracle_expect(oracle, WRITER, 1, 1);
    oracle_gather(oracle, &bench);
    before = daemon_process_memory(bench.daemon, "VmHWM");
    oracle_destroy(oracle);

    for (unsigned i = 0; i < LONG_LINE_BLOCKS; i++)
        file_append(log.text, block, sizeof block);
    file_append(log.text, "\n", 1);
    plant(&log, 2);
    oracle = oracle_create();
    oracle_expect(oracle, WRITER, 1, 2);
    oracle_examine(oracle, &bench);
    after = daemon_process_memory(bench.daemon, "VmHWM");
    printf("%u MiB in one line: peak memory from %lu to %lu KiB\n", LONG_LINE_BLOCKS, before,
           after);
    ck_assert_int_ge(workbench_count(&bench, "sources.long_lines"), 1);
    ck_assert_msg(!MEMORY_TELLS || after < before + GROWTH_KILOBYTES, "from %lu to %lu KiB", before,
                  after);
    oracle_destroy(oracle);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

/* Fills the block with anything, or with NUL bytes. */
static void make_garbage(char *block, size_t length, struct seeded_random *random)
{
    memset(block, '\0', length);
    if (seeded_random_once_in(random, 4))
        return;
    for (size_t i = 0; i < length; i++)
        block[i] = (char)seeded_random_next(random);
}

START_TEST(lines_among_garbage_are_found)
{
    struct seeded_random random = seeded_random_start("garbage");
    struct workbench bench = workbench_create("garbage", &(struct workbench_options){0});
    struct path log = workbench_log(&bench, "garbage.log");
    struct oracle *oracle = oracle_create();
    unsigned rounds = test_rounds(200, 20000);
    char block[8192] = "";

    workbench_start(&bench);
    for (unsigned i = 1; i <= rounds; i++) {
        size_t length = seeded_random_below(&random, sizeof block);

        make_garbage(block, length, &random);
        file_append(log.text, block, length);
        file_append(log.text, "\n", 1);
        plant(&log, i);
    }
    oracle_expect(oracle, WRITER, 1, rounds);
    oracle_examine(oracle, &bench);
    oracle_destroy(oracle);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

/* NUL bytes right in front of a line: what copytruncate leaves under a writer that
 * does not append. */
START_TEST(a_line_behind_a_run_of_nul_is_found)
{
    struct workbench bench = workbench_create("nul", &(struct workbench_options){0});
    struct path log = workbench_log(&bench, "nul.log");
    struct oracle *oracle = oracle_create();
    static const char nothing[3 * BLOCK];

    file_append(log.text, nothing, sizeof nothing);
    plant(&log, 1);
    workbench_start(&bench);
    oracle_expect(oracle, WRITER, 1, 1);
    oracle_examine(oracle, &bench);
    oracle_destroy(oracle);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

/* What people have put into the name of a user. */
static const char *const evil_names[] = {
    "evil\x1b[2J\x1b[H",
    "evil\x1b]0;owned\a",
    "evil\x1b]52;c;cm0gLXJmIC8=\a",
    "evil\23331m",
    "evil\rFeb 30 00:00:00 gate7 sshd[1]: Accepted password for root",
    "evil\x0b\x0c\x08\x7f",
    "evil\\n2026-11-03T00:00:00Z gate7 sshd[1]: Accepted password for root from 192.0.2.1",
    "evil<13>1 2026-11-03T00:00:00Z gate7 amberd - - - forged",
    "evil\"},{\"seq\":1,\"type\":\"alert\"",
    "evil\\u000a\\\"",
    "evil\342\200\256txt.exe\342\200\254",
    "evil\xc3\x28\xff\xfe\xed\xa0\x80",
    "evil\xc2\x85\xe2\x80\xa8next",
    "evil%s%n%x",
    "evil from 192.0.2.1 port 1 ssh2",
};
enum { EVIL_COUNT = sizeof evil_names / sizeof *evil_names };

static const char evil_rule[] = "title: A name that means harm\n"
                                "id: 0c0ffee0-5b1d-4f7e-8a52-3d1c9e6f7a66\n"
                                "level: medium\n"
                                "logsource: {product: linux, service: sshd}\n"
                                "detection:\n"
                                "    evil: {user.name|startswith: evil}\n"
                                "    condition: evil\n";

static void write_failure(const struct path *log, const char *name)
{
    struct buffer line = {0};

    buffer_printf(&line,
                  "2026-11-03T08:00:00Z gate7 sshd[99]: Failed password for invalid user %s from "
                  "198.51.100.23 port 4022 ssh2\n",
                  name);
    file_append(log->text, line.data, line.length);
    buffer_finish(&line);
}

/* The line that came is one object, printable to the last byte. */
static void check_line(struct text line)
{
    for (size_t i = 0; i < line.length; i++) {
        unsigned char byte = (unsigned char)line.data[i];
        unsigned char next = i + 1 < line.length ? (unsigned char)line.data[i + 1] : 0;

        ck_assert_msg(byte >= 0x20 && byte != 0x7f, "byte %02x goes out as it is: %.*s", byte,
                      TEXT_ARGS(line));
        ck_assert_msg(byte != 0xc2 || next >= 0xa0, "a C1 control goes out as it is");
        ck_assert_msg(byte != 0xe2 || next != 0x80 || i + 2 >= line.length ||
                          (unsigned char)line.data[i + 2] < 0xa8,
                      "a line separator or a change of direction goes out as it is");
    }
}

START_TEST(names_cannot_forge_records_or_drive_a_terminal)
{
    struct workbench bench = workbench_create("evil", &(struct workbench_options){0});
    struct path log = workbench_log(&bench, "evil.log");
    struct feed_reader *reader = NULL;
    unsigned alerts = 0;
    bool ended = false;

    file_write(workbench_rule(&bench, "evil.yml").text, "%s", evil_rule);
    for (size_t i = 0; i < EVIL_COUNT; i++)
        write_failure(&log, evil_names[i]);
    plant(&log, 1);
    workbench_start(&bench);
    reader = workbench_read(&bench, "oldest");
    while (!ended) {
        json_t *record = feed_reader_next_record(reader, PATIENCE_SECONDS);
        const char *name = record_text(json_object_get(record, "subject"), "name");

        ck_assert_msg(record, "the planted line was not found");
        check_line(feed_reader_line(reader));
        alerts += strncmp(name, "evil", 4) == 0;
        ended = strncmp(name, "planted-", 8) == 0;
        json_decref(record);
    }
    ck_assert_uint_eq(alerts, EVIL_COUNT);
    feed_reader_close(reader);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("hostile_input", a_line_without_an_end_takes_no_memory, lines_among_garbage_are_found,
           a_line_behind_a_run_of_nul_is_found, names_cannot_forge_records_or_drive_a_terminal)
