#include "decode/openvpn.h"

#include "decode/gateway_event.h"
#include "decode/log_time.h"
#include "decode/openvpn_peer.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

static void say_peer(const struct openvpn_peer *peer, struct gateway_event *said)
{
    said->source = peer->address;
    said->source_port = peer->port;
}

static bool is_known_user(struct text user)
{
    return user.length > 0 && !text_equal(user, TEXT("UNDEF"));
}

static void say_user(struct text user, struct gateway_event *said)
{
    if (is_known_user(user))
        said->user = user;
}

/* "... [AF_INET]203.0.113.7:51022, sid=...", or of servers with several addresses "...
 * [AF_INET]203.0.113.7:51022 (via [AF_INET]198.51.100.1%eth0)" */
static bool read_peer(struct text rest, struct gateway_event *said)
{
    struct openvpn_peer peer = {0};
    struct text word = {0};
    size_t start = 0;

    if (text_find_last(rest, TEXT(" (via "), &start))
        rest.length = start;
    if (said->source.length > 0 || !text_find_last(rest, TEXT("[AF_INET"), &start))
        return true;
    rest = text_from(rest, start);
    word = text_take_word(&rest);
    if (text_ends_with(word, TEXT(",")))
        word.length--;
    if (openvpn_peer_read(word, &peer))
        say_peer(&peer, said);
    return true;
}

/* "incoming packet authentication failed from [AF_INET]203.0.113.7:51022" */
static bool read_reason_and_peer(struct text rest, struct gateway_event *said)
{
    struct text peer = {0};

    if (!text_cut(rest, TEXT(" from [AF_INET"), &said->reason, &peer))
        said->reason = rest;
    return read_peer(rest, said);
}

/* What stands between the quote at the front and the last one. */
static bool read_quoted_user(struct text rest, struct gateway_event *said)
{
    size_t end = 0;

    if (!text_find_last(rest, TEXT("'"), &end))
        return false;
    say_user(text_until(rest, end), said);
    return true;
}

/* "jdoe' failed to authenticate: Authentication failure" */
static bool read_pam_failure(struct text rest, struct gateway_event *said)
{
    size_t end = 0;

    if (!text_find_last(rest, TEXT("' failed to authenticate"), &end))
        return false;
    say_user(text_until(rest, end), said);
    said->reason = text_from(rest, end + TEXT("' failed to authenticate").length);
    text_take(&said->reason, TEXT(": "));
    said->count = 0;
    return true;
}

/* What scripts of pfSense and OPNsense say: "jdoe' authenticated", "jdoe' could not
 * authenticate." */
static bool read_script(struct text rest, struct gateway_event *said)
{
    size_t end = 0;

    if (text_find_last(rest, TEXT("' authenticated"), &end))
        said->outcome = TEXT("success");
    else if (!text_find_last(rest, TEXT("' could not authenticate"), &end))
        return false;
    say_user(text_until(rest, end), said);
    said->count = 0;
    return true;
}

/* The common name of "C=XX, O=Acme, CN=jdoe" or "/C=XX/CN=jdoe"; empty where there is
 * none, or more than one. */
static struct text common_name(struct text subject)
{
    struct text separator = text_starts_with(subject, TEXT("/")) ? TEXT("/") : TEXT(", ");
    struct text found = {0};
    struct text part = {0};
    struct text rest = subject;

    do {
        if (!text_cut(subject, separator, &part, &rest)) {
            part = subject;
            rest.length = 0;
        }
        if (text_take(&part, TEXT("CN="))) {
            if (found.length > 0)
                return (struct text){0};
            found = part;
        }
        subject = rest;
    } while (rest.length > 0);
    return found;
}

static bool read_subject(struct text rest, struct gateway_event *said)
{
    if (said->user.length == 0)
        say_user(common_name(rest), said);
    return true;
}

/* "depth=0, error=certificate has expired: CN=jdoe, serial=7" */
static bool read_verify_error(struct text rest, struct gateway_event *said)
{
    struct text depth = {0};
    struct text cause = {0};
    struct text subject = {0};

    if (!text_cut(rest, TEXT("error="), &depth, &cause))
        return gateway_read_reason(rest, said);
    if (!text_cut(cause, TEXT(": "), &said->reason, &subject))
        said->reason = cause;
    return text_starts_with(depth, TEXT("depth=0")) ? read_subject(subject, said) : true;
}

