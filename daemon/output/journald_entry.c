#include "output/journald_entry.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

#include "output/printable.h"

#define CUT_MARK "..."

static bool has_control_byte(struct text value)
{
    for (size_t i = 0; i < value.length; i++) {
        unsigned char byte = (unsigned char)value.data[i];

        if (byte < ' ' || byte == 0x7F)
            return true;
    }
    return false;
}

/* The first longest bytes or a little fewer: no character of UTF-8 is cut through. */
static struct text cut(struct text value, size_t longest)
{
    size_t length = longest;

    while (length + 4 > longest && ((unsigned char)value.data[length] & 0xC0) == 0x80)
        length--;
    return text_until(value, length);
}

static void put_length(struct buffer *entry, uint64_t length)
{
    for (unsigned shift = 0; shift < 64; shift += 8)
        buffer_append_byte(entry, (char)(unsigned char)(length >> shift));
}

static void put_value(struct buffer *entry, struct text value, struct text mark)
{
    buffer_append_text(entry, value);
    buffer_append_text(entry, mark);
    buffer_append_byte(entry, '\n');
}

void journald_entry_put(struct buffer *entry, const char *name, struct text value)
{
    struct text mark = {0};

    if (value.length == 0)
        return;
    if (value.length > JOURNALD_VALUE_LONGEST) {
        mark = TEXT(CUT_MARK);
        value = cut(value, JOURNALD_VALUE_LONGEST - mark.length);
    }
    buffer_append_text(entry, text_of(name));
    if (has_control_byte(value)) {
        buffer_append_byte(entry, '\n');
        put_length(entry, value.length + mark.length);
    } else {
        buffer_append_byte(entry, '=');
    }
    put_value(entry, value, mark);
}

void journald_entry_put_number(struct buffer *entry, const char *name, int64_t value)
{
    char digits[24] = "";

    snprintf(digits, sizeof digits, "%" PRId64, value);
    journald_entry_put(entry, name, text_of(digits));
}

void journald_entry_put_message(struct buffer *entry, struct text message)
{
    struct buffer shown = {0};

    while (message.length > 0 && shown.length <= JOURNALD_VALUE_LONGEST)
        printable_take(&message, &shown);
    journald_entry_put(entry, "MESSAGE", buffer_text(&shown));
    buffer_finish(&shown);
}

void journald_entry_begin(struct buffer *entry, enum notice notice, enum notice_priority priority)
{
    const struct notice_kind *kind = notice_kind(notice);

    journald_entry_put(entry, "MESSAGE_ID", text_of(kind->id));
    journald_entry_put_number(entry, "PRIORITY", (int64_t)priority);
    journald_entry_put(entry, "SYSLOG_IDENTIFIER", TEXT("amberd"));
    journald_entry_put(entry, "AMBERD_EVENT", text_of(kind->name));
}
