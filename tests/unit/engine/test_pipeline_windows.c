/* Lines that come in windows: what a rule looks for is found wherever the cut is. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "engine/pipeline.h"
#include "support/suite.h"

/* Long enough for "evil" with all letters escaped to be whole in one of two windows. */
enum { OVERLAP = 32 };

static const char rules[] = "title: keyword\n"
                            "id: 11111111-1111-4111-8111-111111111111\n"
                            "level: medium\n"
                            "logsource: {product: json}\n"
                            "detection: {k: [evil], condition: k}\n"
                            "---\n"
                            "title: field\n"
                            "id: 22222222-2222-4222-8222-222222222222\n"
                            "level: medium\n"
                            "logsource: {product: json}\n"
                            "detection: {s: {b|contains: evil}, condition: s}\n"
                            "---\n"
                            "title: flag\n"
                            "id: 33333333-3333-4333-8333-333333333333\n"
                            "level: medium\n"
                            "logsource: {product: json}\n"
                            "detection: {s: {amberd.flags: truncated}, condition: s}\n";

static struct generation *generation;
static unsigned keywords;
static unsigned fields;
static unsigned flags;

static void note(const struct event *event, const struct rule_facts *rule, void *cookie)
{
    (void)event;
    (void)cookie;
    keywords += strcmp(rule->title, "keyword") == 0;
    fields += strcmp(rule->title, "field") == 0;
    flags += strcmp(rule->title, "flag") == 0;
}

static void start(const char *format)
{
    char path[64] = "";
    struct diagnostics diagnostics = {0};
    struct buffer yaml = {0};
    FILE *file = NULL;

    snprintf(path, sizeof path, "/tmp/amberd-windows-%d.yml", (int)getpid());
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(rules, file);
    fclose(file);
    buffer_printf(&yaml,
                  "sources: [{name: made, path: /var/log/made.log, format: %s}]\n"
                  "rules: {paths: [%s]}\n",
                  format, path);
    generation = generation_build(settings_parse("test.yml", buffer_text(&yaml), &diagnostics),
                                  true, &diagnostics);
    ck_assert_ptr_nonnull(generation);
    ck_assert_uint_eq(rule_set_count(generation->rules), 3);
    remove(path);
    buffer_finish(&yaml);
    diagnostics_finish(&diagnostics);
}

/* Takes a line in two windows, of which the first ends at that place. */
static void take(struct text line, size_t cut)
{
    struct pipeline *pipeline = pipeline_create(&(struct pipeline_options){.match = note});
    size_t overlap = cut < OVERLAP ? cut : OVERLAP;
    struct chunk chunk = {
        .start = {.incarnation = {{7}}},
        .data = line.data,
        .length = cut,
        .path = "/var/log/made.log",
    };

    keywords = fields = flags = 0;
    pipeline_use(pipeline, generation);
    pipeline_take(pipeline, &chunk, 1793693101 * SECOND);
    chunk.start.offset = cut;
    chunk.data += cut - overlap;
    chunk.length = line.length - cut + overlap;
    chunk.overlap = overlap;
    pipeline_take(pipeline, &chunk, 1793693101 * SECOND);
    pipeline_destroy(pipeline);
}

static const char *const lines[] = {
    "{\"a\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxx\",\"b\":\"evil xxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}\n",
    "{\"a\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxx\",\"b\":\"ev\\u0069l xxxxxxxxxxxxxxxxxxxxxxxx\"}\n",
    "{\"b\":\"\\u0065\\u0076\\u0069\\u006c xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}\n",
    "{\"b\":"
    "\"xxxxxxxxxxxxxxxxxxxxxx\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\"
    "\\"
    "\\\\\\\\\\\\\\\\\\u0065vil\"}\n",
    "{\"b\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\u0065vil\"\n",
};
static const char *const formats[] = {"json", "otel", "suricata", "zeek"};

START_TEST(a_keyword_is_found_wherever_the_cut_is)
{
    const struct text line = text_of(lines[_i]);

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        start(formats[i]);
        for (size_t cut = 1; cut < line.length; cut++) {
            take(line, cut);
            ck_assert_msg(keywords > 0, "%s, %zu: %s", formats[i], cut, lines[_i]);
            ck_assert_uint_eq(flags, 2);
        }
        generation_destroy(generation);
    }
}
END_TEST

/* The first window is an object that is cut: once all of the word is in it, so is the
 * field. */
START_TEST(a_field_is_found_where_the_first_window_has_it)
{
    const struct text line = text_of(lines[1]);
    size_t end = 0;

    ck_assert(text_find(line, TEXT("ev\\u0069l"), &end));
    end += strlen("ev\\u0069l");
    start("json");
    for (size_t cut = OVERLAP + 1; cut < line.length; cut++) {
        take(line, cut);
        ck_assert_msg((fields > 0) == (cut >= end), "%zu: %u", cut, fields);
    }
    generation_destroy(generation);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pipeline_windows");
    TCase *cases = tcase_create("pipeline_windows");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_loop_test(cases, a_keyword_is_found_wherever_the_cut_is, 0,
                        sizeof lines / sizeof *lines);
    tcase_add_test(cases, a_field_is_found_where_the_first_window_has_it);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
