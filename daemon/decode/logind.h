/*
 * logind -- sessions as systemd-logind (and elogind) keeps them.
 *
 *   event.action          what it means                               outcome
 *   session_registered    "New session 42 of user ines."              success, failure
 *   session_left          the user logged out, processes remain       success
 *   session_removed       the session is gone                         success
 *   system_stopping       "System is powering down", "rebooting"      success
 *   screen_lid            a lid was opened or closed                  unknown
 *
 * PAM's session_opened tells of the same login; count one of the two.  The number in
 * amberd.session.id ties the lines of one session together (systemd 255 and later put
 * it in quotes), for only the first of them names the user.
 */
#ifndef DECODE_LOGIND_H
#define DECODE_LOGIND_H

#include "decode/decoder.h"

extern const struct decoder logind_decoder;
extern const struct program logind_program;

#endif
