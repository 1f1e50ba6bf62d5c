#include "base/pattern.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"

static const unsigned engines[] = {0, PATTERN_INTERPRETED};

static enum pattern_result search_text(const char *source, unsigned flags, struct text subject,
                                       struct error *err)
{
    struct error compile_err = {0};
    struct pattern *pattern = pattern_compile(text_of(source), flags, &compile_err);
    enum pattern_result result = PATTERN_FAILED;

    ck_assert_msg(pattern != NULL, "%s: %s", source, compile_err.text);
    result = pattern_search(pattern, subject, err);
    pattern_destroy(pattern);
    return result;
}

/* Both engines must say the same. */
static bool finds(const char *source, unsigned flags, const char *subject)
{
    enum pattern_result first = search_text(source, flags, text_of(subject), NULL);

    ck_assert_int_ne(first, PATTERN_FAILED);
    ck_assert_int_eq(first,
                     search_text(source, flags | PATTERN_INTERPRETED, text_of(subject), NULL));
    return first == PATTERN_MATCH;
}

START_TEST(searches)
{
    ck_assert(finds("b+", 0, "aabba"));
    ck_assert(!finds("b+", 0, "aaccaa"));
    ck_assert(!finds("B", 0, "b"));
    ck_assert(finds("B", PATTERN_CASELESS, "b"));
    ck_assert(finds("é", PATTERN_CASELESS, "É"));
    ck_assert(!finds("a.c", 0, "a\nc"));
    ck_assert(finds("a.c", PATTERN_DOTALL, "a\nc"));
    ck_assert(!finds("^b$", 0, "a\nb"));
    ck_assert(finds("^b$", PATTERN_MULTILINE, "a\nb"));
    ck_assert(!finds("b", PATTERN_ANCHORED, "ab"));
    ck_assert(finds("a", PATTERN_ANCHORED, "ab"));
    ck_assert(finds("", 0, ""));
    ck_assert(finds("^$", 0, ""));
    ck_assert(!finds("a", 0, ""));
    ck_assert(finds("^.$", 0, "é"));
    ck_assert_int_eq(search_text("^a\\x00b$", 0, (struct text){"a\0b", 3}, NULL), PATTERN_MATCH);
    ck_assert_int_eq(search_text("a", 0, (struct text){NULL, 0}, NULL), PATTERN_NO_MATCH);
}
END_TEST

START_TEST(other_bytes_are_passed_over)
{
    ck_assert(finds("evil", 0, "\xFF\xFE\x80 evil \xC3"));
    ck_assert(!finds("a.b", 0,
                     "a\xFF"
                     "b"));
    ck_assert(finds("b$", 0,
                    "\x80\x80\x80\x80\x80"
                    "b"));
}
END_TEST

START_TEST(mistakes_are_told)
{
    struct error err = {0};
    char *zeros = mem_zero(PATTERN_LONGEST + 1);

    ck_assert_ptr_null(pattern_compile(TEXT("ab(c"), 0, &err));
    ck_assert_msg(strstr(err.text, "offset 4") != NULL, "%s", err.text);
    ck_assert_ptr_null(pattern_compile(TEXT("a\\Cb"), 0, &err));
    ck_assert_ptr_null(pattern_compile(TEXT("a(?C1)b"), 0, &err));
    ck_assert_msg(strstr(err.text, "callouts") != NULL, "%s", err.text);
    ck_assert_ptr_null(pattern_compile(TEXT("\xFF"), 0, &err));
    ck_assert_ptr_null(pattern_compile((struct text){zeros, PATTERN_LONGEST + 1}, 0, &err));
    mem_free(zeros);
    pattern_destroy(NULL);
}
END_TEST

/* A subject of length bytes with needle at a position. */
static struct text haystack(size_t length, char filler, size_t position, const char *needle)
{
    char *bytes = mem_alloc(length + 1);

    memset(bytes, filler, length);
    memcpy(bytes + position, needle, strlen(needle));
    return (struct text){bytes, length};
}

/* Around every border of windows and slices. */
START_TEST(finds_across_windows)
{
    static const size_t borders[] = {256, 768, 8192, 16384, 24576, 32768, 65536};

    for (size_t i = 0; i < 2 * sizeof borders / sizeof *borders; i++) {
        size_t border = borders[i / 2];

        for (size_t position = border - 8; position <= border + 8; position++) {
            struct text subject = haystack(70000, '.', position,
                                           "n\xC3\xA9"
                                           "edle");

            ck_assert_int_eq(search_text("(?<=\\.)\\bn(é)edle\\b", engines[i % 2], subject, NULL),
                             PATTERN_MATCH);
            mem_free((void *)(uintptr_t)subject.data);
        }
    }
}
END_TEST

