/*
 * peer -- who is at the other end of a Unix socket, as the kernel says.
 */
#ifndef OUTPUT_PEER_H
#define OUTPUT_PEER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct peer {
    uint32_t user;
    uint32_t group;
    int32_t process;
};

/* Fills peer from SO_PEERCRED: the credentials at the time of connect(2). */
bool peer_identify(int socket, struct peer *peer, struct error *err);

/* Whether the peer was in the group then, as its own or a supplementary one. */
bool peer_is_member(int socket, const struct peer *peer, int64_t group);

#endif
