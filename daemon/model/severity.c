#include "model/severity.h"

#include <stddef.h>

static const char *const names[] = {
    [SEVERITY_OBSERVATION] = "observation",
    [SEVERITY_AMBER] = "amber",
    [SEVERITY_RED] = "red",
};

const char *const severity_of_alerts[] = {"amber", "red", NULL};

const char *severity_name(enum severity severity)
{
    return names[severity];
}

bool severity_find(struct text name, enum severity *severity)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (text_equal(text_of(names[i]), name)) {
            *severity = (enum severity)i;
            return true;
        }
    }
    return false;
}
