/*
 * gateway_event -- what VPN servers and firewalls say, in one vocabulary.
 *
 * Every format of the family fills a struct gateway_event and puts it; a rule that
 * asks for these words holds for all of them.
 *
 *   event.action            what it means                              outcome
 *   vpn_connect             somebody connected, not yet logged in      unknown
 *   vpn_login               an attempt to log in was decided           success, failure
 *   vpn_login_step          one step or factor of several              unknown
 *   vpn_login_retold        a further line on an attempt that another  success, failure
 *                           tells as vpn_login; amberd.count is 0
 *   vpn_certificate         a certificate was accepted                 unknown
 *   vpn_certificate_invalid it was not; why is in event.reason         failure
 *   vpn_handshake           keys were agreed on                        success, unknown
 *   vpn_handshake_failed    they were not                              failure
 *   vpn_session_started     the tunnel stands                          success
 *   vpn_session_ended       it went, with reason, duration and bytes   success
 *                           where the product says them
 *   vpn_session_statistics  it stands, with duration and bytes so far  unknown
 *   vpn_session_status      the same of a list of those who are there  unknown
 *   vpn_address_assigned    the client's address inside the tunnel     success, failure
 *   vpn_route_learned       a network or address stands behind it      unknown
 *   vpn_shared_account      an account is used a second time at once   unknown
 *   vpn_posture             the client's machine was looked at         success, failure,
 *                                                                      unknown
 *   vpn_disconnect          a connection went that was no session      unknown
 *   vpn_refused             an address or client is not let in         failure
 *   vpn_packet_refused      a packet in the tunnel was not allowed     failure
 *   vpn_server_started, vpn_server_stopped                             success
 *
 * and of firewalls, which are VPN servers too:
 *
 *   connection_started      a flow was let through                     success
 *   connection_ended        it is over, with bytes and duration        success, failure
 *   connection_denied       it was not let through                     failure
 *   http_request            web filter: a URL was asked for            success, failure
 *   dns_query               DNS filter: a name was asked for           success, failure,
 *                                                                      unknown
 *   application_used        application control: an application was    success, failure
 *                           recognised (network.application)
 *   threat_detected         a signature or list hit; rule.name         success (it went on),
 *                                                                      failure (stopped)
 *   dlp_detected            data that should not leave, likewise       success, failure
 *   user_mapped, user_unmapped  whose traffic that of an address is    success, failure
 *   aaa_login, aaa_logout   a user was authenticated, for whatever     success, failure
 *                           purpose
 *   admin_login, admin_logout   of the device itself                   success, failure
 *   admin_command           a command was run on it                    success
 *   config_change           its configuration was changed, or is       success, failure,
 *                           being written                              unknown
 *   account_created, account_deleted, account_changed, account_locked  success
 *
 * vpn_login counts attempts: a product that tells of one in several lines has one of
 * them as vpn_login.  Where clients log in by certificate alone some products have no
 * line for it; vpn_session_started is what every session has.
 *
 *   source.*                the client, or whoever opened the flow
 *   source.bytes            from the client, destination.bytes: to it
 *   client.nat.ip           its address inside the tunnel
 *   event.duration          nanoseconds
 *   event.reason            as the product words it
 *   rule.name               the connection, policy, list or signature
 *   url.*, destination.domain
 *                           as gateway_url.h says
 */
#ifndef DECODE_GATEWAY_EVENT_H
#define DECODE_GATEWAY_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct event;

enum { GATEWAY_UNSAID = -1 };

/* Empty texts and numbers that are GATEWAY_UNSAID were not said. */
struct gateway_event {
    struct text action;
    struct text category;
    struct text outcome;
    struct text reason;
    struct text code;
    struct text user;
    struct text target; /* the user whose account was changed */
    struct text group;
    struct text method; /* of authentication */
    struct text session;
    struct text rule;
    struct text source; /* name or address */
    struct text source_port;
    struct text source_interface;
    struct text destination;
    struct text destination_port;
    struct text destination_interface;
    struct text inner_address; /* dropped where it is no address */
    struct text transport;     /* any case; put in lower case */
    struct text application;
    struct text host; /* of the URL or the TLS handshake: a name, or an address */
    struct text url;  /* with a scheme or without, or a path of that host */
    struct text agent;
    struct text command;
    int64_t source_bytes;
    int64_t destination_bytes;
    int64_t network_bytes; /* both ways */
    int64_t duration;      /* nanoseconds */
    unsigned count;        /* as of struct program */
    bool is_doubtful;      /* who it was can be read in two ways: flag "doubtful_user" */
};

/* Nothing said, count 1. */
struct gateway_event gateway_event_none(void);

/* Puts what is said; nothing at all where there is no action and no endpoint. */
void gateway_event_put(const struct gateway_event *said, struct event *event);

