/* Whatever file is put in the place of the journal, no number is given out twice, and
 * the start says what it found. */
#include "store/counting.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/backup.h"
#include "support/journal_fixture.h"
#include "support/suite.h"
#include "support/temp_folder.h"

static struct fixture fixture;
static struct verify_result result;
static uint64_t given; /* the last number that was given out */

static void begin(void)
{
    fixture_begin(&fixture);
    given = 0;
}

/* Adds a record and returns its number. */
static uint64_t add(void)
{
    struct journal_reader reader = {0};

    fixture_add(&fixture, given + 1);
    fixture_commit(&fixture, false);
    reader = journal_reader(fixture.journal);
    return reader.range(reader.cookie).newest;
}

/* A run with a record; its number must be new. */
static void run(bool is_clean, const char *surprise)
{
    const char *told = NULL;
    uint64_t number = 0;

    fixture_open(&fixture);
    told = journal_surprise(fixture.journal);
    ck_assert_msg(surprise ? told && strstr(told, surprise) : !told, "%s", told ? told : "nothing");
    number = add();
    ck_assert_uint_gt(number, given);
    given = number;
    fixture_close(&fixture, is_clean);
    ck_assert_msg(verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err), "%s",
                  fixture.err.text);
}

static void drop(const char *name)
{
    ck_assert_int_eq(unlink(fixture_path(&fixture, name)), 0);
}

/* Verifying leaves an empty log. */
static void drop_journal(void)
{
    drop("journal.db");
    drop("journal.db-wal");
}

static void copy_file(const char *from, const char *to)
{
    struct path target = path_print("%s/%s", fixture.directory, to);

    file_copy(fixture_path(&fixture, from), target.text);
    ck_assert_int_eq(chmod(target.text, 0600), 0);
}

static void expect_found(const char *words)
{
    fixture.err = (struct error){0};
    ck_assert(!verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err));
    ck_assert(result.is_damaged);
    ck_assert_msg(strstr(fixture.err.text, words) != NULL, "%s", fixture.err.text);
}

START_TEST(a_journal_that_was_left_alone_surprises_nobody)
{
    begin();
    run(true, NULL);
    run(false, NULL);
    run(false, NULL);
    run(true, NULL);
    run(true, NULL);
    fixture_end(&fixture);
}
END_TEST

START_TEST(a_copy_of_an_earlier_end_is_told)
{
    begin();
    run(true, NULL);
    copy_file("journal.db", "kept");
    run(true, NULL);
    copy_file("kept", "journal.db");
    expect_found("older copy");
    run(true, "older copy");
    ck_assert_uint_eq(given, NUMBERING_BLOCK);
    run(true, NULL);

    copy_file("kept", "journal.db");
    run(false, "older copy");
    drop("journal.db-wal");
    copy_file("kept", "journal.db");
    expect_found("older copy");
    run(true, "older copy");
    run(true, NULL);
    fixture_end(&fixture);
}
END_TEST

START_TEST(a_log_that_was_taken_away_is_told)
{
    begin();
    run(true, NULL);
    run(false, NULL);
    drop("journal.db-wal");
    expect_found("write-ahead log");
    run(true, "write-ahead log");
    run(true, NULL);
    fixture_end(&fixture);
}
END_TEST

/* Without the marks, the main file still says that a run was under way. */
START_TEST(the_file_itself_knows_of_a_run)
{
    begin();
    run(true, NULL);
    fixture_open(&fixture);
    copy_file("journal.db", "kept");
    given = add();
    fixture_close(&fixture, false);
    drop("journal.db-wal");
    drop("numbers");
    copy_file("kept", "journal.db");
    run(true, NULL);
    ck_assert_uint_eq(given, NUMBERING_BLOCK);
    fixture_end(&fixture);
}
END_TEST

START_TEST(a_journal_that_is_gone_is_told_and_counts_anew_under_another_name)
{
    begin();
    run(true, NULL);
    run(true, NULL);
    copy_file("journal.db", "kept");
    run(true, NULL);
    drop_journal();
    given = 0;
    run(true, "gone");
    run(true, NULL);

    /* Its old self comes back. */
    copy_file("kept", "journal.db");
    given = 3;
    run(true, "older copy");
    run(true, NULL);
    fixture_end(&fixture);
}
END_TEST

