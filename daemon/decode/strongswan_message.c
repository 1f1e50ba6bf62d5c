#include "decode/strongswan_message.h"

/* "203.0.113.7[4500]" */
static void say_end(struct text word, struct text *address, struct text *port)
{
    struct text rest = {0};

    if (!text_cut(word, TEXT("["), address, &rest))
        *address = word;
    else
        text_cut(rest, TEXT("]"), port, &rest);
}

/* "203.0.113.7[jdoe@example.net]": the identity may be anything. */
static void say_peer(struct text peer, struct gateway_event *said)
{
    struct text identity = {0};
    size_t end = 0;

    if (!text_cut(peer, TEXT("["), &said->source, &identity)) {
        said->source = text_take_word(&peer);
        return;
    }
    if (text_find_last(identity, TEXT("]"), &end))
        said->user = text_until(identity, end);
}

/* "198.51.100.1[gw.example]...203.0.113.7[jdoe@example.net]": what is ours stands in
 * front and is nobody's to choose. */
static bool read_ends(struct text rest, struct gateway_event *said)
{
    struct text ours = {0};
    struct text theirs = {0};

    if (!text_cut(rest, TEXT("]..."), &ours, &theirs) &&
        !text_cut(rest, TEXT("..."), &ours, &theirs))
        return false;
    if (!text_cut(ours, TEXT("["), &said->destination, &rest))
        said->destination = ours;
    say_peer(theirs, said);
    return true;
}

/* "rw[42]" */
static void say_sa(struct text sa, struct gateway_event *said)
{
    size_t start = 0;

    if (!text_ends_with(sa, TEXT("]")) || !text_find_last(sa, TEXT("["), &start))
        return;
    said->rule = text_until(sa, start);
    said->session = text_until(text_from(sa, start + 1), sa.length - start - 2);
}

/* "rw[42] established between 198.51.100.1[...]...203.0.113.7[...]" */
static bool read_established(struct text rest, struct gateway_event *said)
{
    struct text sa = {0};

    if (!text_cut(rest, TEXT(" established between "), &sa, &rest))
        return false;
    say_sa(sa, said);
    return read_ends(rest, said);
}

/* "rw[42] between 198.51.100.1[...]...203.0.113.7[...]" */
static bool read_deleted(struct text rest, struct gateway_event *said)
{
    struct text sa = {0};

    if (!text_cut(rest, TEXT(" between "), &sa, &rest))
        return false;
    say_sa(sa, said);
    return read_ends(rest, said);
}

static bool read_delete_received(struct text rest, struct gateway_event *said)
{
    said->count = 0;
    say_sa(rest, said);
    return true;
}

/* "net{7} established with SPIs ..." */
static bool read_child(struct text rest, struct gateway_event *said)
{
    struct text child = {0};
    size_t start = 0;

    if (!text_cut(rest, TEXT(" established with "), &child, &rest))
        return false;
    if (text_find_last(child, TEXT("{"), &start))
        said->rule = text_until(child, start);
    return true;
}

/* "jdoe@example.net' with EAP successful"; the daemon's own has "(myself)" behind. */
static bool read_authentication(struct text rest, struct gateway_event *said)
{
    size_t end = 0;

    if (!text_find_last(rest, TEXT("' with "), &end))
        return false;
    said->user = text_until(rest, end);
    said->method = text_from(rest, end + TEXT("' with ").length);
    if (text_ends_with(said->method, TEXT(" failed")))
        said->outcome = TEXT("failure");
    else if (!text_ends_with(said->method, TEXT(" successful")))
        return false;
    text_find_last(said->method, TEXT(" "), &end);
    said->method.length = end;
    return true;
}

/* "jdoe' failed", "jdoe' successful" */
static bool read_result(struct text rest, struct gateway_event *said)
{
    if (text_ends_with(rest, TEXT("' failed")))
        said->outcome = TEXT("failure");
    else if (!text_ends_with(rest, TEXT("' successful")))
        return false;
    return gateway_between(rest, TEXT(""), TEXT("' "), &said->user);
}

/* The same of RADIUS, whose success the authentication itself says once more. */
static bool read_radius(struct text rest, struct gateway_event *said)
{
    if (!read_result(rest, said))
        return false;
    if (text_equal(said->outcome, TEXT("success"))) {
        said->action = TEXT("vpn_login_retold");
        said->count = 0;
    }
    return true;
}

/* "pam_authenticate for 'jdoe' failed: System error" */
static bool read_pam(struct text rest, struct gateway_event *said)
{
    size_t end = 0;

    if (!text_take(&rest, TEXT("pam_")) ||
        !gateway_between(rest, TEXT(" for '"), TEXT(""), &rest) ||
        !text_find_last(rest, TEXT("' failed: "), &end))
        return false;
    said->user = text_until(rest, end);
    said->reason = text_from(rest, end + TEXT("' failed: ").length);
    said->count = 0;
    return true;
}

static bool read_chap_failure(struct text rest, struct gateway_event *said)
{
    text_take(&rest, TEXT(", "));
    said->method = TEXT("EAP-MS-CHAPv2");
    return gateway_read_reason(rest, said);
}

