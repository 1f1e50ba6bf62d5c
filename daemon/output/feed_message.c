#include "output/feed_message.h"

#include <inttypes.h>

#include <jansson.h>

#include "output/feed_cursor.h"
#include "output/json_line.h"

static void set_cursor(json_t *object, const char *key, struct identifier instance, uint64_t number)
{
    char text[FEED_CURSOR_TEXT_SIZE] = {0};

    json_object_set_new(object, key, json_string(feed_cursor_write(instance, number, text)));
}

void feed_message_hello(struct buffer *buffer, const char *version, struct identifier instance,
                        struct journal_range range)
{
    char text[IDENTIFIER_TEXT_SIZE] = {0};
    json_t *hello =
        json_pack("{s:s, s:i, s:s, s:s, s:s}", "type", "hello", "proto", FEED_PROTOCOL, "server",
                  "amberd", "version", version, "instance", identifier_write(instance, text));

    set_cursor(hello, "oldest", instance, range.oldest);
    set_cursor(hello, "newest", instance, range.newest);
    json_line_append(buffer, hello);
}

void feed_message_subscribed(struct buffer *buffer, struct identifier instance, const char *name,
                             const char *format, uint64_t through)
{
    json_t *subscribed = json_pack("{s:s}", "type", "subscribed");

    json_line_set_string(subscribed, "name", name);
    json_line_set_string(subscribed, "format", format);
    set_cursor(subscribed, "through", instance, through);
    json_line_append(buffer, subscribed);
}

void feed_message_heartbeat(struct buffer *buffer, struct identifier instance,
                            const struct feed_pulse *pulse)
{
    char text[TIMESTAMP_TEXT_SIZE] = {0};
    json_t *heartbeat =
        json_pack("{s:s, s:s}", "type", "heartbeat", "time", timestamp_write(pulse->time, text));

    set_cursor(heartbeat, "newest", instance, pulse->newest);
    set_cursor(heartbeat, "through", instance, pulse->through);
    json_object_set_new(heartbeat, "lag", json_integer((json_int_t)pulse->lag));
    json_line_append(buffer, heartbeat);
}

void feed_message_gap(struct buffer *buffer, struct identifier instance, uint64_t lost_from,
                      uint64_t lost_to)
{
    json_t *gap = json_pack("{s:s, s:I, s:I}", "type", "gap", "lost_from", (json_int_t)lost_from,
                            "lost_to", (json_int_t)lost_to);

    set_cursor(gap, "cursor", instance, lost_to);
    json_line_set_string(gap, "message", "these records are no longer kept");
    json_line_append(buffer, gap);
}

void feed_message_error(struct buffer *buffer, const char *code, const char *message)
{
    json_t *error = json_pack("{s:s, s:s}", "type", "error", "code", code);

    json_line_set_string(error, "message", message);
    json_line_append(buffer, error);
}

/* The bytes up to the members of the record's own body. */
static void append_head(struct buffer *buffer, struct identifier instance,
                        const struct journal_record *record)
{
    char cursor[FEED_CURSOR_TEXT_SIZE] = {0};
    bool is_empty = record->body.length == 2;

    buffer_printf(buffer, "{\"seq\":%" PRIu64 ",\"cursor\":\"%s\"%s", record->number,
                  feed_cursor_write(instance, record->number, cursor), is_empty ? "" : ",");
}

bool feed_message_must_withhold(const struct journal_record *record)
{
    struct buffer head = {0};
    size_t length = 0;

    if (!feed_message_is_sound(record->body))
        return true;
    append_head(&head, (struct identifier){0}, record);
    length = head.length + record->body.length; /* the { goes, the newline comes */
    buffer_finish(&head);
    return length > FEED_MESSAGE_LARGEST;
}

void feed_message_record(struct buffer *buffer, struct identifier instance,
                         const struct journal_record *record)
{
    size_t start = buffer->length;

    if (!feed_message_is_sound(record->body)) {
        feed_message_withheld(buffer, instance, record,
                              "this record is damaged; run amberctl verify");
        return;
    }
    append_head(buffer, instance, record);
    buffer_append_text(buffer, text_from(record->body, 1));
    buffer_append_byte(buffer, '\n');
    if (buffer->length - start > FEED_MESSAGE_LARGEST) {
        buffer->length = start;
        feed_message_withheld(buffer, instance, record, "this record is too long for the feed");
    }
}

void feed_message_withheld(struct buffer *buffer, struct identifier instance,
                           const struct journal_record *record, const char *reason)
{
    char id[IDENTIFIER_TEXT_SIZE] = {0};
    json_t *withheld = json_pack("{s:I}", "seq", (json_int_t)record->number);

    set_cursor(withheld, "cursor", instance, record->number);
    json_line_set_string(withheld, "type", "withheld");
    if (!identifier_is_none(record->alert))
        json_line_set_string(withheld, "id", identifier_write(record->alert, id));
    json_line_set_string(withheld, "message", reason);
    json_line_append(buffer, withheld);
}

bool feed_message_is_sound(struct text body)
{
    if (!text_starts_with(body, TEXT("{")) || !text_ends_with(body, TEXT("}")) || body.length < 2)
        return false;
    for (size_t i = 0; i < body.length; i++) {
        if ((unsigned char)body.data[i] < 0x20)
            return false;
    }
    return true;
}
