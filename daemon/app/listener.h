/*
 * listener -- a listening Unix socket at a path, for one group of people.
 */
#ifndef APP_LISTENER_H
#define APP_LISTENER_H

#include <stdint.h>

#include "base/error.h"

struct listener_options {
    const char *name; /* under which the service manager may pass it: "amberd-feed" */
    const char *path;
    const char *group; /* may connect, beside root and ourselves; "" = nobody else */
};

struct listener {
    int descriptor;
    int64_t group; /* gid; -1 = none */
    char *path;    /* to be removed at the end; NULL when it was passed to us */
};

/* Makes the socket, mode 0660 with a group and 0600 without.  A socket file left
 * by a daemon that died is replaced; one that somebody answers on is not, and
 * neither is anything that is no socket.  False with err. */
bool listener_open(struct listener *listener, const struct listener_options *options,
                   struct error *err);

/* Closes it and removes the file; fine on a zeroed struct with descriptor -1. */
void listener_close(struct listener *listener);

#endif
