/*
 * How long from write() of a log line until its alert can be read from the feed,
 * through decoder, rules and journal; beside rsyslog, which follows a file of its
 * own in the same run, looks for a word, and passes the line on without keeping
 * anything.  Lines take turns, so both have the same machine.
 *
 * LINES=N for another number than 2,000.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>

#include "base/memory.h"
#include "support/give_up.h"
#include "support/planted_line.h"
#include "support/program.h"
#include "support/seeded_random.h"
#include "support/wait_until.h"
#include "support/workbench.h"

enum { USUAL_LINES = 2000, WARM_UP = 50, MOST_REST = 2000 /* microseconds */ };

#define RSYSLOGD "/usr/sbin/rsyslogd"

/* The other one: rsyslog from a file to a datagram socket of ours. */
struct peer {
    pid_t process; /* 0: not there */
    struct path log;
    int socket;
};

static int bind_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    if (strlen(path) >= sizeof address.sun_path)
        give_up("%s: too long for the path of a socket", path);
    memcpy(address.sun_path, path, strlen(path));
    if (descriptor < 0 || bind(descriptor, (const struct sockaddr *)&address, sizeof address) < 0)
        give_up_errno("cannot listen on %s", path);
    return descriptor;
}

static struct peer peer_start(const struct workbench *bench)
{
    const char *folder = bench->folder.text;
    struct path config = path_print("%s/rsyslog.conf", folder);
    struct path process = path_print("%s/rsyslog.pid", folder);
    const char *const words[] = {RSYSLOGD, "-n", "-f", config.text, "-i", process.text, NULL};
    struct peer peer = {.log = path_print("%s/peer.log", folder), .socket = -1};

    if (access(RSYSLOGD, X_OK) < 0)
        return peer;
    peer.socket = bind_socket(path_print("%s/peer.sock", folder).text);
    file_append(peer.log.text, "", 0);
    file_write(config.text,
               "global(workDirectory=\"%s\")\n"
               "module(load=\"imfile\" mode=\"inotify\")\n"
               "module(load=\"omuxsock\")\n"
               "template(name=\"line\" type=\"string\" string=\"%%msg%%\")\n"
               "$OMUxSockSocket %s/peer.sock\n"
               "input(type=\"imfile\" file=\"%s\" tag=\"peer\")\n"
               "if $msg contains \"planted-\" then :omuxsock:;line\n",
               folder, folder, peer.log.text);
    peer.process = fork();
    if (peer.process < 0)
        give_up_errno("cannot start %s", RSYSLOGD);
    if (peer.process == 0)
        program_become(words);
    return peer;
}

static void peer_stop(struct peer *peer)
{
    if (peer->process == 0)
        return;
    kill(peer->process, SIGTERM);
    waitpid(peer->process, NULL, 0);
    close(peer->socket);
}

/* Milliseconds until the datagram with this token has come. */
static double time_peer(const struct peer *peer, struct planted_line line)
{
    struct pollfd waiting = {.fd = peer->socket, .events = POLLIN};
    char text[PLANTED_LINE_SIZE] = "";
    char token[PLANTED_TOKEN_SIZE] = "";
    char got[4096] = "";
    size_t length = planted_line_write(line, text);
    double start = wait_clock();

    planted_line_token(line, token);
    file_append(peer->log.text, text, length);
    do {
        ssize_t count = 0;

        if (poll(&waiting, 1, PATIENCE_SECONDS * 1000) <= 0)
            give_up("rsyslog passes nothing on");
        count = recv(peer->socket, got, sizeof got - 1, 0);
        got[count > 0 ? count : 0] = '\0';
    } while (!strstr(got, token));
    return (wait_clock() - start) * 1e3;
}

/* Milliseconds until the alert about the line has come. */
static double time_daemon(const struct path *log, struct feed_reader *reader,
                          struct planted_line line)
{
    char text[PLANTED_LINE_SIZE] = "";
    char token[PLANTED_TOKEN_SIZE] = "";
    size_t length = planted_line_write(line, text);
    double start = wait_clock();
    double end = 0.;
    bool found = false;

    planted_line_token(line, token);
    file_append(log->text, text, length);
    while (!found) {
        json_t *record = feed_reader_next_record(reader, PATIENCE_SECONDS);

        if (!record)
            give_up("the feed says nothing");
        end = wait_clock();
        found = strcmp(record_text(json_object_get(record, "subject"), "name"), token) == 0;
        json_decref(record);
    }
    return (end - start) * 1e3;
}

static int compare(const void *a, const void *b)
{
    double one = *(const double *)a;
    double other = *(const double *)b;

    return one < other ? -1 : one > other;
}

static double rank(const double *sorted, size_t count, double part)
{
    size_t index = (size_t)(part * (double)count);

    return sorted[index < count ? index : count - 1];
}

static void print_ranks(const char *who, const double *sorted, size_t count)
{
    printf("latency, write() to readable, %s: p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms\n", who,
           rank(sorted, count, .5), rank(sorted, count, .99), rank(sorted, count, .999));
}

int main(void)
{
    struct seeded_random random = seeded_random_start("bench_latency");
    struct workbench bench = workbench_create("latency", &(struct workbench_options){0});
    struct path log = workbench_log(&bench, "one.log");
    struct peer peer = peer_start(&bench);
    const char *wanted = getenv("LINES");
    size_t count = wanted ? strtoul(wanted, NULL, 10) : USUAL_LINES;
    double *ours = mem_zero_array(count + 1, sizeof *ours);
    double *theirs = mem_zero_array(count + 1, sizeof *theirs);
    struct feed_reader *reader = NULL;

    workbench_start(&bench);
    reader = workbench_read(&bench, "newest");
    for (unsigned i = 0; i < WARM_UP + count; i++) {
        size_t at = i < WARM_UP ? 0 : i - WARM_UP;

        ours[at] = time_daemon(&log, reader, (struct planted_line){1, i});
        wait_idle(seeded_random_below(&random, MOST_REST));
        if (peer.process > 0)
            theirs[at] = time_peer(&peer, (struct planted_line){2, i});
        wait_idle(seeded_random_below(&random, MOST_REST));
    }
    qsort(ours, count, sizeof *ours, compare);
    qsort(theirs, count, sizeof *theirs, compare);
    print_ranks("amberd ", ours, count);
    if (peer.process > 0) {
        print_ranks("rsyslog", theirs, count);
        printf("latency, amberd to rsyslog: p50 %.2f, p99 %.2f\n",
               rank(ours, count, .5) / rank(theirs, count, .5),
               rank(ours, count, .99) / rank(theirs, count, .99));
    }
    mem_free(ours);
    mem_free(theirs);
    feed_reader_close(reader);
    peer_stop(&peer);
    workbench_stop(&bench);
    workbench_finish(&bench);
    return EXIT_SUCCESS;
}