/* "jdoe]: 'AUTH_FAILED,why' (status=1)" */
static bool read_sent(struct text rest, struct gateway_event *said)
{
    struct text user = {0};

    if (!text_cut(rest, TEXT("]: 'AUTH_FAILED"), &user, &rest))
        return false;
    say_user(user, said);
    text_take(&rest, TEXT(","));
    text_cut(rest, TEXT("' (status"), &said->reason, &rest);
    said->count = 0;
    return true;
}

/* "IPv4=10.8.0.6, IPv6=(Not enabled)" */
static bool read_pool(struct text rest, struct gateway_event *said)
{
    struct text four = {0};
    struct text six = {0};

    if (!text_take(&rest, TEXT("IPv4=")) || !text_cut(rest, TEXT(", IPv6="), &four, &six))
        return false;
    said->inner_address = text_starts_with(four, TEXT("(")) ? six : four;
    return true;
}

/* "jdoe/203.0.113.7:51022: 10.8.0.6" */
static bool read_virtual_address(struct text rest, struct gateway_event *said)
{
    size_t colon = 0;

    if (!text_find_last(rest, TEXT(": "), &colon))
        return false;
    said->inner_address = text_from(rest, colon + 2);
    return true;
}

/* "[10.1.1.1], packet dropped" */
static bool read_bad_source(struct text rest, struct gateway_event *said)
{
    return gateway_between(rest, TEXT("["), TEXT("]"), &said->inner_address);
}

/* "jdoe' will cause previous active sessions ..." */
static bool read_shared(struct text rest, struct gateway_event *said)
{
    size_t end = 0;

    if (!text_find_last(rest, TEXT("' will cause previous active sessions"), &end))
        return false;
    say_user(text_until(rest, end), said);
    return true;
}

/* "soft,remote-exit] received, client-instance exiting" */
static bool read_signal(struct text rest, struct gateway_event *said)
{
    struct text cause = {0};
    struct text hardness = {0};

    if (!text_cut(rest, TEXT("] received, "), &cause, &rest))
        return false;
    text_cut(cause, TEXT(","), &hardness, &said->reason);
    if (text_starts_with(rest, TEXT("process "))) {
        said->action = TEXT("vpn_server_stopped");
        said->category = TEXT("process");
    } else if (said->user.length == 0) {
        said->action = TEXT("vpn_disconnect");
        said->outcome = TEXT("unknown");
    }
    return true;
}

static bool read_going(struct text rest, struct gateway_event *said)
{
    (void)rest;
    said->count = 0;
    return true;
}

/* "203.0.113.7:51022 would exceed ..." */
static bool read_refused(struct text rest, struct gateway_event *said)
{
    struct openvpn_peer peer = {0};

    if (openvpn_peer_read(text_take_word(&rest), &peer))
        say_peer(&peer, said);
    return gateway_read_reason(rest, said);
}

#define AUTHENTICATION "authentication"
#define NETWORK        "network"
#define SESSION        "session"
#define SUCCESS        "success"
#define FAILURE        "failure"
#define UNKNOWN        "unknown"
#define FORM           GATEWAY_FORM

