/* The results of tests for people: a line a file, and all there is to know of failures. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "ctl/terminal.h"
#include "ctl/trial_view.h"

struct trial_report {
    const char *path; /* of the file under way; NULL = none yet */
    size_t tests;     /* in that file */
    size_t failed;
    size_t skipped;
    struct buffer details; /* what comes below the line of the file */
};

static struct trial_report *begin(void)
{
    return mem_zero(sizeof(struct trial_report));
}

static void print_word(enum colour colour, const char *word)
{
    printf("%s%-4s%s  ", terminal_colour(colour), word, terminal_colour(COLOUR_NONE));
}

/* The line of the file, and below it what there is to say. */
static void end_file(struct trial_report *report)
{
    if (report->path && report->failed > 0) {
        print_word(COLOUR_RED, "FAIL");
        printf("%s: %zu of %zu test%s failed\n", report->path, report->failed, report->tests,
               text_plural(report->tests, "s"));
    } else if (report->path && report->tests > 0) {
        print_word(COLOUR_GREEN, "ok");
        printf("%s: %zu test%s", report->path, report->tests, text_plural(report->tests, "s"));
        if (report->skipped > 0)
            printf(", %zu skipped", report->skipped);
        putchar('\n');
    }
    fputs(buffer_string(&report->details), stdout);
    buffer_clear(&report->details);
    report->tests = report->failed = report->skipped = 0;
}

static void begin_file(struct trial_report *report, const char *path)
{
    if (report->path && strcmp(report->path, path) == 0)
        return;
    end_file(report);
    report->path = path;
}

static void add_record(struct buffer *details, const struct trial_record *record)
{
    if (!record->decoded)
        buffer_append_text(details, TEXT("           does not fit the format\n"));
    else
        buffer_printf(details, "           decoded as %s%s\n", record->kind,
                      record->is_match ? ", matched" : "");
    for (size_t i = 0; i < record->field_count; i++)
        buffer_printf(details, "             %s: %s\n", record->fields[i].name,
                      record->fields[i].value);
    if (record->others[0])
        buffer_printf(details, "           other rules match it: %s\n", record->others);
}

/* Each line, and below it what the records were decoded to that begin there. */
static void add_lines(struct buffer *details, const struct trial_case *item)
{
    const struct trial_result *result = item->result;

    for (size_t i = 0; i < item->example->line_count; i++) {
        buffer_printf(details, "        %2zu ", i + 1);
        buffer_append_escaped(details, item->example->lines[i]);
        buffer_append_byte(details, '\n');
        for (size_t k = 0; k < result->record_count; k++) {
            if (result->records[k].line == i + 1)
                add_record(details, &result->records[k]);
        }
    }
}

static void show(struct trial_report *report, const struct trial_case *item)
{
    begin_file(report, item->rule->path);
    report->tests++;
    report->failed += item->result->verdict == TRIAL_FAILED;
    report->skipped += item->result->verdict == TRIAL_SKIPPED;
    if (item->result->verdict == TRIAL_HELD)
        return;
    buffer_printf(&report->details, "      %s:%u:%u: %s", item->rule->path, item->example->line,
                  item->example->column, terminal_colour(COLOUR_BOLD));
    trial_view_name(&report->details, item);
    buffer_printf(&report->details, "%s\n        %s%s\n", terminal_colour(COLOUR_NONE),
                  item->result->verdict == TRIAL_SKIPPED ? "skipped: " : "", item->result->why);
    if (item->result->verdict == TRIAL_FAILED)
        add_lines(&report->details, item);
}

static void end_rule(struct trial_report *report, const struct trial_rule *rule)
{
    const char *weakness = trial_view_weakness(rule);

    begin_file(report, rule->rule->path);
    if (weakness)
        buffer_printf(&report->details, "%snote%s  %s:%u: '%s': %s\n",
                      terminal_colour(COLOUR_AMBER), terminal_colour(COLOUR_NONE), rule->rule->path,
                      rule->rule->line, rule->rule->title, weakness);
}

static void end(struct trial_report *report, const struct trial_totals *totals)
{
    end_file(report);
    printf("\n%zu rule%s, %zu test%s: %zu held", totals->rules, text_plural(totals->rules, "s"),
           totals->tests, text_plural(totals->tests, "s"),
           totals->tests - totals->failed - totals->skipped);
    if (totals->failed > 0)
        printf(", %s%zu failed%s", terminal_colour(COLOUR_RED), totals->failed,
               terminal_colour(COLOUR_NONE));
    if (totals->skipped > 0)
        printf(", %zu skipped", totals->skipped);
    if (totals->weak_rules > 0)
        printf("; %zu rule%s without a hit or a miss", totals->weak_rules,
               text_plural(totals->weak_rules, "s"));
    putchar('\n');
    buffer_finish(&report->details);
    mem_free(report);
}

const struct trial_view trial_view_text = {NULL, begin, show, end_rule, end};
