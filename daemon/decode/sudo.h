/*
 * sudo -- commands run with somebody else's rights, and those that were not.
 *
 *   ines : TTY=pts/0 ; PWD=/home/ines ; USER=root ; COMMAND=/usr/bin/id
 *   ines : user NOT in sudoers ; TTY=pts/0 ; PWD=/home/ines ; USER=root ; COMMAND=...
 *
 *   event.action             what it means                             outcome
 *   sudo_command             allowed                                   success
 *                            refused; event.reason says why            failure
 *   sudo_command_continued   "(command continued)": a long command's
 *                            next line; amberd.count 0                 unknown
 *   sudo_alert               sudo complains of itself or its settings  unknown
 *   sudo_command_ended       (JSON) "exit"                             unknown
 *
 * user.name is who asked, user.effective.name whose rights were asked for, group.name
 * the group (-g); user.effective.name is absent with -g alone.  COMMAND is the rest of
 * the line, " ; " included.
 *
 * Who asks also chooses the folder (PWD), variables (ENV) and the command, and may
 * write any of the above into them.  sudo writes PWD, USER, GROUP, TSID, ENV and COMMAND
 * in this order and a user's name has no " ; " in it, so mostly one reading is left,
 * whatever the command's words are.  A line with the whole of it twice ("USER=bob ;
 * COMMAND=/bin/ls ; USER=root ; COMMAND=/bin/sh") is a folder or a command: the folder
 * is left out, the command is all that may be one, and user.effective.name and
 * group.name have every value that may have been meant, so that nobody can hide one
 * behind another (flags "doubtful_path", "doubtful_command"; "doubtful_user" where the
 * values differ).
 *
 * amberd.commands has the single commands in COMMAND: shell_command.h.
 *
 * With log_format=json the message is "@cee:" and an object, whose members are put
 * under their own names too (sudo.accept.submituser); there each value stands apart.
 */
#ifndef DECODE_SUDO_H
#define DECODE_SUDO_H

#include "decode/decoder.h"

extern const struct decoder sudo_decoder;
extern const struct program sudo_program;

#endif
