#include "sigma/time_part.h"

#include "support/suite.h"

static void expect(const char *text, enum time_part part, int64_t value)
{
    int64_t got = -1;

    ck_assert_msg(time_part_read(text_of(text), part, &got), "%s", text);
    ck_assert_msg(got == value, "%s: %d", text, (int)got);
}

START_TEST(weeks_at_the_turn_of_years)
{
    static const struct {
        const char *date;
        int64_t week;
    } weeks[] = {
        {"2004-12-31", 53}, {"2005-01-01", 53}, {"2005-01-02", 53}, {"2005-01-03", 1},
        {"2007-12-31", 1},  {"2008-01-01", 1},  {"2008-12-28", 52}, {"2008-12-29", 1},
        {"2010-01-03", 53}, {"2010-01-04", 1},  {"2015-12-31", 53}, {"2017-01-01", 52},
        {"2020-12-31", 53}, {"2021-01-03", 53}, {"2021-01-04", 1},  {"2024-12-30", 1},
        {"1970-01-01", 1},  {"1969-12-31", 1},  {"2000-02-29", 9},  {"2026-11-23", 48},
    };

    for (size_t i = 0; i < sizeof weeks / sizeof *weeks; i++)
        expect(weeks[i].date, TIME_WEEK, weeks[i].week);
}
END_TEST

START_TEST(the_reading_is_the_one_written)
{
    expect("2026-12-31T23:59:59-05:00", TIME_YEAR, 2026);
    expect("2026-12-31T23:59:59-05:00", TIME_HOUR, 23);
    expect("2027-01-01T00:30:00+0530", TIME_MINUTE, 30);
    expect("2027-01-01T00:30:00+0530", TIME_DAY, 1);
    expect("2027-01-01 00:30:00", TIME_MONTH, 1);
    expect("2027-01-01t00:30:00.123456789z", TIME_HOUR, 0);
    expect("1798761600", TIME_MONTH, 1);
    expect("1798761599.999", TIME_MONTH, 12);
    expect("1798761599999", TIME_MINUTE, 59);
    expect("1798761599999999", TIME_HOUR, 23);
    expect("1798761599999999999", TIME_YEAR, 2026);
}
END_TEST

START_TEST(what_is_no_time)
{
    static const char *const texts[] = {
        "",
        "x",
        "2026-13-01",
        "2026-02-30",
        "2026-11-03T08:05:01x",
        "2026-11-03T",
        "2026-11-03 x",
        "2026-11-03T25:00:00Z",
        "179876160",
        "17987615999999",
        "-1798761600",
        "2026-11-3",
    };
    int64_t value = 0;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(!time_part_read(text_of(texts[i]), TIME_DAY, &value), "%s", texts[i]);
    ck_assert(!time_part_read(TEXT("2026-11-03"), TIME_HOUR, &value));
    ck_assert(!time_part_read(TEXT("2026-11-03"), TIME_MINUTE, &value));
    ck_assert(!time_part_read(TEXT("2026-11-03"), TIME_WHOLE, &value));
}
END_TEST

SUITE_MAIN("time_part", weeks_at_the_turn_of_years, the_reading_is_the_one_written, what_is_no_time)
