/*
 * auditd_syscall -- the names of system calls, for records that have only numbers.
 *
 * Of x86-64 (arch=c000003e), from the kernel's table, which never changes a number:
 * those that change files, rights, processes, modules, the clock or the network, and
 * so those that audit rules name.  Records of other machines, and in the ENRICHED
 * format, are left to what they say themselves.
 */
#ifndef DECODE_AUDITD_SYSCALL_H
#define DECODE_AUDITD_SYSCALL_H

#include "base/text.h"

/* The name of a number as the record writes both; empty when not known. */
struct text auditd_syscall_name(struct text arch, struct text number);

#endif
