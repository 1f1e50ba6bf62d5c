#include "scan/literal_filter.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "support/seeded_random.h"
#include "support/suite.h"

enum { LITERALS_MOST = 64 };

static char lower(char byte)
{
    return (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
}

static bool stands_at(struct text stretch, size_t position, struct text literal)
{
    if (literal.length > stretch.length - position)
        return false;
    for (size_t i = 0; i < literal.length; i++) {
        if (lower(stretch.data[position + i]) != literal.data[i])
            return false;
    }
    return true;
}

/* Whether a hit says that the literal stands at a place. */
static bool is_told(const struct filter_hits *hits, size_t position, size_t length, size_t literal)
{
    for (size_t i = 0; i < hits->count; i++) {
        if (hits->items[i].literal == literal && hits->items[i].position >= position &&
            hits->items[i].position < position + length)
            return true;
    }
    return false;
}

/* Every place of every literal is told, in order, and nothing else. */
static void check_hits(const struct text *literals, size_t count, struct text stretch,
                       const struct filter_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++) {
        bool is_true = false;
        struct text literal = literals[hits->items[i].literal];

        ck_assert(i == 0 || hits->items[i - 1].position <= hits->items[i].position);
        for (size_t back = 0; back < literal.length && back <= hits->items[i].position; back++)
            is_true = is_true || stands_at(stretch, hits->items[i].position - back, literal);
        ck_assert(is_true);
    }
    for (size_t position = 0; position < stretch.length; position++) {
        for (size_t i = 0; i < count; i++) {
            if (stands_at(stretch, position, literals[i]))
                ck_assert_msg(is_told(hits, position, literals[i].length, i),
                              "'%.*s' at %zu of '%.*s'", TEXT_ARGS(literals[i]), position,
                              TEXT_ARGS(stretch));
        }
    }
}

/* Scans a copy that ends where its memory ends, so that a sanitizer sees a step too far. */
static void check_exact(const struct text *literals, size_t count, struct text stretch,
                        struct text sample)
{
    struct literal_filter *filter = literal_filter_create(literals, count, sample);
    struct filter_hits hits = {0};
    char *copy = mem_alloc(stretch.length);

    if (stretch.length > 0)
        memcpy(copy, stretch.data, stretch.length);
    stretch.data = copy;
    ck_assert(literal_filter_scan(filter, stretch, &hits));
    check_hits(literals, count, stretch, &hits);
    filter_hits_finish(&hits);
    literal_filter_destroy(filter);
    mem_free(copy);
}

static const struct {
    const char *literals[4];
    const char *stretch;
} cases[] = {
    {{NULL}, "nothing to look for"},
    {{"abc"}, ""},
    {{"abc"}, "ab"},
    {{"abc"}, "abc"},
    {{"abc"}, "xABCx aBcabc"},
    {{"abcdef"}, "abcdef"},
    {{"abcdef"}, "abcdeabcdefabcdef"},
    {{"abcdef", "bcdefg"}, "abcdefg"},
    {{"abc", "abcdefghijklmnop"}, "..abcdefghijklmnopabc"},
    {{"aaaaaa", "aaaaaaa"}, "aaaaaaaaaaaaaaaaaaaa"},
    {{"aaa", "aaaa", "aaaaa"}, "aaaaaaa"},
    {{"@@@@@@"}, "@@@@@@ `````` @`@`@`"},
    {{"[[[[[["}, "{{{{{{ [[[[[["},
    {{"failed password for ", "for root", "root"}, "Failed Password FOR ROOT"},
    {{"0123456789", "9876543210"}, "98765432109876543210123456789"},
    {{" \t# ~", "\x7f\x7f\x7f"}, "\x7f\x7f\x7f\x7f \t# ~"},
};

START_TEST(places)
{
    struct text literals[4] = {{NULL, 0}};
    struct text stretch = text_of(cases[_i].stretch);
    size_t count = 0;

    for (; count < 4 && cases[_i].literals[count]; count++)
        literals[count] = text_of(cases[_i].literals[count]);
    check_exact(literals, count, stretch, (struct text){0});
    check_exact(literals, count, stretch, stretch);
}
END_TEST

static void make_text(struct seeded_random *random, unsigned letters, size_t length, char *bytes)
{
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)('a' + seeded_random_below(random, letters));
}

