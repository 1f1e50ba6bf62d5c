#include "exporter/export_settings.h"

#include <stddef.h>

#define ROW(member, kind, least, most, value, ...)                                         \
    {                                                                                      \
        .section = "", .name = #member, .type = SETTING_##kind,                            \
        .offset = offsetof(struct export_settings, member), .smallest = (uint64_t)(least), \
        .largest = (uint64_t)(most), .initial = (value), .help = __VA_ARGS__               \
    }

enum { LONGEST_SOCKET = 107, LONGEST_PATH = 4000 };

static const char *const formats[] = {"native", "ocsf", "ecs", NULL};
static const char *const beginnings[] = {"oldest", "newest", NULL};

static const struct setting rows[] = {
    ROW(feed, PATH, 1, LONGEST_SOCKET, "/run/amberd/feed.sock", "the daemon's feed"),
    ROW(file, PATH, 0, LONGEST_PATH, "", "where the records go; '' for the usual place"),
    ROW(format, CHOICE, 1, 16, "native", "of the records", .choices = formats),
    ROW(from, CHOICE, 1, 16, "oldest", "where a new instance begins", .choices = beginnings),
    ROW(size, SIZE, 64 << 10, UINT64_C(1) << 40, "64MiB", "begin the next file at that size"),
    ROW(keep, COUNT, 1, 99, "8", "files kept beside the present one"),
    ROW(sync, DURATION, 0, 60 * SECOND, "1s", "the longest that a record waits for the disk"),
    ROW(sync_records, COUNT, 1, 5000, "1000", "the most records that wait for the disk"),
    FEED_CHOICE_ROWS(struct export_settings),
};

struct setting_table export_settings_table(void)
{
    return (struct setting_table){rows, sizeof rows / sizeof *rows};
}
