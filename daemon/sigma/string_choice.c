#include "sigma/string_choice.h"

/* Open addressing; an empty text is a free slot. */
struct text_set {
    struct text *slots;
    size_t mask;
    size_t longest;
};

struct string_choice {
    struct text_set whole;
    struct text_set endings; /* each begins with a dot */
};

static struct text_set create_set(struct arena *arena, size_t most)
{
    size_t size = 8;

    while (size < 2 * most)
        size *= 2;
    return (struct text_set){arena_zero(arena, size * sizeof(struct text)), size - 1, 0};
}

struct string_choice *string_choice_create(struct arena *arena, size_t most)
{
    struct string_choice *choice = arena_alloc(arena, sizeof *choice);

    choice->whole = create_set(arena, most);
    choice->endings = create_set(arena, most);
    return choice;
}

/* Where the text stands, or the free slot where it would. */
static struct text *find_slot(const struct text_set *set, struct text text)
{
    size_t slot = (size_t)text_hash(text) & set->mask;

    while (set->slots[slot].length > 0 && !text_equal(set->slots[slot], text))
        slot = (slot + 1) & set->mask;
    return &set->slots[slot];
}

static bool has(const struct text_set *set, struct text text)
{
    return text.length > 0 && text.length <= set->longest && find_slot(set, text)->length > 0;
}

/* The text of a pattern that is of one of the forms; empty where it is of neither. */
static struct text find_literal(const struct string_pattern *pattern, bool *is_ending)
{
    struct text literal = {0};

    *is_ending =
        !string_pattern_is_plain(pattern, &literal) && string_pattern_is_ending(pattern, &literal);
    if (*is_ending && literal.data[0] != '.')
        literal.length = 0;
    return literal;
}

bool string_choice_takes(const struct string_pattern *pattern)
{
    bool is_ending = false;

    return !string_pattern_is_cased(pattern) && find_literal(pattern, &is_ending).length > 0;
}

void string_choice_add(struct string_choice *choice, const struct string_pattern *pattern)
{
    bool is_ending = false;
    struct text literal = find_literal(pattern, &is_ending);
    struct text_set *set = is_ending ? &choice->endings : &choice->whole;

    *find_slot(set, literal) = literal;
    if (literal.length > set->longest)
        set->longest = literal.length;
}

bool string_choice_has(const struct string_choice *choice, struct text folded)
{
    size_t start = 0;

    if (has(&choice->whole, folded))
        return true;
    if (folded.length > choice->endings.longest)
        start = folded.length - choice->endings.longest;
    for (size_t i = start; i < folded.length; i++) {
        if (folded.data[i] == '.' && has(&choice->endings, text_from(folded, i)))
            return true;
    }
    return false;
}
