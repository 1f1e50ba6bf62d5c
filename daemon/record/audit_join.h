/*
 * audit_join -- the lines of one audit event, brought together.
 *
 *     type=SYSCALL msg=audit(1793577901.123:4567): arch=c000003e ...
 *     type=EXECVE msg=audit(1793577901.123:4567): argc=2 ...
 *     type=PROCTITLE msg=audit(1793577901.123:4567): proctitle=...
 *
 * Lines belong together that have the same "audit(SECONDS:SERIAL)", node ("node=gw "
 * in front) and host (of a syslog head in front), whatever stands between them.  An
 * event is whole
 *
 *   - with PROCTITLE or EOE, which the kernel writes last; EOE says nothing itself
 *     and is in no record;
 *   - at once, when programs wrote it and not the kernel: they write one line an
 *     event.  By libaudit's numbers those are the types 1000 to 1299 and from 2000 on;
 *   - when the same log has come AUDIT_PATIENCE further, by the events' own times.
 *
 * The kernel's serial counts to 2^32 and begins anew at each boot; with the time it
 * names an event all the same.
 *
 * A line without "audit(" is a record of its own, and so is one whose event has gone.
 */
#ifndef RECORD_AUDIT_JOIN_H
#define RECORD_AUDIT_JOIN_H

#include "record/waiting_book.h"

#define AUDIT_PATIENCE (2 * SECOND)

void audit_join_take(struct waiting_book *book, struct record *line,
                     const struct assembler_target *target);

#endif