/* However long it is, and wherever it begins. */
START_TEST(finds_what_is_longer_than_a_window)
{
    static const size_t lengths[] = {8190, 16384, 20000, 45000};

    for (size_t i = 0; i < 2 * sizeof lengths / sizeof *lengths; i++) {
        for (size_t position = 0; position < 14000; position += 1021) {
            struct text subject = haystack(60000, '.', position, "<");

            memcpy((char *)(uintptr_t)subject.data + position + lengths[i / 2], ">", 1);
            ck_assert_int_eq(search_text("<[^>]*>", engines[i % 2], subject, NULL), PATTERN_MATCH);
            ck_assert_int_eq(search_text("<[^>]{9}>", engines[i % 2], subject, NULL),
                             PATTERN_NO_MATCH);
            mem_free((void *)(uintptr_t)subject.data);
        }
    }
}
END_TEST

/* What begins and does not go on is a miss, and one that begins later is found. */
START_TEST(false_starts_are_passed_over)
{
    struct text subject = haystack(60000, '.', 100, "<|<");

    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(search_text("<[^|>]*>", engines[i], subject, NULL), PATTERN_NO_MATCH);
    memcpy((char *)(uintptr_t)subject.data + 50000, ">", 1);
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(search_text("<[^|>]*>", engines[i], subject, NULL), PATTERN_MATCH);
    mem_free((void *)(uintptr_t)subject.data);
}
END_TEST

/* The borders of windows are neither starts nor ends of the subject. */
START_TEST(borders_are_invisible)
{
    struct text subject = haystack(70000, 'a', 0, "");

    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(search_text("^b|b$", engines[i], subject, NULL), PATTERN_NO_MATCH);
        ck_assert_int_eq(search_text("\\Bb|^ab", engines[i], subject, NULL), PATTERN_NO_MATCH);
        ck_assert_int_eq(search_text("(?<!a)a$", engines[i], subject, NULL), PATTERN_NO_MATCH);
        ck_assert_int_eq(search_text("b", engines[i] | PATTERN_ANCHORED, subject, NULL),
                         PATTERN_NO_MATCH);
    }
    memcpy((char *)(uintptr_t)subject.data + 8192, "b", 1);
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(search_text("b", engines[i] | PATTERN_ANCHORED, subject, NULL),
                         PATTERN_NO_MATCH);
    mem_free((void *)(uintptr_t)subject.data);
}
END_TEST

/* Patterns that ran for seconds or minutes without the bounds: here each must be
 * over within the budget and what one slice can cost, and must not say "no" when
 * it did not look at everything. */
START_TEST(ends_in_time)
{
    static const struct {
        const char *source;
        size_t length;
    } bombs[] = {
        {"^(a+)+$", 41},          {"a*a*b", 1 << 20},
        {"a*a*[bc]", 4096},       {"a*a*[bc]", 1 << 20},
        {"(a|aa)+[bc]", 1 << 20}, {"(x?a*)*a*[bc]$", 1 << 16},
        {".*.*.*[bc]", 1 << 16},  {"^((?!Name: (.*)\\$ ).)*$", 1 << 20},
    };

    for (size_t i = 0; i < 2 * sizeof bombs / sizeof *bombs; i++) {
        struct text subject = haystack(bombs[i / 2].length, 'a', bombs[i / 2].length - 1, "!");
        struct error err = {0};
        clock_t started = clock();
        enum pattern_result result =
            search_text(bombs[i / 2].source, engines[i % 2], subject, &err);

        ck_assert_msg((clock() - started) / CLOCKS_PER_SEC < 10, "%s", bombs[i / 2].source);
        if (result == PATTERN_FAILED)
            ck_assert_msg(strncmp(err.text, "regex: ", 7) == 0, "%s", err.text);
        mem_free((void *)(uintptr_t)subject.data);
    }
}
END_TEST

START_TEST(limits_are_failures)
{
    struct text subject = haystack(64, 'a', 63, "!");
    struct error err = {0};

    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(search_text("^(a+)+$", engines[i], subject, &err), PATTERN_FAILED);
        ck_assert_ptr_nonnull(strstr(err.text, "limit"));
        ck_assert_int_eq(search_text("(*LIMIT_MATCH=4000000000)^(a+)+$", engines[i], subject, NULL),
                         PATTERN_FAILED);
    }
    mem_free((void *)(uintptr_t)subject.data);
}
END_TEST

