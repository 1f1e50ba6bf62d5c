#include "decode/cisco_asa.h"

#include "decode/cisco_asa_message.h"
#include "decode/gateway_event.h"
#include "decode/syslog_frame.h"

enum { LONGEST_HEADER = 512, NUMBER_DIGITS = 6 };

struct asa_line {
    struct text header;  /* what stands in front of the "%" */
    struct text message; /* from there on */
    struct text number;
    struct text text;
    int level;
};

/* Takes "ASA-6-113039: " or "FWSM-auth-6-113015: ". */
static bool read_mark(struct text rest, struct asa_line *line)
{
    static const char *const products[] = {"ASA-", "FTD-", "PIX-", "FWSM-", "NGIPS-"};
    struct text class = {0};
    struct text behind = {0};
    size_t i = 0;

    while (i < sizeof products / sizeof *products && !text_take(&rest, text_of(products[i])))
        i++;
    if (i == sizeof products / sizeof *products)
        return false;
    if (rest.length > 0 && (rest.data[0] < '0' || rest.data[0] > '9') &&
        text_cut(rest, TEXT("-"), &class, &behind))
        rest = behind;
    if (rest.length < 2 + NUMBER_DIGITS || rest.data[0] < '0' || rest.data[0] > '7' ||
        rest.data[1] != '-')
        return false;
    line->level = rest.data[0] - '0';
    line->number = text_until(text_from(rest, 2), NUMBER_DIGITS);
    line->text = text_from(rest, 2 + NUMBER_DIGITS);
    text_take(&line->text, TEXT(":"));
    line->text = text_trim(line->text);
    return gateway_number(line->number) != GATEWAY_UNSAID;
}

static bool read_line(struct text text, struct asa_line *line)
{
    struct text head = text_until(text, LONGEST_HEADER);
    size_t start = 0;
    size_t percent = 0;

    while (text_find(text_from(head, start), TEXT("%"), &percent)) {
        start += percent;
        if (read_mark(text_from(text, start + 1), line)) {
            line->header = text_until(text, start);
            line->message = text_from(text, start);
            return true;
        }
        start++;
    }
    return false;
}

/* "UTC", "MSK", "CEST": what stands where a host could. */
static bool is_zone(struct text word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] < 'A' || word.data[i] > 'Z')
            return false;
    }
    return word.length >= 2 && word.length <= 5;
}

/* The frame without its colons: "<166>:Nov 03 2026 08:05:01 UTC fw1 : ". */
static void read_header(struct text header, const struct decode_context *context,
                        timestamp modified, struct syslog_frame *frame)
{
    struct text rest = header;
    size_t mark = 0;
    bool is_read = syslog_frame_read(header, context->zone, modified, frame);

    if (frame->time == TIMESTAMP_NONE && text_find(header, TEXT(">"), &mark)) {
        int number = frame->priority;

        rest = text_from(header, mark + 1);
        while (text_take(&rest, TEXT(":")) || text_take(&rest, TEXT(" ")))
            continue;
        is_read = syslog_frame_read(rest, context->zone, modified, frame) || is_read;
        frame->priority = number;
    }
    if (!is_read) {
        /* No time: "fw1 : " is all. */
        rest = text_trim(rest);
        while (text_ends_with(rest, TEXT(":")) || text_ends_with(rest, TEXT(" ")))
            rest.length--;
        if (!text_find(rest, TEXT(" "), &(size_t){0}))
            frame->host = rest;
    }
    if ((frame->host.length == 0 && !is_zone(frame->program)) ||
        (is_zone(frame->host) && frame->program.length > 0))
        frame->host = frame->program;
    frame->program = frame->pid = (struct text){0};
}

static bool decode_cisco_asa(const struct decoder *decoder, const struct decode_context *context,
                             struct event *event)
{
    const struct record *record = event->record;
    struct gateway_event said = gateway_event_none();
    struct asa_line line = {0};
    struct syslog_frame frame = {0};

    (void)decoder;
    if (!read_line(record->text, &line)) {
        event_put_integer(event, FIELD_EVENT_COUNT, record->count);
        return false;
    }
    read_header(line.header, context, record->modified, &frame);
    frame.message = line.message;
    syslog_frame_put(&frame, event);
    event_put_integer(event, FIELD_EVENT_SEVERITY, line.level);
    cisco_asa_message_read((unsigned)gateway_number(line.number), line.text, &said);
    said.code = line.number;
    gateway_event_put(&said, event);
    event_put_integer(event, FIELD_EVENT_COUNT, record->count);
    return true;
}

static const struct decoder_kind kinds[] = {
    {"message",
     {{.category = "firewall", .product = "cisco", .service = "asa"},
      {.category = "vpn", .product = "cisco"},
      {.product = "cisco", .service = "aaa"}}},
};

static const struct decoder_field fields[] = {
    GATEWAY_FIELDS,
    {FIELD_EVENT_SEVERITY, ORIGIN_DERIVED},
    {FIELD_PROCESS_COMMAND_LINE, ORIGIN_VERBATIM},
    {FIELD_FLAGS, ORIGIN_DERIVED},
    {FIELD_USER_TARGET_NAME, ORIGIN_VERBATIM},
    {FIELD_GROUP_NAME, ORIGIN_VERBATIM},
    {FIELD_NETWORK_BYTES, ORIGIN_DERIVED},
    {FIELD_NETWORK_TRANSPORT, ORIGIN_VERBATIM},
};

static const char *const aliases[] = {"asa",        "cisco", "cisco-ftd", "ftd",
                                      "anyconnect", "pix",   NULL};

const struct decoder cisco_asa_decoder = {
    .name = "cisco-asa",
    .aliases = aliases,
    .description = "Cisco ASA, FTD and PIX: firewall and AnyConnect",
    .shape = SHAPE_REPEATED,
    .decode = decode_cisco_asa,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};
