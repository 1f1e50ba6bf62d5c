#include "alert/fingerprint.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/unicode.h"

static const struct rule_facts rule = {.key = "rule"};
static const struct rule_facts other_rule = {.key = "other"};

START_TEST(each_part_makes_another_identifier)
{
    const struct finding base = {.rule = &rule, .group_key = TEXT("g"), .offset = 1, .ordinal = 2};
    struct finding others[6] = {base, base, base, base, base, base};
    struct identifier ids[7];

    others[0].rule = &other_rule;
    others[1].group_key = TEXT("h");
    others[2].offset = 3;
    others[3].ordinal = 3;
    others[4].incarnation.bytes[15] = 1;
    for (size_t i = 0; i < 5; i++)
        ids[i] = fingerprint_of(&others[i], false);
    ids[5] = fingerprint_of(&base, false);
    ids[6] = fingerprint_of(&base, true);
    for (size_t i = 0; i < 7; i++) {
        for (size_t j = 0; j < i; j++)
            ck_assert(!identifier_equal(ids[i], ids[j]));
    }
    others[5].event_time = 99;
    others[5].source = "elsewhere";
    others[5].note = TEXT("said");
    ck_assert(identifier_equal(ids[5], fingerprint_of(&others[5], false)));
}
END_TEST

/* It is stored: another machine, another version must come to the same. */
START_TEST(the_identifier_is_for_ever)
{
    const struct finding finding = {.rule = &rule, .group_key = TEXT("g"), .offset = 258};
    char text[IDENTIFIER_TEXT_SIZE] = {0};

    ck_assert_str_eq(identifier_write(fingerprint_of(&finding, false), text),
                     "4cc45b6225c2a64eb72eac789d369d51");
}
END_TEST

static void check_group(struct text key, const char *expect)
{
    struct buffer kept = {0};

    fingerprint_group(&kept, key);
    ck_assert_str_eq(buffer_string(&kept), expect);
    buffer_finish(&kept);
}

START_TEST(short_groups_are_kept_readable)
{
    check_group(TEXT(""), "");
    check_group(TEXT("maria@example.org"), "maria@example.org");
    check_group(TEXT("a\0b\n\xFF\\"), "a\\x00b\\x0a\\xff\\\\");
}
END_TEST

START_TEST(long_groups_stay_bounded_and_different)
{
    static char key[100000];
    struct buffer one = {0};
    struct buffer two = {0};

    memset(key, '\xFF', sizeof key);
    fingerprint_group(&one, (struct text){key, sizeof key});
    key[sizeof key - 1] = 'x';
    fingerprint_group(&two, (struct text){key, sizeof key});
    ck_assert_uint_le(one.length, FINGERPRINT_GROUP_MOST);
    ck_assert(!text_equal(buffer_text(&one), buffer_text(&two)));

    memset(key, 'a', sizeof key);
    buffer_clear(&one);
    fingerprint_group(&one, (struct text){key, FINGERPRINT_GROUP_MOST});
    ck_assert_uint_eq(one.length, FINGERPRINT_GROUP_MOST);
    buffer_clear(&two);
    fingerprint_group(&two, (struct text){key, FINGERPRINT_GROUP_MOST + 1});
    ck_assert(!text_starts_with(buffer_text(&two), buffer_text(&one)));
    ck_assert_uint_le(two.length, FINGERPRINT_GROUP_MOST);
    buffer_finish(&one);
    buffer_finish(&two);
}
END_TEST

START_TEST(indexes_do_not_run_together)
{
    struct buffer one = {0};
    struct buffer two = {0};
    struct buffer three = {0};

    fingerprint_index(&one, TEXT("ab"), TEXT("c"), false);
    fingerprint_index(&two, TEXT("a"), TEXT("bc"), false);
    fingerprint_index(&three, TEXT("ab"), TEXT("c"), true);
    ck_assert(!text_equal(buffer_text(&one), buffer_text(&two)));
    ck_assert(!text_equal(buffer_text(&one), buffer_text(&three)));
    buffer_finish(&one);
    buffer_finish(&two);
    buffer_finish(&three);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fingerprint");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, each_part_makes_another_identifier);
    tcase_add_test(all, the_identifier_is_for_ever);
    tcase_add_test(all, short_groups_are_kept_readable);
    tcase_add_test(all, long_groups_stay_bounded_and_different);
    tcase_add_test(all, indexes_do_not_run_together);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
