/*
 * literals -- texts of which a record must hold one, or a rule cannot match it.
 *
 * Made from the rule's condition once, at load, so that a filter can pass over
 * most of a log without decoding it: no literal of any rule in a line means that
 * no rule matches it.  Of parts that must all hold the best one answers for the
 * whole; of alternatives every one must; what is negated, absent, compared as a
 * number or derived by the decoder answers for nothing, and a rule that is left
 * without an answer must see every record.  What asks for a field that the decoder
 * never says cannot hold: it needs no literal, for no record matches it.
 *
 * A literal is lower case ASCII and meant without case.  It is cut at what a log
 * may write in another way than the field has it: quotes, both slashes, percent,
 * control characters, all that is not ASCII; of a regex only runs of plain
 * characters count that stand outside of groups, classes and quantifiers.  The
 * long s and the Kelvin sign fold to ASCII letters: whoever looks for literals
 * must let records with those two pass.
 *
 * A field's literal that could be the text of a number counts for nothing: 1e3 in
 * a log is 1000 to a rule.
 */
#ifndef SIGMA_LITERALS_H
#define SIGMA_LITERALS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "sigma/expression.h"
#include "sigma/rule_set.h"

/* The longest stretch of a regex, or of a value, that becomes a literal goes no
 * further than LITERAL_LONGEST; shorter than LITERAL_SHORTEST is in every line. */
enum { LITERAL_SHORTEST = 3, LITERAL_LONGEST = 64, LITERALS_MOST = 20000 };

/* The literals of one expression, in the arena they were made in.  False: there is no
 * such set, or it would have more than LITERALS_MOST. */
bool literals_find(const struct expression *expression, const struct literal_question *question,
                   struct arena *arena, struct literal_list *literals);

/* The longest literal in a regex, empty where it is doubtful or has none.  Points into
 * source. */
struct text literals_of_regex(struct text source);

#endif
