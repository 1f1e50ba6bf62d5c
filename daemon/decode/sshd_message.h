/*
 * sshd_message -- what one message of OpenSSH's server says.
 *
 * The frame around it is already off.  See sshd.h for the actions.
 */
#ifndef DECODE_SSHD_MESSAGE_H
#define DECODE_SSHD_MESSAGE_H

#include <stdbool.h>

#include "base/text.h"
#include "decode/sshd_peer.h"

/* The texts point into the message; an empty one was not said. */
struct sshd_message {
    struct text action;
    struct text category;
    struct text outcome;
    struct text reason;
    struct text method;
    struct text key;
    bool has_user; /* user was said, and may be empty */
    bool invalid_user;
    struct text user;
    struct sshd_peer peer;
    struct sshd_peer target; /* where a refused forwarding would have gone */
    struct text target_path; /* or to which socket */
    unsigned count;          /* how many times it happened, going by this line */
};

/* False for a message that is none of those known. */
bool sshd_message_read(struct text text, struct sshd_message *message);

#endif
