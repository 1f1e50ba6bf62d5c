#include "output/name_share.h"

#include "support/suite.h"

enum { OWN_USER = 900 };

static size_t take_all(struct name_share *share, uint32_t user)
{
    size_t count = 0;

    while (count <= NAMES_MOST && name_share_take(share, user))
        count++;
    return count;
}

START_TEST(one_user_leaves_room_for_others)
{
    struct name_share share = {.own_user = OWN_USER};

    ck_assert_uint_eq(take_all(&share, 1000), NAMES_OF_USER_MOST);
    ck_assert_uint_eq(take_all(&share, 1001), NAMES_OF_USER_MOST);
    ck_assert(!name_share_take(&share, 1000));
}
END_TEST

START_TEST(all_together_have_a_bound_and_the_machine_has_none)
{
    struct name_share share = {.own_user = OWN_USER};

    for (uint32_t user = 1; user <= NAMES_MOST / NAMES_OF_USER_MOST; user++)
        ck_assert_uint_eq(take_all(&share, user), NAMES_OF_USER_MOST);
    ck_assert_uint_eq(take_all(&share, 1000), 0);
    ck_assert_uint_gt(take_all(&share, 0), NAMES_MOST);
    ck_assert_uint_gt(take_all(&share, OWN_USER), NAMES_MOST);
}
END_TEST

SUITE_MAIN("name_share", one_user_leaves_room_for_others,
           all_together_have_a_bound_and_the_machine_has_none)
