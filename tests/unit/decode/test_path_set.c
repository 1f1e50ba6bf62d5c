#include "decode/path_set.h"

#include <check.h>
#include <stdlib.h>

#include "support/suite.h"

static const struct row {
    const char *path;
    int number;
} rows[] = {
    {"", 0}, {"a", 1}, {"a", 2}, {"a-b", 3}, {"a.b", 4}, {"a.b.c", 5}, {"ab", 6}, {"\xC3\xBC", 7},
};

static const struct path_set set = {rows, sizeof *rows, sizeof rows / sizeof *rows};

/* Steps parted by '/', and the number of the row that ends there; -1 = none. */
static const struct {
    const char *first;
    const char *second;
    int number;
    bool is_empty;
} walks[] = {
    {"", "", 0, false},         {"a", "", 1, false},       {"a", ".b", 4, false},
    {"a.", "b", 4, false},      {"a", "b", 6, false},      {"a.b", ".c", 5, false},
    {"a.", "", -1, false},      {"b", "", -1, true},       {"abc", "", -1, true},
    {"\xC3\xBC", "", 7, false}, {"a.b.c", ".d", -1, true},
};

START_TEST(steps_narrow_the_range)
{
    for (size_t i = 0; i < sizeof walks / sizeof *walks; i++) {
        struct path_range range = path_set_all(&set);

        range = path_set_narrow(&set, range, text_of(walks[i].first));
        range = path_set_narrow(&set, range, text_of(walks[i].second));
        ck_assert_msg(path_range_is_empty(range) == walks[i].is_empty, "%s%s", walks[i].first,
                      walks[i].second);
        ck_assert(path_set_ends(&set, range) == (walks[i].number >= 0));
        if (walks[i].number >= 0)
            ck_assert_int_eq(rows[range.low].number, walks[i].number);
    }
}
END_TEST

START_TEST(nul_matches_no_end)
{
    struct path_range range = path_set_narrow(&set, path_set_all(&set), TEXT("a\0"));

    ck_assert(path_range_is_empty(range));
    ck_assert(path_range_is_empty(path_set_narrow(&set, range, TEXT("b"))));
}
END_TEST

START_TEST(an_empty_set_has_no_range)
{
    const struct path_set empty = {NULL, sizeof *rows, 0};

    ck_assert(path_range_is_empty(path_set_narrow(&empty, path_set_all(&empty), TEXT("a"))));
}
END_TEST

SUITE_MAIN("path_set", steps_narrow_the_range, nul_matches_no_end, an_empty_set_has_no_range)
