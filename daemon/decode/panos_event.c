#include "decode/panos_event.h"

#include "decode/panos_system.h"

/* The columns of GLOBALPROTECT. */
enum {
    GP_EVENT = 8,
    GP_STAGE = 9,
    GP_METHOD = 10,
    GP_USER = 12,
    GP_REGION = 13,
    GP_PUBLIC = 15,
    GP_PUBLIC_6 = 16,
    GP_PRIVATE = 17,
    GP_PRIVATE_6 = 18,
    GP_REPEAT = 24,
    GP_REASON = 25,
    GP_ERROR = 26,
    GP_DESCRIPTION = 27,
    GP_STATUS = 28,
    GP_DURATION = 30,
    GP_PORTAL = 33,
    GP_PRECISE = 36,
    GP_DEVICE = 47,
};

/* The columns that TRAFFIC, THREAT and DECRYPTION share. */
enum {
    FLOW_SOURCE = 7,
    FLOW_DESTINATION = 8,
    FLOW_RULE = 11,
    FLOW_USER = 12,
    FLOW_APPLICATION = 14,
    FLOW_INBOUND = 18,
    FLOW_OUTBOUND = 19,
    FLOW_SESSION = 22,
    FLOW_REPEAT = 23,
    FLOW_SOURCE_PORT = 24,
    FLOW_DESTINATION_PORT = 25,
    FLOW_PROTOCOL = 29,
    FLOW_ACTION = 30,
};

/* And those that come behind in each. */
enum {
    TRAFFIC_BYTES = 31,
    TRAFFIC_SENT = 32,
    TRAFFIC_RECEIVED = 33,
    TRAFFIC_ELAPSED = 36,
    TRAFFIC_CATEGORY = 37,
    TRAFFIC_REASON = 46,
    TRAFFIC_DEVICE = 52,
    TRAFFIC_PRECISE = 102,
    THREAT_URL = 31,
    THREAT_NAME = 32,
    THREAT_CATEGORY = 33,
    THREAT_LEVEL = 34,
    THREAT_AGENT = 46,
    THREAT_REFERRER = 49,
    THREAT_DEVICE = 59,
    THREAT_METHOD = 63,
    THREAT_PRECISE = 107,
};

/* SYSTEM, CONFIG, HIPMATCH, USERID and AUTHENTICATION. */
enum {
    SYSTEM_EVENT = 8,
    SYSTEM_LEVEL = 13,
    SYSTEM_DESCRIPTION = 14,
    SYSTEM_DEVICE = 22,
    SYSTEM_PRECISE = 25,
    CHANGE_HOST = 7,
    CHANGE_COMMAND = 9,
    CHANGE_USER = 10,
    CHANGE_CLIENT = 11,
    CHANGE_RESULT = 12,
    CHANGE_PATH = 13,
    HIP_USER = 7,
    HIP_SOURCE = 11,
    HIP_MATCH = 12,
    USERID_SOURCE = 8,
    USERID_USER = 9,
    USERID_KIND = 16,
    AUTH_SOURCE = 8,
    AUTH_USER = 9,
    AUTH_PROFILE = 17,
    AUTH_DESCRIPTION = 18,
    AUTH_EVENT = 20,
};

static struct text at(const struct panos_line *line, size_t index)
{
    return panos_line_column(line, index);
}

static bool is(struct text text, const char *word)
{
    return text_equal_caseless(text, text_of(word));
}

static struct text address_of(const struct panos_line *line, size_t index, size_t index_6)
{
    struct text address = at(line, index);
    struct text address_6 = at(line, index_6);

    if (address.length > 0 && !is(address, "0.0.0.0"))
        return address;
    if (is(address_6, "0.0.0.0") || is(address_6, "::"))
        address_6.length = 0;
    return address_6;
}

struct meaning {
    const char *event; /* how its id begins */
    struct text action;
    struct text category;
};

#define ROW(event, action, category)                                \
    {                                                               \
        (event), GATEWAY_LITERAL(action), GATEWAY_LITERAL(category) \
    }

static const struct meaning meanings[] = {
    ROW("portal-prelogin", "vpn_connect", "network"),
    ROW("gateway-prelogin", "vpn_connect", "network"),
    ROW("portal-auth", "vpn_login", "authentication"),
    ROW("gateway-auth", "vpn_login", "authentication"),
    ROW("clientlessvpn-login", "vpn_login", "authentication"),
    ROW("gateway-connected", "vpn_session_started", "session"),
    ROW("gateway-logout", "vpn_session_ended", "session"),
    ROW("clientlessvpn-logout", "vpn_session_ended", "session"),
    ROW("gateway-getconfig", "vpn_address_assigned", "session"),
    ROW("gateway-setup-", "vpn_handshake", "network"),
    ROW("gateway-switch-to-ssl", "vpn_handshake", "network"),
    ROW("gateway-hip-", "vpn_posture", "authentication"),
    ROW("gateway-tunnel-latency", "vpn_session_statistics", "session"),
    ROW("quarantine-add", "vpn_refused", "authentication"),
    ROW("", "vpn_login_step", "authentication"),
};