/* What a firewall's decoder says by gateway_event_put and of the frame, whichever product
 * it is: rows of its struct decoder_field. */
/* clang-format off */
#define GATEWAY_FIELDS                                                                   \
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED}, {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},        \
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED}, {FIELD_EVENT_REASON, ORIGIN_VERBATIM},        \
    {FIELD_EVENT_CODE, ORIGIN_VERBATIM}, {FIELD_EVENT_DURATION, ORIGIN_DERIVED},         \
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED}, {FIELD_RULE_NAME, ORIGIN_VERBATIM},             \
    {FIELD_HOST_NAME, ORIGIN_VERBATIM}, {FIELD_MESSAGE, ORIGIN_VERBATIM},                \
    {FIELD_SYSLOG_FACILITY, ORIGIN_DERIVED}, {FIELD_SYSLOG_SEVERITY, ORIGIN_DERIVED},    \
    {FIELD_SYSLOG_MSGID, ORIGIN_VERBATIM}, {FIELD_USER_NAME, ORIGIN_VERBATIM},           \
    {FIELD_SESSION_ID, ORIGIN_VERBATIM}, {FIELD_AUTH_METHOD, ORIGIN_VERBATIM},           \
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM}, {FIELD_SOURCE_IP, ORIGIN_VERBATIM},         \
    {FIELD_SOURCE_PORT, ORIGIN_DERIVED}, {FIELD_SOURCE_BYTES, ORIGIN_DERIVED},           \
    {FIELD_SOURCE_INTERFACE, ORIGIN_VERBATIM},                                           \
    {FIELD_DESTINATION_ADDRESS, ORIGIN_VERBATIM},                                        \
    {FIELD_DESTINATION_IP, ORIGIN_VERBATIM}, {FIELD_DESTINATION_PORT, ORIGIN_DERIVED},   \
    {FIELD_DESTINATION_BYTES, ORIGIN_DERIVED},                                           \
    {FIELD_DESTINATION_INTERFACE, ORIGIN_VERBATIM},                                      \
    {FIELD_DESTINATION_DOMAIN, ORIGIN_VERBATIM}, {FIELD_CLIENT_NAT_IP, ORIGIN_VERBATIM}, \
    {FIELD_NETWORK_APPLICATION, ORIGIN_VERBATIM}, {FIELD_USER_AGENT, ORIGIN_VERBATIM},   \
    {FIELD_URL_FULL, ORIGIN_DERIVED}, {FIELD_URL_SCHEME, ORIGIN_VERBATIM},               \
    {FIELD_URL_DOMAIN, ORIGIN_VERBATIM}, {FIELD_URL_PORT, ORIGIN_DERIVED},               \
    {FIELD_URL_PATH, ORIGIN_VERBATIM}, {FIELD_URL_QUERY, ORIGIN_VERBATIM}
/* clang-format on */

/* A number for the members above: GATEWAY_UNSAID when text is none or too large. */
int64_t gateway_number(struct text text);

/* The same, and "1d 2h:03m:04s", "1h:22m:03s", "0:02:32" or seconds as nanoseconds. */
int64_t gateway_duration(struct text text);

/* A message by how it begins: what it then says, and who reads the rest of it. */
struct gateway_form {
    struct text start;
    bool (*read)(struct text rest, struct gateway_event *said); /* false: not this form */
    struct text action;
    struct text category;
    struct text outcome;
};

#define GATEWAY_LITERAL(string)      \
    {                                \
        (string), sizeof(string) - 1 \
    }
#define GATEWAY_FORM(start, read, action, category, outcome)                                \
    {                                                                                       \
        GATEWAY_LITERAL(start), (read), GATEWAY_LITERAL(action), GATEWAY_LITERAL(category), \
            GATEWAY_LITERAL(outcome)                                                        \
    }

/* Reads text by the first form that fits; what is in *said already stays where the
 * form says nothing else.  Of two that begin alike the longer stands first. */
bool gateway_form_read(const struct gateway_form *forms, size_t count, struct text text,
                       struct gateway_event *said);

/* What stands between the first `before` and the last `after` behind it.  False, with
 * nothing found, where one of them is missing.  An empty one is that end of the text. */
bool gateway_between(struct text text, struct text before, struct text after, struct text *found);

/* For forms: nothing more is said, and the rest is the reason. */
bool gateway_read_nothing(struct text rest, struct gateway_event *said);
bool gateway_read_reason(struct text rest, struct gateway_event *said);

/* The same of what another line tells as well: count is 0. */
bool gateway_read_reason_again(struct text rest, struct gateway_event *said);

/* "jdoe'": the user, up to the last quote. */
bool gateway_read_quoted_user(struct text rest, struct gateway_event *said);

/* "10.9.0.4 ...": the address inside the tunnel. */
bool gateway_read_inner_address(struct text rest, struct gateway_event *said);

#endif
