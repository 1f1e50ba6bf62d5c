/*
 * own_format -- one format of the settings, checked and built.
 *
 * Turns the texts of struct format_settings into what decode/custom_format wants: ours
 * must be names of model/field that a log may set, separators have the defaults of
 * their kind, and what belongs to another kind is a mistake.
 */
#ifndef ENGINE_OWN_FORMAT_H
#define ENGINE_OWN_FORMAT_H

#include "base/diagnostics.h"
#include "config/settings.h"
#include "decode/decoder.h"

struct own_format;

/* path: of the settings file, for places; may be NULL.  settings are borrowed as long
 * as the format lives.  NULL after mistakes, which go to diagnostics. */
struct own_format *own_format_create(const char *path, const struct format_settings *settings,
                                     struct diagnostics *diagnostics);
void own_format_destroy(struct own_format *format);

const struct decoder *own_format_decoder(const struct own_format *format);

#endif
