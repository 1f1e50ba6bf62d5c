#include "engine/undecoded_watch.h"

#include "support/suite.h"

/* Notes count records; how many of them were told as the end of a bad block. */
static unsigned note(struct undecoded_watch *watch, size_t source, unsigned count, bool decoded)
{
    unsigned told = 0;
    unsigned percent = 0;

    for (unsigned i = 0; i < count; i++)
        told += undecoded_watch_note(watch, source, decoded, &percent);
    return told;
}

START_TEST(half_a_block_is_enough_and_less_is_not)
{
    struct undecoded_watch *watch = undecoded_watch_create();
    unsigned percent = 0;

    undecoded_watch_resize(watch, 2);
    ck_assert_uint_eq(note(watch, 0, 49, false) + note(watch, 0, 51, true), 0);
    ck_assert_uint_eq(note(watch, 1, 50, false) + note(watch, 1, 49, true), 0);
    ck_assert(undecoded_watch_note(watch, 1, true, &percent));
    ck_assert_uint_eq(percent, 50);
    undecoded_watch_destroy(watch);
}
END_TEST

START_TEST(a_wrong_log_is_told_once)
{
    struct undecoded_watch *watch = undecoded_watch_create();

    undecoded_watch_resize(watch, 1);
    ck_assert_uint_eq(note(watch, 0, 10000, false), 1);
    ck_assert_uint_eq(note(watch, 0, 99, true) + note(watch, 0, 1, false), 0);
    ck_assert_uint_eq(note(watch, 0, 100, false), 0); /* not one whole good block yet */
    ck_assert_uint_eq(note(watch, 0, 100, true), 0);
    ck_assert_uint_eq(note(watch, 0, 100, false), 1);
    undecoded_watch_destroy(watch);
}
END_TEST

SUITE_MAIN("undecoded_watch", half_a_block_is_enough_and_less_is_not, a_wrong_log_is_told_once)
