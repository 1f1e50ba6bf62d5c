/*
 * nginx_error -- nginx's error log:
 *
 *   2026/11/03 08:05:01 [error] 12#0: *45 user "jdoe": password mismatch, client:
 *   10.1.2.3, server: www.example, request: "GET / HTTP/1.1", host: "www.example"
 *
 * on one line: time, level, process and thread, connection, message, and what it was
 * dealing with.  A syslog frame in front is tolerated.
 *
 *   event.action, event.outcome, message, log.level, user.name
 *                     as web_complaint says
 *   source.ip, server.address, url.*, http.request.method, http.request.referrer
 *                     of the request that was dealt with.  nginx writes users and paths
 *                     in front of the client's address and the request behind it,
 *                     both as they came: where they hold another ", client: ", with
 *                     another address, these fields are absent (flag
 *                     "doubtful_address").
 */
#ifndef DECODE_NGINX_ERROR_H
#define DECODE_NGINX_ERROR_H

#include "decode/decoder.h"

extern const struct decoder nginx_error_decoder;

#endif
