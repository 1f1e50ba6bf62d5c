/*
 * amberctl_run -- amberctl as somebody types it, for tests of what it answers.
 *
 * With a rule, and a line of sshd's log that it matches: what there is to answer about.
 */
#ifndef SUPPORT_AMBERCTL_RUN_H
#define SUPPORT_AMBERCTL_RUN_H

#include "base/buffer.h"
#include "support/workbench.h"

#define NIGHT_RULE                                               \
    "title: Night login\n"                                       \
    "id: 11111111-1111-4111-8111-111111111111\n"                 \
    "logsource: {product: linux, service: sshd}\n"               \
    "detection:\n"                                               \
    "  s: {user.name|contains: night, event.outcome: success}\n" \
    "  condition: s\n"                                           \
    "level: medium\n"

#define NIGHT_LOGIN                                            \
    "2026-11-03T02:00:01Z gw1 sshd[1]: Accepted password for " \
    "nightowl from 203.0.113.7 port 4022 ssh2\n"

/* Runs it; the exit status must be as given.  Returns what it said, which said holds
 * until the next time. */
const char *amberctl_run(const struct workbench *bench, int status, const char *const *words,
                         struct buffer *said);

#endif
