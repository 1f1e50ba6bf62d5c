#include "decode/zeek_names.h"

/* One row a line, in order of path. */
/* clang-format off */

/* Both ends of a connection; nothing sorts between. */
#define CONNECTION                            \
    {"id.orig_h", FIELD_SOURCE_ADDRESS},      \
    {"id.orig_h", FIELD_SOURCE_IP},           \
    {"id.orig_p", FIELD_SOURCE_PORT},         \
    {"id.resp_h", FIELD_DESTINATION_ADDRESS}, \
    {"id.resp_h", FIELD_DESTINATION_IP},      \
    {"id.resp_p", FIELD_DESTINATION_PORT}

/* What every log of connections has. */
static const struct json_name usual[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name conn[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"orig_bytes", FIELD_SOURCE_BYTES},
    {"orig_l2_addr", FIELD_SOURCE_MAC},
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"resp_bytes", FIELD_DESTINATION_BYTES},
    {"service", FIELD_NETWORK_PROTOCOL},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name dhcp[] = {
    {"client_addr", FIELD_SOURCE_ADDRESS},
    {"client_addr", FIELD_SOURCE_IP},
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"mac", FIELD_SOURCE_MAC},
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"server_addr", FIELD_DESTINATION_ADDRESS},
    {"server_addr", FIELD_DESTINATION_IP},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name dns[] = {
    {"answers", FIELD_DNS_ANSWERS},
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"qclass_name", FIELD_DNS_QUESTION_CLASS},
    {"qtype_name", FIELD_DNS_QUESTION_TYPE},
    {"query", FIELD_DNS_QUESTION_NAME},
    {"rcode_name", FIELD_DNS_RESPONSE_CODE},
    {"trans_id", FIELD_DNS_ID},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name files[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    {"filename", FIELD_FILE_NAME},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"sha256", FIELD_FILE_HASH},
    {"total_bytes", FIELD_FILE_SIZE},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name ftp[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    {"file_size", FIELD_FILE_SIZE},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"uid", FIELD_EVENT_ID},
    {"user", FIELD_USER_NAME},
};

static const struct json_name http[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    {"host", FIELD_DESTINATION_DOMAIN},
    {"host", FIELD_URL_DOMAIN},
    CONNECTION,
    {"method", FIELD_HTTP_METHOD},
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"referrer", FIELD_HTTP_REFERRER},
    {"request_body_len", FIELD_HTTP_REQUEST_BODY_BYTES},
    {"request_body_len", FIELD_SOURCE_BYTES},
    {"resp_mime_types", FIELD_HTTP_MIME_TYPE},
    {"response_body_len", FIELD_HTTP_BODY_BYTES},
    {"status_code", FIELD_HTTP_STATUS},
    {"uid", FIELD_EVENT_ID},
    {"user_agent", FIELD_USER_AGENT},
    {"username", FIELD_USER_NAME},
    {"version", FIELD_HTTP_VERSION},
};

static const struct json_name kerberos[] = {
    {"client", FIELD_USER_NAME},
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    {"error_msg", FIELD_EVENT_REASON},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name ldap[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    {"diagnostic_message", FIELD_EVENT_REASON},
    CONNECTION,
    {"object", FIELD_USER_NAME},
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name mysql[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"rows", FIELD_DB_ROWS},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name notice[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    {"dst", FIELD_DESTINATION_ADDRESS},
    {"dst", FIELD_DESTINATION_IP},
    CONNECTION,
    {"msg", FIELD_MESSAGE},
    {"note", FIELD_RULE_NAME},
    {"p", FIELD_DESTINATION_PORT},
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"remote_location.country_code", FIELD_SOURCE_COUNTRY},
    {"src", FIELD_SOURCE_ADDRESS},
    {"src", FIELD_SOURCE_IP},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name ntlm[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    {"domainname", FIELD_USER_DOMAIN},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"uid", FIELD_EVENT_ID},
    {"username", FIELD_USER_NAME},
};

static const struct json_name quic[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"server_name", FIELD_DESTINATION_DOMAIN},
    {"server_name", FIELD_TLS_SERVER_NAME},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name radius[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"mac", FIELD_SOURCE_MAC},
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"reply_msg", FIELD_EVENT_REASON},
    {"uid", FIELD_EVENT_ID},
    {"username", FIELD_USER_NAME},
};

static const struct json_name rdp[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    {"cookie", FIELD_USER_NAME},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name smb_files[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"name", FIELD_FILE_NAME},
    {"path", FIELD_FILE_PATH},
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"size", FIELD_FILE_SIZE},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name smb_mapping[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"path", FIELD_FILE_PATH},
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name smtp[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"mailfrom", FIELD_USER_EMAIL},
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"uid", FIELD_EVENT_ID},
    {"user_agent", FIELD_USER_AGENT},
};

static const struct json_name socks[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"request.name", FIELD_DESTINATION_DOMAIN},
    {"request_p", FIELD_DESTINATION_PORT},
    {"uid", FIELD_EVENT_ID},
    {"user", FIELD_USER_NAME},
};

static const struct json_name ssh[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"remote_location.country_code", FIELD_SOURCE_COUNTRY},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name ssl[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"issuer", FIELD_TLS_ISSUER},
    {"ja3", FIELD_TLS_JA3},
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"server_name", FIELD_DESTINATION_DOMAIN},
    {"server_name", FIELD_TLS_SERVER_NAME},
    {"subject", FIELD_TLS_SUBJECT},
    {"uid", FIELD_EVENT_ID},
    {"version", FIELD_TLS_VERSION},
};

