#include "support/syslog_case.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "decode/decoder.h"

enum { ARENA_BLOCK = 4096 };

#define FRAME "Nov  3 08:05:01 gw "

static const struct {
    enum field field;
    const char *label;
} shown[] = {
    {FIELD_EVENT_REASON, "reason"},
    {FIELD_USER_NAME, "user"},
    {FIELD_USER_ID, "id"},
    {FIELD_USER_EFFECTIVE_NAME, "effective"},
    {FIELD_USER_TARGET_NAME, "target"},
    {FIELD_USER_TARGET_ID, "target-id"},
    {FIELD_GROUP_NAME, "group"},
    {FIELD_GROUP_ID, "group-id"},
    {FIELD_AUTH_SERVICE, "service"},
    {FIELD_AUTH_METHOD, "method"},
    {FIELD_SESSION_ID, "session"},
    {FIELD_PROCESS_COMMAND_LINE, "command"},
    {FIELD_PROCESS_WORKING_DIRECTORY, "folder"},
    {FIELD_TTY, "tty"},
    {FIELD_SOURCE_ADDRESS, "from"},
    {FIELD_SOURCE_IP, "ip"},
    {FIELD_EVENT_COUNT, "count"},
};

static struct event *decode(const struct decoder *decoder, struct arena *arena,
                            struct wanted_fields *wanted, struct record *record)
{
    const struct decode_context context = {0};
    struct event *event = event_create(arena, record, wanted, true);

    decoder_decode(decoder, &context, event);
    return event;
}

static void append(struct buffer *says, const char *label, struct text value)
{
    if (says->length > 0)
        buffer_append_byte(says, ' ');
    if (label)
        buffer_printf(says, "%s=", label);
    buffer_append_text(says, value);
}

static void show(const struct decoder *decoder, const struct event *event, struct buffer *says)
{
    append(says, NULL, text_of(decoder_kind(decoder, event->kind)->name));
    if (event_get(event, FIELD_EVENT_ACTION))
        append(says, NULL, event_text(event, FIELD_EVENT_ACTION));
    if (event_get(event, FIELD_EVENT_OUTCOME))
        append(says, NULL, event_text(event, FIELD_EVENT_OUTCOME));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        if (event_get(event, shown[i].field))
            append(says, shown[i].label, event_text(event, shown[i].field));
    }
}

static void check_cut(const struct decoder *decoder, struct text line, struct arena *arena,
                      struct wanted_fields *wanted)
{
    for (size_t length = strlen(FRAME); length < line.length; length++) {
        char *exact = malloc(length);
        struct record record = {.text = {exact, length}, .count = 1};

        memcpy(exact, line.data, length);
        decode(decoder, arena, wanted, &record);
        free(exact);
    }
}

void syslog_case_check(const char *name, const struct syslog_case *one)
{
    const struct decoder *decoder = decoder_find(text_of(name));
    struct arena *arena = arena_create(ARENA_BLOCK);
    struct wanted_fields *wanted = wanted_fields_create();
    struct record record = {
        .text = arena_printf(arena, FRAME "%s", one->line),
        .count = 1,
        .modified = 1793694901 * SECOND,
    };
    struct event *event = decode(decoder, arena, wanted, &record);
    struct buffer says = {0};

    show(decoder, event, &says);
    ck_assert_str_eq(buffer_string(&says), one->says);
    ck_assert(event->decoded);
    check_cut(decoder, record.text, arena, wanted);
    buffer_finish(&says);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
