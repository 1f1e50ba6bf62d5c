/*
 * package_event -- what the logs of package managers have in common.
 *
 * The actions of their events, one vocabulary for all:
 *
 *     package_install     package_remove      package_configure
 *     package_upgrade     package_purge       package_replace (the old one that an
 *     package_downgrade   package_reinstall    upgrade or the like took away)
 *
 * with event.category "package" and ECS's event.type for them.
 */
#ifndef DECODE_PACKAGE_EVENT_H
#define DECODE_PACKAGE_EVENT_H

#include <stdbool.h>

#include "base/zone.h"
#include "model/event.h"

/* Takes "2026-11-03 08:05:01", with 'T' or any blanks in the middle, a fraction behind
 * '.' or ',' or none, a zone or none: then that of the log.  False, with text untouched,
 * where it is none. */
bool package_event_take_time(struct text *text, const struct zone *zone, timestamp *when);

void package_event_set_time(struct event *event, timestamp when);

/* Puts an action and its type; an event may have several. */
void package_event_put_action(struct event *event, struct text action);

/* Puts "openssl:amd64" as name and architecture. */
void package_event_put_name(struct event *event, struct text name);

#endif
