#include "decode/syslog.h"

#include "decode/ocserv.h"
#include "decode/openvpn.h"
#include "decode/sshd.h"
#include "decode/strongswan.h"
#include "decode/syslog_frame.h"
#include "decode/wireguard.h"

const struct decoder_kind syslog_kinds[SYSLOG_KINDS] = {
    {"other", {{.product = "linux", .service = "syslog"}}},
};

const struct decoder_field syslog_fields[SYSLOG_FIELDS] = {
    {FIELD_HOST_NAME, ORIGIN_VERBATIM},      {FIELD_PROCESS_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_PID, ORIGIN_DERIVED},     {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_SYSLOG_FACILITY, ORIGIN_DERIVED}, {FIELD_SYSLOG_SEVERITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_MSGID, ORIGIN_VERBATIM},   {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
};

static bool is_of(const struct program *program, struct text name)
{
    for (const char *const *one = program->names; *one; one++) {
        struct text known = text_of(*one);
        bool is_beginning = text_ends_with(known, TEXT("*"));

        known.length -= is_beginning;
        if (is_beginning ? text_starts_with(name, known) : text_equal(name, known))
            return true;
    }
    return false;
}

/* The message as the program of that index has it.  Returns whether it is known. */
static bool ask(const struct decoder *decoder, size_t i, const struct syslog_frame *frame,
                struct event *event)
{
    unsigned count = 1;
    bool is_known = false;

    event->kind = (unsigned)(decoder->kind_count + i);
    is_known = decoder->programs[i]->decode(frame, event, &count);
    if (is_known)
        event_put_integer(event, FIELD_EVENT_COUNT, (int64_t)event->record->count * count);
    return is_known;
}

/* What nobody knows happened as often as the line came. */
static void put_unknown(struct event *event)
{
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
}

bool syslog_decode_frame(const struct decoder *decoder, const struct syslog_frame *frame,
                         struct event *event)
{
    unsigned kind = event->kind;
    bool is_named = false;

    syslog_frame_put(frame, event);
    for (size_t i = 0; decoder->programs[i]; i++) {
        if (!is_of(decoder->programs[i], frame->program))
            continue;
        if (ask(decoder, i, frame, event))
            return true;
        kind = is_named ? kind : event->kind;
        is_named = true;
    }
    event->kind = kind;
    put_unknown(event);
    return true;
}

bool syslog_decode_own(const struct decoder *decoder, const struct syslog_frame *frame,
                       struct event *event)
{
    syslog_frame_put(frame, event);
    if (!ask(decoder, 0, frame, event))
        put_unknown(event);
    return true;
}

bool syslog_decode(const struct decoder *decoder, const struct decode_context *context,
                   struct event *event)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};

    if (syslog_frame_read(record->text, context->zone, record->modified, &frame))
        return syslog_decode_frame(decoder, &frame, event);
    event_put_integer(event, FIELD_EVENT_COUNT, record->count);
    return false;
}

/* In order of name. */
static const struct program *const programs[] = {
    &ocserv_program, &openvpn_program, &sshd_program, &strongswan_program, &wireguard_program, NULL,
};

static const char *const aliases[] = {"auth", "auth.log", "secure", "messages", NULL};

const struct decoder syslog_decoder = {
    .name = "syslog",
    .aliases = aliases,
    .description = "lines of many programs: auth.log, secure, messages; each read as its own",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
