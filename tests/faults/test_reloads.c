/*
 * Rules and settings are reloaded again and again while four programs write:
 * whole rule files, broken ones, half-written ones, and settings with a mistake.
 * What is broken is refused and the old rules stay, so every line has exactly one
 * alert whatever lay on the disk at that moment.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/reply.h"
#include "support/planted_line.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/writer_crew.h"

enum { WRITERS = 4 };

enum load { LOAD_GOOD, LOAD_UNKNOWN_NAME, LOAD_HALF, LOAD_BAD_SETTINGS, LOAD_COUNT };

/* Replaces the rule file: the whole of it, or only a beginning of its first rule. */
static void write_rules(const struct workbench *bench, bool half, struct seeded_random *random)
{
    struct path path = workbench_rule(bench, "planted.yml");
    struct path fresh = workbench_rule(bench, "planted.tmp");
    struct buffer rules = {0};
    size_t condition = 0;

    planted_line_rules(&rules);
    ck_assert(text_find(buffer_text(&rules), TEXT("condition:"), &condition));
    if (half)
        rules.length = sizeof "---\n" + seeded_random_below(random, (unsigned)condition - 4);
    file_write(fresh.text, "%s", buffer_string(&rules));
    ck_assert_int_eq(rename(fresh.text, path.text), 0);
    buffer_finish(&rules);
}

/* Puts on the disk what the next reload will find. */
static void lay_out(struct workbench *bench, enum load load, struct seeded_random *random)
{
    write_rules(bench, load == LOAD_HALF, random);
    file_write(workbench_rule(bench, "other.yml").text,
               "title: Another rule\n"
               "id: 0c0ffee0-5b1d-4f7e-8a52-3d1c9e6f7a10\n"
               "logsource: {product: linux, service: sshd}\n"
               "detection:\n"
               "    nothing: {user.name: nobody-of-this-name}\n"
               "    condition: %s\n",
               load == LOAD_UNKNOWN_NAME ? "nothing and something" : "nothing");
    workbench_configure(bench, &(struct workbench_options){
                                   .extra = load == LOAD_BAD_SETTINGS ? "alertz: {}\n" : NULL});
}

struct reloads {
    const struct workbench *bench;
    json_int_t wanted;
};

static json_int_t count_reloads(const struct workbench *bench)
{
    return workbench_count(bench, "rules.reloads") + workbench_count(bench, "rules.failed_reloads");
}

static bool are_done(void *cookie)
{
    const struct reloads *reloads = cookie;

    return count_reloads(reloads->bench) >= reloads->wanted;
}

/* One reload, waited for, with the outcome it must have. */
static void reload(struct workbench *bench, enum load load, struct seeded_random *random)
{
    struct reloads reloads = {bench, count_reloads(bench) + 1};
    json_int_t failed = workbench_count(bench, "rules.failed_reloads");

    lay_out(bench, load, random);
    daemon_process_signal(bench->daemon, SIGHUP);
    ck_assert_msg(wait_until(are_done, &reloads, PATIENCE_SECONDS), "a reload was never done");
    ck_assert_msg(workbench_count(bench, "rules.failed_reloads") - failed == (load != LOAD_GOOD),
                  "reload of kind %d was %s", (int)load, load == LOAD_GOOD ? "refused" : "taken");
}

START_TEST(lines_are_found_while_everything_is_reloaded)
{
    struct seeded_random random = seeded_random_start("reloads");
    struct workbench bench = workbench_create("reload", &(struct workbench_options){0});
    struct writer_crew crew = {0};
    unsigned rounds = test_rounds(200, 10000);

    workbench_start(&bench);
    writer_crew_start(
        &crew,
        &(struct writer_crew_options){
            .bench = &bench, .count = WRITERS, .noise = 3, .most_idle = 10000, .random = &random});
    for (unsigned i = 0; i < rounds; i++)
        reload(&bench, i % 2 ? LOAD_GOOD : (enum load)(1 + seeded_random_below(&random, 3)),
               &random);
    writer_crew_examine(&crew, &bench);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

/* Signals that come faster than they can be answered. */
START_TEST(a_storm_of_signals_loses_nothing)
{
    struct seeded_random random = seeded_random_start("reload storm");
    struct workbench bench = workbench_create("storm", &(struct workbench_options){0});
    struct writer_crew crew = {0};
    unsigned rounds = test_rounds(100, 5000);

    workbench_start(&bench);
    writer_crew_start(
        &crew,
        &(struct writer_crew_options){
            .bench = &bench, .count = WRITERS, .noise = 3, .most_idle = 10000, .random = &random});
    for (unsigned i = 0; i < rounds; i++) {
        lay_out(&bench, (enum load)seeded_random_below(&random, LOAD_COUNT), &random);
        daemon_process_signal(bench.daemon, SIGHUP);
        wait_idle(seeded_random_below(&random, 10000));
    }
    lay_out(&bench, LOAD_GOOD, &random);
    writer_crew_examine(&crew, &bench);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

static bool is_quiet(void *cookie)
{
    return workbench_count(cookie, "alerts.amber_open") == 0;
}

static int command_reload(const struct workbench *bench)
{
    const char *const words[] = {"reload", "--socket", bench->control.text, NULL};
    struct buffer said = {0};
    int status = workbench_command(bench, words, &said);

    buffer_finish(&said);
    return status;
}

/* A daemon started with a broken rule says so until a reload finds it mended. */
START_TEST(a_reload_heals_what_a_start_complained_of)
{
    struct seeded_random random = seeded_random_start("reload heals");
    struct workbench bench = workbench_create("heal", &(struct workbench_options){0});
    struct buffer said = {0};

    lay_out(&bench, LOAD_UNKNOWN_NAME, &random);
    workbench_start(&bench);
    ck_assert_int_eq(workbench_count(&bench, "alerts.amber_open"), 1);
    ck_assert_int_eq(command_reload(&bench), REPLY_CONTENT);
    lay_out(&bench, LOAD_BAD_SETTINGS, &random);
    ck_assert_int_eq(command_reload(&bench), REPLY_USAGE);
    ck_assert_int_eq(workbench_command(&bench, (const char *const[]){"status", NULL}, &said),
                     REPLY_USAGE);
    buffer_clear(&said);

    lay_out(&bench, LOAD_GOOD, &random);
    workbench_configure(&bench, &(struct workbench_options){.extra = "tail: {rescan: 7s}\n"});
    ck_assert_int_eq(command_reload(&bench), REPLY_OK);
    ck_assert_msg(wait_until(is_quiet, &bench, PATIENCE_SECONDS), "the alert stays open");
    workbench_complaints(&bench, &said);
    ck_assert_ptr_nonnull(strstr(buffer_string(&said), "tail.rescan takes a restart"));
    ck_assert_ptr_null(strstr(buffer_string(&said), "feed.heartbeat"));
    buffer_finish(&said);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("reloads", lines_are_found_while_everything_is_reloaded,
           a_storm_of_signals_loses_nothing, a_reload_heals_what_a_start_complained_of)
