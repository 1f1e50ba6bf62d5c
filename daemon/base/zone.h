/*
 * zone -- from a wall-clock reading to an instant.
 *
 * A zone is "UTC", a fixed offset ("+08:00"), a name of the system's time zone
 * database ("Asia/Manila", read from /usr/share/zoneinfo in the TZif format of
 * RFC 8536), or "local", the machine's own (/etc/localtime).  Letters that logs
 * print for a zone ("PST", "IST") are never looked at: they mean several things.
 *
 * Immutable once opened; reads no file later and does not touch the process's
 * TZ.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/error.h"
#include "base/timestamp.h"

struct zone;

/* Opens a zone by name.  NULL, with err saying what would be right, when there
 * is no such zone or its file is damaged.  Names cannot leave the database's
 * folder. */
struct zone *zone_open(struct text name, struct error *err);

/* The same from the bytes of a TZif file.  Files that count leap seconds are
 * refused: timestamps do not. */
struct zone *zone_parse(struct text bytes, struct error *err);

void zone_close(struct zone *zone);

/* The instant at which a clock in the zone shows the reading.  A reading that
 * occurs twice (clocks set back) means the first; one that never occurs (clocks
 * set forward) moves forward by the gap.  NULL is UTC. */
timestamp zone_instant(const struct zone *zone, const struct civil *civil);

/* What a clock in the zone shows; instants outside the years 1 to 9999 are taken
 * as the nearest of them. */
struct civil zone_reading(const struct zone *zone, timestamp when);

#endif
