#include "decode/cisco_asa_vpn.h"

#include "decode/cisco_asa_flow.h"

/* Cuts where separator stands: head is what is in front of the first, rest what is
 * behind the last.  False where there is none; *is_sure gets false where there are two. */
static bool cut_once(struct text text, struct text separator, struct text *head, struct text *rest,
                     bool *is_sure)
{
    size_t first = 0;
    size_t last = 0;

    if (!text_find(text, separator, &first) || !text_find_last(text, separator, &last))
        return false;
    *is_sure = *is_sure && first == last;
    *head = text_until(text, first);
    *rest = text_from(text, last + separator.length);
    return true;
}

/* The words between which group, user and address stand, in the two ways of writing. */
struct client_style {
    struct text group;
    struct text user;
    struct text address;
    struct text end;
};

static bool take_client(struct text *text, const struct client_style *style,
                        struct gateway_event *said)
{
    struct text rest = *text;
    struct text user = {0};
    struct text address = {0};
    struct text behind = {0};
    bool is_sure = true;

    if (!text_take(&rest, style->group))
        return false;
    if (text_cut(rest, style->user, &said->group, &behind)) {
        if (!cut_once(behind, style->address, &user, &rest, &is_sure))
            return false;
    } else if (!text_cut(rest, style->address, &said->group, &rest)) {
        return false; /* of a site there is no user, but always an address */
    }
    if (!text_cut(rest, style->end, &address, &rest))
        return false;
    if (is_sure) {
        said->user = user;
        said->source = address;
    } else {
        said->is_doubtful = true;
    }
    *text = text_trim(rest);
    return true;
}

/* "Group <GP> User <jdoe> IP <203.0.113.7> ...", "Group = GP, Username = jdoe, IP =
 * 203.0.113.7, ...", "Group GP User jdoe IP 203.0.113.7 ..." */
static bool take_group_user_address(struct text *text, struct gateway_event *said)
{
    static const struct client_style styles[] = {
        {GATEWAY_LITERAL("Group <"), GATEWAY_LITERAL("> User <"), GATEWAY_LITERAL("> IP <"),
         GATEWAY_LITERAL(">")},
        {GATEWAY_LITERAL("Group = "), GATEWAY_LITERAL(", Username = "), GATEWAY_LITERAL(", IP = "),
         GATEWAY_LITERAL(", ")},
        {GATEWAY_LITERAL("Group "), GATEWAY_LITERAL(" User "), GATEWAY_LITERAL(" IP "),
         GATEWAY_LITERAL(" ")},
    };

    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        if (take_client(text, &styles[i], said))
            return true;
    }
    return false;
}

bool cisco_asa_vpn_read_client(struct text text, struct gateway_event *said)
{
    return take_group_user_address(&text, said);
}

/* "... WebVPN session terminated: User Requested." */
bool cisco_asa_vpn_read_client_and_reason(struct text text, struct gateway_event *said)
{
    size_t colon = 0;

    if (!take_group_user_address(&text, said))
        return false;
    if (text_find(text, TEXT(": "), &colon))
        said->reason = text_from(text, colon + 2);
    if (text_ends_with(said->reason, TEXT(".")))
        said->reason.length--;
    return true;
}

/* "... Client Type: Cisco AnyConnect VPN Agent for Windows 4.10" */
bool cisco_asa_vpn_read_agent(struct text text, struct gateway_event *said)
{
    return take_group_user_address(&text, said) &&
           gateway_between(text, TEXT("Client Type: "), TEXT(""), &said->agent);
}

/* What follows "Name: " up to the next comma. */
static struct text labelled(struct text text, struct text label)
{
    struct text before = {0};
    struct text value = {0};
    struct text rest = {0};

    if (!text_cut(text, label, &before, &value))
        return value;
    return text_cut(value, TEXT(", "), &before, &rest) ? before : value;
}

/* "... Session disconnected. Session Type: SSL, Duration: 1h:22m:03s, Bytes xmt: 1,
 * Bytes rcv: 2, Reason: User Requested" */
bool cisco_asa_vpn_read_disconnected(struct text text, struct gateway_event *said)
{
    if (!take_group_user_address(&text, said))
        return false;
    said->method = labelled(text, TEXT("Session Type: "));
    said->duration = gateway_duration(labelled(text, TEXT("Duration: ")));
    said->destination_bytes = gateway_number(labelled(text, TEXT("Bytes xmt: ")));
    said->source_bytes = gateway_number(labelled(text, TEXT("Bytes rcv: ")));
    said->reason = labelled(text, TEXT("Reason: "));
    return true;
}

/* "... IPv4 Address <10.9.0.4> IPv6 address <::> assigned to session", "... Assigned
 * private IP address 10.9.0.4 to remote user" */
bool cisco_asa_vpn_read_assigned(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text rest = {0};

    if (!take_group_user_address(&text, said))
        return false;
    if (text_cut(text, TEXT("ddress <"), &before, &rest)) {
        text_cut(rest, TEXT(">"), &said->inner_address, &rest);
    } else if (text_cut(text, TEXT("IP address "), &before, &rest)) {
        said->inner_address = text_take_word(&rest);
    }
    return true;
}

/* "Local:198.51.100.1:4500 Remote:203.0.113.7:4500 Username:jdoe IKEv2 ..." */
bool cisco_asa_vpn_read_ikev2(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text remote = {0};
    struct text rest = {0};
    size_t colon = 0;

    if (!text_cut(text, TEXT(" Remote:"), &before, &remote) ||
        !text_cut(remote, TEXT(" Username:"), &remote, &rest))
        return false;
    if (text_find_last(remote, TEXT(":"), &colon)) {
        said->source = text_until(remote, colon);
        said->source_port = text_from(remote, colon + 1);
    }
    text_cut(rest, TEXT(" IKEv2 "), &said->user, &rest);
    if (text_equal(said->user, TEXT("Unknown")))
        said->user.length = 0;
    if (text_cut(rest, TEXT("IPv4 Address="), &before, &remote))
        said->inner_address = text_take_word(&remote);
    if (text_cut(rest, TEXT("Reason: "), &before, &remote) ||
        text_cut(rest, TEXT("ERROR: "), &before, &remote))
        said->reason = remote;
    return true;
}

