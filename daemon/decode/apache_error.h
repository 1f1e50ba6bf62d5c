/*
 * apache_error -- Apache's error log, of 2.2 and of 2.4:
 *
 *   [Tue Nov 03 08:05:01 2026] [error] [client 10.1.2.3] message
 *   [Tue Nov 03 08:05:01.123456 2026] [auth_basic:error] [pid 12:tid 34] [client
 *   10.1.2.3:51022] AH01617: user jdoe: authentication failure for "/": Password Mismatch
 *
 * each on one line.  What stands in brackets ends where the message begins: brackets
 * within it are of whoever asks.  An error of the system, "(70014)End of file found: ",
 * may stand in front of the client, which is then read all the same.
 *
 *   event.action, event.outcome, message, log.level, user.name
 *                     as web_complaint says
 *   event.code        "AH01617"
 *   log.logger        the module
 *   source.address, source.ip, source.port
 *                     the client
 *   http.request.referrer
 *                     behind the last ", referer: "
 */
#ifndef DECODE_APACHE_ERROR_H
#define DECODE_APACHE_ERROR_H

#include "decode/decoder.h"

extern const struct decoder apache_error_decoder;

#endif
