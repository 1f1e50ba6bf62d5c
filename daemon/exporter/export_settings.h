/*
 * export_settings -- what one instance of amberd-export does: amberd-export(8).
 */
#ifndef EXPORTER_EXPORT_SETTINGS_H
#define EXPORTER_EXPORT_SETTINGS_H

#include <stdint.h>

#include "base/timestamp.h"
#include "config/setting_table.h"
#include "consumer/feed_choice.h"

struct export_settings {
    char *feed;   /* the daemon's socket */
    char *file;   /* "" = /var/log/amberd-export/NAME.ndjson */
    char *format; /* "native", "ocsf", "ecs" */
    char *from;   /* "oldest", "newest": where a new name begins */
    uint64_t size;
    uint64_t keep;
    timestamp sync;        /* the longest that a record waits for the disk */
    uint64_t sync_records; /* the most that do */
    struct feed_choice filter;
};

struct setting_table export_settings_table(void);

#endif
