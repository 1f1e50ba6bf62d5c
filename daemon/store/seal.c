#include "store/seal.h"

#include <endian.h>
#include <string.h>

#include "base/digest.h"

int64_t seal_of(const struct text *parts, size_t count)
{
    struct digest digest = digest_of(parts, count);
    int64_t seal = 0;

    memcpy(&seal, digest.bytes, sizeof seal);
    return (int64_t)le64toh((uint64_t)seal);
}
