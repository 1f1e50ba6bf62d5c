#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/document.h"
#include "base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Walks the whole tree, so that every pointer in it is looked at. */
static size_t weigh(const struct node *node)
{
    size_t weight = 1;

    if (node->kind == NODE_SCALAR && node->scalar.data[node->scalar.length] != '\0')
        abort();
    for (size_t i = 0; i < node->count; i++) {
        if (node->kind == NODE_MAPPING && node->keys[i]->kind != NODE_SCALAR)
            abort();
        weight += weigh(node->items[i]);
    }
    return weight;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diagnostics diagnostics = {0};
    struct text bytes = {(const char *)data, size};
    char *copy = mem_alloc(size);
    struct document *document = NULL;

    for (size_t i = 0; i < size; i++)
        copy[i] = bytes.data[i];
    bytes.data = copy;
    document = document_parse("fuzz.yml", bytes, &diagnostics);
    if ((document == NULL) != (diagnostics.errors > 0))
        abort();
    for (size_t i = 0; document && i < document->count; i++)
        weigh(document->roots[i]);
    document_destroy(document);
    diagnostics_finish(&diagnostics);
    mem_free(copy);
    return 0;
}
