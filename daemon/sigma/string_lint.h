/*
 * string_lint -- texts in rules that are legal and rarely what was meant.
 */
#ifndef SIGMA_STRING_LINT_H
#define SIGMA_STRING_LINT_H

#include "base/document.h"

/* What is doubtful about the text of a scalar, or NULL. */
const char *string_lint(const struct node *node);

#endif
