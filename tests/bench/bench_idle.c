/*
 * What it costs to follow 1,000 logs that nobody writes: CPU time over a minute.
 *
 * IDLE_SECONDS=N for another time, FILES=N for other numbers of files.
 */
#include <stdio.h>
#include <stdlib.h>

#include "support/give_up.h"
#include "support/planted_line.h"
#include "support/wait_until.h"
#include "support/workbench.h"

enum { USUAL_FILES = 1000, USUAL_SECONDS = 60 };

static unsigned number_of(const char *name, unsigned usual)
{
    const char *wanted = getenv(name);

    return wanted ? (unsigned)strtoul(wanted, NULL, 10) : usual;
}

struct arrival {
    const struct workbench *bench;
    json_int_t bytes;
};

static bool is_read(void *cookie)
{
    const struct arrival *arrival = cookie;

    return workbench_count(arrival->bench, "sources.bytes") >= arrival->bytes;
}

int main(void)
{
    struct workbench bench = workbench_create("idle", &(struct workbench_options){0});
    unsigned files = number_of("FILES", USUAL_FILES);
    unsigned rest = number_of("IDLE_SECONDS", USUAL_SECONDS);
    struct arrival arrival = {&bench, 0};
    char line[PLANTED_LINE_SIZE] = "";
    double used = 0.;

    for (unsigned i = 0; i < files; i++) {
        struct path log = path_print("%s/logs/idle-%04u.log", bench.folder.text, i);
        size_t length = planted_line_noise(i, line);

        file_append(log.text, line, length);
        arrival.bytes += (json_int_t)length;
    }
    workbench_start(&bench);
    if (!wait_until(is_read, &arrival, PATIENCE_SECONDS))
        give_up("the logs were not read");
    wait_idle(1000000); /* commits and the second thread's work of the start */

    used = daemon_process_cpu(bench.daemon);
    wait_idle(rest * 1000000);
    used = daemon_process_cpu(bench.daemon) - used;
    printf("idle, %u files over %u s: %.3f s of CPU, %.4f %%, %lu KiB of memory\n", files, rest,
           used, 100. * used / rest, daemon_process_memory(bench.daemon, "VmRSS"));
    workbench_stop(&bench);
    workbench_finish(&bench);
    return EXIT_SUCCESS;
}