START_TEST(groups_are_given)
{
    struct error err = {0};
    struct pattern *pattern = pattern_compile(TEXT("(a)|(b)(c*)"), 0, &err);
    struct text groups[6] = {{"x", 1}, {"x", 1}, {"x", 1}, {"x", 1}, {"x", 1}, {"x", 1}};

    ck_assert_int_eq(pattern_groups(pattern, TEXT("zzbcc"), groups, 6), PATTERN_MATCH);
    ck_assert(text_equal(groups[0], TEXT("bcc")));
    ck_assert_ptr_null(groups[1].data);
    ck_assert(text_equal(groups[2], TEXT("b")));
    ck_assert(text_equal(groups[3], TEXT("cc")));
    ck_assert_ptr_null(groups[4].data);
    ck_assert_ptr_null(groups[5].data);

    ck_assert_int_eq(pattern_groups(pattern, TEXT("b"), groups, 4), PATTERN_MATCH);
    ck_assert_uint_eq(groups[3].length, 0);
    ck_assert_ptr_nonnull(groups[3].data);
    ck_assert_int_eq(pattern_groups(pattern, TEXT("a"), groups, 4), PATTERN_MATCH);
    ck_assert_ptr_null(groups[2].data);
    ck_assert_int_eq(pattern_groups(pattern, (struct text){0}, groups, 4), PATTERN_NO_MATCH);
    ck_assert_int_eq(pattern_groups(pattern, TEXT("z"), groups, 4), PATTERN_NO_MATCH);
    ck_assert_ptr_null(groups[0].data);
    pattern_destroy(pattern);
}
END_TEST

START_TEST(groups_have_names)
{
    struct pattern *pattern =
        pattern_compile(TEXT("(?<year>\\d+)-(\\d+)(?:x|(?<last_one>y))"), 0, NULL);
    struct pattern *nameless = pattern_compile(TEXT("a(b)"), 0, NULL);

    ck_assert_uint_eq(pattern_group_count(pattern), 4);
    ck_assert_ptr_null(pattern_group_name(pattern, 0));
    ck_assert_str_eq(pattern_group_name(pattern, 1), "year");
    ck_assert_ptr_null(pattern_group_name(pattern, 2));
    ck_assert_str_eq(pattern_group_name(pattern, 3), "last_one");
    ck_assert_ptr_null(pattern_group_name(pattern, 4));
    ck_assert_uint_eq(pattern_group_count(nameless), 2);
    ck_assert_ptr_null(pattern_group_name(nameless, 1));
    pattern_destroy(pattern);
    pattern_destroy(nameless);
}
END_TEST

START_TEST(groups_have_a_longest_subject)
{
    struct error err = {0};
    struct pattern *pattern = pattern_compile(TEXT("a"), 0, &err);
    struct text subject = haystack(PATTERN_WINDOW + 1, 'a', 0, "");
    struct text groups[1] = {{0}};

    ck_assert_int_eq(pattern_groups(pattern, subject, groups, 1), PATTERN_FAILED);
    subject.length--;
    ck_assert_int_eq(pattern_groups(pattern, subject, groups, 1), PATTERN_MATCH);
    mem_free((void *)(uintptr_t)subject.data);
    pattern_destroy(pattern);
}
END_TEST

/* Looks for an "x" behind count characters, with start bytes in
 * front of them. */
static bool finds_behind(const struct pattern *pattern, size_t start, size_t count)
{
    static const char character[] = {'\xE2', '\x82', '\xAC'};
    char subject[4000] = "";
    size_t length = start;

    memset(subject, 'a', start);
    for (size_t i = 0; i < count; i++, length += sizeof character)
        memcpy(subject + length, character, sizeof character);
    subject[length++] = 'x';
    return pattern_search(pattern, (struct text){subject, length}, NULL) == PATTERN_MATCH;
}

/* Wherever in a character the slices would meet. */
START_TEST(looks_behind_over_the_edge_of_a_slice)
{
    static const unsigned flags[] = {0, PATTERN_INTERPRETED};
    struct error err = {0};

    for (size_t i = 0; i < 2; i++) {
        struct pattern *pattern = pattern_compile(TEXT("(?<=\xE2\x82\xAC)x"), flags[i], &err);

        for (size_t count = 1; count < 900; count++) {
            for (size_t start = 0; start < 4; start++)
                ck_assert_msg(finds_behind(pattern, start, count),
                              "%zu characters behind %zu bytes, flags %u", count, start, flags[i]);
        }
        pattern_destroy(pattern);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pattern");
    TCase *tests = tcase_create("pattern");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_set_timeout(tests, 200);
    tcase_add_test(tests, searches);
    tcase_add_test(tests, other_bytes_are_passed_over);
    tcase_add_test(tests, mistakes_are_told);
    tcase_add_test(tests, finds_across_windows);
    tcase_add_test(tests, finds_what_is_longer_than_a_window);
    tcase_add_test(tests, false_starts_are_passed_over);
    tcase_add_test(tests, borders_are_invisible);
    tcase_add_test(tests, ends_in_time);
    tcase_add_test(tests, limits_are_failures);
    tcase_add_test(tests, groups_are_given);
    tcase_add_test(tests, groups_have_names);
    tcase_add_test(tests, groups_have_a_longest_subject);
    tcase_add_test(tests, looks_behind_over_the_edge_of_a_slice);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
