/*
 * seal -- a checksum over a row that no chain of hashes covers.
 *
 * Finds accidents, not enemies: who can write the file can write the seal.
 */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* The seal of count texts, as SQLite stores integers. */
int64_t seal_of(const struct text *parts, size_t count);

#endif
