/*
 * verify -- is the journal what was written?
 *
 * Walks the chain of hashes from the oldest record, with its own read-only
 * connection; the daemon may run meanwhile.  Evidence erased in due time does not
 * break the chain: digests stay when texts go.  Evidence that is missing and was
 * not due is damage.
 *
 * The end of the chain is where the journal has written down that it is, in the
 * transaction of the newest record, and no evidence stands without its record.
 *
 * Then the tables beside the chain that the daemon starts on: where readers have
 * come, the state, and the deltas not folded in yet.  They are read as the daemon
 * reads them, so what verifies is no file that the daemon refuses as damaged.
 */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"

struct verify_result {
    uint64_t records;
    uint64_t erased; /* records whose evidence was erased in due time */
    uint64_t oldest;
    uint64_t newest;
    struct digest newest_hash; /* to be written down elsewhere: an anchor */
    uint64_t first_bad;        /* 0: no record is */
    bool is_damaged;           /* a record is bad, the memory, or the file itself */
    bool is_memory_damaged;    /* all records are good, what the daemon starts on is not */
};

/* Called now and then with records done and in all, for a progress bar. */
typedef void verify_progress(uint64_t done, uint64_t all, void *cookie);

/* Verifies the journal in directory.  False with err when it cannot be read, or
 * when it is not what was written: then result->is_damaged, err says what is
 * wrong, and where it is a record's fault result->first_bad is its number.  anchor (may be NULL) is
 * checked too: the record of that number must have that hash. */
struct verify_anchor {
    uint64_t number;
    struct digest hash;
};

bool verify_journal(const char *directory, const struct verify_anchor *anchor,
                    verify_progress *progress, void *cookie, struct verify_result *result,
                    struct error *err);

/* The same of a journal's file by its path: a backup. */
bool verify_file(const char *path, const struct verify_anchor *anchor, verify_progress *progress,
                 void *cookie, struct verify_result *result, struct error *err);

#endif
