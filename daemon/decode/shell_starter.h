/*
 * shell_starter -- the programs that only start another one: sudo, env, chroot, flock ...
 *
 *   nice -n 5 rm x                      nice takes a word behind -n, then the program
 *   timeout -k 1 5 rm x                 one operand, then the program
 *   ip netns exec blue rm x             a starter only where "exec" is an operand
 *
 * A table of names, of the options that take the next word and of how many operands stand
 * before the program, as the manuals of util-linux, coreutils, sudo, systemd, strace and
 * iproute2 have them.  Of a name with several forms there are several rows.
 */
#ifndef DECODE_SHELL_STARTER_H
#define DECODE_SHELL_STARTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct shell_starter {
    const char *name;
    const char *letters;      /* the short options that take a word */
    const char *long_options; /* the long ones, without "--", a blank behind each */
    size_t operands;          /* words before the program that are no options */
    const char *form;         /* how an option or operand must begin; NULL = any form */
};

/* The first row of that name behind previous (NULL: of all); NULL = none. */
const struct shell_starter *shell_starter_next(struct text name,
                                               const struct shell_starter *previous);

/* Whether the option's value is the next word, and not a part of it. */
bool shell_starter_takes_word(const struct shell_starter *starter, struct text option);

#endif
