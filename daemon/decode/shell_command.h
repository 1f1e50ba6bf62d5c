/*
 * shell_command -- the single commands in a line that a shell or sudo was given.
 *
 *   PWD=/var/log ; COMMAND=/usr/bin/rm -f auth.log     rm -f /var/log/auth.log
 *   sh -c 'cd /srv && rm -rf "tickets" | tee x'        cd /srv
 *                                                      rm -rf /srv/tickets
 *                                                      tee /srv/x
 *   env LANG=C nice -n 5 bash --norc                   bash --norc
 *
 * Each command is a value of amberd.commands, its words joined by one blank, so that a
 * rule can ask what one command did to which file:
 *   - the program is named without its folder, and what only starts another one is left
 *     out: sudo, env, chroot, flock ... (shell_starter.h), NAME=value in front, sh -c, su -c,
 *     script -c, eval;
 *   - quotes are taken off; a redirection stands apart ("> /var/log/wtmp"), and a word
 *     that only looks like one is written with a backslash ("\>");
 *   - absolute paths are without "//", "/./" and "/../"; relative ones are made absolute
 *     by the folder, as cd changes it, where the program is one that works on files
 *     (rm, cp, mv, dd ...) and behind a redirection;
 *   - what stands in $(...), `...` and <(...) is a command of its own as well.
 *
 * It is no shell: variables, aliases, globs, functions and here-documents are not
 * worked out, a cd in a subshell holds for what follows, and whoever wants to hide a
 * command from it can.  What it makes is for finding the natural ways of writing one.
 *
 * Bounded: the first SHELL_LINE_LONGEST bytes of a line, SHELL_COMMANDS_MOST commands of
 * SHELL_WORDS_MOST words, SHELL_DEPTH_MOST scripts in scripts.
 */
#ifndef DECODE_SHELL_COMMAND_H
#define DECODE_SHELL_COMMAND_H

#include "base/text.h"
#include "model/event.h"

enum {
    SHELL_LINE_LONGEST = 16384,
    SHELL_COMMANDS_MOST = 64,
    SHELL_WORDS_MOST = 128,
    SHELL_DEPTH_MOST = 4,
    SHELL_FOLDER_LONGEST = 256, /* bytes; a longer one is taken for unknown */
};

/* What a shell was given to read.  folder is where it stood, empty = not known. */
void shell_command_put_script(struct event *event, struct text script, struct text folder);

/* What a program was started with, its words joined by blanks as sudo logs them: only
 * what is behind "sh -c" is a script. */
void shell_command_put_words(struct event *event, struct text line, struct text folder);

#endif
