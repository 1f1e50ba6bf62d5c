/*
 * metrics_file -- the metrics as a file, for node_exporter's textfile collector.
 *
 * Replaced whole, every metrics.interval, readable for everybody; gone at an orderly
 * end, so that nobody takes a stopped daemon for a calm one.  That it cannot be
 * written is told once, until it can again.
 */
#ifndef APP_METRICS_FILE_H
#define APP_METRICS_FILE_H

struct runtime;
struct metrics_file;

/* Writes it now and from then on; NULL when the settings want none. */
struct metrics_file *metrics_file_start(struct runtime *runtime);

/* Takes the file away and frees; NULL is fine. */
void metrics_file_stop(struct metrics_file *metrics);

#endif
