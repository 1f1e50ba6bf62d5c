/*
 * settings -- what the operator decided, checked and typed.
 *
 * Immutable once loaded.  Every setting is one row of setting_table.c, from
 * which come the parser, the range checks, the suggestions for mistyped keys,
 * `--check`, and the test that conf/amberd.yml and amberd.conf(5) name them all.
 * No module below includes this: engine and app copy what each one needs into
 * its own options struct.
 */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diagnostics.h"
#include "base/text.h"
#include "base/timestamp.h"

struct buffer;

struct source_settings {
    char *name;   /* each source's own */
    char **paths; /* globs, absolute */
    size_t path_count;
    char *format; /* a word; that there is a decoder of this name, engine checks */
    char *layout; /* how its columns stand; "" = the usual; engine checks it */
    char *decode; /* "needed" or "all" */
    char *start;  /* "end" or "beginning" */
    char *zone;   /* of times without one: "local", "UTC", "+08:00", "Asia/Manila" */
    char *account;
    char *site;
    unsigned line; /* of the settings file, where it begins; 0 = it stands in none */
    unsigned column;
};

/* A list that has a name of the operator's choice. */
struct named_list {
    char *name;
    char **items;
    size_t count;
};

/* One text under another, and where it stands in the settings file. */
struct setting_pair {
    char *group; /* of a map of maps: the key of the map it is in; else NULL */
    char *key;
    char *value;
    unsigned line;
    unsigned column;
};

/* A format that is not built in; decode/custom_format.h has what it all means. */
struct format_settings {
    char *name; /* each format's own */
    char *kind; /* "regex", "key_value", "csv", "json" */
    char *description;
    char *pattern;
    char *separator; /* "" = the usual one of the kind; "tab" */
    char *pair_separator;
    char *quote;
    char **columns;
    size_t column_count;
    struct setting_pair *fields; /* theirs, ours */
    size_t field_count;
    struct setting_pair *values; /* in groups of our fields: theirs, ours */
    size_t value_count;
    char *shape; /* "usual", "lines", "syslog", "continued", "quoted" */

    struct {
        char *field;
        char *format;
        char *zone;
    } time; /* "" = not said */

    struct {
        char *category;
        char *product;
        char *service;
    } logsource; /* "" = not said */

    unsigned line; /* where it begins in the settings file */
    unsigned column;
};

struct settings {
    char *path; /* of the settings file; NULL = there is none */

    struct source_settings *sources;
    size_t source_count;

    struct format_settings *formats;
    size_t format_count;

    struct {
        char **paths;
        size_t path_count;
        char **red; /* keys of rules whose findings are Red */
        size_t red_count;
        struct named_list *placeholders; /* what stands for %name% in rules that say expand */
        size_t placeholder_count;
    } rules;

    struct {
        char *directory;
        uint64_t reserve; /* bytes */
        timestamp keep_evidence;
    } state;

    struct {
        char *socket;
        char *group; /* who may read alerts, a name or gid; "" = nobody by it */
        uint64_t clients;
        uint64_t clients_per_user;
        timestamp heartbeat;
        timestamp stalled;
    } feed;

    struct {
        char *socket;
        char *group;     /* who may do all; likewise */
        char *test_user; /* whom root without a login is taken for; "" = nobody */
    } control;

    struct {
        char *socket; /* "" = off */
        char *format; /* "rfc5424", "journal" */
        char *facility;
    } syslog;

    struct {
        char *textfile; /* "" = none */
        timestamp interval;
    } metrics;

    struct {
        uint64_t storm_budget;
        timestamp storm_window;
        timestamp remediate_within;
        timestamp dedup_for;
        uint64_t evidence;
        uint64_t most;
    } alerts;

    struct {
        uint64_t files;
        uint64_t descriptors;
        timestamp linger;
        timestamp rescan;
        timestamp lateness;
    } tail;
};

/* Reads a settings file, or bytes that are said to come from path.  NULL when
 * there are mistakes, which are all in diagnostics.  Relative paths inside are
 * taken from the file's folder; all paths in the result are absolute. */
struct settings *settings_read(const char *path, struct diagnostics *diagnostics);
struct settings *settings_parse(const char *path, struct text bytes,
                                struct diagnostics *diagnostics);

/* The defaults alone, with no source. */
struct settings *settings_default(void);
void settings_destroy(struct settings *settings);

/* Frees what a source's settings own, a format's. */
void settings_finish_source(struct source_settings *source);
void settings_finish_format(struct format_settings *format);

/* Appends what is in force, defaults included, as a settings file that reads
 * back to the same. */
void settings_write(const struct settings *settings, struct buffer *yaml);

/* The number of syslog.facility in RFC 5424, 0 to 23. */
int settings_facility(const struct settings *settings);

#endif
