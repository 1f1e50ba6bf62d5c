/* The results of tests as the XML that JUnit made common: a suite a file. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "ctl/trial_view.h"

struct trial_report {
    const char *path; /* of the file under way; NULL = none yet */
    size_t tests;     /* in that file */
    size_t failed;
    size_t skipped;
    struct buffer cases; /* its tests, which follow their counts */
};

static struct trial_report *begin(bool is_quiet)
{
    (void)is_quiet;
    puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"amberctl test\">");
    return mem_zero(sizeof(struct trial_report));
}

/* Whether U+FFFE or U+FFFF stands there, which no XML may hold, escaped or not. */
static bool is_beyond_xml(const char *at)
{
    return strncmp(at, "\xEF\xBF\xBE", 3) == 0 || strncmp(at, "\xEF\xBF\xBF", 3) == 0;
}

/* Printable text, in which only XML's own characters are to be escaped. */
static void append_xml(struct buffer *buffer, const char *text)
{
    for (const char *at = text; *at; at++) {
        if (is_beyond_xml(at)) {
            buffer_append_text(buffer, TEXT("\xEF\xBF\xBD"));
            at += 2;
            continue;
        }
        switch (*at) {
        case '&':
            buffer_append_text(buffer, TEXT("&amp;"));
            break;
        case '<':
            buffer_append_text(buffer, TEXT("&lt;"));
            break;
        case '>':
            buffer_append_text(buffer, TEXT("&gt;"));
            break;
        case '"':
            buffer_append_text(buffer, TEXT("&quot;"));
            break;
        default:
            buffer_append_byte(buffer, *at);
        }
    }
}

static void append_attribute(struct buffer *buffer, const char *name, const char *value)
{
    buffer_printf(buffer, " %s=\"", name);
    append_xml(buffer, value);
    buffer_append_byte(buffer, '"');
}

static void end_file(struct trial_report *report)
{
    struct buffer head = {0};

    if (report->tests > 0) {
        buffer_append_text(&head, TEXT("  <testsuite"));
        append_attribute(&head, "name", report->path);
        printf("%s tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\">\n%s"
               "  </testsuite>\n",
               buffer_string(&head), report->tests, report->failed, report->skipped,
               buffer_string(&report->cases));
    }
    buffer_finish(&head);
    buffer_clear(&report->cases);
    report->tests = report->failed = report->skipped = 0;
}

/* <failure message="...">the lines</failure>, or <skipped message="..."/>. */
static void append_finding(struct buffer *cases, const struct trial_case *item)
{
    const struct trial_result *result = item->result;
    struct buffer lines = {0};

    buffer_printf(cases, "      <%s", result->verdict == TRIAL_FAILED ? "failure" : "skipped");
    append_attribute(cases, "message", result->why);
    if (result->verdict == TRIAL_FAILED) {
        trial_view_lines(&lines, item, 0);
        buffer_append_byte(cases, '>');
        append_xml(cases, buffer_string(&lines));
        buffer_append_text(cases, TEXT("</failure>\n"));
    } else {
        buffer_append_text(cases, TEXT("/>\n"));
    }
    buffer_finish(&lines);
}

static void show(struct trial_report *report, const struct trial_case *item)
{
    struct buffer *cases = &report->cases;
    struct buffer name = {0};

    if (report->path && strcmp(report->path, item->path) != 0)
        end_file(report);
    report->path = item->path;
    report->tests++;
    report->failed += item->result->verdict == TRIAL_FAILED;
    report->skipped += item->result->verdict == TRIAL_SKIPPED;

    trial_view_name(&name, item);
    buffer_append_text(cases, TEXT("    <testcase"));
    append_attribute(cases, "classname", item->rule->title);
    append_attribute(cases, "name", buffer_string(&name));
    append_attribute(cases, "file", item->path);
    buffer_printf(cases, " line=\"%u\"", item->example->line);
    if (item->result->verdict == TRIAL_HELD) {
        buffer_append_text(cases, TEXT("/>\n"));
    } else {
        buffer_append_text(cases, TEXT(">\n"));
        append_finding(cases, item);
        buffer_append_text(cases, TEXT("    </testcase>\n"));
    }
    buffer_finish(&name);
}

static void end_rule(struct trial_report *report, const struct trial_rule *rule)
{
    (void)report;
    (void)rule;
}

static void end(struct trial_report *report, const struct trial_totals *totals)
{
    (void)totals;
    end_file(report);
    puts("</testsuites>");
    buffer_finish(&report->cases);
    mem_free(report);
}

const struct trial_view trial_junit = {begin, show, end_rule, end};
