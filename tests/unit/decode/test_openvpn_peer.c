#include "decode/openvpn_peer.h"

#include <stdlib.h>
#include <string.h>

#include "support/suite.h"

START_TEST(addresses_are_read)
{
    static const struct {
        const char *word;
        const char *address; /* NULL: none */
        const char *port;
    } words[] = {
        {"203.0.113.7:51022", "203.0.113.7", "51022"},
        {"[AF_INET]203.0.113.7:51022", "203.0.113.7", "51022"},
        {"[AF_INET6]2001:db8::5:1194", "2001:db8::5", "1194"},
        {"[2001:db8::5]:1194", "2001:db8::5", "1194"},
        {"udp4:203.0.113.7:51022", "203.0.113.7", "51022"},
        {"tcp6-server:2001:db8::5:1194", "2001:db8::5", "1194"},
        {"203.0.113.7", NULL, NULL},
        {"203.0.113.7:", NULL, NULL},
        {"203.0.113.7:65536", NULL, NULL},
        {"host.example:1194", NULL, NULL},
        {"300.0.113.7:1", NULL, NULL},
        {"", NULL, NULL},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct openvpn_peer peer = {0};
        bool is_read = openvpn_peer_read(text_of(words[i].word), &peer);

        ck_assert_msg(is_read == (words[i].address != NULL), "%s", words[i].word);
        if (is_read) {
            ck_assert(text_equal(peer.address, text_of(words[i].address)));
            ck_assert(text_equal(peer.port, text_of(words[i].port)));
        }
    }
}
END_TEST

START_TEST(clients_are_taken_where_they_are_sure)
{
    static const struct {
        const char *message;
        const char *user; /* NULL: none is taken */
        const char *address;
        const char *rest;
    } messages[] = {
        {"jdoe/203.0.113.7:1 x y", "jdoe", "203.0.113.7", "x y"},
        {"203.0.113.7:1 x y", "", "203.0.113.7", "x y"},
        {"203.0.113.7:1/jdoe x", "jdoe", "203.0.113.7", "x"},
        {"a b/c@d/2001:db8::5:1 x", "a b/c@d", "2001:db8::5", "x"},
        {"jdoe/203.0.113.7:1", "jdoe", "203.0.113.7", ""},
        {"jdoe/203.0.113.7:1 Learn: 10.8.0.6 -> jdoe/203.0.113.7:1", "jdoe", "203.0.113.7",
         "Learn: 10.8.0.6 -> jdoe/203.0.113.7:1"},
        {"x/192.0.2.1:1 y/203.0.113.7:1 z", "", "", "z"},
        {"MULTI: Learn: 10.8.0.6 -> jdoe/203.0.113.7:1", NULL, NULL, NULL},
        {"some words", NULL, NULL, NULL},
        {"", NULL, NULL, NULL},
    };

    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        struct text message = text_of(messages[i].message);
        struct openvpn_peer peer = {0};
        bool is_taken = openvpn_peer_take(&message, &peer);

        ck_assert_msg(is_taken == (messages[i].user != NULL), "%s", messages[i].message);
        if (!is_taken) {
            ck_assert(text_equal(message, text_of(messages[i].message)));
            continue;
        }
        ck_assert_msg(text_equal(peer.user, text_of(messages[i].user)), "%s", messages[i].message);
        ck_assert_msg(text_equal(peer.address, text_of(messages[i].address)), "%s",
                      messages[i].message);
        ck_assert_msg(text_equal(message, text_of(messages[i].rest)), "%s", messages[i].message);
    }
}
END_TEST

SUITE_MAIN("openvpn_peer", addresses_are_read, clients_are_taken_where_they_are_sure)
