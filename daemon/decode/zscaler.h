/*
 * zscaler -- Zscaler Internet Access: the web logs that its Nanolog Streaming Service
 * sends, as JSON or as pairs between tabs:
 *
 *   {"sourcetype":"zscalernss-web","event":{"datetime":"2026-11-03 08:05:01",
 *   "user":"jdoe@example.com","url":"chat.example/c","action":"Allowed",...}}
 *   2026-11-03 08:05:01<TAB>user=jdoe@example.com<TAB>url=chat.example/c<TAB>...
 *
 * each on one line.  Which fields are sent is up to the feed; known are the names of the
 * usual feeds and those of NSS itself ("login", "eurl", "reqsize").  Each is a field
 * under its own name, without "event." in front; "None", "NA" and nothing are absent.
 *
 *   event.action      http_connect for CONNECT, else http_request
 *   event.outcome     success for Allowed, failure for Blocked and the like
 *   event.type        allowed, denied
 *   url.full          as sent, which is without a scheme
 *   url.domain, url.path, url.query, destination.domain
 *                     of the URL
 *   network.application
 *                     the app that Zscaler takes it for; its class is in appclass:
 *                     "AI & ML Applications"
 *   source.bytes, destination.bytes
 *                     sizes of request and response: source.bytes is what was uploaded
 *   client.nat.ip     the address that the client has in the internet
 *
 * Times are in the source's zone: the feed's, which is GMT unless it says otherwise.
 * Logs of other kinds (firewall, DNS) have their own names and no action.
 */
#ifndef DECODE_ZSCALER_H
#define DECODE_ZSCALER_H

#include "decode/decoder.h"

extern const struct decoder zscaler_decoder;

#endif