/* "UAUTH: Session=0x1, User=jdoe, Assigned IP=10.9.0.4, Succeeded adding entry." */
bool cisco_asa_vpn_read_uauth(struct text text, struct gateway_event *said)
{
    struct text rest = {0};
    struct text before = {0};
    size_t end = 0;

    if (!text_cut(text, TEXT("Session="), &before, &rest) ||
        !text_cut(rest, TEXT(", User="), &said->session, &rest) ||
        !text_find_last(rest, TEXT(", Assigned IP="), &end))
        return false;
    said->user = text_until(rest, end);
    rest = text_from(rest, end + TEXT(", Assigned IP=").length);
    text_cut(rest, TEXT(", "), &said->inner_address, &rest);
    return true;
}

/* "DAP: User jdoe, Addr 203.0.113.7, Connection AnyConnect: The following DAP records
 * were selected for this connection: staff" */
bool cisco_asa_vpn_read_posture(struct text text, struct gateway_event *said)
{
    struct text rest = {0};
    bool is_sure = true;
    size_t colon = 0;

    if (!text_take(&text, TEXT("DAP: User ")) ||
        !cut_once(text, TEXT(", Addr "), &said->user, &rest, &is_sure))
        return false;
    if (text_find_last(rest, TEXT(": "), &colon))
        said->rule = text_from(rest, colon + 2);
    while (text_ends_with(said->rule, TEXT(",")) || text_ends_with(said->rule, TEXT(" ")))
        said->rule.length--;
    for (colon = 0; colon < rest.length && rest.data[colon] != ',' && rest.data[colon] != ' ';)
        colon++;
    said->source = text_until(rest, colon);
    while (text_ends_with(said->source, TEXT(":")))
        said->source.length--;
    said->is_doubtful = !is_sure;
    if (!is_sure)
        said->user = said->source = (struct text){0};
    return true;
}

/* "user-identity: Add IP-User mapping 10.9.0.4 - LOCAL\\jdoe Succeeded - VPN user"; some
 * releases have "Delete" under the number of "Add". */
bool cisco_asa_vpn_read_mapping(struct text text, struct gateway_event *said)
{
    bool is_sure = true;
    bool is_failed = false;

    if (!text_take(&text, TEXT("user-identity: ")))
        return false;
    if (text_take(&text, TEXT("Delete ")))
        said->action = TEXT("user_unmapped");
    else
        text_take(&text, TEXT("Add "));
    if (!text_take(&text, TEXT("IP-User mapping ")) ||
        !text_cut(text, TEXT(" - "), &said->source, &text))
        return false;
    text_take(&text, TEXT("LOCAL\\"));
    is_failed = cut_once(text, TEXT(" Failed - "), &said->user, &said->reason, &is_sure);
    if (!is_failed && !cut_once(text, TEXT(" Succeeded - "), &said->user, &said->reason, &is_sure))
        return false;
    if (is_failed)
        said->outcome = TEXT("failure");
    if (text_starts_with(said->reason, TEXT("VPN user")))
        said->inner_address = said->source;
    said->is_doubtful = !is_sure;
    if (!is_sure)
        said->user = (struct text){0};
    return true;
}

/* "IPSEC: Received an ESP packet (SPI= ..., ...) from 203.0.113.7 (user= jdoe) to
 * 198.51.100.1 that failed anti-replay checking." */
bool cisco_asa_vpn_read_packet(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text rest = {0};

    if (!text_cut(text, TEXT(") from "), &before, &rest))
        return false;
    said->source = text_take_word(&rest);
    if (!text_take(&rest, TEXT(" (user= ")) || !text_cut(rest, TEXT(") to "), &said->user, &rest))
        return false;
    said->destination = text_take_word(&rest);
    said->reason = text_trim(rest);
    if (text_ends_with(said->reason, TEXT(".")))
        said->reason.length--;
    return true;
}

/* "Built PPTP Tunnel at outside, tunnel-id = 3, remote-peer = 203.0.113.7,
 * virtual-interface = 1, client-dynamic-ip = 10.9.0.4, username = jdoe, ..." */
bool cisco_asa_vpn_read_pptp(struct text text, struct gateway_event *said)
{
    said->session = labelled(text, TEXT("tunnel-id = "));
    said->source = labelled(text, TEXT("remote-peer = "));
    said->inner_address = labelled(text, TEXT("client-dynamic-ip = "));
    said->user = labelled(text, TEXT("username = "));
    return said->session.length > 0;
}

static void say_end(struct cisco_asa_end end, struct gateway_event *said)
{
    said->source = end.address;
    said->source_port = end.port;
    said->source_interface = end.interface;
}

/* "Device failed SSL handshake with client outside:203.0.113.7/51022 to ..." */
bool cisco_asa_vpn_read_tls_client(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text rest = {0};

    if (!text_cut(text, TEXT(" client "), &before, &rest))
        return false;
    say_end(cisco_asa_flow_read_end(text_take_word(&rest)), said);
    return true;
}

/* "Certificate chain failed validation. Certificate has expired." */
bool cisco_asa_vpn_read_certificate(struct text text, struct gateway_event *said)
{
    struct text before = {0};

    text_cut(text, TEXT("validation. "), &before, &said->reason);
    return true;
}
