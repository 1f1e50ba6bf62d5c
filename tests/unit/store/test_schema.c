/* Files of an older version become current with all that is in them, or stay as they
 * are; a newer one is refused. */
#include "store/schema.h"

#include <stdio.h>
#include <string.h>

#include "store/verify.h"
#include "support/journal_fixture.h"
#include "support/suite.h"
#include "support/temp_folder.h"

/* Versions that may come: the present ones, and what a later amberd would add. */
static const char add_column[] = "ALTER TABLE journal ADD COLUMN note TEXT;"
                                 "UPDATE journal SET note = 'old ' || number";
static const char add_table[] = "CREATE TABLE later(one INTEGER)";
static const char mistake[] = "CREATE TABLE half(one INTEGER); CREATE TABLE journal(one INTEGER)";

enum { MOST = 8 };

static struct schema_migration steps[MOST];
static struct fixture fixture;
static struct database *database;

/* The journal's history with more behind it. */
static struct schema_history later(const char *next, const char *last)
{
    struct schema_history history = {steps, schema_history.count};

    memset(steps, 0, sizeof steps);
    memcpy(steps, schema_history.migrations, schema_history.count * sizeof *steps);
    steps[history.count++].sql = next;
    if (last)
        steps[history.count++].sql = last;
    return history;
}

/* A journal of the present version with five records, closed. */
static void begin(void)
{
    fixture_begin(&fixture);
    fixture_open(&fixture);
    for (uint64_t i = 1; i <= 5; i++)
        fixture_add(&fixture, i);
    fixture_commit(&fixture, false);
    fixture_close(&fixture, true);
    database = database_open(fixture_path(&fixture, "journal.db"), DATABASE_WRITE, &fixture.err);
    ck_assert_msg(database != NULL, "%s", fixture.err.text);
}

static void end(void)
{
    database_close(database);
    fixture_end(&fixture);
}

static int64_t number(const char *sql)
{
    int64_t got = -1;

    ck_assert_msg(database_query_number(database, sql, &got, &fixture.err), "%s", fixture.err.text);
    return got;
}

START_TEST(an_older_file_becomes_current)
{
    const struct schema_history newer = later(add_column, add_table);

    begin();
    ck_assert(!schema_check(database, &newer, &fixture.err));
    ck_assert_msg(strstr(fixture.err.text, "start the daemon once") != NULL, "%s",
                  fixture.err.text);
    ck_assert_msg(schema_migrate(database, &newer, &fixture.err), "%s", fixture.err.text);
    ck_assert_int_eq(number("PRAGMA user_version"), (int64_t)newer.count);
    ck_assert_int_eq(number("SELECT count(*) FROM journal WHERE note = 'old ' || number"), 5);
    ck_assert_int_eq(number("SELECT count(*) FROM later"), 0);
    ck_assert(schema_check(database, &newer, &fixture.err));

    /* Once is enough. */
    ck_assert_msg(schema_migrate(database, &newer, &fixture.err), "%s", fixture.err.text);
    end();
}
END_TEST

