#include "config/setting_table.h"

#include <string.h>

#include "base/timestamp.h"
#include "config/settings.h"

/* One row.  What comes last is the help; `.choices = ...` and the like may follow. */
#define GENERAL(part, member, kind, least, most, value, ...)                             \
    {                                                                                    \
        .section = #part, .name = #member, .type = SETTING_##kind,                       \
        .offset = offsetof(struct settings, part.member), .smallest = (uint64_t)(least), \
        .largest = (uint64_t)(most), .initial = (value), .help = __VA_ARGS__             \
    }
#define SOURCE(member, kind, least, most, value, ...)                                      \
    {                                                                                      \
        .section = "sources", .name = #member, .type = SETTING_##kind,                     \
        .offset = offsetof(struct source_settings, member), .smallest = (uint64_t)(least), \
        .largest = (uint64_t)(most), .initial = (value), .help = __VA_ARGS__               \
    }

#define FORMAT_OF(part, path, member, kind, least, most, value, ...)                     \
    {                                                                                    \
        .section = part, .name = #member, .type = SETTING_##kind,                        \
        .offset = offsetof(struct format_settings, path), .smallest = (uint64_t)(least), \
        .largest = (uint64_t)(most), .initial = (value), .help = __VA_ARGS__             \
    }
#define FORMAT(member, ...)        FORMAT_OF("formats", member, member, __VA_ARGS__)
#define WITHIN(group, member, ...) FORMAT_OF("formats." #group, group.member, member, __VA_ARGS__)

#define ITEMS_OF_FORMAT(member)  .count_offset = offsetof(struct format_settings, member)
#define ITEMS_OF_GENERAL(member) .count_offset = offsetof(struct settings, member)
#define ITEMS_OF_SOURCE(member)  .count_offset = offsetof(struct source_settings, member)
#define TABLE(rows)              ((struct setting_table){(rows), sizeof(rows) / sizeof *(rows)})
#define RESTART                  .takes_restart = true
#define TEBIBYTE                 (UINT64_C(1) << 40)

enum {
    LONGEST_SOCKET = 107, /* sun_path of struct sockaddr_un less its NUL */
    LONGEST_PATH = 4095,
    LONGEST_NAME = 64,
    LONGEST_TEXT = 256,
    LONGEST_PATTERN = 16384,
    LONGEST_USER = 32, /* useradd(8) allows no more */
    LONGEST_LAYOUT = 4096,
};

static const char *const starts[] = {"end", "beginning", NULL};
static const char *const message_formats[] = {"rfc5424", "journal", NULL};
static const char *const decodings[] = {"needed", "all", NULL};

/* In the order of their numbers in RFC 5424. */
static const char *const facilities[] = {
    "kern",   "user",     "mail",   "daemon", "auth",   "syslog", "lpr",   "news",   "uucp",
    "cron",   "authpriv", "ftp",    "ntp",    "audit",  "alert",  "clock", "local0", "local1",
    "local2", "local3",   "local4", "local5", "local6", "local7", NULL,
};

