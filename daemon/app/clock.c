#include "app/clock.h"

#include <time.h>

static timestamp read_clock(clockid_t id)
{
    struct timespec now = {0};

    clock_gettime(id, &now);
    return now.tv_sec * SECOND + now.tv_nsec / 1000;
}

timestamp clock_now(void)
{
    return read_clock(CLOCK_REALTIME);
}

timestamp clock_running(void)
{
    return read_clock(CLOCK_BOOTTIME);
}
