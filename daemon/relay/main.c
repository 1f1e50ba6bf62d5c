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

#include "base/byte_size.h"
#include "base/file.h"
#include "base/spool.h"
#include "model/chunk.h"
#include "relay/entry_stream.h"

enum {
    EXIT_ENDED = 1,
    EXIT_USAGE = 3,
    EXIT_NO_START = 70,
    READ_AT_ONCE = 256 << 10,
    MOST_MATCHES = 64,
    MOST_WORDS = 2 * MOST_MATCHES + 20,
    MACHINE_ID_LENGTH = 32,
    LARGEST_MACHINE_ID = 64,
    MOST_KEPT = 99,
    RETRY_SECONDS = 1,
};

#define MACHINE_MATCH "_MACHINE_ID="

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
    "      --size SIZE      begin the next file at that size (default 64MiB)\n"
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
    char machine[sizeof MACHINE_MATCH + MACHINE_ID_LENGTH]; /* a match; "" = not known */
};

static const struct {
    const char *name;
    const char *words[3];
} beginnings[] = {
    /* The newest entry comes along, so that there is a place to go on from. */
    {"now", {"--lines=1", NULL}},
    {"boot", {"--boot", "--no-tail", NULL}},
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

/* The machine whose entries are read: journals of containers and of other hosts may lie
 * beside them. */
static void read_machine(struct options *options)
{
    struct buffer bytes = {0};
    struct error err = {0};

    if (file_read("/etc/machine-id", LARGEST_MACHINE_ID, &bytes, &err) &&
        bytes.length >= MACHINE_ID_LENGTH)
        snprintf(options->machine, sizeof options->machine, MACHINE_MATCH "%.*s", MACHINE_ID_LENGTH,
                 buffer_string(&bytes));
    buffer_finish(&bytes);
}

/* What journalctl is called with; place holds the word that says where to go on. */
struct command {
    const char *words[MOST_WORDS];
    size_t count;
    char place[SPOOL_CURSOR_MOST + 16];
};

static void add_words(struct command *command, const char *const *words)
{
    for (; *words; words++)
        command->words[command->count++] = *words;
}

/* Behind each + are matches that are enough by themselves, so the machine is one of them. */
static void add_matches(struct command *command, const struct options *options)
{
    const char *const machine[] = {options->machine, NULL};
    bool is_merged = !options->directory && options->machine[0] != '\0';

    add_words(command, (const char *const[]){"--", NULL});
    if (is_merged)
        add_words(command, machine);
    for (char **match = options->matches; *match; match++) {
        add_words(command, (const char *const[]){*match, NULL});
        if (is_merged && strcmp(*match, "+") == 0 && match[1])
            add_words(command, machine);
    }
}

/*
 * --follow alone shows nothing of earlier boots, and what came between the last entry and
 * a reboot would be lost; and nothing at all where a sandbox in a container hides the
 * boot's identifier.  With --merge it asks for no boot, but merges other machines' entries,
 * which a match leaves out again.
 */
static void make_command(struct command *command, const struct options *options, const char *cursor)
{
    static const char *const always[] = {"journalctl", "--quiet",       "--no-pager",  "--follow",
                                         "--all",      "--output=json", output_fields, NULL};

    *command = (struct command){0};
    add_words(command, always);
    if (cursor[0] != '\0') {
        snprintf(command->place, sizeof command->place, "--cursor=%s", cursor);
        add_words(command, (const char *const[]){command->place, "--no-tail", NULL});
    } else {
        add_words(command, beginning_of(options->from));
    }
    if (options->directory)
        add_words(command, (const char *const[]){"--directory", options->directory, NULL});
    if ((cursor[0] != '\0' || strcmp(options->from, "boot") != 0) &&
        (options->directory || options->machine[0] != '\0'))
        add_words(command, (const char *const[]){"--merge", NULL});
    add_matches(command, options);
}

/* Starts journalctl.  Returns where to read what it writes, -1 with err. */
static int start(const struct command *command, pid_t *child, struct error *err)
{
    int ends[2] = {-1, -1};
    int failure = 0;
    posix_spawn_file_actions_t actions;

    if (pipe2(ends, O_CLOEXEC) < 0) {
        error_set_errno(err, "pipe");
        return -1;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    failure = posix_spawnp(child, command->words[0], &actions, NULL,
                           (char **)(uintptr_t)command->words, environ);
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

    while (!spool_append(spool, &lines, &err)) {
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

/* Without a unit, it is bytes. */
static bool read_size(const char *word, uint64_t *size)
{
    return read_number(word, SMALLEST, LARGEST, size) ||
           (byte_size_read(text_of(word), size) && *size >= SMALLEST && *size <= LARGEST);
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
        return read_size(optarg, &options->spool.largest) ||
               refuse("--size is from 1MiB to 1TiB, such as 64MiB");
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
    struct command command;
    struct error err = {0};
    struct spool *spool = NULL;
    pid_t child = -1;
    int from = -1;
    int status = EXIT_NO_START;

    if (!read_options(argc, argv, &options, &status))
        return status;
    umask(0027);
    read_machine(&options);
    spool = spool_open(&options.spool, &err);
    if (spool) {
        make_command(&command, &options, spool_cursor(spool));
        from = start(&command, &child, &err);
    }
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
