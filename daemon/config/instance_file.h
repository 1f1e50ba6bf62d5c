/*
 * instance_file -- the settings of one small program beside the daemon.
 *
 * A file of its own, as small as the program: keys, and maps of keys, all of them rows
 * of the program's table.  A row whose section is "" stands at the top, another one in
 * the map called like its section; no row is a map.  Tells every mistake of the file in
 * one run, each with its place and what was meant.
 */
#ifndef CONFIG_INSTANCE_FILE_H
#define CONFIG_INSTANCE_FILE_H

#include "base/diagnostics.h"
#include "config/setting_table.h"

/* Puts the defaults into target, a zeroed struct of the program, and what the file says
 * over them.  False, with the mistakes in diagnostics, when there are any; target can
 * be cleared then as ever.  path NULL: only the defaults. */
bool instance_file_read(struct setting_table table, const char *path, void *target,
                        struct diagnostics *diagnostics);

/* True when nothing has that name, so that the defaults hold.  What cannot be looked at and
 * a link to nothing are there: a filter that cannot be read is not to be taken for none. */
bool instance_file_is_absent(const char *path);

/* Gives back what target holds. */
void instance_file_clear(struct setting_table table, void *target);

#endif
