#include "base/digest.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include <nettle/sha2.h>

struct digest digest_of(const struct text *parts, size_t count)
{
    struct digest digest = {{0}};
    struct sha256_ctx context = {0};

    sha256_init(&context);
    for (size_t i = 0; i < count; i++) {
        uint64_t length = htole64(parts[i].length);

        sha256_update(&context, sizeof length, (const uint8_t *)&length);
        sha256_update(&context, parts[i].length, (const uint8_t *)parts[i].data);
    }
    sha256_digest(&context, sizeof digest.bytes, digest.bytes);
    return digest;
}

bool digest_equal(const struct digest *a, const struct digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

void random_bytes(void *bytes, size_t length)
{
    char *to = bytes;

    while (length > 0) {
        ssize_t got = getrandom(to, length, 0);

        if (got < 0 && errno != EINTR)
            abort();
        to += got > 0 ? got : 0;
        length -= got > 0 ? (size_t)got : 0;
    }
}

const char *hex_write(const void *bytes, size_t length, char *text)
{
    static const char digits[] = "0123456789abcdef";
    const uint8_t *from = bytes;

    for (size_t i = 0; i < length; i++) {
        text[2 * i] = digits[from[i] >> 4];
        text[2 * i + 1] = digits[from[i] & 15];
    }
    text[2 * length] = '\0';
    return text;
}

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F')
        return byte - 'A' + 10;
    return -1;
}

bool hex_read(struct text text, void *bytes, size_t length)
{
    uint8_t *to = bytes;

    if (text.length != 2 * length)
        return false;
    for (size_t i = 0; i < length; i++) {
        int high = hex_digit(text.data[2 * i]);
        int low = hex_digit(text.data[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        to[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}
