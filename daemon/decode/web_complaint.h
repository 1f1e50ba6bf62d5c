/*
 * web_complaint -- what a message in a web server's error log is about.
 *
 *   event.action          what it means                              outcome
 *   http_auth_failed      a wrong password, an unknown user          failure
 *   http_access_denied    forbidden by the configuration             failure
 *   http_limited          too many requests or connections           failure
 *   http_not_found        no such file, script or index              failure
 *   http_request_rejected a request that is no HTTP, or too large    failure
 *   web_error             anything else, at error and above          failure
 *   web_notice            anything else below                        unknown
 *
 * user.name is who failed to log in, as claimed.  It is absent where the message could
 * be read in more than one way.
 */
#ifndef DECODE_WEB_COMPLAINT_H
#define DECODE_WEB_COMPLAINT_H

#include "model/event.h"

/* Puts action, outcome, message, log.level and user.name. */
void web_complaint_put(struct event *event, struct text level, struct text message);

#endif