START_TEST(a_migration_that_fails_leaves_the_file_as_it_was)
{
    const struct schema_history newer = later(add_column, mistake);

    begin();
    ck_assert(!schema_migrate(database, &newer, &fixture.err));
    ck_assert_msg(strstr(fixture.err.text, "cannot bring schema version") != NULL, "%s",
                  fixture.err.text);
    ck_assert_int_eq(number("PRAGMA user_version"), (int64_t)schema_history.count);
    ck_assert_int_eq(number("SELECT count(*) FROM pragma_table_info('journal') "
                            "WHERE name = 'note'"),
                     0);
    ck_assert_int_eq(number("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
    database_close(database);
    database = NULL;
    fixture_open(&fixture);
    fixture_close(&fixture, true);
    end();
}
END_TEST

START_TEST(a_newer_file_is_refused_and_not_touched)
{
    const struct schema_history newer = later(add_table, NULL);
    char versions[64] = "";

    begin();
    ck_assert_msg(schema_migrate(database, &newer, &fixture.err), "%s", fixture.err.text);
    database_close(database);
    database = NULL;
    ck_assert(!fixture_try_open(&fixture));
    snprintf(versions, sizeof versions,
             "schema version %zu, and this amberd knows up to version %zu", newer.count,
             schema_history.count);
    ck_assert_msg(strstr(fixture.err.text, versions) != NULL, "%s", fixture.err.text);
    ck_assert_msg(strstr(fixture.err.text, "use the newer amberd, or restore a backup") != NULL,
                  "%s", fixture.err.text);
    database = database_open(fixture_path(&fixture, "journal.db"), DATABASE_READ, &fixture.err);
    ck_assert_int_eq(number("PRAGMA user_version"), (int64_t)newer.count);
    end();
}
END_TEST

START_TEST(a_file_of_another_kind_is_refused)
{
    begin();
    ck_assert(database_execute(database, "PRAGMA application_id = 7", &fixture.err));
    ck_assert(!schema_migrate(database, &schema_history, &fixture.err));
    ck_assert_msg(strstr(fixture.err.text, "is no journal of amberd") != NULL, "%s",
                  fixture.err.text);
    end();
}
END_TEST

START_TEST(what_amberd_does_not_make_is_damage_and_named)
{
    static const struct {
        const char *sql;
        const char *name;
    } cases[] = {
        {"CREATE TRIGGER t BEFORE INSERT ON journal BEGIN SELECT raise(ignore); END",
         "trigger t is not"},
        {"CREATE TRIGGER u AFTER INSERT ON state BEGIN DELETE FROM evidence; END",
         "trigger u is not"},
        {"CREATE TABLE notes(one)", "table notes is not"},
        {"CREATE UNIQUE INDEX once ON journal(at)", "index once is not"},
        {"CREATE VIEW \"a\nb\" AS SELECT 1", "view a\\"},
        {"ALTER TABLE journal ADD COLUMN note TEXT", "table journal is not"},
        {"DROP INDEX journal_alert", "index journal_alert is missing"},
        {"DROP INDEX journal_alert; CREATE INDEX journal_alert ON journal(alert)",
         "index journal_alert is not"},
    };
    struct verify_result result = {0};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        begin();
        ck_assert(schema_check(database, &schema_history, &fixture.err));
        fixture_tamper(&fixture, cases[i].sql);
        ck_assert(!schema_check(database, &schema_history, &fixture.err));
        ck_assert_msg(strstr(fixture.err.text, cases[i].name) != NULL, "%s", fixture.err.text);
        ck_assert(!schema_migrate(database, &schema_history, &fixture.err));
        ck_assert(!fixture_try_open(&fixture));
        ck_assert_msg(strstr(fixture.err.text, cases[i].name) != NULL, "%s", fixture.err.text);
        ck_assert(!verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err));
        ck_assert(result.is_damaged);
        ck_assert_msg(strstr(fixture.err.text, cases[i].name) != NULL, "%s", fixture.err.text);
        end();
    }
}
END_TEST

/* Nothing is written before it is checked. */
START_TEST(an_older_file_is_checked_by_what_its_version_holds)
{
    const struct schema_history newer = later(add_column, add_table);

    begin();
    fixture_tamper(&fixture, "CREATE TABLE later(one INTEGER)");
    ck_assert(!schema_migrate(database, &newer, &fixture.err));
    ck_assert_msg(strstr(fixture.err.text, "table later is not") != NULL, "%s", fixture.err.text);
    ck_assert_int_eq(number("PRAGMA user_version"), (int64_t)schema_history.count);
    end();
}
END_TEST

SUITE_MAIN("schema", what_amberd_does_not_make_is_damage_and_named,
           an_older_file_is_checked_by_what_its_version_holds, an_older_file_becomes_current,
           a_migration_that_fails_leaves_the_file_as_it_was,
           a_newer_file_is_refused_and_not_touched, a_file_of_another_kind_is_refused)
