/* The condition of a rule, over a few selections. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "sigma/condition.h"

static struct selection make_selection(struct arena *arena, struct node *key)
{
    const struct value_test test = {.kind = TEST_NULL, .field = TEXT("f")};

    return (struct selection){
        .name = key->scalar, .key = key, .expression = expression_test(arena, &test)};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text bytes = {mem_alloc(size), size};
    struct arena *arena = arena_create(4096);
    struct document document = {.path = NULL};
    struct diagnostics diagnostics = {0};
    struct pattern_list patterns = {0};
    struct wanted_fields *wanted = wanted_fields_create();
    const struct rule_reader reader = {&document, &diagnostics, arena, &patterns, NULL};
    const struct node node = {.kind = NODE_SCALAR, .line = 1, .column = 1, .scalar = bytes};
    struct node keys[] = {
        {.scalar = TEXT("selection")}, {.scalar = TEXT("sel_a")}, {.scalar = TEXT("_hidden")}};
    struct selection selections[3];
    struct expression *expression = NULL;

    if (size > 0)
        memcpy((char *)(uintptr_t)bytes.data, data, size);
    for (size_t i = 0; i < 3; i++)
        selections[i] = make_selection(arena, &keys[i]);
    expression = condition_read(&reader, &node, selections, 3);
    if (expression)
        expression_bind(expression, wanted);

    wanted_fields_destroy(wanted);
    diagnostics_finish(&diagnostics);
    arena_destroy(arena);
    mem_free((void *)(uintptr_t)bytes.data);
    return 0;
}
