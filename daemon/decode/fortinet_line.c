#include "decode/fortinet_line.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/address.h"
#include "decode/key_value.h"
#include "decode/member_set.h"
#include "model/event.h"

struct name {
    const char *name;
    size_t offset;
};

#define NAME(word)                                  \
    {                                               \
#word, offsetof(struct fortinet_line, word) \
    }
#define OLD(old_name, word)                            \
    {                                                  \
        old_name, offsetof(struct fortinet_line, word) \
    }

/* In order of name, by text_compare: shorter first among equal beginnings. */
static const struct name names[] = {
    NAME(action),
    NAME(agent),
    NAME(app),
    OLD("app_cat", appcat),
    NAME(appcat),
    NAME(assignip),
    NAME(attack),
    NAME(catdesc),
    NAME(cfgobj),
    NAME(cfgpath),
    NAME(date),
    NAME(devid),
    OLD("device_id", devid),
    NAME(devname),
    OLD("dst", dstip),
    OLD("dst_int", dstintf),
    OLD("dst_port", dstport),
    NAME(dstintf),
    NAME(dstip),
    NAME(dstport),
    NAME(duration),
    NAME(eventtime),
    NAME(filtername),
    NAME(group),
    NAME(hostname),
    NAME(httpmethod),
    NAME(ipaddr),
    NAME(level),
    NAME(locip),
    NAME(locport),
    OLD("log_id", logid),
    NAME(logdesc),
    NAME(logid),
    NAME(msg),
    NAME(policyname),
    OLD("pri", level),
    NAME(proto),
    NAME(qname),
    NAME(qtype),
    OLD("rcvd", rcvdbyte),
    NAME(rcvdbyte),
    NAME(reason),
    OLD("referralurl", referrer),
    NAME(remip),
    NAME(remport),
    OLD("sent", sentbyte),
    NAME(sentbyte),
    NAME(service),
    NAME(sessionid),
    OLD("src", srcip),
    OLD("src_int", srcintf),
    OLD("src_port", srcport),
    NAME(srcintf),
    NAME(srcip),
    NAME(srcport),
    NAME(status),
    NAME(subtype),
    NAME(time),
    NAME(tunnelid),
    NAME(tunnelip),
    NAME(tunneltype),
    NAME(type),
    NAME(tz),
    NAME(ui),
    NAME(url),
    NAME(user),
    NAME(utmaction),
    NAME(virus),
    NAME(vpntunnel),
    NAME(xauthuser),
};

static int compare(const void *key, const void *row)
{
    const struct name *name = row;

    return text_compare(*(const struct text *)key, text_of(name->name));
}

static bool is_none(struct text value)
{
    return value.length == 0 || text_equal(value, TEXT("N/A")) ||
           text_equal(value, TEXT("(null)")) || text_equal(value, TEXT("n/a"));
}

/* The first value that a name has counts. */
static void keep(const struct key_value *pair, struct fortinet_line *line)
{
    const struct name *name =
        bsearch(&pair->key, names, sizeof names / sizeof *names, sizeof *names, compare);
    struct text *kept = name ? (struct text *)(void *)((char *)line + name->offset) : NULL;

    if (kept && kept->length == 0 && !is_none(pair->value))
        *kept = pair->value;
}

/* Whether a pair may be a field under its own name: a name of ours it may not take, and
 * of URLs the query is to be masked, which only our own names are. */
static bool is_free(struct text key)
{
    size_t dot = 0;

    return !text_find(key, TEXT("."), &dot) && !text_equal(key, TEXT("url")) &&
           !text_equal(key, TEXT("referralurl"));
}

bool fortinet_line_read(struct text text, struct event *event, struct fortinet_line *line)
{
    struct key_value pair = {0};
    struct member_set keys = {0};

    *line = (struct fortinet_line){0};
    while (key_value_next(&text, event->arena, &pair)) {
        const struct value value = {.kind = VALUE_TEXT, .text = pair.value};

        if (!member_set_add(&keys, event->arena, 1, pair.key))
            line->has_repeated = true;
        keep(&pair, line);
        if (is_free(pair.key))
            event_put_value(event, pair.key, &value);
    }
    return line->type.length > 0 &&
           (line->logid.length > 0 || line->devid.length > 0 || line->devname.length > 0);
}

