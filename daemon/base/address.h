/*
 * address -- IPv4 and IPv6 addresses and networks.
 *
 * Held as 16 bytes; IPv4 stands as ::ffff:a.b.c.d, so that a mapped address and
 * the plain one are the same.
 */
#ifndef BASE_ADDRESS_H
#define BASE_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

struct address {
    uint8_t bytes[16];
};

struct network {
    struct address base;
    unsigned prefix; /* 0 to 128, in terms of the 16 bytes */
    bool is_ipv4;    /* written as IPv4: holds no plain IPv6 address, nor does a
                      * network like ::/0 hold a plain IPv4 one */
};

/* The whole text as an address.  False on ports, brackets, zones, host names,
 * and IPv4 numbers with leading zeros or fewer than four parts. */
bool address_read(struct text text, struct address *address);

/* What stands before the zone of an IPv6 address, "fe80::1" of "fe80::1%eth0": by which
 * of its interfaces a host reaches it is no part of who it is.  Text without one comes
 * back as it is. */
struct text address_without_zone(struct text text);

/* Whether it is one. */
bool address_is(struct text text);

/* "10.0.0.0/8", "fc00::/7", or a bare address.  False with err saying why, also
 * when bits are set beyond the prefix. */
bool network_read(struct text text, struct network *network, struct error *err);

bool network_contains(const struct network *network, const struct address *address);

#endif
