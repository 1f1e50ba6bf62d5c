#include "ctl/progress.h"

#include <stdio.h>
#include <time.h>

#include "ctl/terminal.h"

enum { BAR_WIDTH = 30 };

static timestamp running_time(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * SECOND + now.tv_nsec / 1000;
}

void progress_start(struct progress *progress, const char *what, bool quiet)
{
    *progress = (struct progress){
        .what = what, .enabled = !quiet && terminal_is_watched(), .started = running_time()};
}

void progress_show(struct progress *progress, uint64_t done, uint64_t all)
{
    char bar[BAR_WIDTH + 1] = "";
    timestamp now = progress->enabled ? running_time() : 0;
    timestamp spent = now - progress->started;
    double share = all > 0 ? (double)done / (double)all : 0.;
    unsigned filled = (unsigned)(share * BAR_WIDTH);

    if (!progress->enabled || spent < SECOND / 2 || now - progress->redrawn < SECOND / 10)
        return;
    progress->redrawn = now;
    progress->drawn = true;
    for (unsigned i = 0; i < BAR_WIDTH; i++)
        bar[i] = i < filled ? '#' : '.';
    if (share > 0.)
        fprintf(stderr, "\r%s [%s] %3.0f %%, %.0f s left \x1b[K", progress->what, bar, share * 100,
                (double)spent / (double)SECOND * (1. - share) / share);
    else
        fprintf(stderr, "\r%s %.1f MB\x1b[K", progress->what, (double)done / 1e6);
}

void progress_end(struct progress *progress)
{
    if (progress->drawn)
        fputs("\r\x1b[K", stderr);
    progress->drawn = false;
}
