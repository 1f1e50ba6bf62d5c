/*
 * source_names -- what the sources are called, by number.
 *
 * A source's number holds for one load of the settings; what is stored says its
 * name.
 */
#ifndef RECORD_SOURCE_NAMES_H
#define RECORD_SOURCE_NAMES_H

#include <limits.h>
#include <stddef.h>

#include "base/text.h"

/* The number of no source. */
#define SOURCE_UNKNOWN UINT_MAX

/* A zeroed one names none. */
struct source_names {
    char **names;
    size_t count;
};

/* Copies. */
struct source_names source_names_copy(const char *const *names, size_t count);
void source_names_finish(struct source_names *names);

/* The number of a name, or SOURCE_UNKNOWN. */
unsigned source_names_find(const struct source_names *names, struct text name);

/* The name of a number; empty where there is none. */
struct text source_names_at(const struct source_names *names, unsigned number);

#endif
