/*
 * shell_word -- cuts a shell's script into words, redirections and separators.
 *
 * A pure reader over a text, which must live as long as the words; so must the bytes
 * that its maker lends it.  Quotes and
 * backslashes are taken off; a quote without its partner is an ordinary byte, since
 * sudo's log has the words of a command without the quotes they were typed in.
 */
#ifndef DECODE_SHELL_WORD_H
#define DECODE_SHELL_WORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum shell_word_kind {
    SHELL_WORD,
    SHELL_REDIRECTION, /* ">", ">>", "<", "2>" ...: a file's name follows */
    SHELL_SEPARATOR,   /* ; & | newline and the parentheses of a subshell */
    SHELL_END,
};

enum { SHELL_INSIDES_MOST = 8 };

struct shell_word {
    enum shell_word_kind kind;
    struct text text; /* without quotes; in the reader's bytes or the script */
    size_t start;     /* where it stands in the script, quotes included */
    bool is_quoted;
    struct text insides[SHELL_INSIDES_MOST]; /* scripts in $(...), `...` and <(...) */
    size_t inside_count;
};

struct shell_words {
    struct text script;
    char *bytes; /* as many as the script has: where words without quotes go */
    size_t position;
    size_t open;           /* parentheses of subshells */
    bool is_command_start; /* whether the next word begins a command */
    bool is_argv;          /* no script: nothing redirects or separates */
};

/* Reads the next one; behind the end SHELL_END again and again. */
void shell_word_next(struct shell_words *words, struct shell_word *word);

#endif
