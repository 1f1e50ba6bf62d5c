/*
 * name_share -- how many names of consumers each user may add.
 *
 * A name is a row of the journal for ever, so between two starts of the daemon there is a
 * bound of new ones; and of each user one that leaves room for the others, so that no
 * reader keeps them from a name.  Root and the daemon's own user have neither.
 */
#ifndef OUTPUT_NAME_SHARE_H
#define OUTPUT_NAME_SHARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NAMES_MOST = 100, NAMES_OF_USER_MOST = 20 };

/* Begins with all zero but own_user. */
struct name_share {
    uint32_t own_user;          /* the daemon's */
    uint32_t users[NAMES_MOST]; /* who added each name */
    size_t count;
};

/* Counts one more name of the user; false when there is no room for it. */
bool name_share_take(struct name_share *share, uint32_t user);

#endif
