/*
 * reply -- what the daemon answers: one JSON object a line.
 *
 *     {"ok":true,"data":{...}}
 *     {"ok":false,"code":3,"error":"no alert begins with 'beef'"}
 *
 * The codes are amberctl's exit codes.
 */
#ifndef PROTOCOL_REPLY_H
#define PROTOCOL_REPLY_H

#include <stdbool.h>

#include <jansson.h>

#include "base/buffer.h"
#include "base/error.h"

enum reply_code {
    REPLY_OK = 0,
    REPLY_FINDINGS = 1,   /* the answer is no: a check found errors, verify a break */
    REPLY_CONTENT = 2,    /* what was to be loaded is wrong: rules */
    REPLY_USAGE = 3,      /* what was asked is wrong: settings, arguments, no such alert */
    REPLY_PERMISSION = 4, /* not reachable, or not allowed */
    REPLY_INCOMPLETE = 5, /* a time-out, or only part of it was done */
    REPLY_INTERNAL = 70,
};

/* Append a line.  data is taken; what is not UTF-8 in a message is repaired. */
void reply_write(struct buffer *buffer, json_t *data);
void reply_write_error(struct buffer *buffer, enum reply_code code, const char *message);

/* Reads a line: true and the data (to be decref'd) for an ok one; false with code
 * and err for a refusal or for anything that is no reply. */
bool reply_read(struct text line, json_t **data, enum reply_code *code, struct error *err);

#endif
