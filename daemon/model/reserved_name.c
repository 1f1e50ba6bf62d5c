#include "model/reserved_name.h"

static const struct text names[] = {
    {"access.entitled", 15},  {"ai.approval", 11},   {"ai.vendor", 9},      {"dataset.class", 13},
    {"source.country", 14},   {"source.site", 11},   {"sql.has_where", 13}, {"sql.tables", 10},
    {"user.attribution", 16}, {"user.on_shift", 13}, {"user.role", 9},      {"user.status", 11},
};

bool reserved_name_is(struct text name)
{
    if (text_starts_with(name, TEXT("amberd.")) || text_starts_with(name, TEXT(RESERVED_PREFIX)))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (text_equal(name, names[i]))
            return true;
    }
    return false;
}
