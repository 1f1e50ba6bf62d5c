/*
 * oracle -- what must have become of the planted lines, against what did.
 *
 * Knows nothing of the daemon: it is told which lines were written and is given
 * the journal's records in the order the feed tells them.  Then: every line has
 * exactly one alert with exactly one finding, every number rises, and no alert
 * has the same identifier as another.
 */
#ifndef SUPPORT_ORACLE_H
#define SUPPORT_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "base/error.h"
#include "support/workbench.h"

struct oracle;

struct oracle *oracle_create(void);
void oracle_destroy(struct oracle *oracle);

/* Lines first to last of a writer must be found. */
void oracle_expect(struct oracle *oracle, unsigned writer, unsigned first, unsigned last);

/* Takes a record.  Those that are no alerts of the planted rule are looked at for
 * their number only. */
void oracle_take(struct oracle *oracle, const json_t *record);

/* How many expected lines have no alert yet, and the highest number that one of
 * a writer's alerts had. */
size_t oracle_missing(const struct oracle *oracle);
unsigned oracle_highest(const struct oracle *oracle, unsigned writer);

/* True when all is as it must be; else what is wrong, with examples, in err. */
bool oracle_check(const struct oracle *oracle, struct error *err);

/* True when both saw the same set of alert identifiers; else err has one that
 * only one of them saw. */
bool oracle_same_alerts(const struct oracle *a, const struct oracle *b, struct error *err);

/* Reads from a reader until nothing is missing, or nothing came for long. */
void oracle_read(struct oracle *oracle, struct feed_reader *reader);

/* Reads the whole journal of a workbench from its oldest record until nothing is
 * missing, or nothing came for long. */
void oracle_gather(struct oracle *oracle, const struct workbench *bench);

/* The whole examination of a workbench whose writers have stopped: a last line in
 * a log of its own (its writer is number ORACLE_LAST_WRITER, the file last.log),
 * the whole journal read until that line's alert has come, then oracle_check and
 * amberctl verify.  Ends the test when anything is wrong. */
enum { ORACLE_LAST_WRITER = 63, ORACLE_MOST_WRITERS = 64 };

void oracle_examine(struct oracle *oracle, const struct workbench *bench);

#endif
