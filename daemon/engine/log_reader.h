/*
 * log_reader -- an old log, read from its beginning to its end, line by line.
 *
 * For replay, match, decode and tests; live logs are followed by source/.  Keeps
 * to the contract of model/chunk.h with one line a chunk, so that several logs
 * merge exactly by time; or with many, where there is nothing to merge.  The last chunk
 * is final, and empty where the log ends with a newline.
 */
#ifndef ENGINE_LOG_READER_H
#define ENGINE_LOG_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "model/chunk.h"

struct log_reader;

/* Opens a log ("-" is standard input).  Its incarnation is derived from the path,
 * so that the same replay gives the same alert identifiers. */
struct log_reader *log_reader_open(const char *path, unsigned source, struct error *err);
void log_reader_close(struct log_reader *reader);

/* The next line; false at the end, or with err set when reading failed.  The
 * chunk is borrowed until the next call. */
bool log_reader_next(struct log_reader *reader, struct chunk *chunk, struct error *err);

/* As many whole lines as make a chunk of the usual size; else as log_reader_next. */
bool log_reader_next_lines(struct log_reader *reader, struct chunk *chunk, struct error *err);

/* For progress: bytes read, and the size (0 = not known). */
uint64_t log_reader_position(const struct log_reader *reader);
uint64_t log_reader_size(const struct log_reader *reader);

#endif
