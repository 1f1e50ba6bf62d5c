/*
 * process_look -- what a process that does not come to its end is doing.
 *
 * Prints to standard error, thread by thread, its state, the call it is in and where
 * the kernel keeps it waiting: what /proc says.  For the log of a test that gives up.
 */
#ifndef SUPPORT_PROCESS_LOOK_H
#define SUPPORT_PROCESS_LOOK_H

#include <sys/types.h>

void process_look(pid_t process);

#endif
