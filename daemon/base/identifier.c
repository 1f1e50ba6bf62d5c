#include "base/identifier.h"

#include <string.h>

#include "base/digest.h"

struct identifier identifier_random(void)
{
    struct identifier identifier = {{0}};

    random_bytes(identifier.bytes, sizeof identifier.bytes);
    return identifier;
}

bool identifier_equal(struct identifier a, struct identifier b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

bool identifier_is_none(struct identifier identifier)
{
    return identifier_equal(identifier, (struct identifier){{0}});
}

const char *identifier_write(struct identifier identifier, char text[IDENTIFIER_TEXT_SIZE])
{
    return hex_write(identifier.bytes, sizeof identifier.bytes, text);
}

bool identifier_read(struct text text, struct identifier *identifier)
{
    return hex_read(text, identifier->bytes, sizeof identifier->bytes);
}
