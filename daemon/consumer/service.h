/*
 * service -- what a small program beside the daemon needs of the world around it: its
 * name, its settings file, the time, signals, and a place to say things.
 *
 * The only folder of consumers that asks a clock or prints; everybody else is told.
 */
#ifndef CONSUMER_SERVICE_H
#define CONSUMER_SERVICE_H

#include <poll.h>
#include <stdbool.h>

#include "base/buffer.h"
#include "base/diagnostics.h"
#include "base/timestamp.h"
#include "config/setting_table.h"

enum {
    SERVICE_OK = 0,
    SERVICE_BAD_SETTINGS = 3, /* on the command line or in the file */
    SERVICE_NO_START = 70,
};

struct service {
    const char *program; /* "amberd-export" */
    const char *folder;  /* of its settings, beside the daemon's: "export" */
    const char *help;
    struct setting_table table;

    const char *name;   /* of the instance, as the command line gives it */
    const char *config; /* NULL = folder/name.yml beside the daemon's, where there is one */
    bool only_check;
};

/* Reads the command line: [-c FILE] [--check] NAME.  False when there is nothing more to
 * do, with *status. */
bool service_read_arguments(struct service *service, int argc, char **argv, int *status);

/* Reads the settings into target; false, having said why, when there are mistakes. */
bool service_read_settings(const struct service *service, void *target);

/* A line to standard error, with the program's name and the instance's in front. */
void service_say(const struct service *service, const char *format, ...) PRINTF_LIKE(2, 3);

/* The wall clock; and one for intervals, which nobody steps and which stands still while
 * the machine sleeps: of a daemon that slept as well, nothing was to be heard. */
timestamp service_now(void);
timestamp service_running(void);

/* A descriptor that can be read when a child has ended or the program is to: those
 * signals come nowhere else from now on, and how a child ended is kept for waitpid(2),
 * whatever was inherited.  -1 with err. */
int service_signals(struct error *err);

/* Empties it.  True when the program is to end. */
bool service_is_to_end(int signals);

/* poll(2) until an instant of service_running. */
void service_wait(struct pollfd *polled, nfds_t count, timestamp until);

#endif
