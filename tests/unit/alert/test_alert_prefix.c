/*
 * Alerts named by the first digits of their identifier, as people type them.
 */
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "alert/alert_book.h"

enum { ALERTS = 17 }; /* more than there are digits */

static const struct alert_options options = {
    .storm_budget = 100, .storm_window = MINUTE, .remediate_within = HOUR, .alerts_most = 100};
static const struct rule_facts rule = {
    .key = "rule", .title = "a rule", .severity = SEVERITY_AMBER};

static struct alert_book *book;
static struct identifier first;

static void report(const struct alert_entry *entry, void *cookie)
{
    (void)cookie;
    if (identifier_is_none(first))
        first = entry->alert->id;
}

static void take(uint64_t number)
{
    const struct finding finding = {
        .rule = &rule, .group_key = {(const char *)&number, sizeof number}, .offset = number};

    alert_book_take(book, &finding, DAY, report, NULL);
}

static void set_up(void)
{
    book = alert_book_create(&options);
    first = (struct identifier){{0}};
    take(0);
}

static void tear_down(void)
{
    alert_book_destroy(book);
}

START_TEST(a_prefix_of_any_length_and_case_will_do)
{
    const struct alert *alert = alert_book_find(book, first);
    char id[IDENTIFIER_TEXT_SIZE] = {0};
    struct text whole = text_of(identifier_write(first, id));

    for (size_t length = 1; length <= whole.length; length++) {
        struct error err = {0};

        ck_assert_ptr_eq(alert_book_find_prefix(book, text_until(whole, length), &err), alert);
    }
    for (char *digit = id; *digit; digit++) {
        if (*digit >= 'a')
            *digit = (char)(*digit - ('a' - 'A'));
    }
    ck_assert_ptr_eq(alert_book_find_prefix(book, whole, &(struct error){0}), alert);
}
END_TEST

START_TEST(what_is_no_prefix_is_said_so_printably)
{
    static const struct text wrong[] = {{"", 0}, {"xyz", 3}, {"\x1b[2J", 4}, {"a\0b", 3}};
    char long_text[IDENTIFIER_TEXT_SIZE + 1] = {0};
    struct error err = {0};

    memset(long_text, '0', IDENTIFIER_TEXT_SIZE);
    ck_assert_ptr_null(alert_book_find_prefix(book, text_of(long_text), &err));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_ptr_null(alert_book_find_prefix(book, wrong[i], &err));
        ck_assert_str_eq(
            err.text, "an alert is named by up to 32 hex digits, as `amberctl alerts` shows them");
    }
}
END_TEST

START_TEST(no_alert_and_several_are_different_mistakes)
{
    char id[IDENTIFIER_TEXT_SIZE] = {0};
    unsigned several = 0;
    struct error err = {0};

    identifier_write(first, id);
    id[31] = id[31] == '0' ? '1' : '0';
    ck_assert_ptr_null(alert_book_find_prefix(book, text_of(id), &err));
    ck_assert_ptr_nonnull(strstr(err.text, "no alert begins with"));

    for (uint64_t number = 1; number < ALERTS; number++)
        take(number);
    for (size_t digit = 0; digit < 16; digit++) {
        const struct text prefix = {"0123456789abcdef" + digit, 1};

        err.text[0] = '\0';
        if (!alert_book_find_prefix(book, prefix, &err))
            several += strstr(err.text, "several alerts begin with") != NULL;
    }
    ck_assert_uint_gt(several, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("alert_prefix");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, a_prefix_of_any_length_and_case_will_do);
    tcase_add_test(all, what_is_no_prefix_is_said_so_printably);
    tcase_add_test(all, no_alert_and_several_are_different_mistakes);
    tcase_add_checked_fixture(all, set_up, tear_down);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
