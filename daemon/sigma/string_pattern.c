#include "sigma/string_pattern.h"

#include "base/case_fold.h"
#include "base/unicode.h"

enum piece_kind { PIECE_LITERAL, PIECE_ONE, PIECE_ANY };

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

static void read_pieces(struct builder *builder, struct text source)
{
    for (size_t i = 0; i < source.length; i++) {
        if (is_escape(source, i))
            builder->bytes[builder->length++] = source.data[++i];
        else if (source.data[i] == '*')
            add_wildcard(builder, PIECE_ANY);
        else if (source.data[i] == '?')
            add_wildcard(builder, PIECE_ONE);
        else
            builder->bytes[builder->length++] = source.data[i];
    }
}

/* An upper bound on the pieces of source: a wildcard ends a literal and is one. */
static size_t count_pieces(struct text source)
{
    size_t wildcards = 0;

    for (size_t i = 0; i < source.length; i++)
        wildcards += source.data[i] == '*' || source.data[i] == '?';
    return 2 * wildcards + 3;
}

const struct string_pattern *string_pattern_create(struct arena *arena, struct text source,
                                                   struct string_shape shape)
{
    struct string_pattern *pattern = arena_zero(arena, sizeof *pattern);
    struct builder builder = {
        .arena = arena,
        .cased = shape.cased,
        .pieces = arena_alloc(arena, count_pieces(source) * sizeof *builder.pieces),
        .bytes = arena_alloc(arena, source.length + 1),
    };

    if (shape.open_start)
        add_wildcard(&builder, PIECE_ANY);
    read_pieces(&builder, source);
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

static size_t first_length(struct text text)
{
    uint32_t code_point = 0;
    size_t length = unicode_decode(text, &code_point);

    return length ? length : 1;
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
    if (piece->kind == PIECE_LITERAL)
        return text_take(text, piece->literal);
    if (text->length == 0)
        return false;
    *text = text_from(*text, first_length(*text));
    return true;
}

static bool take_last(struct text *text, const struct piece *piece)
{
    size_t length = piece->literal.length;

    if (piece->kind == PIECE_LITERAL && !text_ends_with(*text, piece->literal))
        return false;
    if (piece->kind == PIECE_ONE) {
        if (text->length == 0)
            return false;
        length = last_length(*text);
    }
    *text = text_until(*text, text->length - length);
    return true;
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
    for (size_t i = 0; i < source.length; i++) {
        if (is_escape(source, i))
            i++;
        else if (source.data[i] == '*' || source.data[i] == '?')
            return true;
    }
    return false;
}
