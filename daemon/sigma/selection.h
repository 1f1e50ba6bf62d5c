/*
 * selection -- one search identifier of a rule's detection: a map of fields, a
 * list of maps, keywords, or a list of any of these.
 */
#ifndef SIGMA_SELECTION_H
#define SIGMA_SELECTION_H

#include <stdbool.h>

#include "sigma/expression.h"
#include "sigma/rule_reader.h"

struct selection {
    struct text name;       /* borrowed from the document */
    const struct node *key; /* where the name stands */
    struct expression *expression;
    bool is_used;
};

/* What the identifier asks; NULL with the mistakes reported. */
struct expression *selection_read(const struct rule_reader *reader, const struct node *node);

#endif
