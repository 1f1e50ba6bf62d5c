#include "sigma/modifier.h"

#include "base/pattern.h"
#include "sigma/encoding.h"
#include "sigma/placeholder.h"

/* Where in the chain a modifier may stand; FIRST = marks and expand alone in front of it. */
enum position { ANYWHERE, FIRST, ALONE };

/* Changes one value, or makes others of it. */
typedef bool change_function(struct operand *operand, struct error *err);
typedef bool make_function(const struct rule_reader *reader, const struct operand *operand,
                           struct operand_list *made, struct error *err);

struct modifier {
    const char *name;
    enum position position;
    unsigned takes;          /* kinds of operands, 0 for one that concerns the item */
    change_function *change; /* one of the two; neither where it is a mark */
    make_function *make;
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

static bool take_part(struct operand *operand, enum time_part part)
{
    operand->kind = OPERAND_TIME_PART;
    operand->time_part = part;
    return true;
}

static bool apply_minute(struct operand *operand, struct error *err)
{
    (void)err;
    return take_part(operand, TIME_MINUTE);
}

static bool apply_hour(struct operand *operand, struct error *err)
{
    (void)err;
    return take_part(operand, TIME_HOUR);
}

static bool apply_day(struct operand *operand, struct error *err)
{
    (void)err;
    return take_part(operand, TIME_DAY);
}

static bool apply_week(struct operand *operand, struct error *err)
{
    (void)err;
    return take_part(operand, TIME_WEEK);
}

static bool apply_month(struct operand *operand, struct error *err)
{
    (void)err;
    return take_part(operand, TIME_MONTH);
}

static bool apply_year(struct operand *operand, struct error *err)
{
    (void)err;
    return take_part(operand, TIME_YEAR);
}

static bool apply_windash(struct operand *operand, struct error *err)
{
    (void)err;
    operand->shape.any_dash = true;
    return true;
}

/* What is encoded is the text alone: not what may stand around it, nor dashes that
 * may be others. */
static bool check_bare(const struct operand *operand, struct error *err)
{
    if (operand->shape.any_dash)
        return error_set(err, "'windash' cannot stand in front of an encoding");
    if (operand->shape.open_start || operand->shape.open_end)
        return error_set(err, "an encoding must stand in front of contains, startswith and "
                              "endswith");
    return true;
}

static bool add_utf16(const struct rule_reader *reader, const struct operand *operand,
                      enum utf16_form form, struct operand_list *made, struct error *err)
{
    struct operand encoded = *operand;

    if (!check_bare(operand, err))
        return false;
    encoded.text = encoding_utf16(reader->arena, operand->text, form);
    operand_list_add(made, reader->arena, &encoded);
    return true;
}

static bool make_utf16le(const struct rule_reader *reader, const struct operand *operand,
                         struct operand_list *made, struct error *err)
{
    return add_utf16(reader, operand, UTF16_LITTLE, made, err);
}

static bool make_utf16be(const struct rule_reader *reader, const struct operand *operand,
                         struct operand_list *made, struct error *err)
{
    return add_utf16(reader, operand, UTF16_BIG, made, err);
}

static bool make_utf16(const struct rule_reader *reader, const struct operand *operand,
                       struct operand_list *made, struct error *err)
{
    return add_utf16(reader, operand, UTF16_MARKED, made, err);
}

static bool make_base64(const struct rule_reader *reader, const struct operand *operand,
                        struct operand_list *made, struct error *err)
{
    struct operand encoded = *operand;

    if (!check_bare(operand, err))
        return false;
    if (!encoding_base64(reader->arena, operand->text, &encoded.text))
        return error_set(err, "'base64' takes text without wildcards");
    operand_list_add(made, reader->arena, &encoded);
    return true;
}

static bool make_base64offset(const struct rule_reader *reader, const struct operand *operand,
                              struct operand_list *made, struct error *err)
{
    if (!check_bare(operand, err))
        return false;
    /* Of a single byte in the middle of a group nothing is sure to be seen. */
    for (unsigned shift = 0; shift < BASE64_SHIFTS; shift++) {
        struct operand encoded = *operand;

        if (!encoding_base64_inside(reader->arena, operand->text, shift, &encoded.text))
            return error_set(err, "'base64offset' takes text without wildcards");
        if (encoded.text.length > 0)
            operand_list_add(made, reader->arena, &encoded);
    }
    return operand->text.length > 0 ||
           error_set(err, "'base64offset' of an empty text would match everything");
}

static bool make_expand(const struct rule_reader *reader, const struct operand *operand,
                        struct operand_list *made, struct error *err)
{
    struct placeholder_result result = {0};
    struct operand expanded = *operand;

