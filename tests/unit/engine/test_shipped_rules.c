/*
 * The rules that amberd brings along: every test that stands in them holds, and each rule
 * is shown to match and not to match.
 */
#include <stdio.h>

#include "base/memory.h"
#include "engine/trial.h"
#include "support/suite.h"

enum { RULES_FEWEST = 8 };

static struct generation *load(void)
{
    struct settings *settings = settings_default();
    struct diagnostics diagnostics = {0};
    struct generation *generation = NULL;

    mem_free(settings->rules.paths[0]);
    settings->rules.paths[0] = mem_copy_string("rules");
    settings->rules.path_count = 1;
    generation = generation_build(settings, false, &diagnostics);
    for (size_t i = 0; i < diagnostics.count; i++)
        fprintf(stderr, "%s:%u: %s\n", diagnostics.items[i].path, diagnostics.items[i].line,
                diagnostics.items[i].message);
    ck_assert_ptr_nonnull(generation);
    ck_assert_uint_eq(diagnostics.errors, 0);
    diagnostics_finish(&diagnostics);
    return generation;
}

/* Says what is wrong with a test.  Returns whether anything is. */
static bool complain(const struct rule_facts *rule, const struct rule_example *example,
                     const struct trial_result *result)
{
    const char *words = result->why ? result->why : result->doubt;

    if (words)
        fprintf(stderr, "%s:%u: %s: %s\n", rule->path, example->line,
                example->name ? example->name : rule->title, words);
    return words != NULL;
}

/* Runs the tests of a rule.  Returns how many things are wrong. */
static size_t try_rule(struct trial *trial, const struct rule_set *rules, size_t index)
{
    const struct rule_facts *rule = rule_set_facts(rules, index);
    size_t count = 0;
    const struct rule_example *examples = rule_set_examples(rules, index, &count);
    size_t wrong = 0;
    size_t misses = 0;

    for (size_t i = 0; i < count; i++) {
        wrong += complain(rule, &examples[i], trial_run(trial, index, &examples[i]));
        misses += examples[i].expect == EXPECT_NONE;
    }
    if (misses == 0 || misses == count) {
        fprintf(stderr, "%s:%u: '%s' has no test that it %s\n", rule->path, rule->line, rule->title,
                misses == 0 ? "misses" : "matches");
        wrong++;
    }
    return wrong;
}

START_TEST(every_rule_does_what_its_tests_say)
{
    struct generation *generation = load();
    struct trial *trial = trial_create(generation);
    size_t wrong = 0;

    ck_assert_uint_ge(rule_set_count(generation->rules), RULES_FEWEST);
    for (size_t i = 0; i < rule_set_count(generation->rules); i++)
        wrong += try_rule(trial, generation->rules, i);
    ck_assert_uint_eq(wrong, 0);
    trial_destroy(trial);
    generation_destroy(generation);
}
END_TEST

SUITE_MAIN("shipped_rules", every_rule_does_what_its_tests_say)
