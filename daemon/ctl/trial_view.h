/*
 * trial_view -- how `amberctl test` shows what came of tests, one way a reader.
 *
 * Told of one test after the other, in the order of the files, and of each rule when its
 * tests are through.  Everything goes to standard output.
 */
#ifndef CTL_TRIAL_VIEW_H
#define CTL_TRIAL_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "base/buffer.h"
#include "engine/trial.h"

/* A test and its result, borrowed for the call; the path is that of the rule's file,
 * printable, and as long lived as the view. */
struct trial_case {
    const char *path;
    const struct rule_facts *rule;
    const struct rule_example *example;
    size_t number; /* among the rule's tests, from 1 */
    const struct trial_result *result;
};

/* A rule when its tests are through. */
struct trial_rule {
    const char *path;
    const struct rule_facts *rule;
    bool has_hit; /* a test in which it is expected to match */
    bool has_miss;
    size_t skipped; /* tests, because the rule sleeps */
};

struct trial_totals {
    size_t rules;
    size_t weak_rules; /* without a hit, or without a miss */
    size_t tests;
    size_t failed;
    size_t skipped;
    size_t doubtful; /* they hold, and prove nothing */
};

struct trial_report; /* what a view remembers between its calls */

struct trial_view {
    struct trial_report *(*begin)(bool is_quiet);
    void (*show)(struct trial_report *report, const struct trial_case *item);
    void (*end_rule)(struct trial_report *report, const struct trial_rule *rule);
    void (*end)(struct trial_report *report, const struct trial_totals *totals); /* frees it */
};

extern const struct trial_view trial_text;  /* for people; quiet: failures alone */
extern const struct trial_view trial_json;  /* one object a line */
extern const struct trial_view trial_tap;   /* Test Anything Protocol, version 13 */
extern const struct trial_view trial_junit; /* the XML that CI systems read */

/* "held", "failed", "skipped". */
const char *trial_view_verdict(enum trial_verdict verdict);

/* Appends what a test is called: its name, or "test 2". */
void trial_view_name(struct buffer *buffer, const struct trial_case *item);

/* Appends the lines of a test, and below each what was decoded that begins there, each
 * behind so many blanks. */
void trial_view_lines(struct buffer *buffer, const struct trial_case *item, int indent);

/* What a rule's tests leave open, in words; NULL = there are a hit and a miss. */
const char *trial_view_weakness(const struct trial_rule *rule);

/* The test and its result; where it failed, with the records. */
json_t *trial_view_json(const struct trial_case *item);

#endif
