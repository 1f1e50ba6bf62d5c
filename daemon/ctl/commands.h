/*
 * commands -- the verbs of amberctl, one function each; main.c has the table.
 *
 * Each returns an exit status of protocol/reply.h.
 */
#ifndef CTL_COMMANDS_H
#define CTL_COMMANDS_H

#include "ctl/arguments.h"

/* with rules and logs, no daemon needed */
int command_check(const struct arguments *arguments);
int command_test(const struct arguments *arguments);
int command_match(const struct arguments *arguments);
int command_decode(const struct arguments *arguments);
int command_formats(const struct arguments *arguments);
int command_replay(const struct arguments *arguments);
int command_backup(const struct arguments *arguments);
int command_verify(const struct arguments *arguments);
int command_complete(const struct arguments *arguments);

/* asking a running daemon */
int command_status(const struct arguments *arguments);
int command_sources(const struct arguments *arguments);
int command_rules(const struct arguments *arguments);
int command_alerts(const struct arguments *arguments);
int command_show(const struct arguments *arguments);
int command_move(const struct arguments *arguments);
int command_metrics(const struct arguments *arguments);
int command_reload(const struct arguments *arguments);
int command_tail(const struct arguments *arguments);

#endif
