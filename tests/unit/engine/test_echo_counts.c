/* A statement that a database logs several times is counted once, by rules as well as in
 * the evidence, and over a restart. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "engine/pipeline.h"
#include "support/suite.h"

#define FRONT "2026-11-03 08:05:01.123 UTC [4711] jdoe@crm LOG:  "
#define AUDIT FRONT "AUDIT: SESSION,"

static const char rule[] = "title: Read\n"
                           "id: 11111111-1111-4111-8111-111111111111\n"
                           "level: medium\n"
                           "logsource: {category: database}\n"
                           "detection:\n"
                           "  s: {event.action: db_query, amberd.count: 1}\n"
                           "  condition: s\n"
                           "---\n"
                           "title: Read again\n"
                           "id: 22222222-2222-4222-8222-222222222222\n"
                           "level: medium\n"
                           "logsource: {category: database}\n"
                           "detection:\n"
                           "  s: {event.action: db_query, amberd.count: 0}\n"
                           "  condition: s\n";

static struct generation *generation;
static unsigned counted[2]; /* matches whose whole event has that count */

static void note(const struct event *event, const struct rule_facts *facts, void *cookie)
{
    const struct value *count = event_get(event, FIELD_EVENT_COUNT);

    (void)cookie;
    ck_assert_int_eq(count->integer, strcmp(facts->title, "Read") == 0);
    counted[count->integer]++;
}

static void start(void)
{
    char path[64];
    FILE *file = NULL;
    struct buffer yaml = {0};
    struct diagnostics diagnostics = {0};
    struct settings *settings = NULL;

    snprintf(path, sizeof path, "/tmp/amberd-echo-%d.yml", (int)getpid());
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(rule, file);
    fclose(file);
    buffer_printf(&yaml,
                  "sources: [{name: crm, path: /var/log/pg.log, format: postgresql}]\n"
                  "rules: {paths: [%s]}\n",
                  path);
    settings = settings_parse("test.yml", buffer_text(&yaml), &diagnostics);
    ck_assert_ptr_nonnull(settings);
    generation = generation_build(settings, false, &diagnostics);
    ck_assert_ptr_nonnull(generation);
    remove(path);
    buffer_finish(&yaml);
    diagnostics_finish(&diagnostics);
    counted[0] = counted[1] = 0;
}

static struct pipeline *create_pipeline(void)
{
    struct pipeline *pipeline = pipeline_create(&(struct pipeline_options){.match = note});

    pipeline_use(pipeline, generation);
    return pipeline;
}

/* Takes text as a whole log. */
static void take(struct pipeline *pipeline, const char *text)
{
    struct chunk chunk = {
        .start = {.incarnation = {{7}}},
        .data = text,
        .length = strlen(text),
        .path = "/var/log/pg.log",
        .final = true,
    };

    pipeline_take(pipeline, &chunk, 1793699999 * SECOND);
}

START_TEST(one_execution_is_counted_once)
{
    struct pipeline *pipeline = NULL;

    start();
    pipeline = create_pipeline();
    take(pipeline, AUDIT "1,1,READ,SELECT,VIEW,v,select * from v,<none>,3\n" AUDIT
                         "1,1,READ,SELECT,TABLE,t,select * from v,<none>,3\n" FRONT
                         "duration: 0.765 ms  statement: select * from v\n");
    ck_assert_uint_eq(counted[1], 1);
    ck_assert_uint_eq(counted[0], 2);
    take(pipeline, AUDIT "2,1,READ,SELECT,VIEW,v,select * from v,<none>,3\n");
    ck_assert_uint_eq(counted[1], 2);
    pipeline_destroy(pipeline);
    generation_destroy(generation);
}
END_TEST

static void restore(const struct state_change *change, void *cookie)
{
    struct error err = {0};

    if (change->value.length > 0)
        ck_assert_msg(pipeline_restore(cookie, change, &err), "%s", err.text);
}

START_TEST(over_a_restart_too)
{
    struct pipeline *first = NULL;
    struct pipeline *second = NULL;

    start();
    first = create_pipeline();
    second = create_pipeline();
    take(first, AUDIT "1,1,READ,SELECT,VIEW,v,select * from v,<none>,3\n");
    pipeline_changes(first, restore, second);
    pipeline_destroy(first);
    take(second, FRONT "duration: 0.765 ms  statement: select * from v\n");
    ck_assert_uint_eq(counted[1], 1);
    ck_assert_uint_eq(counted[0], 1);
    pipeline_destroy(second);
    generation_destroy(generation);
}
END_TEST

SUITE_MAIN("echo_counts", one_execution_is_counted_once, over_a_restart_too)
