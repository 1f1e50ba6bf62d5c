#include "decode/auditd_socket.h"

#include <check.h>

#include "support/suite.h"

enum { ARENA_BLOCK = 1024 };

static const struct {
    const char *hex;
    bool is_read;
    const char *address;
    const char *port;
    const char *path;
} sockets[] = {
    {"02000050C63364090000000000000000", true, "198.51.100.9", "80", ""},
    {"0200FFFFC6336409", true, "198.51.100.9", "65535", ""},
    {"0A00115C0000000020010DB800000000000000000000000700000000", true, "2001:db8::7", "4444", ""},
    {"01002F72756E2F7800FF", true, "", "", "/run/x"},
    {"01002F72756E2F78", true, "", "", "/run/x"},
    {"0100", true, "", "", ""},
    {"01000078", true, "", "", ""}, /* a name outside the file system */
    /* Too short, other families, no hex. */
    {"0200", false, "", "", ""},
    {"02000050C63364", false, "", "", ""},
    {"0A000050000000002001", false, "", "", ""},
    {"100000000000", false, "", "", ""},
    {"0002", false, "", "", ""},
    {"02", false, "", "", ""},
    {"020", false, "", "", ""},
    {"", false, "", "", ""},
    {"0x000050C6336409", false, "", "", ""},
};

START_TEST(addresses_are_read)
{
    struct arena *arena = arena_create(ARENA_BLOCK);

    for (size_t i = 0; i < sizeof sockets / sizeof *sockets; i++) {
        struct auditd_socket socket = {0};

        ck_assert_msg(auditd_socket_read(arena, text_of(sockets[i].hex), &socket) ==
                          sockets[i].is_read,
                      "%s", sockets[i].hex);
        if (!sockets[i].is_read)
            continue;
        ck_assert(text_equal(socket.address, text_of(sockets[i].address)));
        ck_assert(text_equal(socket.port, text_of(sockets[i].port)));
        ck_assert(text_equal(socket.path, text_of(sockets[i].path)));
    }
    arena_destroy(arena);
}
END_TEST

START_TEST(longer_than_any_address_is_none)
{
    struct arena *arena = arena_create(ARENA_BLOCK);
    struct auditd_socket socket = {0};
    char hex[2 * 129];

    for (size_t i = 0; i < sizeof hex; i++)
        hex[i] = i == 1 ? '1' : '0';
    ck_assert(auditd_socket_read(arena, (struct text){hex, sizeof hex - 2}, &socket));
    ck_assert(!auditd_socket_read(arena, (struct text){hex, sizeof hex}, &socket));
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("auditd_socket", addresses_are_read, longer_than_any_address_is_none)
