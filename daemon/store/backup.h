/*
 * backup -- a copy of the journal as it is at one moment, while the daemon writes.
 *
 * Reads the file with a connection of its own, as verify does; the daemon is not asked
 * and waits for nothing.  The copy is one SQLite file without companions, verified
 * before it gets its name, and takes the place of journal.db as it is.
 *
 * A journal that is put back has forgotten what came after, while readers have not: its
 * numbers go on BACKUP_LEAP further up, so that none names two records.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/verify.h"

/* A million blocks of numbers; a number that JSON can hold has room for 8000 of these. */
#define BACKUP_LEAP ((uint64_t)1 << 40)

/* Copies the journal in directory to the file at path, which must not exist; path.partial
 * is used on the way.  Mode 0600, on the disk when it returns.  progress (may be NULL)
 * is told pages done and in all.  False with err, and nothing left behind. */
bool backup_journal(const char *directory, const char *path, verify_progress *progress,
                    void *cookie, struct verify_result *result, struct error *err);

#endif
