#include "decode/ocserv.h"

#include "base/address.h"
#include "decode/endpoint.h"
#include "decode/gateway_event.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

/* The longest that an address with brackets and port can be, and the bytes in which
 * the name's end is looked for: names have 128 at most. */
enum { LONGEST_ADDRESS = 64, LONGEST_PREFIX = 512 };

static bool read_user_again(struct text rest, struct gateway_event *said)
{
    said->count = 0;
    return gateway_read_quoted_user(rest, said);
}

/* "jdoe' (session: ab12cd)" */
static bool read_user_and_session(struct text rest, struct gateway_event *said)
{
    struct text ignored = {0};
    size_t end = 0;

    if (!text_find_last(rest, TEXT(" (session: "), &end))
        return gateway_read_quoted_user(rest, said);
    text_cut(text_from(rest, end + TEXT(" (session: ").length), TEXT(")"), &said->session,
             &ignored);
    said->user = text_until(rest, end);
    if (text_ends_with(said->user, TEXT("'")))
        said->user.length--;
    return true;
}

static bool read_session_again(struct text rest, struct gateway_event *said)
{
    said->count = 0;
    return read_user_and_session(rest, said);
}

/* "user disconnected, rx: 18223, tx: 990122)"; of no user it is only a connection. */
static bool read_disconnected(struct text rest, struct gateway_event *said)
{
    struct text tail = {0};
    struct text numbers = {0};

    if (!text_cut(rest, TEXT(", rx: "), &said->reason, &tail) ||
        !text_cut(tail, TEXT(", tx: "), &numbers, &tail))
        said->reason = text_ends_with(rest, TEXT(")")) ? text_until(rest, rest.length - 1) : rest;
    said->source_bytes = gateway_number(numbers);
    if (text_ends_with(tail, TEXT(")")))
        said->destination_bytes = gateway_number(text_until(tail, tail.length - 1));
    if (said->user.length == 0) {
        said->action = TEXT("vpn_disconnect");
        said->outcome = TEXT("unknown");
    }
    return true;
}

/* "1234, out: 5678) to sec-mod" */
static bool read_statistics(struct text rest, struct gateway_event *said)
{
    struct text in = {0};
    struct text out = {0};

    if (!text_cut(rest, TEXT(", out: "), &in, &rest) || !text_cut(rest, TEXT(")"), &out, &rest))
        return false;
    said->source_bytes = gateway_number(in);
    said->destination_bytes = gateway_number(out);
    return true;
}

/* "203.0.113.9' (with score 80) to ban list, ..." */
static bool read_banned(struct text rest, struct gateway_event *said)
{
    return text_cut(rest, TEXT("' "), &said->source, &said->reason);
}

static bool read_rejected(struct text rest, struct gateway_event *said)
{
    said->source = text_take_word(&rest);
    return true;
}

/* "(at worker-vpn.c:795): why" */
static bool read_tls_error(struct text rest, struct gateway_event *said)
{
    struct text place = {0};

    if (!text_cut(rest, TEXT("): "), &place, &said->reason))
        said->reason = rest;
    return true;
}

/* "jdoe' tried to connect more than 2 times", "jdoe' of group 'staff' authenticated ...",
 * "jdoe' presented a certificate from user 'root'" and others on one user. */
static bool read_user_sentence(struct text rest, struct gateway_event *said)
{
    static const struct {
        struct text middle;
        struct text action;
        struct text outcome;
    } sentences[] = {
        {GATEWAY_LITERAL("' tried to connect more than "), GATEWAY_LITERAL("vpn_refused"),
         GATEWAY_LITERAL("failure")},
        {GATEWAY_LITERAL("' presented a certificate from "),
         GATEWAY_LITERAL("vpn_certificate_invalid"), GATEWAY_LITERAL("failure")},
        {GATEWAY_LITERAL("' requested group '"), GATEWAY_LITERAL("vpn_refused"),
         GATEWAY_LITERAL("failure")},
        {GATEWAY_LITERAL("' of group '"), GATEWAY_LITERAL("vpn_login_step"),
         GATEWAY_LITERAL("unknown")},
        {GATEWAY_LITERAL("' obtained cookie"), GATEWAY_LITERAL("vpn_login_step"),
         GATEWAY_LITERAL("unknown")},
    };

    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        size_t end = 0;

        if (!text_find_last(rest, sentences[i].middle, &end))
            continue;
        said->user = text_until(rest, end);
        said->reason = text_from(rest, end + 2);
        said->action = sentences[i].action;
        said->outcome = sentences[i].outcome;
        return true;
    }
    return false;
}

