/*
 * Any bytes as a stored cursor: refused, or consistent and the same again after
 * packing.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "source/cursor_text.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void must(bool is_so)
{
    if (!is_so)
        abort();
}

static void check(const struct stored_cursor *stored)
{
    const struct file_tail *tail = &stored->tail;

    must(tail->cursor.line_start <= tail->cursor.offset);
    must(tail->searched == tail->cursor.offset);
    must(tail->before.length <= MARK_LARGEST && tail->before.length <= tail->cursor.offset);
    must(tail->head.length <= MARK_LARGEST && tail->head.length <= tail->cursor.offset);
    must(stored->path[0] != '\0');
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const char key[] = "00112233445566778899aabbccddeeff";
    char *copy = mem_alloc(size);
    struct stored_cursor stored = {0};
    struct stored_cursor again = {0};
    struct buffer packed = {0};
    struct error err = {0};

    if (size > 0)
        memcpy(copy, data, size);
    if (cursor_text_unpack(text_of(key), (struct text){copy, size}, &stored, &err)) {
        check(&stored);
        cursor_text_pack(&packed, &stored);
        must(cursor_text_unpack(text_of(key), buffer_text(&packed), &again, &err));
        must(file_facts_same(&stored.facts, &again.facts));
        must(strcmp(stored.path, again.path) == 0);
        must(stored.tail.cursor.offset == again.tail.cursor.offset);
    }
    stored_cursor_finish(&again);
    stored_cursor_finish(&stored);
    buffer_finish(&packed);
    mem_free(copy);
    return 0;
}
