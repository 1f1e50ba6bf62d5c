#include "model/reserved_name.h"

#include <check.h>
#include <stdlib.h>

#include "support/suite.h"

static const char *const reserved[] = {
    "user.on_shift", "user.role",     "user.status", "user.attribution", "access.entitled",
    "ai.approval",   "ai.vendor",     "source.site", "source.country",   "dataset.class",
    "sql.tables",    "sql.has_where", "amberd.",     "amberd.flags",     "raw.user.role",
};

static const char *const free_names[] = {
    "", "user", "user.role.x", "user.roles", "User.role", "amberd", "raw", "rawest", "user.name",
};

START_TEST(what_enrichment_says_is_reserved)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        ck_assert_msg(reserved_name_is(text_of(reserved[i])), "%s", reserved[i]);
}
END_TEST

START_TEST(all_else_is_free)
{
    for (size_t i = 0; i < sizeof free_names / sizeof *free_names; i++)
        ck_assert_msg(!reserved_name_is(text_of(free_names[i])), "%s", free_names[i]);
}
END_TEST

SUITE_MAIN("reserved_name", what_enrichment_says_is_reserved, all_else_is_free)
