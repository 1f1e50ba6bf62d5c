#include "decode/dnsmasq.h"

#include "base/address.h"
#include "decode/dns_event.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

/* Takes "17 10.1.2.3/41022 " off the front, where it stands. */
static void take_extra(struct text *text, struct dns_event *dns)
{
    struct text rest = *text;
    struct text serial = text_take_word(&rest);
    struct text place = text_take_word(&rest);
    struct text address = {0};
    struct text port = {0};
    uint64_t number = 0;

    if (!text_to_unsigned(serial, &number) || !text_cut(place, TEXT("/"), &address, &port) ||
        !address_is(address))
        return;
    dns->client = address;
    dns->client_port = port;
    text_take(&rest, TEXT(" "));
    *text = rest;
}

/* "query[A] NAME from ADDRESS"; also auth[A] and, for a DNSSEC look-up, dnssec-query. */
static bool read_query(struct text text, struct dns_event *dns)
{
    struct text head = {0};
    struct text client = {0};
    size_t from = 0;

    if (!text_take(&text, TEXT("query[")) && !text_take(&text, TEXT("auth[")))
        return false;
    if (!text_cut(text, TEXT("] "), &head, &text) || !text_find_last(text, TEXT(" from "), &from))
        return false;
    client = text_trim(text_from(text, from + TEXT(" from ").length));
    if (!address_is(client))
        return false;
    dns->action = "dns_query";
    dns->type = head;
    dns->name = text_until(text, from);
    if (dns->client.length == 0)
        dns->client = client;
    return true;
}

static bool read_forwarded(struct text text, struct dns_event *dns)
{
    size_t to = 0;

    if (!text_take(&text, TEXT("forwarded ")) || !text_find_last(text, TEXT(" to "), &to))
        return false;
    dns->action = "dns_forwarded";
    dns->name = text_until(text, to);
    return true;
}

/* "NXDOMAIN", "NODATA-IPv6", "REFUSED (EDE: not ready)", an address or another name. */
static void read_value(struct text value, struct dns_event *dns)
{
    struct text rest = value;
    struct text word = text_take_word(&rest);

    if (dns_event_is_code(word))
        dns->code = word;
    else if (text_starts_with(word, TEXT("NODATA")))
        dns->code = TEXT("NOERROR");
    else
        dns->answer = value;
}

/* Where an answer comes from, as dnsmasq and Pi-hole say it in front of the name. */
static const struct origin {
    const char *words;
    const char *action;
} origins[] = {
    {"reply ", "dns_answer"},
    {"cached ", "dns_answer"},
    {"cached-stale ", "dns_answer"},
    {"config ", "dns_answer"},
    {"special domain ", "dns_answer"},
    {"DHCP ", "dns_answer"},
    {"gravity blocked ", "dns_blocked"},
    {"exactly blacklisted ", "dns_blocked"},
    {"exactly denied ", "dns_blocked"},
    {"regex blacklisted ", "dns_blocked"},
    {"regex denied ", "dns_blocked"},
    {"blacklisted ", "dns_blocked"},
    {"black list ", "dns_blocked"},
};

/* A block list is address=/name/0.0.0.0 in dnsmasq's settings, or address=/name/#. */
static bool is_blocked_by_settings(struct text origin, struct text answer)
{
    return text_equal(origin, TEXT("config ")) &&
           (text_equal(answer, TEXT("0.0.0.0")) || text_equal(answer, TEXT("::")));
}

static bool read_answer(struct text text, struct dns_event *dns)
{
    size_t is = 0;
    size_t i = 0;
    size_t count = sizeof origins / sizeof *origins;

    while (i < count && !text_take(&text, text_of(origins[i].words)))
        i++;
    /* The hosts file answers under its path. */
    if (i == count &&
        (!text_starts_with(text, TEXT("/")) || !text_cut(text, TEXT(" "), &dns->reason, &text)))
        return false;
    if (!text_find_last(text, TEXT(" is "), &is))
        return false;
    dns->action = i < count ? origins[i].action : "dns_answer";
    dns->reason = (struct text){0};
    if (!text_equal(text_until(text, is), TEXT("error")))
        dns->name = text_until(text, is);
    read_value(text_from(text, is + TEXT(" is ").length), dns);
    if (i < count && is_blocked_by_settings(text_of(origins[i].words), dns->answer))
        dns->action = "dns_blocked";
    return true;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct text text = frame->message;
    struct dns_event dns = {0};

    take_extra(&text, &dns);
    if (read_query(text, &dns)) {
        dns_event_put(event, &dns);
        return true;
    }
    event->kind = 0;
    if (!read_forwarded(text, &dns) && !read_answer(text, &dns))
        return false;
    *count = 0;
    dns_event_put(event, &dns);
    return true;
}

static const char *const names[] = {"dnsmasq", "pihole-FTL", NULL};

const struct program dnsmasq_program = {
    .names = names,
    .kind = {"dnsmasq", {{.category = "dns"}, {.product = "linux", .service = "dnsmasq"}}},
    .decode = decode_message,
    .fields = dns_event_fields,
    .field_count = DNS_EVENT_FIELDS,
};

static const char *const aliases[] = {"pihole", NULL};
static const struct program *const programs[] = {&dnsmasq_program, NULL};

const struct decoder dnsmasq_decoder = {
    .name = "dnsmasq",
    .aliases = aliases,
    .description = "dnsmasq's and Pi-hole's log of names looked up",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
