#include "scan/line_marks.h"

#include <string.h>

enum { HIGH_BLOCK = 64 };

bool line_marks_escape(struct text bytes, struct text escape, uint32_t mark,
                       struct filter_hits *hits)
{
    const char *at = bytes.data;
    const char *end = bytes.data + bytes.length;

    while (at < end) {
        at = memchr(at, escape.data[0], (size_t)(end - at));
        if (!at)
            return true;
        if (!text_starts_with((struct text){at, (size_t)(end - at)}, escape)) {
            at++;
            continue;
        }
        if (!filter_hits_add(hits, (struct filter_hit){(uint32_t)(at - bytes.data), mark}))
            return false;
        at = memchr(at, '\n', (size_t)(end - at));
        if (!at)
            return true;
    }
    return true;
}

static bool has_high_byte(const char *block)
{
    uint64_t words[HIGH_BLOCK / sizeof(uint64_t)];
    uint64_t all = 0;

    memcpy(words, block, sizeof words);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        all |= words[i];
    return (all & UINT64_C(0x8080808080808080)) != 0;
}

static bool is_folding(struct text text)
{
    return text_starts_with(text, TEXT("\xC5\xBF")) || text_starts_with(text, TEXT("\xE2\x84\xAA"));
}

bool line_marks_folding(struct text bytes, uint32_t mark, struct filter_hits *hits)
{
    for (size_t i = 0; i < bytes.length; i += HIGH_BLOCK) {
        if (bytes.length - i >= HIGH_BLOCK && !has_high_byte(bytes.data + i))
            continue;
        for (size_t k = i; k < i + HIGH_BLOCK && k < bytes.length; k++) {
            if (is_folding(text_from(bytes, k)) &&
                !filter_hits_add(hits, (struct filter_hit){(uint32_t)k, mark}))
                return false;
        }
    }
    return true;
}
