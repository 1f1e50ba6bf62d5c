/*
 * arena -- memory that is given back all at once.
 *
 * Decoding and matching a record allocate from an arena and free nothing; the
 * pipeline resets it between records.  What must outlive the record is copied
 * on purpose, by a function with "copy" in its name.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

struct arena;

/* An empty arena; the first block of block_size bytes is kept over resets. */
struct arena *arena_create(size_t block_size);
void arena_destroy(struct arena *arena);

/* size bytes aligned for any type, not initialised, valid until the reset. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull));

/* The same, zeroed. */
void *arena_zero(struct arena *arena, size_t size) __attribute__((returns_nonnull));

/* A copy of text, with a NUL behind it that the length does not count. */
struct text arena_copy(struct arena *arena, struct text text);

/* The texts one behind the other, whatever bytes are in them, likewise NUL-terminated. */
struct text arena_join(struct arena *arena, const struct text *texts, size_t count);

/* A formatted text, likewise NUL-terminated. */
struct text arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/* Forgets everything allocated.  Blocks beyond the first go back to the heap,
 * so that one huge record does not hold its memory for ever. */
void arena_reset(struct arena *arena);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *arena);

#endif
