#include "model/field.h"

#include <stddef.h>

#define FIELD_ROW(constant, name, exposure) {{name, sizeof(name) - 1}, exposure},

static const struct {
    struct text name;
    enum field_exposure exposure;
} fields[FIELD_COUNT] = {FIELD_TABLE(FIELD_ROW)};

struct text field_name(enum field field)
{
    return fields[field].name;
}

bool field_find(struct text name, enum field *field)
{
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (text_equal(fields[i].name, name)) {
            *field = (enum field)i;
            return true;
        }
    }
    return false;
}

enum field_exposure field_exposure(struct text name)
{
    enum field field = FIELD_COUNT;

    return field_find(name, &field) ? fields[field].exposure : EXPOSE_PLAIN;
}
