#include "decode/auditd_type.h"

#include <check.h>

#include "decode/auditd_syscall.h"
#include "support/suite.h"

START_TEST(types_are_found_by_name_and_number)
{
    const struct auditd_type *type = auditd_type_find(TEXT("AVC"));

    ck_assert_ptr_nonnull(type);
    ck_assert_ptr_eq(auditd_type_find(TEXT("1400")), type);
    ck_assert_ptr_eq(auditd_type_find(TEXT("UNKNOWN[1400]")), type);
    ck_assert_ptr_null(auditd_type_find(TEXT("avc")));
    ck_assert_ptr_null(auditd_type_find(TEXT("UNKNOWN[1400")));
    ck_assert_ptr_null(auditd_type_find(TEXT("UNKNOWN[1399]")));
    ck_assert_ptr_null(auditd_type_find(TEXT("")));
    ck_assert_ptr_null(auditd_type_find(TEXT("0")));
}
END_TEST

static const struct {
    const char *operation;
    const char *action; /* NULL: as the type says */
    bool is_echo;
} operations[] = {
    {"add-user", NULL, false},
    {"adding user", NULL, false},
    {"add-home-dir", NULL, true},
    {"adding home directory", NULL, true},
    {"add-group", "group_created", false},
    {"add-shadow-group", "group_created", true},
    {"delete-group", "group_deleted", false},
    {"add-user-to-group", "group_member_added", false},
    {"adding user to shadow group", "group_member_added", true},
    {"adding group member", "group_member_added", false},
    {"deleting user from group", "group_member_removed", false},
    {"removing group member", "group_member_removed", false},
    {"removing user from shadow group", "group_member_removed", true},
    {"locked-password", "user_locked", false},
    {"unlocked-password", "user_unlocked", false},
    {"changing password", "password_changed", false},
    {"change-age", "password_expiry_changed", false},
    {"display aging info", "account_checked", false},
    {"PAM:chauthtok", NULL, false},
    {"", NULL, false},
};

START_TEST(operations_say_what_was_changed)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        struct auditd_operation read = auditd_operation_read(text_of(operations[i].operation));

        ck_assert_pstr_eq(read.action, operations[i].action);
        ck_assert_msg(read.is_echo == operations[i].is_echo, "%s", operations[i].operation);
    }
}
END_TEST

START_TEST(system_calls_have_names)
{
    ck_assert(text_equal(auditd_syscall_name(TEXT("c000003e"), TEXT("0")), TEXT("read")));
    ck_assert(text_equal(auditd_syscall_name(TEXT("C000003E"), TEXT("59")), TEXT("execve")));
    ck_assert(text_equal(auditd_syscall_name(TEXT("c000003e"), TEXT("319")), TEXT("memfd_create")));
    ck_assert_uint_eq(auditd_syscall_name(TEXT("c000003e"), TEXT("999")).length, 0);
    ck_assert_uint_eq(auditd_syscall_name(TEXT("c000003e"), TEXT("")).length, 0);
    ck_assert_uint_eq(auditd_syscall_name(TEXT("c00000b7"), TEXT("59")).length, 0);
}
END_TEST

SUITE_MAIN("auditd_type", types_are_found_by_name_and_number, operations_say_what_was_changed,
           system_calls_have_names)