static void say_status(struct text status, struct gateway_event *said)
{
    if (is(status, "success"))
        said->outcome = TEXT("success");
    else if (is(status, "failure") || is(status, "failed"))
        said->outcome = TEXT("failure");
    else
        said->outcome = TEXT("unknown");
    if (text_equal(said->action, TEXT("vpn_connect")) ||
        text_equal(said->action, TEXT("vpn_login_step")))
        said->outcome = TEXT("unknown");
    if (text_equal(said->action, TEXT("vpn_handshake")) && is(status, "failure"))
        said->action = TEXT("vpn_handshake_failed");
}

static void say_globalprotect(const struct panos_line *line, struct panos_event *found)
{
    struct gateway_event *said = &found->said;
    size_t i = 0;

    while (!text_starts_with(at(line, GP_EVENT), text_of(meanings[i].event)))
        i++;
    found->kind = PANOS_GLOBALPROTECT;
    said->action = meanings[i].action;
    said->category = meanings[i].category;
    say_status(at(line, GP_STATUS), said);
    said->code = at(line, GP_EVENT);
    said->method = at(line, GP_METHOD);
    said->user = at(line, GP_USER);
    said->source = address_of(line, GP_PUBLIC, GP_PUBLIC_6);
    said->inner_address = address_of(line, GP_PRIVATE, GP_PRIVATE_6);
    said->reason = at(line, GP_REASON);
    if (said->reason.length == 0)
        said->reason = at(line, GP_ERROR);
    if (said->reason.length == 0 && text_equal(said->action, TEXT("vpn_session_ended")))
        said->reason = at(line, GP_DESCRIPTION);
    if (text_equal(said->action, TEXT("vpn_session_ended")))
        said->duration = gateway_duration(at(line, GP_DURATION));
    said->rule = at(line, GP_PORTAL);
    found->region = at(line, GP_REGION);
    found->device = at(line, GP_DEVICE);
    found->description = at(line, GP_DESCRIPTION);
    found->repeat = at(line, GP_REPEAT);
    found->precise = GP_PRECISE;
}

static void say_flow(const struct panos_line *line, struct panos_event *found)
{
    struct gateway_event *said = &found->said;

    said->source = at(line, FLOW_SOURCE);
    said->source_port = at(line, FLOW_SOURCE_PORT);
    said->source_interface = at(line, FLOW_INBOUND);
    said->destination = at(line, FLOW_DESTINATION);
    said->destination_port = at(line, FLOW_DESTINATION_PORT);
    said->destination_interface = at(line, FLOW_OUTBOUND);
    said->rule = at(line, FLOW_RULE);
    said->user = at(line, FLOW_USER);
    said->application = at(line, FLOW_APPLICATION);
    said->session = at(line, FLOW_SESSION);
    said->transport = at(line, FLOW_PROTOCOL);
    found->repeat = at(line, FLOW_REPEAT);
}

/* Whether a policy's action stopped something: "block-url", "reset-both", "drop-icmp". */
static bool is_blocked(struct text action)
{
    static const char *const starts[] = {"deny",  "drop",     "block",
                                         "reset", "sinkhole", "random-drop"};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (text_starts_with(action, text_of(starts[i])))
            return true;
    }
    return false;
}

static void say_traffic(const struct panos_line *line, struct panos_event *found)
{
    struct gateway_event *said = &found->said;
    bool is_denied = is_blocked(at(line, FLOW_ACTION)) || is(at(line, PANOS_SUBTYPE), "drop") ||
                     is(at(line, PANOS_SUBTYPE), "deny");

    say_flow(line, found);
    found->kind = PANOS_TRAFFIC;
    said->category = TEXT("network");
    said->outcome = is_denied ? TEXT("failure") : TEXT("success");
    if (is_denied)
        said->action = TEXT("connection_denied");
    else if (is(at(line, PANOS_SUBTYPE), "start"))
        said->action = TEXT("connection_started");
    else
        said->action = TEXT("connection_ended");
    said->network_bytes = gateway_number(at(line, TRAFFIC_BYTES));
    said->source_bytes = gateway_number(at(line, TRAFFIC_SENT));
    said->destination_bytes = gateway_number(at(line, TRAFFIC_RECEIVED));
    said->duration = gateway_duration(at(line, TRAFFIC_ELAPSED));
    said->reason = at(line, TRAFFIC_REASON);
    found->category = at(line, TRAFFIC_CATEGORY);
    found->device = at(line, TRAFFIC_DEVICE);
    found->precise = TRAFFIC_PRECISE;
}

