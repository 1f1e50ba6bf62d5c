/* Values of an entry for systemd's journal, parted by 0xFF: read as journald reads them,
 * they are the fields that were put, and no others. */
#include <stdlib.h>

#include "output/journald_entry.h"
#include "support/native_entry.h"

enum { MOST_VALUES = NATIVE_FIELDS_MOST - 5 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool condition)
{
    if (!condition)
        abort();
}

static void expect_value(struct text got, struct text put)
{
    if (put.length <= JOURNALD_VALUE_LONGEST)
        expect(text_equal(got, put));
    else
        expect(got.length <= JOURNALD_VALUE_LONGEST && text_ends_with(got, TEXT("...")) &&
               text_starts_with(put, text_until(got, got.length - 3)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text rest = {(const char *)data, size};
    struct text values[MOST_VALUES];
    struct native_entry read = {0};
    struct buffer entry = {0};
    size_t count = 0;

    journald_entry_begin(&entry, NOTICE_LOG_GAP, PRIORITY_ERROR);
    journald_entry_put_message(&entry, rest);
    while (rest.length > 0 && count < MOST_VALUES) {
        text_cut(rest, TEXT("\xFF"), &values[count], &rest);
        if (values[count].length > 0)
            journald_entry_put(&entry, "AMBERD_FILE", values[count++]);
    }

    expect(native_entry_read(&read, buffer_text(&entry)));
    expect(native_entry_count(&read, "MESSAGE") == (size > 0));
    expect(native_entry_count(&read, "AMBERD_FILE") == count);
    expect(read.count == 4 + (size > 0) + count);
    for (size_t i = 0; i < count; i++)
        expect_value(read.fields[4 + (size > 0) + i].value, values[i]);
    buffer_finish(&entry);
    return 0;
}
