/*
 * login -- the programs at consoles and serial lines: login of util-linux and shadow.
 *
 *   event.action     what it means                                    outcome
 *   login            LOGIN ON, ROOT LOGIN, FAILED LOGIN               success, failure
 *   login_too_many   no more tries are allowed                        failure
 *
 * user.name is absent where shadow writes UNKNOWN.  What follows FROM is the other
 * machine, or the terminal where there is none.  PAM tells of the same try: count one
 * of the two.
 */
#ifndef DECODE_LOGIN_H
#define DECODE_LOGIN_H

#include "decode/decoder.h"

extern const struct decoder login_decoder;
extern const struct program login_program;

#endif
