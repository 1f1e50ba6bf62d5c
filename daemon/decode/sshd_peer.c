#include "decode/sshd_peer.h"

/* Takes " port 51022". */
static struct text take_port(struct text *text)
{
    struct text rest = *text;
    struct text port = {0};
    size_t digits = 0;

    if (!text_take(&rest, TEXT(" port ")))
        return port;
    digits = text_count_digits(rest);
    port = text_until(rest, digits);
    if (digits > 0)
        *text = text_from(rest, digits);
    return port;
}

struct sshd_peer sshd_peer_take(struct text *text)
{
    struct sshd_peer peer = {0};
    struct text rest = *text;
    struct text address = text_take_word(&rest);

    if (address.length == 0)
        return peer;

    if (text_ends_with(address, TEXT(":")))
        address.length--;
    *text = text_from(*text, (size_t)(address.data + address.length - text->data));
    peer.address = address;
    peer.port = take_port(text);
    return peer;
}

/* What may stand behind a peer where a sentence names it last. */
static bool ends_sentence(struct text tail)
{
    struct text rest = text_skip_spaces(tail);

    return rest.length == 0 || text_starts_with(rest, TEXT("ssh1")) ||
           text_starts_with(rest, TEXT("ssh2")) || text_starts_with(tail, TEXT(":")) ||
           text_starts_with(rest, TEXT("via ")) || text_starts_with(rest, TEXT("id "));
}

static bool find(struct text text, struct text needle, enum sshd_anchor anchor, size_t *position)
{
    return anchor == ANCHOR_FIRST ? text_find(text, needle, position)
                                  : text_find_last(text, needle, position);
}

bool sshd_peer_split(struct text text, enum sshd_anchor anchor, struct text *before,
                     struct sshd_peer *peer, struct text *tail)
{
    struct text searched = text;
    size_t start = 0; /* of searched in text */
    size_t position = 0;

    while (find(searched, TEXT(" from "), anchor, &position)) {
        *before = text_until(text, start + position);
        *tail = text_from(text, start + position + TEXT(" from ").length);
        *peer = sshd_peer_take(tail);
        if (peer->address.length > 0 && ends_sentence(*tail))
            return true;
        if (anchor == ANCHOR_FIRST) {
            start += position + 1;
            searched = text_from(text, start);
        } else {
            searched = text_until(text, position + TEXT(" from").length);
        }
    }
    *before = *tail = (struct text){0};
    *peer = (struct sshd_peer){0};
    return false;
}

bool sshd_peer_split_port(struct text text, enum sshd_anchor anchor, struct text *before,
                          struct text *port, struct text *tail)
{
    struct text searched = text;
    size_t start = 0; /* of searched in text */
    size_t position = 0;

    while (find(searched, TEXT(" port "), anchor, &position)) {
        *before = text_until(text, start + position);
        *tail = text_from(text, start + position);
        *port = take_port(tail);
        if (port->length > 0 && (tail->length == 0 || tail->data[0] == ':'))
            return true;
        if (anchor == ANCHOR_FIRST) {
            start += position + 1;
            searched = text_from(text, start);
        } else {
            searched = text_until(text, position + TEXT(" port").length);
        }
    }
    *before = *port = *tail = (struct text){0};
    return false;
}
