/* The results of tests as TAP: a line a test, and below one that failed what it found. */
#include <stdio.h>

#include "base/memory.h"
#include "ctl/trial_view.h"
#include "model/json_value.h"

struct trial_report {
    size_t count; /* tests told */
    struct buffer text;
};

static struct trial_report *begin(bool is_quiet)
{
    (void)is_quiet;
    puts("TAP version 13");
    return mem_zero(sizeof(struct trial_report));
}

/* Appends what a test is called, with its place: a "#" there would begin a directive. */
static void append_name(struct buffer *buffer, const struct trial_case *item)
{
    struct buffer name = {0};

    buffer_printf(&name, "%s:%u: ", item->path, item->example->line);
    trial_view_name(&name, item);
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i] == '#' || name.data[i] == '\\')
            buffer_append_byte(buffer, '\\');
        buffer_append_byte(buffer, name.data[i]);
    }
    buffer_finish(&name);
}

/* A block of YAML, of which JSON is a part. */
static void append_finding(struct buffer *buffer, const struct trial_case *item)
{
    json_t *json = trial_view_json(item);
    const char *name = NULL;
    json_t *value = NULL;

    buffer_append_text(buffer, TEXT("  ---\n"));
    json_object_foreach (json, name, value) {
        buffer_printf(buffer, "  %s: ", name);
        json_value_write(buffer, value);
        buffer_append_byte(buffer, '\n');
    }
    buffer_append_text(buffer, TEXT("  ...\n"));
    json_decref(json);
}

static void show(struct trial_report *report, const struct trial_case *item)
{
    const struct trial_result *result = item->result;
    struct buffer *text = &report->text;

    buffer_clear(text);
    buffer_printf(text, "%s %zu - ", result->verdict == TRIAL_FAILED ? "not ok" : "ok",
                  ++report->count);
    append_name(text, item);
    if (result->verdict == TRIAL_SKIPPED)
        buffer_printf(text, " # SKIP %s", result->why);
    buffer_append_byte(text, '\n');
    if (result->verdict == TRIAL_FAILED)
        append_finding(text, item);
    if (result->doubt)
        buffer_printf(text, "# %s\n", result->doubt);
    fputs(buffer_string(text), stdout);
}

static void end_rule(struct trial_report *report, const struct trial_rule *rule)
{
    const char *weakness = trial_view_weakness(rule);

    (void)report;
    if (weakness)
        printf("# %s:%u: '%s': %s\n", rule->path, rule->rule->line, rule->rule->title, weakness);
}

static void end(struct trial_report *report, const struct trial_totals *totals)
{
    printf("1..%zu%s\n", totals->tests, totals->tests == 0 ? " # SKIP there are no tests" : "");
    buffer_finish(&report->text);
    mem_free(report);
}

const struct trial_view trial_tap = {begin, show, end_rule, end};