static const struct gateway_form forms[] = {
    FORM("VERIFY OK: depth=0, ", read_subject, "vpn_certificate", AUTHENTICATION, UNKNOWN),
    FORM("VERIFY ERROR: ", read_verify_error, "vpn_certificate_invalid", AUTHENTICATION, FAILURE),
    FORM("VERIFY EKU ERROR", gateway_read_nothing, "vpn_certificate_invalid", AUTHENTICATION,
         FAILURE),
    FORM("VERIFY KU ERROR", gateway_read_nothing, "vpn_certificate_invalid", AUTHENTICATION,
         FAILURE),
    FORM("VERIFY X509NAME ERROR: ", gateway_read_reason, "vpn_certificate_invalid", AUTHENTICATION,
         FAILURE),
    FORM("VERIFY nsCertType ERROR: ", gateway_read_reason, "vpn_certificate_invalid",
         AUTHENTICATION, FAILURE),
    FORM("VERIFY SCRIPT ERROR: ", gateway_read_reason, "vpn_certificate_invalid", AUTHENTICATION,
         FAILURE),
    FORM("VERIFY PLUGIN ERROR: ", gateway_read_reason, "vpn_certificate_invalid", AUTHENTICATION,
         FAILURE),
    FORM("CRL CHECK FAILED: ", gateway_read_reason, "vpn_certificate_invalid", AUTHENTICATION,
         FAILURE),
    FORM("TLS: Username/Password authentication succeeded for username '", read_quoted_user,
         "vpn_login", AUTHENTICATION, SUCCESS),
    FORM("TLS: Username/Password authentication deferred for username '", read_quoted_user,
         "vpn_login_step", AUTHENTICATION, UNKNOWN),
    FORM("TLS Auth Error: ", gateway_read_reason, "vpn_login", AUTHENTICATION, FAILURE),
    FORM("TLS Error: Auth ", read_reason_and_peer, "vpn_login", AUTHENTICATION, FAILURE),
    FORM("AUTH: Received control message: AUTH_FAILED", gateway_read_nothing, "vpn_login",
         AUTHENTICATION, FAILURE),
    FORM("AUTH-PAM: BACKGROUND: user '", read_pam_failure, "vpn_login_retold", AUTHENTICATION,
         FAILURE),
    FORM("PLUGIN AUTH-PAM: BACKGROUND: user '", read_pam_failure, "vpn_login_retold",
         AUTHENTICATION, FAILURE),
    FORM("user '", read_script, "vpn_login_retold", AUTHENTICATION, FAILURE),
    FORM("WARNING: Failed running command (--auth-user-pass-verify): ", gateway_read_reason_again,
         "vpn_login_retold", AUTHENTICATION, FAILURE),
    FORM("SENT CONTROL [", read_sent, "vpn_login_retold", AUTHENTICATION, FAILURE),
    FORM("TCP connection established with ", read_peer, "vpn_connect", NETWORK, UNKNOWN),
    FORM("TLS: Initial packet from ", read_peer, "vpn_connect", NETWORK, UNKNOWN),
    FORM("Peer Connection Initiated with ", read_peer, "vpn_handshake", NETWORK, SUCCESS),
    FORM("TLS Error: ", read_reason_and_peer, "vpn_handshake_failed", NETWORK, FAILURE),
    FORM("TLS_ERROR: ", gateway_read_reason_again, "vpn_handshake_failed", NETWORK, FAILURE),
    FORM("OpenSSL: ", gateway_read_reason_again, "vpn_handshake_failed", NETWORK, FAILURE),
    FORM("WARNING: Bad encapsulated packet length from peer", gateway_read_nothing,
         "vpn_handshake_failed", NETWORK, FAILURE),
    FORM("MULTI_sva: pool returned ", read_pool, "vpn_address_assigned", SESSION, SUCCESS),
    FORM("MULTI: pool returned ", read_pool, "vpn_address_assigned", SESSION, SUCCESS),
    FORM("MULTI: primary virtual IP for ", read_virtual_address, "vpn_session_started", SESSION,
         SUCCESS),
    FORM("MULTI: primary virtual IPv6 for ", read_virtual_address, "vpn_address_assigned", SESSION,
         SUCCESS),
    FORM("MULTI: Learn: ", gateway_read_inner_address, "vpn_route_learned", NETWORK, UNKNOWN),
    FORM("MULTI: new connection by client '", read_shared, "vpn_shared_account", SESSION, UNKNOWN),
    FORM("MULTI: bad source address from client ", read_bad_source, "vpn_packet_refused", NETWORK,
         FAILURE),
    FORM("MULTI: Connection from ", read_refused, "vpn_refused", NETWORK, FAILURE),
    FORM("MULTI: new incoming connection would exceed ", gateway_read_reason, "vpn_refused",
         NETWORK, FAILURE),
    FORM("MULTI: client has been rejected due to ", gateway_read_reason, "vpn_refused", NETWORK,
         FAILURE),
    FORM("Authenticate/Decrypt packet error: ", gateway_read_reason, "vpn_packet_refused", NETWORK,
         FAILURE),
    FORM("Connection reset, restarting", read_going, "vpn_disconnect", SESSION, UNKNOWN),
    FORM("Inactivity timeout (", read_going, "vpn_disconnect", SESSION, UNKNOWN),
    FORM("SIGTERM[", read_signal, "vpn_session_ended", SESSION, SUCCESS),
    FORM("SIGUSR1[", read_signal, "vpn_session_ended", SESSION, SUCCESS),
    FORM("SIGHUP[", read_signal, "vpn_session_ended", SESSION, SUCCESS),
    FORM("SIGINT[", read_signal, "vpn_session_ended", SESSION, SUCCESS),
    FORM("Initialization Sequence Completed", gateway_read_nothing, "vpn_server_started", "process",
         SUCCESS),
};

