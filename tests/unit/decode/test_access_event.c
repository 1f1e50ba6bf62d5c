#include "decode/access_event.h"

#include <check.h>

#include "support/suite.h"

static const struct access_form forms[] = {
    {"add %t to %g", "first", "iam", "success", false},
    {"add %t", "second", "iam", "failure", true},
    {"id=%i gid=%G uid=%I", "numbers", "iam", "success", false},
    {"'%u' runs '%c'", "runs", "process", "success", false},
    {"%u: %r", "place in front", "iam", "success", false},
    {"only this", "literal", "iam", "success", false},
    {"%*", "anything", "iam", "unknown", false},
};

static struct access_event read(const char *text)
{
    struct access_event access = {0};

    ck_assert(access_form_read(forms, sizeof forms / sizeof *forms, text_of(text), &access));
    return access;
}

static void check(struct text text, const char *expected)
{
    ck_assert_msg(text_equal(text, text_of(expected)), "%.*s is not %s", TEXT_ARGS(text), expected);
}

START_TEST(the_first_form_that_fits_counts)
{
    struct access_event access = read("add mara to ops");

    check(access.action, "first");
    check(access.category, "iam");
    check(access.outcome, "success");
    check(access.target, "mara");
    check(access.group, "ops");
    ck_assert_uint_eq(access.count, 1);

    access = read("add mara");
    check(access.action, "second");
    check(access.target, "mara");
    check(access.group, "");
    ck_assert_uint_eq(access.count, 0);

    check(read("only this").action, "literal");
    check(read("only this.").action, "anything");
    check(read("").action, "anything");
}
END_TEST

START_TEST(a_last_literal_stands_at_the_end)
{
    check(read("'ines' runs 'a 'b' c'").command, "a 'b' c");
    check(read("'ines' runs ''").command, "");
    check(read("'ines' runs 'a").action, "anything");
    check(read("ines: a: b").user, "ines");
    check(read("ines: a: b").reason, "a: b");
}
END_TEST

START_TEST(numbers_are_digits)
{
    struct access_event access = read("id=1005 gid=x uid=99999999999999999999");

    check(access.action, "numbers");
    check(access.target_id, "1005");
    check(access.group_id, "");
    check(access.user_id, "");
}
END_TEST

START_TEST(a_sentence_is_no_name)
{
    static const char *const lines[] = {
        "add ma ra to ops",  "add ma'ra to ops", "add ma\"ra to ops",      "add ma`ra to ops",
        "add ma\nra to ops", "add mara to ops ", "add mara to ops to ops", "add ma\x7Fra to ops",
    };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct access_event access = read(lines[i]);

        check(access.action, "first");
        check(access.target, "");
        check(access.group, "");
    }
    check(read("add CORP\\jane doe to ops").target, "CORP\\jane doe");
    check(read("add jane doe\\CORP to ops").target, "");
    check(read("add jos\xC3\xA9 to ops").target, "jos\xC3\xA9");
}
END_TEST

START_TEST(what_does_not_fit_changes_nothing)
{
    struct access_event access = {.user = TEXT("ines")};

    ck_assert(!access_form_read(forms, 3, TEXT("id=5 gid=6"), &access));
    check(access.user, "ines");
    check(access.target_id, "");
    check(access.action, "");
}
END_TEST

SUITE_MAIN("access_event", the_first_form_that_fits_counts, a_last_literal_stands_at_the_end,
           numbers_are_digits, a_sentence_is_no_name, what_does_not_fit_changes_nothing)
