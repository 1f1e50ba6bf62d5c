#include "engine/coverage.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/suite.h"

#define RULE(id, source, detection)                                                           \
    "title: t\nid: 00000000-0000-4000-8000-00000000000" id "\nlevel: low\nlogsource: " source \
    "\ndetection: {s: " detection ", condition: s}\n---\n"

/* What coverage says of rules, one line a gap, measured by one source. */
static const char *measure(const char *rules, const char *format, bool any_format)
{
    static char said[4096];
    struct buffer yaml = {0};
    struct buffer words = {0};
    struct diagnostics diagnostics = {0};
    struct generation *generation = NULL;
    struct coverage *coverage = NULL;
    char path[] = "/tmp/coverage-XXXXXX.yml";
    int file = mkstemps(path, 4);

    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, rules, strlen(rules)), (ssize_t)strlen(rules));
    close(file);
    buffer_printf(&yaml, "sources: [{name: a, path: /a, format: %s}]\nrules: {paths: [%s]}\n",
                  format, path);
    generation = generation_build(settings_parse("/c.yml", buffer_text(&yaml), &diagnostics), false,
                                  &diagnostics);
    ck_assert_ptr_nonnull(generation);
    ck_assert_uint_eq(diagnostics.errors, 0);
    coverage = coverage_measure(generation, any_format);
    for (size_t i = 0; i < coverage->count; i++) {
        buffer_printf(&words, "%s: ", coverage->gaps[i].rule->key + 35);
        coverage_tell(coverage, &coverage->gaps[i], 1, &words);
        buffer_append_byte(&words, '\n');
    }
    snprintf(said, sizeof said, "%s", buffer_string(&words));
    coverage_destroy(coverage);
    generation_destroy(generation);
    diagnostics_finish(&diagnostics);
    buffer_finish(&words);
    buffer_finish(&yaml);
    unlink(path);
    return said;
}

static const char rules[] = RULE("1", "{product: text}", "{message: x}")
    RULE("2", "{product: text}", "{message: x, process.pid: 5}")
        RULE("3", "{product: nowhere, service: none}", "[word]")
            RULE("4", "{product: linux, service: sshd}", "{amberd.ssh.key: x}")
                RULE("5", "{product: text}", "{message|expand: '%none%'}");

START_TEST(by_the_sources_of_the_settings)
{
    ck_assert_str_eq(
        measure(rules, "text", false),
        "2: never matches: the rule needs the field 'process.pid', which no source of the "
        "settings of that kind says\n"
        "3: never matches: the rule is about {product: nowhere, service: none}, which no source "
        "of the settings has\n"
        "4: never matches: the rule is about {product: linux, service: sshd}, which no source "
        "of the settings has\n");
}
END_TEST

START_TEST(by_all_formats)
{
    const char *said = measure(rules, "squid", true);

    ck_assert_ptr_null(strstr(said, "1: "));
    ck_assert_ptr_nonnull(strstr(said, "3: never matches: the rule is about {product: nowhere, "
                                       "service: none}, which no log format has\n"));
    ck_assert_ptr_null(strstr(said, "4: "));
    ck_assert_ptr_null(strstr(said, "5: "));
}
END_TEST

START_TEST(many_rules_are_told_at_once)
{
    const struct coverage by_formats = {.any_format = true};
    const struct coverage_gap gap = {.is_field = true, .missing = TEXT("f\x1b[2J")};
    struct buffer words = {0};

    coverage_tell(&by_formats, &gap, 12, &words);
    ck_assert_str_eq(buffer_string(&words),
                     "12 rules never match: they need the field 'f\\x1b[2J', which no log format "
                     "of that kind says");
    buffer_finish(&words);
}
END_TEST

START_TEST(a_log_source_that_is_nearly_one_is_guessed)
{
    static const char near[] =
        RULE("1", "{category: ai_agnt}", "[word]") RULE("2", "{product: ai_agent}", "[word]")
            RULE("3", "{product: linux, service: shd}", "[word]")
                RULE("4", "{category: nothing_like_it}", "[word]");
    const char *got = measure(near, "text", true);

    ck_assert_msg(strstr(got,
                         "1: never matches: the rule is about {category: ai_agnt}, which no log "
                         "format has; did you mean category ai_agent?\n"),
                  "%s", got);
    ck_assert_msg(strstr(got, "{product: ai_agent}, which no log format has; did you mean category "
                              "ai_agent?\n"),
                  "%s", got);
    ck_assert_msg(strstr(got, "did you mean service sshd?\n"), "%s", got);
    ck_assert_msg(strstr(got, "{category: nothing_like_it}, which no log format has\n"), "%s", got);
}
END_TEST

SUITE_MAIN("coverage", a_log_source_that_is_nearly_one_is_guessed, by_the_sources_of_the_settings,
           by_all_formats, many_rules_are_told_at_once)
