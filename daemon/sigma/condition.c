#include "sigma/condition.h"

/* The condition being read.  word is the token under the eye; empty at the end. */
struct parser {
    const struct rule_reader *reader;
    const struct node *node;
    struct selection *selections;
    size_t count;
    struct text word;
    struct text rest; /* behind word */
    unsigned depth;
    bool has_capitals;
};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool ends_word(char byte)
{
    return is_blank(byte) || byte == '(' || byte == ')' || byte == '|';
}

/* The token that text begins with, after blanks. */
static struct text peek_token(struct text text)
{
    size_t start = 0;
    size_t end = 0;

    while (start < text.length && is_blank(text.data[start]))
        start++;
    end = start;
    while (end < text.length && !ends_word(text.data[end]))
        end++;
    if (end == start && end < text.length)
        end++;
    return (struct text){text.data + start, end - start};
}

static void advance(struct parser *parser)
{
    const char *end = parser->rest.data + parser->rest.length;

    parser->word = peek_token(parser->rest);
    parser->rest.data = parser->word.data + parser->word.length;
    parser->rest.length = (size_t)(end - parser->rest.data);
}

/* Where the token under the eye stands. */
static size_t offset(const struct parser *parser)
{
    return (size_t)(parser->word.data - parser->node->scalar.data);
}

/* Says that something else was expected.  Always NULL. */
static struct expression *expected(const struct parser *parser, const char *what)
{
    if (parser->word.length == 0)
        rule_reader_error_inside(parser->reader, parser->node, offset(parser),
                                 "the condition ends where %s should stand", what);
    else if (text_equal(parser->word, TEXT("|")))
        rule_reader_error_inside(parser->reader, parser->node, offset(parser),
                                 "aggregations behind '|' are no longer part of Sigma; write a "
                                 "correlation");
    else
        rule_reader_error_inside(parser->reader, parser->node, offset(parser),
                                 "'%.*s' stands where %s should", TEXT_ARGS(parser->word), what);
    return NULL;
}

static bool at_keyword(struct parser *parser, struct text keyword)
{
    if (!text_equal_caseless(parser->word, keyword))
        return false;
    if (!text_equal(parser->word, keyword))
        parser->has_capitals = true;
    return true;
}

static bool take_keyword(struct parser *parser, struct text keyword)
{
    if (!at_keyword(parser, keyword))
        return false;
    advance(parser);
    return true;
}

static bool fits_pattern(struct parser *parser, const struct string_pattern *pattern,
                         struct text name)
{
    bool wants_hidden = text_starts_with(parser->word, TEXT("_"));

    if (text_starts_with(name, TEXT("_")) && !wants_hidden)
        return false;
    return !pattern || string_pattern_matches(pattern, name);
}

/* Adds the selections that the pattern under the eye names; "them" = all. */
static bool add_named(struct parser *parser, struct expression_list *list)
{
    struct arena *arena = parser->reader->arena;
    const struct string_shape shape = {.cased = true};
    const struct string_pattern *pattern = NULL;

    if (!at_keyword(parser, TEXT("them")))
        pattern = string_pattern_create(arena, parser->word, shape);
    for (size_t i = 0; i < parser->count; i++) {
        struct selection *selection = &parser->selections[i];

        if (!fits_pattern(parser, pattern, selection->name))
            continue;
        selection->is_used = true;
        expression_list_add(list, arena, selection->expression);
    }
    return list->count > 0;
}

/* "1 of them", with the eye on the pattern. */
static struct expression *read_quantified(struct parser *parser, enum expression_kind kind)
{
    struct expression_list list = {0};

    if (parser->word.length == 0 || ends_word(parser->word.data[0]))
        return expected(parser, "'them' or a pattern such as selection_*");
    if (!add_named(parser, &list)) {
        rule_reader_error_inside(parser->reader, parser->node, offset(parser),
                                 "no search identifier fits '%.*s'", TEXT_ARGS(parser->word));
        return NULL;
    }
    advance(parser);
    return expression_join(parser->reader->arena, kind, &list);
}

static const char *suggest(const struct parser *parser)
{
    const char **names = arena_alloc(parser->reader->arena, (parser->count + 1) * sizeof *names);

    for (size_t i = 0; i < parser->count; i++)
        names[i] = parser->selections[i].key->scalar.data;
    return diagnostics_suggest(parser->word, names, parser->count);
}

static struct expression *read_name(struct parser *parser)
{
    const char *meant = NULL;

