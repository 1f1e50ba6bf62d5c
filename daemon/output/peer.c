#include "output/peer.h"

#include <sys/socket.h>
#include <sys/types.h>

#include "base/memory.h"

/* The kernel's own limit (NGROUPS_MAX). */
enum { MOST_GROUPS = 65536 };

static void take_groups(int socket, struct peer *peer)
{
    gid_t none = 0;
    socklen_t size = 0;

    /* Asked with no room, the kernel says how much it takes (ERANGE). */
    (void)getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, &none, &size);
    if (size == 0 || size > MOST_GROUPS * sizeof *peer->groups)
        return;
    peer->groups = mem_zero(size);
    if (getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, peer->groups, &size) == 0)
        peer->group_count = size / sizeof *peer->groups;
}

bool peer_identify(int socket, struct peer *peer, struct error *err)
{
    struct ucred credentials = {0};
    socklen_t size = sizeof credentials;

    *peer = (struct peer){0};
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) < 0)
        return error_set_errno(err, "cannot tell who connects");
    peer->user = credentials.uid;
    peer->group = credentials.gid;
    peer->process = credentials.pid;
    take_groups(socket, peer);
    return true;
}

void peer_finish(struct peer *peer)
{
    mem_free(peer->groups);
    *peer = (struct peer){0};
}

bool peer_is_member(const struct peer *peer, int64_t group)
{
    if (peer->group == group)
        return true;
    for (size_t i = 0; i < peer->group_count; i++) {
        if (peer->groups[i] == group)
            return true;
    }
    return false;
}
