/* Layouts and lines for the decoders of web, proxy and name servers, Zeek, Suricata and
 * Zscaler.  The first byte picks the decoder; of those with layouts, the layout stands
 * before the first byte 1. */
#include "support/fuzz_decoder.h"

static const char *const names[] = {
    "combined", "squid", "squid-combined", "nginx-error", "apache-error", "dnsmasq",
    "unbound",  "named", "zeek",           "suricata",    "zscaler",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct decoder *decoder = NULL;
    struct layout *layout = NULL;
    struct error err = {0};
    struct text source = {0};
    struct text line = {0};
    struct text rest = {0};

    if (size == 0)
        return 0;
    decoder = decoder_find(text_of(names[data[0] % (sizeof names / sizeof *names)]));
    line = (struct text){(const char *)data + 1, size - 1};
    if (decoder->layout_create && text_cut(line, TEXT("\x01"), &source, &rest)) {
        layout = decoder->layout_create(source, &err);
        line = rest;
    }
    fuzz_decode(decoder, layout, line);
    if (layout)
        decoder->layout_destroy(layout);
    return 0;
}
