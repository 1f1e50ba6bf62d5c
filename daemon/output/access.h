/*
 * access -- what people may do at our sockets: nothing, read, or all.
 *
 *                              read    all
 *     root, the daemon's user   yes    yes
 *     the group of admins       yes    yes
 *     the group of readers      yes
 *     everybody else
 *
 * To read is to see what is masked and to change nothing.  Decided when somebody connects,
 * by the kernel's word alone (output/peer): who joins a group logs in anew, and who leaves
 * one keeps the connections he has.
 */
#ifndef OUTPUT_ACCESS_H
#define OUTPUT_ACCESS_H

#include <stdint.h>

#include "base/buffer.h"
#include "output/peer.h"

enum access {
    ACCESS_NONE,
    ACCESS_READ,
    ACCESS_ALL,
};

struct access_group {
    int64_t id;       /* gid; -1 = there is no such group, or none was given */
    const char *name; /* for those who are told to join it; lent, NULL where id is -1 */
};

struct access_policy {
    uint32_t own_user; /* the daemon's */
    struct access_group readers;
    struct access_group admins;
};

enum access access_of(const struct access_policy *policy, const struct peer *peer);

/* Appends why somebody who lacks what he needs is refused, and which group to join. */
void access_explain(const struct access_policy *policy, enum access needed, struct buffer *out);

#endif
