#include "decode/openvpn_peer.h"

#include "base/address.h"
#include "decode/endpoint.h"

/* The client is looked for in so many bytes: a name of 128, spaces between, and an
 * address. */
enum { LONGEST_CLIENT = 512 };

/* What may stand in front of an address: the family, since 2.7 the protocol. */
static struct text without_family(struct text word)
{
    static const char *const families[] = {
        "[AF_INET]", "[AF_INET6]", "udp4:",        "udp6:",
        "tcp4:",     "tcp6:",      "tcp4-server:", "tcp6-server:"};

    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (text_take(&word, text_of(families[i])))
            break;
    }
    return word;
}

bool openvpn_peer_read(struct text word, struct openvpn_peer *peer)
{
    struct address address = {0};
    uint64_t port = 0;

    *peer = (struct openvpn_peer){0};
    endpoint_split(without_family(word), &peer->address, &peer->port);
    return text_to_unsigned(peer->port, &port) && port <= UINT16_MAX &&
           address_read(peer->address, &address);
}

/* All of text as a client. */
static bool read_client(struct text text, struct openvpn_peer *peer)
{
    size_t slash = 0;

    if (!text_find_last(text, TEXT("/"), &slash))
        return openvpn_peer_read(text, peer);
    if (openvpn_peer_read(text_from(text, slash + 1), peer)) {
        peer->user = text_until(text, slash);
        return true;
    }
    if (text_find(text, TEXT("/"), &slash) && openvpn_peer_read(text_until(text, slash), peer)) {
        peer->user = text_from(text, slash + 1);
        return true;
    }
    return false;
}

/* The end of the word that begins at start or behind it. */
static size_t word_end(struct text text, size_t start)
{
    while (start < text.length && text.data[start] != ' ')
        start++;
    return start;
}

static bool is_same(const struct openvpn_peer *a, const struct openvpn_peer *b)
{
    return text_equal(a->address, b->address) && text_equal(a->port, b->port);
}

/* Whether a word behind the client names another one in the same way; *message is then
 * what stands behind that. */
static bool is_doubtful(struct text *message, const struct openvpn_peer *peer)
{
    struct text rest = *message;

    while (rest.length > 0) {
        struct text word = text_take_word(&rest);
        struct openvpn_peer other = {0};
        size_t slash = 0;

        if (text_ends_with(word, TEXT(":")))
            word.length--;
        if (text_find_last(word, TEXT("/"), &slash) &&
            openvpn_peer_read(text_from(word, slash + 1), &other) && !is_same(peer, &other)) {
            text_take(&rest, TEXT(" "));
            *message = rest;
            return true;
        }
    }
    return false;
}

bool openvpn_peer_take(struct text *message, struct openvpn_peer *peer)
{
    for (size_t start = 0; start < message->length && start < LONGEST_CLIENT;) {
        size_t end = word_end(*message, start);
        struct text word = text_until(text_from(*message, start), end - start);
        struct openvpn_peer alone = {0};
        struct text rest = text_from(*message, end + 1);

        /* A label's colon: what follows is a sentence, not a name. */
        if (text_ends_with(word, TEXT(":")))
            break;
        if (start > 0 && !read_client(word, &alone)) {
            start = end + 1;
            continue;
        }
        if (read_client(text_until(*message, end), peer)) {
            if (is_doubtful(&rest, peer))
                *peer = (struct openvpn_peer){0};
            *message = rest;
            return true;
        }
        start = end + 1;
    }
    *peer = (struct openvpn_peer){0};
    return false;
}