/* "logname= uid=0 ... rhost=203.0.113.7  user=jdoe" */
static bool read_pam_failure(struct text rest, struct gateway_event *said)
{
    size_t user = 0;
    size_t host = 0;

    said->count = 0;
    if (text_find(rest, TEXT(" user="), &user))
        said->user = text_from(rest, user + TEXT(" user=").length);
    if (text_find(rest, TEXT(" rhost="), &host) && said->source.length == 0) {
        rest = text_from(rest, host + TEXT(" rhost=").length);
        if (!text_starts_with(rest, TEXT(" ")))
            said->source = text_take_word(&rest);
    }
    return true;
}

#define AUTHENTICATION "authentication"
#define SESSION        "session"
#define NETWORK        "network"
#define SUCCESS        "success"
#define FAILURE        "failure"
#define UNKNOWN        "unknown"
#define FORM           GATEWAY_FORM

static const struct gateway_form forms[] = {
    FORM("new user session", gateway_read_nothing, "vpn_session_started", SESSION, SUCCESS),
    FORM("user logged in", gateway_read_nothing, "vpn_login", AUTHENTICATION, SUCCESS),
    FORM("user disconnected (reason: ", read_disconnected, "vpn_session_ended", SESSION, SUCCESS),
    FORM("user disconnected", read_disconnected, "vpn_session_ended", SESSION, SUCCESS),
    FORM("user '", read_user_sentence, "vpn_login_step", AUTHENTICATION, UNKNOWN),
    FORM("failed authentication for '", gateway_read_quoted_user, "vpn_login", AUTHENTICATION,
         FAILURE),
    FORM("failed authentication attempt for user '", read_user_again, "vpn_login_retold",
         AUTHENTICATION, FAILURE),
    FORM("authentication failed for user '", read_session_again, "vpn_login_retold", AUTHENTICATION,
         FAILURE),
    FORM("failed cookie authentication attempt", gateway_read_nothing, "vpn_login", AUTHENTICATION,
         FAILURE),
    FORM("PAM-auth pam_auth_pass: ", gateway_read_reason_again, "vpn_login_retold", AUTHENTICATION,
         FAILURE),
    FORM("authentication failure; ", read_pam_failure, "vpn_login_retold", AUTHENTICATION, FAILURE),
    FORM("initiating session for user '", read_session_again, "vpn_login_retold", AUTHENTICATION,
         SUCCESS),
    FORM("invalidating session of user '", read_session_again, "vpn_disconnect", SESSION, UNKNOWN),
    FORM("temporarily closing session for ", read_session_again, "vpn_disconnect", SESSION,
         UNKNOWN),
    FORM("denied session for user '", read_user_and_session, "vpn_refused", SESSION, FAILURE),
    FORM("session expired; denied session for user '", read_user_and_session, "vpn_refused",
         SESSION, FAILURE),
    FORM("no certificate provided for authentication", gateway_read_nothing,
         "vpn_certificate_invalid", AUTHENTICATION, FAILURE),
    FORM("client certificate verification failed: ", gateway_read_reason, "vpn_certificate_invalid",
         AUTHENTICATION, FAILURE),
    FORM("GnuTLS error ", read_tls_error, "vpn_handshake_failed", NETWORK, FAILURE),
    FORM("accepted connection", gateway_read_nothing, "vpn_connect", NETWORK, UNKNOWN),
    FORM("sending IPv4 ", gateway_read_inner_address, "vpn_address_assigned", SESSION, SUCCESS),
    FORM("sending IPv6 ", gateway_read_inner_address, "vpn_address_assigned", SESSION, SUCCESS),
    FORM("sent periodic stats (in: ", read_statistics, "vpn_session_statistics", SESSION, UNKNOWN),
    FORM("added IP '", read_banned, "vpn_refused", NETWORK, FAILURE),
    FORM("Rejected connection from banned IP: ", read_rejected, "vpn_refused", NETWORK, FAILURE),
    FORM("initialized ocserv ", gateway_read_nothing, "vpn_server_started", "process", SUCCESS),
    FORM("termination request received", gateway_read_nothing, "vpn_server_stopped", "process",
         SUCCESS),
};

/* Takes " 203.0.113.7 " or ":203.0.113.7:51022 " behind a prefix. */
static bool take_address(struct text *text, struct gateway_event *said)
{
    struct text rest = *text;
    struct address address = {0};
    struct text word = {0};
    struct text host = {0};
    struct text port = {0};
    size_t end = 0;

    text_take(&rest, TEXT(" "));
    if (!text_find(text_until(rest, LONGEST_ADDRESS), TEXT(" "), &end))
        return false;
    word = text_until(rest, end);
    if (address_read(word, &address)) {
        host = word;
    } else {
        endpoint_split(word, &host, &port);
        if (!address_read(host, &address))
            return false;
    }
    said->source = host;
    said->source_port = port;
    *text = text_from(rest, end + 1);
    return true;
}

