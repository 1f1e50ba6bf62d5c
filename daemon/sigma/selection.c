#include "sigma/selection.h"

#include "sigma/field_alias.h"
#include "sigma/modifier.h"
#include "sigma/placeholder.h"
#include "sigma/string_lint.h"

/* A field (none for keywords) with its modifiers. */
struct item {
    const struct rule_reader *reader;
    struct text field;   /* our name for it ... */
    struct text written; /* ... and the rule's, where that is another */
    struct text also;    /* where else its values may stand; empty = nowhere */
    struct modifier_chain chain;
};

/* Keeps our name for a field, and the rule's where that is another. */
static void resolve_field(const struct rule_reader *reader, struct text name, struct text *field,
                          struct text *written)
{
    struct text ours = field_alias_resolve(reader->log_source, name);

    *field = arena_copy(reader->arena, ours);
    *written = TEXT("");
    if (!text_equal(ours, name))
        *written = arena_copy(reader->arena, name);
}

static bool set_string(const struct item *item, const struct operand *operand,
                       struct value_test *test)
{
    struct string_shape shape = operand->shape;

    /* A keyword may stand anywhere in the record. */
    if (item->field.length == 0 && !shape.open_start && !shape.open_end)
        shape.open_start = shape.open_end = true;
    test->kind = TEST_STRING;
    test->string = string_pattern_create(item->reader->arena, operand->text, shape);
    return true;
}

static bool set_number(const struct item *item, const struct operand *operand,
                       struct value_test *test)
{
    if (item->field.length == 0)
        return set_string(item, operand, test);
    test->kind = TEST_NUMBER;
    test->number = operand->number;
    test->relation = operand->kind == OPERAND_COMPARISON ? operand->relation : RELATION_EQUAL;
    test->time_part = operand->time_part;
    if (operand->time_part != TIME_WHOLE)
        test->kind = TEST_TIME_PART;
    return true;
}

static bool set_regex(const struct item *item, const struct node *node,
                      const struct operand *operand, struct value_test *test)
{
    test->kind = TEST_REGEX;
    test->regex = rule_reader_pattern(item->reader, node, operand->text, operand->regex_flags);
    return test->regex != NULL;
}

/* Turns an operand that went through its modifiers into a test. */
static bool set_test(const struct item *item, const struct node *node,
                     const struct operand *operand, struct value_test *test)
{
    switch (operand->kind) {
    case OPERAND_TEXT:
        return set_string(item, operand, test);
    case OPERAND_NUMBER:
    case OPERAND_COMPARISON:
    case OPERAND_TIME_PART:
        return set_number(item, operand, test);
    case OPERAND_REGEX:
        return set_regex(item, node, operand, test);
    case OPERAND_BOOLEAN:
        test->kind = TEST_BOOLEAN;
        break;
    case OPERAND_NULL:
        test->kind = TEST_NULL;
        break;
    case OPERAND_EXISTS:
        test->kind = TEST_EXISTS;
        break;
    case OPERAND_NETWORK:
        test->kind = TEST_NETWORK;
        test->network = operand->network;
        break;
    case OPERAND_FIELD:
        test->kind = TEST_FIELD;
        resolve_field(item->reader, operand->text, &test->other_field, &test->other_written);
        test->shape = operand->shape;
        break;
    case OPERAND_UNRESOLVED:
        return false;
    }
    test->boolean = operand->boolean;
    return true;
}

/* What a keyword, which belongs to no field, may be. */
static bool check_keyword(const struct rule_reader *reader, const struct node *node,
                          const struct operand *operand)
{
    if (!(operand->kind & (OPERAND_TEXT | OPERAND_NUMBER | OPERAND_REGEX)))
        return rule_reader_error(reader, node,
                                 "a keyword is text or a regex; this needs a field in front of it");
    if (operand->text.length == 0)
        return rule_reader_error(reader, node, "an empty keyword would match everything");
    return true;
}

