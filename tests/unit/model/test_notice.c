#include "model/notice.h"

#include <string.h>

#include "support/suite.h"

START_TEST(identifiers_are_128_bits_and_no_two_the_same)
{
    for (int i = 0; i < NOTICE_COUNT; i++) {
        const struct notice_kind *kind = notice_kind((enum notice)i);

        ck_assert_msg(strlen(kind->id) == 32 && strspn(kind->id, "0123456789abcdef") == 32, "%s",
                      kind->name);
        for (int j = 0; j < i; j++) {
            const struct notice_kind *other = notice_kind((enum notice)j);

            ck_assert_str_ne(kind->id, other->id);
            ck_assert_str_ne(kind->name, other->name);
        }
    }
}
END_TEST

START_TEST(alerts_go_by_colour_and_nothing_else_does)
{
    ck_assert_int_eq(notice_priority(NOTICE_STARTED, SEVERITY_RED), PRIORITY_INFO);
    ck_assert_int_eq(notice_priority(NOTICE_JOURNAL_BLOCKED, SEVERITY_AMBER), PRIORITY_CRITICAL);
    for (int i = 0; i < NOTICE_COUNT; i++) {
        enum notice notice = (enum notice)i;
        bool is_alert = strncmp(notice_kind(notice)->name, "alert-", 6) == 0;

        ck_assert_int_eq(notice_kind(notice)->priority == PRIORITY_BY_COLOUR, is_alert);
        if (is_alert) {
            ck_assert_int_eq(notice_priority(notice, SEVERITY_AMBER), PRIORITY_WARNING);
            ck_assert_int_eq(notice_priority(notice, SEVERITY_RED), PRIORITY_CRITICAL);
        }
    }
}
END_TEST

SUITE_MAIN("notice", identifiers_are_128_bits_and_no_two_the_same,
           alerts_go_by_colour_and_nothing_else_does)
