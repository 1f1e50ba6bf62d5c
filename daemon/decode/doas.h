/*
 * doas -- OpenBSD's doas and OpenDoas.
 *
 *   event.action    what it means                                outcome
 *   doas_command    "ines ran command ls as root from /home/ines" success
 *                   failed command, failed auth, not permitted    failure
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
