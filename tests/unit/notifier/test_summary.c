#include "notifier/summary.h"

#include <stdio.h>
#include <string.h>

#include "support/suite.h"

static struct alert_case *hold(struct case_book *book, unsigned alert, bool is_red,
                               const char *title)
{
    char id[IDENTIFIER_TEXT_SIZE] = "";
    struct alert_case *one = NULL;
    bool forgotten = false;

    snprintf(id, sizeof id, "%032u", alert);
    one = case_book_add(book, id, &forgotten);
    one->is_red = is_red;
    summary_hold(one, CONTACT_FIRST, text_of(title));
    return one;
}

static size_t count(struct text text, const char *words)
{
    struct text head = {0};
    size_t found = 0;

    while (text_cut(text, text_of(words), &head, &text))
        found++;
    return found;
}

START_TEST(a_summary_tells_of_its_own_and_is_done_with_them)
{
    struct case_book *book = case_book_create();
    struct alert_case *red = hold(book, 1, true, "Root \"shell\"");
    struct alert_case *amber = hold(book, 2, false, "Odd hour");
    const struct summary reds = {CONTACT_FIRST, true};
    const struct summary ambers = {CONTACT_FIRST, false};
    struct page *page = NULL;

    ck_assert(summary_is_owed(book, reds));
    ck_assert(!summary_is_owed(book, (struct summary){CONTACT_SECOND, true}));
    page = summary_page(book, reds, "key");
    ck_assert(page->is_red);
    ck_assert_str_eq(buffer_string(&page->input),
                     "{\"type\":\"summary\",\"rag\":\"red\",\"count\":1,"
                     "\"ids\":[\"00000000000000000000000000000001\"],"
                     "\"alerts\":[{\"id\":\"00000000000000000000000000000001\","
                     "\"title\":\"Root \\\"shell\\\"\"}],"
                     "\"message\":\"amberd: and 1 more Red alert: Root \\\"shell\\\" "
                     "(00000000000000000000000000000001)\"}\n");
    page_destroy(page);
    ck_assert(!summary_is_owed(book, reds));
    ck_assert(summary_is_owed(book, ambers));
    page_destroy(summary_page(book, ambers, "key"));
    summary_done(book, ambers);
    ck_assert_int_eq(red->standing[CONTACT_FIRST], CASE_SUMMING);
    ck_assert_int_eq(amber->standing[CONTACT_FIRST], CASE_SUMMED);
    summary_done(book, reds);
    ck_assert_int_eq(red->standing[CONTACT_FIRST], CASE_SUMMED);
    case_book_destroy(book);
}
END_TEST

START_TEST(however_many_there_are_it_is_bounded)
{
    struct case_book *book = case_book_create();
    char title[1000] = "";
    struct page *page = NULL;

    memset(title, 't', sizeof title - 1);
    for (unsigned alert = 1; alert <= 150; alert++)
        hold(book, alert, true, title);
    page = summary_page(book, (struct summary){CONTACT_FIRST, true}, "key");
    ck_assert_uint_eq(count(buffer_text(&page->input), "{\"id\":"), SUMMARY_NAMES_MOST);
    ck_assert_uint_eq(count(buffer_text(&page->input), "\"count\":150,"), 1);
    ck_assert_uint_eq(count(buffer_text(&page->input), "; and 147 others\"}"), 1);
    for (size_t i = 0; i < page->variable_count; i++)
        ck_assert_uint_eq(count(text_of(page->variables[i]), "..."), 0); /* none was cut */
    page_destroy(page);
    case_book_destroy(book);
}
END_TEST

SUITE_MAIN("summary", a_summary_tells_of_its_own_and_is_done_with_them,
           however_many_there_are_it_is_bounded)
