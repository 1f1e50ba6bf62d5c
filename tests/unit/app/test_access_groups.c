/* access_groups: the groups of the settings, by name and by number. */
#include "app/access_groups.h"

#include <unistd.h>

#include "support/suite.h"

static struct access_policy find(const char *readers, const char *admins)
{
    static struct settings settings;

    settings.feed.group = (char *)(uintptr_t)readers;
    settings.control.group = (char *)(uintptr_t)admins;
    return access_groups_find(&settings);
}

START_TEST(a_name_is_looked_up)
{
    static const char name[] = "root";
    const struct access_policy policy = find(name, "");

    ck_assert_int_eq(policy.readers.id, 0);
    ck_assert_str_eq(policy.readers.name, name);
    ck_assert_int_eq(policy.admins.id, -1);
    ck_assert_uint_eq(policy.own_user, geteuid());
}
END_TEST

static const struct {
    const char *name;
    int64_t id;
} numbers[] = {
    {"61001", 61001}, {"4294967294", 4294967294},   {"4294967295", -1}, {"4294967296", -1},
    {"-1", -1},       {"18446744073709551616", -1}, {"61001x", -1},     {"no-such-group", -1},
    {"", -1},
};

START_TEST(a_number_stands_for_itself)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct access_policy policy = find("", numbers[i].name);

        ck_assert_msg(policy.admins.id == numbers[i].id, "'%s'", numbers[i].name);
        ck_assert_int_eq(policy.readers.id, -1);
        if (numbers[i].id >= 0)
            ck_assert_str_eq(policy.admins.name, numbers[i].name);
    }
}
END_TEST

SUITE_MAIN("access_groups", a_name_is_looked_up, a_number_stands_for_itself)
