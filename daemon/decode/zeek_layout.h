/*
 * zeek_layout -- the columns of a Zeek log, from the lines at its head.
 */
#ifndef DECODE_ZEEK_LAYOUT_H
#define DECODE_ZEEK_LAYOUT_H

#include "base/error.h"
#include "decode/zeek_names.h"

enum { ZEEK_COLUMNS_MOST = 256 };

enum zeek_type {
    ZEEK_TEXT,
    ZEEK_COUNT, /* also ports */
    ZEEK_REAL,  /* also times and intervals */
    ZEEK_BOOLEAN,
};

struct zeek_column {
    struct text name; /* Zeek's own, or with "raw." where the daemon reserves it */
    enum zeek_type type;
    bool is_list;
    bool is_reserved;
    enum zeek_role role;
    const struct json_name *names; /* ours */
    size_t name_count;
};

struct layout {
    char *source; /* what the texts point into */
    char *names;  /* those of reserved columns */
    struct text separator;
    struct text set_separator;
    struct text empty;
    struct text unset;
    struct text path;
    char separator_bytes[8];
    size_t kind; /* as of zeek_names_of */
    const struct zeek_log *log;
    struct zeek_column columns[ZEEK_COLUMNS_MOST];
    size_t column_count;
};

/* From the lines at a log's head.  NULL with err when there are no #fields in them. */
struct layout *zeek_layout_create(struct text source, struct error *err);
void zeek_layout_destroy(struct layout *layout);

#endif
