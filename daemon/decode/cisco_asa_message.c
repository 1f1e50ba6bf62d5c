#include "decode/cisco_asa_message.h"

#include <stdlib.h>

#include "decode/cisco_asa_admin.h"
#include "decode/cisco_asa_firepower.h"
#include "decode/cisco_asa_flow.h"
#include "decode/cisco_asa_vpn.h"

#define AUTHENTICATION "authentication"
#define CONFIGURATION  "configuration"
#define IAM            "iam"
#define NETWORK        "network"
#define SESSION        "session"
#define SUCCESS        "success"
#define FAILURE        "failure"
#define UNKNOWN        "unknown"
#define ROW(number, read, action, category, outcome)                          \
    {                                                                         \
        (number), (read), GATEWAY_LITERAL(action), GATEWAY_LITERAL(category), \
            GATEWAY_LITERAL(outcome)                                          \
    }

struct numbered {
    unsigned number;
    bool (*read)(struct text text, struct gateway_event *said);
    struct text action;
    struct text category;
    struct text outcome;
};

/* In order of number. */
static const struct numbered rows[] = {
    ROW(106001, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(106006, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(106007, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(106010, cisco_asa_flow_read_src_dst, "connection_denied", NETWORK, FAILURE),
    ROW(106014, cisco_asa_flow_read_src_dst, "connection_denied", NETWORK, FAILURE),
    ROW(106015, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(106016, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(106017, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(106018, cisco_asa_flow_read_src_dst, "connection_denied", NETWORK, FAILURE),
    ROW(106020, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(106021, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(106022, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(106023, cisco_asa_flow_read_src_dst, "connection_denied", NETWORK, FAILURE),
    ROW(106100, cisco_asa_flow_read_access_list, "connection_denied", NETWORK, FAILURE),
    ROW(106102, cisco_asa_flow_read_access_list, "connection_denied", NETWORK, FAILURE),
    ROW(106103, cisco_asa_flow_read_access_list, "connection_denied", NETWORK, FAILURE),
    ROW(109005, cisco_asa_admin_read_cut_through, "aaa_login", AUTHENTICATION, SUCCESS),
    ROW(109006, cisco_asa_admin_read_cut_through, "aaa_login", AUTHENTICATION, FAILURE),
    ROW(109201, cisco_asa_vpn_read_uauth, "vpn_address_assigned", SESSION, SUCCESS),
    ROW(109203, cisco_asa_vpn_read_uauth, "vpn_address_assigned", SESSION, FAILURE),
    ROW(111001, cisco_asa_admin_read_begin, "config_change", CONFIGURATION, UNKNOWN),
    ROW(111002, cisco_asa_admin_read_begin, "config_change", CONFIGURATION, UNKNOWN),
    ROW(111003, cisco_asa_admin_read_end, "config_change", CONFIGURATION, SUCCESS),
    ROW(111004, cisco_asa_admin_read_end, "config_change", CONFIGURATION, SUCCESS),
    ROW(111005, cisco_asa_admin_read_end, "config_change", CONFIGURATION, SUCCESS),
    ROW(111007, cisco_asa_admin_read_begin, "config_change", CONFIGURATION, UNKNOWN),
    ROW(111008, cisco_asa_admin_read_executed, "admin_command", CONFIGURATION, SUCCESS),
    ROW(111009, cisco_asa_admin_read_executed, "admin_command", CONFIGURATION, SUCCESS),
    ROW(111010, cisco_asa_admin_read_changed, "config_change", CONFIGURATION, SUCCESS),
    ROW(112001, gateway_read_nothing, "config_change", CONFIGURATION, SUCCESS),
    ROW(113004, cisco_asa_admin_read_aaa, "aaa_login", AUTHENTICATION, SUCCESS),
    ROW(113005, cisco_asa_admin_read_aaa, "aaa_login", AUTHENTICATION, FAILURE),
    ROW(113006, cisco_asa_admin_read_lock, "account_locked", IAM, SUCCESS),
    ROW(113007, cisco_asa_admin_read_lock, "account_changed", IAM, SUCCESS),
    ROW(113012, cisco_asa_admin_read_aaa, "aaa_login", AUTHENTICATION, SUCCESS),
    ROW(113015, cisco_asa_admin_read_aaa, "aaa_login", AUTHENTICATION, FAILURE),
    ROW(113019, cisco_asa_vpn_read_disconnected, "vpn_session_ended", SESSION, SUCCESS),
    ROW(113039, cisco_asa_vpn_read_client, "vpn_session_started", SESSION, SUCCESS),
    ROW(302013, cisco_asa_flow_read_built, "connection_started", NETWORK, SUCCESS),
    ROW(302014, cisco_asa_flow_read_teardown, "connection_ended", NETWORK, SUCCESS),
    ROW(302015, cisco_asa_flow_read_built, "connection_started", NETWORK, SUCCESS),
    ROW(302016, cisco_asa_flow_read_teardown, "connection_ended", NETWORK, SUCCESS),
    ROW(302017, cisco_asa_flow_read_built, "connection_started", NETWORK, SUCCESS),
    ROW(302018, cisco_asa_flow_read_teardown, "connection_ended", NETWORK, SUCCESS),
    ROW(302020, cisco_asa_flow_read_built_icmp, "connection_started", NETWORK, SUCCESS),
    ROW(302021, cisco_asa_flow_read_teardown_icmp, "connection_ended", NETWORK, SUCCESS),
    ROW(302303, cisco_asa_flow_read_built, "connection_started", NETWORK, SUCCESS),
    ROW(302304, cisco_asa_flow_read_teardown, "connection_ended", NETWORK, SUCCESS),
    ROW(304001, cisco_asa_flow_read_url, "http_request", "web", SUCCESS),
    ROW(304002, cisco_asa_flow_read_url_denied, "http_request", "web", FAILURE),
    ROW(308001, cisco_asa_admin_read_tries, "admin_login", AUTHENTICATION, FAILURE),
    ROW(313001, cisco_asa_flow_read_source_only, "connection_denied", NETWORK, FAILURE),
    ROW(313004, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(315011, cisco_asa_admin_read_ssh_end, "admin_logout", SESSION, SUCCESS),
    ROW(338001, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(338002, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(338003, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(338004, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(338005, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(338006, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(338007, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(338008, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(338201, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(338202, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(338203, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(338204, cisco_asa_flow_read_listed, "threat_detected", NETWORK, SUCCESS),
    ROW(402116, cisco_asa_vpn_read_packet, "vpn_packet_refused", NETWORK, FAILURE),
    ROW(402117, cisco_asa_vpn_read_packet, "vpn_packet_refused", NETWORK, FAILURE),
    ROW(402118, cisco_asa_vpn_read_packet, "vpn_packet_refused", NETWORK, FAILURE),
    ROW(402119, cisco_asa_vpn_read_packet, "vpn_packet_refused", NETWORK, FAILURE),
    ROW(402120, cisco_asa_vpn_read_packet, "vpn_packet_refused", NETWORK, FAILURE),
    ROW(410001, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(418001, cisco_asa_flow_read_src_dst, "connection_denied", NETWORK, FAILURE),
    ROW(420002, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(420003, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(421001, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(430001, cisco_asa_firepower_read, "threat_detected", "intrusion_detection", SUCCESS),
    ROW(430002, cisco_asa_firepower_read, "connection_started", NETWORK, SUCCESS),
    ROW(430003, cisco_asa_firepower_read, "connection_ended", NETWORK, SUCCESS),
    ROW(430005, cisco_asa_firepower_read, "threat_detected", "malware", SUCCESS),
    ROW(434002, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(434003, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(502101, cisco_asa_admin_read_account, "account_created", IAM, SUCCESS),
    ROW(502102, cisco_asa_admin_read_account, "account_deleted", IAM, SUCCESS),
    ROW(502103, cisco_asa_admin_read_account, "account_changed", IAM, SUCCESS),
    ROW(502111, gateway_read_reason, "config_change", CONFIGURATION, SUCCESS),
    ROW(502112, gateway_read_reason, "config_change", CONFIGURATION, SUCCESS),
    ROW(603108, cisco_asa_vpn_read_pptp, "vpn_session_started", SESSION, SUCCESS),
    ROW(603109, cisco_asa_vpn_read_pptp, "vpn_session_ended", SESSION, SUCCESS),
    ROW(605004, cisco_asa_admin_read_login, "admin_login", AUTHENTICATION, FAILURE),
    ROW(605005, cisco_asa_admin_read_login, "admin_login", AUTHENTICATION, SUCCESS),
    ROW(611101, cisco_asa_admin_read_uname, "aaa_login", AUTHENTICATION, SUCCESS),
    ROW(611102, cisco_asa_admin_read_uname, "aaa_login", AUTHENTICATION, FAILURE),
    ROW(611103, cisco_asa_admin_read_uname, "admin_logout", SESSION, SUCCESS),
    ROW(710002, cisco_asa_flow_read_from_to, "connection_started", NETWORK, SUCCESS),
    ROW(710003, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(710004, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(710005, cisco_asa_flow_read_from_to, "connection_denied", NETWORK, FAILURE),
    ROW(713050, cisco_asa_vpn_read_client_and_reason, "vpn_session_ended", SESSION, SUCCESS),
    ROW(713119, cisco_asa_vpn_read_client, "vpn_handshake", NETWORK, SUCCESS),
    ROW(713120, cisco_asa_vpn_read_client, "vpn_session_started", SESSION, SUCCESS),
    ROW(713167, cisco_asa_vpn_read_client, "vpn_login", AUTHENTICATION, FAILURE),
    ROW(713228, cisco_asa_vpn_read_assigned, "vpn_address_assigned", SESSION, SUCCESS),
    ROW(716001, cisco_asa_vpn_read_client, "vpn_session_started", SESSION, SUCCESS),
    ROW(716002, cisco_asa_vpn_read_client_and_reason, "vpn_session_ended", SESSION, SUCCESS),
    ROW(716023, cisco_asa_vpn_read_client_and_reason, "vpn_refused", SESSION, FAILURE),
    ROW(716038, cisco_asa_vpn_read_client, "vpn_login", AUTHENTICATION, SUCCESS),
    ROW(716039, cisco_asa_vpn_read_client, "vpn_login", AUTHENTICATION, FAILURE),
    ROW(717009, cisco_asa_vpn_read_certificate, "vpn_certificate_invalid", AUTHENTICATION, FAILURE),
    ROW(717022, gateway_read_nothing, "vpn_certificate", AUTHENTICATION, UNKNOWN),
    ROW(717027, cisco_asa_vpn_read_certificate, "vpn_certificate_invalid", AUTHENTICATION, FAILURE),
    ROW(722022, cisco_asa_vpn_read_client, "vpn_handshake", NETWORK, SUCCESS),
    ROW(722023, cisco_asa_vpn_read_client, "vpn_disconnect", SESSION, UNKNOWN),
    ROW(722037, cisco_asa_vpn_read_client_and_reason, "vpn_disconnect", SESSION, UNKNOWN),
    ROW(722051, cisco_asa_vpn_read_assigned, "vpn_address_assigned", SESSION, SUCCESS),
    ROW(722055, cisco_asa_vpn_read_agent, "vpn_posture", AUTHENTICATION, UNKNOWN),
    ROW(725001, cisco_asa_vpn_read_tls_client, "vpn_connect", NETWORK, UNKNOWN),
    ROW(725006, cisco_asa_vpn_read_tls_client, "vpn_handshake_failed", NETWORK, FAILURE),
    ROW(734001, cisco_asa_vpn_read_posture, "vpn_posture", AUTHENTICATION, SUCCESS),
    ROW(734002, cisco_asa_vpn_read_posture, "vpn_posture", AUTHENTICATION, FAILURE),
    ROW(746012, cisco_asa_vpn_read_mapping, "user_mapped", AUTHENTICATION, SUCCESS),
    ROW(746013, cisco_asa_vpn_read_mapping, "user_unmapped", AUTHENTICATION, SUCCESS),
    ROW(750002, cisco_asa_vpn_read_ikev2, "vpn_connect", NETWORK, UNKNOWN),
    ROW(750003, cisco_asa_vpn_read_ikev2, "vpn_handshake_failed", NETWORK, FAILURE),
    ROW(750006, cisco_asa_vpn_read_ikev2, "vpn_session_started", SESSION, SUCCESS),
    ROW(750007, cisco_asa_vpn_read_ikev2, "vpn_session_ended", SESSION, SUCCESS),
    ROW(751025, cisco_asa_vpn_read_ikev2, "vpn_address_assigned", SESSION, SUCCESS),
};

static int compare(const void *key, const void *row)
{
    unsigned number = *(const unsigned *)key;
    const struct numbered *numbered = row;

    return (number > numbered->number) - (number < numbered->number);
}

/* A name that the device has hidden is none. */
static void drop_hidden(struct gateway_event *said)
{
    size_t stars = 0;

    while (stars < said->user.length && said->user.data[stars] == '*')
        stars++;
    if (stars == said->user.length)
        said->user.length = 0;
}

bool cisco_asa_message_read(unsigned number, struct text text, struct gateway_event *said)
{
    const struct numbered *row =
        bsearch(&number, rows, sizeof rows / sizeof *rows, sizeof *rows, compare);
    struct gateway_event trial = *said;

    if (!row)
        return false;
    trial.action = row->action;
    trial.category = row->category;
    trial.outcome = row->outcome;
    if (!row->read(text, &trial))
        return false;
    drop_hidden(&trial);
    *said = trial;
    return true;
}
