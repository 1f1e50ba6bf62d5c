/*
 * connection -- a stream socket to the daemon, a line at a time.
 */
#ifndef CTL_CONNECTION_H
#define CTL_CONNECTION_H

#include <stdbool.h>

#include <jansson.h>

#include "base/buffer.h"
#include "base/error.h"
#include "protocol/reply.h"
#include "protocol/request.h"

struct connection {
    int descriptor; /* -1: closed */
    struct buffer input;
    size_t handed; /* bytes of input that the last line took */
};

/* Connects.  False with err saying what to do about it. */
bool connection_open(struct connection *connection, const char *path, struct error *err);
void connection_close(struct connection *connection);

/* False with err when it cannot be sent; true also when the daemon has hung up already,
 * for it may have said why, which is then the next line. */
bool connection_send(struct connection *connection, struct text bytes, struct error *err);

/* The next line without its end, borrowed until the next call.  False at the end
 * (err untouched) or on an error. */
bool connection_next_line(struct connection *connection, struct text *line, struct error *err);

/* Asks on a fresh connection and reads the reply.  NULL with code and err when it
 * was refused or did not come within 60 s; else to be decref'd. */
json_t *connection_ask(const char *path, const struct request *request, enum reply_code *code,
                       struct error *err);

#endif
