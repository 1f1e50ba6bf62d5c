#include "base/byte_size.h"

#include "support/suite.h"

START_TEST(a_size_is_read_and_written_back)
{
    static const struct {
        const char *text;
        uint64_t size;
    } rows[] = {
        {"0B", 0},
        {"1B", 1},
        {"1023B", 1023},
        {"1KiB", 1024},
        {"1025KiB", 1025 << 10},
        {"64MiB", 64 << 20},
        {"3GiB", UINT64_C(3) << 30},
        {"16777215TiB", UINT64_C(16777215) << 40},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[BYTE_SIZE_TEXT_SIZE] = "";
        uint64_t size = 7;

        ck_assert_msg(byte_size_read(text_of(rows[i].text), &size), "%s", rows[i].text);
        ck_assert_uint_eq(size, rows[i].size);
        ck_assert_str_eq(byte_size_write(size, text), rows[i].text);
    }
}
END_TEST

START_TEST(what_is_no_size_is_refused)
{
    static const char *const rows[] = {
        "",
        "B",
        "MiB",
        "1",
        "64",
        "010MiB",
        "64 MiB",
        "-1B",
        "1.5GiB",
        "64M",
        "64mib",
        "16777216TiB",
        "99999999999999999999B",
    };
    uint64_t size = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(!byte_size_read(text_of(rows[i]), &size), "%s", rows[i]);
    ck_assert(byte_size_read(TEXT("0"), &size));
}
END_TEST

SUITE_MAIN("byte_size", a_size_is_read_and_written_back, what_is_no_size_is_refused)
