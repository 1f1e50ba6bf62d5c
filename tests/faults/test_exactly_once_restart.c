/*
 * The daemon is stopped in order and started again, over and over, while four
 * programs write; and a log is rotated while it is down.  Every line has exactly
 * one alert.
 */
#include <stdio.h>
#include <stdlib.h>

#include "support/log_rotation.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/writer_crew.h"

enum { WRITERS = 4, LONGEST_LIFE = 40000 /* microseconds */ };

START_TEST(orderly_restarts_lose_and_double_nothing)
{
    struct seeded_random random = seeded_random_start("restarts");
    struct workbench bench = workbench_create("restart", &(struct workbench_options){0});
    struct writer_crew crew = {0};
    unsigned rounds = test_rounds(50, 2000);

    writer_crew_start(
        &crew,
        &(struct writer_crew_options){
            .bench = &bench, .count = WRITERS, .noise = 3, .most_idle = 30000, .random = &random});
    for (unsigned i = 0; i < rounds; i++) {
        workbench_start(&bench);
        wait_idle(seeded_random_below(&random, LONGEST_LIFE));
        ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    }
    workbench_start(&bench);
    writer_crew_examine(&crew, &bench);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

/* Reads on until all that is written by now has been seen: what was never seen
 * before a rotation cannot be told from any other file after it. */
static void catch_up(const struct workbench *bench, const struct writer_crew *crew)
{
    struct oracle *oracle = oracle_create();

    for (unsigned i = 0; i < crew->count; i++)
        oracle_expect(oracle, i + 1, 1, log_writer_written(crew->writers[i]));
    oracle_gather(oracle, bench);
    ck_assert_msg(oracle_missing(oracle) == 0, "%zu lines were not found", oracle_missing(oracle));
    oracle_destroy(oracle);
}

START_TEST(what_was_rotated_while_it_was_down_is_read_to_its_end)
{
    struct seeded_random random = seeded_random_start("rotated while down");
    struct workbench bench = workbench_create("down", &(struct workbench_options){0});
    struct writer_crew crew = {0};
    unsigned rounds = test_rounds(15, 500);

    writer_crew_start(
        &crew,
        &(struct writer_crew_options){
            .bench = &bench, .count = WRITERS, .noise = 3, .most_idle = 20000, .random = &random});
    for (unsigned i = 0; i < rounds; i++) {
        unsigned rotated = seeded_random_below(&random, WRITERS);
        struct path kept = path_print("%s.%u", crew.paths[rotated].text, i);

        workbench_start(&bench);
        catch_up(&bench, &crew);
        if (i % 2)
            workbench_kill(&bench);
        else
            ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
        wait_idle(seeded_random_below(&random, LONGEST_LIFE));
        log_rotation_rename(crew.writers[rotated], kept.text);
        wait_idle(seeded_random_below(&random, LONGEST_LIFE));
    }
    workbench_start(&bench);
    writer_crew_examine(&crew, &bench);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("exactly_once_restart", orderly_restarts_lose_and_double_nothing,
           what_was_rotated_while_it_was_down_is_read_to_its_end)
