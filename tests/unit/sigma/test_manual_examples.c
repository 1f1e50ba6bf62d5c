/* The rules in amberd-rules(5) are what people copy: each must load as it stands. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "support/manual_page.h"
#include "support/rule_case.h"
#include "support/suite.h"

#define PAGE "conf/amberd-rules.5"

enum { PAGE_LARGEST = 1 << 18, RULES_FEWEST = 6, ITEMS_FEWEST = 19 };

/* The page as it is written, for what stands outside of its blocks. */
static char *read_page(void)
{
    char *page = mem_zero(PAGE_LARGEST);
    FILE *file = fopen(PAGE, "r");
    size_t length = 0;

    ck_assert_ptr_nonnull(file);
    length = fread(page, 1, PAGE_LARGEST - 1, file);
    ck_assert_uint_gt(length, 0);
    ck_assert_uint_lt(length, PAGE_LARGEST - 1);
    fclose(file);
    return page;
}

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static void load_example(const char *rule)
{
    struct rule_case *rule_case = rule_case_create(rule);

    for (size_t i = 0; i < rule_case->diagnostics.count; i++)
        fprintf(stderr, "%s\n", rule_case->diagnostics.items[i].message);
    ck_assert_msg(rule_case->diagnostics.errors == 0, "mistakes in:\n%s", rule);
    ck_assert_msg(rule_case->diagnostics.warnings == 0, "doubts about:\n%s", rule);
    ck_assert_uint_ge(rule_set_count(rule_case->set), 1);
    rule_case_destroy(rule_case);
}

START_TEST(every_rule_of_the_manual_loads)
{
    struct manual_page *page = manual_page_read(PAGE);
    size_t rules = 0;

    for (size_t i = 0; i < manual_page_count(page); i++) {
        const char *text = manual_page_block(page, i)->text;

        if (!begins(text, "title:") && !begins(text, "action:"))
            continue;
        load_example(text);
        rules++;
    }
    ck_assert_uint_ge(rules, RULES_FEWEST);
    manual_page_free(page);
}
END_TEST

/* "field|modifier: value", as it would stand in a selection. */
static void load_item(const char *item)
{
    char rule[512] = "";
    struct rule_case *rule_case = NULL;

    snprintf(rule, sizeof rule, RULE_HEAD " sel:\n  %s\n condition: sel\n", item);
    rule_case = rule_case_create(rule);
    ck_assert_msg(rule_set_count(rule_case->set) == 1, "mistakes in: %s", item);
    rule_case_destroy(rule_case);
}

/* Whether a line ".It Cm one , two" has the word. */
static bool has_entry(const char *page, const char *word)
{
    const char *line = page;

    while ((line = strstr(line, "\n.It Cm "))) {
        struct text rest = text_of(line + strlen("\n.It Cm "));

        rest = text_until(rest, strcspn(rest.data, "\n"));
        while (rest.length > 0) {
            if (text_equal(text_take_word(&rest), text_of(word)))
                return true;
        }
        line++;
    }
    return false;
}

START_TEST(every_modifier_of_the_manual_has_an_example)
{
    static const char *const modifiers[] = {
        "contains", "startswith",   "endswith", "cased",   "windash",
        "all",      "neq",          "re",       "i",       "ignorecase",
        "m",        "multiline",    "s",        "dotall",  "cidr",
        "lt",       "lte",          "gt",       "gte",     "minute",
        "hour",     "day",          "week",     "month",   "year",
        "base64",   "base64offset", "wide",     "utf16le", "utf16be",
        "utf16",    "exists",       "fieldref", "expand"};
    char *page = read_page();
    size_t examples = 0;

    for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++)
        ck_assert_msg(has_entry(page, modifiers[i]), "no entry for '%s'", modifiers[i]);
    for (char *line = strtok(page, "\n"); line; line = strtok(NULL, "\n")) {
        char *bar = strchr(line, '|');

        if (!begins(line, ".Ql ") || !bar || bar == line + 4 || !strstr(bar, ": "))
            continue;
        load_item(line + strlen(".Ql "));
        examples++;
    }
    ck_assert_uint_ge(examples, ITEMS_FEWEST);
    mem_free(page);
}
END_TEST

SUITE_MAIN("manual_examples", every_rule_of_the_manual_loads,
           every_modifier_of_the_manual_has_an_example)
