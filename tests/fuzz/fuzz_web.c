/* Layouts and lines for the decoders of web, proxy and name servers, Zeek, Suricata and
 * Zscaler.  The first byte picks the decoder; of those with layouts, the layout stands
 * before the first byte 1.  What a decoder puts into an event lies in the line or the
 * arena. */
#include <stdlib.h>
#include <string.h>

#include "decode/decoder.h"

static const char *const names[] = {
    "combined", "squid", "squid-combined", "nginx-error", "apache-error", "dnsmasq",
    "unbound",  "named", "zeek",           "suricata",    "zscaler",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void decode(const struct decoder *decoder, const struct layout *layout, struct text line)
{
    const struct record record = {
        .text = line,
        .count = 1,
        .path = "dns.log",
        .modified = 1793693101 * SECOND,
    };
    const struct decode_context context = {.layout = layout};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);

    decoder_decode(decoder, &context, event);
    for (size_t i = 0; i < event->field_count; i++)
        text_hash(value_text(arena, event->fields[i].value)); /* reads every byte */
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct decoder *decoder = NULL;
    struct layout *layout = NULL;
    struct error err = {0};
    struct text source = {0};
    struct text line = {0};
    char *exact = NULL;

    if (size == 0)
        return 0;
    decoder = decoder_find(text_of(names[data[0] % (sizeof names / sizeof *names)]));
    text_cut((struct text){(const char *)data + 1, size - 1}, TEXT("\x01"), &source, &line);
    if (decoder->layout_create && line.data)
        layout = decoder->layout_create(source, &err);
    if (!line.data || !decoder->layout_create)
        line = (struct text){(const char *)data + 1, size - 1};
    exact = malloc(line.length ? line.length : 1);
    if (line.length > 0)
        memcpy(exact, line.data, line.length);
    decode(decoder, layout, (struct text){exact, line.length});
    if (layout)
        decoder->layout_destroy(layout);
    free(exact);
    return 0;
}
