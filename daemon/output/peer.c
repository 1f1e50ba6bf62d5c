#include "output/peer.h"

#include <sys/socket.h>
#include <sys/types.h>

#include "base/memory.h"

/* The kernel's own limit (NGROUPS_MAX). */
enum { MOST_GROUPS = 65536 };

bool peer_identify(int socket, struct peer *peer, struct error *err)
{
    struct ucred credentials = {0};
    socklen_t size = sizeof credentials;

    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) < 0)
        return error_set_errno(err, "SO_PEERCRED");
    *peer = (struct peer){credentials.uid, credentials.gid, credentials.pid};
    return true;
}

static bool is_supplementary(int socket, gid_t group)
{
    gid_t none = 0;
    socklen_t size = 0;
    gid_t *groups = NULL;
    bool found = false;

    /* Asked with no room, the kernel says how much it takes (ERANGE). */
    (void)getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, &none, &size);
    if (size == 0 || size > MOST_GROUPS * sizeof *groups)
        return false;
    groups = mem_zero(size);
    if (getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups, &size) < 0)
        size = 0;
    for (size_t i = 0; i < size / sizeof *groups; i++)
        found = found || groups[i] == group;
    mem_free(groups);
    return found;
}

bool peer_is_member(int socket, const struct peer *peer, int64_t group)
{
    if (group < 0 || group > UINT32_MAX - 1)
        return false;
    return peer->group == (uint32_t)group || is_supplementary(socket, (gid_t)group);
}
