#include "alert/sql_literal.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

static char marked[512];

static void mark(size_t from, size_t to, void *cookie)
{
    const struct text *line = cookie;

    ck_assert_uint_le(from, to);
    ck_assert_uint_le(to, line->length);
    memset(marked + from, '#', to - from);
}

static void check_marks(struct text line, const char *expect)
{
    memcpy(marked, line.data, line.length);
    marked[line.length] = '\0';
    sql_literal_find(line, mark, &line);
    ck_assert_str_eq(marked, expect);
}

START_TEST(literals_are_found_one_by_one)
{
    check_marks(TEXT("SELECT a FROM t WHERE b='x' AND c = 'it''s' LIMIT 1"),
                "SELECT a FROM t WHERE b='#' AND c = '#####' LIMIT 1");
    check_marks(TEXT("insert into t values ('','a')"), "insert into t values ('','#')");
    check_marks(TEXT("DETAIL:  parameters: $1 = 'secret', $2 = 'b'"),
                "DETAIL:  parameters: $1 = '######', $2 = '#'");
}
END_TEST

START_TEST(lines_without_sql_stay)
{
    check_marks(TEXT("user 'maria' logged in"), "user 'maria' logged in");
    check_marks(TEXT("selection 'a' updated 'b'"), "selection 'a' updated 'b'");
    check_marks(TEXT(""), "");
    check_marks(TEXT("SELECT"), "SELECT");
    check_marks(TEXT("SELECT 1"), "SELECT 1");
}
END_TEST

START_TEST(what_stands_before_the_verb_does_not_confuse)
{
    check_marks(TEXT("user=o'brien LOG: SELECT 'x', 'y'"), "user=o'brien LOG: SELECT '#', '#'");
}
END_TEST

START_TEST(what_can_be_read_in_two_ways_is_hidden)
{
    check_marks(TEXT("SELECT 'a\\', b = 'c'"), "SELECT '############");
    check_marks(TEXT("SELECT \"it's\", 'c'"), "SELECT \"it'#######");
    check_marks(TEXT("SELECT 1 -- it's\n, 'c'"), "SELECT 1 -- it'#######");
    check_marks(TEXT("SELECT /* ' */ 'c'"), "SELECT /* '#######");
    check_marks(TEXT("SELECT 'open"), "SELECT '####");
    check_marks(TEXT("SELECT 'a''"), "SELECT '###");
}
END_TEST

START_TEST(dollar_quotes_hide_the_rest)
{
    check_marks(TEXT("SELECT $$it$$, 1"), "SELECT #########");
    check_marks(TEXT("DO $body$x"), "DO #######");
    check_marks(TEXT("UPDATE t SET a = $1 WHERE b = $2"), "UPDATE t SET a = $1 WHERE b = $2");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sql_literal");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, literals_are_found_one_by_one);
    tcase_add_test(all, lines_without_sql_stay);
    tcase_add_test(all, what_stands_before_the_verb_does_not_confuse);
    tcase_add_test(all, what_can_be_read_in_two_ways_is_hidden);
    tcase_add_test(all, dollar_quotes_hide_the_rest);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
