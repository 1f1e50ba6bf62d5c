/*
 * export -- the feed into a file, record by record, acknowledged when it is on the disk.
 *
 *     feed -> lines that wait -> the file -> the disk -> acknowledged
 *
 * The file is its own bookmark (base/spool.h): after any end the next start goes on
 * behind its last line, wherever the daemon thinks the consumer is.  What cannot be
 * written waits, and the feed with it.
 */
#ifndef EXPORTER_EXPORT_H
#define EXPORTER_EXPORT_H

#include "base/error.h"
#include "consumer/feed_link.h"
#include "exporter/export_settings.h"

struct export;

struct export_options {
    const char *name;
    const char *file;
    const struct export_settings *settings;
    void (*say)(const char *message, void *cookie);
    void *cookie;
};

/* Opens the file and prepares the connection; options outlive it.  NULL with err. */
struct export *export_create(const struct export_options *options, struct error *err);
void export_destroy(struct export *export);

struct pollfd export_poll(const struct export *export);
timestamp export_due(const struct export *export);

/* Does what there is to do; events as poll(2) returned them. */
void export_turn(struct export *export, short events, timestamp now);

/* Puts on the disk what it has and acknowledges that, as far as it goes at once. */
void export_end(struct export *export, timestamp now);

#endif
