/*
 * zone_rule -- the rule by which a zone's clocks change year after year.
 *
 * A POSIX TZ string as it ends a TZif file: "CET-1CEST,M3.5.0,M10.5.0/3".  Hours
 * may run from -167 to 167, as RFC 8536 allows.  The names in it are passed over.
 */
#ifndef BASE_ZONE_RULE_H
#define BASE_ZONE_RULE_H

#include <stdbool.h>

#include "base/text.h"
#include "base/timestamp.h"

enum zone_day_kind {
    ZONE_DAY_OF_WEEK, /* Mm.w.d: day d of week w of month m; week 5 is the last */
    ZONE_DAY_JULIAN,  /* Jn: 1 to 365, leap days not counted */
    ZONE_DAY_OF_YEAR, /* n: 0 to 365, leap days counted */
};

struct zone_change {
    enum zone_day_kind kind;
    int month;      /* 1 to 12 */
    int week;       /* 1 to 5 */
    int day;        /* 0 to 6 from Sunday, or the day of the year */
    timestamp time; /* behind midnight, by the clock before the change */
};

struct zone_rule {
    timestamp standard; /* east of UTC */
    bool has_summer;
    timestamp summer;
    struct zone_change starts;
    struct zone_change ends;
};

/* The whole text as a rule.  False on anything else. */
bool zone_rule_read(struct text text, struct zone_rule *rule);

/* What is added to UTC at that instant. */
timestamp zone_rule_offset(const struct zone_rule *rule, timestamp when);

#endif