static const struct json_name weird[] = {
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"name", FIELD_RULE_NAME},
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"uid", FIELD_EVENT_ID},
};

static const struct json_name x509[] = {
    {"certificate.issuer", FIELD_TLS_ISSUER},
    {"certificate.subject", FIELD_TLS_SUBJECT},
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    CONNECTION,
    {"proto", FIELD_NETWORK_TRANSPORT},
    {"uid", FIELD_EVENT_ID},
};
/* clang-format on */

/* In order of name. */
static const struct zeek_log logs[] = {
    {"analyzer", NULL, JSON_NAMES(usual), {{0}}},
    {"capture_loss", NULL, JSON_NAMES(usual), {{0}}},
    {"conn", "network_connection", JSON_NAMES(conn), {{"duration", ZEEK_DURATION}}},
    {"dce_rpc", NULL, JSON_NAMES(usual), {{0}}},
    {"dhcp", "dhcp_lease", JSON_NAMES(dhcp), {{"duration", ZEEK_DURATION}}},
    {"dnp3", NULL, JSON_NAMES(usual), {{0}}},
    {"dns",
     "dns_query",
     JSON_NAMES(dns),
     {{"rcode_name", ZEEK_CODE}, {"rtt", ZEEK_DURATION}, {"answers", ZEEK_ANSWERS}}},
    {"dpd", NULL, JSON_NAMES(usual), {{0}}},
    {"files", "file_transferred", JSON_NAMES(files), {{"duration", ZEEK_DURATION}}},
    {"ftp", "ftp_command", JSON_NAMES(ftp), {{0}}},
    {"http",
     "http_request",
     JSON_NAMES(http),
     {{"host", ZEEK_HOST}, {"uri", ZEEK_URI}, {"status_code", ZEEK_STATUS}}},
    {"intel", NULL, JSON_NAMES(usual), {{0}}},
    {"irc", NULL, JSON_NAMES(usual), {{0}}},
    {"kerberos", "kerberos_request", JSON_NAMES(kerberos), {{"success", ZEEK_SUCCESS}}},
    {"known_certs", NULL, JSON_NAMES(usual), {{0}}},
    {"known_hosts", NULL, JSON_NAMES(usual), {{0}}},
    {"known_services", NULL, JSON_NAMES(usual), {{0}}},
    {"ldap", "ldap_operation", JSON_NAMES(ldap), {{"result", ZEEK_RESULT}}},
    {"ldap_search", NULL, JSON_NAMES(usual), {{0}}},
    {"modbus", NULL, JSON_NAMES(usual), {{0}}},
    {"mqtt_connect", NULL, JSON_NAMES(usual), {{0}}},
    {"mqtt_publish", NULL, JSON_NAMES(usual), {{0}}},
    {"mysql", "db_command", JSON_NAMES(mysql), {{"success", ZEEK_SUCCESS}}},
    {"notice", "zeek_notice", JSON_NAMES(notice), {{0}}},
    {"ntlm", "ntlm_login", JSON_NAMES(ntlm), {{"success", ZEEK_SUCCESS}}},
    {"ntp", NULL, JSON_NAMES(usual), {{0}}},
    {"ocsp", NULL, JSON_NAMES(usual), {{0}}},
    {"pe", NULL, JSON_NAMES(usual), {{0}}},
    {"postgresql", NULL, JSON_NAMES(usual), {{0}}},
    {"quic", "quic_connection", JSON_NAMES(quic), {{0}}},
    {"radius", "radius_login", JSON_NAMES(radius), {{"result", ZEEK_RESULT}}},
    {"rdp", "rdp_connection", JSON_NAMES(rdp), {{"result", ZEEK_RESULT}}},
    {"redis", NULL, JSON_NAMES(usual), {{0}}},
    {"rfb", NULL, JSON_NAMES(usual), {{0}}},
    {"sip", NULL, JSON_NAMES(usual), {{0}}},
    {"smb_files", "smb_file", JSON_NAMES(smb_files), {{0}}},
    {"smb_mapping", "smb_mapping", JSON_NAMES(smb_mapping), {{0}}},
    {"smtp", "smtp_message", JSON_NAMES(smtp), {{0}}},
    {"snmp", NULL, JSON_NAMES(usual), {{0}}},
    {"socks", "socks_connection", JSON_NAMES(socks), {{0}}},
    {"software", NULL, JSON_NAMES(usual), {{0}}},
    {"ssh", "ssh_connection", JSON_NAMES(ssh), {{"auth_success", ZEEK_SUCCESS}}},
    {"ssl", "tls_handshake", JSON_NAMES(ssl), {{"established", ZEEK_SUCCESS}}},
    {"syslog", NULL, JSON_NAMES(usual), {{0}}},
    {"tunnel", NULL, JSON_NAMES(usual), {{0}}},
    {"websocket", NULL, JSON_NAMES(usual), {{0}}},
    {"weird", "zeek_weird", JSON_NAMES(weird), {{0}}},
    {"x509", "certificate_seen", JSON_NAMES(x509), {{0}}},
};

static const struct zeek_log other = {NULL, NULL, JSON_NAMES(usual), {{0}}};

const struct zeek_log *zeek_names_of(struct text path, size_t *place)
{
    for (*place = 0; *place < sizeof logs / sizeof *logs; ++*place) {
        if (text_equal(path, text_of(logs[*place].path)))
            return &logs[*place];
    }
    return &other;
}