static void say_threat(const struct panos_line *line, struct panos_event *found)
{
    struct gateway_event *said = &found->said;
    bool is_url = is(at(line, PANOS_SUBTYPE), "url");

    say_flow(line, found);
    found->kind = is_url ? PANOS_URL : PANOS_THREAT;
    said->category = is_url ? TEXT("web") : TEXT("intrusion_detection");
    said->outcome = is_blocked(at(line, FLOW_ACTION)) ? TEXT("failure") : TEXT("success");
    if (is_url) {
        said->action = TEXT("http_request");
        said->url = at(line, THREAT_URL);
    } else {
        said->action =
            is(at(line, PANOS_SUBTYPE), "data") ? TEXT("dlp_detected") : TEXT("threat_detected");
        said->rule = at(line, THREAT_NAME);
    }
    said->agent = at(line, THREAT_AGENT);
    found->category = at(line, THREAT_CATEGORY);
    found->level = at(line, THREAT_LEVEL);
    found->referrer = at(line, THREAT_REFERRER);
    found->method = at(line, THREAT_METHOD);
    found->device = at(line, THREAT_DEVICE);
    found->precise = THREAT_PRECISE;
}

static void say_system(const struct panos_line *line, struct panos_event *found)
{
    found->kind = is(at(line, PANOS_SUBTYPE), "globalprotect") ? PANOS_GLOBALPROTECT : PANOS_SYSTEM;
    found->said.code = at(line, SYSTEM_EVENT);
    found->level = at(line, SYSTEM_LEVEL);
    found->description = at(line, SYSTEM_DESCRIPTION);
    found->device = at(line, SYSTEM_DEVICE);
    found->precise = SYSTEM_PRECISE;
    panos_system_read(at(line, PANOS_SUBTYPE), at(line, SYSTEM_EVENT), found->description,
                      &found->said);
}

static void say_config(const struct panos_line *line, struct panos_event *found)
{
    struct gateway_event *said = &found->said;

    found->kind = PANOS_CONFIG;
    said->action = TEXT("config_change");
    said->category = TEXT("configuration");
    said->outcome =
        is(at(line, CHANGE_RESULT), "Failed") || is(at(line, CHANGE_RESULT), "Unauthorized")
            ? TEXT("failure")
            : TEXT("success");
    said->command = at(line, CHANGE_COMMAND);
    said->user = at(line, CHANGE_USER);
    said->method = at(line, CHANGE_CLIENT);
    said->rule = at(line, CHANGE_PATH);
    if (!is(at(line, CHANGE_HOST), "0.0.0.0"))
        said->source = at(line, CHANGE_HOST);
}

static void say_posture(const struct panos_line *line, struct panos_event *found)
{
    struct gateway_event *said = &found->said;

    found->kind = PANOS_GLOBALPROTECT;
    said->action = TEXT("vpn_posture");
    said->category = TEXT("authentication");
    said->outcome = TEXT("success");
    said->user = at(line, HIP_USER);
    said->inner_address = at(line, HIP_SOURCE);
    said->rule = at(line, HIP_MATCH);
}

static void say_user_id(const struct panos_line *line, struct panos_event *found)
{
    struct gateway_event *said = &found->said;

    said->user = at(line, USERID_USER);
    if (!is(at(line, USERID_KIND), "vpn-client")) {
        said->source = at(line, USERID_SOURCE);
        return;
    }
    found->kind = PANOS_GLOBALPROTECT;
    said->inner_address = at(line, USERID_SOURCE);
    if (!is(at(line, PANOS_SUBTYPE), "login"))
        return;
    said->action = TEXT("vpn_address_assigned");
    said->category = TEXT("session");
    said->outcome = TEXT("success");
    said->count = 0;
}

/* "Authentication success", "authentication failed" and other words. */
static void say_authentication(const struct panos_line *line, struct panos_event *found)
{
    struct gateway_event *said = &found->said;
    struct text event = at(line, AUTH_EVENT);
    size_t position = 0;

    said->action = TEXT("aaa_login");
    said->category = TEXT("authentication");
    said->outcome = TEXT("unknown");
    if (text_find(event, TEXT("uccess"), &position))
        said->outcome = TEXT("success");
    else if (text_find(event, TEXT("ail"), &position))
        said->outcome = TEXT("failure");
    said->reason = at(line, AUTH_DESCRIPTION);
    said->user = at(line, AUTH_USER);
    said->source = at(line, AUTH_SOURCE);
    said->method = at(line, AUTH_PROFILE);
}

void panos_event_read(const struct panos_line *line, struct panos_event *found)
{
    static const struct {
        const char *type;
        void (*say)(const struct panos_line *line, struct panos_event *found);
    } types[] = {
        {"GLOBALPROTECT", say_globalprotect},
        {"SYSTEM", say_system},
        {"CONFIG", say_config},
        {"TRAFFIC", say_traffic},
        {"THREAT", say_threat},
        {"HIPMATCH", say_posture},
        {"USERID", say_user_id},
        {"AUTHENTICATION", say_authentication},
        {"AUTH", say_authentication},
    };

    *found = (struct panos_event){.said = gateway_event_none(), .kind = PANOS_OTHER};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (text_equal(at(line, PANOS_TYPE), text_of(types[i].type))) {
            types[i].say(line, found);
            return;
        }
    }
}
