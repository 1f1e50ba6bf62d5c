#include "decode/sshd.h"

#include "decode/endpoint.h"
#include "decode/sshd_message.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

static void put_user(struct event *event, const struct sshd_message *message)
{
    if (message->has_user)
        event_put_text(event, FIELD_USER_NAME, message->user);
    if (message->invalid_user)
        event_put_boolean(event, FIELD_SSH_USER_INVALID, true);
}

static void put_message(struct event *event, const struct sshd_message *message)
{
    event_put_text(event, FIELD_EVENT_ACTION, message->action);
    event_put_text(event, FIELD_EVENT_CATEGORY, message->category);
    event_put_text(event, FIELD_EVENT_OUTCOME, message->outcome);
    event_put_said(event, FIELD_EVENT_REASON, message->reason);
    put_user(event, message);
    endpoint_put_source(event, message->peer.address, message->peer.port);
    endpoint_put_destination(event, message->target.address, message->target.port);
    event_put_said(event, FIELD_FILE_PATH, message->target_path);
    event_put_said(event, FIELD_SSH_METHOD, message->method);
    event_put_said(event, FIELD_SSH_KEY, message->key);
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct sshd_message message = {.count = 1};

    if (!sshd_message_read(frame->message, &message))
        return false;
    put_message(event, &message);
    *count = message.count;
    return true;
}

/* Since 9.8 and 9.9 a login is dealt with by programs of their own. */
static const char *const names[] = {"sshd", "sshd-session", "sshd-auth", NULL};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},   {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},      {FIELD_SSH_USER_INVALID, ORIGIN_DERIVED},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM}, {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_SOURCE_PORT, ORIGIN_DERIVED},     {FIELD_SSH_METHOD, ORIGIN_VERBATIM},
    {FIELD_SSH_KEY, ORIGIN_VERBATIM},        {FIELD_DESTINATION_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_IP, ORIGIN_VERBATIM}, {FIELD_DESTINATION_PORT, ORIGIN_DERIVED},
    {FIELD_FILE_PATH, ORIGIN_VERBATIM},
};

const struct program sshd_program = {
    .names = names,
    .kind = {"sshd",
             {{.product = "linux", .service = "sshd"}, {.product = "linux", .service = "auth"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};

static const struct program *const programs[] = {&sshd_program, NULL};

const struct decoder sshd_decoder = {
    .name = "sshd",
    .description = "OpenSSH's server in syslog; other programs' lines keep their frame",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
