#include "decode/named.h"

#include "decode/dns_event.h"
#include "decode/endpoint.h"
#include "decode/log_time.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

static bool is_severity(struct text word)
{
    static const char *const severities[] = {"info", "notice", "warning", "error", "critical"};

    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
        if (text_equal(word, text_of(severities[i])))
            return true;
    }
    return text_equal(word, TEXT("debug"));
}

static bool is_category(struct text word)
{
    static const char *const categories[] = {
        "client",       "config",        "database",
        "default",      "dispatch",      "dnssec",
        "dnstap",       "edns-disabled", "general",
        "lame-servers", "network",       "notify",
        "nsid",         "queries",       "query-errors",
        "rate-limit",   "resolver",      "responses",
        "rpz",          "rpz-passthru",  "security",
        "serve-stale",  "spill",         "trust-anchor-telemetry",
        "unmatched",    "update",        "update-security",
        "xfer-in",      "xfer-out",      "zoneload",
        "cname",
    };

    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++) {
        if (text_equal(word, text_of(categories[i])))
            return true;
    }
    return false;
}

/* Takes "queries: " and "info: ", or "debug 3: ", off the front.  Returns whether one
 * stood there. */
static bool take_labels(struct text *text, struct text *category, struct text *severity)
{
    struct text word = {0};
    struct text rest = {0};

    if (text_cut(*text, TEXT(": "), &word, &rest) && is_category(word)) {
        *category = word;
        *text = rest;
    }
    if (text_cut(*text, TEXT(": "), &word, &rest) &&
        (is_severity(word) || (text_starts_with(word, TEXT("debug ")) && word.length < 10))) {
        *severity = word;
        *text = rest;
    }
    return category->length > 0 || severity->length > 0;
}

/* Takes "client @0x7f00 10.1.2.3#41022 (name): view internal: " off the front, or
 * "client 10.1.2.3#41022/key NAME: ". */
static bool take_client(struct text *text, struct dns_event *dns)
{
    struct text rest = *text;
    struct text word = {0};

    if (!text_take(&rest, TEXT("client ")))
        return false;
    word = text_take_word(&rest);
    if (text_starts_with(word, TEXT("@")))
        word = text_take_word(&rest);
    if (text_ends_with(word, TEXT(":")))
        word.length--;
    if (!text_cut(word, TEXT("#"), &dns->client, &dns->client_port))
        return false;
    text_take(&rest, TEXT(" "));
    if (text_cut(dns->client_port, TEXT("/"), &dns->client_port, &word) &&
        !text_cut(rest, TEXT(": "), &word, &rest))
        return false;
    if (text_starts_with(rest, TEXT("(")) && !text_cut(rest, TEXT("): "), &word, &rest))
        return false;
    if (text_starts_with(rest, TEXT("view ")) && !text_cut(rest, TEXT(": "), &word, &rest))
        return false;
    *text = rest;
    return true;
}

/* "NAME/TYPE/CLASS" in whichever order, "NAME/CLASS" of a zone. */
static void read_slashed(struct text text, struct dns_event *dns)
{
    size_t slash = 0;
    struct text last = {0};
    struct text middle = {0};

    if (!text_find_last(text, TEXT("/"), &slash))
        return;
    last = text_from(text, slash + 1);
    text = text_until(text, slash);
    if (text_find_last(text, TEXT("/"), &slash)) {
        middle = text_from(text, slash + 1);
        text = text_until(text, slash);
    }
    dns->name = text;
    if (text_equal(middle, TEXT("IN")) || text_equal(middle, TEXT("CH"))) {
        dns->class = middle;
        dns->type = last;
    } else {
        dns->class = last;
        dns->type = middle;
    }
}

/* "query: NAME CLASS TYPE FLAGS (SERVER)". */
static bool read_query(struct text text, struct dns_event *dns, struct text *server)
{
    if (!text_take(&text, TEXT("query: ")))
        return false;
    dns->action = "dns_query";
    dns->name = text_take_word(&text);
    dns->class = text_take_word(&text);
    dns->type = text_take_word(&text);
    text_take_word(&text);
    *server = text_take_word(&text);
    if (text_take(server, TEXT("(")) && text_ends_with(*server, TEXT(")")))
        server->length--;
    else
        *server = (struct text){0};
    return dns->type.length > 0;
}

