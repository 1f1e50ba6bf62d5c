#include "support/log_writer.h"

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "support/give_up.h"
#include "support/planted_line.h"
#include "support/temp_folder.h"
#include "support/wait_until.h"

enum { SPLIT_ONCE_IN = 16, MOST_NOISE = 64 };

/* What both processes see. */
struct board {
    atomic_uint written;
    atomic_uint rotations; /* told of */
    atomic_uint reopened;  /* ... and acted upon */
    atomic_bool pause;
    atomic_bool paused;
    atomic_bool stop;
};

struct log_writer {
    struct log_writer_options options; /* path: points to the next */
    struct path path;
    struct seeded_random random;
    struct board *board;
    pid_t process;
    int descriptor; /* in the writing process */
};

static void open_log(struct log_writer *writer)
{
    unsigned rotations = atomic_load(&writer->board->rotations);

    if (writer->descriptor >= 0)
        close(writer->descriptor);
    writer->descriptor =
        open(writer->options.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (writer->descriptor < 0)
        give_up_errno("the writer cannot open %s", writer->options.path);
    atomic_store(&writer->board->reopened, rotations);
}

static void write_all(const struct log_writer *writer, const char *bytes, size_t length)
{
    if (write(writer->descriptor, bytes, length) != (ssize_t)length)
        give_up_errno("the writer cannot write %s", writer->options.path);
}

/* Some noise and the planted line behind it. */
static void write_lines(struct log_writer *writer, unsigned number)
{
    char lines[(MOST_NOISE + 1) * PLANTED_LINE_SIZE] = "";
    struct seeded_random *random = &writer->random;
    unsigned noise = seeded_random_below(random, writer->options.noise + 1);
    size_t length = 0;
    size_t first = 0;

    for (unsigned i = 0; i < noise; i++)
        length += planted_line_noise(number + i, lines + length);
    length +=
        planted_line_write((struct planted_line){writer->options.writer, number}, lines + length);
    if (seeded_random_once_in(random, SPLIT_ONCE_IN)) {
        first = seeded_random_below(random, (unsigned)length);
        write_all(writer, lines, first);
        wait_idle(seeded_random_below(random, writer->options.most_idle + 1));
    }
    write_all(writer, lines + first, length - first);
    atomic_store(&writer->board->written, number);
}

static void obey(struct log_writer *writer)
{
    struct board *board = writer->board;

    while (atomic_load(&board->pause) && !atomic_load(&board->stop)) {
        atomic_store(&board->paused, true);
        wait_idle(200);
    }
    atomic_store(&board->paused, false);
    if (atomic_load(&board->rotations) != atomic_load(&board->reopened))
        open_log(writer);
}

static void run(struct log_writer *writer)
{
    const struct log_writer_options *options = &writer->options;

    open_log(writer);
    for (unsigned number = options->first; options->last == 0 || number <= options->last;
         number++) {
        obey(writer);
        if (atomic_load(&writer->board->stop))
            break;
        write_lines(writer, number);
        if (options->most_idle > 0)
            wait_idle(seeded_random_below(&writer->random, options->most_idle + 1));
    }
    _exit(EXIT_SUCCESS);
}

struct log_writer *log_writer_start(const struct log_writer_options *options)
{
    struct log_writer *writer = mem_zero(sizeof *writer);

    writer->options = *options;
    writer->path = path_print("%s", options->path);
    writer->options.path = writer->path.text;
    writer->options.first = options->first ? options->first : 1;
    writer->descriptor = -1;
    writer->random = seeded_random_fork(options->random);
    if (options->noise > MOST_NOISE)
        give_up("a writer makes at most %d lines of noise", MOST_NOISE);
    writer->board = mmap(NULL, sizeof *writer->board, PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (writer->board == MAP_FAILED)
        give_up_errno("no memory for a writer");
    atomic_store(&writer->board->written, writer->options.first - 1);
    atomic_store(&writer->board->rotations, 1); /* not open yet: has_reopened says no */

    writer->process = fork();
    if (writer->process < 0)
        give_up_errno("cannot start a writer");
    if (writer->process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        run(writer);
    }
    return writer;
}

const char *log_writer_path(const struct log_writer *writer)
{
    return writer->options.path;
}

unsigned log_writer_number(const struct log_writer *writer)
{
    return writer->options.writer;
}

unsigned log_writer_written(const struct log_writer *writer)
{
    return atomic_load(&writer->board->written);
}

/* A writer that has written its last line stands still as well. */
static bool is_still(void *cookie)
{
    const struct log_writer *writer = cookie;

    return atomic_load(&writer->board->paused) ||
           (writer->options.last > 0 && log_writer_written(writer) >= writer->options.last);
}

void log_writer_pause(struct log_writer *writer)
{
    atomic_store(&writer->board->pause, true);
    if (!wait_until(is_still, writer, PATIENCE_SECONDS))
        give_up("the writer of %s does not stand still", writer->options.path);
}

void log_writer_resume(struct log_writer *writer)
{
    atomic_store(&writer->board->paused, false);
    atomic_store(&writer->board->pause, false);
}

void log_writer_reopen(struct log_writer *writer)
{
    atomic_fetch_add(&writer->board->rotations, 1);
}

bool log_writer_has_reopened(const struct log_writer *writer)
{
    return atomic_load(&writer->board->rotations) == atomic_load(&writer->board->reopened);
}

static void reap(struct log_writer *writer)
{
    int status = 0;

    if (writer->process <= 0)
        return;
    if (waitpid(writer->process, &status, 0) < 0 || status != 0)
        give_up("the writer of %s failed", writer->options.path);
    writer->process = 0;
}

void log_writer_wait(struct log_writer *writer)
{
    reap(writer);
}

unsigned log_writer_stop(struct log_writer *writer)
{
    unsigned written = 0;

    atomic_store(&writer->board->stop, true);
    reap(writer);
    written = log_writer_written(writer);
    munmap(writer->board, sizeof *writer->board);
    mem_free(writer);
    return written;
}
