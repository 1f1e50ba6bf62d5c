#include "store/high_water.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/journal_fixture.h"
#include "support/suite.h"

#define NAME  "00112233445566778899aabbccddeeff"
#define OTHER "0123456789abcdef0123456789abcdef"

static struct fixture fixture;
static struct state_directory *directory;
static struct high_water_marks marks;

static void begin(void)
{
    fixture_begin(&fixture);
    directory = state_directory_open(fixture.directory, &fixture.err);
    ck_assert_msg(directory != NULL, "%s", fixture.err.text);
}

static void end(void)
{
    state_directory_close(directory);
    fixture_end(&fixture);
}

static bool read_marks(const char *bytes)
{
    fixture.err = (struct error){0};
    ck_assert(state_directory_write(directory, "numbers", text_of(bytes), &fixture.err));
    return high_water_read(fixture.directory, &marks, &fixture.err);
}

START_TEST(a_folder_without_the_file_has_no_marks)
{
    begin();
    marks.count = 5;
    ck_assert(high_water_read(fixture.directory, &marks, &fixture.err));
    ck_assert_uint_eq(marks.count, 0);
    ck_assert_ptr_null(high_water_find(&marks, identifier_random()));
    end();
}
END_TEST

START_TEST(what_is_written_is_read_back_the_newest_first)
{
    struct high_water last = {0};
    struct stat status = {0};

    begin();
    for (uint64_t i = 1; i <= HIGH_WATER_MOST + 3; i++) {
        last = (struct high_water){fixture_alert(i), i * NUMBERING_BLOCK, i};
        ck_assert(high_water_write(&marks, &last, directory, &fixture.err));
    }
    ck_assert_int_eq(stat(fixture_path(&fixture, "numbers"), &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777U, 0600);
    ck_assert_int_ne(access(fixture_path(&fixture, "numbers.new"), F_OK), 0);
    ck_assert(high_water_read(fixture.directory, &marks, &fixture.err));
    ck_assert_uint_eq(marks.count, HIGH_WATER_MOST);
    ck_assert(identifier_equal(marks.items[0].instance, last.instance));
    ck_assert_uint_eq(marks.items[0].reserved, last.reserved);
    ck_assert_uint_eq(marks.items[0].ended, last.ended);
    ck_assert_ptr_null(high_water_find(&marks, fixture_alert(3)));
    ck_assert_ptr_eq(high_water_find(&marks, fixture_alert(4)), &marks.items[7]);

    /* One that is known already moves to the front. */
    last = (struct high_water){fixture_alert(4), 9 * NUMBERING_BLOCK, 0};
    ck_assert(high_water_write(&marks, &last, directory, &fixture.err));
    ck_assert_uint_eq(marks.count, HIGH_WATER_MOST);
    ck_assert_ptr_eq(high_water_find(&marks, fixture_alert(4)), &marks.items[0]);
    ck_assert_ptr_eq(high_water_find(&marks, fixture_alert(5)), &marks.items[7]);
    end();
}
END_TEST

START_TEST(what_makes_no_sense_is_refused)
{
    static const char *const wrong[] = {
        "",
        "\n",
        NAME " 1048576 0",
        NAME " 1048576\n",
        NAME " 1048577 0\n",
        NAME " 0 0\n",
        NAME " 1048576 1048577\n",
        NAME " 1048576 0 7\n",
        NAME " -1048576 0\n",
        NAME " 18446744073708503040 0\n",
        "0011 1048576 0\n",
        NAME " 1048576 0\n" NAME " 1048576",
    };

    begin();
    ck_assert(read_marks(NAME " 1048576 0\n" OTHER " 2097152 2097152\n"));
    ck_assert_uint_eq(marks.count, 2);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_msg(!read_marks(wrong[i]), "'%s'", wrong[i]);
        ck_assert_ptr_nonnull(strstr(fixture.err.text, "is damaged"));
    }
    ck_assert_int_eq(remove(fixture_path(&fixture, "numbers")), 0);
    ck_assert_int_eq(symlink("/etc/hostname", fixture_path(&fixture, "numbers")), 0);
    ck_assert(!high_water_read(fixture.directory, &marks, &fixture.err));
    end();
}
END_TEST

START_TEST(one_line_too_many_is_refused)
{
    struct buffer lines = {0};

    begin();
    for (size_t i = 0; i < HIGH_WATER_MOST; i++)
        buffer_printf(&lines, NAME " 1048576 0\n");
    ck_assert(read_marks(buffer_string(&lines)));
    buffer_printf(&lines, NAME " 1048576 0\n");
    ck_assert(!read_marks(buffer_string(&lines)));
    buffer_finish(&lines);
    end();
}
END_TEST

START_TEST(an_older_row_is_told_from_the_one_that_was_left)
{
    /* Of the mark: reserved in blocks, ended; of the journal: the same, and clean, log. */
    static const struct {
        uint64_t reserved, ended, row_reserved, row_next;
        bool is_clean, has_log;
        const char *fault;
    } cases[] = {
        {1, 7, 1, 7, true, false, NULL},               /* ended in order */
        {1, 7, 1, 7, true, true, NULL},                /* ... and somebody looks at it */
        {1, 0, 1, 7, false, true, NULL},               /* killed */
        {1, 7, 1, 5, false, true, NULL},               /* killed while it ended */
        {1, 7, 2, 1 << 20, false, true, NULL},         /* killed before the mark */
        {1, 7, 9, 7, false, false, NULL},              /* a backup */
        {1, 7, 1, 6, true, false, "older copy"},       /* of an earlier end */
        {1, 0, 1, 7, true, false, "older copy"},       /* of the end before the kill */
        {1, 7, 1, 5, false, false, "older copy"},      /* without its log */
        {2, 0, 1, 7, true, false, "older copy"},       /* of an earlier block */
        {2, 7, 1, 7, false, true, "older copy"},       /* with its log */
        {1, 0, 1, 5, false, false, "write-ahead log"}, /* removed */
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct high_water mark = {.reserved = cases[i].reserved * NUMBERING_BLOCK,
                                        .ended = cases[i].ended};
        const struct numbering row = {.reserved = cases[i].row_reserved * NUMBERING_BLOCK,
                                      .next = cases[i].row_next,
                                      .is_clean = cases[i].is_clean};
        const char *fault = high_water_fault(&mark, &row, cases[i].has_log);

        if (cases[i].fault)
            ck_assert_msg(fault && strstr(fault, cases[i].fault), "case %zu: %s", i, fault);
        else
            ck_assert_msg(!fault, "case %zu: %s", i, fault);
    }
}
END_TEST

SUITE_MAIN("high_water", a_folder_without_the_file_has_no_marks,
           what_is_written_is_read_back_the_newest_first, what_makes_no_sense_is_refused,
           one_line_too_many_is_refused, an_older_row_is_told_from_the_one_that_was_left)
