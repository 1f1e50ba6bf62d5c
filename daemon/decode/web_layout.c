#include "decode/web_layout.h"

#include "base/memory.h"

struct layout {
    struct access_layout *access;
};

struct layout *web_layout_create(struct text source, const char *const *builtins,
                                 struct access_layout *(*read)(struct text, struct error *),
                                 struct error *err)
{
    struct layout *layout = mem_zero(sizeof *layout);

    for (; *builtins; builtins++) {
        if (text_equal(text_trim(source), text_of(*builtins)))
            return layout;
    }
    layout->access = read(source, err);
    if (layout->access)
        return layout;
    mem_free(layout);
    return NULL;
}

void web_layout_destroy(struct layout *layout)
{
    if (!layout)
        return;
    access_layout_destroy(layout->access);
    mem_free(layout);
}

const struct access_layout *web_layout_access(const struct layout *layout)
{
    return layout ? layout->access : NULL;
}