    for (size_t i = 0; i < parser->count; i++) {
        struct selection *selection = &parser->selections[i];

        if (!text_equal(selection->name, parser->word))
            continue;
        selection->is_used = true;
        advance(parser);
        return selection->expression;
    }
    meant = suggest(parser);
    rule_reader_error_inside(parser->reader, parser->node, offset(parser),
                             "no search identifier is called '%.*s'%s%s%s", TEXT_ARGS(parser->word),
                             meant ? "; did you mean '" : "", meant ? meant : "",
                             meant ? "'?" : "");
    return NULL;
}

static struct expression *read_or(struct parser *parser);

static struct expression *read_group(struct parser *parser)
{
    struct expression *inner = NULL;

    advance(parser);
    inner = read_or(parser);
    if (!inner)
        return NULL;
    if (!text_equal(parser->word, TEXT(")")))
        return expected(parser, "')'");
    advance(parser);
    return inner;
}

static struct expression *read_quantity(struct parser *parser)
{
    if (take_keyword(parser, TEXT("all"))) {
        advance(parser);
        return read_quantified(parser, EXPRESSION_AND);
    }
    if (take_keyword(parser, TEXT("1")) || take_keyword(parser, TEXT("any"))) {
        advance(parser);
        return read_quantified(parser, EXPRESSION_OR);
    }
    return expected(parser, "'1', 'any' or 'all' (the only words in front of 'of')");
}

static struct expression *read_atom(struct parser *parser)
{
    if (text_equal(parser->word, TEXT("(")))
        return read_group(parser);
    if (parser->word.length == 0 || ends_word(parser->word.data[0]))
        return expected(parser, "a search identifier");
    if (text_equal_caseless(peek_token(parser->rest), TEXT("of")))
        return read_quantity(parser);
    if (at_keyword(parser, TEXT("and")) || at_keyword(parser, TEXT("or")) ||
        at_keyword(parser, TEXT("of")))
        return expected(parser, "a search identifier");
    return read_name(parser);
}

/* Groups and negations nest; all of them pass through here. */
static struct expression *read_not(struct parser *parser)
{
    struct expression *inner = NULL;
    bool negated = false;

    if (parser->depth == CONDITION_DEEPEST)
        return expected(parser, "the end of so many nested parentheses");
    parser->depth++;
    while (take_keyword(parser, TEXT("not")))
        negated = !negated;
    inner = read_atom(parser);
    parser->depth--;
    return inner && negated ? expression_not(parser->reader->arena, inner) : inner;
}

static struct expression *read_and(struct parser *parser)
{
    struct expression_list list = {0};

    do {
        struct expression *part = read_not(parser);

        if (!part)
            return NULL;
        expression_list_add(&list, parser->reader->arena, part);
    } while (take_keyword(parser, TEXT("and")));
    return expression_join(parser->reader->arena, EXPRESSION_AND, &list);
}

static struct expression *read_or(struct parser *parser)
{
    struct expression_list list = {0};

    do {
        struct expression *part = read_and(parser);

        if (!part)
            return NULL;
        expression_list_add(&list, parser->reader->arena, part);
    } while (take_keyword(parser, TEXT("or")));
    return expression_join(parser->reader->arena, EXPRESSION_OR, &list);
}

static struct expression *read_one(const struct rule_reader *reader, const struct node *node,
                                   struct selection *selections, size_t count)
{
    struct parser parser = {
        .reader = reader,
        .node = node,
        .selections = selections,
        .count = count,
        .rest = node->scalar,
    };
    struct expression *expression = NULL;

    if (node->kind != NODE_SCALAR || node->scalar.length > CONDITION_LONGEST) {
        rule_reader_error(reader, node, "a condition is text of at most %d bytes",
                          CONDITION_LONGEST);
        return NULL;
    }
    advance(&parser);
    expression = read_or(&parser);
    if (expression && parser.word.length > 0)
        return expected(&parser, "'and', 'or' or the end");
    if (expression && parser.has_capitals)
        rule_reader_warn(reader, node,
                         "Sigma writes and, or, not, of, them in small letters; "
                         "other tools refuse capitals");
    return expression;
}

struct expression *condition_read(const struct rule_reader *reader, const struct node *node,
                                  struct selection *selections, size_t count)
{
    struct expression_list list = {0};
    size_t conditions = node->kind == NODE_SEQUENCE ? node->count : 1;
    bool good = conditions > 0;

    if (!good)
        rule_reader_error(reader, node, "the condition is empty");
    for (size_t i = 0; i < conditions; i++) {
        const struct node *item = node->kind == NODE_SEQUENCE ? node->items[i] : node;
        struct expression *condition = read_one(reader, item, selections, count);

        good = condition && good;
        if (condition)
            expression_list_add(&list, reader->arena, condition);
    }
    return good ? expression_join(reader->arena, EXPRESSION_OR, &list) : NULL;
}
