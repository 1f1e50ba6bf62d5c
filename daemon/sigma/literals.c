#include "sigma/literals.h"

#include <string.h>

#include "base/fault.h"
#include "model/field.h"

/* What one rule may cost while its literals are looked for. */
enum { VISITS_MOST = 200000, LONG_ENOUGH = 12 };

struct finder {
    const struct literal_question *question;
    struct arena *arena;
    size_t visits;
};

static char lower(char byte)
{
    return (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
}

/* Characters between which JSON may be set anew: blanks may come and go there. */
static bool is_json_mark(char byte)
{
    return byte == '{' || byte == '}' || byte == '[' || byte == ']' || byte == ':' || byte == ',';
}

/* Whether a log writes the byte as it is, whatever it writes the value in. */
static bool is_plain(char byte)
{
    if (fault_point("literals.cut"))
        return true;
    return byte >= ' ' && byte < 0x7f && byte != '"' && byte != '\\' && byte != '/' && byte != '%';
}

static bool is_in_number(char byte)
{
    return (byte >= '0' && byte <= '9') || byte == '.' || byte == '-' || byte == '+' ||
           byte == 'e' || byte == 'E';
}

static bool reads_as_number(struct text text)
{
    size_t i = 0;

    while (i < text.length && is_in_number(text.data[i]))
        i++;
    return i == text.length;
}

static struct text without_outer_blanks(struct text text)
{
    while (text.length > 0 && text.data[0] == ' ')
        text = text_from(text, 1);
    while (text.length > 0 && text.data[text.length - 1] == ' ')
        text.length--;
    return text;
}

/* Whether a test is of the record's whole text, not of what a decoder read in it. */
static bool asks_record(const struct value_test *test)
{
    return test->field.length == 0 || text_equal(test->field, field_name(FIELD_EVENT_ORIGINAL));
}

/* The longest stretch of text that may be a literal of the test, if longer than best. */
static struct text longest_run(const struct finder *finder, const struct value_test *test,
                               struct text text, struct text best)
{
    bool is_keyword = test->field.length == 0;
    bool may_be_reset = asks_record(test) && finder->question->record_may_be_reset;
    size_t start = 0;

    for (size_t i = 0; i <= text.length; i++) {
        struct text run = {0};

        if (i < text.length && is_plain(text.data[i]) &&
            !(may_be_reset && is_json_mark(text.data[i])))
            continue;
        run = text_until(text_from(text, start), i - start);
        if (may_be_reset)
            run = without_outer_blanks(run);
        if (run.length > best.length && (is_keyword || !reads_as_number(run)))
            best = run;
        start = i + 1;
    }
    return best;
}

static struct text longest_of_string(const struct finder *finder, const struct value_test *test)
{
    struct text best = {0};
    struct text literal = {0};
    size_t piece = 0;

    while (string_pattern_literal(test->string, &piece, &literal))
        best = longest_run(finder, test, literal, best);
    return best;
}

static bool add(struct finder *finder, struct literal_list *literals, struct text literal)
{
    char *bytes = NULL;

    if (literals->count == LITERALS_MOST)
        return false;
    if (literals->count == literals->capacity) {
        size_t capacity = literals->capacity ? literals->capacity * 2 : 4;
        struct text *items = arena_alloc(finder->arena, capacity * sizeof *items);

        if (literals->count > 0)
            memcpy(items, literals->items, literals->count * sizeof *items);
        literals->items = items;
        literals->capacity = capacity;
    }
    literal = text_until(literal, LITERAL_LONGEST);
    bytes = arena_alloc(finder->arena, literal.length);
    for (size_t i = 0; i < literal.length; i++)
        bytes[i] = lower(literal.data[i]);
    literals->items[literals->count++] = (struct text){bytes, literal.length};
    return true;
}

/* A test may take the values under either of two names. */
static enum field_standing standing_of(const struct literal_question *question,
                                       const struct value_test *test)
{
    enum field_standing ours = question->ask(test->field, question->cookie);
    enum field_standing theirs = STANDING_NEVER;

    if (test->written.length > 0)
        theirs = question->ask(test->written, question->cookie);
    if (ours == STANDING_NEVER || theirs == STANDING_DERIVED)
        return theirs;
    return ours;
}

static bool find_in_test(struct finder *finder, const struct value_test *test,
                         struct literal_list *literals)
{
    const struct literal_question *question = finder->question;
    enum field_standing standing = standing_of(question, test);
    struct text best = {0};

    if (standing == STANDING_NEVER && !value_test_wants_absence(test))
        return true;
    if (standing == STANDING_DERIVED && !fault_point("literals.derived"))
        return false;
    if (test->kind == TEST_STRING)
        best = longest_of_string(finder, test);
    else if (test->kind == TEST_REGEX)
        best = longest_run(finder, test, literals_of_regex(pattern_source(test->regex)), best);
    return best.length >= LITERAL_SHORTEST && add(finder, literals, best);
}

/* How well a set tells records apart: long literals, and few of them. */
static int quality(const struct literal_list *literals)
{
    size_t shortest = LONG_ENOUGH;
    int price = 0;

    for (size_t i = 0; i < literals->count; i++) {
        if (literals->items[i].length < shortest)
            shortest = literals->items[i].length;
    }
    for (size_t count = literals->count; count > 1; count /= 2)
        price++;
    return 2 * (int)shortest - price;
}

static bool find(struct finder *finder, const struct expression *expression,
                 struct literal_list *literals);

/* The best of the parts, all of which must hold. */
static bool find_in_any(struct finder *finder, const struct expression *expression,
                        struct literal_list *literals)
{
    bool found = false;

    for (size_t i = 0; i < expression->count; i++) {
        struct literal_list part = {0};

        if (find(finder, expression->parts[i], &part) &&
            (!found || quality(&part) > quality(literals))) {
            *literals = part;
            found = true;
        }
    }
    return found;
}

/* All of the parts, one of which must hold. */
static bool find_in_all(struct finder *finder, const struct expression *expression,
                        struct literal_list *literals)
{
    for (size_t i = 0; i < expression->count; i++) {
        struct literal_list part = {0};

        if (!find(finder, expression->parts[i], &part) && !fault_point("literals.all"))
            return false;
        for (size_t k = 0; k < part.count; k++) {
            if (!add(finder, literals, part.items[k]))
                return false;
        }
    }
    return true;
}

static bool find(struct finder *finder, const struct expression *expression,
                 struct literal_list *literals)
{
    if (finder->visits++ >= VISITS_MOST)
        return false;
    if (expression->kind == EXPRESSION_TEST)
        return find_in_test(finder, expression->test, literals);
    if (expression->kind == EXPRESSION_AND ||
        (expression->kind == EXPRESSION_NOT && fault_point("literals.negation")))
        return find_in_any(finder, expression, literals);
    return expression->kind == EXPRESSION_OR && find_in_all(finder, expression, literals);
}

bool literals_find(const struct expression *expression, const struct literal_question *question,
                   struct arena *arena, struct literal_list *literals)
{
    struct finder finder = {.question = question, .arena = arena};
    bool found = false;

    *literals = (struct literal_list){0};
    found = find(&finder, expression, literals);
    if (!found || finder.visits > VISITS_MOST)
        *literals = (struct literal_list){0};
    return found && finder.visits <= VISITS_MOST;
}
