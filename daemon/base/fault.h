/*
 * fault -- places where a test can make the outside world fail.
 *
 *     if (fault_point("store.commit"))
 *         return error_set(err, "injected failure");
 *
 * In the release build a fault point is the constant false.  Built with
 * -DFAULTS, a test arms one by name and number of calls to let pass; so "fail
 * the first, the second, the third ... until none fails" is a loop.
 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>

#ifdef FAULTS

/* True when the call is one that was armed to fail. */
bool fault_point(const char *name);

/* Lets calls_before calls of name pass, then fails failures of them. */
void fault_arm(const char *name, unsigned calls_before, unsigned failures);

/* Disarms it.  Returns whether it has failed at least once since armed. */
bool fault_disarm(void);

#else

static inline bool fault_point(const char *name)
{
    (void)name;
    return false;
}

#endif

#endif
