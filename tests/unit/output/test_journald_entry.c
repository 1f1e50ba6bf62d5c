#include "output/journald_entry.h"

#include <string.h>

#include "support/native_entry.h"
#include "support/suite.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static char many[3000];

START_TEST(values_come_back_as_they_were)
{
    static const struct text values[] = {
        {"sshd", 4},
        {"a=b=c", 5},
        {"=", 1},
        {"/var/log/x\nMESSAGE=forged\nPRIORITY=0", 37},
        {"\n", 1},
        {"\n\n\n", 3},
        {"a\0b", 3},
        {"\x7F", 1},
        {"\x1B[31m", 5},
        {"\xFF\xFE", 2},
        {"z\xC3\xBCrich", 7},
    };

    for (size_t i = 0; i < COUNT(values); i++) {
        struct buffer bytes = {0};
        struct native_entry entry = {0};

        journald_entry_put(&bytes, "AMBERD_FILE", values[i]);
        journald_entry_put(&bytes, "AMBERD_SOURCE", TEXT("behind"));
        ck_assert_msg(native_entry_read(&entry, buffer_text(&bytes)), "value %zu", i);
        ck_assert_uint_eq(entry.count, 2);
        ck_assert_msg(text_equal(native_entry_get(&entry, "AMBERD_FILE"), values[i]), "value %zu",
                      i);
        ck_assert(text_equal(native_entry_get(&entry, "AMBERD_SOURCE"), TEXT("behind")));
        buffer_finish(&bytes);
    }
}
END_TEST

START_TEST(the_bytes_are_those_of_the_protocol)
{
    static const char wanted[] = "AMBERD_SITE=MNL1\n"
                                 "AMBERD_FILE\n\x03\0\0\0\0\0\0\0a\nb\n"
                                 "AMBERD_LINE=-7\n";
    struct buffer bytes = {0};

    journald_entry_put(&bytes, "AMBERD_SITE", TEXT("MNL1"));
    journald_entry_put(&bytes, "AMBERD_FILE", TEXT("a\nb"));
    journald_entry_put_number(&bytes, "AMBERD_LINE", -7);
    ck_assert_uint_eq(bytes.length, sizeof wanted - 1);
    ck_assert_mem_eq(bytes.data, wanted, sizeof wanted - 1);
    buffer_finish(&bytes);
}
END_TEST

START_TEST(what_is_empty_is_left_out)
{
    struct buffer bytes = {0};

    journald_entry_put(&bytes, "AMBERD_SITE", TEXT(""));
    journald_entry_put(&bytes, "AMBERD_SITE", text_of(NULL));
    journald_entry_put_message(&bytes, TEXT(""));
    ck_assert_uint_eq(bytes.length, 0);
    buffer_finish(&bytes);
}
END_TEST

START_TEST(long_values_are_cut_with_a_mark)
{
    struct buffer bytes = {0};
    struct native_entry entry = {0};
    struct text got = {0};

    memset(many, 'x', sizeof many);
    journald_entry_put(&bytes, "EXACT", (struct text){many, JOURNALD_VALUE_LONGEST});
    journald_entry_put(&bytes, "OVER", (struct text){many, JOURNALD_VALUE_LONGEST + 1});
    many[5] = '\n';
    journald_entry_put(&bytes, "BINARY", (struct text){many, sizeof many});
    memcpy(many + JOURNALD_VALUE_LONGEST - 4, "\xC3\xBC", 2); /* across the cut */
    journald_entry_put(&bytes, "UMLAUT", (struct text){many + 6, sizeof many - 6});
    ck_assert(native_entry_read(&entry, buffer_text(&bytes)));
    ck_assert_uint_eq(native_entry_get(&entry, "EXACT").length, JOURNALD_VALUE_LONGEST);
    ck_assert(!text_ends_with(native_entry_get(&entry, "EXACT"), TEXT("...")));
    got = native_entry_get(&entry, "OVER");
    ck_assert_uint_eq(got.length, JOURNALD_VALUE_LONGEST);
    ck_assert(text_ends_with(got, TEXT("x...")));
    got = native_entry_get(&entry, "BINARY");
    ck_assert_uint_eq(got.length, JOURNALD_VALUE_LONGEST);
    ck_assert(text_ends_with(got, TEXT("x...")));
    buffer_finish(&bytes);
}
END_TEST

START_TEST(no_character_is_cut_through)
{
    struct buffer bytes = {0};
    struct native_entry entry = {0};

    for (size_t i = 0; i + 2 < sizeof many; i += 3)
        memcpy(many + i, "\xE2\x82\xAC", 3);
    for (size_t start = 0; start < 3; start++) {
        struct text got = {0};

        memcpy(many, "abc", start);
        buffer_clear(&bytes);
        journald_entry_put(&bytes, "EURO", (struct text){many + 3 - start, sizeof many - 3});
        ck_assert(native_entry_read(&entry, buffer_text(&bytes)));
        got = native_entry_get(&entry, "EURO");
        ck_assert_msg(text_ends_with(got, TEXT("\xE2\x82\xAC...")), "start %zu", start);
        ck_assert_uint_gt(got.length, JOURNALD_VALUE_LONGEST - 3);
    }
    buffer_finish(&bytes);
}
END_TEST

START_TEST(a_message_is_for_people)
{
    struct buffer bytes = {0};
    struct native_entry entry = {0};

    journald_entry_put_message(&bytes, TEXT("a\nMESSAGE=b\x1B[0m \xE2\x80\xAE \xC3\xBC \xFF"));
    ck_assert(native_entry_read(&entry, buffer_text(&bytes)));
    ck_assert_uint_eq(entry.count, 1);
    ck_assert(
        text_equal(native_entry_get(&entry, "MESSAGE"), TEXT("a?MESSAGE=b?[0m ??? \xC3\xBC ?")));
    buffer_finish(&bytes);
}
END_TEST

START_TEST(every_entry_says_what_it_is)
{
    struct buffer bytes = {0};
    struct native_entry entry = {0};

    journald_entry_begin(&bytes, NOTICE_RELOAD_REFUSED, PRIORITY_ERROR);
    ck_assert(native_entry_read(&entry, buffer_text(&bytes)));
    ck_assert(text_equal(native_entry_get(&entry, "MESSAGE_ID"),
                         TEXT("e93ab809df7549e3a17cdd7b1ac99d4a")));
    ck_assert(text_equal(native_entry_get(&entry, "PRIORITY"), TEXT("3")));
    ck_assert(text_equal(native_entry_get(&entry, "SYSLOG_IDENTIFIER"), TEXT("amberd")));
    ck_assert(text_equal(native_entry_get(&entry, "AMBERD_EVENT"), TEXT("reload-refused")));
    buffer_finish(&bytes);
}
END_TEST

SUITE_MAIN("journald_entry", values_come_back_as_they_were, the_bytes_are_those_of_the_protocol,
           what_is_empty_is_left_out, long_values_are_cut_with_a_mark, no_character_is_cut_through,
           a_message_is_for_people, every_entry_says_what_it_is)