static const struct setting general[] = {
    GENERAL(rules, paths, PATHS, 1, 1000, RULES_PATHS,
            "rule files, and folders whose *.yml files are rules",
            ITEMS_OF_GENERAL(rules.path_count)),
    GENERAL(rules, red, TEXTS, 0, 10000, "", "ids or names of rules whose findings are Red",
            ITEMS_OF_GENERAL(rules.red_count)),
    GENERAL(rules, placeholders, LISTS, 0, 1000, "",
            "what stands for %name% in rules that say expand: lists by name",
            ITEMS_OF_GENERAL(rules.placeholder_count)),

    GENERAL(state, directory, PATH, 1, LONGEST_PATH, "/var/lib/amberd",
            "where alerts, places in the logs and memory are kept", RESTART),
    GENERAL(state, reserve, SIZE, 0, TEBIBYTE, "64MiB",
            "set aside for going on when the disk is full; 0B: nothing", RESTART),
    GENERAL(state, keep_evidence, DURATION, DAY, 3650 * DAY, "396d",
            "how long the raw records behind alerts are kept"),

    GENERAL(feed, socket, PATH, 1, LONGEST_SOCKET, "/run/amberd/feed.sock",
            "where readers of alerts connect", RESTART),
    GENERAL(feed, group, WORD, 0, LONGEST_USER, "amberd-readers",
            "who may read alerts, by name or gid; '': admins alone"),
    GENERAL(feed, clients, COUNT, 1, 10000, "64", "readers at a time", RESTART),
    GENERAL(feed, clients_per_user, COUNT, 1, 10000, "8", "readers at a time of one user", RESTART),
    GENERAL(feed, heartbeat, DURATION, SECOND, HOUR, "10s",
            "how often an idle reader hears that all is well", RESTART),
    GENERAL(feed, stalled, DURATION, SECOND, HOUR, "30s",
            "a reader that takes nothing for so long is let go", RESTART),

    GENERAL(control, socket, PATH, 1, LONGEST_SOCKET, "/run/amberd/control.sock",
            "where amberctl gives commands", RESTART),
    GENERAL(control, group, WORD, 0, LONGEST_USER, "amberd-admins",
            "who may do all, by name or gid; '': root alone"),
    GENERAL(control, test_user, WORD, 0, LONGEST_USER, "",
            "whom root without a login is taken for, on test machines"),

    GENERAL(syslog, socket, PATH, 0, LONGEST_SOCKET, "/dev/log",
            "where alerts go as syslog messages; '': nowhere", RESTART),
    GENERAL(syslog, format, CHOICE, 1, LONGEST_NAME, "rfc5424",
            "how they are written: rfc5424, or journal for systemd's", .choices = message_formats,
            RESTART),
    GENERAL(syslog, facility, CHOICE, 1, LONGEST_NAME, "local0", "the facility they go under",
            .choices = facilities, RESTART),

    GENERAL(metrics, textfile, PATH, 0, LONGEST_PATH, "",
            "where metrics go as a file for node_exporter; '': nowhere", RESTART),
    GENERAL(metrics, interval, DURATION, SECOND, HOUR, "15s", "how often that file is written",
            RESTART),

    GENERAL(alerts, storm_budget, COUNT, 1, 1000, "20",
            "new alerts a rule may raise within storm_window"),
    GENERAL(alerts, storm_window, DURATION, SECOND, DAY, "10m",
            "what storm_budget is counted over"),
    GENERAL(alerts, remediate_within, DURATION, MINUTE, 365 * DAY, "24h",
            "after so long an alert is overdue"),
    GENERAL(alerts, dedup_for, DURATION, 0, 365 * DAY, "1h",
            "how long after closing what comes again belongs to the alert"),
    GENERAL(alerts, evidence, COUNT, 1, 10000, "100", "log records kept of each alert"),
    GENERAL(alerts, most, COUNT, 100, 1000000, "50000", "alerts held at a time"),

    GENERAL(tail, files, COUNT, 1, 1000000, "100000", "log files followed"),
    GENERAL(tail, descriptors, COUNT, 16, 1000000, "4096", "log files kept open at a time"),
    GENERAL(tail, linger, DURATION, 0, DAY, "10m",
            "how long a renamed log may still be written to"),
    GENERAL(tail, rescan, DURATION, SECOND, DAY, "60s",
            "how often to look for what the system did not announce", RESTART),
    GENERAL(tail, lateness, DURATION, 0, DAY, "60s",
            "how much later than others a record may come"),
};

