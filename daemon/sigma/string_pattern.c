#include "sigma/string_pattern.h"

#include <string.h>

#include "base/case_fold.h"
#include "base/unicode.h"

enum piece_kind { PIECE_LITERAL, PIECE_ONE, PIECE_ANY, PIECE_DASH };

struct piece {
    enum piece_kind kind;
    struct text literal;
};

struct string_pattern {
    bool cased;
    const struct piece *pieces; /* no two PIECE_ANY or PIECE_LITERAL in a row */
    size_t count;
};

/* A pattern being read: literal bytes gather until a wildcard ends them. */
struct builder {
    struct arena *arena;
    bool cased;
    struct piece *pieces;
    size_t count;
    char *bytes;
    size_t start; /* of the literal that gathers, in bytes */
    size_t length;
};

static void end_literal(struct builder *builder)
{
    struct text literal = {builder->bytes + builder->start, builder->length - builder->start};

    if (literal.length == 0)
        return;
    builder->start = builder->length;
    if (!builder->cased)
        literal = case_fold_text(builder->arena, literal);
    builder->pieces[builder->count++] = (struct piece){PIECE_LITERAL, literal};
}

static void add_wildcard(struct builder *builder, enum piece_kind kind)
{
    end_literal(builder);
    if (kind == PIECE_ANY && builder->count > 0 &&
        builder->pieces[builder->count - 1].kind == PIECE_ANY)
        return;
    builder->pieces[builder->count++] = (struct piece){.kind = kind};
}

static bool is_special(char byte)
{
    return byte == '*' || byte == '?' || byte == '\\';
}

static bool is_escape(struct text source, size_t i)
{
    return source.data[i] == '\\' && i + 1 < source.length && is_special(source.data[i + 1]);
}

static size_t first_length(struct text text)
{
    uint32_t code_point = 0;
    size_t length = unicode_decode(text, &code_point);

    return length ? length : 1;
}

bool string_pattern_next(struct text *source, struct string_token *token)
{
    if (source->length == 0)
        return false;
    token->is_wildcard = source->data[0] == '*' || source->data[0] == '?';
    if (is_escape(*source, 0))
        *source = text_from(*source, 1);
    token->literal = text_until(*source, first_length(*source));
    *source = text_from(*source, token->literal.length);
    return true;
}

static const struct text dashes[] = {
    {"-", 1}, {"/", 1}, {"\xE2\x80\x93", 3}, {"\xE2\x80\x94", 3}, {"\xE2\x80\x95", 3},
};

enum { DASH_COUNT = sizeof dashes / sizeof *dashes };

/* The length of the dash that text begins with, or ends in; 0 when it does not. */
static size_t dash_length(struct text text, bool (*has)(struct text text, struct text part))
{
    for (size_t i = 0; i < DASH_COUNT; i++) {
        if (has(text, dashes[i]))
            return dashes[i].length;
    }
    return 0;
}

static bool is_dash(struct text character)
{
    return dash_length(character, text_equal) > 0;
}

/* Letters of other alphabets are words, too. */
static bool is_word(const struct string_token *token)
{
    unsigned char byte = (unsigned char)token->literal.data[0];

    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' ||
           (byte >= 0x80 && !is_dash(token->literal));
}

static bool begins_word(struct text source)
{
    struct string_token token = {0};

    return string_pattern_next(&source, &token) && is_word(&token);
}

static void add_literal(struct builder *builder, struct text literal)
{
    for (size_t i = 0; i < literal.length; i++)
        builder->bytes[builder->length++] = literal.data[i];
}

static void read_pieces(struct builder *builder, struct text source, bool any_dash)
{
    struct string_token token = {0};
    bool in_word = false;

    while (string_pattern_next(&source, &token)) {
        if (token.is_wildcard)
            add_wildcard(builder, token.literal.data[0] == '*' ? PIECE_ANY : PIECE_ONE);
        else if (any_dash && !in_word && is_dash(token.literal) && begins_word(source))
            add_wildcard(builder, PIECE_DASH);
        else
            add_literal(builder, token.literal);
        in_word = is_word(&token);
    }
}

/* An upper bound on the pieces of source: a wildcard ends a literal and is one. */
static size_t count_pieces(struct text source, bool any_dash)
{
    struct string_token token = {0};
    size_t wildcards = 0;

    while (string_pattern_next(&source, &token))
        wildcards += token.is_wildcard || (any_dash && is_dash(token.literal));
    return 2 * wildcards + 3;
}

const struct string_pattern *string_pattern_create(struct arena *arena, struct text source,
                                                   struct string_shape shape)
{
    struct string_pattern *pattern = arena_zero(arena, sizeof *pattern);
    struct builder builder = {
        .arena = arena,
        .cased = shape.cased,
        .pieces = arena_alloc(arena, count_pieces(source, shape.any_dash) * sizeof *builder.pieces),
        .bytes = arena_alloc(arena, source.length + 1),
    };

