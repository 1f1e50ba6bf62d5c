/* Records of several lines on their way through the pipeline. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "engine/pipeline.h"
#include "support/state_box.h"
#include "support/suite.h"

#define NOW (1793693101 * SECOND)

static struct generation *generation;
static struct alert_book *alerts;
static struct pipeline *pipeline;
static struct buffer told; /* "source subject outcome; ..." of the alerts created */
static struct cursor cursor;
static unsigned source;

static const char rules[] = "title: Somebody installed something\n"
                            "id: 11111111-1111-4111-8111-111111111111\n"
                            "level: medium\n"
                            "logsource: {product: linux, service: apt}\n"
                            "detection:\n"
                            "  s: {event.action: package_install}\n"
                            "  condition: s\n";

/* The settings with their sources in one order or the other. */
static const char *const orders[] = {
    "sources: [{name: apt, path: /var/log/apt/history.log, format: apt-history, zone: UTC},"
    " {name: other, path: /b, format: text}]\n",
    "sources: [{name: other, path: /b, format: text},"
    " {name: apt, path: /var/log/apt/history.log, format: apt-history, zone: UTC}]\n",
    "sources: [{name: other, path: /b, format: text}]\n",
};

static void tell(const struct alert_entry *entry, void *cookie)
{
    (void)cookie;
    buffer_printf(&told, "%s %s; ", entry->alert->source, entry->alert->subject);
}

static struct generation *load(const char *sources)
{
    char path[64] = "";
    struct diagnostics diagnostics = {0};
    struct buffer yaml = {0};
    struct generation *loaded = NULL;
    FILE *file = NULL;

    snprintf(path, sizeof path, "/tmp/amberd-records-%d.yml", (int)getpid());
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(rules, file);
    fclose(file);
    buffer_printf(&yaml, "%srules: {paths: [%s]}\n", sources, path);
    loaded = generation_build(settings_parse("test.yml", buffer_text(&yaml), &diagnostics), false,
                              &diagnostics);
    ck_assert_msg(loaded, "%s", diagnostics.count ? diagnostics.items[0].message : "");
    remove(path);
    buffer_finish(&yaml);
    diagnostics_finish(&diagnostics);
    return loaded;
}

static void start_with(struct generation *loaded, bool follow_log)
{
    const struct alert_options options = {.storm_budget = 1000,
                                          .storm_window = MINUTE,
                                          .remediate_within = DAY,
                                          .dedup_for = HOUR,
                                          .evidence_most = 100,
                                          .alerts_most = 1000};

    generation = loaded;
    alerts = alert_book_create(&options);
    pipeline = pipeline_create(
        &(struct pipeline_options){.alerts = alerts, .report = tell, .follow_log = follow_log});
    pipeline_use(pipeline, generation);
}

static void start(void)
{
    start_with(load(orders[0]), false);
    cursor = (struct cursor){.incarnation = {{7}}};
    source = 0;
    buffer_clear(&told);
}

static void end(void)
{
    pipeline_destroy(pipeline);
    alert_book_destroy(alerts);
    generation_destroy(generation);
    buffer_finish(&told);
}

static void reload(const char *sources)
{
    struct generation *old = generation;

    generation = load(sources);
    pipeline_use(pipeline, generation);
    generation_destroy(old); /* nobody looks at it any more */
}

static void take(const char *text, bool final)
{
    const struct chunk chunk = {
        .start = cursor,
        .data = text,
        .length = strlen(text),
        .final = final,
        .source = source,
        .path = "/var/log/apt/history.log",
        .modified = NOW,
    };

    pipeline_take(pipeline, &chunk, NOW);
    cursor.offset += chunk.length;
    cursor.line_start = cursor.offset;
    for (const char *at = text; *at; at++)
        cursor.line += *at == '\n';
}

static void check_told(const char *expected)
{
    ck_assert_str_eq(buffer_string(&told), expected);
    buffer_clear(&told);
}

#define BEGINNING "Start-Date: 2026-11-03  08:05:01\nRequested-By: ann (1000)\n"
#define ENDING    "Install: nmap:amd64 (7.93-1)\nEnd-Date: 2026-11-03  08:05:09\n"

START_TEST(a_record_waits_for_its_end)
{
    start();
    take(BEGINNING, false);
    ck_assert_int_ne(pipeline_advance(pipeline, NOW + MINUTE, TIMESTAMP_NONE), TIMESTAMP_NONE);
    ck_assert_uint_eq(pipeline_counts(pipeline).records_waiting, 1);
    check_told("");
    take(ENDING, false);
    check_told("apt ann; ");
    ck_assert_uint_eq(pipeline_counts(pipeline).records_waiting, 0);
    end();
}
END_TEST

