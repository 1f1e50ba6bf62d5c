/*
 * sshd_peer -- finds who was at the other end in a sentence of sshd's.
 *
 * Parts of the sentence are chosen by whoever connects, and may look like it.
 */
#ifndef DECODE_SSHD_PEER_H
#define DECODE_SSHD_PEER_H

#include <stdbool.h>

#include "base/text.h"

struct sshd_peer {
    struct text address; /* empty: none was found */
    struct text port;    /* digits, or empty */
};

/* Which of several that look like a peer is the one: see sshd.h. */
enum sshd_anchor { ANCHOR_FIRST, ANCHOR_LAST };

/* Takes "ADDRESS[ port N]" off the front, and leaves the colon behind it. */
struct sshd_peer sshd_peer_take(struct text *text);

/* Splits "BEFORE from ADDRESS[ port N]TAIL", where TAIL is what can stand behind
 * a peer.  False, with all empty, where there is no such peer. */
bool sshd_peer_split(struct text text, enum sshd_anchor anchor, struct text *before,
                     struct sshd_peer *peer, struct text *tail);

/* Splits "BEFORE port N[:TAIL]"; port is digits. */
bool sshd_peer_split_port(struct text text, enum sshd_anchor anchor, struct text *before,
                          struct text *port, struct text *tail);

#endif