void fortinet_line_put_repeated(struct text text, const struct fortinet_line *line,
                                struct event *event)
{
    static const struct {
        const char *key;
        enum field field;
        size_t offset;
        bool is_address;
    } keys[] = {
        {"user", FIELD_USER_NAME, offsetof(struct fortinet_line, user), false},
        {"group", FIELD_GROUP_NAME, offsetof(struct fortinet_line, group), false},
        {"srcip", FIELD_SOURCE_IP, offsetof(struct fortinet_line, srcip), true},
        {"remip", FIELD_SOURCE_IP, offsetof(struct fortinet_line, remip), true},
        {"dstip", FIELD_DESTINATION_IP, offsetof(struct fortinet_line, dstip), true},
    };
    struct key_value pair = {0};
    struct address address = {0};

    while (key_value_next(&text, event->arena, &pair)) {
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            const char *base = (const char *)line;
            const struct text *kept = (const void *)(base + keys[i].offset);

            if (text_equal(pair.key, text_of(keys[i].key)) && !is_none(pair.value) &&
                !text_equal(pair.value, *kept) &&
                (!keys[i].is_address || address_read(pair.value, &address)))
                event_put_text(event, keys[i].field, pair.value);
        }
    }
}

/* "1793577901123456789" in microseconds, by the number of digits; 0 for none. */
static timestamp read_epoch(struct text digits)
{
    uint64_t number = 0;

    if (!text_to_unsigned(digits, &number) || number > INT64_MAX)
        return 0;
    switch (digits.length) {
    case 10:
        return (timestamp)number * SECOND;
    case 13:
        return (timestamp)number * MILLISECOND;
    case 16:
        return (timestamp)number;
    case 19:
        return (timestamp)(number / 1000);
    default:
        return 0;
    }
}

/* "2026-11-03" and "8:05:01"; numbers may lack their leading zero. */
static bool read_civil(struct text date, struct text time, struct civil *civil)
{
    int *const parts[] = {&civil->year, &civil->month,  &civil->day,
                          &civil->hour, &civil->minute, &civil->second};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct text *text = i < 3 ? &date : &time;
        struct text part = {0};
        struct text rest = {0};
        uint64_t number = 0;

        if (!text_cut(*text, i < 3 ? TEXT("-") : TEXT(":"), &part, &rest))
            part = *text;
        if (part.length > 4 || !text_to_unsigned(part, &number))
            return false;
        *parts[i] = (int)number;
        *text = rest;
    }
    return date.length == 0 && time.length == 0 && civil_is_valid(civil);
}

/* "+0800" or "-0700", in microseconds. */
static bool read_offset(struct text tz, timestamp *offset)
{
    uint64_t number = 0;

    if (tz.length != 5 || (tz.data[0] != '+' && tz.data[0] != '-') ||
        !text_to_unsigned(text_from(tz, 1), &number) || number > 1400 || number % 100 > 59)
        return false;
    *offset = (timestamp)(number / 100) * HOUR + (timestamp)(number % 100) * MINUTE;
    if (tz.data[0] == '-')
        *offset = -*offset;
    return true;
}

timestamp fortinet_line_time(const struct fortinet_line *line, const struct zone *zone)
{
    struct civil civil = {0};
    timestamp epoch = read_epoch(line->eventtime);
    timestamp offset = 0;
    timestamp shown = 0;

    if (!read_civil(line->date, line->time, &civil))
        return epoch > 0 ? epoch : TIMESTAMP_NONE;
    shown = timestamp_from_civil(&civil);
    if (epoch > shown - DAY && epoch < shown + DAY)
        return epoch;
    return read_offset(line->tz, &offset) ? shown - offset : zone_instant(zone, &civil);
}
