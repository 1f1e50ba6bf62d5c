/*
 * setting_table -- every setting there is, one row each.
 *
 * The rows know the names, types, bounds and defaults; setting_value.h reads and
 * writes one value by its row; settings_file.h walks a file along them.  A new
 * setting is a member of struct settings and a row here; the tests then ask for
 * its place in conf/amberd.yml and amberd.conf(5).
 */
#ifndef CONFIG_SETTING_TABLE_H
#define CONFIG_SETTING_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum setting_type {
    SETTING_COUNT,    /* uint64_t: a whole number */
    SETTING_SIZE,     /* uint64_t: bytes, written with a unit, "64MiB" */
    SETTING_DURATION, /* timestamp: "10m" */
    SETTING_WORD,     /* char *: letters, digits, '_', '.' and '-' */
    SETTING_TEXT,     /* char *: anything printable on one line */
    SETTING_CHOICE,   /* char *: one of choices */
    SETTING_PATH,     /* char *: made absolute; "" stays "" */
    SETTING_TEXTS,    /* char ** and size_t: a list of texts, or one text */
    SETTING_PATHS,    /* char ** and size_t: the same of paths */
    SETTING_LISTS,    /* struct named_list * and size_t: a map of lists of texts */
    SETTING_PAIRS,    /* struct setting_pair * and size_t: a map of texts */
    SETTING_GROUPS,   /* the same, of a map of maps of texts */
};

struct setting {
    const char *section;
    const char *name;
    const char *alias; /* another name for it in the file, or NULL */
    enum setting_type type;
    size_t offset;       /* in struct settings; of a source, in struct source_settings */
    size_t count_offset; /* of a list or map: where the number of its items is */
    uint64_t smallest;   /* the value; the length of a text; the items of a list or map */
    uint64_t largest;
    const char *const *choices; /* NULL-terminated; of a list, what its items can be */
    const char *initial;        /* as a file would say it, lists separated by spaces;
                                 * NULL: there is none, it must be given */
    const char *help;
    bool takes_restart; /* a reload leaves it as it was when the daemon began */
};

struct setting_table {
    const struct setting *rows;
    size_t count;
};

/* The settings, ordered by section, and those of one source. */
struct setting_table setting_table_general(void);
struct setting_table setting_table_source(void);

/* Those of one format (in struct format_settings).  The sections "formats.time" and
 * "formats.logsource" are maps within the one of "formats". */
struct setting_table setting_table_format(void);

/* The row called so (alias included), or NULL. */
const struct setting *setting_table_find(struct setting_table table, const char *section,
                                         struct text name);

#endif
