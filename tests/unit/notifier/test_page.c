#include "notifier/page.h"

#include <string.h>

#include "support/suite.h"

START_TEST(a_value_is_one_line_for_people)
{
    static const struct {
        struct text value;
        const char *variable;
    } rows[] = {
        {{"plain", 5}, "AMBERD_X=plain"},
        {{"", 0}, "AMBERD_X="},
        {{"a\nAMBERD_RAG=green", 18}, "AMBERD_X=a AMBERD_RAG=green"},
        {{"a\r\tb\x7f", 5}, "AMBERD_X=a  b "},
        {{"nul\0gone", 8}, "AMBERD_X=nul gone"},
        {{"\x1b[2J", 4}, "AMBERD_X= [2J"},
        {{"\xff\xfe", 2}, "AMBERD_X=\xef\xbf\xbd\xef\xbf\xbd"},
        {{"ma\xc3\xb1"
          "ana",
          7},
         "AMBERD_X=ma\xc3\xb1"
         "ana"},
        {{"a\xe2\x80\x8b-\xe2\x80\xa8", 8}, "AMBERD_X=a - "}, /* hides; ends a line */
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct page *page = page_create(PAGE_ALERT, CONTACT_FIRST, "key");
        size_t before = page->variable_count;

        page_set(page, "X", rows[i].value);
        ck_assert_uint_eq(page->variable_count, before + 1);
        ck_assert_str_eq(page->variables[before], rows[i].variable);
        page_destroy(page);
    }
}
END_TEST

START_TEST(values_and_their_number_have_bounds)
{
    static char value[5000];
    struct page *page = page_create(PAGE_WATCH, CONTACT_SECOND, "key");

    memset(value, 'x', sizeof value);
    for (int i = 0; i < 100; i++)
        page_set(page, "X", (struct text){value, sizeof value});
    ck_assert_uint_eq(page->variable_count, PAGE_VARIABLES_MOST);
    ck_assert_ptr_null(page->variables[PAGE_VARIABLES_MOST]);
    ck_assert_uint_eq(strlen(page->variables[PAGE_VARIABLES_MOST - 1]),
                      strlen("AMBERD_X=...") + PAGE_VALUE_MOST);
    ck_assert_str_eq(page->variables[0], "AMBERD_KIND=watch");
    ck_assert_str_eq(page->variables[1], "AMBERD_CONTACT=second");
    ck_assert_str_eq(page->variables[2], "AMBERD_KEY=key");
    page_destroy(page);
}
END_TEST

SUITE_MAIN("page", a_value_is_one_line_for_people, values_and_their_number_have_bounds)
