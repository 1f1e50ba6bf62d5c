#include "base/spool.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/memory.h"
#include "model/chunk.h"
#include "relay/entry_stream.h"
#include "support/suite.h"
#include "support/temp_folder.h"

static struct path folder;
static struct path file;

static struct spool_options options_of(uint64_t largest)
{
    return (struct spool_options){.path = file.text,
                                  .largest = largest,
                                  .keep = 2,
                                  .torn = LINE_LARGEST,
                                  .is_durable = true,
                                  .cursor_of = entry_cursor_of};
}

static struct spool *open_spool(uint64_t largest)
{
    struct error err = {0};
    struct spool_options options = options_of(largest);
    struct spool *spool = spool_open(&options, &err);

    ck_assert_msg(spool != NULL, "%s", err.text);
    return spool;
}

static void begin(void)
{
    folder = temp_folder_create("spool");
    file = path_print("%s/journal.log", folder.text);
}

static void append(struct spool *spool, const char *lines)
{
    struct error err = {0};

    struct text rest = text_of(lines);

    ck_assert_msg(spool_append(spool, &rest, &err), "%s", err.text);
    ck_assert_uint_eq(rest.length, 0);
}

static void holds(const char *ending, const char *content)
{
    struct path path = path_print("%s%s", file.text, ending);
    struct buffer buffer = {0};
    struct error err = {0};

    ck_assert_msg(file_read(path.text, 1 << 26, &buffer, &err), "%s", err.text);
    ck_assert_str_eq(buffer_string(&buffer), content);
    buffer_finish(&buffer);
}

START_TEST(the_last_whole_line_says_where_to_go_on)
{
    const struct {
        const char *content;
        const char *cursor;
        const char *left;
    } rows[] = {
        {"", "", ""},
        {"{\"__CURSOR\":\"i=1\"}\n", "i=1", "{\"__CURSOR\":\"i=1\"}\n"},
        {"{\"__CURSOR\":\"i=1\"}\n{\"__CURSOR\":\"i=2\"", "i=1", "{\"__CURSOR\":\"i=1\"}\n"},
        {"{\"__CURSOR\":\"i=1\"", "", ""},
        {"{\"__CURSOR\":\"i=1\"}\n\nwhat an editor left\n", "i=1",
         "{\"__CURSOR\":\"i=1\"}\n\nwhat an editor left\n"},
        {"{\"MESSAGE\":\"\\\"__CURSOR\\\":\\\"i=9\\\"\",\"__CURSOR\":\"i=1\"}\n", "i=1", NULL},
        {"{\"__CURSOR\":\"i=1 --file=/etc/shadow\"}\n", "", NULL},
        {"{ \"__CURSOR\" : \"i=1\", \"MESSAGE\" : \"m\" }\n", "i=1", NULL},
        /* The beginning of an entry is no place to go on from. */
        {"{\"__CURSOR\":\"i=1\"}\n{\"__CURSOR\":\"i=2\",\"MESSAGE\":\"{} \n", "i=1", NULL},
        {"{\"__CURSOR\":\"i=1\"}\n{\"__CURSOR\":\"i=2}\n", "i=1", NULL},
    };

    begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct spool *spool = NULL;

        file_write(file.text, "%s", rows[i].content);
        spool = open_spool(1 << 20);
        ck_assert_str_eq(spool_cursor(spool), rows[i].cursor);
        holds("", rows[i].left ? rows[i].left : rows[i].content);
        spool_close(spool);
    }
    temp_folder_remove(&folder);
}
END_TEST

