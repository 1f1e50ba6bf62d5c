#include "output/access.h"

enum access access_of(const struct access_policy *policy, const struct peer *peer)
{
    if (peer->user == 0 || peer->user == policy->own_user ||
        peer_is_member(peer, policy->admins.id))
        return ACCESS_ALL;
    return peer_is_member(peer, policy->readers.id) ? ACCESS_READ : ACCESS_NONE;
}

/* The group that gives what is needed and no more than that, if there is one. */
static const struct access_group *group_for(const struct access_policy *policy, enum access needed)
{
    if (needed == ACCESS_READ && policy->readers.id >= 0)
        return &policy->readers;
    return policy->admins.id >= 0 ? &policy->admins : NULL;
}

void access_explain(const struct access_policy *policy, enum access needed, struct buffer *out)
{
    const struct access_group *group = group_for(policy, needed);

    if (group)
        buffer_printf(out,
                      "this is for the group %s: `sudo usermod -aG %s $USER`, then log in again",
                      group->name, group->name);
    else
        buffer_append_text(out, TEXT("this is for root and the daemon's own user alone"));
}
