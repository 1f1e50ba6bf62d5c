/*
 * chain -- what ties each record of the journal to the one before it.
 *
 * hash(n) covers hash(n-1) and everything about record n, its texts through
 * salted digests: so an evidence text can be erased without breaking the chain,
 * and its digest says nothing about what it was, for the salt goes with it.
 */
#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/identifier.h"
#include "model/journal_record.h"

enum { CHAIN_SALT_SIZE = 16 };

struct chain_salt {
    uint8_t bytes[CHAIN_SALT_SIZE];
};

/* What the chain says of a record's texts. */
struct chain_digests {
    struct digest body;
    struct digest evidence;
    bool has_evidence;
};

/* The hash before the first record of a journal. */
struct digest chain_start(struct identifier instance);

struct digest chain_digest(const struct chain_salt *salt, struct text text);

/* The hash of a record that follows the one with hash before.  Of the record,
 * the texts are not looked at. */
struct digest chain_hash(const struct digest *before, const struct journal_record *record,
                         const struct chain_digests *digests);

#endif
