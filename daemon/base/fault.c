#include "base/fault.h"

#ifdef FAULTS

#include <string.h>

/* A fault is armed for the thread that arms it, and strikes no other. */
static _Thread_local struct {
    const char *name;
    unsigned passes;
    unsigned failures;
    bool failed;
} armed;

bool fault_point(const char *name)
{
    if (!armed.name || strcmp(armed.name, name) != 0)
        return false;
    if (armed.passes > 0) {
        armed.passes--;
        return false;
    }
    if (armed.failures == 0)
        return false;
    armed.failures--;
    armed.failed = true;
    return true;
}

void fault_arm(const char *name, unsigned calls_before, unsigned failures)
{
    armed.name = name;
    armed.passes = calls_before;
    armed.failures = failures;
    armed.failed = false;
}

bool fault_disarm(void)
{
    armed.name = NULL;
    return armed.failed;
}

#else

/* ISO C wants something in every file. */
typedef int fault_is_compiled_out;

#endif
