/*
 * auditd_type -- what the types of audit records mean, in the words of access_event.h
 * and auditd.h.
 *
 * Types and their numbers are those of linux/audit.h and libaudit's audit-records.h.
 */
#ifndef DECODE_AUDITD_TYPE_H
#define DECODE_AUDITD_TYPE_H

#include <stdbool.h>

#include "base/text.h"

/* Whom a record's acct, id and grp are. */
enum auditd_role {
    AUDITD_ROLE_PLAIN,   /* nobody in particular: who did it is uid */
    AUDITD_ROLE_LOGIN,   /* who logs in */
    AUDITD_ROLE_COMMAND, /* who asked for another's rights */
    AUDITD_ROLE_ACCOUNT, /* whose account is changed; who did it is auid */
    AUDITD_ROLE_GROUP,   /* the group that is changed */
    AUDITD_ROLE_PART,    /* a record that tells more of another's event */
};

struct auditd_type {
    const char *name;
    unsigned number;
    const char *action; /* NULL: none, event.code alone says what it is */
    const char *category;
    enum auditd_role role;
};

/* The row of a type by its name or its number ("1400", "UNKNOWN[1400]"); NULL when not
 * known. */
const struct auditd_type *auditd_type_find(struct text type);

/* What the changing of accounts says in op=, in front of all that. */
struct auditd_operation {
    const char *action; /* NULL: as the type says */
    bool is_echo;       /* shadows and home folders: another record is the one that counts */
};

struct auditd_operation auditd_operation_read(struct text operation);

#endif
