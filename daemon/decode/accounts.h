/*
 * accounts -- users and groups as the tools for them change them: shadow's useradd,
 * usermod, userdel, groupadd, groupmod, groupdel, gpasswd, chage, passwd, chfn, chsh,
 * Debian's adduser and its kin, SUSE's pwdutils, systemd-sysusers.
 *
 *   event.action               what it means
 *   user_created               outcome failure: the change was taken back
 *   user_deleted
 *   user_changed               event.reason: what, "UID from '1001' to '0'"
 *   user_locked, user_unlocked the password was
 *   password_changed           (with PAM, pam.h's line says so)
 *   password_expiry_changed    chage
 *   group_created, group_deleted, group_changed
 *   group_member_added, group_member_removed
 *   group_members_set, group_administrators_set    event.reason: to whom
 *
 * user.target.name and group.name are whom it concerns; only gpasswd and passwd say
 * who did it (user.name).  A change is written to /etc/passwd or /etc/group and to
 * their shadows, and most tools log each: the line of the first counts, the others
 * have amberd.count 0.
 */
#ifndef DECODE_ACCOUNTS_H
#define DECODE_ACCOUNTS_H

#include "decode/decoder.h"

extern const struct decoder accounts_decoder;
extern const struct program accounts_program;

#endif