/* "response: NAME CLASS TYPE CODE FLAGS 1 0 1 (SERVER)". */
static bool read_response(struct text text, struct dns_event *dns)
{
    if (!text_take(&text, TEXT("response: ")))
        return false;
    dns->action = "dns_answer";
    dns->name = text_take_word(&text);
    dns->class = text_take_word(&text);
    dns->type = text_take_word(&text);
    dns->code = text_take_word(&text);
    return dns->code.length > 0;
}

/* "query failed (SERVFAIL) for NAME/CLASS/TYPE at query.c:5708", or "(timed out)". */
static bool read_failure(struct text text, struct dns_event *dns)
{
    struct text why = {0};

    if (!text_take(&text, TEXT("query failed (")) || !text_cut(text, TEXT(") for "), &why, &text))
        return false;
    if (dns_event_is_code(why))
        dns->code = why;
    else
        dns->reason = why;
    dns->action = "dns_query_failed";
    read_slashed(text_take_word(&text), dns);
    return true;
}

/* What a sentence with the object in quotes means when it ends in "denied". */
static const struct denial {
    const char *start;
    const char *action;
} denials[] = {
    {"query '", "dns_query_denied"},
    {"query (cache) '", "dns_query_denied"},
    {"zone transfer '", "dns_transfer_denied"},
    {"update '", "dns_update_denied"},
    {"update forwarding '", "dns_update_denied"},
    {"bad zone transfer request: '", "dns_transfer_denied"},
};

/* "zone transfer 'NAME/AXFR/IN' denied (why)". */
static bool read_denial(struct text text, struct dns_event *dns)
{
    struct text object = {0};

    for (size_t i = 0; i < sizeof denials / sizeof *denials; i++) {
        if (!text_take(&text, text_of(denials[i].start)))
            continue;
        if (!text_cut(text, TEXT("'"), &object, &text))
            return false;
        dns->action = denials[i].action;
        read_slashed(object, dns);
        if (!text_take(&text, TEXT(": ")) && !text_take(&text, TEXT(" denied")))
            return false;
        dns->reason = text_trim(text);
        return true;
    }
    return false;
}

static const char *action_of_update(struct text what)
{
    if (!text_starts_with(what, TEXT("update failed: ")) &&
        !text_starts_with(what, TEXT("update unsuccessful: ")))
        return "dns_update";
    return text_ends_with(what, TEXT("(REFUSED)")) ? "dns_update_denied" : "dns_update_failed";
}

/* "transfer of 'NAME/IN': AXFR started", "updating zone 'NAME/IN': adding an RR ...". */
static bool read_change(struct text text, struct dns_event *dns)
{
    struct text object = {0};
    bool is_transfer = text_take(&text, TEXT("transfer of '"));

    if ((!is_transfer && !text_take(&text, TEXT("updating zone '"))) ||
        !text_cut(text, TEXT("': "), &object, &text))
        return false;
    read_slashed(object, dns);
    dns->reason = text;
    dns->action = is_transfer ? "dns_transfer" : action_of_update(text);
    return !is_transfer || text_find(text, TEXT(" started"), &(size_t){0});
}

/* "rpz QNAME NXDOMAIN rewrite NAME/TYPE/CLASS via ZONE". */
static bool read_policy(struct text text, struct dns_event *dns)
{
    struct text head = {0};

    if (!text_starts_with(text, TEXT("rpz ")) || !text_cut(text, TEXT(" rewrite "), &head, &text))
        return false;
    dns->action = text_find(head, TEXT("PASSTHRU"), &(size_t){0}) ? "dns_answer" : "dns_blocked";
    dns->reason = head;
    read_slashed(text_take_word(&text), dns);
    return true;
}

