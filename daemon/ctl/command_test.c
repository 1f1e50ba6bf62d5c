/* test: the tests that stand in rule files. */
#include <stdio.h>

#include "ctl/commands.h"
#include "ctl/offline.h"
#include "ctl/trial_view.h"
#include "protocol/reply.h"

enum { ARENA_BLOCK = 16 << 10 };

/* A run of `test`. */
struct testing {
    const struct trial_view *view;
    struct trial_report *report;
    struct trial *trial;
    const struct rule_set *rules;
    struct arena *arena; /* of printable paths */
    struct trial_totals totals;
};

/* The view that the options name; NULL after a complaint. */
static const struct trial_view *find_view(const struct arguments *arguments)
{
    if (arguments->json + arguments->junit + arguments->tap > 1) {
        fputs("amberctl: --json, --junit and --tap exclude each other\n", stderr);
        return NULL;
    }
    return arguments->json    ? &trial_json
           : arguments->junit ? &trial_junit
           : arguments->tap   ? &trial_tap
                              : &trial_text;
}

static const char *printable_path(struct arena *arena, const char *path)
{
    struct buffer shown = {0};
    const char *kept = NULL;

    buffer_append_escaped(&shown, text_of(path));
    kept = arena_copy(arena, buffer_text(&shown)).data;
    buffer_finish(&shown);
    return kept;
}

static void count_test(struct trial_totals *totals, const struct trial_result *result)
{
    totals->tests++;
    totals->failed += result->verdict == TRIAL_FAILED;
    totals->skipped += result->verdict == TRIAL_SKIPPED;
    totals->doubtful += result->doubt != NULL;
}

static void test_rule(struct testing *testing, size_t index)
{
    const struct rule_facts *facts = rule_set_facts(testing->rules, index);
    struct trial_rule rule = {.path = printable_path(testing->arena, facts->path), .rule = facts};
    size_t count = 0;
    const struct rule_example *examples = rule_set_examples(testing->rules, index, &count);

    for (size_t i = 0; i < count; i++) {
        const struct trial_result *result = trial_run(testing->trial, index, &examples[i]);

        rule.has_hit = rule.has_hit || examples[i].expect != EXPECT_NONE;
        rule.has_miss = rule.has_miss || examples[i].expect == EXPECT_NONE;
        rule.skipped += result->verdict == TRIAL_SKIPPED;
        count_test(&testing->totals, result);
        testing->view->show(testing->report,
                            &(struct trial_case){rule.path, facts, &examples[i], i + 1, result});
    }
    testing->totals.rules++;
    testing->totals.weak_rules += !rule.has_hit || !rule.has_miss;
    testing->view->end_rule(testing->report, &rule);
}

static struct trial_totals test_all(struct generation *generation, const struct trial_view *view,
                                    bool is_quiet)
{
    struct testing testing = {.view = view, .rules = generation->rules};

    testing.arena = arena_create(ARENA_BLOCK);
    testing.trial = trial_create(generation);
    testing.report = view->begin(is_quiet);
    for (size_t i = 0; i < rule_set_count(testing.rules); i++)
        test_rule(&testing, i);
    view->end(testing.report, &testing.totals);
    trial_destroy(testing.trial);
    arena_destroy(testing.arena);
    return testing.totals;
}

/* Files without a rule, like mistakes in one, are no answer: not all tests were run. */
static int judge(const struct generation *generation, const struct diagnostics *diagnostics,
                 const struct trial_totals *totals)
{
    if (diagnostics->errors > 0)
        return REPLY_CONTENT;
    if (rule_set_found(generation->rules) == 0) {
        fputs("amberctl: there is no rule in these files\n", stderr);
        return REPLY_CONTENT;
    }
    return totals->failed > 0 ? REPLY_FINDINGS : REPLY_OK;
}

int command_test(const struct arguments *arguments)
{
    const struct trial_view *view = find_view(arguments);
    struct diagnostics diagnostics = {0};
    struct generation *generation = NULL;
    struct trial_totals totals = {0};
    int status = REPLY_USAGE;

    if (!view)
        return status;
    generation = generation_build(offline_rule_settings(arguments), false, &diagnostics);
    offline_print_diagnostics(&diagnostics, false, true);
    if (generation) {
        totals = test_all(generation, view, arguments->quiet);
        status = judge(generation, &diagnostics, &totals);
    }
    generation_destroy(generation);
    diagnostics_finish(&diagnostics);
    return status;
}
