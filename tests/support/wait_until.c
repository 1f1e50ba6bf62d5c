#include "support/wait_until.h"

#include <errno.h>
#include <time.h>

double wait_clock(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void wait_idle(unsigned microseconds)
{
    struct timespec rest = {.tv_sec = microseconds / 1000000,
                            .tv_nsec = (long)(microseconds % 1000000) * 1000};

    while (nanosleep(&rest, &rest) < 0 && errno == EINTR)
        ;
}

bool wait_until(bool (*condition)(void *cookie), void *cookie, double seconds)
{
    double end = wait_clock() + seconds;

    while (!condition(cookie)) {
        if (wait_clock() > end)
            return false;
        wait_idle(1000);
    }
    return true;
}
