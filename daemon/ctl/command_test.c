/* test: the tests that stand in rule files. */
#include "ctl/commands.h"
#include "ctl/offline.h"
#include "ctl/trial_view.h"
#include "protocol/reply.h"

/* A run of `test`. */
struct testing {
    const struct trial_view *view;
    struct trial_report *report;
    struct trial *trial;
    const struct rule_set *rules;
    struct trial_totals totals;
};

static void test_rule(struct testing *testing, size_t index)
{
    struct trial_rule rule = {.rule = rule_set_facts(testing->rules, index)};
    size_t count = 0;
    const struct rule_example *examples = rule_set_examples(testing->rules, index, &count);

    for (size_t i = 0; i < count; i++) {
        const struct trial_result *result = trial_run(testing->trial, index, &examples[i]);

        rule.has_hit = rule.has_hit || examples[i].expect != EXPECT_NONE;
        rule.has_miss = rule.has_miss || examples[i].expect == EXPECT_NONE;
        testing->totals.failed += result->verdict == TRIAL_FAILED;
        testing->totals.skipped += result->verdict == TRIAL_SKIPPED;
        testing->view->show(testing->report,
                            &(struct trial_case){rule.rule, &examples[i], i + 1, result});
    }
    testing->totals.rules++;
    testing->totals.tests += count;
    testing->totals.weak_rules += !rule.has_hit || !rule.has_miss;
    testing->view->end_rule(testing->report, &rule);
}

static struct trial_totals test_all(struct generation *generation, const struct trial_view *view)
{
    struct testing testing = {.view = view, .rules = generation->rules};

    testing.trial = trial_create(generation);
    testing.report = view->begin();
    for (size_t i = 0; i < rule_set_count(testing.rules); i++)
        test_rule(&testing, i);
    view->end(testing.report, &testing.totals);
    trial_destroy(testing.trial);
    return testing.totals;
}

int command_test(const struct arguments *arguments)
{
    struct diagnostics diagnostics = {0};
    struct generation *generation =
        generation_build(offline_rule_settings(arguments), false, &diagnostics);
    struct trial_totals totals = {0};
    int status = generation ? REPLY_OK : REPLY_USAGE;

    offline_print_diagnostics(&diagnostics, false, true);
    if (generation) {
        totals = test_all(generation, &trial_view_text);
        if (diagnostics.errors > 0 || rule_set_found(generation->rules) == 0)
            status = REPLY_CONTENT;
        else if (totals.failed > 0)
            status = REPLY_FINDINGS;
    }
    generation_destroy(generation);
    diagnostics_finish(&diagnostics);
    return status;
}
