/*
 * trial -- the tests that stand in rule files, run through the whole engine.
 *
 * The lines of a test are a log of their own: its format's decoder, shape and layout,
 * all rules that apply to it, and an alert book that knows of nothing before.  What is
 * judged is the one rule the test belongs to.
 *
 * The same everywhere and always: dates without a year are of TRIAL_YEAR, times without
 * an offset are UTC, lines without a time have happened at the end of that year.
 * Deadlines do not pass, storms do not begin, and a rule in shadow mode is taken for
 * live.  Of the settings only formats and placeholders count.
 *
 * A test fails when it is not as expected, and when it cannot be run: its format is not
 * known, or no record of the format is one the rule is tried on.  A regex that meets a
 * limit leaves open whether the rule matches; that is a failure too.
 */
#ifndef ENGINE_TRIAL_H
#define ENGINE_TRIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/generation.h"
#include "sigma/rule_example.h"

enum { TRIAL_YEAR = 2026, TRIAL_OTHERS_MOST = 8 };

enum trial_verdict {
    TRIAL_HELD,
    TRIAL_FAILED,
    TRIAL_SKIPPED, /* the rule sleeps for want of values for a placeholder */
};

/* A field of a record, printable; long values are cut and end in an ellipsis. */
struct trial_field {
    const char *name;
    const char *value;
};

/* What the engine made of a record. */
struct trial_record {
    size_t line;      /* of the test, from 1: the one it begins with */
    bool decoded;     /* the format fitted */
    const char *kind; /* which of the format's kinds it is */
    const struct trial_field *fields;
    size_t field_count;
    bool is_match;      /* the rule matched it, ... */
    const char *others; /* ... and these did, the first TRIAL_OTHERS_MOST by title, ... */
    size_t other_count; /* ... of so many; 0 = none, and others is "" */
};

struct trial_result {
    enum trial_verdict verdict;
    const char *why;               /* it failed or was skipped, in words; else NULL */
    const char *doubt;             /* it held, and yet proves nothing, in words: the lines of
                                    * a miss are none of the format's; else NULL */
    enum rule_expectation outcome; /* what became of the lines: never EXPECT_MATCH */
    unsigned alerts;
    const struct trial_record *records; /* in the order they were decoded */
    size_t record_count;
};

struct trial;

/* Prepares tests of the rules of a generation, which has no source.  It is lent, used
 * by nobody else, and not what it was afterwards: it gets a source for each format and
 * layout that a test names, and its rules are live. */
struct trial *trial_create(struct generation *generation);
void trial_destroy(struct trial *trial);

/* Runs a test of rule (its index in the generation's set).  Valid until the next call. */
const struct trial_result *trial_run(struct trial *trial, size_t rule,
                                     const struct rule_example *example);

#endif
