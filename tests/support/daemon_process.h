/*
 * daemon_process -- a real amberd under test, as a child of the test.
 *
 * It dies with the test.  What it says goes to a file, over all its lives.
 */
#ifndef SUPPORT_DAEMON_PROCESS_H
#define SUPPORT_DAEMON_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

struct daemon_options {
    const char *config;
    const char *control;        /* its control socket: answers there = it is up */
    const char *complaints;     /* the file that its standard error is appended to */
    const char *const *wrapper; /* words put in front, such as a tracer's; NULL */
    uid_t user;                 /* who it runs as; 0 = as the test does */
};

struct daemon_process;

/* Starts it and does not wait. */
struct daemon_process *daemon_process_start(const struct daemon_options *options);

/* Waits until it answers.  False when it has ended instead. */
bool daemon_process_await(struct daemon_process *daemon);

pid_t daemon_process_id(const struct daemon_process *daemon);
bool daemon_process_is_running(struct daemon_process *daemon);
void daemon_process_signal(const struct daemon_process *daemon, int signal);

/* Waits for its end and frees the struct; NULL is fine.  Returns the exit status,
 * or 128 and the signal that ended it. */
int daemon_process_wait(struct daemon_process *daemon);

/* SIGKILL, or SIGTERM, and wait. */
int daemon_process_kill(struct daemon_process *daemon);
int daemon_process_terminate(struct daemon_process *daemon);

/* A line of /proc/PID/status in KiB ("VmHWM"), and CPU seconds used; 0 = gone. */
unsigned long daemon_process_memory(const struct daemon_process *daemon, const char *line);
double daemon_process_cpu(const struct daemon_process *daemon);

#endif
