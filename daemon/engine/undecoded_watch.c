#include "engine/undecoded_watch.h"

#include "base/memory.h"

enum { BLOCK = 100, HALF = 50 };

struct tally {
    unsigned records;
    unsigned undecoded;
    bool told;
};

struct undecoded_watch {
    struct tally *tallies;
    size_t count;
};

struct undecoded_watch *undecoded_watch_create(void)
{
    return mem_zero(sizeof(struct undecoded_watch));
}

void undecoded_watch_destroy(struct undecoded_watch *watch)
{
    if (!watch)
        return;
    mem_free(watch->tallies);
    mem_free(watch);
}

void undecoded_watch_resize(struct undecoded_watch *watch, size_t sources)
{
    mem_free(watch->tallies);
    watch->tallies = mem_zero_array(sources, sizeof *watch->tallies);
    watch->count = sources;
}

bool undecoded_watch_note(struct undecoded_watch *watch, size_t source, bool decoded,
                          unsigned *percent)
{
    struct tally *tally = &watch->tallies[source];
    bool tell = false;

    tally->records++;
    tally->undecoded += decoded ? 0 : 1;
    if (tally->records < BLOCK)
        return false;

    *percent = tally->undecoded;
    tell = tally->undecoded >= HALF && !tally->told;
    if (tell || tally->undecoded == 0)
        tally->told = tell;
    tally->records = 0;
    tally->undecoded = 0;
    return tell;
}
