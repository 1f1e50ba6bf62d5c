#include "decode/shell_path.h"

#include <string.h>

/* Takes the last part off a path that begins with "/" or a name. */
static size_t parent_length(const char *path, size_t length)
{
    while (length > 0 && path[length - 1] != '/')
        length--;
    return length > 0 ? length - 1 : 0;
}

/* Adds the parts of text to the path that is made. */
static size_t add_parts(char *path, size_t length, struct text text, bool is_absolute)
{
    size_t position = 0;

    while (position < text.length) {
        const char *start = text.data + position;
        const char *slash = memchr(start, '/', text.length - position);
        size_t size = slash ? (size_t)(slash - start) : text.length - position;
        struct text part = {start, size};

        position += size + 1;
        if (size == 0 || text_equal(part, TEXT(".")))
            continue;
        if (text_equal(part, TEXT(".."))) {
            length = parent_length(path, length);
            continue;
        }
        if (length > 0 || is_absolute)
            path[length++] = '/';
        memcpy(path + length, start, size);
        length += size;
    }
    return length;
}

struct text shell_path(struct arena *arena, struct text folder, struct text word)
{
    bool stands_alone = text_starts_with(word, TEXT("/")) || text_starts_with(word, TEXT("~")) ||
                        text_starts_with(word, TEXT("$"));
    bool is_absolute = text_starts_with(stands_alone ? word : folder, TEXT("/"));
    char *path = NULL;
    size_t length = 0;

    if (word.length == 0 || (!stands_alone && folder.length == 0))
        return word;
    path = arena_alloc(arena, folder.length + word.length + 3);
    if (!stands_alone)
        length = add_parts(path, length, folder, is_absolute);
    length = add_parts(path, length, word, is_absolute);
    if (length == 0)
        return is_absolute ? TEXT("/") : TEXT(".");
    return (struct text){path, length};
}
