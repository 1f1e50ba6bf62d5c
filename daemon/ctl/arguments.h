/*
 * arguments -- amberctl's command line, read by tables.
 *
 * Every option is one row; every command lists the options it takes.  From the
 * same rows come the parser, each command's --help and the complaints about
 * options that belong to another command.
 */
#ifndef CTL_ARGUMENTS_H
#define CTL_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/alert.h"

struct command;

struct arguments {
    const struct command *command;
    bool help;
    bool json;
    bool quiet;
    bool no_pager;
    const char *color; /* "auto", "always", "never" */
    const char *config;
    const char *socket;
    const char *rules;
    const char *format;
    const char *layout;
    bool any_log_source;
    bool junit;
    bool tap;
    bool all;
    bool evidence;
    bool false_positive;
    const char *state;
    const char *rag;
    const char *account;
    const char *site;
    const char *rule;
    const char *from;
    const char *note;
    const char *directory;
    const char *anchor;
    const char *remediation;
    const char *root_cause;
    const char *reason;
    const char *halt;
    const char *notified;
    const char *incident;
    const char *reinforcement;
    const char *waiver;

    char **words; /* what is left: identifiers, files */
    size_t word_count;
};

enum { MOST_COMMAND_OPTIONS = 16 };

/* One verb.  run returns amberctl's exit status. */
struct command {
    const char *name;
    const char *operands; /* "ID", "LOG..." or "" */
    const char *summary;  /* one line */
    const char *help;     /* what else is worth knowing, with an example */
    size_t least_words;
    size_t most_words;
    int (*run)(const struct arguments *arguments);
    const char *options[MOST_COMMAND_OPTIONS]; /* names of rows; the common ones go
                                                * without saying */
};

/* Reads argv.  False after a message on standard error when it makes no sense. */
bool arguments_read(int argc, char **argv, const struct command *commands, size_t count,
                    struct arguments *arguments);

/* The command of that name, NULL when there is none. */
const struct command *arguments_find(const char *word, const struct command *commands,
                                     size_t count);

/* The same; where there is none, after a message with the nearest one. */
const struct command *arguments_find_or_complain(const char *word, const struct command *commands,
                                                 size_t count);

/* Prints a command's help to standard output. */
void arguments_help(const struct command *command);

#endif