    if (shape.open_start)
        add_wildcard(&builder, PIECE_ANY);
    read_pieces(&builder, source, shape.any_dash);
    if (shape.open_end)
        add_wildcard(&builder, PIECE_ANY);
    end_literal(&builder);

    pattern->cased = shape.cased;
    pattern->pieces = builder.pieces;
    pattern->count = builder.count;
    return pattern;
}

bool string_pattern_is_cased(const struct string_pattern *pattern)
{
    return pattern->cased;
}

bool string_pattern_literal(const struct string_pattern *pattern, size_t *piece,
                            struct text *literal)
{
    while (*piece < pattern->count) {
        const struct piece *next = &pattern->pieces[(*piece)++];

        if (next->kind == PIECE_LITERAL) {
            *literal = next->literal;
            return true;
        }
    }
    return false;
}

bool string_pattern_is_plain(const struct string_pattern *pattern, struct text *literal)
{
    if (pattern->count != 1 || pattern->pieces[0].kind != PIECE_LITERAL)
        return false;
    *literal = pattern->pieces[0].literal;
    return true;
}

bool string_pattern_is_ending(const struct string_pattern *pattern, struct text *literal)
{
    if (pattern->count != 2 || pattern->pieces[0].kind != PIECE_ANY ||
        pattern->pieces[1].kind != PIECE_LITERAL)
        return false;
    *literal = pattern->pieces[1].literal;
    return true;
}

/* The length of the last character: as long a sequence as ends the text. */
static size_t last_length(struct text text)
{
    uint32_t code_point = 0;

    for (size_t length = 4; length > 1; length--) {
        if (text.length >= length &&
            unicode_decode(text_from(text, text.length - length), &code_point) == length)
            return length;
    }
    return 1;
}

static bool take_first(struct text *text, const struct piece *piece)
{
    size_t length = 0;

    if (piece->kind == PIECE_LITERAL)
        return text_take(text, piece->literal);
    if (text->length > 0)
        length =
            piece->kind == PIECE_DASH ? dash_length(*text, text_starts_with) : first_length(*text);
    *text = text_from(*text, length);
    return length > 0;
}

static bool take_last(struct text *text, const struct piece *piece)
{
    size_t length = 0;

    if (piece->kind == PIECE_LITERAL)
        length = text_ends_with(*text, piece->literal) ? piece->literal.length : 0;
    else if (text->length > 0)
        length =
            piece->kind == PIECE_DASH ? dash_length(*text, text_ends_with) : last_length(*text);
    *text = text_until(*text, text->length - length);
    return length > 0;
}

/* Finds pieces, none of them PIECE_ANY, in a row somewhere in text, and leaves
 * what is behind them.  The first place will do: being of a fixed number of
 * characters, a later one only leaves less. */
static bool take_somewhere(struct text *text, const struct piece *pieces, size_t count)
{
    struct text rest = *text;

    for (;;) {
        struct text tried = {0};
        size_t position = 0;
        size_t i = 0;

        if (pieces[0].kind == PIECE_LITERAL) {
            if (!text_find(rest, pieces[0].literal, &position))
                return false;
            rest = text_from(rest, position);
        }
        tried = rest;
        while (i < count && take_first(&tried, &pieces[i]))
            i++;
        if (i == count) {
            *text = tried;
            return true;
        }
        if (rest.length == 0)
            return false;
        rest = text_from(rest, first_length(rest));
    }
}

bool string_pattern_matches(const struct string_pattern *pattern, struct text text)
{
    const struct piece *pieces = pattern->pieces;
    size_t first = 0;
    size_t last = pattern->count;

    while (first < last && pieces[first].kind != PIECE_ANY) {
        if (!take_first(&text, &pieces[first++]))
            return false;
    }
    if (first == last)
        return text.length == 0;
    while (pieces[last - 1].kind != PIECE_ANY) {
        if (!take_last(&text, &pieces[--last]))
            return false;
    }

    /* What is left begins and ends with PIECE_ANY. */
    while (first + 1 < last) {
        size_t start = ++first;

        while (pieces[first].kind != PIECE_ANY)
            first++;
        if (!take_somewhere(&text, pieces + start, first - start))
            return false;
    }
    return true;
}

bool string_pattern_has_wildcard(struct text source)
{
    struct string_token token = {0};

    while (string_pattern_next(&source, &token)) {
        if (token.is_wildcard)
            return true;
    }
    return false;
}

bool string_pattern_plain(struct arena *arena, struct text source, struct text *plain)
{
    char *bytes = arena_alloc(arena, source.length + 1);
    struct string_token token = {0};
    size_t length = 0;

    while (string_pattern_next(&source, &token)) {
        if (token.is_wildcard)
            return false;
        memcpy(bytes + length, token.literal.data, token.literal.length);
        length += token.literal.length;
    }
    *plain = (struct text){bytes, length};
    return true;
}

size_t string_pattern_escape(char byte, char *written)
{
    size_t length = 0;

    if (is_special(byte))
        written[length++] = '\\';
    written[length++] = byte;
    return length;
}
