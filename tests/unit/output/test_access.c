/* access: who may do what, by user and groups. */
#include "output/access.h"

#include <string.h>

#include "support/suite.h"

enum { OWN = 900, READERS = 910, ADMINS = 920, OTHERS = 930, ALICE = 1000, NOBODY = -1 };

static const struct {
    const char *who;
    uint32_t user;
    uint32_t group;
    uint32_t others[3];
    size_t other_count;
    int64_t readers;
    int64_t admins;
    enum access access;
} decisions[] = {
    {"root", 0, 0, {0}, 0, READERS, ADMINS, ACCESS_ALL},
    {"root where there are no groups", 0, 0, {0}, 0, NOBODY, NOBODY, ACCESS_ALL},
    {"the daemon's user", OWN, OTHERS, {0}, 0, NOBODY, NOBODY, ACCESS_ALL},
    {"a stranger", ALICE, ALICE, {OTHERS}, 1, READERS, ADMINS, ACCESS_NONE},
    {"root's group alone", ALICE, 0, {0}, 1, READERS, ADMINS, ACCESS_NONE},
    {"the daemon's number as a group", ALICE, OWN, {OWN}, 1, READERS, ADMINS, ACCESS_NONE},
    {"a reader", ALICE, ALICE, {OTHERS, READERS}, 2, READERS, ADMINS, ACCESS_READ},
    {"a reader by his own group", ALICE, READERS, {0}, 0, READERS, ADMINS, ACCESS_READ},
    {"an admin", ALICE, ALICE, {OTHERS, 1, ADMINS}, 3, READERS, ADMINS, ACCESS_ALL},
    {"an admin by his own group", ALICE, ADMINS, {0}, 0, READERS, ADMINS, ACCESS_ALL},
    {"both, reader first", ALICE, READERS, {ADMINS}, 1, READERS, ADMINS, ACCESS_ALL},
    {"both, admin first", ALICE, ADMINS, {READERS}, 1, READERS, ADMINS, ACCESS_ALL},
    {"one group for both", ALICE, ALICE, {READERS}, 1, READERS, READERS, ACCESS_ALL},
    {"a reader, and no admins", ALICE, ALICE, {READERS}, 1, READERS, NOBODY, ACCESS_READ},
    {"an admin, and no readers", ALICE, ALICE, {ADMINS}, 1, NOBODY, ADMINS, ACCESS_ALL},
    {"-1 is no group", ALICE, UINT32_MAX, {UINT32_MAX}, 1, NOBODY, NOBODY, ACCESS_NONE},
    {"beyond what is told", ALICE, ALICE, {OTHERS, ADMINS}, 1, READERS, ADMINS, ACCESS_NONE},
};

START_TEST(user_and_groups_decide)
{
    for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++) {
        uint32_t groups[3] = {0};
        const struct access_policy policy = {.own_user = OWN,
                                             .readers = {decisions[i].readers, "readers"},
                                             .admins = {decisions[i].admins, "admins"}};
        const struct peer peer = {.user = decisions[i].user,
                                  .group = decisions[i].group,
                                  .groups = groups,
                                  .group_count = decisions[i].other_count};

        memcpy(groups, decisions[i].others, sizeof groups);
        ck_assert_msg(access_of(&policy, &peer) == decisions[i].access, "%s", decisions[i].who);
    }
}
END_TEST

static const struct {
    int64_t readers;
    int64_t admins;
    enum access needed;
    const char *words;
} advices[] = {
    {READERS, ADMINS, ACCESS_READ, "the group r: `sudo usermod -aG r $USER`"},
    {READERS, ADMINS, ACCESS_ALL, "the group a: `sudo usermod -aG a $USER`"},
    {NOBODY, ADMINS, ACCESS_READ, "the group a:"},
    {READERS, NOBODY, ACCESS_READ, "the group r:"},
    {READERS, NOBODY, ACCESS_ALL, "root and the daemon's own user alone"},
    {NOBODY, NOBODY, ACCESS_READ, "root and the daemon's own user alone"},
};

START_TEST(the_group_to_join_is_named)
{
    struct buffer out = {0};

    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++) {
        const struct access_policy policy = {.readers = {advices[i].readers, "r"},
                                             .admins = {advices[i].admins, "a"}};

        buffer_clear(&out);
        access_explain(&policy, advices[i].needed, &out);
        ck_assert_msg(strstr(buffer_string(&out), advices[i].words) != NULL, "%zu: %s", i,
                      buffer_string(&out));
    }
    buffer_finish(&out);
}
END_TEST

SUITE_MAIN("access", user_and_groups_decide, the_group_to_join_is_named)
