/*
 * fixed_settings -- the settings that only take effect with a new start, as they were
 * when this one began.
 *
 * Which those are the setting table says (takes_restart).  What a reload finds changed
 * against them is told, after each reload, until a restart or until it is as before.
 */
#ifndef APP_FIXED_SETTINGS_H
#define APP_FIXED_SETTINGS_H

#include <jansson.h>

#include "config/settings.h"

struct fixed_settings;

struct fixed_settings *fixed_settings_take(const struct settings *settings);
void fixed_settings_destroy(struct fixed_settings *fixed);

/* The names of those that settings has otherwise, "feed.socket"; an empty array where
 * there are none.  The caller releases it. */
json_t *fixed_settings_changed(const struct fixed_settings *fixed, const struct settings *settings);

#endif
