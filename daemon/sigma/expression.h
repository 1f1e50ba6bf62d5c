/*
 * expression -- what makes a rule match: tests joined by and, or, not.
 *
 * An answer may be unknown, where a regex met a limit.  It stays unknown unless
 * the other parts decide alone: no AND unknown is no, yes OR unknown is yes, NOT
 * unknown is unknown.
 *
 * Parts may be shared: a selection named twice in a condition stands there twice.
 */
#ifndef SIGMA_EXPRESSION_H
#define SIGMA_EXPRESSION_H

#include <stddef.h>

#include "base/arena.h"
#include "sigma/string_choice.h"
#include "sigma/value_test.h"

enum expression_kind { EXPRESSION_AND, EXPRESSION_OR, EXPRESSION_NOT, EXPRESSION_TEST };

struct expression {
    enum expression_kind kind;
    struct expression **parts; /* one under EXPRESSION_NOT */
    size_t count;
    struct value_test *test; /* EXPRESSION_TEST */

    /* Of an EXPRESSION_OR: answers for the parts from `single` on, which are texts asked
     * of one field; NULL = each part is asked by itself. */
    const struct string_choice *choice;
    size_t single;

    /* The field without which the answer is no, by expression_bind; SLOT_NONE
     * when there is no such field.  Most rules ask for fields that most records
     * lack: one look settles a list of a hundred values. */
    int needed_slot;
};

/* From so many texts on that are asked of one field, an OR has a choice. */
enum { EXPRESSION_CHOICE_LEAST = 8 };

/* Expressions to be joined; lives in the arena.  {0} is an empty one. */
struct expression_list {
    struct expression **items;
    size_t count;
    size_t capacity;
};

void expression_list_add(struct expression_list *list, struct arena *arena,
                         struct expression *expression);

/* All of a list under EXPRESSION_AND or EXPRESSION_OR; takes its items and may put them
 * in another order.  One alone stands for itself; an empty OR is never, an empty AND
 * always. */
struct expression *expression_join(struct arena *arena, enum expression_kind kind,
                                   const struct expression_list *list);
struct expression *expression_not(struct arena *arena, struct expression *inner);
struct expression *expression_test(struct arena *arena, const struct value_test *test);

/* Asks for the fields its tests look at. */
void expression_bind(struct expression *expression, struct wanted_fields *wanted);

enum verdict expression_ask(const struct expression *expression, struct event_reading *event);

#endif