/* "jdoe]:203.0.113.7:51022 message".  What is not sure is not said. */
static void take_user(struct text *text, struct gateway_event *said)
{
    const struct text all = *text;
    struct text head = text_until(all, LONGEST_PREFIX);
    bool is_found = false;

    for (size_t start = 0, end = 0; text_find(text_from(head, start), TEXT("]:"), &end);) {
        struct gateway_event trial = *said;
        struct text rest = text_from(all, start + end + 2);

        if (take_address(&rest, &trial)) {
            bool is_other = is_found && !text_equal(trial.source, said->source);

            *text = rest;
            if (is_other) {
                said->user = said->source = said->source_port = (struct text){0};
                said->is_doubtful = true;
                return;
            }
            if (!is_found)
                trial.user = text_until(all, start + end);
            *said = trial;
            is_found = true;
        }
        start += end + 2;
    }
    if (!is_found)
        text_cut(all, TEXT("]: "), &said->user, text);
}

/* Takes "main[jdoe]:203.0.113.7:51022 ", "worker: 203.0.113.7 ", "sec-mod: ",
 * "pam_unix(ocserv:auth): ".  False where there is no such thing. */
static bool take_prefix(struct text *text, struct gateway_event *said)
{
    static const char *const processes[] = {"main", "worker", "sec-mod", "ocserv-sm"};
    struct text rest = *text;
    struct text module = {0};

    if (text_starts_with(rest, TEXT("pam_")) && text_cut(rest, TEXT("): "), &module, &rest)) {
        *text = rest;
        return true;
    }
    for (size_t i = 0; i < sizeof processes / sizeof *processes; i++) {
        rest = *text;
        if (!text_take(&rest, text_of(processes[i])))
            continue;
        if (text_take(&rest, TEXT("["))) {
            take_user(&rest, said);
        } else if (text_take(&rest, TEXT(":"))) {
            take_address(&rest, said);
            rest = text_trim(rest);
        } else {
            continue;
        }
        *text = rest;
        return true;
    }
    return false;
}

/* Takes "worker-auth.c:1731: ", where in its source it says so. */
static void take_place(struct text *text)
{
    struct text rest = *text;
    struct text word = text_take_word(&rest);
    size_t position = 0;

    if (text_ends_with(word, TEXT(":")) && text_find(word, TEXT(".c:"), &position)) {
        text_take(&rest, TEXT(" "));
        *text = rest;
    }
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct gateway_event said = gateway_event_none();
    struct text message = frame->message;
    bool has_prefix = take_prefix(&message, &said);

    take_place(&message);
    if (!gateway_form_read(forms, sizeof forms / sizeof *forms, message, &said) && !has_prefix)
        return false;
    gateway_event_put(&said, event);
    *count = said.count;
    return true;
}

/* Lines of standard error, as containers keep them: no time, "ocserv[912]: " or not. */
static bool decode_bare(const struct decoder *decoder, struct event *event)
{
    struct syslog_frame own = {
        .time = TIMESTAMP_NONE,
        .priority = -1,
        .message = event->record->text,
    };
    struct gateway_event said = gateway_event_none();
    struct text rest = own.message;
    struct text pid = {0};

    if (text_take(&rest, TEXT("ocserv[")) && text_cut(rest, TEXT("]: "), &pid, &rest)) {
        own.program = text_until(own.message, TEXT("ocserv").length);
        own.pid = pid;
        own.message = rest;
    }
    rest = own.message;
    return take_prefix(&rest, &said) && syslog_decode_own(decoder, &own, event);
}

static bool decode_ocserv(const struct decoder *decoder, const struct decode_context *context,
                          struct event *event)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};

    return decode_bare(decoder, event) ||
           (syslog_frame_read(record->text, context->zone, record->modified, &frame) &&
            syslog_decode_frame(decoder, &frame, event));
}

static const char *const names[] = {"ocserv*", NULL};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_SESSION_ID, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_SOURCE_PORT, ORIGIN_DERIVED},
    {FIELD_SOURCE_BYTES, ORIGIN_DERIVED},
    {FIELD_DESTINATION_BYTES, ORIGIN_DERIVED},
    {FIELD_CLIENT_NAT_IP, ORIGIN_VERBATIM},
    {FIELD_FLAGS, ORIGIN_DERIVED},
};

const struct program ocserv_program = {
    .names = names,
    .kind = {"ocserv",
             {{.category = "vpn", .product = "ocserv"}, {.product = "linux", .service = "ocserv"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};

static const struct program *const programs[] = {&ocserv_program, NULL};

static const char *const aliases[] = {"openconnect", NULL};

const struct decoder ocserv_decoder = {
    .name = "ocserv",
    .aliases = aliases,
    .description = "the OpenConnect VPN server, in syslog or as containers keep it",
    .shape = SHAPE_REPEATED,
    .decode = decode_ocserv,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
