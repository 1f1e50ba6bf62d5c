/*
 * rule_set -- all rules of one load, ready to match.
 *
 * Rule files are native Sigma (specification 2.1); amberd's own settings stand
 * under the key "amberd" of a rule.  One bad rule leaves the others working: its
 * mistakes are in the diagnostics and it is not in the set.
 *
 * Immutable once loaded, but for the match data it keeps for its regexes.
 */
#ifndef SIGMA_RULE_SET_H
#define SIGMA_RULE_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostics.h"
#include "model/event.h"
#include "model/rule_facts.h"
#include "model/wanted_fields.h"

struct expression;
struct placeholder;
struct rule_example;
struct rule_set;
struct rule_route;

struct rule_set_options {
    const char *const *paths; /* files and folders (*.yml below them) */
    size_t path_count;
    bool may_be_missing;    /* a path that is not there is none, for nobody named it */
    const char *const *red; /* keys of rules whose findings are Red by setting */
    size_t red_count;
    const struct placeholder *placeholders; /* values for `expand` */
    size_t placeholder_count;
};

/* Loads.  Fields the rules need are added to wanted.  Always returns a set,
 * which may be empty; mistakes go to diagnostics, and a warning where the paths hold
 * no rule at all. */
struct rule_set *rule_set_load(const struct rule_set_options *options, struct wanted_fields *wanted,
                               struct diagnostics *diagnostics);
void rule_set_destroy(struct rule_set *set);

/* The same from bytes that are said to come from the file path, with no options. */
struct rule_set *rule_set_parse(const char *path, struct text bytes, struct wanted_fields *wanted,
                                struct diagnostics *diagnostics);

/* How many rules the set holds; how many the files wanted to give it; and how many of
 * those were not wanted, being deprecated or unsupported. */
size_t rule_set_count(const struct rule_set *set);
size_t rule_set_found(const struct rule_set *set);
size_t rule_set_retired(const struct rule_set *set);
const struct rule_facts *rule_set_facts(const struct rule_set *set, size_t index);

/* The rules that apply to one kind of record: those whose logsource asks for
 * nothing the tags do not say (each key a rule names must be equal in one and
 * the same tag).  any = all rules, whatever their logsource.  Belongs to the set;
 * made while loading, one a source. */
struct log_source {
    const char *category;
    const char *product;
    const char *service;
};

/* What rule index is about, and whether tags say it. */
const struct log_source *rule_set_log_source(const struct rule_set *set, size_t index);
bool rule_set_is_about(const struct rule_set *set, size_t index, const struct log_source *tags,
                       size_t tag_count);

/* The tests that rule index brings along. */
const struct rule_example *rule_set_examples(const struct rule_set *set, size_t index,
                                             size_t *count);

/* Makes every rule live, whatever its status and mode say: for tests, which ask what a
 * rule would raise. */
void rule_set_make_live(struct rule_set *set);

/* What it asks; NULL while it sleeps for want of values for a placeholder. */
const struct expression *rule_set_expression(const struct rule_set *set, size_t index);

const struct rule_route *rule_set_route(struct rule_set *set, const struct log_source *tags,
                                        size_t tag_count, bool any);
size_t rule_route_count(const struct rule_route *route);
bool rule_route_has(const struct rule_route *route, size_t index);

/* How the values of a field stand in a record, by the decoder's word. */
enum field_standing {
    STANDING_DERIVED,
    STANDING_VERBATIM,
    STANDING_NEVER, /* no record has the field */
};

struct literal_question {
    enum field_standing (*ask)(struct text field, void *cookie); /* empty: keywords */
    bool record_may_be_reset; /* the record is taken out of its line as JSON: what stands
                               * between two values need not be as in the line, which
                               * keywords and event.original could ask for */
    void *cookie;
};

struct literal_list {
    struct text *items;
    size_t count;
    size_t capacity;
};

/* Texts one of which, case aside, stands in every record that the rule matches; see
 * sigma/literals; none when it matches no record at all.  They are made in the arena.
 * False when nothing can be said and the rule must see every record. */
bool rule_set_literals(const struct rule_set *set, size_t index,
                       const struct literal_question *question, struct arena *arena,
                       struct literal_list *literals);

/* What matching says about one rule. */
struct rule_match {
    const struct rule_facts *rule;
    size_t index;        /* of the rule in the set */
    const char *trouble; /* NULL: it matched.  Else a regex met a limit, and without
                          * its answer nobody can say whether the rule matches */
};

typedef void rule_report(const struct rule_match *match, void *cookie);

/* Tries the rules of a route on an event.  Scratch memory comes from the event's
 * arena.  Reports in the order of loading. */
void rule_route_match(const struct rule_route *route, const struct event *event,
                      rule_report *report, void *cookie);

/* The same for some rules only, those of the route among them: indexes in the set,
 * rising. */
struct rule_selection {
    const size_t *rules;
    size_t count;
};

void rule_route_match_some(const struct rule_route *route, const struct rule_selection *selection,
                           const struct event *event, rule_report *report, void *cookie);

#endif
