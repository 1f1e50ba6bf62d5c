/*
 * daemon_paths -- where the daemon's sockets and state are, by its settings.
 */
#ifndef CTL_DAEMON_PATHS_H
#define CTL_DAEMON_PATHS_H

#include <jansson.h>

#include "config/settings.h"
#include "ctl/arguments.h"

/* The settings that the arguments name, or the defaults when that file cannot be
 * read (it may be root's); never NULL. */
struct settings *daemon_paths_settings(const struct arguments *arguments);

/* Sends a request over the control socket.  Returns the data, or NULL after a
 * complaint with *status set to the exit status.  With settings that somebody chose
 * and that cannot be used, no other daemon is asked in place of the one meant. */
struct request;
json_t *daemon_paths_ask(const struct arguments *arguments, const struct request *request,
                         int *status);

/* The same without a word where there is no answer. */
json_t *daemon_paths_ask_quietly(const struct arguments *arguments, const struct request *request);

/* Says on standard error where the --account or --site of the arguments is that of no
 * source: mistyped, "nothing fits" would be a false all-clear.  Silent where the daemon
 * cannot be asked. */
void daemon_paths_doubt(const struct arguments *arguments);

/* Says on standard error why the journal of a state folder could not be read; to who has
 * no right to, also who has. */
void daemon_paths_blame_journal(const char *directory, const struct error *err);

#endif
