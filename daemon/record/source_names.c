#include "record/source_names.h"

#include "base/memory.h"

struct source_names source_names_copy(const char *const *names, size_t count)
{
    struct source_names copy = {.names = mem_zero_array(count, sizeof(char *)), .count = count};

    for (size_t i = 0; i < count; i++)
        copy.names[i] = mem_copy_string(names[i]);
    return copy;
}

void source_names_finish(struct source_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        mem_free(names->names[i]);
    mem_free(names->names);
    *names = (struct source_names){0};
}

unsigned source_names_find(const struct source_names *names, struct text name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (text_equal(text_of(names->names[i]), name))
            return (unsigned)i;
    }
    return SOURCE_UNKNOWN;
}

struct text source_names_at(const struct source_names *names, unsigned number)
{
    return number < names->count ? text_of(names->names[number]) : (struct text){0};
}