/* Takes "[jdoe] ", as some messages name the client once more. */
static void take_name(struct text *message, struct gateway_event *said)
{
    struct text user = {0};
    struct text rest = *message;

    if (!text_take(&rest, TEXT("[")) || !text_cut(rest, TEXT("] "), &user, &rest))
        return;
    if (said->user.length == 0)
        say_user(user, said);
    *message = rest;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct gateway_event said = gateway_event_none();
    struct openvpn_peer peer = {0};
    struct text message = frame->message;
    bool has_peer = openvpn_peer_take(&message, &peer);
    bool is_known = false;

    say_peer(&peer, &said);
    say_user(peer.user, &said);
    take_name(&message, &said);
    is_known = gateway_form_read(forms, sizeof forms / sizeof *forms, message, &said);
    if (is_known || has_peer)
        gateway_event_put(&said, event);
    *count = said.count;
    return is_known || has_peer;
}

static bool is_openvpn(struct text program)
{
    return text_starts_with(program, TEXT("openvpn")) || text_starts_with(program, TEXT("ovpn"));
}

/* Takes "2026-11-03 08:05:01 us=123456 ", or ctime's "Tue Nov  3 08:05:01 2026 ". */
static bool take_time(struct text *line, const struct zone *zone, timestamp *time)
{
    struct text rest = *line;
    struct text after = {0};
    uint64_t microseconds = 0;
    bool has_zone = false;

    if (timestamp_take_iso(&rest, time, &has_zone)) {
        struct civil civil = civil_from_timestamp(*time);

        if (has_zone)
            return false;
        *time = zone_instant(zone, &civil);
    } else if (!log_time_take_ctime(&rest, zone, time)) {
        return false;
    }
    if (!text_take(&rest, TEXT(" ")))
        return false;
    after = rest;
    if (text_take(&after, TEXT("us=")) && text_to_unsigned(text_take_word(&after), &microseconds) &&
        microseconds < SECOND) {
        *time += (timestamp)microseconds;
        text_take(&after, TEXT(" "));
        rest = after;
    }
    *line = rest;
    return true;
}

/* A line without any time in front: decoded where the message is one that is known. */
static bool decode_bare(const struct decoder *decoder, struct event *event)
{
    const struct syslog_frame frame = {
        .time = TIMESTAMP_NONE,
        .priority = -1,
        .message = event->record->text,
    };
    struct gateway_event said = gateway_event_none();
    struct text message = frame.message;
    struct openvpn_peer peer = {0};

    if (!openvpn_peer_take(&message, &peer) &&
        !gateway_form_read(forms, sizeof forms / sizeof *forms, message, &said))
        return false;
    return syslog_decode_own(decoder, &frame, event);
}

/* Access Server keeps the line in quotes behind a head of its own:
 * "2026-11-03T08:05:01+0000 [stdout#info] [OVPN 0] OUT: '2026-11-03 08:05:01 ...'". */
static struct text without_server(struct text text)
{
    enum { LONGEST_HEAD = 64 };
    static const char *const marks[] = {" OUT: '", " OUT: \""};
    struct text rest = text;
    timestamp time = 0;
    bool has_zone = false;

    if (!timestamp_take_iso(&rest, &time, &has_zone) || !has_zone || !text_take(&rest, TEXT(" [")))
        return text;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct text mark = text_of(marks[i]);
        size_t start = 0;

        if (!text_find(text_until(rest, LONGEST_HEAD), mark, &start))
            continue;
        rest = text_from(rest, start + mark.length);
        if (text_ends_with(rest, text_from(mark, mark.length - 1)))
            rest.length--;
        return rest;
    }
    return text;
}

static bool decode_openvpn(const struct decoder *decoder, const struct decode_context *context,
                           struct event *event)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};
    struct syslog_frame own = {.priority = -1, .message = without_server(record->text)};
    bool is_framed = syslog_frame_read(record->text, context->zone, record->modified, &frame);

    if (is_framed && is_openvpn(frame.program))
        return syslog_decode_frame(decoder, &frame, event);
    if (take_time(&own.message, context->zone, &own.time))
        return syslog_decode_own(decoder, &own, event);
    if (is_framed)
        return syslog_decode_frame(decoder, &frame, event);
    return decode_bare(decoder, event);
}

static const char *const names[] = {"openvpn*", "ovpn*", NULL};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},   {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},  {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},     {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},     {FIELD_SOURCE_PORT, ORIGIN_DERIVED},
    {FIELD_CLIENT_NAT_IP, ORIGIN_VERBATIM},
};

const struct program openvpn_program = {
    .names = names,
    .kind = {"openvpn",
             {{.category = "vpn", .product = "openvpn"},
              {.product = "linux", .service = "openvpn"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};

static const struct program *const programs[] = {&openvpn_program, NULL};

const struct decoder openvpn_decoder = {
    .name = "openvpn",
    .description = "OpenVPN's server, in its own file or in syslog",
    .shape = SHAPE_REPEATED,
    .decode = decode_openvpn,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
