#include "decode/syslog.h"

#include "decode/accounts.h"
#include "decode/auditd.h"
#include "decode/cron.h"
#include "decode/dnsmasq.h"
#include "decode/doas.h"
#include "decode/log_keeper.h"
#include "decode/login.h"
#include "decode/logind.h"
#include "decode/mysql_audit.h"
#include "decode/mysql_error.h"
#include "decode/named.h"
#include "decode/ocserv.h"
#include "decode/openvpn.h"
#include "decode/pam.h"
#include "decode/postgresql.h"
#include "decode/sftp_server.h"
#include "decode/sshd.h"
#include "decode/strongswan.h"
#include "decode/su.h"
#include "decode/sudo.h"
#include "decode/syslog_frame.h"
#include "decode/unbound.h"
#include "decode/vsftpd.h"
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

static unsigned kind_of(const struct decoder *decoder, size_t program)
{
    return (unsigned)(decoder->kind_count + program);
}

/* Asks the readers of the program's name, one after the other: the kernel's messages have
 * several.  The event is of the kind of the one who knows the message, else of the first. */
static bool decode_by_name(const struct decoder *decoder, const struct syslog_frame *frame,
                           struct event *event, unsigned *count)
{
    unsigned first = event->kind;
    bool is_named = false;

    for (size_t i = 0; decoder->programs[i]; i++) {
        if (!is_of(decoder->programs[i], frame->program))
            continue;
        event->kind = kind_of(decoder, i);
        if (decoder->programs[i]->decode(frame, event, count))
            return true;
        first = is_named ? first : event->kind;
        is_named = true;
    }
    event->kind = first;
    return false;
}

static void decode_nameless(const struct decoder *decoder, const struct syslog_frame *frame,
                            struct event *event, unsigned *count)
{
    for (size_t i = 0; decoder->programs[i]; i++) {
        if (decoder->programs[i]->names[0] || !decoder->programs[i]->decode(frame, event, count))
            continue;
        if (event->kind < decoder->kind_count)
            event->kind = kind_of(decoder, i);
        return;
    }
}

bool syslog_decode_frame(const struct decoder *decoder, const struct syslog_frame *frame,
                         struct event *event)
{
    unsigned count = 1;

    syslog_frame_put(frame, event);
    if (!decode_by_name(decoder, frame, event, &count))
        decode_nameless(decoder, frame, event, &count);
    event_put_integer(event, FIELD_EVENT_COUNT, (int64_t)event->record->count * count);
    return true;
}

bool syslog_decode_own(const struct decoder *decoder, const struct syslog_frame *frame,
                       struct event *event)
{
    unsigned count = 1;

    syslog_frame_put(frame, event);
    event->kind = kind_of(decoder, 0);
    decoder->programs[0]->decode(frame, event, &count);
    event_put_integer(event, FIELD_EVENT_COUNT, (int64_t)event->record->count * count);
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

/* In order of name, one a line: everybody adds one.  Of those that share a name the first
 * is what a line is of that none of them knows: sshd stands before what speaks for it. */
/* clang-format off */
static const struct program *const programs[] = {
    &accounts_program,
    &auditd_program,
    &cron_program,
    &dnsmasq_program,
    &doas_program,
    &log_keeper_program,
    &login_program,
    &logind_program,
    &mysql_audit_program,
    &mysql_error_program,
    &named_program,
    &ocserv_program,
    &openvpn_program,
    &pam_program,
    &postgresql_program,
    &sshd_program,
    &sftp_server_program,
    &strongswan_program,
    &su_program,
    &sudo_program,
    &unbound_program,
    &vsftpd_program,
    &wireguard_program,
    NULL,
};
/* clang-format on */

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
