/*
 * log_writer -- a program that writes a log, as others write theirs.
 *
 * A process of its own, with the log open for appending; it opens it anew when it
 * is told that the log was rotated, and until then goes on with the old file.
 * Plants numbered lines (planted_line) from 1 on among noise; now and then a line
 * comes in two writes.  Ends with the test.
 */
#ifndef SUPPORT_LOG_WRITER_H
#define SUPPORT_LOG_WRITER_H

#include <stdbool.h>

#include "support/seeded_random.h"

struct log_writer_options {
    const char *path;
    unsigned writer;
    unsigned first;               /* number of its first line; 0 = 1 */
    unsigned last;                /* stops by itself behind it; 0 = never */
    unsigned noise;               /* at most so many other lines before each planted one */
    unsigned most_idle;           /* microseconds, at most, between lines */
    struct seeded_random *random; /* advanced, not kept */
};

struct log_writer;

struct log_writer *log_writer_start(const struct log_writer_options *options);

/* The log it writes, and the number of its last line that is whole in there. */
const char *log_writer_path(const struct log_writer *writer);
unsigned log_writer_number(const struct log_writer *writer);
unsigned log_writer_written(const struct log_writer *writer);

/* Waits until it stands still between two lines; and lets it go on. */
void log_writer_pause(struct log_writer *writer);
void log_writer_resume(struct log_writer *writer);

/* Tells it that the log was rotated, and does not wait until it has heard. */
void log_writer_reopen(struct log_writer *writer);
bool log_writer_has_reopened(const struct log_writer *writer);

/* Waits until the last line is written. */
void log_writer_wait(struct log_writer *writer);

/* Has it finish its line, waits until it has ended, and frees everything.
 * Returns the number of its last line. */
unsigned log_writer_stop(struct log_writer *writer);

#endif
