/*
 * settings_file -- walks a settings file along the rows of the table.
 *
 * Tells every mistake of the file in one run, each with its place.
 */
#ifndef CONFIG_SETTINGS_FILE_H
#define CONFIG_SETTINGS_FILE_H

#include "base/document.h"
#include "config/settings.h"

/* Puts what the file says over what settings hold.  folder is where relative
 * paths are taken from, or NULL.  On mistakes, which go to diagnostics, settings
 * are left half changed and only good for destroying. */
void settings_file_apply(struct settings *settings, const struct document *document,
                         const char *folder, struct diagnostics *diagnostics);

#endif
