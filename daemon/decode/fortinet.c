#include "decode/fortinet.h"

#include "decode/escape.h"
#include "decode/fortinet_line.h"
#include "decode/gateway_event.h"
#include "decode/syslog_frame.h"

enum fortinet_kind { KIND_EVENT, KIND_TRAFFIC, KIND_WEB, KIND_DNS, KIND_THREAT, KIND_OTHER };

enum { KIND_COUNT = KIND_OTHER + 1 };

static bool is(struct text text, const char *word)
{
    return text_equal_caseless(text, text_of(word));
}

/* Whether what was asked for was stopped. */
static bool is_blocked(struct text action)
{
    static const char *const words[] = {
        "blocked", "block",  "deny",         "denied",       "dropped",    "drop",
        "reset",   "reject", "reset_client", "reset_server", "quarantine", "clear_session",
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is(action, words[i]))
            return true;
    }
    return false;
}

static bool is_failure(struct text status)
{
    static const char *const words[] = {"failed",          "failure", "fail",      "error",
                                        "negotiate_error", "denied",  "esp_error", "dpd_failure"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is(status, words[i]))
            return true;
    }
    return false;
}

struct meaning {
    const char *action;
    struct text said;
    struct text category;
    struct text outcome;
};

#define ROW(action, said, category, outcome)                                                 \
    {                                                                                        \
        (action), GATEWAY_LITERAL(said), GATEWAY_LITERAL(category), GATEWAY_LITERAL(outcome) \
    }

static bool say_meaning(const struct meaning *meanings, size_t count, struct text action,
                        struct gateway_event *said)
{
    for (size_t i = 0; i < count; i++) {
        if (!is(action, meanings[i].action))
            continue;
        said->action = meanings[i].said;
        said->category = meanings[i].category;
        said->outcome = meanings[i].outcome;
        return true;
    }
    return false;
}

static void say_vpn(const struct fortinet_line *line, struct gateway_event *said)
{
    static const struct meaning meanings[] = {
        ROW("ssl-login-fail", "vpn_login", "authentication", "failure"),
        ROW("tunnel-up", "vpn_session_started", "session", "success"),
        ROW("tunnel-down", "vpn_session_ended", "session", "success"),
        ROW("tunnel-stats", "vpn_session_statistics", "session", "unknown"),
        ROW("ssl-new-con", "vpn_connect", "network", "unknown"),
        ROW("ssl-alert", "vpn_handshake_failed", "network", "failure"),
        ROW("ssl-web-deny", "vpn_refused", "network", "failure"),
        ROW("negotiate", "vpn_handshake", "network", "success"),
        ROW("install_sa", "vpn_handshake", "network", "success"),
        ROW("dpd", "vpn_disconnect", "session", "unknown"),
        ROW("delete_phase1_sa", "vpn_disconnect", "session", "unknown"),
        ROW("delete_ipsec_sa", "vpn_disconnect", "session", "unknown"),
        ROW("phase2-down", "vpn_disconnect", "session", "unknown"),
    };

    if (!say_meaning(meanings, sizeof meanings / sizeof *meanings, line->action, said))
        return;
    if (is(line->action, "tunnel-up") &&
        (is(line->tunneltype, "ssl-web") || is(line->reason, "login successfully"))) {
        said->action = TEXT("vpn_login");
        said->category = TEXT("authentication");
    }
    if (text_equal(said->action, TEXT("vpn_handshake")) && is_failure(line->status)) {
        said->action = TEXT("vpn_handshake_failed");
        said->outcome = TEXT("failure");
    }
    if (said->reason.length == 0 && !is(line->status, "success"))
        said->reason = line->status;
}

static void say_user_event(const struct fortinet_line *line, struct gateway_event *said)
{
    bool is_end = text_ends_with(line->action, TEXT("logout")) ||
                  text_ends_with(line->action, TEXT("logoff"));

    if (line->action.length == 0)
        return;
    said->action = is_end ? TEXT("aaa_logout") : TEXT("aaa_login");
    said->category = is_end ? TEXT("session") : TEXT("authentication");
    said->outcome = is_failure(line->status) ? TEXT("failure") : TEXT("success");
}

