/*
 * ledger -- the rows of the journal: appending them to the chain and reading
 * them back.
 */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/identifier.h"
#include "base/timestamp.h"
#include "model/journal_reader.h"
#include "model/journal_record.h"
#include "store/database.h"

/* The end of the chain: number 0 while there is no record. */
struct ledger_tip {
    uint64_t number;
    struct digest hash;
};

struct ledger;

struct ledger *ledger_open(struct database *database, struct error *err);
void ledger_close(struct ledger *ledger);

/* The number of the oldest record (0: none), and the end of the chain, whose
 * hash is left alone when there is none. */
bool ledger_ends(struct ledger *ledger, uint64_t *oldest, struct ledger_tip *tip,
                 struct error *err);

/* Inside a transaction: appends a record, which has its number, behind tip and
 * moves tip to it. */
bool ledger_append(struct ledger *ledger, const struct journal_record *record,
                   struct ledger_tip *tip, struct error *err);

/* Inside a transaction: writes down that count records now lead from before to tip,
 * so that a lost end shows. */
bool ledger_count(struct ledger *ledger, size_t count, const struct ledger_tip *before,
                  const struct ledger_tip *tip, struct error *err);

/* False with err when the journal does not end where was written down that it does. */
bool ledger_check_tip(struct ledger *ledger, const struct ledger_tip *tip, struct error *err);

/* Inside a transaction: appends a delta. */
bool ledger_append_delta(struct ledger *ledger, struct text packed, struct error *err);

/* Gives records with number > after, without evidence. */
bool ledger_read(struct ledger *ledger, uint64_t after, size_t limit, journal_visit *visit,
                 void *cookie, struct error *err);

/* Counts the records with number > after, up to newest, which there is.  Numbers of a
 * block are used from its first on, so a block costs two looks, however many records
 * it has; one that was begun by an unclean start is one such block.  Of blocks beyond
 * the bound, and of what cannot be read, none are counted. */
uint64_t ledger_count_after(struct ledger *ledger, uint64_t after, uint64_t newest);

/* Gives an alert's last record, or all that have evidence, with evidence.
 * *given is how many.  False with err when the file cannot be read. */
bool ledger_read_last(struct ledger *ledger, struct identifier alert, journal_visit *visit,
                      void *cookie, size_t *given, struct error *err);
bool ledger_read_evidence(struct ledger *ledger, struct identifier alert, journal_visit *visit,
                          void *cookie, size_t *given, struct error *err);

/* Inside a transaction: erases evidence of records from before, looking at the
 * oldest limit pieces.  *erased is how many. */
bool ledger_erase_evidence(struct ledger *ledger, timestamp before, size_t limit, size_t *erased,
                           struct error *err);

#endif
