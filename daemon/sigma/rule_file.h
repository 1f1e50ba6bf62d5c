/*
 * rule_file -- from the documents of one file to rules.
 */
#ifndef SIGMA_RULE_FILE_H
#define SIGMA_RULE_FILE_H

#include "sigma/rule.h"
#include "sigma/rule_reader.h"

/* Called with each rule that is right; it lives in the reader's arena. */
typedef void rule_file_take(struct rule *rule, const struct node *root, void *cookie);

struct rule_file_result {
    size_t found;   /* rules, whether they are right or not */
    size_t retired; /* of them deprecated or unsupported: passed over */
};

/* Reads all documents of reader->document.  A wrong rule is reported and leaves
 * the others alone. */
struct rule_file_result rule_file_read(struct rule_reader *reader, rule_file_take *take,
                                       void *cookie);

#endif
