/*
 * peer -- who is at the other end of a Unix socket, as the kernel says.
 *
 * All of it is as it was at the time of connect(2), whatever the process has become
 * since: nothing is looked up by its number, and no user or group by name.
 */
#ifndef OUTPUT_PEER_H
#define OUTPUT_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct peer {
    uint32_t user;
    uint32_t group;
    int32_t process;
    uint32_t *groups; /* supplementary ones, owned; NULL = none */
    size_t group_count;
};

/* Fills peer from SO_PEERCRED and SO_PEERGROUPS; a kernel before Linux 4.13 does not tell
 * supplementary groups, and they count as none.  False with err, and peer empty, when
 * there is no telling who it is. */
bool peer_identify(int socket, struct peer *peer, struct error *err);
void peer_finish(struct peer *peer);

/* Whether the peer was in the group, as its own or a supplementary one; in -1 is nobody. */
bool peer_is_member(const struct peer *peer, int64_t group);

#endif
