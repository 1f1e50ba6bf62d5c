#include "base/address.h"

#include <arpa/inet.h>
#include <string.h>

/* What inet_pton wants: a C string, longer than any address is written. */
enum { WRITTEN_SIZE = INET6_ADDRSTRLEN, IPV4_LAST_PART = 3 };

static const uint8_t ipv4_prefix[12] = {[10] = 0xFF, [11] = 0xFF};

/* "10.0.0.9", without leading zeros.  Read here, for of each line of a log several values
 * are asked whether they are one; those that are not show it in their first bytes. */
static bool read_ipv4(struct text text, struct address *address)
{
    uint8_t *part = address->bytes + sizeof ipv4_prefix;
    unsigned number = 0;
    unsigned digits = 0;
    unsigned index = 0;

    memcpy(address->bytes, ipv4_prefix, sizeof ipv4_prefix);
    for (size_t i = 0; i < text.length; i++) {
        unsigned digit = (unsigned)(unsigned char)text.data[i] - '0';

        if (text.data[i] == '.' && digits > 0 && index < IPV4_LAST_PART) {
            part[index++] = (uint8_t)number;
            number = digits = 0;
            continue;
        }
        if (digit > 9 || (digits > 0 && number == 0))
            return false;
        number = number * 10 + digit;
        digits++;
        if (number > UINT8_MAX)
            return false;
    }
    part[index] = (uint8_t)number;
    return index == IPV4_LAST_PART && digits > 0;
}

static bool read_ipv6(struct text text, struct address *address)
{
    char written[WRITTEN_SIZE] = "";
    struct in6_addr plain = {0};

    if (text.length == 0 || text.length >= sizeof written || !memchr(text.data, ':', text.length) ||
        memchr(text.data, '\0', text.length))
        return false;
    memcpy(written, text.data, text.length);
    if (inet_pton(AF_INET6, written, &plain) != 1)
        return false;
    memcpy(address->bytes, &plain, sizeof address->bytes);
    return true;
}

static bool read_any(struct text text, struct address *address, bool *is_ipv4)
{
    *is_ipv4 = read_ipv4(text, address);
    return *is_ipv4 || read_ipv6(text, address);
}

bool address_read(struct text text, struct address *address)
{
    bool is_ipv4 = false;

    return read_any(text, address, &is_ipv4);
}

struct text address_without_zone(struct text text)
{
    size_t percent = 0;
    size_t colon = 0;

    if (text_find(text, TEXT("%"), &percent) && percent + 1 < text.length &&
        text_find(text_until(text, percent), TEXT(":"), &colon))
        return text_until(text, percent);
    return text;
}

bool address_is(struct text text)
{
    struct address address = {0};

    return address_read(text, &address);
}

/* The mask of one byte of an address under a prefix: all, some or no bits. */
static uint8_t prefix_mask(unsigned prefix, size_t index)
{
    size_t first_bit = index * 8;

    if (prefix >= first_bit + 8)
        return 0xFF;
    if (prefix <= first_bit)
        return 0;
    return (uint8_t)(0xFF00u >> (prefix - first_bit));
}

static bool has_bits_beyond(const struct network *network)
{
    for (size_t i = 0; i < sizeof network->base.bytes; i++) {
        if (network->base.bytes[i] & (uint8_t)~prefix_mask(network->prefix, i))
            return true;
    }
    return false;
}

bool network_read(struct text text, struct network *network, struct error *err)
{
    struct text written = {0};
    struct text length = {0};
    bool has_length = text_cut(text, TEXT("/"), &written, &length);
    uint64_t prefix = 0;
    uint64_t longest = 0;

    if (!read_any(written, &network->base, &network->is_ipv4))
        return error_set(err, "not an IP address or network, which is written like 10.0.0.0/8 "
                              "or fc00::/7");
    longest = network->is_ipv4 ? 32 : 128;
    prefix = longest;
    if (has_length && (!text_to_unsigned(length, &prefix) || prefix > longest))
        return error_set(err, "the prefix length must be a number from 0 to %u", (unsigned)longest);
    network->prefix = (unsigned)prefix + (network->is_ipv4 ? 96 : 0);
    if (has_bits_beyond(network))
        return error_set(err,
                         "bits are set beyond the prefix of %u; set them to zero, or make "
                         "the prefix longer",
                         (unsigned)prefix);
    return true;
}

static bool is_ipv4_address(const struct address *address)
{
    return memcmp(address->bytes, ipv4_prefix, sizeof ipv4_prefix) == 0;
}

bool network_contains(const struct network *network, const struct address *address)
{
    if (!network->is_ipv4 && network->prefix < 96 && is_ipv4_address(address))
        return false;
    for (size_t i = 0; i < sizeof address->bytes; i++) {
        if ((address->bytes[i] ^ network->base.bytes[i]) & prefix_mask(network->prefix, i))
            return false;
    }
    return true;
}
