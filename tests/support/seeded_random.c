#include "support/seeded_random.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { USUAL_SEED = 1 };

struct seeded_random seeded_random_start(const char *test)
{
    const char *wanted = getenv("SEED");
    struct seeded_random random = {wanted ? strtoull(wanted, NULL, 10) : USUAL_SEED};

    printf("%s: SEED=%" PRIu64 "\n", test, random.state);
    fflush(stdout);
    return random;
}

struct seeded_random seeded_random_fork(struct seeded_random *random)
{
    return (struct seeded_random){seeded_random_next(random)};
}

/* Steele, Lea and Flood's SplitMix64. */
uint64_t seeded_random_next(struct seeded_random *random)
{
    uint64_t mixed = random->state += UINT64_C(0x9e3779b97f4a7c15);

    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

unsigned seeded_random_below(struct seeded_random *random, unsigned bound)
{
    return (unsigned)(seeded_random_next(random) % bound);
}

bool seeded_random_once_in(struct seeded_random *random, unsigned times)
{
    return seeded_random_below(random, times) == 0;
}

bool test_is_long(void)
{
    return getenv("LONG") != NULL;
}

unsigned test_rounds(unsigned short_form, unsigned long_form)
{
    return test_is_long() ? long_form : short_form;
}
