/*
 * rule_example -- a test that a rule brings along: log lines, and what it shall make of
 * them.
 *
 *     amberd:
 *       tests:
 *         - name: over the proxy
 *           source: squid              # the format of the lines
 *           layout: '%ts %un %ru'      # how its columns stand, where one can choose
 *           lines: ["...", "..."]
 *           expect: amber              # red | amber | observation | match | none
 *           at: [2]                    # it matches there and nowhere else
 *           alerts: 1                  # so many are raised
 *
 * Here they are read; engine/trial runs them.
 */
#ifndef SIGMA_RULE_EXAMPLE_H
#define SIGMA_RULE_EXAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "sigma/rule_reader.h"

/* What becomes of the lines, all together. */
enum rule_expectation {
    EXPECT_NONE,        /* the rule matches none of them */
    EXPECT_MATCH,       /* it matches, whatever becomes of it */
    EXPECT_OBSERVATION, /* it matches and alerts nobody, being that light */
    EXPECT_AMBER,       /* it raises alerts, the gravest of them Amber, ... */
    EXPECT_RED,         /* ... Red */
};

struct rule_example {
    const char *name;   /* printable; NULL = it has none */
    const char *source; /* a log format, as it is written: engine finds it */
    const char *layout; /* "" = what is usual */
    const struct text *lines;
    size_t line_count;
    enum rule_expectation expect;
    const size_t *at; /* numbers of lines, rising, from 1 to line_count */
    size_t at_count;  /* 0 = wherever it matches */
    unsigned alerts;  /* 0 = however many */
    unsigned line;    /* where it stands in the rule's file */
    unsigned column;
};

enum { EXAMPLE_ALERTS_MOST = 1000 };

/* "none", "match", "observation", "amber", "red". */
const char *rule_expectation_name(enum rule_expectation expect);

/* Reads the list under "tests" into the reader's arena.  False with the mistakes
 * reported. */
bool rule_example_read_list(const struct rule_reader *reader, const struct node *node,
                            const struct rule_example **examples, size_t *count);

#endif