/* "EAP_TLS failed for peer jdoe@example.net"; MSCHAPv2 has said so itself. */
static bool read_method(struct text rest, struct gateway_event *said)
{
    if (!text_cut(rest, TEXT(" failed for peer "), &said->method, &said->user))
        return false;
    if (text_equal(said->method, TEXT("EAP_MSCHAPV2"))) {
        said->action = TEXT("vpn_login_retold");
        said->count = 0;
    }
    return true;
}

/* The peer's identity of "'gw.example' - 'jdoe'...", which stands last. */
static void say_last_identity(struct text identities, struct gateway_event *said)
{
    struct text identity = {0};
    size_t end = 0;

    if (gateway_between(identities, TEXT(" - '"), TEXT(""), &identity) &&
        text_find_last(identity, TEXT("'"), &end))
        said->user = text_until(identity, end);
}

/* "2 shared keys for 'gw.example' - 'jdoe', but MAC mismatched" */
static bool read_wrong_key(struct text rest, struct gateway_event *said)
{
    size_t end = 0;

    if (!text_find_last(rest, TEXT(", but MAC mismatched"), &end))
        return false;
    said->reason = text_from(rest, end + TEXT(", but ").length);
    say_last_identity(text_until(rest, end), said);
    return true;
}

/* "'gw.example' - 'jdoe'", or "'gw'[198.51.100.1] - 'jdoe'[203.0.113.7]" */
static bool read_no_key(struct text rest, struct gateway_event *said)
{
    say_last_identity(rest, said);
    return true;
}

/* "ECDSA public key found for 'jdoe'" */
static bool read_untrusted(struct text rest, struct gateway_event *said)
{
    struct text kind = {0};

    return text_cut(rest, TEXT(" found for '"), &kind, &rest) &&
           gateway_read_quoted_user(rest, said);
}

/* "C=PH, CN=jdoe": with the quote that stands in front taken off. */
static bool read_subject(struct text rest, struct gateway_event *said)
{
    size_t end = 0;

    if (text_find_last(rest, TEXT("\""), &end))
        said->user = text_until(rest, end);
    return true;
}

static bool read_no_key_again(struct text rest, struct gateway_event *said)
{
    said->count = 0;
    return read_no_key(rest, said);
}

/* "10.9.0.4 to peer 'jdoe@example.net'" */
static bool read_assigned(struct text rest, struct gateway_event *said)
{
    said->inner_address = text_take_word(&rest);
    return text_take(&rest, TEXT(" to peer '")) && gateway_read_quoted_user(rest, said);
}

static bool read_unassigned(struct text rest, struct gateway_event *said)
{
    struct text asked = {0};

    return text_cut(rest, TEXT(" requested by '"), &asked, &rest) &&
           gateway_read_quoted_user(rest, said);
}

/* "203.0.113.7 after timeout" */
static bool read_half_open(struct text rest, struct gateway_event *said)
{
    return text_cut(rest, TEXT(" after "), &said->source, &said->reason);
}

/* "198.51.100.1...203.0.113.7, sending NO_PROPOSAL_CHOSEN" */
static bool read_no_config(struct text rest, struct gateway_event *said)
{
    struct text ends = {0};

    if (!text_cut(rest, TEXT(", sending "), &ends, &said->reason))
        ends = rest;
    return text_cut(ends, TEXT("..."), &said->destination, &said->source);
}

/* "from 203.0.113.7[28808] to 198.51.100.1[4500] (144 bytes)" */
static bool read_packet(struct text rest, struct gateway_event *said)
{
    struct text from = {0};

    if (!text_take(&rest, TEXT("from ")))
        return false;
    from = text_take_word(&rest);
    if (!text_take(&rest, TEXT(" to ")))
        return false;
    say_end(from, &said->source, &said->source_port);
    say_end(text_take_word(&rest), &said->destination, &said->destination_port);
    return true;
}

/* The same of one that was sent: the peer stands second. */
static bool read_sent_packet(struct text rest, struct gateway_event *said)
{
    struct gateway_event other = *said;

    if (!read_packet(rest, &other))
        return false;
    said->source = other.destination;
    said->source_port = other.destination_port;
    said->destination = other.source;
    said->destination_port = other.source_port;
    return true;
}

/* "IKE_SA for peer 'jdoe' due to uniqueness policy" */
static bool read_duplicate(struct text rest, struct gateway_event *said)
{
    return gateway_between(rest, TEXT("for peer '"), TEXT("'"), &said->user);
}

#define AUTHENTICATION "authentication"
#define SESSION        "session"
#define NETWORK        "network"
#define SUCCESS        "success"
#define FAILURE        "failure"
#define UNKNOWN        "unknown"
#define FORM           GATEWAY_FORM

