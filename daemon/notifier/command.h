/*
 * command -- starts a program with bytes to read, and ends it with all it has started.
 *
 * No shell is involved: words are the program and its arguments.  The program leads a
 * process group of its own, with no signal blocked or ignored.  What it says goes where
 * ours goes.
 */
#ifndef NOTIFIER_COMMAND_H
#define NOTIFIER_COMMAND_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"
#include "base/text.h"

struct command {
    char *const *words;     /* NULL at the end; the first is looked up in PATH */
    char *const *variables; /* added to our environment less all AMBERD_*; NULL at the end */
    struct text input;      /* for its standard input */
};

/* Whether the first word names a program that we may run. */
bool command_is_there(const char *word);

/* Starts it.  The process, or -1 with err. */
pid_t command_start(const struct command *command, struct error *err);

/* Whether it has ended; then with err empty when that was with status 0, else why not. */
bool command_has_ended(pid_t process, struct error *err);

/* Kills it and its group. */
void command_kill(pid_t process);

#endif
