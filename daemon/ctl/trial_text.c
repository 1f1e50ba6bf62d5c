/* The results of tests for people: a line a file, and all there is to know of failures. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "ctl/terminal.h"
#include "ctl/trial_view.h"

struct trial_report {
    bool is_quiet;
    const char *path; /* of the file under way; NULL = none yet */
    size_t tests;     /* in that file */
    size_t failed;
    size_t skipped;
    struct buffer details; /* what comes below the line of the file */
};

static struct trial_report *begin(bool is_quiet)
{
    struct trial_report *report = mem_zero(sizeof *report);

    report->is_quiet = is_quiet;
    return report;
}

static void print_word(enum colour colour, const char *word)
{
    printf("%s%-4s%s  ", terminal_colour(colour), word, terminal_colour(COLOUR_NONE));
}

static void print_file(const struct trial_report *report)
{
    bool is_good = report->failed == 0;

    if (report->tests == 0 || (is_good && report->is_quiet))
        return;
    print_word(is_good ? COLOUR_GREEN : COLOUR_RED, is_good ? "ok" : "FAIL");
    printf("%s: ", report->path);
    if (!is_good)
        printf("%zu failed of ", report->failed);
    printf("%zu test%s", report->tests, text_plural(report->tests, "s"));
    if (report->skipped > 0)
        printf(", %zu skipped", report->skipped);
    putchar('\n');
}

/* The line of the file, and below it what there is to say. */
static void end_file(struct trial_report *report)
{
    print_file(report);
    fputs(buffer_string(&report->details), stdout);
    buffer_clear(&report->details);
    report->tests = report->failed = report->skipped = 0;
}

static void begin_file(struct trial_report *report, const char *path)
{
    if (report->path && strcmp(report->path, path) != 0)
        end_file(report);
    report->path = path;
}

/* file:line:column: name, and below it what there is to say. */
static void add_words(struct buffer *details, const struct trial_case *item)
{
    const struct trial_result *result = item->result;

    buffer_printf(details, "      %s:%u:%u: %s", item->path, item->example->line,
                  item->example->column, terminal_colour(COLOUR_BOLD));
    trial_view_name(details, item);
    buffer_printf(details, "%s\n        %s%s\n", terminal_colour(COLOUR_NONE),
                  result->doubt ? "note: " : "", result->doubt ? result->doubt : result->why);
}

static void show(struct trial_report *report, const struct trial_case *item)
{
    enum trial_verdict verdict = item->result->verdict;

    begin_file(report, item->path);
    report->tests++;
    report->failed += verdict == TRIAL_FAILED;
    report->skipped += verdict == TRIAL_SKIPPED;
    if (verdict == TRIAL_FAILED || (item->result->doubt && !report->is_quiet))
        add_words(&report->details, item);
    if (verdict == TRIAL_FAILED)
        trial_view_lines(&report->details, item, 8);
}

static void add_note(struct buffer *details, const struct trial_rule *rule, const char *words)
{
    buffer_printf(details, "%snote%s  %s:%u: '%s': %s\n", terminal_colour(COLOUR_AMBER),
                  terminal_colour(COLOUR_NONE), rule->path, rule->rule->line, rule->rule->title,
                  words);
}

static void end_rule(struct trial_report *report, const struct trial_rule *rule)
{
    const char *weakness = trial_view_weakness(rule);

    begin_file(report, rule->path);
    if (report->is_quiet)
        return;
    if (weakness)
        add_note(&report->details, rule, weakness);
    if (rule->skipped > 0)
        add_note(&report->details, rule,
                 "its tests are skipped: it sleeps, for a placeholder has no values");
}

static void print_totals(const struct trial_totals *totals)
{
    printf("\n%zu rule%s, %zu test%s: %zu held", totals->rules, text_plural(totals->rules, "s"),
           totals->tests, text_plural(totals->tests, "s"),
           totals->tests - totals->failed - totals->skipped);
    if (totals->failed > 0)
        printf(", %s%zu failed%s", terminal_colour(COLOUR_RED), totals->failed,
               terminal_colour(COLOUR_NONE));
    if (totals->skipped > 0)
        printf(", %zu skipped", totals->skipped);
    if (totals->doubtful > 0)
        printf("; %zu prove%s nothing", totals->doubtful, totals->doubtful == 1 ? "s" : "");
    if (totals->weak_rules > 0)
        printf("; %zu rule%s without a hit or a miss", totals->weak_rules,
               text_plural(totals->weak_rules, "s"));
    putchar('\n');
}

static void end(struct trial_report *report, const struct trial_totals *totals)
{
    end_file(report);
    if (!report->is_quiet)
        print_totals(totals);
    buffer_finish(&report->details);
    mem_free(report);
}

const struct trial_view trial_text = {begin, show, end_rule, end};
