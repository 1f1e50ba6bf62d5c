/*
 * line_socket -- a connection to a Unix socket that speaks in lines.
 */
#ifndef SUPPORT_LINE_SOCKET_H
#define SUPPORT_LINE_SOCKET_H

#include <stdbool.h>

#include <jansson.h>

#include "base/text.h"

struct line_socket;

/* Connects; NULL when nobody answers there. */
struct line_socket *line_socket_connect(const char *path);
void line_socket_close(struct line_socket *socket);

/* Sends all of it.  False when the other side is gone. */
bool line_socket_send(struct line_socket *socket, struct text bytes);

/* Sends an object as a line; takes it. */
bool line_socket_send_json(struct line_socket *socket, json_t *object);

/* The next line without its newline, borrowed until the next call.  False when
 * none came within so many seconds, or when no more can come: is_closed. */
bool line_socket_next(struct line_socket *socket, double seconds, struct text *line);
bool line_socket_is_closed(const struct line_socket *socket);

/* To poll, or to leave unread. */
int line_socket_descriptor(const struct line_socket *socket);

#endif
