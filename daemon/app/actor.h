/*
 * actor -- who is at the other end of a control connection, by the kernel's word.
 *
 * A user acts under his own name.  root is whoever logged in before becoming root
 * (the kernel's loginuid); root without a login is nobody, and may look but not
 * decide: a compliance record signed "root" says nothing.
 */
#ifndef APP_ACTOR_H
#define APP_ACTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

enum { ACTOR_NAME_SIZE = 64 };

struct actor {
    uint32_t user; /* as the kernel gives it */
    int32_t process;
    char name[ACTOR_NAME_SIZE]; /* empty: root without a login */
};

/* Who the peer of a connected Unix socket is.  False with err when he may not
 * connect: neither root, nor our own user, nor of the group (-1 = none).
 * test_user stands in for root without a login; "" = nobody does. */
bool actor_identify(int descriptor, int64_t group, const char *test_user, struct actor *actor,
                    struct error *err);

#endif
