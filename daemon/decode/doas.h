/*
 * doas -- OpenBSD's doas and OpenDoas, and polkit's pkexec and polkitd.
 *
 *   event.action    what it means                                outcome
 *   doas_command    "ines ran command ls as root from /home/ines" success
 *                   failed command, failed auth, not permitted    failure
 *   pkexec_command  "ines: Executing command [USER=root] ..."     success
 *                   another sentence in its place: event.reason   failure
 *   polkit_authorization   somebody proved who they are, to be    success, failure
 *                   allowed an action of polkit's (event.reason)
 *
 * Who asks writes the command and chooses the folder: where " as " stands in the line
 * more than once, process.command_line is all behind "ran command" and neither
 * user.effective.name nor process.working_directory is believed.
 */
#ifndef DECODE_DOAS_H
#define DECODE_DOAS_H

#include "decode/decoder.h"

extern const struct decoder doas_decoder;
extern const struct program doas_program;

#endif