START_TEST(rotates_and_goes_on_from_the_file_before)
{
    struct spool *spool = NULL;
    struct stat status = {0};

    begin();
    spool = open_spool(10);
    append(spool, "{\"__CURSOR\":\"i=1\"}\n");
    append(spool, "{\"__CURSOR\":\"i=2\"}\n");
    append(spool, "{\"__CURSOR\":\"i=3\"}\n");
    append(spool, "{\"__CURSOR\":\"i=4\"}\n");
    holds("", "{\"__CURSOR\":\"i=4\"}\n");
    holds(".1", "{\"__CURSOR\":\"i=3\"}\n");
    holds(".2", "{\"__CURSOR\":\"i=2\"}\n");
    ck_assert_int_ne(access(path_print("%s.3", file.text).text, F_OK), 0);
    ck_assert_int_eq(stat(file.text, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0137U, 0);
    spool_close(spool);

    /* Killed behind the renaming, and behind the creation. */
    ck_assert_int_eq(remove(file.text), 0);
    spool = open_spool(10);
    ck_assert_str_eq(spool_cursor(spool), "i=3");
    spool_close(spool);
    spool = open_spool(10);
    ck_assert_str_eq(spool_cursor(spool), "i=3");
    spool_close(spool);
    temp_folder_remove(&folder);
}
END_TEST

/* amberd may have read into it already, and takes a file that shrinks for a new one.  Its
 * entry comes again, whatever byte it was cut behind. */
START_TEST(a_long_line_in_part_is_ended_and_not_taken_away)
{
    static const char first[] = "{\"__CURSOR\":\"i=1\"}\n{\"__CURSOR\":\"i=2\",\"MESSAGE\":\"";
    static const char lasts[] = "x}\"\\";
    size_t length = LINE_LARGEST + 10;
    char *part = mem_zero(length);

    begin();
    memset(part, 'x', length);
    for (const char *last = lasts; *last; last++) {
        struct spool *spool = NULL;
        struct stat status = {0};

        part[length - 1] = *last;
        file_write(file.text, "%s", first);
        file_append(file.text, part, length);
        spool = open_spool(1 << 30);
        ck_assert_int_eq(stat(file.text, &status), 0);
        ck_assert_uint_eq((uint64_t)status.st_size, strlen(first) + length + strlen(" \n"));
        ck_assert_str_eq(spool_cursor(spool), "i=1");
        spool_close(spool);
        spool = open_spool(1 << 30);
        ck_assert_str_eq(spool_cursor(spool), "i=1");
        spool_close(spool);
    }
    mem_free(part);
    temp_folder_remove(&folder);
}
END_TEST

/* The file may not grow beyond so many bytes, like one on a disk that is full. */
static void limit_file(rlim_t bytes)
{
    struct rlimit limit = {0};

    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* amberd may have read the lines that found room. */
START_TEST(lines_that_find_room_on_a_full_disk_stay)
{
    static const char first[] = "{\"__CURSOR\":\"i=1\"}\n";
    static const char second[] = "{\"__CURSOR\":\"i=2\"}\n";
    struct path both = path_print("%s%s", first, second);
    struct text lines = text_of(both.text);
    struct error err = {0};
    struct spool *spool = NULL;

    begin();
    spool = open_spool(1 << 20);
    limit_file(strlen(both.text) - 5);
    ck_assert(!spool_append(spool, &lines, &err));
    ck_assert_str_eq(lines.data, second);
    limit_file(RLIM_INFINITY);
    ck_assert_msg(spool_append(spool, &lines, &err), "%s", err.text);
    holds("", both.text);
    spool_close(spool);
    spool = open_spool(1 << 20);
    ck_assert_str_eq(spool_cursor(spool), "i=2");
    spool_close(spool);
    temp_folder_remove(&folder);
}
END_TEST

START_TEST(only_one_writes)
{
    struct error err = {0};
    struct spool_options options = {0};
    struct spool *spool = NULL;

    begin();
    spool = open_spool(1 << 20);
    options = options_of(1 << 20);
    ck_assert_ptr_null(spool_open(&options, &err));
    ck_assert_msg(strstr(err.text, "another process") != NULL, "%s", err.text);
    spool_close(spool);
    temp_folder_remove(&folder);
}
END_TEST

/* A logrotate that should not be there, or somebody who tidies up. */
START_TEST(a_file_that_was_taken_away_is_begun_anew)
{
    struct path other;
    struct spool *spool = NULL;
    struct error err = {0};

    begin();
    other = path_print("%s/elsewhere", folder.text);
    spool = open_spool(1 << 20);
    append(spool, "{\"__CURSOR\":\"i=1\"}\n");
    ck_assert_int_eq(rename(file.text, other.text), 0);
    append(spool, "{\"__CURSOR\":\"i=2\"}\n");
    ck_assert(spool_sync(spool, &err));
    holds("", "{\"__CURSOR\":\"i=2\"}\n");
    spool_close(spool);
    temp_folder_remove(&folder);
}
END_TEST

/* Whoever acknowledges what a sync has confirmed has to hear of each that failed, for the
 * next one, of another file, is good. */
START_TEST(a_sync_that_fails_before_the_next_file_is_told)
{
    const uint64_t sizes[] = {1, 1 << 20}; /* it rotates; it was moved away */

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct text line = TEXT("{\"__CURSOR\":\"i=2\"}\n");
        struct error err = {0};
        struct spool *spool = NULL;
        struct path other;

        begin();
        other = path_print("%s.1", file.text);
        spool = open_spool(sizes[i]);
        append(spool, "{\"__CURSOR\":\"i=1\"}\n");
        if (sizes[i] > 1)
            ck_assert_int_eq(rename(file.text, other.text), 0);
        fault_arm("spool.sync", 0, 1);
        ck_assert(!spool_append(spool, &line, &err));
        ck_assert(fault_disarm());
        ck_assert(spool_is_doubtful(spool));
        ck_assert(spool_append(spool, &line, &err));
        ck_assert(!spool_is_doubtful(spool));
        ck_assert(spool_sync(spool, &err));
        holds("", "{\"__CURSOR\":\"i=2\"}\n");
        holds(".1", "{\"__CURSOR\":\"i=1\"}\n");
        spool_close(spool);
        temp_folder_remove(&folder);
    }
}
END_TEST

START_TEST(no_link_is_followed)
{
    struct error err = {0};
    struct spool_options options = {0};
    struct path other;

    begin();
    other = path_print("%s/other", folder.text);
    file_write(other.text, "mine");
    ck_assert_int_eq(symlink(other.text, file.text), 0);
    options = options_of(1 << 20);
    ck_assert_ptr_null(spool_open(&options, &err));
    ck_assert_msg(strstr(err.text, file.text) != NULL, "%s", err.text);
    temp_folder_remove(&folder);
}
END_TEST

SUITE_MAIN("spool", the_last_whole_line_says_where_to_go_on,
           rotates_and_goes_on_from_the_file_before,
           a_long_line_in_part_is_ended_and_not_taken_away,
           lines_that_find_room_on_a_full_disk_stay, only_one_writes,
           a_file_that_was_taken_away_is_begun_anew, a_sync_that_fails_before_the_next_file_is_told,
           no_link_is_followed)
