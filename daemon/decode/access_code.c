#include "decode/access_code.h"

#include "base/buffer.h"
#include "base/diagnostics.h"

enum { SHOWN_LONGEST = 32 };

bool access_code_refuse(struct text text, const char *directive, const char *const *names,
                        size_t count, struct error *err)
{
    bool is_bare = text.length == 0 || text.data[0] == ' ';
    struct text code = text_take_word(&text);
    const char *near = diagnostics_suggest(code, names, count);
    struct buffer all = {0};

    if (is_bare)
        return error_set(err, "a '%%' with no code of %s behind it; a percent sign is '%%%%'",
                         directive);
    code = text_until(code, SHOWN_LONGEST);
    if (near)
        return error_set(err, "'%%%.*s' is no code of %s; did you mean '%%%s'?", TEXT_ARGS(code),
                         directive, near);
    for (size_t i = 0; i < count; i++)
        buffer_printf(&all, " %%%s", names[i]);
    error_set(err, "'%%%.*s' is no code of %s; those with a field here are%s", TEXT_ARGS(code),
              directive, buffer_string(&all));
    buffer_finish(&all);
    return false;
}
