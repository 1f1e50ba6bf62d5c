/*
 * auditd_socket -- a socket's address as the kernel writes it: saddr=0200EB20...
 *
 * The hex of a struct sockaddr in the byte order of the machine (x86, ARM): a family
 * in two bytes, then what the family has.  IPv4 and IPv6 are read, and the path of a
 * local socket.
 */
#ifndef DECODE_AUDITD_SOCKET_H
#define DECODE_AUDITD_SOCKET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

struct auditd_socket {
    struct text address; /* in the arena; empty for a local socket */
    struct text port;    /* decimal */
    struct text path;    /* of a local socket; empty where it has no name */
};

/* False when it is no address of a family above, or cut short. */
bool auditd_socket_read(struct arena *arena, struct text hex, struct auditd_socket *socket);

#endif
