/*
 * actor -- who is at the other end of a control connection, by the kernel's word.
 *
 * A user acts under his own name.  root is whoever logged in before becoming root
 * (the kernel's loginuid); root without a login is nobody, and may look but not
 * decide: a compliance record signed "root" says nothing.  Who may only read signs
 * nothing, and is not looked up.
 */
#ifndef APP_ACTOR_H
#define APP_ACTOR_H

#include <stdint.h>

#include "output/access.h"
#include "output/peer.h"

enum { ACTOR_NAME_SIZE = 64 };

struct actor {
    enum access access;
    char name[ACTOR_NAME_SIZE]; /* empty: root without a login, or who may only read */
};

/* Who a peer is that was let in.  test_user stands in for root without a login; "" = nobody
 * does. */
void actor_identify(struct actor *actor, const struct peer *peer, enum access access,
                    const char *test_user);

#endif
