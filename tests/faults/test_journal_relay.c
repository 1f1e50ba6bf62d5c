/*
 * amberd-journal is killed at random while a journalctl gives entries as fast as it
 * can, and files rotate: each entry is in the spool once, in order.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "support/give_up.h"
#include "support/program.h"
#include "support/seeded_random.h"
#include "support/suite.h"
#include "support/temp_folder.h"
#include "support/wait_until.h"

enum { ENTRIES = 60000, KEPT = 90, LONGEST_LIFE = 30000 };

/* Gives entries from the cursor on, numbered, and waits, as journalctl --follow does. */
static const char fake_journalctl[] =
    "#!/bin/sh\n"
    "from=1\n"
    "for word in \"$@\"; do\n"
    "    case $word in --cursor=i=*) from=${word#--cursor=i=} ;; esac\n"
    "done\n"
    "awk -v from=\"$from\" -v to=%d 'BEGIN {\n"
    "    for (i = from; i <= to; i++)\n"
    "        printf \"{\\\"__CURSOR\\\":\\\"i=%%d\\\",\\\"MESSAGE\\\":\\\"entry %%d\\\"}\\n\", i, "
    "i\n"
    "}'\n"
    "exec sleep 5\n";

static struct path folder;
static struct path spool;

static pid_t start(void)
{
    struct path program = path_print("%s/amberd-journal", build_folder().text);
    const char *const words[] = {program.text, "-o",     spool.text, "--size",
                                 "1MiB",       "--keep", "90",       NULL};
    pid_t process = fork();

    if (process < 0)
        give_up_errno("cannot start amberd-journal");
    if (process > 0)
        return process;
    setenv("PATH", path_print("%s:/usr/bin:/bin", folder.text).text, 1);
    program_become(words);
}

static bool is_all_there(void *cookie)
{
    struct buffer *bytes = cookie;
    struct error err = {0};
    struct path end = path_print("entry %d\"}\n", ENTRIES);

    buffer_clear(bytes);
    return file_read(spool.text, 1 << 26, bytes, &err) &&
           text_ends_with(buffer_text(bytes), text_of(end.text));
}

/* All files, the oldest first. */
static void read_all(struct buffer *bytes)
{
    struct error err = {0};

    buffer_clear(bytes);
    for (unsigned i = KEPT; i > 0; i--)
        file_read(path_print("%s.%u", spool.text, i).text, 1 << 26, bytes, &err);
    ck_assert_msg(file_read(spool.text, 1 << 26, bytes, &err), "%s", err.text);
}

START_TEST(each_entry_is_there_once)
{
    struct seeded_random random = seeded_random_start("journal relay");
    struct buffer bytes = {0};
    struct text rest = {0};
    unsigned kills = 0;
    pid_t process = 0;

    folder = temp_folder_create("relay");
    spool = path_print("%s/journal.log", folder.text);
    file_write(path_print("%s/journalctl", folder.text).text, fake_journalctl, ENTRIES);
    ck_assert_int_eq(chmod(path_print("%s/journalctl", folder.text).text, 0755), 0);
    for (; kills < 300 && !is_all_there(&bytes); kills++) {
        process = start();
        wait_idle(seeded_random_below(&random, LONGEST_LIFE));
        kill(process, SIGKILL);
        waitpid(process, NULL, 0);
    }
    process = start();
    ck_assert(wait_until(is_all_there, &bytes, PATIENCE_SECONDS));
    kill(process, SIGKILL);
    waitpid(process, NULL, 0);

    read_all(&bytes);
    rest = buffer_text(&bytes);
    for (unsigned i = 1; i <= ENTRIES; i++) {
        struct path wanted = path_print("{\"__CURSOR\":\"i=%u\",\"MESSAGE\":\"entry %u\"}", i, i);
        struct text line = {0};

        ck_assert(text_cut(rest, TEXT("\n"), &line, &rest));
        ck_assert_msg(text_equal(line, text_of(wanted.text)), "wanted %s, got %.*s", wanted.text,
                      TEXT_ARGS(line));
    }
    ck_assert_uint_eq(rest.length, 0);
    printf("%u kills, %d entries each once\n", kills, ENTRIES);
    buffer_finish(&bytes);
    temp_folder_remove(&folder);
}
END_TEST

START_TEST(mistakes_are_told)
{
    static const struct {
        const char *words[3];
        const char *said;
    } rows[] = {
        {{"--from", "yesterday", NULL}, "now, boot or beginning"},
        {{"--size", "12", NULL}, "--size is from 1MiB to 1TiB"},
        {{"--size", "64KiB", NULL}, "--size is from 1MiB"},
        {{"--size", "1G", NULL}, "such as 64MiB"},
        {{"--keep", "0", NULL}, "--keep is from 1 to 99"},
        {{"--follow", NULL, NULL}, "--help"},
        {{"sshd", NULL, NULL}, "'sshd' is no FIELD=VALUE"},
    };
    struct path program = path_print("%s/amberd-journal", build_folder().text);
    struct buffer said = {0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const words[] = {program.text, rows[i].words[0], rows[i].words[1], NULL};

        buffer_clear(&said);
        ck_assert_int_eq(program_run(words, &said), 3);
        ck_assert_msg(strstr(buffer_string(&said), rows[i].said) != NULL, "%s",
                      buffer_string(&said));
    }
    buffer_finish(&said);
}
END_TEST

SUITE_MAIN("journal_relay", each_entry_is_there_once, mistakes_are_told)
