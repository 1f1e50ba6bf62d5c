#include "ctl/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "ctl/terminal.h"

enum {
    BAR_LEAST = 5,
    BAR_WIDEST = 40,
    BESIDE_THE_BAR = 31,
    LENGTH_TEXT = 32,
    LONGEST_TOLD = 99 * 3600
};

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

/* "12 s", "3 min 20 s", "1 h 5 min". */
static void write_length(char text[LENGTH_TEXT], double seconds)
{
    unsigned long whole =
        seconds < 0. || seconds > LONGEST_TOLD ? LONGEST_TOLD : (unsigned long)(seconds + .5);

    if (whole < 100)
        snprintf(text, LENGTH_TEXT, "%lu s", whole);
    else if (whole < 3600)
        snprintf(text, LENGTH_TEXT, "%lu min %lu s", whole / 60, whole % 60);
    else
        snprintf(text, LENGTH_TEXT, "%lu h %lu min", whole / 3600, whole % 3600 / 60);
}

/* What the words beside it leave of the terminal. */
static unsigned bar_width(const char *what)
{
    struct winsize size = {0};
    unsigned words = (unsigned)strlen(what) + BESIDE_THE_BAR;
    unsigned columns = 80;

    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        columns = size.ws_col;
    if (columns < words + BAR_LEAST)
        return 0;
    return columns - words < BAR_WIDEST ? columns - words : BAR_WIDEST;
}

static void draw(const struct progress *progress, double share, timestamp spent)
{
    char bar[BAR_WIDEST + 1] = "";
    char left[LENGTH_TEXT] = "";
    unsigned width = bar_width(progress->what);
    unsigned filled = (unsigned)(share * width);

    for (unsigned i = 0; i < width; i++)
        bar[i] = i < filled ? '#' : '.';
    write_length(left, (double)spent / (double)SECOND * (1. - share) / share);
    fprintf(stderr, "\r%s %s%s%s%3.0f %%, %s left\x1b[K", progress->what, width > 0 ? "[" : "", bar,
            width > 0 ? "] " : "", share * 100, left);
}

void progress_show(struct progress *progress, uint64_t done, uint64_t all)
{
    timestamp now = progress->enabled ? running_time() : 0;
    timestamp spent = now - progress->started;
    double share = all == 0 ? 0. : done < all ? (double)done / (double)all : 1.;

    if (!progress->enabled || spent < SECOND / 2 || now - progress->redrawn < SECOND / 10)
        return;
    progress->redrawn = now;
    progress->drawn = true;
    if (share > 0.)
        draw(progress, share, spent);
    else
        fprintf(stderr, "\r%s %.1f MB\x1b[K", progress->what, (double)done / 1e6);
}

void progress_make_way(struct progress *progress)
{
    if (progress->drawn && isatty(STDOUT_FILENO))
        progress_end(progress);
}

void progress_end(struct progress *progress)
{
    if (progress->drawn)
        fputs("\r\x1b[K", stderr);
    progress->drawn = false;
}
