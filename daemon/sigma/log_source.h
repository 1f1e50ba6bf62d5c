/*
 * log_source -- which logs a rule is about.
 */
#ifndef SIGMA_LOG_SOURCE_H
#define SIGMA_LOG_SOURCE_H

#include <stdbool.h>

#include "sigma/rule_reader.h"

/* Reads a rule's "logsource".  False with the mistakes reported. */
bool log_source_read(const struct rule_reader *reader, const struct node *node,
                     struct log_source *source);

/* Whether a rule asks for nothing that the tag of a log does not say: each key it
 * names must be equal there. */
bool log_source_applies(const struct log_source *rule, const struct log_source *tag);

#endif
