/*
 * su -- who became whom, in the words of util-linux, shadow and the BSDs.
 *
 *   event.action   what it means      outcome
 *   su_session     su, or a try       success, failure
 *
 * user.name is who asked, user.effective.name whom they asked to be.  shadow says one
 * su in two lines: of "Successful su for root by ines" and "+ pts/0 ines:root" the
 * second is the echo.  What PAM says on su's behalf is read as pam.h has it.
 */
#ifndef DECODE_SU_H
#define DECODE_SU_H

#include "decode/decoder.h"

extern const struct decoder su_decoder;
extern const struct program su_program;

#endif
