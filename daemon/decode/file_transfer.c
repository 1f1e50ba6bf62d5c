#include "decode/file_transfer.h"

#include <string.h>

#include "decode/endpoint.h"

/* A server that listens on IPv6 sees IPv4 clients as "::ffff:203.0.113.7". */
static struct text without_mapping(struct text client)
{
    struct text rest = client;
    size_t dot = 0;

    return text_take(&rest, TEXT("::ffff:")) && text_find(rest, TEXT("."), &dot) ? rest : client;
}

void file_transfer_put(struct event *event, const struct file_transfer *transfer)
{
    int64_t bytes = transfer->bytes > INT64_MAX ? INT64_MAX : (int64_t)transfer->bytes;

    event_put_said(event, FIELD_EVENT_ACTION, transfer->action);
    event_put_text(event, FIELD_EVENT_CATEGORY,
                   transfer->category.length > 0 ? transfer->category : TEXT("file"));
    event_put_said(event, FIELD_EVENT_OUTCOME, transfer->outcome);
    event_put_said(event, FIELD_EVENT_REASON, transfer->reason);
    event_put_said(event, FIELD_USER_NAME, transfer->user);
    endpoint_put_source(event, without_mapping(transfer->client), (struct text){0});
    event_put_said(event, FIELD_FILE_PATH, transfer->path);
    event_put_said(event, FIELD_FILE_PREVIOUS_PATH, transfer->previous_path);
    if (transfer->way == TRANSFER_NONE)
        return;
    event_put_integer(event, FIELD_FILE_SIZE, bytes);
    event_put_integer(event,
                      transfer->way == TRANSFER_READ ? FIELD_DESTINATION_BYTES : FIELD_SOURCE_BYTES,
                      bytes);
}

static bool take_number(struct text *text, int highest, int *number)
{
    uint64_t value = 0;

    if (!text_to_unsigned(text_take_word(text), &value) || value > (uint64_t)highest)
        return false;
    *number = (int)value;
    return true;
}

static bool read_clock(struct text word, struct civil *civil)
{
    uint64_t parts[3] = {0};
    struct text part = {0};

    for (size_t i = 0; i < 3; i++) {
        text_cut(word, TEXT(":"), &part, &word);
        if (part.length != 2 || !text_to_unsigned(part, &parts[i]))
            return false;
    }
    civil->hour = (int)parts[0];
    civil->minute = (int)parts[1];
    civil->second = (int)parts[2];
    return word.length == 0;
}

static bool read_month(struct text word, int *month)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    size_t position = 0;

    if (word.length != 3 || !text_find(TEXT(names), word, &position) || position % 3 != 0)
        return false;
    *month = (int)(position / 3) + 1;
    return true;
}

bool file_transfer_take_time(struct text *text, const struct zone *zone, timestamp *time)
{
    struct text rest = *text;
    struct civil civil = {0};

    if (text_take_word(&rest).length != 3 || !read_month(text_take_word(&rest), &civil.month) ||
        !take_number(&rest, 31, &civil.day) || !read_clock(text_take_word(&rest), &civil) ||
        !take_number(&rest, 9999, &civil.year) || !civil_is_valid(&civil))
        return false;
    while (text_take(&rest, TEXT(" ")))
        ;
    *time = zone_instant(zone, &civil);
    *text = rest;
    return true;
}
