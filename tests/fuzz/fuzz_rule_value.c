/* What becomes of one value of a rule: the first byte says by which of the steps. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "sigma/encoding.h"
#include "sigma/placeholder.h"
#include "sigma/scalar.h"
#include "sigma/string_pattern.h"
#include "sigma/time_part.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Aborts where what should hold does not. */
static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void fuzz_placeholder(struct arena *arena, struct text text)
{
    static const char *const values[] = {"x", "%a%", ""};
    static const struct placeholder known[] = {{"a", values, 3}, {"b", values, 1}};
    struct placeholder_result result = {0};
    struct error err = {0};

    if (!placeholder_expand(arena, known, 2, text, &result, &err))
        return;
    demand((result.count == 0) == (result.unresolved.length > 0));
    demand(result.count <= PLACEHOLDER_TEXTS_MOST);
}

static void fuzz_encoding(struct arena *arena, struct text text)
{
    struct text plain = {0};
    struct text encoded = {0};

    if (!string_pattern_plain(arena, text, &plain)) {
        demand(string_pattern_has_wildcard(text));
        return;
    }
    demand(encoding_base64(arena, text, &encoded));
    demand(encoded.length == (plain.length + 2) / 3 * 4);
    for (unsigned shift = 0; shift < BASE64_SHIFTS; shift++)
        demand(encoding_base64_inside(arena, text, shift, &encoded));
    encoded = encoding_utf16(arena, text, UTF16_MARKED);
    demand(string_pattern_plain(arena, encoded, &plain) && plain.length % 2 == 0);
}

static void fuzz_scalar(struct text text)
{
    const struct node node = {.kind = NODE_SCALAR, .scalar = text};

    demand(!scalar_read(&node).is_text_too || scalar_read(&node).kind == SCALAR_NUMBER);
}

static void fuzz_time_part(struct text text)
{
    static const int64_t most[] = {[TIME_MINUTE] = 59, [TIME_HOUR] = 23,  [TIME_DAY] = 31,
                                   [TIME_WEEK] = 53,   [TIME_MONTH] = 12, [TIME_YEAR] = 9999};
    int64_t value = 0;

    for (int part = TIME_MINUTE; part <= TIME_YEAR; part++) {
        if (time_part_read(text, (enum time_part)part, &value))
            demand(value >= 0 && value <= most[part]);
    }
}

/* A text without wildcards fits itself, whatever dashes are in it. */
static void fuzz_dashes(struct arena *arena, struct text text)
{
    const struct string_shape shape = {.cased = true, .any_dash = true};
    const struct string_pattern *pattern = string_pattern_create(arena, text, shape);
    struct text plain = {0};

    if (string_pattern_plain(arena, text, &plain))
        demand(string_pattern_matches(pattern, plain));
    else
        string_pattern_matches(pattern, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create(4096);
    char *bytes = mem_alloc(size);
    struct text text = {bytes, size > 0 ? size - 1 : 0};

    if (text.length > 0)
        memcpy(bytes, data + 1, text.length);
    switch (size > 0 ? data[0] % 5 : 0) {
    case 0:
        fuzz_placeholder(arena, text);
        break;
    case 1:
        fuzz_encoding(arena, text);
        break;
    case 2:
        fuzz_scalar(text);
        break;
    case 3:
        fuzz_time_part(text);
        break;
    default:
        fuzz_dashes(arena, text);
        break;
    }
    mem_free(bytes);
    arena_destroy(arena);
    return 0;
}
