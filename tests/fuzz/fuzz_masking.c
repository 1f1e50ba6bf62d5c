/*
 * What comes out is printable, whatever goes in, and a password behind a fixed
 * key never comes out.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "alert/masking.h"
#include "base/memory.h"
#include "base/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_printable(struct text text)
{
    while (text.length > 0) {
        size_t length = unicode_printable_length(text);

        if (length == 0)
            abort();
        text = text_from(text, length);
    }
}

static void check_hidden(struct text front)
{
    struct buffer line = {0};
    struct buffer shown = {0};
    size_t position = 0;

    buffer_append_text(&line, text_until(front, MASKING_TEXT_MOST / 2));
    buffer_append_text(&line, TEXT("\n&password=Hunter2Hunter2"));
    masking_append(&shown, buffer_text(&line));
    if (!text_find(front, TEXT("Hunter2Hunter2"), &position) &&
        text_find(buffer_text(&shown), TEXT("Hunter2Hunter2"), &position))
        abort();
    buffer_finish(&line);
    buffer_finish(&shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = mem_alloc(size);
    struct buffer shown = {0};
    struct text text = {copy, size};

    if (size > 0)
        memcpy(copy, data, size);
    masking_append(&shown, text);
    check_printable(buffer_text(&shown));
    check_hidden(text);
    masking_is_secret(text);
    masking_is_content(text);
    buffer_finish(&shown);
    mem_free(copy);
    return 0;
}
