/*
 * openvpn_peer -- how OpenVPN writes addresses and clients.
 */
#ifndef DECODE_OPENVPN_PEER_H
#define DECODE_OPENVPN_PEER_H

#include <stdbool.h>

#include "base/text.h"

/* The texts point into what was read; user is empty where none is known. */
struct openvpn_peer {
    struct text user;
    struct text address;
    struct text port;
};

/* "[AF_INET]203.0.113.7:51022", "udp4:203.0.113.7:51022", "2001:db8::5:1194": the whole
 * of word.  False where there is no address with a port. */
bool openvpn_peer_read(struct text word, struct openvpn_peer *peer);

/* Takes "user/address:port ", "address:port " or "address:port/user " off the front of
 * a message.  False, with nothing taken, where there is none; true with all empty where
 * it is not sure which one is meant. */
bool openvpn_peer_take(struct text *message, struct openvpn_peer *peer);

#endif
