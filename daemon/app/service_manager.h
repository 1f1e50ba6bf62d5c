/*
 * service_manager -- talking to systemd: ready, reloading, alive; and the sockets
 * it opened for us.
 *
 * sd_notify(3)'s and sd_listen_fds(3)'s protocols are a datagram and three
 * environment variables, so no library is needed.  Without a service manager all
 * of it does nothing.
 */
#ifndef APP_SERVICE_MANAGER_H
#define APP_SERVICE_MANAGER_H

#include "base/error.h"
#include "base/timestamp.h"

/* Sends lines such as "READY=1\nSTATUS=...". */
void service_manager_notify(const char *format, ...) PRINTF_LIKE(1, 2);

/* How often the manager wants to hear WATCHDOG=1; 0 = never. */
timestamp service_manager_watchdog(void);

/* The listening socket passed under this name (FileDescriptorName=), or -1.  It
 * gets O_CLOEXEC and O_NONBLOCK. */
int service_manager_socket(const char *name);

#endif
