#include "app/meter_book.h"

#include <stdio.h>
#include <string.h>

#include "support/suite.h"

START_TEST(totals_outlast_what_counts_them)
{
    struct meter_book *book = meter_book_create(1);

    meter_book_recount(book);
    meter_book_add(book, TEXT("a"), 0, 5);
    meter_book_add(book, TEXT("a"), 1, 7);
    meter_book_recount(book);
    ck_assert_uint_eq(meter_book_value(book, 0, 0), 0);
    meter_book_add(book, TEXT("a"), 0, 6);
    meter_book_raise(book, TEXT("a"), 1, 8);
    meter_book_raise(book, TEXT("a"), 1, 3);
    ck_assert_uint_eq(meter_book_value(book, 0, 0), 6);
    ck_assert_uint_eq(meter_book_value(book, 0, 1), 8);

    meter_book_keep(book);
    ck_assert_uint_eq(meter_book_value(book, 0, 0), 6);
    ck_assert_uint_eq(meter_book_value(book, 0, 1), 0);
    meter_book_recount(book);
    meter_book_add(book, TEXT("a"), 0, 1);
    ck_assert_uint_eq(meter_book_value(book, 0, 0), 7);
    meter_book_keep(book);
    meter_book_keep(book);
    ck_assert_uint_eq(meter_book_value(book, 0, 0), 7);
    ck_assert_uint_eq(meter_book_count(book), 1);
    meter_book_destroy(book);
}
END_TEST

START_TEST(names_are_bounded_and_no_total_moves)
{
    struct meter_book *book = meter_book_create(1);
    char name[METER_NAME_LONGEST * 2] = "";

    for (unsigned round = 0; round < 2; round++) {
        meter_book_recount(book);
        for (unsigned i = 0; i < METERS_MOST + 50; i++) {
            snprintf(name, sizeof name, "rule %u", i);
            meter_book_add(book, text_of(name), 0, 1);
        }
        ck_assert_uint_eq(meter_book_count(book), METERS_MOST + 1);
        ck_assert_uint_eq(meter_book_value(book, 0, 0), 1);
        ck_assert_uint_eq(meter_book_value(book, METERS_MOST, 0), 50);
    }
    ck_assert(text_equal(meter_book_name(book, METERS_MOST), TEXT(METERS_OTHER)));
    meter_book_destroy(book);

    book = meter_book_create(1);
    memset(name, 'x', sizeof name - 1);
    meter_book_add(book, text_of(name), 0, 1);
    name[sizeof name - 2] = 'y';
    meter_book_add(book, text_of(name), 0, 1);
    ck_assert_uint_eq(meter_book_count(book), 1);
    ck_assert_uint_eq(meter_book_name(book, 0).length, METER_NAME_LONGEST);
    ck_assert_uint_eq(meter_book_value(book, 0, 0), 2);
    meter_book_destroy(book);
}
END_TEST

SUITE_MAIN("meter_book", totals_outlast_what_counts_them, names_are_bounded_and_no_total_moves)