/* What was changed: an account, or anything else. */
static void say_change(const struct fortinet_line *line, struct gateway_event *said)
{
    bool is_account = is(line->cfgpath, "system.admin") || is(line->cfgpath, "user.local");

    said->action = TEXT("config_change");
    said->category = TEXT("configuration");
    said->outcome = is_failure(line->status) ? TEXT("failure") : TEXT("success");
    if (!is_account)
        return;
    said->category = TEXT("iam");
    if (is(line->action, "Add"))
        said->action = TEXT("account_created");
    else if (is(line->action, "Delete"))
        said->action = TEXT("account_deleted");
    else
        said->action = TEXT("account_changed");
}

static void say_system(const struct fortinet_line *line, struct gateway_event *said)
{
    bool is_login = is(line->action, "login");

    if (is_login || is(line->action, "logout")) {
        said->action = is_login ? TEXT("admin_login") : TEXT("admin_logout");
        said->category = is_login ? TEXT("authentication") : TEXT("session");
        said->outcome = is_failure(line->status) ? TEXT("failure") : TEXT("success");
    } else if (line->cfgpath.length > 0 || is(line->logdesc, "Configuration changed")) {
        say_change(line, said);
    }
}

static void say_traffic(const struct fortinet_line *line, struct gateway_event *said)
{
    struct text action = line->action.length > 0 ? line->action : line->status;

    said->category = TEXT("network");
    said->outcome = TEXT("success");
    if (is_blocked(action)) {
        said->action = TEXT("connection_denied");
        said->outcome = TEXT("failure");
    } else if (is(action, "start")) {
        said->action = TEXT("connection_started");
    } else {
        said->action = TEXT("connection_ended");
        if (is_blocked(line->utmaction))
            said->outcome = TEXT("failure");
    }
}

static void say_filtered(const struct fortinet_line *line, const char *action, const char *category,
                         struct gateway_event *said)
{
    said->action = text_of(action);
    said->category = text_of(category);
    said->outcome = is_blocked(line->action) ? TEXT("failure") : TEXT("success");
}

static enum fortinet_kind say_protection(const struct fortinet_line *line,
                                         struct gateway_event *said)
{
    if (is(line->subtype, "webfilter")) {
        say_filtered(line, "http_request", "web", said);
        return KIND_WEB;
    }
    if (is(line->subtype, "dns")) {
        say_filtered(line, "dns_query", "network", said);
        return KIND_DNS;
    }
    if (is(line->subtype, "app-ctrl")) {
        say_filtered(line, "application_used", "network", said);
        return KIND_WEB;
    }
    if (is(line->subtype, "ssl")) {
        if (is_blocked(line->action))
            say_filtered(line, "connection_denied", "network", said);
        return KIND_OTHER;
    }
    if (is(line->subtype, "dlp"))
        say_filtered(line, "dlp_detected", "intrusion_detection", said);
    else
        say_filtered(line, "threat_detected", "intrusion_detection", said);
    return KIND_THREAT;
}

static enum fortinet_kind say_what(const struct fortinet_line *line, struct gateway_event *said)
{
    if (is(line->type, "event")) {
        if (is(line->subtype, "vpn"))
            say_vpn(line, said);
        else if (is(line->subtype, "user"))
            say_user_event(line, said);
        else
            say_system(line, said);
        return KIND_EVENT;
    }
    if (is(line->type, "traffic")) {
        say_traffic(line, said);
        return KIND_TRAFFIC;
    }
    if (is(line->type, "utm") || is(line->type, "anomaly") || is(line->type, "dns"))
        return say_protection(line, said);
    return KIND_OTHER;
}

static struct text first_of(struct text a, struct text b)
{
    return a.length > 0 ? a : b;
}

