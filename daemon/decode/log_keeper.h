/*
 * log_keeper -- the programs that keep logs, on what became of the logs: rsyslogd,
 * systemd-journald, syslogd, syslog-ng, and auditd in what it says to syslog.
 *
 *   event.action     what it means                                      outcome
 *   log_lost         messages were dropped, suppressed or missed        failure
 *   log_started      the program began                                  success
 *   log_stopped      it ended, or keeps nothing any more                success
 *   log_reopened     it began new files, after a rotation                success
 *   log_cleared      journald: old journals were deleted                success
 *
 * amberd.count of log_lost is how many messages the line says are lost, else 1.
 */
#ifndef DECODE_LOG_KEEPER_H
#define DECODE_LOG_KEEPER_H

#include "decode/decoder.h"

/* Without a name, for rsyslogd puts numbers behind its own ("rsyslogd-2177"). */
extern const struct program log_keeper_program;

#endif
