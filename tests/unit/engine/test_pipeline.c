#include "engine/pipeline.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "support/suite.h"

/* A generation over one source, with rules written here. */
static struct generation *generation;
static struct alert_book *alerts;
static struct pipeline *pipeline;
static struct buffer told; /* "change rag subject count; ..." */
static uint64_t offset;
static uint64_t line;

#define FORBIDDEN_WORD                             \
    "title: Forbidden word\n"                      \
    "id: 22222222-2222-4222-8222-222222222222\n"   \
    "level: medium\n"                              \
    "logsource: {product: linux, service: sshd}\n" \
    "detection:\n"                                 \
    "  k: [xyzzy]\n"                               \
    "  condition: k\n"

static const char rules[] = "title: Root logged in\n"
                            "id: 11111111-1111-4111-8111-111111111111\n"
                            "level: high\n"
                            "logsource: {product: linux, service: sshd}\n"
                            "detection:\n"
                            "  s: {user.name: root, event.outcome: success}\n"
                            "  condition: s\n"
                            "---\n" FORBIDDEN_WORD "---\n"
                            "title: Evasive\n"
                            "id: 33333333-3333-4333-8333-333333333333\n"
                            "level: medium\n"
                            "logsource: {product: linux, service: sshd}\n"
                            "detection:\n"
                            "  r: {user.name|re: '^(([a-z])+.)+[A-Z]([a-z])+$'}\n"
                            "  condition: r\n";

static void tell(const struct alert_entry *entry, void *cookie)
{
    (void)cookie;
    buffer_printf(&told, "%s %s %s %llu %s; ", alert_change_name(entry->change),
                  severity_name(entry->alert->severity), entry->alert->subject,
                  (unsigned long long)entry->alert->count, entry->alert->rule_title);
}

static void write_rules(const char *yaml, char path[64])
{
    FILE *file = NULL;

    snprintf(path, 64, "/tmp/amberd-pipeline-%d.yml", (int)getpid());
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(yaml, file);
    fclose(file);
}

static void start_with(const char *rule_yaml)
{
    char path[64] = "";
    struct diagnostics diagnostics = {0};
    struct settings *settings = NULL;
    struct buffer yaml = {0};
    const struct alert_options options = {.storm_budget = 1000,
                                          .storm_window = MINUTE,
                                          .remediate_within = DAY,
                                          .dedup_for = HOUR,
                                          .evidence_most = 100,
                                          .alerts_most = 1000};

    write_rules(rule_yaml, path);
    buffer_printf(&yaml,
                  "sources: [{name: ssh, path: /var/log/auth.log, format: sshd, zone: UTC, "
                  "account: acme, site: MNL1}]\nrules: {paths: [%s]}\n",
                  path);
    settings = settings_parse("test.yml", buffer_text(&yaml), &diagnostics);
    ck_assert_msg(settings != NULL, "%s", diagnostics.count ? diagnostics.items[0].message : "");
    generation = generation_build(settings, false, &diagnostics);
    ck_assert_ptr_nonnull(generation);
    ck_assert_uint_gt(rule_set_count(generation->rules), 0);
    remove(path);
    alerts = alert_book_create(&options);
    pipeline = pipeline_create(&(struct pipeline_options){.alerts = alerts, .report = tell});
    pipeline_use(pipeline, generation);
    buffer_clear(&told);
    offset = line = 0;
    buffer_finish(&yaml);
    diagnostics_finish(&diagnostics);
}

static void start(void)
{
    start_with(rules);
    ck_assert_uint_eq(rule_set_count(generation->rules), 3);
}

static void end(void)
{
    pipeline_destroy(pipeline);
    alert_book_destroy(alerts);
    generation_destroy(generation);
    buffer_finish(&told);
}

/* Takes text as the next chunk of a log. */
static timestamp take(const char *text)
{
    struct chunk chunk = {
        .start = {.incarnation = {{7}}, .offset = offset, .line = line, .line_start = offset},
        .data = text,
        .length = strlen(text),
        .path = "/var/log/auth.log",
        .modified = 1793577901 * SECOND,
    };

    for (const char *at = text; *at; at++)
        line += *at == '\n';
    offset += chunk.length;
    return pipeline_take(pipeline, &chunk, 1793577999 * SECOND);
}

#define ACCEPTED(time, user) \
    time " gw1 sshd[1]: Accepted publickey for " user " from 203.0.113.7 port 1 ssh2\n"