/* "6" by its name. */
static struct text transport_of(struct text number)
{
    static const struct {
        const char *number;
        const char *name;
    } protocols[] = {{"1", "icmp"}, {"6", "tcp"},        {"17", "udp"},  {"47", "gre"},
                     {"50", "esp"}, {"58", "ipv6-icmp"}, {"132", "sctp"}};

    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
        if (is(number, protocols[i].number))
            return text_of(protocols[i].name);
    }
    return number;
}

static void say_ends(const struct fortinet_line *line, struct gateway_event *said)
{
    said->source = first_of(line->remip, line->srcip);
    said->source_port = line->remip.length > 0 ? line->remport : line->srcport;
    if (said->source.length == 0)
        gateway_between(line->ui, TEXT("("), TEXT(")"), &said->source);
    said->source_interface = line->srcintf;
    said->destination = first_of(line->dstip, line->locip);
    said->destination_port = line->dstip.length > 0 ? line->dstport : line->locport;
    said->destination_interface = line->dstintf;
    said->inner_address = first_of(line->tunnelip, line->assignip);
    said->source_bytes = gateway_number(line->sentbyte);
    said->destination_bytes = gateway_number(line->rcvdbyte);
    said->duration = gateway_duration(line->duration);
    said->transport = transport_of(line->proto);
}

static void say_names(const struct fortinet_line *line, struct gateway_event *said)
{
    said->code = line->logid;
    if (!is(line->reason, "none"))
        said->reason = line->reason;
    said->user = first_of(line->user, line->xauthuser);
    said->group = line->group;
    said->method = line->tunneltype;
    said->session = first_of(line->tunnelid, line->sessionid);
    if (is(said->session, "0"))
        said->session.length = 0;
    said->rule = first_of(first_of(line->attack, line->virus),
                          first_of(line->filtername, first_of(line->vpntunnel, line->policyname)));
    said->application = line->app;
    said->host = line->hostname;
    said->url = line->url;
    said->agent = line->agent;
}

/* "203.0.113.9, 203.0.113.10" */
static void put_answers(struct event *event, struct text answers)
{
    enum { ANSWERS_MOST = 64 };

    for (int i = 0; i < ANSWERS_MOST && answers.length > 0; i++) {
        struct text one = {0};
        struct text rest = {0};

        if (!text_cut(answers, TEXT(","), &one, &rest))
            one = answers;
        event_put_said(event, FIELD_DNS_RESOLVED_IP, text_trim(one));
        answers = rest;
    }
}

static void put_rest(const struct fortinet_line *line, struct event *event)
{
    event_put_said(event, FIELD_LOG_LEVEL, line->level);
    event_put_said(event, FIELD_OBSERVER_NAME, line->devname);
    event_put_said(event, FIELD_RULE_CATEGORY, first_of(line->catdesc, line->appcat));
    event_put_said(event, FIELD_NETWORK_PROTOCOL, line->service);
    event_put_said(event, FIELD_HTTP_METHOD, line->httpmethod);
    event_put_said(event, FIELD_HTTP_REFERRER, line->referrer);
    if (line->qname.length > 0)
        event_put_text(event, FIELD_DNS_QUESTION_NAME,
                       escape_lower_case(event->arena, line->qname));
    event_put_said(event, FIELD_DNS_QUESTION_TYPE, line->qtype);
    put_answers(event, line->ipaddr);
    if (is(line->cfgpath, "system.admin") || is(line->cfgpath, "user.local"))
        event_put_said(event, FIELD_USER_TARGET_NAME, line->cfgobj);
}

/* Where the pairs begin: at the word with the first "=", behind "<189>". */
static size_t header_length(struct text text)
{
    size_t equals = 0;
    size_t start = 0;

    if (!text_find(text, TEXT("="), &equals))
        return text.length;
    for (start = equals; start > 0; start--) {
        char byte = text.data[start - 1];

        if (byte == ' ' || byte == '>' || byte == '\t')
            break;
    }
    return start;
}

