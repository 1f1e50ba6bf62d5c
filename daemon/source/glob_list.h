/*
 * glob_list -- the globs of the settings, and which names they mean.
 */
#ifndef SOURCE_GLOB_LIST_H
#define SOURCE_GLOB_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "source/source_set.h"

struct source_glob {
    char *pattern; /* slashes single, no "." components */
    char **levels; /* levels[n]: the first n components, for n < level_count */
    size_t level_count;
    unsigned source;
    bool from_beginning;
    bool is_literal;
    bool is_new;     /* not looked up yet */
    bool is_blocked; /* a folder on its way may not be read, which was reported */
};

/* {0} is empty. */
struct glob_list {
    struct source_glob *globs;
    size_t count;
};

void glob_list_init(struct glob_list *list, const struct source_set_options *options);
void glob_list_finish(struct glob_list *list);

/* Takes over from before what was already known of equal patterns. */
void glob_list_inherit(struct glob_list *list, const struct glob_list *before);

/* Whether the name is that of a compressed file: "app.log*" names what rotation
 * makes of old logs too, and those bytes are no lines. */
bool glob_list_is_compressed(struct text name);

/* The first glob that means path, or NULL; no glob means a compressed file. */
const struct source_glob *glob_list_match(const struct glob_list *list, const char *path);

/* Whether a folder of that path would be on the way of one. */
bool glob_list_leads_through(const struct glob_list *list, const char *path);

#endif
