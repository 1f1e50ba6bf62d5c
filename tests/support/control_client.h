/*
 * control_client -- commands to the daemon over its control socket.
 */
#ifndef SUPPORT_CONTROL_CLIENT_H
#define SUPPORT_CONTROL_CLIENT_H

#include <jansson.h>

/* Sends a request (taken) on a connection of its own.  Returns the whole reply,
 * a new reference; NULL when nobody answers within so many seconds. */
json_t *control_client_ask(const char *path, json_t *request, double seconds);

/* The number at a path of members such as "journal.commits" in the answer to
 * "status"; -1 when nobody answers or there is none. */
json_int_t control_client_count(const char *path, const char *members);

#endif
