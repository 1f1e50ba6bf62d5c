/* The rules in amberd-rules(5) are what people copy: each must load as it stands. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "support/manual_page.h"
#include "support/rule_case.h"
#include "support/suite.h"

enum { RULES_FEWEST = 5 };

static void load_example(const char *rule)
{
    struct rule_case *rule_case = rule_case_create(rule);

    for (size_t i = 0; i < rule_case->diagnostics.count; i++)
        fprintf(stderr, "%s\n", rule_case->diagnostics.items[i].message);
    ck_assert_msg(rule_case->diagnostics.errors == 0, "mistakes in:\n%s", rule);
    ck_assert_msg(rule_case->diagnostics.warnings == 0, "doubts about:\n%s", rule);
    ck_assert_uint_eq(rule_set_count(rule_case->set), 1);
    rule_case_destroy(rule_case);
}

START_TEST(every_rule_of_the_manual_loads)
{
    struct manual_page *page = manual_page_read("conf/amberd-rules.5");
    size_t rules = 0;

    for (size_t i = 0; i < manual_page_count(page); i++) {
        const char *text = manual_page_block(page, i)->text;

        if (strncmp(text, "title:", strlen("title:")) != 0)
            continue;
        load_example(text);
        rules++;
    }
    ck_assert_uint_ge(rules, RULES_FEWEST);
    manual_page_free(page);
}
END_TEST

SUITE_MAIN("manual_examples", every_rule_of_the_manual_loads)
