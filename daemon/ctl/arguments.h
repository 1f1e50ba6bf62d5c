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

#include "base/text.h"
#include "model/alert.h"

struct command;

/* One option.  parameter says what belongs behind it, "FILE"; NULL: it is a flag.
 * completion.c knows what each such word stands for. */
struct option_row {
    const char *name;
    const char *parameter;
    size_t offset; /* in struct arguments */
    bool common;   /* every command takes it */
    const char *help;
};

struct arguments {
    const struct command *command;
    const struct command *commands; /* all there are */
    size_t command_count;
    bool help;
    bool json;
    bool quiet;
    const char *color; /* "auto", "always", "never" */
    const char *config;
    const char *socket;
    const char *rules;
    const char *format;
    const char *layout;
    bool any_log_source;
    bool all;
    bool evidence;
    bool false_positive;
    const char *state;
    const char *rag;
    const char *account;
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
    const char *operands; /* "ALERT", "LOG...", "[FORMAT]" or "" */
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

/* Prints a command's help to standard output. */
void arguments_help(const struct command *command);

/* Every option there is, and whether a command takes it; no command (NULL) takes the
 * common ones. */
const struct option_row *arguments_options(size_t *count);
bool arguments_takes(const struct command *command, const struct option_row *row);

/* The option that a word is, "--rules", "--rules=PATH" or "-r"; NULL when it is none. */
const struct option_row *arguments_option_of(struct text word);

/* Sets what an option says; value is borrowed, and NULL of a flag. */
void arguments_set(struct arguments *arguments, const struct option_row *row, const char *value);

#endif
