/*
 * sshd_forward -- tunnels that OpenSSH's server refused.
 *
 * Each reader takes what stands behind the words it is named for, fills the target and,
 * where sshd itself names it, the peer; false where the sentence is another one.  Hosts,
 * ports and paths of a target are the client's to choose.
 */
#ifndef DECODE_SSHD_FORWARD_H
#define DECODE_SSHD_FORWARD_H

#include <stdbool.h>

#include "base/text.h"
#include "decode/sshd_message.h"

/* "Received request ": of a peer whom PermitOpen or PermitListen keeps from it. */
bool sshd_forward_read_denied(struct text text, struct sshd_message *message);

/* "refused local port forward: " and "refused streamlocal port forward: ". */
bool sshd_forward_read_refused(struct text text, struct sshd_message *message);

#endif
