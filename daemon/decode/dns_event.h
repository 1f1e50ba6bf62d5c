/*
 * dns_event -- a look-up, as the logs of name servers tell of it, as fields.
 *
 *   event.action      what it means                                   outcome
 *   dns_query         a client asks: one for each look-up             unknown
 *   dns_answer        and what it is told                             by the code
 *   dns_forwarded     the question is passed on                       unknown
 *   dns_blocked       it is answered by a list of what is forbidden   failure
 *   dns_query_denied  the client may not ask                          failure
 *   dns_query_failed  there is no answer for it                       failure
 *   dns_transfer      somebody gets a whole zone                      success
 *   dns_transfer_denied                                               failure
 *   dns_update        a zone is changed from afar                     success
 *   dns_update_denied                                                 failure
 *   dns_update_failed or a condition of it is not met                 failure
 *
 *   dns.question.name   as asked, case and all, without the final dot
 *   dns.question.type, dns.question.class, dns.response_code
 *   dns.answers.data    what the answer is; dns.resolved_ip when it is an address
 *   source.ip, source.port
 *                       who asks
 *
 * One look-up makes several lines, of which only one is a dns_query: count those.
 * amberd.count is 0 for an answer, a forwarding and a failure.
 */
#ifndef DECODE_DNS_EVENT_H
#define DECODE_DNS_EVENT_H

#include "decode/decoder.h"

/* Empty texts are absent. */
struct dns_event {
    const char *action;
    struct text name;
    struct text type;
    struct text class;
    struct text code;
    struct text answer;
    struct text reason;
    struct text client;
    struct text client_port;
};

void dns_event_put(struct event *event, const struct dns_event *dns);

enum { DNS_EVENT_FIELDS = 14 };

/* The fields that it puts. */
extern const struct decoder_field dns_event_fields[DNS_EVENT_FIELDS];

/* Whether text is a response code by name: "NXDOMAIN", "rcode4711" is none. */
bool dns_event_is_code(struct text text);

#endif
