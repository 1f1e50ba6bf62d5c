#include "decode/wireguard.h"

#include "decode/endpoint.h"
#include "decode/gateway_event.h"
#include "decode/log_time.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

/* "6 (203.0.113.7:19543)...", or "6" alone. */
static bool read_peer(struct text rest, struct gateway_event *said)
{
    size_t digits = text_count_digits(rest);
    size_t end = 0;

    said->session = text_until(rest, digits);
    rest = text_from(rest, digits);
    if (text_take(&rest, TEXT(" (")) && text_find(rest, TEXT(")"), &end))
        endpoint_split(text_until(rest, end), &said->source, &said->source_port);
    return digits > 0;
}

/* "203.0.113.9:555" */
static bool read_address(struct text rest, struct gateway_event *said)
{
    endpoint_split(text_take_word(&rest), &said->source, &said->source_port);
    return true;
}

/* "6 (203.0.113.7:19543) did not complete after 5 seconds, retrying (try 2)" */
static bool read_unfinished(struct text rest, struct gateway_event *said)
{
    size_t start = 0;

    if (!text_find(rest, TEXT(" did not complete after "), &start))
        return false;
    said->reason = text_from(rest, start + 1);
    return read_peer(rest, said);
}

/* "10.1.1.1) from peer 6 (203.0.113.7:19543)" */
static bool read_unallowed(struct text rest, struct gateway_event *said)
{
    struct text peer = {0};

    return text_cut(rest, TEXT(") from peer "), &said->inner_address, &peer) &&
           read_peer(peer, said);
}

/* "12 created for peer 6" */
static bool read_keys(struct text rest, struct gateway_event *said)
{
    struct text keys = {0};

    return text_cut(rest, TEXT(" created for peer "), &keys, &rest) && read_peer(rest, said);
}

/* "6 created", "6 (203.0.113.7:19543) destroyed" */
static bool read_change(struct text rest, struct gateway_event *said)
{
    return (text_ends_with(rest, TEXT(" created")) || text_ends_with(rest, TEXT(" destroyed"))) &&
           read_peer(rest, said);
}

#define NETWORK "network"
#define FORM    GATEWAY_FORM

static const struct gateway_form forms[] = {
    FORM("Receiving handshake initiation from peer ", read_peer, "vpn_handshake", NETWORK,
         "unknown"),
    FORM("Receiving handshake response from peer ", read_peer, "vpn_handshake", NETWORK, "unknown"),
    FORM("Sending handshake initiation to peer ", read_peer, "vpn_handshake", NETWORK, "unknown"),
    FORM("Sending handshake response to peer ", read_peer, "vpn_handshake", NETWORK, "unknown"),
    FORM("Retrying handshake with peer ", read_peer, "vpn_handshake", NETWORK, "unknown"),
    FORM("Keypair ", read_keys, "vpn_handshake", NETWORK, "success"),
    FORM("Handshake for peer ", read_unfinished, "vpn_handshake_failed", NETWORK, "failure"),
    FORM("Invalid handshake initiation from ", read_address, "vpn_handshake_failed", NETWORK,
         "failure"),
    FORM("Invalid handshake response from ", read_address, "vpn_handshake_failed", NETWORK,
         "failure"),
    FORM("Invalid MAC of handshake, dropping packet from ", read_address, "vpn_handshake_failed",
         NETWORK, "failure"),
    FORM("Packet has unallowed src IP (", read_unallowed, "vpn_packet_refused", NETWORK, "failure"),
    FORM("Packet is neither ipv4 nor ipv6 from peer ", read_peer, "vpn_packet_refused", NETWORK,
         "failure"),
    FORM("Packet has incorrect size from peer ", read_peer, "vpn_packet_refused", NETWORK,
         "failure"),
    FORM("No peer has allowed IPs matching ", gateway_read_inner_address, "vpn_packet_refused",
         NETWORK, "failure"),
    FORM("Zeroing out all keys for peer ", read_peer, "vpn_session_ended", "session", "success"),
    FORM("Interface created", gateway_read_nothing, "config_change", "configuration", "success"),
    FORM("Interface destroyed", gateway_read_nothing, "config_change", "configuration", "success"),
    FORM("Peer ", read_change, "config_change", "configuration", "success"),
};

/* Takes "[1708050.945541] ", the seconds since the machine started, or the clock. */
static void take_uptime(struct text *text)
{
    struct text inside = {0};
    struct text rest = {0};

    if (text_starts_with(*text, TEXT("[")) && text_cut(*text, TEXT("] "), &inside, &rest))
        *text = rest;
}

/* Takes "wireguard: wg0: ", functions and lines in front of it or not. */
static bool take_interface(struct text *text, struct text *interface)
{
    struct text rest = *text;
    struct text word = text_take_word(&rest);
    bool is_ours = false;

    while (text_starts_with(word, TEXT("wireguard:"))) {
        is_ours = true;
        word = text_take_word(&rest);
    }
    if (!is_ours || !text_ends_with(word, TEXT(":")) || !text_take(&rest, TEXT(" ")))
        return false;
    *interface = text_until(word, word.length - 1);
    *text = rest;
    return true;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct gateway_event said = gateway_event_none();
    struct text message = frame->message;

    take_uptime(&message);
    if (!take_interface(&message, &said.source_interface)) {
        event->kind = 0;
        return false;
    }
    gateway_form_read(forms, sizeof forms / sizeof *forms, message, &said);
    gateway_event_put(&said, event);
    *count = said.count;
    return true;
}

static bool decode_wireguard(const struct decoder *decoder, const struct decode_context *context,
                             struct event *event)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};
    struct syslog_frame own = {
        .time = TIMESTAMP_NONE,
        .priority = -1,
        .message = record->text,
    };
    struct text message = record->text;
    struct text interface = {0};

    if (text_take(&message, TEXT("[")) && !log_time_take_ctime(&message, context->zone, &own.time))
        own.time = TIMESTAMP_NONE;
    message = record->text;
    take_uptime(&message);
    if (take_interface(&message, &interface))
        return syslog_decode_own(decoder, &own, event);
    return syslog_frame_read(record->text, context->zone, record->modified, &frame) &&
           syslog_decode_frame(decoder, &frame, event);
}

static const char *const names[] = {"kernel", NULL};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},      {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},     {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_SESSION_ID, ORIGIN_VERBATIM},       {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},        {FIELD_SOURCE_PORT, ORIGIN_DERIVED},
    {FIELD_SOURCE_INTERFACE, ORIGIN_VERBATIM}, {FIELD_CLIENT_NAT_IP, ORIGIN_VERBATIM},
};

const struct program wireguard_program = {
    .names = names,
    .kind = {"wireguard",
             {{.category = "vpn", .product = "wireguard"},
              {.product = "linux", .service = "wireguard"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};

static const struct program *const programs[] = {&wireguard_program, NULL};

const struct decoder wireguard_decoder = {
    .name = "wireguard",
    .description = "the kernel's WireGuard with dynamic debugging, in syslog or dmesg",
    .shape = SHAPE_REPEATED,
    .decode = decode_wireguard,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
