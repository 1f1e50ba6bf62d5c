/*
 * daemon_log -- what the daemon says about itself, on standard error.
 *
 * Under systemd that is the journal, and each line carries its priority in front
 * ("<4>"); on a terminal it is plain.  Text is escaped: names that came out of a
 * log cannot forge a line.
 */
#ifndef APP_DAEMON_LOG_H
#define APP_DAEMON_LOG_H

#include "base/error.h"

enum log_priority { LOG_PRIORITY_ERROR = 3, LOG_PRIORITY_WARNING = 4, LOG_PRIORITY_INFO = 6 };

void daemon_log(enum log_priority priority, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
