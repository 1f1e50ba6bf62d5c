#include "decode/member_set.h"

#include <check.h>
#include <stdlib.h>

#include "support/suite.h"

START_TEST(each_object_has_its_own_names)
{
    struct arena *arena = arena_create(1024);
    struct member_set set = {0};

    ck_assert(member_set_add(&set, arena, 1, TEXT("a")));
    ck_assert(member_set_add(&set, arena, 1, TEXT("")));
    ck_assert(member_set_add(&set, arena, 2, TEXT("a")));
    ck_assert(!member_set_add(&set, arena, 1, TEXT("a")));
    ck_assert(!member_set_add(&set, arena, 1, TEXT("")));
    ck_assert(!member_set_add(&set, arena, 2, TEXT("a")));
    arena_destroy(arena);
}
END_TEST

START_TEST(it_grows)
{
    struct arena *arena = arena_create(1024);
    struct member_set set = {0};

    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 10000; i++)
            ck_assert(member_set_add(&set, arena, 1, arena_printf(arena, "%d", i)) == (round == 0));
    }
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("member_set", each_object_has_its_own_names, it_grows)
