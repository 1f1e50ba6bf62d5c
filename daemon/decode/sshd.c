#include "decode/sshd.h"

#include "base/address.h"
#include "decode/sshd_message.h"
#include "decode/syslog_frame.h"

/* Since 9.8 and 9.9 a login is dealt with by programs of their own. */
static bool is_sshd(struct text program)
{
    return text_equal(program, TEXT("sshd")) || text_equal(program, TEXT("sshd-session")) ||
           text_equal(program, TEXT("sshd-auth"));
}

static void put_said(struct event *event, enum field field, struct text text)
{
    if (text.length > 0)
        event_put_text(event, field, text);
}

static void put_peer(struct event *event, const struct sshd_message *message)
{
    struct address address = {0};
    uint64_t port = 0;

    put_said(event, FIELD_SOURCE_ADDRESS, message->peer.address);
    if (event_wants(event, FIELD_SOURCE_IP) && address_read(message->peer.address, &address))
        event_put_text(event, FIELD_SOURCE_IP, message->peer.address);
    if (event_wants(event, FIELD_SOURCE_PORT) && text_to_unsigned(message->peer.port, &port) &&
        port <= UINT16_MAX)
        event_put_integer(event, FIELD_SOURCE_PORT, (int64_t)port);
}

static void put_user(struct event *event, const struct sshd_message *message)
{
    const struct value yes = {.kind = VALUE_BOOLEAN, .integer = 1};

    if (message->has_user)
        event_put_text(event, FIELD_USER_NAME, message->user);
    if (message->invalid_user && event_wants(event, FIELD_SSH_USER_INVALID))
        event_put_value(event, field_name(FIELD_SSH_USER_INVALID), &yes);
}

static void put_message(struct event *event, const struct sshd_message *message)
{
    event_put_text(event, FIELD_EVENT_ACTION, message->action);
    event_put_text(event, FIELD_EVENT_CATEGORY, message->category);
    event_put_text(event, FIELD_EVENT_OUTCOME, message->outcome);
    put_said(event, FIELD_EVENT_REASON, message->reason);
    put_user(event, message);
    put_peer(event, message);
    put_said(event, FIELD_SSH_METHOD, message->method);
    put_said(event, FIELD_SSH_KEY, message->key);
}

bool sshd_decode(const struct decode_context *context, struct event *event)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};
    struct sshd_message message = {.count = 1};
    bool framed = syslog_frame_read(record->text, context->zone, record->modified, &frame);

    if (framed)
        syslog_frame_put(&frame, event);
    if (framed && is_sshd(frame.program) && sshd_message_read(frame.message, &message))
        put_message(event, &message);
    else
        message.count = 1;
    event_put_integer(event, FIELD_EVENT_COUNT, (int64_t)record->count * message.count);
    return framed;
}