START_TEST(another_journal_is_told)
{
    begin();
    run(true, NULL);
    copy_file("numbers", "kept");
    drop("numbers");
    drop_journal();
    given = 0;
    run(true, NULL);
    copy_file("kept", "numbers");
    run(true, "another journal");
    run(true, NULL);
    fixture_end(&fixture);
}
END_TEST

START_TEST(a_folder_from_before_the_marks_is_believed)
{
    begin();
    run(true, NULL);
    drop("numbers");
    run(false, NULL);
    drop("numbers");
    run(true, NULL);
    ck_assert_int_eq(access(fixture_path(&fixture, "numbers"), F_OK), 0);
    fixture_end(&fixture);
}
END_TEST

/* A backup is put back as often as one likes; its leap is not one of an older copy but
 * the first time. */
START_TEST(a_backup_put_back_twice_counts_on)
{
    struct path copy = {{0}};

    begin();
    run(true, NULL);
    copy = path_print("%s/kept", fixture.directory);
    ck_assert(backup_journal(fixture.directory, copy.text, NULL, NULL, &result, &fixture.err));
    run(true, NULL);
    copy_file("kept", "journal.db");
    run(true, NULL);
    ck_assert_uint_ge(given, BACKUP_LEAP);
    copy_file("kept", "journal.db");
    run(true, "older copy");
    fixture_end(&fixture);
}
END_TEST

START_TEST(damaged_marks_are_refused_and_told)
{
    begin();
    run(true, NULL);
    ck_assert_int_eq(truncate(fixture_path(&fixture, "numbers"), 20), 0);
    ck_assert(!fixture_try_open(&fixture));
    ck_assert_msg(strstr(fixture.err.text, "numbers is damaged") != NULL, "%s", fixture.err.text);
    ck_assert(!verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err));
    drop("numbers");
    run(true, NULL);
    fixture_end(&fixture);
}
END_TEST

/* The mark of a block is there before a number of it. */
START_TEST(a_block_that_cannot_be_marked_is_not_used)
{
    struct counting counting = {0};
    struct state_directory *directory = NULL;
    struct database *database = NULL;
    struct high_water_marks marks = {0};

    begin();
    run(true, NULL);
    directory = state_directory_open(fixture.directory, &fixture.err);
    database = database_open(fixture_path(&fixture, "journal.db"), DATABASE_WRITE, &fixture.err);
    counting.directory = directory;
    ck_assert(counting_look(&counting, fixture.directory, true, false, &fixture.err));
    ck_assert(counting_begin(&counting, database, 1, &fixture.err));
    ck_assert_int_eq(mkdir(fixture_path(&fixture, "numbers.new"), 0700), 0);
    ck_assert(!counting_ensure(&counting, database, NUMBERING_BLOCK, &fixture.err));
    ck_assert(!counting_ensure(&counting, database, NUMBERING_BLOCK, &fixture.err));
    ck_assert_int_eq(rmdir(fixture_path(&fixture, "numbers.new")), 0);
    ck_assert(counting_ensure(&counting, database, NUMBERING_BLOCK, &fixture.err));
    ck_assert(high_water_read(fixture.directory, &marks, &fixture.err));
    ck_assert_uint_eq(marks.items[0].reserved, counting.numbering.reserved);
    database_close(database);
    state_directory_close(directory);
    fixture_end(&fixture);
}
END_TEST

SUITE_MAIN("counting", a_journal_that_was_left_alone_surprises_nobody,
           a_copy_of_an_earlier_end_is_told, a_log_that_was_taken_away_is_told,
           the_file_itself_knows_of_a_run,
           a_journal_that_is_gone_is_told_and_counts_anew_under_another_name,
           another_journal_is_told, a_folder_from_before_the_marks_is_believed,
           a_backup_put_back_twice_counts_on, damaged_marks_are_refused_and_told,
           a_block_that_cannot_be_marked_is_not_used)
