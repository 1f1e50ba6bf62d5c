/*
 * zeek_names -- what Zeek calls the columns of its logs, and what they are called here.
 */
#ifndef DECODE_ZEEK_NAMES_H
#define DECODE_ZEEK_NAMES_H

#include "decode/json_event.h"

/* Columns that say more than one field's value. */
enum zeek_role {
    ZEEK_NONE,
    ZEEK_DURATION, /* seconds */
    ZEEK_HOST,     /* and */
    ZEEK_URI,      /* are a URL */
    ZEEK_STATUS,   /* the outcome, by status of HTTP, */
    ZEEK_CODE,     /* response code of DNS, */
    ZEEK_SUCCESS,  /* a boolean */
    ZEEK_RESULT,   /* or "success" */
    ZEEK_ANSWERS,  /* addresses among them */
    ZEEK_ROLES,
};

enum { ZEEK_ROLE_COLUMNS_MOST = 3, ZEEK_LOGS = 48 };

/* One of Zeek's logs. */
struct zeek_log {
    const char *path;   /* "dns"; NULL: any other */
    const char *action; /* NULL: "zeek_" and the path */
    struct json_names names;
    struct zeek_role_column {
        const char *column;
        enum zeek_role role;
    } roles[ZEEK_ROLE_COLUMNS_MOST]; /* ends at one without a column */
};

/* The log of that path.  *place is its number in order of name, ZEEK_LOGS for any
 * other. */
const struct zeek_log *zeek_names_of(struct text path, size_t *place);

#endif
