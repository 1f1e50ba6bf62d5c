/* Any journal body as an alert, in every format that leaves the machine.  A
 * syslog message must stay one line within its bound, its data unbroken; the
 * other formats must be one line. */
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "output/feed_message.h"
#include "output/format_ecs.h"
#include "output/format_ocsf.h"
#include "output/json_line.h"
#include "output/syslog_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_be_one_line(const struct buffer *line)
{
    const char *end = memchr(line->data, '\n', line->length);

    if (end != line->data + line->length - 1)
        __builtin_trap();
}

/* Walks over [id name="value" ...] as RFC 5424 defines it, and wants a blank. */
static void must_hold_data(struct text rest)
{
    bool quoted = false;

    while (rest.length > 0 && (quoted || rest.data[0] != ']')) {
        if (quoted && rest.data[0] == '\\')
            rest = text_from(rest, 1);
        else if (rest.data[0] == '"')
            quoted = !quoted;
        else if (quoted && rest.data[0] == ']')
            __builtin_trap();
        rest = text_from(rest, 1);
    }
    if (!text_starts_with(rest, TEXT("] ")))
        __builtin_trap();
}

static void try_syslog(const struct alert_facts *facts)
{
    struct syslog_header header = {16, "host", 1, 0};
    struct buffer line = {0};
    size_t start = 0;

    syslog_message_write(&line, &header, facts, 1);
    if (line.length > SYSLOG_MESSAGE_LARGEST || !text_find(buffer_text(&line), TEXT("["), &start))
        __builtin_trap();
    for (size_t i = 0; i < line.length; i++) {
        if ((unsigned char)line.data[i] < 0x20)
            __builtin_trap();
    }
    must_hold_data(text_from(buffer_text(&line), start));
    buffer_finish(&line);
}

static void try_record(struct text body)
{
    struct journal_record record = {.number = 1, .body = body};
    struct buffer line = {0};

    feed_message_record(&line, (struct identifier){{1}}, &record);
    must_be_one_line(&line);
    buffer_finish(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = mem_alloc(size);
    json_t *body = NULL;
    struct format_alert alert = {.number = 1, .cursor = "c", .version = "v"};

    if (size > 0)
        memcpy(copy, data, size);
    try_record((struct text){copy, size});
    body = json_line_parse((struct text){copy, size});
    if (alert_facts_read(&alert.facts, body)) {
        struct buffer line = {0};

        try_syslog(&alert.facts);
        format_ocsf_write(&line, &alert);
        must_be_one_line(&line);
        buffer_clear(&line);
        format_ecs_write(&line, &alert);
        must_be_one_line(&line);
        buffer_finish(&line);
    }
    json_decref(body);
    mem_free(copy);
    return 0;
}
