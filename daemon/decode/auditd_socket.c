#include "decode/auditd_socket.h"

#include <arpa/inet.h>

#include "base/digest.h"

enum {
    FAMILY_LOCAL = 1,
    FAMILY_IPV4 = 2,
    FAMILY_IPV6 = 10,
    IPV4_AT = 4,
    IPV6_AT = 8,
    PATH_AT = 2,
    LARGEST = 128, /* sizeof(struct sockaddr_storage) */
};

static void read_port(struct arena *arena, const uint8_t *bytes, struct auditd_socket *socket)
{
    socket->port = arena_printf(arena, "%u", (unsigned)bytes[2] << 8 | bytes[3]);
}

static bool read_ip(struct arena *arena, int family, const uint8_t *bytes, struct text *address)
{
    char written[INET6_ADDRSTRLEN] = "";

    if (!inet_ntop(family, bytes, written, sizeof written))
        return false;
    *address = arena_copy(arena, text_of(written));
    return true;
}

/* A path ends at a NUL; one that begins with it is a name outside the file system. */
static void read_path(struct arena *arena, struct text bytes, struct auditd_socket *socket)
{
    size_t length = 0;

    while (length < bytes.length && bytes.data[length] != '\0')
        length++;
    socket->path = arena_copy(arena, text_until(bytes, length));
}

bool auditd_socket_read(struct arena *arena, struct text hex, struct auditd_socket *socket)
{
    uint8_t bytes[LARGEST] = {0};
    size_t length = hex.length / 2;

    *socket = (struct auditd_socket){0};
    if (length < PATH_AT || length > sizeof bytes || !hex_read(hex, bytes, length) || bytes[1] != 0)
        return false;
    switch (bytes[0]) {
    case FAMILY_LOCAL:
        read_path(arena, (struct text){(const char *)bytes + PATH_AT, length - PATH_AT}, socket);
        return true;
    case FAMILY_IPV4:
        read_port(arena, bytes, socket);
        return length >= IPV4_AT + 4 && read_ip(arena, AF_INET, bytes + IPV4_AT, &socket->address);
    case FAMILY_IPV6:
        read_port(arena, bytes, socket);
        return length >= IPV6_AT + 16 &&
               read_ip(arena, AF_INET6, bytes + IPV6_AT, &socket->address);
    default:
        return false;
    }
}
