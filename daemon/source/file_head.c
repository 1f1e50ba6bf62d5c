#include "source/file_head.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Reads the first bytes; fewer where the file is short or there is an error. */
static size_t read_first(int descriptor, char *bytes, size_t length)
{
    size_t have = 0;

    while (have < length) {
        ssize_t got = pread(descriptor, bytes + have, length - have, (off_t)have);

        if (got == 0 || (got < 0 && errno != EINTR))
            break;
        have += got > 0 ? (size_t)got : 0;
    }
    return have;
}

struct text file_head_of(struct file_head *head, const struct identifier *incarnation,
                         int descriptor)
{
    if (!identifier_equal(head->incarnation, *incarnation)) {
        size_t length = read_first(descriptor, head->bytes, CHUNK_HEAD);
        const char *newline = length > 0 ? memrchr(head->bytes, '\n', length) : NULL;

        head->incarnation = *incarnation;
        head->length = newline ? (size_t)(newline - head->bytes) + 1 : 0;
    }
    return (struct text){head->bytes, head->length};
}
