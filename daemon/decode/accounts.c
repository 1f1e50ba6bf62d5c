#include "decode/accounts.h"

#include "decode/access_event.h"
#include "decode/pam.h"
#include "decode/syslog.h"

#define DONE(says, action)                    \
    {                                         \
        says, action, "iam", "success", false \
    }
#define ECHO(says, action)                   \
    {                                        \
        says, action, "iam", "success", true \
    }
#define FAILED(says, action)                  \
    {                                         \
        says, action, "iam", "failure", false \
    }

/* Of two rows that both fit a message, the more exact stands first. */
static const struct access_form forms[] = {
    DONE("new user: name=%t, UID=%i, GID=%G, %*", "user_created"),
    DONE("new account added - account=%t, uid=%i, gid=%G, %*", "user_created"),
    FAILED("failed adding user '%t', %r", "user_created"),
    FAILED("failed adding user '%t'", "user_created"),
    DONE("Creating user '%t' (%*) with UID %i and GID %*.", "user_created"),
    ECHO("Adding new user `%t' (%i) with group `%g%*", "user_created"),
    ECHO("Adding new user `%t' (UID %i) with group `%g%*", "user_created"),

    DONE("delete user '%t'", "user_deleted"),
    DONE("account deleted - account=%t, uid=%i, %*", "user_deleted"),
    ECHO("Removing user `%t' ...", "user_deleted"),

    DONE("lock user '%t' password", "user_locked"),
    DONE("unlock user '%t' password", "user_unlocked"),
    DONE("change user '%t' password", "password_changed"),
    DONE("password for '%t' changed by '%u'", "password_changed"),
    DONE("password for `%t' changed by `%u'", "password_changed"),
    FAILED("can't change pwd for `%t'", "password_changed"),
    FAILED("can't view or modify password information for %t", "password_changed"),
    DONE("changed password expiry for %t", "password_expiry_changed"),
    DONE("change user '%t' %r", "user_changed"),
    DONE("change user name '%t' to '%r'", "user_changed"),
    DONE("changed user '%t' shell to '%r'", "user_changed"),
    DONE("changed user `%t' shell to `%r'", "user_changed"),
    DONE("changed user '%t' %r", "user_changed"),

    DONE("new group: name=%g, GID=%G", "group_created"),
    DONE("new group added - group=%g, gid=%G, %*", "group_created"),
    ECHO("group added to /etc/group: name=%g, GID=%G", "group_created"),
    ECHO("group added to /etc/gshadow: name=%g", "group_created"),
    FAILED("failed adding group '%g'%*", "group_created"),
    DONE("Creating group '%g' with GID %G.", "group_created"),

    ECHO("group '%g' removed from /etc/%*", "group_deleted"),
    DONE("group '%g' removed", "group_deleted"),
    DONE("removed group '%g' owned by '%t'", "group_deleted"),
    ECHO("removed shadow group '%g' owned by '%t'", "group_deleted"),

    DONE("group changed in /etc/group (group %g/%G, %r)", "group_changed"),
    DONE("group changed in /etc/group (group %g/%G)", "group_changed"),
    ECHO("group changed in /etc/%* (group %g/%G, %r)", "group_changed"),
    ECHO("group changed in /etc/%* (group %g/%G)", "group_changed"),
    ECHO("group changed in /etc/gshadow (group %g, %r)", "group_changed"),
    DONE("password of group %g %r by %u", "group_changed"),
    DONE("access to group %g %r by %u", "group_changed"),

    ECHO("change '%t' to '%r' in group '%g'", "group_changed"),
    ECHO("change '%t' to '%r' in shadow group '%g'", "group_changed"),

    ECHO("add '%t' to shadow group '%g'", "group_member_added"),
    DONE("add '%t' to group '%g'", "group_member_added"),
    DONE("user %t added by %u to group %g", "group_member_added"),
    DONE("account added to group - account=%t, group=%g, gid=%G, %*", "group_member_added"),
    DONE("add member %t to group %g by %u", "group_member_added"),
    ECHO("Adding user `%t' to group `%g' ...", "group_member_added"),

    ECHO("delete '%t' from shadow group '%g'", "group_member_removed"),
    DONE("delete '%t' from group '%g'", "group_member_removed"),
    DONE("user %t removed by %u from group %g", "group_member_removed"),
    DONE("remove member %t from group %g by %u", "group_member_removed"),
    ECHO("Removing user `%t' from group `%g' ...", "group_member_removed"),
    DONE("members of group %g set by %u to %r", "group_members_set"),
    DONE("administrators of group %g set by %u to %r", "group_administrators_set"),
};

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    return access_form_decode(forms, sizeof forms / sizeof *forms, frame, event, count);
}

static const char *const names[] = {
    "useradd",          "usermod",   "userdel", "newusers", "groupadd", "groupmod", "groupdel",
    "gpasswd",          "groupmems", "chage",   "passwd",   "chpasswd", "chfn",     "chsh",
    "adduser",          "addgroup",  "deluser", "delgroup", "vipw",     "vigr",     "chgpasswd",
    "systemd-sysusers", NULL};

const struct program accounts_program = {
    .names = names,
    .kind = {"account", {{.product = "linux", .service = "auth"}}},
    .decode = decode_message,
    .fields = access_fields,
    .field_count = ACCESS_FIELDS,
};

static const struct program *const programs[] = {&accounts_program, &pam_program, NULL};

static const char *const aliases[] = {"useradd", "usermod", "gpasswd", "passwd", NULL};

const struct decoder accounts_decoder = {
    .name = "accounts",
    .aliases = aliases,
    .description = "changes of users and groups in syslog: useradd, usermod, gpasswd, passwd ...",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
