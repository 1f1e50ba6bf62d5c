#include "decode/ctime_text.h"

enum { LENGTH = 24 };

static bool read_number(struct text text, size_t position, size_t length, int *number)
{
    uint64_t value = 0;

    if (text.data[position] == ' ') {
        position++;
        length--;
    }
    if (!text_to_unsigned(text_until(text_from(text, position), length), &value))
        return false;
    *number = (int)value;
    return true;
}

static bool read_month(struct text text, int *month)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    for (*month = 1; *month <= 12; ++*month) {
        struct text name = {names + (size_t)(*month - 1) * 3, 3};

        if (text_equal(text, name))
            return true;
    }
    return false;
}

/* What stands between the numbers: "Tue Nov  3 08:05:01 2026". */
static bool has_separators(struct text text)
{
    return text.data[3] == ' ' && text.data[7] == ' ' && text.data[10] == ' ' &&
           text.data[13] == ':' && text.data[16] == ':' && text.data[19] == ' ';
}

bool ctime_text_take(struct text *text, const struct zone *zone, timestamp *when)
{
    struct civil civil = {0};

    if (text->length < LENGTH || !has_separators(*text) ||
        !read_month(text_until(text_from(*text, 4), 3), &civil.month) ||
        !read_number(*text, 8, 2, &civil.day) || !read_number(*text, 11, 2, &civil.hour) ||
        !read_number(*text, 14, 2, &civil.minute) || !read_number(*text, 17, 2, &civil.second) ||
        !read_number(*text, 20, 4, &civil.year) || !civil_is_valid(&civil))
        return false;
    *when = zone_instant(zone, &civil);
    *text = text_from(*text, LENGTH);
    return true;
}
