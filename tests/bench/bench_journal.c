/*
 * How long a commit takes: one alert record of about 700 bytes each, by itself,
 * with changing state (and so with the second thread folding beside it), and
 * waiting for the disk.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "support/journal_fixture.h"

enum { BODY = 700 };

struct question {
    const char *name;
    unsigned commits;
    unsigned changes; /* of state, a commit */
    uint64_t keys;    /* among so many */
    bool durable;
    unsigned pause; /* microseconds between commits */
};

static const struct question questions[] = {
    {"one alert", 20000, 0, 1, false, 0},
    {"one alert, 100 changes of 100,000 keys", 20000, 100, 100000, false, 0},
    {"one alert, 100 changes, every ms", 5000, 100, 100000, false, 1000},
    {"10,000 changes of 1,000,000 keys, every 10 ms", 500, 10000, 1000000, false, 10000},
    {"one alert, waiting for the disk", 1000, 0, 1, true, 0},
};

static uint64_t microseconds(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static int compare_times(const void *a, const void *b)
{
    const uint64_t *first = a;
    const uint64_t *second = b;

    return (*first > *second) - (*first < *second);
}

static void fill_batch(struct fixture *fixture, const struct question *question, uint64_t *seed)
{
    static char body[BODY];
    struct journal_record record = {
        .kind = JOURNAL_ALERT,
        .at = 1,
        .alert = fixture_alert(fixture_random(seed)),
        .body = {body, sizeof body},
    };

    memset(body, 'b', sizeof body);
    journal_batch_add(fixture->batch, &record);
    for (unsigned i = 0; i < question->changes; i++) {
        char key[24] = {0};

        snprintf(key, sizeof key, "%016" PRIx64, fixture_random(seed) % question->keys);
        fixture_put(fixture, key, "some forty bytes of a window's memory...");
    }
}

static void answer(const struct question *question)
{
    struct fixture fixture;
    uint64_t *times = mem_zero_array(question->commits, sizeof *times);
    unsigned count = question->commits;
    uint64_t seed = 1;

    fixture_begin(&fixture);
    fixture_open(&fixture);
    for (unsigned i = 0; i < count; i++) {
        struct timespec pause = {0, (long)question->pause * 1000};
        uint64_t begun = 0;

        fill_batch(&fixture, question, &seed);
        begun = microseconds();
        fixture_commit(&fixture, question->durable);
        times[i] = microseconds() - begun;
        if (question->pause > 0)
            nanosleep(&pause, NULL);
    }
    qsort(times, count, sizeof *times, compare_times);
    printf("commit, %-46s p50 %6" PRIu64 "  p99 %6" PRIu64 "  p99.9 %6" PRIu64 "  most %6" PRIu64
           " us\n",
           question->name, times[count / 2], times[count / 100 * 99],
           times[count / 1000 * 999 + count % 1000 * 999 / 1000], times[count - 1]);
    fixture_end(&fixture);
    mem_free(times);
}

int main(void)
{
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        answer(&questions[i]);
    return EXIT_SUCCESS;
}
