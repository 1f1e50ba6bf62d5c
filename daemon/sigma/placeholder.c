#include "sigma/placeholder.h"

/* Everything the texts so far have become, while source is walked along. */
struct expansion {
    struct arena *arena;
    const struct placeholder *known;
    size_t known_count;
    struct text *texts;
    size_t count;
};

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '.' || byte == '-';
}

/* The length of "%name%" at the front, 0 when there is none. */
static size_t placeholder_length(struct text text)
{
    size_t end = 1;

    if (!text_starts_with(text, TEXT("%")))
        return 0;
    while (end < text.length && is_name_byte(text.data[end]))
        end++;
    return end > 1 && end < text.length && text.data[end] == '%' ? end + 1 : 0;
}

/* How much at the front is no placeholder: all, or what stands before the next. */
static size_t plain_length(struct text text)
{
    size_t length = 0;

    while (length < text.length && placeholder_length(text_from(text, length)) == 0)
        length += text.data[length] == '\\' && length + 1 < text.length ? 2 : 1;
    return length < text.length ? length : text.length;
}

bool placeholder_is_in(struct text text)
{
    return plain_length(text) < text.length;
}

static const struct placeholder *find(const struct expansion *expansion, struct text name)
{
    for (size_t i = 0; i < expansion->known_count; i++) {
        if (text_equal(text_of(expansion->known[i].name), name))
            return &expansion->known[i];
    }
    return NULL;
}

/* Lets every text go on with each of the tails.  Measures before it makes. */
static bool append(struct expansion *expansion, const struct text *tails, size_t count,
                   struct error *err)
{
    size_t most = PLACEHOLDER_TEXTS_MOST / count;
    size_t bytes = 0;
    size_t made = 0;
    struct text *texts = NULL;

    for (size_t i = 0; i < expansion->count && expansion->count <= most; i++) {
        for (size_t j = 0; j < count; j++)
            bytes += expansion->texts[i].length + tails[j].length;
    }
    if (expansion->count > most || bytes > PLACEHOLDER_BYTES_MOST)
        return error_set(err,
                         "with the values of its placeholders this becomes too much: more "
                         "than %d texts, or %d bytes",
                         PLACEHOLDER_TEXTS_MOST, PLACEHOLDER_BYTES_MOST);
    texts = arena_alloc(expansion->arena, expansion->count * count * sizeof *texts);
    for (size_t i = 0; i < expansion->count; i++) {
        for (size_t j = 0; j < count; j++)
            texts[made++] = arena_join(expansion->arena,
                                       (const struct text[]){expansion->texts[i], tails[j]}, 2);
    }
    expansion->texts = texts;
    expansion->count = made;
    return true;
}

/* Text between placeholders, in which "\%" is a percent sign. */
static bool append_plain(struct expansion *expansion, struct text text, struct error *err)
{
    char *bytes = arena_alloc(expansion->arena, text.length + 1);
    size_t length = 0;

    for (size_t i = 0; i < text.length; i++) {
        bool is_escape = text.data[i] == '\\' && i + 1 < text.length;

        if (is_escape && text.data[i + 1] != '%')
            bytes[length++] = text.data[i];
        bytes[length++] = text.data[is_escape ? ++i : i];
    }
    return append(expansion, &(struct text){bytes, length}, 1, err);
}

static bool append_values(struct expansion *expansion, const struct placeholder *placeholder,
                          struct error *err)
{
    struct text *values = arena_alloc(expansion->arena, placeholder->count * sizeof *values);

    for (size_t i = 0; i < placeholder->count; i++)
        values[i] = text_of(placeholder->values[i]);
    return append(expansion, values, placeholder->count, err);
}

bool placeholder_expand(struct arena *arena, const struct placeholder *known, size_t count,
                        struct text source, struct placeholder_result *result, struct error *err)
{
    struct text nothing = {0};
    struct expansion expansion = {arena, known, count, &nothing, 1};

    *result = (struct placeholder_result){0};
    while (source.length > 0) {
        size_t plain = plain_length(source);
        size_t length = placeholder_length(text_from(source, plain));
        const struct placeholder *placeholder = NULL;
        struct text name = {0};

        if (plain > 0 && !append_plain(&expansion, text_until(source, plain), err))
            return false;
        source = text_from(source, plain);
        if (length == 0)
            continue;
        name = text_until(text_from(source, 1), length - 2);
        placeholder = find(&expansion, name);
        if (!placeholder || placeholder->count == 0) {
            result->unresolved = name;
            return true;
        }
        if (!append_values(&expansion, placeholder, err))
            return false;
        source = text_from(source, length);
    }
    result->texts = expansion.texts;
    result->count = expansion.count;
    if (expansion.texts == &nothing) {
        result->texts = arena_zero(arena, sizeof nothing);
        result->count = 1;
    }
    return true;
}
