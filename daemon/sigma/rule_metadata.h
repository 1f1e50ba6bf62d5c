/*
 * rule_metadata -- what a rule says about itself: who it is, how grave, how ripe.
 *
 * Level and status decide what a match becomes, and our own key "amberd" comes
 * before both.  What only people read (author, references, related ...) is passed
 * over; what machines read beside us (tags, dates, taxonomy) is doubted where its
 * form is not Sigma's.
 */
#ifndef SIGMA_RULE_METADATA_H
#define SIGMA_RULE_METADATA_H

#include <stdbool.h>

#include "sigma/rule.h"
#include "sigma/rule_reader.h"

/* Fills facts and extension.  ordinal: which rule of its file it is under the same id
 * or name, from 1 (documents of a collection share them); each has a key of its own
 * all the same.  False with the mistakes reported. */
bool rule_metadata_read(const struct rule_reader *reader, const struct node *root, unsigned ordinal,
                        struct rule *rule);

/* The node that the rule is known by: its id, else its name, else its title; NULL when
 * it has none of them. */
const struct node *rule_metadata_identity(const struct node *root);

/* Whether its status says that it shall not be used any more. */
bool rule_metadata_is_retired(const struct node *root);

#endif