static const struct setting source[] = {
    SOURCE(name, WORD, 1, LONGEST_NAME, NULL, "what alerts call the source"),
    SOURCE(paths, PATHS, 1, 1000, NULL, "its files; * ? and [...] may stand in them",
           ITEMS_OF_SOURCE(path_count), .alias = "path"),
    SOURCE(format, WORD, 1, LONGEST_NAME, NULL, "what its records look like: sshd, squid, text"),
    SOURCE(layout, TEXT, 0, LONGEST_LAYOUT, "",
           "how the columns stand, in the words of the program that writes them"),
    SOURCE(decode, CHOICE, 1, LONGEST_NAME, "needed",
           "which records to decode: those that a rule may need, or all", .choices = decodings),
    SOURCE(start, CHOICE, 1, LONGEST_NAME, "end",
           "where to begin in a file seen for the first time", .choices = starts),
    SOURCE(zone, TEXT, 1, LONGEST_NAME, "local", "the time zone of times written without one"),
    SOURCE(account, TEXT, 0, LONGEST_NAME, "", "the client whose work its records are about"),
    SOURCE(site, TEXT, 0, LONGEST_NAME, "", "the place its records come from"),
};

static const char *const kinds[] = {"regex", "key_value", "csv", "json", NULL};
static const char *const shapes[] = {"usual", "lines", "syslog", "continued", "quoted", NULL};

static const struct setting format[] = {
    FORMAT(name, WORD, 1, LONGEST_NAME, NULL, "what sources call the format"),
    FORMAT(kind, CHOICE, 1, LONGEST_NAME, NULL, "what its records are made of", .choices = kinds),
    FORMAT(description, TEXT, 0, LONGEST_TEXT, "", "one line for `amberctl formats`"),
    FORMAT(pattern, TEXT, 0, LONGEST_PATTERN, "",
           "of a regex: the regular expression whose named groups are the parts of a record"),
    FORMAT(separator, TEXT, 0, LONGEST_NAME, "",
           "what parts columns or pairs; tab: a tab; '': a comma of csv, a blank of key_value"),
    FORMAT(pair_separator, TEXT, 1, LONGEST_NAME, "=",
           "of key_value: what stands between a key and its value"),
    FORMAT(quote, TEXT, 0, 1, "\"", "of key_value: what values are quoted with; '': nothing"),
    FORMAT(columns, TEXTS, 0, 1000, "",
           "of csv: their names; none: the first line of each file has them",
           ITEMS_OF_FORMAT(column_count)),
    FORMAT(fields, PAIRS, 0, 1000, "", "which field a part is: its name, and the field's",
           ITEMS_OF_FORMAT(field_count)),
    FORMAT(values, GROUPS, 0, 1000, "",
           "words to put for the log's own: under a field, each of its words and ours",
           ITEMS_OF_FORMAT(value_count)),
    FORMAT(shape, CHOICE, 1, LONGEST_NAME, "usual", "how records lie in lines", .choices = shapes),
    WITHIN(time, field, TEXT, 0, LONGEST_NAME, "", "the part that says when it happened"),
    WITHIN(time, format, TEXT, 0, LONGEST_NAME, "",
           "how it is written, as in strptime(3); '': as most programs do"),
    WITHIN(time, zone, TEXT, 0, LONGEST_NAME, "",
           "the zone of times without one; '': the source's"),
    WITHIN(logsource, category, TEXT, 0, LONGEST_NAME, "", "what rules' logsource may ask for"),
    WITHIN(logsource, product, TEXT, 0, LONGEST_NAME, "", "the same"),
    WITHIN(logsource, service, TEXT, 0, LONGEST_NAME, "", "the same"),
};

struct setting_table setting_table_general(void)
{
    return TABLE(general);
}

struct setting_table setting_table_source(void)
{
    return TABLE(source);
}

struct setting_table setting_table_format(void)
{
    return TABLE(format);
}

static bool is_called(const struct setting *row, struct text name)
{
    return text_equal(text_of(row->name), name) ||
           (row->alias && text_equal(text_of(row->alias), name));
}

const struct setting *setting_table_find(struct setting_table table, const char *section,
                                         struct text name)
{
    const struct setting *row = table.rows;

    for (; row < table.rows + table.count; row++) {
        if (strcmp(row->section, section) == 0 && is_called(row, name))
            return row;
    }
    return NULL;
}
