/* amberd-journal: writes systemd's journal into a file that amberd tails.
 *
 * A program of its own, for it starts another one, journalctl, which the daemon never
 * does.  It has no signal handlers: to be killed at any time is how it ends. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/spool.h"
#include "model/chunk.h"
#include "relay/entry_stream.h"

enum {
    EXIT_ENDED = 1,
    EXIT_USAGE = 3,
    EXIT_NO_START = 70,
    READ_AT_ONCE = 256 << 10,
    MOST_MATCHES = 64,
    MOST_WORDS = MOST_MATCHES + 16,
    MOST_KEPT = 99,
    RETRY_SECONDS = 1,
};

#define SMALLEST (UINT64_C(1) << 20)
#define LARGEST  (UINT64_C(1) << 40)

/* What decode/journal looks at, and whose they are. */
static const char output_fields[] =
    "--output-fields=MESSAGE,SYSLOG_IDENTIFIER,SYSLOG_PID,SYSLOG_FACILITY,PRIORITY,_PID,_UID,"
    "_COMM,_EXE,_TRANSPORT,_HOSTNAME,_SYSTEMD_UNIT,_AUDIT_LOGINUID";

static const char help[] =
    "Usage: amberd-journal [OPTION...] [FIELD=VALUE...]\n"
    "\n"
    "Writes systemd's journal into a file for amberd to watch, format journal, each\n"
    "entry once however often it is killed; with FIELD=VALUE only entries that match,\n"
    "as in journalctl(1).\n"
    "\n"
    "  -o, --output FILE    the file (default /var/log/amberd/journal.log)\n"
    "      --from WHERE     at first: now (default), boot, beginning\n"
    "      --size BYTES     begin the next file at that size (default 67108864)\n"
    "      --keep NUMBER    files kept beside it (default 4)\n"
    "  -D, --directory DIR  the journal in that folder instead of this machine's\n"
    "  -h, --help           this text\n"
    "  -V, --version        the version\n"
    "\n"
    "Exit status: 1 journalctl has ended, 3 mistakes on the command line, 70 it could\n"
    "not start.\n";

struct options {
    struct spool_options spool;
    const char *from;
    const char *directory; /* NULL = this machine's */
    char **matches;
};

static const struct {
    const char *name;
    const char *words[2];
} beginnings[] = {
    /* The newest entry comes along, so that there is a place to go on from. */
    {"now", {"--lines=1", NULL}},
    {"boot", {"--boot", "--no-tail"}},
    {"beginning", {"--no-tail", NULL}},
};

static const char *const *beginning_of(const char *name)
{
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        if (strcmp(beginnings[i].name, name) == 0)
            return beginnings[i].words;
    }
    return NULL;
}

