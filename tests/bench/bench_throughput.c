/*
 * How fast a log of 100 MB goes through decoder, rules and alert book: with
 * `amberctl replay`, and followed live through the journal.
 *
 * MEGABYTES=N for another size.  One line in a thousand is a finding.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/buffer.h"
#include "support/give_up.h"
#include "support/planted_line.h"
#include "support/wait_until.h"
#include "support/workbench.h"

enum { USUAL_MEGABYTES = 100, MEGABYTE = 1000000, FINDING_ONCE_IN = 1000, BLOCK = 1 << 20 };

struct log_size {
    unsigned long lines;
    unsigned long bytes;
    unsigned findings;
};

static struct log_size generate(const struct path *log)
{
    const char *wanted = getenv("MEGABYTES");
    unsigned long most = (wanted ? strtoul(wanted, NULL, 10) : USUAL_MEGABYTES) * MEGABYTE;
    struct log_size size = {0};
    struct buffer block = {0};

    while (size.bytes < most) {
        char *room = buffer_reserve(&block, PLANTED_LINE_SIZE);
        size_t length = 0;

        if (size.lines % FINDING_ONCE_IN == FINDING_ONCE_IN - 1)
            length = planted_line_write((struct planted_line){1, ++size.findings}, room);
        else
            length = planted_line_noise((unsigned)size.lines, room);
        block.length += length;
        size.bytes += length;
        size.lines++;
        if (block.length >= BLOCK || size.bytes >= most) {
            file_append(log->text, block.data, block.length);
            buffer_clear(&block);
        }
    }
    buffer_finish(&block);
    return size;
}

static void print_rate(const char *what, const struct log_size *size, double wall, double cpu)
{
    printf("throughput, %s: %.0f lines/s, %.0f MB/s, %.2f us of CPU a line\n", what,
           (double)size->lines / wall, (double)size->bytes / MEGABYTE / wall,
           cpu * 1e6 / (double)size->lines);
}

static double children_cpu(void)
{
    struct rusage usage = {0};

    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void measure_replay(const struct workbench *bench, const struct path *log,
                           const struct log_size *size)
{
    const char *const words[] = {"replay", "--format", "sshd", log->text, NULL};
    struct buffer said = {0};
    double cpu = children_cpu();
    double start = wait_clock();
    int status = workbench_command(bench, words, &said);

    if (status != 0)
        give_up("amberctl replay ends with %d: %.400s", status, buffer_string(&said));
    print_rate("amberctl replay", size, wait_clock() - start, children_cpu() - cpu);
    buffer_finish(&said);
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

static void measure_live(struct workbench *bench, const struct log_size *size)
{
    struct arrival arrival = {bench, (json_int_t)size->bytes};
    double start = wait_clock();

    workbench_start(bench);
    if (!wait_until(is_read, &arrival, 10 * PATIENCE_SECONDS))
        give_up("the log was not read to its end");
    print_rate("followed live", size, wait_clock() - start, daemon_process_cpu(bench->daemon));
    workbench_stop(bench);
}

int main(void)
{
    struct workbench bench = workbench_create("throughput", &(struct workbench_options){0});
    struct path log = workbench_log(&bench, "auth.log");
    struct log_size size = generate(&log);

    measure_replay(&bench, &log, &size);
    measure_live(&bench, &size);
    workbench_finish(&bench);
    return EXIT_SUCCESS;
}
