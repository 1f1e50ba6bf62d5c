/* The results of tests for programs: one object a line. */
#include <stdio.h>

#include "base/memory.h"
#include "ctl/json_view.h"
#include "ctl/trial_view.h"

struct trial_report {
    bool is_quiet;
};

static struct trial_report *begin(bool is_quiet)
{
    struct trial_report *report = mem_zero(sizeof *report);

    report->is_quiet = is_quiet;
    return report;
}

static void show(struct trial_report *report, const struct trial_case *item)
{
    json_t *json = NULL;

    if (report->is_quiet && item->result->verdict == TRIAL_HELD)
        return;
    json = trial_view_json(item);
    json_view_print(json);
    json_decref(json);
}

static void end_rule(struct trial_report *report, const struct trial_rule *rule)
{
    const char *weakness = trial_view_weakness(rule);
    json_t *json = NULL;

    if (!weakness || report->is_quiet)
        return;
    json = json_pack("{s:s, s:s, s:s, s:i, s:s, s:s}", "severity", "note", "message", weakness,
                     "path", rule->path, "line", (int)rule->rule->line, "rule_id", rule->rule->key,
                     "title", rule->rule->title);
    json_view_print(json);
    json_decref(json);
}

static void end(struct trial_report *report, const struct trial_totals *totals)
{
    if (!report->is_quiet)
        printf("{\"rules\":%zu,\"weak_rules\":%zu,\"tests\":%zu,\"held\":%zu,\"failed\":%zu,"
               "\"skipped\":%zu,\"doubtful\":%zu}\n",
               totals->rules, totals->weak_rules, totals->tests,
               totals->tests - totals->failed - totals->skipped, totals->failed, totals->skipped,
               totals->doubtful);
    mem_free(report);
}

const struct trial_view trial_json = {begin, show, end_rule, end};
