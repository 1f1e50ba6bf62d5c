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
 * write any of the above into them.  The folder reaches to the last USER= in front of
 * ENV=.  Where COMMAND= stands in a line twice, or USER= or GROUP= behind ENV=, nobody
 * can say which is sudo's: user.name and the whole of what follows the first COMMAND=
 * are believed, the folder, the user and the group are not.
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
