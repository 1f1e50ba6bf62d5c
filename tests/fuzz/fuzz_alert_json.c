/*
 * Stored alerts are input: whatever unpacks must pack again to the same, and
 * come out as one short printable line.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/unicode.h"
#include "model/alert_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_body(const struct alert *alert)
{
    struct buffer body = {0};

    alert_json_write(&body, alert, CHANGE_UPDATED, TIMESTAMP_NONE);
    if (body.length >= ALERT_JSON_MOST)
        abort();
    for (struct text rest = buffer_text(&body); rest.length > 0;) {
        size_t length = unicode_printable_length(rest);

        if (length == 0)
            abort();
        rest = text_from(rest, length);
    }
    buffer_finish(&body);
}

static void check_packing(const struct alert *alert)
{
    struct buffer once = {0};
    struct buffer twice = {0};
    struct error err = {0};
    struct alert *back = NULL;

    alert_json_pack(&once, alert);
    back = alert_json_unpack(buffer_text(&once), &err);
    if (!back && once.length <= ALERT_PACKED_MOST)
        abort();
    if (back) {
        alert_json_pack(&twice, back);
        if (!text_equal(buffer_text(&once), buffer_text(&twice)))
            abort();
    }
    alert_destroy(back);
    buffer_finish(&once);
    buffer_finish(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = mem_alloc(size);
    struct error err = {0};
    struct alert *alert = NULL;

    if (size > 0)
        memcpy(copy, data, size);
    alert = alert_json_unpack((struct text){copy, size}, &err);
    if (alert) {
        check_body(alert);
        check_packing(alert);
    } else if (err.text[0] == '\0') {
        abort();
    }
    alert_destroy(alert);
    mem_free(copy);
    return 0;
}
