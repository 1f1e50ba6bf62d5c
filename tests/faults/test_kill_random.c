/*
 * The daemon is killed at random moments while four programs write, and started
 * again each time.  In the end every line has exactly one alert, and the alerts
 * are those that a daemon raises which nobody ever killed: same identifiers.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/planted_line.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/writer_crew.h"

enum { WRITERS = 4, LONGEST_LIFE = 50000 /* microseconds */, OTHER_WRITER = 9 };

static void expect_all(const struct writer_crew *crew, struct oracle *oracle)
{
    writer_crew_expect(crew, oracle);
    oracle_expect(oracle, OTHER_WRITER, 1, 1);
}

/* Has the daemon see each log once, so that both runs know the same files. */
static void see_first_lines(struct workbench *bench, struct writer_crew *crew,
                            struct seeded_random *random)
{
    char line[PLANTED_LINE_SIZE] = "";
    size_t length = planted_line_write((struct planted_line){OTHER_WRITER, 1}, line);
    struct oracle *oracle = oracle_create();

    workbench_start(bench);
    file_append(workbench_log(bench, "last.log").text, line, length);
    writer_crew_start(crew, &(struct writer_crew_options){
                                .bench = bench, .count = WRITERS, .each = 1, .random = random});
    writer_crew_wait(crew);
    writer_crew_stop(crew);
    expect_all(crew, oracle);
    oracle_gather(oracle, bench);
    ck_assert_uint_eq(oracle_missing(oracle), 0);
    oracle_destroy(oracle);
    ck_assert_int_eq(workbench_stop(bench), EXIT_SUCCESS);
}

static void kill_often(struct workbench *bench, unsigned kills, struct seeded_random *random)
{
    for (unsigned i = 0; i < kills; i++) {
        workbench_launch(bench, NULL);
        wait_idle(seeded_random_below(random, LONGEST_LIFE));
        ck_assert_int_eq(workbench_kill(bench), 128 + SIGKILL);
    }
}

/* What a daemon makes of the same logs that starts from the state before the
 * first kill. */
static struct oracle *run_unkilled(struct workbench *bench, const struct writer_crew *crew,
                                   const char *state)
{
    struct oracle *oracle = oracle_create();
    struct error err = {0};

    workbench_configure(bench, &(struct workbench_options){.state = state});
    workbench_start(bench);
    expect_all(crew, oracle);
    oracle_expect(oracle, ORACLE_LAST_WRITER, 1, 1);
    oracle_gather(oracle, bench);
    ck_assert_msg(oracle_check(oracle, &err), "never killed: %s", err.text);
    return oracle;
}

/* No start took the journal for another's or an older copy. */
static void expect_no_surprise(const struct workbench *bench)
{
    struct buffer said = {0};

    workbench_complaints(bench, &said);
    ck_assert_msg(!strstr(buffer_string(&said), "not as the last run left it"), "%s",
                  buffer_string(&said));
    buffer_finish(&said);
}

START_TEST(killed_and_never_killed_raise_the_same_alerts)
{
    struct seeded_random random = seeded_random_start("kill_random");
    struct workbench bench = workbench_create("kill", &(struct workbench_options){0});
    struct path before = path_print("%s/before", bench.folder.text);
    struct writer_crew crew = {0};
    struct oracle *killed = oracle_create();
    struct oracle *unkilled = NULL;
    struct error err = {0};

    see_first_lines(&bench, &crew, &random);
    folder_copy(bench.state.text, before.text);
    chmod(before.text, 0700);

    writer_crew_start(
        &crew,
        &(struct writer_crew_options){
            .bench = &bench, .count = WRITERS, .noise = 3, .most_idle = 10000, .random = &random});
    kill_often(&bench, test_rounds(200, 10000), &random);
    writer_crew_stop(&crew);
    workbench_start(&bench);
    expect_all(&crew, killed);
    oracle_examine(killed, &bench);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);

    expect_no_surprise(&bench);
    unkilled = run_unkilled(&bench, &crew, before.text);
    ck_assert_msg(oracle_same_alerts(killed, unkilled, &err), "%s", err.text);
    printf("%lu lines, the same alerts with and without kills\n", writer_crew_lines(&crew));

    oracle_destroy(killed);
    oracle_destroy(unkilled);
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("kill_random", killed_and_never_killed_raise_the_same_alerts)