/* What is doubtful about a value by what its modifiers make of it, or NULL. */
static const char *find_doubt_of_modifiers(const struct item *item, const struct scalar *scalar,
                                           const struct operand *operand)
{
    enum relation relation =
        operand->kind == OPERAND_COMPARISON ? operand->relation : RELATION_EQUAL;

    if (!time_part_may_be(operand->time_part, relation, operand->number))
        return "no time has this: minutes are 0 to 59, hours 0 to 23, days 1 to 31, weeks 1 to "
               "53, months 1 to 12";
    if (modifier_chain_has(&item->chain, TEXT("expand")) && !placeholder_is_in(scalar->text))
        return "'expand' finds no %placeholder% in it; it stands as it is";
    if (modifier_chain_ends_wide(&item->chain))
        return "no log holds UTF-16 as it is; base64 or base64offset belongs behind it";
    if (operand->kind == OPERAND_TEXT && operand->text.length == 0 &&
        (operand->shape.open_start || operand->shape.open_end))
        return "an empty text stands in every value; write |exists: true if that is meant";
    return NULL;
}

/* What is doubtful about a value by how it is written, or NULL. */
static const char *find_doubt(const struct item *item, const struct node *node,
                              const struct scalar *scalar, const struct operand *operand)
{
    const char *doubt = NULL;

    if (operand->kind == OPERAND_EXISTS || operand->kind == OPERAND_UNRESOLVED)
        return NULL;
    doubt = find_doubt_of_modifiers(item, scalar, operand);
    if (doubt)
        return doubt;
    if (operand->kind == OPERAND_REGEX && (operand->shape.open_start || operand->shape.open_end))
        return "a regex is searched for anywhere as it is; anchor it with ^ and $";
    if (modifier_chain_has(&item->chain, TEXT("base64offset")) && !operand->shape.open_start)
        return "base64offset is a piece of a longer text; it finds nothing without contains";
    if (operand->kind == OPERAND_TEXT && scalar->kind == SCALAR_TEXT && !scalar->doubt)
        return string_lint(node);
    return scalar->doubt;
}

/* A placeholder without values: the rule is right, and waits for its list. */
static struct expression *put_to_sleep(const struct rule_reader *reader, const struct node *node,
                                       struct text name)
{
    rule_reader_warn(reader, node,
                     "the placeholder '%.*s' has no values, so the rule never matches; list them "
                     "in the settings, rules: {placeholders: {%.*s: [...]}}",
                     TEXT_ARGS(name), TEXT_ARGS(name));
    *reader->is_asleep = true;
    return expression_join(reader->arena, EXPRESSION_OR, &(struct expression_list){0});
}

static bool asks_presence(const struct value_test *test)
{
    return test->kind == TEST_NULL || test->kind == TEST_EXISTS;
}

/* The test, or the same of the other field in which the value may stand. */
static struct expression *join_fields(const struct item *item, const struct value_test *test)
{
    struct arena *arena = item->reader->arena;
    struct value_test other = *test;
    struct expression_list list = {0};

    expression_list_add(&list, arena, expression_test(arena, test));
    if (item->also.length > 0 && !asks_presence(test)) {
        other.field = item->also;
        other.written = TEXT("");
        expression_list_add(&list, arena, expression_test(arena, &other));
    }
    return expression_join(arena, EXPRESSION_OR, &list);
}

/* The test of one reading of a value. */
static struct expression *read_operand(const struct item *item, const struct node *node,
                                       const struct operand *operand)
{
    const struct rule_reader *reader = item->reader;
    struct value_test test = {.field = item->field, .written = item->written, .slot = SLOT_NONE};

    if (operand->kind == OPERAND_UNRESOLVED)
        return put_to_sleep(reader, node, operand->text);
    if (item->field.length == 0 && !check_keyword(reader, node, operand))
        return NULL;
    return set_test(item, node, operand, &test) ? join_fields(item, &test) : NULL;
}

static struct expression *read_value(const struct item *item, const struct node *node)
{
    const struct rule_reader *reader = item->reader;
    struct operand_list operands = {0};
    struct expression_list alternatives = {0};
    struct scalar scalar = {0};
    struct error err = {0};
    const char *doubt = NULL;

    if (node->kind != NODE_SCALAR) {
        rule_reader_error(reader, node, "a value must be one word or a list of them, not %s",
                          node_kind_name(node));
        return NULL;
    }
    scalar = scalar_read(node);
    operand_read(&operands, reader->arena, &scalar);
    if (!modifier_chain_apply(&item->chain, reader, &operands, &err)) {
        rule_reader_error(reader, node, "%s", err.text);
        return NULL;
    }
    for (size_t i = 0; i < operands.count; i++) {
        struct expression *test = read_operand(item, node, &operands.items[i]);

        if (!test)
            return NULL;
        expression_list_add(&alternatives, reader->arena, test);
    }
    doubt = find_doubt(item, node, &scalar, &operands.items[0]);
    if (doubt)
        rule_reader_warn(reader, node, "%s", doubt);
    return expression_join(reader->arena, EXPRESSION_OR, &alternatives);
}

