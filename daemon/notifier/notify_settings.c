#include "notifier/notify_settings.h"

#include <stddef.h>

#define ROW_OF(part, key, member, kind, least, most, value, ...)                           \
    {                                                                                      \
        .section = part, .name = key, .type = SETTING_##kind,                              \
        .offset = offsetof(struct notify_settings, member), .smallest = (uint64_t)(least), \
        .largest = (uint64_t)(most), .initial = (value), .help = __VA_ARGS__               \
    }
#define ROW(member, ...)          ROW_OF("", #member, member, __VA_ARGS__)
#define WITHIN(part, member, ...) ROW_OF(#part, #member, part.member, __VA_ARGS__)
#define ITEMS(member)             .count_offset = offsetof(struct notify_settings, member)

enum { LONGEST_SOCKET = 107, LONGEST_PATH = 4000, MOST_WORDS = 64 };

static const struct setting rows[] = {
    ROW(feed, PATH, 1, LONGEST_SOCKET, "/run/amberd/feed.sock", "the daemon's feed"),
    ROW(state, PATH, 0, LONGEST_PATH, "", "what is owed; '' for the usual place"),
    ROW(command, TEXTS, 0, MOST_WORDS, "", "tells the first contact", ITEMS(command_count)),
    ROW(timeout, DURATION, 100 * MILLISECOND, HOUR, "30s", "a command is killed after"),
    ROW(attempts, COUNT, 1, 100, "6", "tries of a command, in all"),
    ROW(retry, DURATION, 10 * MILLISECOND, HOUR, "5s", "the pause after the first, then doubling"),
    ROW(at_once, COUNT, 1, 32, "4", "commands that run at a time"),
    WITHIN(limit, pages, COUNT, 1, 10000, "20", "pages to a contact within per"),
    WITHIN(limit, per, DURATION, 100 * MILLISECOND, DAY, "10m", "as long"),
    WITHIN(second, command, TEXTS, 0, MOST_WORDS, "", "tells the second contact",
           ITEMS(second.command_count)),
    WITHIN(second, after, DURATION, 100 * MILLISECOND, 7 * DAY, "15m",
           "when nobody has acknowledged a Red for so long"),
    WITHIN(watch, after, DURATION, 0, DAY, "60s", "when the daemon is not there for so long"),
    FEED_CHOICE_ROWS(struct notify_settings),
};

struct setting_table notify_settings_table(void)
{
    return (struct setting_table){rows, sizeof rows / sizeof *rows};
}
