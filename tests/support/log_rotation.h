/*
 * log_rotation -- the ways in which logs are rotated under a writer's hands.
 */
#ifndef SUPPORT_LOG_ROTATION_H
#define SUPPORT_LOG_ROTATION_H

#include "support/log_writer.h"

/* The log is renamed to kept and an empty one put in its place; the writer hears
 * of it after that, and writes to the old one until then.  (logrotate `create`.) */
void log_rotation_rename(struct log_writer *writer, const char *kept);

/* The log is copied to kept and cut to nothing.  What is written in between is
 * destroyed, so the writer should stand still.  (logrotate `copytruncate`.) */
void log_rotation_copy_truncate(const char *path, const char *kept);

/* The log is deleted and an empty one put in its place; the writer hears of it
 * after that. */
void log_rotation_delete(struct log_writer *writer);

#endif