static const struct gateway_form forms[] = {
    FORM("received packet: ", read_packet, "", "", ""),
    FORM("sending packet: ", read_sent_packet, "", "", ""),
    FORM("authentication of '", read_authentication, "vpn_login", AUTHENTICATION, SUCCESS),
    FORM("XAuth authentication of '", read_result, "vpn_login", AUTHENTICATION, SUCCESS),
    FORM("XAuth ", read_pam, "vpn_login_retold", AUTHENTICATION, FAILURE),
    FORM("RADIUS authentication of '", read_radius, "vpn_login", AUTHENTICATION, SUCCESS),
    FORM("EAP-MS-CHAPv2 verification failed", read_chap_failure, "vpn_login", AUTHENTICATION,
         FAILURE),
    FORM("EAP-MS-CHAPv2 username: '", gateway_read_quoted_user, "vpn_login_step", AUTHENTICATION,
         UNKNOWN),
    FORM("received EAP identity '", gateway_read_quoted_user, "vpn_login_step", AUTHENTICATION,
         UNKNOWN),
    FORM("EAP method ", read_method, "vpn_login", AUTHENTICATION, FAILURE),
    FORM("no EAP key found for hosts ", read_no_key_again, "vpn_login_retold", AUTHENTICATION,
         FAILURE),
    FORM("no shared key found for ", read_no_key, "vpn_login", AUTHENTICATION, FAILURE),
    FORM("tried ", read_wrong_key, "vpn_login", AUTHENTICATION, FAILURE),
    FORM("received AUTHENTICATION_FAILED notify error", gateway_read_nothing, "vpn_login",
         AUTHENTICATION, FAILURE),
    FORM("looking for peer configs matching ", read_ends, "vpn_login_step", AUTHENTICATION,
         UNKNOWN),
    FORM("subject certificate invalid ", gateway_read_reason, "vpn_certificate_invalid",
         AUTHENTICATION, FAILURE),
    FORM("certificate was revoked ", gateway_read_reason, "vpn_certificate_invalid", AUTHENTICATION,
         FAILURE),
    FORM("no issuer certificate found for \"", read_subject, "vpn_certificate_invalid",
         AUTHENTICATION, FAILURE),
    FORM("no trusted ", read_untrusted, "vpn_certificate_invalid", AUTHENTICATION, FAILURE),
    FORM("constraint check failed: ", gateway_read_reason, "vpn_refused", AUTHENTICATION, FAILURE),
    FORM("no matching peer config found", gateway_read_nothing, "vpn_refused", AUTHENTICATION,
         FAILURE),
    FORM("no IKE config found for ", read_no_config, "vpn_refused", NETWORK, FAILURE),
    FORM("deleting half open IKE_SA with ", read_half_open, "vpn_handshake_failed", NETWORK,
         FAILURE),
    FORM("received proposals inacceptable", gateway_read_nothing, "vpn_handshake_failed", NETWORK,
         FAILURE),
    FORM("received proposals unacceptable", gateway_read_nothing, "vpn_handshake_failed", NETWORK,
         FAILURE),
    FORM("received NO_PROPOSAL_CHOSEN notify error", gateway_read_nothing, "vpn_handshake_failed",
         NETWORK, FAILURE),
    FORM("establishing IKE_SA failed, ", gateway_read_reason, "vpn_handshake_failed", NETWORK,
         FAILURE),
    FORM("IKE_SA ", read_established, "vpn_session_started", SESSION, SUCCESS),
    FORM("CHILD_SA ", read_child, "vpn_route_learned", NETWORK, UNKNOWN),
    FORM("assigning virtual IP ", read_assigned, "vpn_address_assigned", SESSION, SUCCESS),
    FORM("no virtual IP found for ", read_unassigned, "vpn_address_assigned", SESSION, FAILURE),
    FORM("deleting IKE_SA ", read_deleted, "vpn_session_ended", SESSION, SUCCESS),
    FORM("received DELETE for IKE_SA ", read_delete_received, "vpn_disconnect", SESSION, UNKNOWN),
    FORM("deleting duplicate IKE_SA ", read_duplicate, "vpn_shared_account", SESSION, UNKNOWN),
    FORM("Starting IKE charon daemon", gateway_read_nothing, "vpn_server_started", "process",
         SUCCESS),
    FORM("SIGTERM received, shutting down", gateway_read_nothing, "vpn_server_stopped", "process",
         SUCCESS),
    FORM("SIGINT received, shutting down", gateway_read_nothing, "vpn_server_stopped", "process",
         SUCCESS),
    FORM("signal of type SIGTERM received. Shutting down", gateway_read_nothing,
         "vpn_server_stopped", "process", SUCCESS),
    FORM("signal of type SIGINT received. Shutting down", gateway_read_nothing,
         "vpn_server_stopped", "process", SUCCESS),
};

/* "203.0.113.7 is initiating an IKE_SA", "... a Main Mode IKE_SA" */
static bool read_initiating(struct text message, struct gateway_event *said)
{
    struct text address = text_take_word(&message);

    if (!text_starts_with(message, TEXT(" is initiating a")))
        return false;
    said->source = address;
    said->action = TEXT("vpn_connect");
    said->category = TEXT(NETWORK);
    said->outcome = TEXT(UNKNOWN);
    return true;
}

bool strongswan_message_read(struct text message, struct gateway_event *said)
{
    return gateway_form_read(forms, sizeof forms / sizeof *forms, message, said) ||
           read_initiating(message, said);
}
