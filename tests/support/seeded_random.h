/*
 * seeded_random -- chance that can be had again.
 *
 * Each test prints the seed it runs with; SEED=N in the environment gives the
 * same choices once more.
 */
#ifndef SUPPORT_SEEDED_RANDOM_H
#define SUPPORT_SEEDED_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct seeded_random {
    uint64_t state;
};

/* From SEED, else a fixed seed, told on standard output with the test's name. */
struct seeded_random seeded_random_start(const char *test);

/* One that goes its own way but from the same seed. */
struct seeded_random seeded_random_fork(struct seeded_random *random);

uint64_t seeded_random_next(struct seeded_random *random);

/* 0 to bound - 1; bound is not 0. */
unsigned seeded_random_below(struct seeded_random *random, unsigned bound);

/* True once in so many times. */
bool seeded_random_once_in(struct seeded_random *random, unsigned times);

/* Whether the long form of a test is asked for: LONG is set. */
bool test_is_long(void);

/* How often to do something: short_form, or long_form when LONG is set. */
unsigned test_rounds(unsigned short_form, unsigned long_form);

#endif