START_TEST(by_chance)
{
    struct seeded_random random = seeded_random_start("by_chance");

    for (unsigned round = 0; round < test_rounds(3000, 300000); round++) {
        char bytes[LITERALS_MOST][24];
        struct text literals[LITERALS_MOST];
        char stretch[200];
        unsigned letters = 2 + seeded_random_below(&random, 5);
        unsigned shortest = 3 + seeded_random_below(&random, 8);
        size_t count = 1 + seeded_random_below(&random, LITERALS_MOST - 1);
        size_t length = seeded_random_below(&random, sizeof stretch);

        for (size_t i = 0; i < count; i++) {
            literals[i] = (struct text){bytes[i], shortest + seeded_random_below(&random, 8)};
            make_text(&random, letters, literals[i].length, bytes[i]);
        }
        make_text(&random, letters, length, stretch);
        for (size_t i = 0; i < length; i++) {
            if (seeded_random_once_in(&random, 3))
                stretch[i] = (char)(stretch[i] - 'a' + 'A');
        }
        if (shortest > 5 || letters > 3)
            check_exact(literals, count, (struct text){stretch, length},
                        seeded_random_once_in(&random, 2) ? (struct text){stretch, length}
                                                          : (struct text){0});
    }
}
END_TEST

/* A log of nothing but the beginning of a thousand literals is given up, and soon. */
START_TEST(work_has_a_bound)
{
    enum { COUNT = 1000, LENGTH = 1 << 18 };
    struct text *literals = mem_zero_array(COUNT, sizeof *literals);
    struct buffer bytes = {0};
    struct filter_hits hits = {0};
    struct literal_filter *filter = NULL;

    buffer_reserve(&bytes, (size_t)COUNT * 32);
    for (unsigned i = 0; i < COUNT; i++) {
        const char *start = bytes.data + bytes.length;

        buffer_printf(&bytes, "aaaaaaaaaaaaaaaa%04u", i);
        literals[i] = (struct text){start, 20};
        buffer_append_byte(&bytes, '\n');
    }
    filter = literal_filter_create(literals, COUNT, (struct text){0});
    buffer_reserve(&bytes, LENGTH);
    for (size_t i = 0; i < COUNT; i++)
        literals[i].data = bytes.data + i * 21;
    for (size_t i = 0; i < LENGTH; i++)
        buffer_append_byte(&bytes, 'a');
    literal_filter_scan(filter, text_from(buffer_text(&bytes), COUNT * 21), &hits);
    ck_assert_uint_eq(hits.count, 0);
    literal_filter_destroy(filter);
    filter_hits_finish(&hits);
    mem_free(literals);
    buffer_finish(&bytes);
}
END_TEST

START_TEST(too_many_hits_are_given_up)
{
    const struct text literal = TEXT("abcabc");
    struct literal_filter *filter = literal_filter_create(&literal, 1, (struct text){0});
    struct filter_hits hits = {0};
    struct buffer bytes = {0};

    for (unsigned i = 0; i < FILTER_HITS_MOST + 10; i++)
        buffer_printf(&bytes, "abcabc ");
    ck_assert(!literal_filter_scan(filter, buffer_text(&bytes), &hits));
    ck_assert_uint_le(hits.count, FILTER_HITS_MOST);
    ck_assert(literal_filter_scan(filter, TEXT("abcabc"), &hits));
    ck_assert_uint_eq(hits.count, 1);
    literal_filter_destroy(filter);
    filter_hits_finish(&hits);
    buffer_finish(&bytes);
}
END_TEST

START_TEST(hits_are_sorted)
{
    struct filter_hits hits = {0};

    filter_hits_add(&hits, (struct filter_hit){7, 1});
    filter_hits_add(&hits, (struct filter_hit){3, 2});
    filter_hits_add(&hits, (struct filter_hit){7, 0});
    filter_hits_sort(&hits);
    ck_assert_uint_eq(hits.items[0].position, 3);
    ck_assert_uint_eq(hits.items[1].literal, 0);
    ck_assert_uint_eq(hits.items[2].literal, 1);
    filter_hits_finish(&hits);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("literal_filter");
    TCase *all = tcase_create("literal_filter");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_set_timeout(all, getenv("LONG") ? 0 : 300);
    tcase_add_loop_test(all, places, 0, sizeof cases / sizeof *cases);
    tcase_add_test(all, by_chance);
    tcase_add_test(all, work_has_a_bound);
    tcase_add_test(all, too_many_hits_are_given_up);
    tcase_add_test(all, hits_are_sorted);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