static void put_frame(const struct record *record, const struct decode_context *context,
                      size_t length, const struct fortinet_line *line, struct event *event)
{
    struct syslog_frame frame = {.time = TIMESTAMP_NONE, .priority = -1};
    timestamp time = fortinet_line_time(line, context->zone);

    syslog_frame_read(text_until(record->text, length), context->zone, record->modified, &frame);
    frame.message = line->msg.length > 0 ? line->msg : text_from(record->text, length);
    frame.program = frame.pid = (struct text){0};
    if (time != TIMESTAMP_NONE)
        frame.time = time;
    syslog_frame_put(&frame, event);
}

static bool decode_fortinet(const struct decoder *decoder, const struct decode_context *context,
                            struct event *event)
{
    const struct record *record = event->record;
    struct gateway_event said = gateway_event_none();
    struct fortinet_line line = {0};
    size_t length = header_length(record->text);
    bool is_read = false;

    (void)decoder;
    event->kind = KIND_OTHER;
    event_put_integer(event, FIELD_EVENT_COUNT, record->count);
    is_read = fortinet_line_read(text_from(record->text, length), event, &line);
    if (!is_read)
        return false;
    put_frame(record, context, length, &line, event);
    say_names(&line, &said);
    say_ends(&line, &said);
    event->kind = say_what(&line, &said);
    gateway_event_put(&said, event);
    put_rest(&line, event);
    if (line.has_repeated) {
        event_flag(event, TEXT("duplicate_key"));
        fortinet_line_put_repeated(text_from(record->text, length), &line, event);
    }
    return true;
}

static const struct decoder_kind kinds[KIND_COUNT] = {
    [KIND_EVENT] = {"event",
                    {{.product = "fortigate", .service = "event"},
                     {.product = "fortios", .service = "event"},
                     {.category = "vpn", .product = "fortigate"},
                     {.product = "fortinet", .service = "event"}}},
    [KIND_TRAFFIC] = {"traffic",
                      {{.category = "firewall", .product = "fortigate", .service = "traffic"},
                       {.product = "fortios", .service = "traffic"}}},
    [KIND_WEB] = {"web",
                  {{.category = "proxy", .product = "fortigate", .service = "webfilter"},
                   {.category = "firewall", .product = "fortigate", .service = "app-ctrl"},
                   {.product = "fortios", .service = "utm"}}},
    [KIND_DNS] = {"dns",
                  {{.category = "dns", .product = "fortigate", .service = "dns"},
                   {.product = "fortios", .service = "utm"}}},
    [KIND_THREAT] = {"threat",
                     {{.product = "fortigate", .service = "utm"},
                      {.product = "fortios", .service = "utm"}}},
    [KIND_OTHER] = {"other", {{.product = "fortigate"}}},
};

static const struct decoder_field fields[] = {
    GATEWAY_FIELDS,
    {FIELD_FLAGS, ORIGIN_DERIVED},
    {FIELD_LOG_LEVEL, ORIGIN_VERBATIM},
    {FIELD_RULE_CATEGORY, ORIGIN_VERBATIM},
    {FIELD_OBSERVER_NAME, ORIGIN_VERBATIM},
    {FIELD_USER_TARGET_NAME, ORIGIN_VERBATIM},
    {FIELD_GROUP_NAME, ORIGIN_VERBATIM},
    {FIELD_NETWORK_TRANSPORT, ORIGIN_DERIVED},
    {FIELD_NETWORK_PROTOCOL, ORIGIN_VERBATIM},
    {FIELD_HTTP_METHOD, ORIGIN_VERBATIM},
    {FIELD_HTTP_REFERRER, ORIGIN_VERBATIM},
    {FIELD_DNS_QUESTION_NAME, ORIGIN_VERBATIM},
    {FIELD_DNS_QUESTION_TYPE, ORIGIN_VERBATIM},
    {FIELD_DNS_RESOLVED_IP, ORIGIN_VERBATIM},
};

static const char *const escapes[] = {"\\", NULL};

static const char *const aliases[] = {"fortigate", "fortios", NULL};

const struct decoder fortinet_decoder = {
    .name = "fortinet",
    .aliases = aliases,
    .description = "FortiGate: VPN, administrators, traffic, web and DNS filter",
    .decode = decode_fortinet,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_free_names = true,
    .escapes = escapes,
};