START_TEST(patience_passes_when_all_is_read)
{
    start();
    take("Start-Date: 2026-11-03  08:05:01\nInstall: nmap:amd64 (7.93-1)\n", false);
    pipeline_advance(pipeline, NOW + DAY, NOW - DAY);
    check_told("");
    pipeline_advance(pipeline, NOW + DAY, TIMESTAMP_NONE);
    ck_assert_uint_eq(pipeline_counts(pipeline).records, 1);
    end();
}
END_TEST

START_TEST(a_replay_goes_by_the_log_alone)
{
    start();
    end();
    start_with(load(orders[0]), true);
    cursor = (struct cursor){.incarnation = {{7}}};
    take(BEGINNING, false);
    pipeline_advance(pipeline, NOW + 30 * DAY, TIMESTAMP_NONE);
    ck_assert_uint_eq(pipeline_counts(pipeline).records, 0);
    take("Install: nmap:amd64 (7.93-1)\n", true);
    check_told("apt ann; ");
    end();
}
END_TEST

START_TEST(a_log_that_ends_leaves_nothing)
{
    start();
    take(BEGINNING "Install: nmap:amd64 (7.93-1)\n", false);
    pipeline_end(pipeline, &cursor.incarnation, NOW);
    check_told("apt ann; ");
    end();
}
END_TEST

START_TEST(a_reload_in_the_middle_of_a_record_changes_nothing)
{
    start();
    take(BEGINNING, false);
    reload(orders[1]);
    source = 1;
    take(ENDING, false);
    check_told("apt ann; ");
    end();
}
END_TEST

START_TEST(a_source_that_goes_has_its_record_taken)
{
    start();
    take(BEGINNING "Install: nmap:amd64 (7.93-1)\n", false);
    reload(orders[2]);
    check_told("apt ann; ");
    end();
}
END_TEST

static void give_back(const struct state_change *piece, void *cookie)
{
    struct error err = {0};

    (void)cookie;
    ck_assert_msg(pipeline_restore(pipeline, piece, &err), "%s", err.text);
}

START_TEST(a_restart_under_other_settings_keeps_the_source)
{
    struct state_box *box = state_box_create();

    start();
    take(BEGINNING, false);
    pipeline_changes(pipeline, state_box_put, box);
    end();
    start_with(load(orders[1]), false);
    state_box_each(box, give_back, NULL);
    source = 1;
    take(ENDING, false);
    check_told("apt ann; ");
    pipeline_changes(pipeline, state_box_put, box);
    end();
    state_box_destroy(box);
}
END_TEST

START_TEST(a_layout_that_makes_no_sense_has_a_place)
{
    static const struct {
        const char *source;
        const char *message;
    } cases[] = {
        {"format: dpkg, layout: '%x'", "source 'b': layout: the format 'dpkg' takes no layout"},
        {"format: squid, layout: '%ts.%03tu %>a %'",
         "source 'b': layout: a '%' with no code of Squid's logformat behind it; a percent sign is "
         "'%%'"},
        {"format: combined, layout: '%h %{User-Agent}'",
         "source 'b': layout: '%{User-Agent}' is no code of Apache's LogFormat; did you mean "
         "'%{User-Agent}i'?"},
        {"format: combined, layout: '$remote_addr $'",
         "source 'b': layout: a '$' without the name of a variable of nginx behind it"},
        {"format: postgresql, layout: '%m %z '",
         "source 'b': layout: '%z' is no escape of log_line_prefix, which are '%' and one of "
         "audrhLpPtmnsiecblvxqQ, and '%%'"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diagnostics diagnostics = {0};
        struct settings *settings = NULL;
        struct buffer text = {0};
        const struct diagnostic *last = NULL;

        buffer_printf(&text,
                      "rules: {paths: [/nowhere]}\nsources:\n"
                      "    - {name: a, path: /a, format: text}\n"
                      "    - {name: b, path: /b, %s}\n",
                      cases[i].source);
        settings = settings_parse("test.yml", buffer_text(&text), &diagnostics);
        ck_assert_ptr_nonnull(settings);
        ck_assert_ptr_null(generation_build(settings, false, &diagnostics));
        last = &diagnostics.items[diagnostics.count - 1];
        ck_assert_str_eq(last->path, "test.yml");
        ck_assert_uint_eq(last->line, 4);
        ck_assert_uint_eq(last->column, 7);
        ck_assert_str_eq(last->message, cases[i].message);
        buffer_finish(&text);
        diagnostics_finish(&diagnostics);
    }
}
END_TEST

SUITE_MAIN("pipeline_records", a_record_waits_for_its_end, patience_passes_when_all_is_read,
           a_replay_goes_by_the_log_alone, a_log_that_ends_leaves_nothing,
           a_reload_in_the_middle_of_a_record_changes_nothing,
           a_source_that_goes_has_its_record_taken, a_restart_under_other_settings_keeps_the_source,
           a_layout_that_makes_no_sense_has_a_place)