/* Starts journalctl.  Returns where to read what it writes, -1 with err. */
static int start(const struct options *options, const char *cursor, pid_t *child, struct error *err)
{
    const char *words[MOST_WORDS] = {"journalctl", "--quiet",       "--follow",
                                     "--all",      "--output=json", output_fields};
    const char *const *beginning = beginning_of(options->from);
    char place[SPOOL_CURSOR_MOST + 16] = "";
    size_t count = 6;
    int ends[2] = {-1, -1};
    int failure = 0;
    posix_spawn_file_actions_t actions;

    snprintf(place, sizeof place, "--cursor=%s", cursor);
    words[count++] = cursor[0] != '\0' ? place : beginning[0];
    words[count++] = cursor[0] != '\0' || !beginning[1] ? "--no-pager" : beginning[1];
    if (cursor[0] != '\0')
        words[count++] = "--no-tail";
    if (options->directory) {
        words[count++] = "--directory";
        words[count++] = options->directory;
    }
    words[count++] = "--";
    for (char **match = options->matches; *match; match++)
        words[count++] = *match;
    if (pipe2(ends, O_CLOEXEC) < 0) {
        error_set_errno(err, "pipe");
        return -1;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    failure = posix_spawnp(child, words[0], &actions, NULL, (char **)(uintptr_t)words, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (failure == 0)
        return ends[0];
    close(ends[0]);
    error_set(err, "journalctl: %s", strerror(failure));
    return -1;
}

/* Writes, and waits for as long as it cannot be: journald keeps what is to come. */
static void append(struct spool *spool, struct text lines)
{
    struct error err = {0};
    bool has_complained = false;

    while (!spool_append(spool, lines, &err)) {
        if (!has_complained)
            fprintf(stderr, "amberd-journal: %s; trying again every second\n", err.text);
        has_complained = true;
        nanosleep(&(struct timespec){.tv_sec = RETRY_SECONDS}, NULL);
    }
    if (has_complained)
        fputs("amberd-journal: the file can be written again\n", stderr);
}

/* Says what the stream has noticed since the last time. */
static void complain(struct entry_stream *stream)
{
    if (stream->cursor_is_gone)
        fputs("amberd-journal: the journal no longer has the entry written last; entries behind "
              "it may be lost\n",
              stderr);
    if (stream->too_long > 0)
        fputs("amberd-journal: an entry of more than 16 MiB was left out\n", stderr);
    stream->cursor_is_gone = false;
    stream->too_long = 0;
}

/* Until journalctl ends. */
static void relay(int from, struct spool *spool)
{
    struct entry_stream stream = {.cursor = spool_cursor(spool)};
    struct buffer lines = {0};
    struct buffer bytes = {0};
    ssize_t got = 0;

    buffer_reserve(&bytes, READ_AT_ONCE);
    while ((got = read(from, bytes.data, READ_AT_ONCE)) > 0 || (got < 0 && errno == EINTR)) {
        if (got < 0)
            continue;
        buffer_clear(&lines);
        entry_stream_take(&stream, (struct text){bytes.data, (size_t)got}, &lines);
        if (lines.length > 0)
            append(spool, buffer_text(&lines));
        complain(&stream);
    }
    entry_stream_finish(&stream);
    buffer_finish(&lines);
    buffer_finish(&bytes);
}

static bool refuse(const char *why)
{
    fprintf(stderr, "amberd-journal: %s\n", why);
    return false;
}

static bool read_number(const char *word, uint64_t least, uint64_t most, uint64_t *number)
{
    return text_to_unsigned(text_of(word), number) && *number >= least && *number <= most;
}

static bool take_option(int letter, struct options *options)
{
    uint64_t number = 0;

    switch (letter) {
    case 'o':
        options->spool.path = optarg;
        return true;
    case 'D':
        options->directory = optarg;
        return true;
    case 'f':
        options->from = optarg;
        return beginning_of(optarg) || refuse("--from is now, boot or beginning");
    case 's':
        return read_number(optarg, SMALLEST, LARGEST, &options->spool.largest) ||
               refuse("--size is from 1048576 to 1099511627776");
    case 'k':
        if (!read_number(optarg, 1, MOST_KEPT, &number))
            return refuse("--keep is from 1 to 99");
        options->spool.keep = (unsigned)number;
        return true;
    default:
        return refuse("try `amberd-journal --help`");
    }
}

static bool check_matches(const struct options *options)
{
    size_t count = 0;

    for (; options->matches[count]; count++) {
        if (!strchr(options->matches[count], '=') && strcmp(options->matches[count], "+") != 0) {
            fprintf(stderr, "amberd-journal: '%s' is no FIELD=VALUE\n", options->matches[count]);
            return false;
        }
    }
    return count <= MOST_MATCHES || refuse("no more than 64 matches");
}

/* False when there is nothing more to do, with *status. */
static bool read_options(int argc, char **argv, struct options *options, int *status)
{
    static const struct option names[] = {
        {"output", required_argument, NULL, 'o'},    {"from", required_argument, NULL, 'f'},
        {"size", required_argument, NULL, 's'},      {"keep", required_argument, NULL, 'k'},
        {"directory", required_argument, NULL, 'D'}, {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'V'},         {NULL, 0, NULL, 0},
    };
    int letter = 0;

    *status = EXIT_USAGE;
    while ((letter = getopt_long(argc, argv, "o:D:hV", names, NULL)) != -1) {
        if (letter == 'h' || letter == 'V') {
            fputs(letter == 'h' ? help : "amberd-journal " VERSION "\n", stdout);
            *status = 0;
            return false;
        }
        if (!take_option(letter, options))
            return false;
    }
    options->matches = argv + optind;
    return check_matches(options);
}

int main(int argc, char **argv)
{
    struct options options = {
        .spool = {.path = "/var/log/amberd/journal.log",
                  .largest = 64 << 20,
                  .keep = 4,
                  .torn = LINE_LARGEST, /* amberd cuts there, and may have read so far */
                  .cursor_of = entry_cursor_of},
        .from = "now",
    };
    struct error err = {0};
    struct spool *spool = NULL;
    pid_t child = -1;
    int from = -1;
    int status = EXIT_NO_START;

    if (!read_options(argc, argv, &options, &status))
        return status;
    umask(0027);
    spool = spool_open(&options.spool, &err);
    if (spool)
        from = start(&options, spool_cursor(spool), &child, &err);
    if (from < 0) {
        fprintf(stderr, "amberd-journal: %s\n", err.text);
        spool_close(spool);
        return EXIT_NO_START;
    }
    relay(from, spool);
    close(from);
    waitpid(child, NULL, 0);
    spool_close(spool);
    fputs("amberd-journal: journalctl has ended\n", stderr);
    return EXIT_ENDED;
}
