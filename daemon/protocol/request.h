/*
 * request -- what amberctl asks of the daemon: one JSON object a line.
 *
 *     {"op":"move","alert":"3f2a","state":"closed","remediation":"...", ...}
 *
 * Unknown operations and members are refused with the nearest known name.
 */
#ifndef PROTOCOL_REQUEST_H
#define PROTOCOL_REQUEST_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/error.h"
#include "model/alert.h"

enum { REQUEST_LARGEST = 64 << 10 };

enum request_operation {
    REQUEST_PING,
    REQUEST_STATUS,
    REQUEST_SOURCES,
    REQUEST_RULES,
    REQUEST_ALERTS,
    REQUEST_SHOW,
    REQUEST_MOVE,
    REQUEST_RELOAD,
    REQUEST_METRICS,
};

/* Texts are owned; NULL = not given. */
struct request {
    enum request_operation operation;
    char *alert;   /* identifier or its first digits; ALERTS: only those that begin so */
    char *state;   /* MOVE: the state to reach; ALERTS: only those in it */
    char *rag;     /* ALERTS: "amber", "red" */
    char *account; /* ALERTS: of one client */
    char *site;    /* ALERTS: of one place */
    char *rule;    /* ALERTS: of one rule */
    char *note;
    bool all;      /* ALERTS: closed ones too */
    bool evidence; /* SHOW: the unmasked records too; journaled */
    struct closure closure;
};

/* Reads a line.  False with err saying what is wrong with it. */
bool request_read(struct text line, struct request *request, struct error *err);

/* Appends the line, its newline included.  What is not UTF-8 is repaired. */
void request_write(struct buffer *buffer, const struct request *request);

void request_finish(struct request *request);

#endif