static bool is_null(const struct node *node)
{
    return node->kind == NODE_SCALAR && scalar_read(node).kind == SCALAR_NULL;
}

/* All values of an item, joined as its modifiers say. */
static struct expression *read_values(const struct item *item, const struct node *node)
{
    const struct rule_reader *reader = item->reader;
    struct expression_list list = {0};
    struct expression *joined = NULL;
    bool is_list = node->kind == NODE_SEQUENCE;
    size_t count = is_list ? node->count : 1;
    bool good = true;

    if (count == 0) {
        rule_reader_error(reader, node,
                          "an empty list matches nothing; write null if the field "
                          "shall be absent");
        return NULL;
    }
    if (count > 1 && modifier_chain_has(&item->chain, TEXT("exists"))) {
        rule_reader_error(reader, node, "'exists' takes one boolean, true or false, not a list");
        return NULL;
    }
    if (item->chain.all && count == 1)
        rule_reader_warn(reader, node, "'all' with a single value does nothing");
    for (size_t i = 0; i < count; i++) {
        const struct node *value = is_list ? node->items[i] : node;
        struct expression *test = read_value(item, value);

        if (is_list && is_null(value))
            rule_reader_warn(reader, value, "null in a list; it is read as one more alternative");
        good = test && good;
        if (test)
            expression_list_add(&list, reader->arena, test);
    }
    if (!good)
        return NULL;
    joined =
        expression_join(reader->arena, item->chain.all ? EXPRESSION_AND : EXPRESSION_OR, &list);
    return item->chain.negated ? expression_not(reader->arena, joined) : joined;
}

/* "field|modifier|modifier: values". */
static struct expression *read_item(const struct rule_reader *reader, const struct node *key,
                                    const struct node *value)
{
    struct item item = {.reader = reader};
    struct text name = {0};
    struct text modifiers = {0};
    bool has_modifiers = text_cut(key->scalar, TEXT("|"), &name, &modifiers);

    if (has_modifiers && !modifier_chain_read(reader, key, modifiers, &item.chain))
        return NULL;
    if (!has_modifiers && name.length == 0) {
        rule_reader_error(reader, key,
                          "a field without a name; for keywords write a list, or "
                          "'|all' as the name");
        return NULL;
    }
    if (name.length > 0) {
        resolve_field(reader, name, &item.field, &item.written);
        item.also = field_alias_also(reader->log_source, name);
        rule_reader_doubt_field(reader, key, name);
    }
    return read_values(&item, value);
}

static struct expression *read_map(const struct rule_reader *reader, const struct node *node)
{
    struct expression_list list = {0};
    bool good = true;

    for (size_t i = 0; i < node->count; i++) {
        struct expression *item = read_item(reader, node->keys[i], node->items[i]);

        good = item && good;
        if (item)
            expression_list_add(&list, reader->arena, item);
    }
    return good ? expression_join(reader->arena, EXPRESSION_AND, &list) : NULL;
}

static struct expression *read_list(const struct rule_reader *reader, const struct node *node)
{
    struct expression_list list = {0};
    bool good = true;

    for (size_t i = 0; i < node->count; i++) {
        struct expression *part = selection_read(reader, node->items[i]);

        good = part && good;
        if (part)
            expression_list_add(&list, reader->arena, part);
    }
    return good ? expression_join(reader->arena, EXPRESSION_OR, &list) : NULL;
}

struct expression *selection_read(const struct rule_reader *reader, const struct node *node)
{
    const struct item keyword = {.reader = reader};

    if (node->kind == NODE_SCALAR)
        return read_values(&keyword, node);
    if (node->count == 0) {
        rule_reader_error(reader, node, "an empty %s; it would match nothing or everything",
                          node->kind == NODE_MAPPING ? "map" : "list");
        return NULL;
    }
    return node->kind == NODE_MAPPING ? read_map(reader, node) : read_list(reader, node);
}
