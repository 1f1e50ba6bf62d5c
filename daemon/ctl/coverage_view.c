#include "ctl/coverage_view.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "ctl/json_view.h"

/* Rules that lack the same. */
struct group {
    const struct coverage_gap *first;
    size_t count;
};

static void print_as_json(const struct coverage *coverage)
{
    struct buffer words = {0};

    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_gap *gap = &coverage->gaps[i];
        json_t *json = NULL;

        buffer_clear(&words);
        coverage_tell(coverage, gap, 1, &words);
        json = json_pack("{s:s, s:s, s:s, s:i, s:i, s:s}", "severity", "note", "message",
                         buffer_string(&words), "path", gap->rule->path, "line",
                         (int)gap->rule->line, "column", 1, "rule_id", gap->rule->key);
        json_view_print(json);
        json_decref(json);
    }
    buffer_finish(&words);
}

static int by_missing(const void *a, const void *b)
{
    const struct coverage_gap *left = *(const struct coverage_gap *const *)a;
    const struct coverage_gap *right = *(const struct coverage_gap *const *)b;
    int order = (int)left->is_field - (int)right->is_field;

    if (order == 0)
        order = text_compare(left->missing, right->missing);
    if (order == 0)
        order = (left > right) - (left < right); /* as in the files */
    return order;
}

static int by_count(const void *a, const void *b)
{
    const struct group *left = a;
    const struct group *right = b;
    int order = (left->count < right->count) - (left->count > right->count);

    return order ? order : by_missing(&left->first, &right->first);
}

static bool is_same(const struct coverage_gap *a, const struct coverage_gap *b)
{
    return a->is_field == b->is_field && text_equal(a->missing, b->missing);
}

/* Makes groups of the gaps.  Returns how many; groups has room for all. */
static size_t group_gaps(const struct coverage *coverage, struct group *groups)
{
    const struct coverage_gap **sorted = mem_zero_array(coverage->count, sizeof *sorted);
    size_t count = 0;

    for (size_t i = 0; i < coverage->count; i++)
        sorted[i] = &coverage->gaps[i];
    qsort(sorted, coverage->count, sizeof *sorted, by_missing);
    for (size_t i = 0; i < coverage->count; i++) {
        if (count == 0 || !is_same(groups[count - 1].first, sorted[i]))
            groups[count++] = (struct group){sorted[i], 0};
        groups[count - 1].count++;
    }
    qsort(groups, count, sizeof *groups, by_count);
    mem_free(sorted);
    return count;
}

static void print_group(const struct coverage *coverage, const struct group *group)
{
    struct buffer words = {0};

    coverage_tell(coverage, group->first, group->count, &words);
    if (group->count == 1)
        printf("%s:%u:1: ", group->first->rule->path, group->first->rule->line);
    printf("%snote:%s %s\n", terminal_colour(COLOUR_DIM), terminal_colour(COLOUR_NONE),
           buffer_string(&words));
    buffer_finish(&words);
}

void coverage_view_print(const struct coverage *coverage, bool json)
{
    struct group *groups = NULL;
    size_t count = 0;

    if (json) {
        print_as_json(coverage);
        return;
    }
    groups = mem_zero_array(coverage->count, sizeof *groups);
    count = group_gaps(coverage, groups);
    for (size_t i = 0; i < count; i++)
        print_group(coverage, &groups[i]);
    mem_free(groups);
}
