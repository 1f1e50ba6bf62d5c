#include "decode/ctime_text.h"

#include "support/suite.h"

START_TEST(times_are_taken)
{
    static const struct {
        const char *text;
        timestamp when; /* TIMESTAMP_NONE: it is none */
    } texts[] = {
        {"Tue Nov  3 08:05:01 2026", 1793693101 * SECOND},
        {"Mon Nov  3 08:05:01 2026 x", 1793693101 * SECOND},
        {"Tue Nov 03 08:05:01 2026", 1793693101 * SECOND},
        {"Thu Feb 29 00:00:00 2024", 1709164800 * SECOND},
        {"Wed Feb 29 00:00:00 2023", TIMESTAMP_NONE},
        {"Tue Nov 31 08:05:01 2026", TIMESTAMP_NONE},
        {"Tue Nov  3 24:05:01 2026", TIMESTAMP_NONE},
        {"Tue nov  3 08:05:01 2026", TIMESTAMP_NONE},
        {"Tue Nov  x 08:05:01 2026", TIMESTAMP_NONE},
        {"Tue Nov  3 08-05:01 2026", TIMESTAMP_NONE},
        {"Tue Nov  3 08:05:01 0000", TIMESTAMP_NONE},
        {"Tue Nov  3 08:05:01 202", TIMESTAMP_NONE},
        {"", TIMESTAMP_NONE},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text text = text_of(texts[i].text);
        timestamp when = TIMESTAMP_NONE;
        bool is_taken = ctime_text_take(&text, NULL, &when);

        ck_assert_msg(is_taken == (texts[i].when != TIMESTAMP_NONE), "%s", texts[i].text);
        ck_assert_msg(when == texts[i].when, "%s", texts[i].text);
        ck_assert_uint_eq(text.length, text_of(texts[i].text).length - (is_taken ? 24 : 0));
    }
}
END_TEST

SUITE_MAIN("ctime_text", times_are_taken)