    if (!placeholder_expand(reader->arena, reader->placeholders, reader->placeholder_count,
                            operand->text, &result, err))
        return false;
    if (result.unresolved.length > 0) {
        expanded.kind = OPERAND_UNRESOLVED;
        expanded.text = result.unresolved;
        operand_list_add(made, reader->arena, &expanded);
    }
    for (size_t i = 0; i < result.count; i++) {
        expanded.text = result.texts[i];
        operand_list_add(made, reader->arena, &expanded);
    }
    return true;
}

enum {
    WORDS = OPERAND_TEXT | OPERAND_NUMBER,
    PLACED = WORDS | OPERAND_FIELD | OPERAND_REGEX,
    COUNTED = OPERAND_NUMBER | OPERAND_TIME_PART,
};

static const struct modifier modifiers[] = {
    {"contains", ANYWHERE, PLACED, apply_contains, NULL},
    {"startswith", ANYWHERE, PLACED, apply_starts_with, NULL},
    {"endswith", ANYWHERE, PLACED, apply_ends_with, NULL},
    {"cased", ANYWHERE, OPERAND_TEXT, apply_cased, NULL},
    {"windash", ANYWHERE, OPERAND_TEXT, apply_windash, NULL},
    {"all", ANYWHERE, 0, NULL, NULL},
    {"neq", ANYWHERE, 0, NULL, NULL},
    {"expand", ANYWHERE, OPERAND_TEXT | OPERAND_REGEX, NULL, make_expand},
    {"re", FIRST, WORDS, apply_re, NULL},
    {"i", ANYWHERE, OPERAND_REGEX, apply_caseless, NULL},
    {"ignorecase", ANYWHERE, OPERAND_REGEX, apply_caseless, NULL},
    {"m", ANYWHERE, OPERAND_REGEX, apply_multiline, NULL},
    {"multiline", ANYWHERE, OPERAND_REGEX, apply_multiline, NULL},
    {"s", ANYWHERE, OPERAND_REGEX, apply_dotall, NULL},
    {"dotall", ANYWHERE, OPERAND_REGEX, apply_dotall, NULL},
    {"cidr", FIRST, OPERAND_TEXT, apply_cidr, NULL},
    {"exists", ALONE, OPERAND_BOOLEAN, apply_exists, NULL},
    {"fieldref", FIRST, OPERAND_TEXT, apply_fieldref, NULL},
    {"lt", ANYWHERE, COUNTED, apply_lt, NULL},
    {"lte", ANYWHERE, COUNTED, apply_lte, NULL},
    {"gt", ANYWHERE, COUNTED, apply_gt, NULL},
    {"gte", ANYWHERE, COUNTED, apply_gte, NULL},
    {"minute", ANYWHERE, OPERAND_NUMBER, apply_minute, NULL},
    {"hour", ANYWHERE, OPERAND_NUMBER, apply_hour, NULL},
    {"day", ANYWHERE, OPERAND_NUMBER, apply_day, NULL},
    {"week", ANYWHERE, OPERAND_NUMBER, apply_week, NULL},
    {"month", ANYWHERE, OPERAND_NUMBER, apply_month, NULL},
    {"year", ANYWHERE, OPERAND_NUMBER, apply_year, NULL},
    {"base64", ANYWHERE, OPERAND_TEXT, NULL, make_base64},
    {"base64offset", ANYWHERE, OPERAND_TEXT, NULL, make_base64offset},
    {"wide", ANYWHERE, OPERAND_TEXT, NULL, make_utf16le},
    {"utf16le", ANYWHERE, OPERAND_TEXT, NULL, make_utf16le},
    {"utf16be", ANYWHERE, OPERAND_TEXT, NULL, make_utf16be},
    {"utf16", ANYWHERE, OPERAND_TEXT, NULL, make_utf16},
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

/* Whether there is a modifier in the chain behind which no value is as it was
 * written: marks and expand may stand in front of anything. */
static bool changes_values(const struct modifier_chain *chain)
{
    for (size_t i = 0; i < chain->count; i++) {
        if (chain->items[i]->takes != 0 && chain->items[i]->make != make_expand)
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

bool modifier_chain_has(const struct modifier_chain *chain, struct text name)
{
    for (size_t i = 0; i < chain->count; i++) {
        if (text_equal(name, text_of(chain->items[i]->name)))
            return true;
    }
    return false;
}

bool modifier_chain_ends_wide(const struct modifier_chain *chain)
{
    bool is_wide = false;

    for (size_t i = 0; i < chain->count; i++) {
        make_function *make = chain->items[i]->make;

        if (make == make_utf16le || make == make_utf16be || make == make_utf16)
            is_wide = true;
        else if (make == make_base64 || make == make_base64offset)
            is_wide = false;
    }
    return is_wide;
}

/* What a number becomes where text is asked for. */
static void take_as_text(const struct modifier *modifier, struct operand *operand)
{
    if (operand->kind == OPERAND_NUMBER && (modifier->takes & OPERAND_TEXT))
        operand->kind = OPERAND_TEXT;
}

static bool check_kind(const struct modifier *modifier, const struct operand *operand,
                       struct error *err)
{
    bool is_typed =
        modifier->takes == OPERAND_BOOLEAN || (modifier->takes & COUNTED) == modifier->takes;

    if (modifier->takes & operand->kind)
        return true;
    return error_set(err, "'%s' takes %s%s, not %s", modifier->name,
                     operand_kind_name(modifier->takes), is_typed ? " without quotes" : "",
                     operand_kind_name(operand->kind));
}

static bool apply_to(const struct modifier *modifier, const struct rule_reader *reader,
                     struct operand *operand, struct operand_list *made, struct error *err)
{
    if (operand->kind != OPERAND_UNRESOLVED) {
        if (!check_kind(modifier, operand, err))
            return false;
        take_as_text(modifier, operand);
        if (modifier->make)
            return modifier->make(reader, operand, made, err);
        if (!modifier->change(operand, err))
            return false;
    }
    operand_list_add(made, reader->arena, operand);
    return true;
}

bool modifier_chain_apply(const struct modifier_chain *chain, const struct rule_reader *reader,
                          struct operand_list *operands, struct error *err)
{
    for (size_t i = 0; i < chain->count; i++) {
        struct operand_list made = {0};

        if (chain->items[i]->takes == 0)
            continue;
        for (size_t j = 0; j < operands->count; j++) {
            if (!apply_to(chain->items[i], reader, &operands->items[j], &made, err))
                return false;
        }
        *operands = made;
    }
    return true;
}
