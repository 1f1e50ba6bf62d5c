#include "sigma/modifier.h"

#include "base/pattern.h"

/* Where in the chain a modifier may stand; FIRST = marks alone in front of it. */
enum position { ANYWHERE, FIRST, ALONE };

typedef bool apply_function(struct operand *operand, struct error *err);

struct modifier {
    const char *name;
    enum position position;
    unsigned takes;        /* kinds of operands, 0 for one that concerns the item */
    apply_function *apply; /* NULL: of the language, but not supported yet */
};

static bool apply_contains(struct operand *operand, struct error *err)
{
    (void)err;
    operand->shape.open_start = true;
    operand->shape.open_end = true;
    return true;
}

static bool apply_starts_with(struct operand *operand, struct error *err)
{
    (void)err;
    operand->shape.open_end = true;
    return true;
}

static bool apply_ends_with(struct operand *operand, struct error *err)
{
    (void)err;
    operand->shape.open_start = true;
    return true;
}

static bool apply_cased(struct operand *operand, struct error *err)
{
    (void)err;
    operand->shape.cased = true;
    return true;
}

static bool apply_re(struct operand *operand, struct error *err)
{
    (void)err;
    operand->kind = OPERAND_REGEX;
    return true;
}

static bool apply_caseless(struct operand *operand, struct error *err)
{
    (void)err;
    operand->regex_flags |= PATTERN_CASELESS;
    return true;
}

static bool apply_multiline(struct operand *operand, struct error *err)
{
    (void)err;
    operand->regex_flags |= PATTERN_MULTILINE;
    return true;
}

static bool apply_dotall(struct operand *operand, struct error *err)
{
    (void)err;
    operand->regex_flags |= PATTERN_DOTALL;
    return true;
}

static bool apply_cidr(struct operand *operand, struct error *err)
{
    operand->kind = OPERAND_NETWORK;
    return network_read(operand->text, &operand->network, err);
}

static bool apply_exists(struct operand *operand, struct error *err)
{
    (void)err;
    operand->kind = OPERAND_EXISTS;
    return true;
}

static bool apply_fieldref(struct operand *operand, struct error *err)
{
    if (operand->text.length == 0 || string_pattern_has_wildcard(operand->text))
        return error_set(err, "it must name one field, without wildcards");
    operand->kind = OPERAND_FIELD;
    return true;
}

static bool compare(struct operand *operand, enum relation relation)
{
    operand->kind = OPERAND_COMPARISON;
    operand->relation = relation;
    return true;
}

static bool apply_lt(struct operand *operand, struct error *err)
{
    (void)err;
    return compare(operand, RELATION_LESS);
}

static bool apply_lte(struct operand *operand, struct error *err)
{
    (void)err;
    return compare(operand, RELATION_MOST);
}

static bool apply_gt(struct operand *operand, struct error *err)
{
    (void)err;
    return compare(operand, RELATION_MORE);
}

static bool apply_gte(struct operand *operand, struct error *err)
{
    (void)err;
    return compare(operand, RELATION_LEAST);
}

/* "all" and "neq" are marks on the chain; every value passes. */
static bool apply_mark(struct operand *operand, struct error *err)
{
    (void)operand;
    (void)err;
    return true;
}

enum { WORDS = OPERAND_TEXT | OPERAND_NUMBER, WORDS_OR_FIELD = WORDS | OPERAND_FIELD };

static const struct modifier modifiers[] = {
    {"contains", ANYWHERE, WORDS_OR_FIELD, apply_contains},
    {"startswith", ANYWHERE, WORDS_OR_FIELD, apply_starts_with},
    {"endswith", ANYWHERE, WORDS_OR_FIELD, apply_ends_with},
    {"cased", ANYWHERE, OPERAND_TEXT, apply_cased},
    {"all", ANYWHERE, 0, apply_mark},
    {"neq", ANYWHERE, 0, apply_mark},
    {"re", FIRST, WORDS, apply_re},
    {"i", ANYWHERE, OPERAND_REGEX, apply_caseless},
    {"ignorecase", ANYWHERE, OPERAND_REGEX, apply_caseless},
    {"m", ANYWHERE, OPERAND_REGEX, apply_multiline},
    {"multiline", ANYWHERE, OPERAND_REGEX, apply_multiline},
    {"s", ANYWHERE, OPERAND_REGEX, apply_dotall},
    {"dotall", ANYWHERE, OPERAND_REGEX, apply_dotall},
    {"cidr", FIRST, OPERAND_TEXT, apply_cidr},
    {"exists", ALONE, OPERAND_BOOLEAN, apply_exists},
    {"fieldref", FIRST, OPERAND_TEXT, apply_fieldref},
    {"lt", ANYWHERE, OPERAND_NUMBER, apply_lt},
    {"lte", ANYWHERE, OPERAND_NUMBER, apply_lte},
    {"gt", ANYWHERE, OPERAND_NUMBER, apply_gt},
    {"gte", ANYWHERE, OPERAND_NUMBER, apply_gte},
    {"base64", ANYWHERE, OPERAND_TEXT, NULL},
    {"base64offset", ANYWHERE, OPERAND_TEXT, NULL},
    {"wide", ANYWHERE, OPERAND_TEXT, NULL},
    {"utf16", ANYWHERE, OPERAND_TEXT, NULL},
    {"utf16le", ANYWHERE, OPERAND_TEXT, NULL},
    {"utf16be", ANYWHERE, OPERAND_TEXT, NULL},
    {"windash", ANYWHERE, OPERAND_TEXT, NULL},
    {"expand", ANYWHERE, OPERAND_TEXT, NULL},
    {"minute", ANYWHERE, OPERAND_NUMBER, NULL},
    {"hour", ANYWHERE, OPERAND_NUMBER, NULL},
    {"day", ANYWHERE, OPERAND_NUMBER, NULL},
    {"week", ANYWHERE, OPERAND_NUMBER, NULL},
    {"month", ANYWHERE, OPERAND_NUMBER, NULL},
    {"year", ANYWHERE, OPERAND_NUMBER, NULL},
};