static bool read_sentence(struct text text, struct dns_event *dns, struct text *server)
{
    return read_query(text, dns, server) || read_response(text, dns) || read_failure(text, dns) ||
           read_denial(text, dns) || read_change(text, dns) || read_policy(text, dns);
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct text text = frame->message;
    struct text category = {0};
    struct text severity = {0};
    struct text server = {0};
    struct dns_event dns = {0};

    take_labels(&text, &category, &severity);
    event_put_said(event, FIELD_LOG_LOGGER, category);
    event_put_said(event, FIELD_LOG_LEVEL, severity);
    if (!take_client(&text, &dns) || !read_sentence(text, &dns, &server)) {
        event->kind = 0;
        return false;
    }
    if (text_starts_with(text, TEXT("response: ")) ||
        text_equal(text_of(dns.action), TEXT("dns_query_failed")))
        *count = 0;
    dns_event_put(event, &dns);
    endpoint_put_destination(event, server, (struct text){0});
    return true;
}

/* "Oct 23 08:05:01 security: info: client ...": a category where syslog has the program. */
static bool read_labelled_frame(struct text line, const struct decode_context *context,
                                timestamp modified, struct syslog_frame *frame)
{
    if (!syslog_frame_read(line, context->zone, modified, frame) || frame->host.length > 0 ||
        !is_category(frame->program))
        return false;
    frame->message = text_from(line, (size_t)(frame->program.data - line.data));
    frame->program = TEXT("named");
    return true;
}

/* Reads a line of BIND's own file: a time or none, then labels or the client. */
static bool read_own_frame(struct text line, const struct zone *zone, struct syslog_frame *frame)
{
    struct text category = {0};
    struct text severity = {0};
    struct text rest = {0};
    bool has_zone = false;
    bool is_own = false;

    *frame = (struct syslog_frame){.time = TIMESTAMP_NONE, .priority = -1};
    if (log_time_take_dashes(&line, zone, &frame->time)) {
        is_own = true;
    } else if (timestamp_take_iso(&line, &frame->time, &has_zone) && !has_zone) {
        struct civil civil = civil_from_timestamp(frame->time);

        frame->time = zone_instant(zone, &civil);
    }
    text_take(&line, TEXT(" "));
    rest = line;
    frame->message = line;
    frame->program = TEXT("named");
    return is_own || take_labels(&rest, &category, &severity) ||
           text_starts_with(line, TEXT("client "));
}

static bool decode_named(const struct decoder *decoder, const struct decode_context *context,
                         struct event *event)
{
    struct syslog_frame frame = {0};

    if (read_own_frame(event->record->text, context->zone, &frame) ||
        read_labelled_frame(event->record->text, context, event->record->modified, &frame))
        return syslog_decode_frame(decoder, &frame, event);
    return syslog_decode(decoder, context, event);
}

static const char *const names[] = {"named", NULL};

/* The program's name stands in no line of BIND's own files. */
static const struct decoder_field fields[] = {
    {FIELD_PROCESS_NAME, ORIGIN_DERIVED},        {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},      {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},       {FIELD_LOG_LEVEL, ORIGIN_VERBATIM},
    {FIELD_LOG_LOGGER, ORIGIN_VERBATIM},         {FIELD_DNS_TYPE, ORIGIN_DERIVED},
    {FIELD_DNS_QUESTION_NAME, ORIGIN_VERBATIM},  {FIELD_DNS_QUESTION_TYPE, ORIGIN_VERBATIM},
    {FIELD_DNS_QUESTION_CLASS, ORIGIN_VERBATIM}, {FIELD_DNS_RESPONSE_CODE, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},     {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_SOURCE_PORT, ORIGIN_DERIVED},         {FIELD_DESTINATION_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_IP, ORIGIN_VERBATIM},
};

const struct program named_program = {
    .names = names,
    .kind = {"named", {{.category = "dns"}, {.product = "linux", .service = "named"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};

static const char *const aliases[] = {"bind", "bind9", NULL};
static const struct program *const programs[] = {&named_program, NULL};

const struct decoder named_decoder = {
    .name = "named",
    .aliases = aliases,
    .description = "BIND's logs: names looked up, denials, transfers, updates",
    .shape = SHAPE_REPEATED,
    .decode = decode_named,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
