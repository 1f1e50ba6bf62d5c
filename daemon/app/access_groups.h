/*
 * access_groups -- the groups of the settings, found on this machine.
 */
#ifndef APP_ACCESS_GROUPS_H
#define APP_ACCESS_GROUPS_H

#include "config/settings.h"
#include "output/access.h"

/* Looks up feed.group and control.group, each a name or else a gid; '' is no group, and so,
 * with a warning, is one that does not exist.  Their names are lent by the settings. */
struct access_policy access_groups_find(const struct settings *settings);

#endif
