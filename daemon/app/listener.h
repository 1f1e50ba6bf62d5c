/*
 * listener -- a listening Unix socket at a path.
 *
 * Who may do what is decided of each connection, by output/access.  The mode of a socket
 * keeps out those whom it would refuse anyway, as far as one mode can say it:
 *
 *     no group at all               0600
 *     one, or twice the same        0660, and the socket is given to it
 *     one that reads, one for all   0666
 */
#ifndef APP_LISTENER_H
#define APP_LISTENER_H

#include "base/error.h"
#include "output/access.h"

struct listener_options {
    const char *name; /* under which the service manager may pass it: "amberd-feed" */
    const char *path;
    const struct access_policy *access; /* who is to reach it; lent for the call */
};

struct listener {
    int descriptor;
    char *path; /* to be removed at the end; NULL when it was passed to us */
};

/* Makes the socket, or takes the one that the service manager passes, whose mode is that
 * of its unit.  A socket file left by a daemon that died is replaced; one that somebody
 * answers on is not, and neither is anything that is no socket.  False with err. */
bool listener_open(struct listener *listener, const struct listener_options *options,
                   struct error *err);

/* Gives a socket of our own the mode for other people.  False with err. */
bool listener_admit(const struct listener *listener, const struct access_policy *access,
                    struct error *err);

/* Closes it and removes the file; fine on a zeroed struct with descriptor -1. */
void listener_close(struct listener *listener);

#endif
