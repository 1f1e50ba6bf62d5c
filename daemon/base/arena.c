#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

struct block {
    struct block *next; /* older blocks; the first one ends the list */
    size_t size;
    size_t used;
    alignas(max_align_t) char bytes[];
};

struct arena {
    struct block *top;
    size_t block_size;
    size_t used;
};

static struct block *block_create(size_t size, struct block *next)
{
    size_t whole = 0;
    struct block *block = NULL;

    if (__builtin_add_overflow(sizeof *block, size, &whole))
        whole = SIZE_MAX; /* which nobody has: the allocation ends the process */
    block = mem_alloc(whole);
    block->next = next;
    block->size = size;
    block->used = 0;
    return block;
}

struct arena *arena_create(size_t block_size)
{
    struct arena *arena = mem_zero(sizeof *arena);

    arena->block_size = block_size;
    arena->top = block_create(block_size, NULL);
    return arena;
}

void arena_destroy(struct arena *arena)
{
    if (!arena)
        return;
    arena_reset(arena);
    mem_free(arena->top);
    mem_free(arena);
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t unit = alignof(max_align_t);
    size_t rounded = size > SIZE_MAX / 2 ? size : (size + unit - 1) / unit * unit;
    struct block *block = arena->top;

    if (block->size - block->used < rounded) {
        size_t wanted = rounded > arena->block_size ? rounded : arena->block_size;

        block = arena->top = block_create(wanted, block);
    }
    block->used += rounded;
    arena->used += rounded;
    return block->bytes + (block->used - rounded);
}

void *arena_zero(struct arena *arena, size_t size)
{
    return memset(arena_alloc(arena, size), 0, size);
}

struct text arena_copy(struct arena *arena, struct text text)
{
    char *copy = arena_alloc(arena, text.length + 1);

    if (text.length > 0)
        memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    return (struct text){copy, text.length};
}

struct text arena_join(struct arena *arena, const struct text *texts, size_t count)
{
    size_t length = 0;
    char *joined = NULL;

    for (size_t i = 0; i < count; i++)
        length += texts[i].length;
    joined = arena_alloc(arena, length + 1);
    length = 0;
    for (size_t i = 0; i < count; i++) {
        if (texts[i].length > 0)
            memcpy(joined + length, texts[i].data, texts[i].length);
        length += texts[i].length;
    }
    joined[length] = '\0';
    return (struct text){joined, length};
}

struct text arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_list again;
    int length = 0;
    char *text = NULL;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    if (length < 0)
        length = 0;
    text = arena_alloc(arena, (size_t)length + 1);
    text[0] = '\0';
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(args);
    return (struct text){text, (size_t)length};
}

void arena_reset(struct arena *arena)
{
    while (arena->top->next) {
        struct block *older = arena->top->next;

        mem_free(arena->top);
        arena->top = older;
    }
    arena->top->used = 0;
    arena->used = 0;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