enum { MODIFIER_COUNT = sizeof modifiers / sizeof *modifiers };

static const struct modifier *find(struct text name)
{
    for (size_t i = 0; i < MODIFIER_COUNT; i++) {
        if (text_equal(name, text_of(modifiers[i].name)))
            return &modifiers[i];
    }
    return NULL;
}

static const char *suggest(struct text name)
{
    const char *names[MODIFIER_COUNT];

    for (size_t i = 0; i < MODIFIER_COUNT; i++)
        names[i] = modifiers[i].name;
    return diagnostics_suggest(name, names, MODIFIER_COUNT);
}

static bool report_unknown(const struct rule_reader *reader, const struct node *key,
                           struct text name, size_t offset)
{
    const char *meant = suggest(name);

    if (meant)
        return rule_reader_error_inside(reader, key, offset,
                                        "unknown modifier '%.*s'; did you mean '%s'?",
                                        TEXT_ARGS(name), meant);
    return rule_reader_error_inside(reader, key, offset, "unknown modifier '%.*s'",
                                    TEXT_ARGS(name));
}

/* Whether a modifier that changes values is in the chain: marks may stand in
 * front of anything. */
static bool changes_values(const struct modifier_chain *chain)
{
    for (size_t i = 0; i < chain->count; i++) {
        if (chain->items[i]->takes != 0)
            return true;
    }
    return false;
}

/* Adds the modifier of one name, which stands offset bytes into the key. */
static bool add_modifier(const struct rule_reader *reader, const struct node *key, struct text name,
                         size_t offset, struct modifier_chain *chain)
{
    const struct modifier *modifier = find(name);

    if (!modifier)
        return report_unknown(reader, key, name, offset);
    if (!modifier->apply)
        return rule_reader_error_inside(reader, key, offset,
                                        "the modifier '%s' is not supported yet", modifier->name);
    if (modifier->position == FIRST ? changes_values(chain)
                                    : modifier->position == ALONE && chain->count > 0)
        return rule_reader_error_inside(reader, key, offset, "'%s' must be the first modifier",
                                        modifier->name);
    if (chain->count > 0 && chain->items[chain->count - 1]->position == ALONE)
        return rule_reader_error_inside(reader, key, offset,
                                        "'%s' takes no other modifier beside it",
                                        chain->items[chain->count - 1]->name);
    if (chain->count == MODIFIERS_MOST)
        return rule_reader_error_inside(reader, key, offset, "more than %d modifiers",
                                        MODIFIERS_MOST);
    chain->items[chain->count++] = modifier;
    chain->all = chain->all || text_equal(name, TEXT("all"));
    chain->negated = chain->negated || text_equal(name, TEXT("neq"));
    return true;
}

bool modifier_chain_read(const struct rule_reader *reader, const struct node *key,
                         struct text names, struct modifier_chain *chain)
{
    bool good = true;
    bool more = true;

    while (more) {
        struct text name = {0};
        size_t offset = key->scalar.length - names.length;

        more = text_cut(names, TEXT("|"), &name, &names);
        good = add_modifier(reader, key, name, offset, chain) && good;
    }
    return good;
}

struct operand operand_of(const struct scalar *scalar)
{
    static const enum operand_kind kinds[] = {
        [SCALAR_TEXT] = OPERAND_TEXT,
        [SCALAR_NUMBER] = OPERAND_NUMBER,
        [SCALAR_BOOLEAN] = OPERAND_BOOLEAN,
        [SCALAR_NULL] = OPERAND_NULL,
    };

    return (struct operand){
        .kind = kinds[scalar->kind],
        .text = scalar->text,
        .number = scalar->number,
        .boolean = scalar->boolean,
    };
}

static const char *kind_word(unsigned kinds)
{
    static const struct {
        enum operand_kind kind;
        const char *word;
    } words[] = {
        {OPERAND_TEXT, "text"},
        {OPERAND_NUMBER, "a number"},
        {OPERAND_BOOLEAN, "true or false"},
        {OPERAND_NULL, "null"},
        {OPERAND_REGEX, "a regex (re)"},
        {OPERAND_NETWORK, "a network (cidr)"},
        {OPERAND_FIELD, "a field (fieldref)"},
        {OPERAND_EXISTS, "exists"},
        {OPERAND_COMPARISON, "a comparison of numbers"},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (kinds & words[i].kind)
            return words[i].word;
    }
    return "nothing";
}

/* What a number becomes where text is asked for. */
static void take_as_text(const struct modifier *modifier, struct operand *operand)
{
    if (operand->kind == OPERAND_NUMBER && (modifier->takes & OPERAND_TEXT))
        operand->kind = OPERAND_TEXT;
}

bool modifier_chain_apply(const struct modifier_chain *chain, struct operand *operand,
                          struct error *err)
{
    for (size_t i = 0; i < chain->count; i++) {
        const struct modifier *modifier = chain->items[i];

        if (modifier->takes && !(modifier->takes & operand->kind))
            return error_set(err, "'%s' takes %s%s, not %s", modifier->name,
                             kind_word(modifier->takes),
                             modifier->takes == OPERAND_BOOLEAN || modifier->takes == OPERAND_NUMBER
                                 ? " without quotes"
                                 : "",
                             kind_word(operand->kind));
        take_as_text(modifier, operand);
        if (!modifier->apply(operand, err))
            return false;
    }
    return true;
}
