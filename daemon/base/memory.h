/*
 * memory -- allocation that does not fail.
 *
 * Everything the daemon reads is bounded before it is stored, the cursors move
 * only together with the alerts they caused, and the service manager restarts
 * us: so running out of memory ends the process with a message instead of
 * spreading error paths that nobody can test.  These are the only functions
 * that call malloc and free.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

#include "base/text.h"

/* size bytes, not initialised.  Never NULL, also for size 0. */
void *mem_alloc(size_t size) __attribute__((malloc, returns_nonnull));

/* size zeroed bytes. */
void *mem_zero(size_t size) __attribute__((malloc, returns_nonnull));

/* count zeroed items of item_size bytes; the product is checked. */
void *mem_zero_array(size_t count, size_t item_size) __attribute__((malloc, returns_nonnull));

/* Grows or shrinks a block to count items; block may be NULL. */
void *mem_resize_array(void *block, size_t count, size_t item_size)
    __attribute__((returns_nonnull));

/* A NUL-terminated copy of text, which may hold NUL bytes itself. */
char *mem_copy_text(struct text text) __attribute__((malloc, returns_nonnull));

/* A copy of a C string; NULL stays NULL. */
char *mem_copy_string(const char *string) __attribute__((malloc));

/* Gives a block back; NULL is fine. */
void mem_free(void *block);

#endif
