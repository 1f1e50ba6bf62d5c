/*
 * pattern -- a regular expression that cannot stop the daemon.
 *
 * PCRE2 with JIT where the system allows it.  Measured on PCRE2 10.42: its own
 * limits default to none at all; the match limit counts afresh at every starting
 * offset, so it bounds no time; what does is the length of the subject.  Hence:
 * a match limit of 10,000 steps, a heap limit of 4 MiB, a JIT stack of 1 MiB,
 * and subjects searched in windows of 16 KiB that overlap by half.  What begins in a
 * window and may go on behind it is followed from where it begins to the end of the
 * subject.  Within a window the starting offsets are tried in slices, and a search
 * that has used PATTERN_BUDGET of processor time after one of them is given up.
 *
 * Any result other than match and no match is PATTERN_FAILED and must be told
 * to somebody: a miss that nobody hears of is a way past the rule.
 *
 * Not thread-safe: one set of match data per process, made on first use.
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

enum { PATTERN_WINDOW = 16384, PATTERN_OVERLAP = 8192 };

enum { PATTERN_BUDGET = 100 /* milliseconds */, PATTERN_LONGEST = 16384 /* bytes of source */ };

struct pattern;

enum pattern_flags {
    PATTERN_CASELESS = 1,
    PATTERN_MULTILINE = 2,
    PATTERN_DOTALL = 4,
    PATTERN_ANCHORED = 8,
    PATTERN_INTERPRETED = 16, /* without JIT, as where the system forbids it */
};

enum pattern_result { PATTERN_NO_MATCH, PATTERN_MATCH, PATTERN_FAILED };

/* Compiles.  Subjects may hold bytes that are not UTF-8 (they match nothing but
 * are passed over).  \C and callouts are refused; limits inside the pattern can
 * only lower ours.  NULL with err naming the offset of the mistake. */
struct pattern *pattern_compile(struct text source, unsigned flags, struct error *err);
void pattern_destroy(struct pattern *pattern);

/* What it was compiled from; the pattern's own. */
struct text pattern_source(const struct pattern *pattern);

/* Searches subject.  On PATTERN_FAILED, err (may be NULL) says which limit. */
enum pattern_result pattern_search(const struct pattern *pattern, struct text subject,
                                   struct error *err);

/* Matches subject of at most PATTERN_WINDOW bytes and fills groups[0..count)
 * (0 = the whole match; a group that took no part is empty with NULL data). */
enum pattern_result pattern_groups(const struct pattern *pattern, struct text subject,
                                   struct text *groups, size_t count);

enum { PATTERN_GROUPS_MOST = 64 }; /* number 0, the whole match, included */

/* The name of a group, (?<name>...), NUL-terminated and valid as long as the pattern;
 * NULL when that group has none, or there is no such group.  Groups of one name each
 * have it. */
const char *pattern_group_name(const struct pattern *pattern, size_t group);

/* How many groups there are, number 0 included. */
size_t pattern_group_count(const struct pattern *pattern);

/* Whether the JIT compiler is at work in this process. */
bool pattern_uses_jit(void);

#endif