START_TEST(a_line_becomes_an_alert)
{
    start();
    ck_assert_int_eq(
        take(ACCEPTED("2026-11-02T00:05:01Z", "ann") ACCEPTED("2026-11-02T00:05:02Z", "root")),
        1793577902 * SECOND);
    ck_assert_str_eq(buffer_string(&told), "created amber root 1 Root logged in; ");
    ck_assert_uint_eq(pipeline_counts(pipeline).records, 2);
    ck_assert_uint_eq(pipeline_rule_matches(pipeline, 0), 1);
    end();
}
END_TEST

START_TEST(a_second_finding_joins)
{
    start();
    take(ACCEPTED("2026-11-02T00:05:01Z", "root"));
    take(ACCEPTED("2026-11-02T00:05:02Z", "root"));
    ck_assert_str_eq(buffer_string(&told), "created amber root 1 Root logged in; "
                                           "updated amber root 2 Root logged in; ");
    end();
}
END_TEST

START_TEST(what_does_not_decode_is_matched_as_text)
{
    start();
    take("no frame at all, but xyzzy\n");
    ck_assert_ptr_nonnull(strstr(buffer_string(&told), "Forbidden word"));
    ck_assert_uint_eq(pipeline_counts(pipeline).undecoded, 1);
    ck_assert_uint_eq(pipeline_counts(pipeline).undated, 1);
    end();
}
END_TEST

START_TEST(a_wrong_log_raises_one_amber_of_its_own)
{
    start();
    for (int i = 0; i < 500; i++)
        take("{\"not\":\"syslog\"}\n");
    ck_assert_str_eq(buffer_string(&told),
                     "created amber ssh 1 Records do not fit the format of their source; ");
    end();
}
END_TEST

/* A line that is decoded because of what it says is no sample of the log. */
START_TEST(whether_the_format_fits_is_asked_of_lines_by_chance)
{
    start_with(FORBIDDEN_WORD);
    for (int i = 0; i < 250; i++)
        take("no frame at all, but xyzzy\n" ACCEPTED("2026-11-02T00:05:01Z", "ann"));
    ck_assert_uint_eq(pipeline_counts(pipeline).undecoded, 250);
    ck_assert_ptr_nonnull(strstr(buffer_string(&told), "Forbidden word"));
    ck_assert_ptr_null(strstr(buffer_string(&told), "Records do not fit"));
    end();
}
END_TEST

START_TEST(a_regex_that_meets_a_limit_is_no_silent_miss)
{
    start();
    take(ACCEPTED("2026-11-02T00:05:01Z",
                  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa0"));
    ck_assert_ptr_nonnull(strstr(buffer_string(&told), "A rule's regular expression met a limit"));
    ck_assert_uint_eq(pipeline_counts(pipeline).regex_limits, 1);
    end();
}
END_TEST

START_TEST(deadlines_pass_with_the_wall_clock)
{
    start();
    take(ACCEPTED("2026-11-02T00:05:01Z", "root"));
    buffer_clear(&told);
    ck_assert_int_eq(pipeline_advance(pipeline, 1793577999 * SECOND, TIMESTAMP_NONE),
                     1793577999 * SECOND + DAY);
    ck_assert_uint_eq(told.length, 0);
    pipeline_advance(pipeline, 1793577999 * SECOND + DAY, TIMESTAMP_NONE);
    ck_assert_str_eq(buffer_string(&told), "escalated red root 1 Root logged in; ");
    end();
}
END_TEST

START_TEST(built_in_findings_come_and_go)
{
    const struct builtin_finding finding = {.rule = BUILTIN_UNREADABLE,
                                            .group = TEXT("/var/log/x.log"),
                                            .source = "ssh",
                                            .path = "/var/log/x.log",
                                            .incarnation = {{9}},
                                            .words = TEXT("nobody may read it")};

    start();
    pipeline_report(pipeline, &finding, HOUR);
    pipeline_heal(pipeline, BUILTIN_UNREADABLE, TEXT("/var/log/other.log"), "x", 2 * HOUR);
    pipeline_heal(pipeline, BUILTIN_UNREADABLE, TEXT("/var/log/x.log"), "x", 2 * HOUR);
    ck_assert_str_eq(buffer_string(&told), "created amber ssh 1 A watched log cannot be read; "
                                           "closed amber ssh 1 A watched log cannot be read; ");
    end();
}
END_TEST

SUITE_MAIN("pipeline", a_line_becomes_an_alert, a_second_finding_joins,
           what_does_not_decode_is_matched_as_text, a_wrong_log_raises_one_amber_of_its_own,
           whether_the_format_fits_is_asked_of_lines_by_chance,
           a_regex_that_meets_a_limit_is_no_silent_miss, deadlines_pass_with_the_wall_clock,
           built_in_findings_come_and_go)
