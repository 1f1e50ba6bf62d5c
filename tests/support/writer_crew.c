#include "support/writer_crew.h"

#include <stdio.h>

#include "support/give_up.h"

void writer_crew_start(struct writer_crew *crew, const struct writer_crew_options *options)
{
    if (options->count > WRITER_CREW_MOST)
        give_up("a crew has at most %d writers", WRITER_CREW_MOST);
    crew->count = options->count;
    for (unsigned i = 0; i < crew->count; i++) {
        char name[32] = "";

        snprintf(name, sizeof name, "writer-%u.log", i + 1);
        crew->paths[i] = workbench_log(options->bench, name);
        crew->writers[i] = log_writer_start(&(struct log_writer_options){
            .path = crew->paths[i].text,
            .writer = i + 1,
            .first = crew->written[i] + 1,
            .last = options->each ? crew->written[i] + options->each : 0,
            .noise = options->noise,
            .most_idle = options->most_idle,
            .random = options->random,
        });
    }
}

void writer_crew_wait(struct writer_crew *crew)
{
    for (unsigned i = 0; i < crew->count; i++)
        log_writer_wait(crew->writers[i]);
}

void writer_crew_stop(struct writer_crew *crew)
{
    for (unsigned i = 0; i < crew->count; i++) {
        if (crew->writers[i])
            crew->written[i] = log_writer_stop(crew->writers[i]);
        crew->writers[i] = NULL;
    }
}

unsigned long writer_crew_lines(const struct writer_crew *crew)
{
    unsigned long lines = 0;

    for (unsigned i = 0; i < crew->count; i++)
        lines += crew->writers[i] ? log_writer_written(crew->writers[i]) : crew->written[i];
    return lines;
}

void writer_crew_expect(const struct writer_crew *crew, struct oracle *oracle)
{
    for (unsigned i = 0; i < crew->count; i++) {
        if (crew->written[i] > 0)
            oracle_expect(oracle, i + 1, 1, crew->written[i]);
    }
}

void writer_crew_examine(struct writer_crew *crew, const struct workbench *bench)
{
    struct oracle *oracle = oracle_create();

    writer_crew_stop(crew);
    writer_crew_expect(crew, oracle);
    oracle_examine(oracle, bench);
    printf("%lu lines, each with exactly one alert\n", writer_crew_lines(crew));
    oracle_destroy(oracle);
}
