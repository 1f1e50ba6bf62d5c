#include "notifier/case_book.h"

#include <stdio.h>
#include <string.h>

#include "support/suite.h"

#define ID "00112233445566778899aabbccddeeff"

static struct alert_case *add(struct case_book *book, const char *id)
{
    bool forgotten = false;

    return case_book_add(book, id, &forgotten);
}

START_TEST(what_is_owed_comes_back_and_what_was_on_its_way_is_owed)
{
    static const enum case_standing kept[] = {
        [CASE_NOT_TOLD] = CASE_NOT_TOLD, [CASE_TOLD] = CASE_TOLD,       [CASE_HELD] = CASE_HELD,
        [CASE_SUMMED] = CASE_SUMMED,     [CASE_QUEUED] = CASE_NOT_TOLD, [CASE_SUMMING] = CASE_HELD,
    };

    for (unsigned standing = CASE_NOT_TOLD; standing <= CASE_SUMMING; standing++) {
        struct case_book *book = case_book_create();
        struct case_book *again = case_book_create();
        struct alert_case *one = add(book, ID);
        struct buffer lines = {0};
        enum case_watch watch = WATCH_THERE;

        one->seen = 9;
        one->done = 7;
        one->is_red = true;
        one->standing[CONTACT_SECOND] = (enum case_standing)standing;
        one->escalate_at = 1234567890123456;
        buffer_append_text(&one->record, TEXT("{\"id\":\"" ID "\",\"a\":[{\"b\":\"}\"}]}"));
        buffer_append_text(&one->title, TEXT("a \"title\"\n"));
        case_book_write(book, WATCH_TOLD, &lines);
        ck_assert(case_book_read(again, buffer_text(&lines), &watch));
        ck_assert_int_eq(watch, WATCH_TOLD);
        one = case_book_find(again, ID);
        ck_assert_ptr_nonnull(one);
        ck_assert_uint_eq(one->seen, 7);
        ck_assert_uint_eq(one->done, 7);
        ck_assert(one->is_red);
        ck_assert_int_eq(one->standing[CONTACT_FIRST], CASE_NOT_TOLD);
        ck_assert_int_eq(one->standing[CONTACT_SECOND], kept[standing]);
        ck_assert_int_eq(one->escalate_at, 1234567890123456);
        ck_assert_str_eq(buffer_string(&one->record), "{\"id\":\"" ID "\",\"a\":[{\"b\":\"}\"}]}");
        ck_assert_str_eq(buffer_string(&one->title), "a \"title\"\n");
        buffer_finish(&lines);
        case_book_destroy(book);
        case_book_destroy(again);
    }
}
END_TEST

START_TEST(a_damaged_file_gives_what_can_be_read)
{
    static const char good[] = "{\"id\":\"" ID "\",\"done\":1,\"red\":1,\"standing\":[1,0]}\n";
    static const char *const bad[] = {
        "{\"id\":\"0011\",\"done\":1}\n",
        "{\"id\":\"" ID "\",\"done\":-1}\n",
        "\n",
        "[]\n",
        "{\"id\":\"" ID "\",\"done\":1,\"standing\":[1,0",
        "{\"watch\":9}\n",
        "{\"id\":\"" ID "\",\"done\":2}\n", /* twice */
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct case_book *book = case_book_create();
        struct buffer lines = {0};
        enum case_watch watch = WATCH_THERE;

        buffer_printf(&lines, "{\"watch\":2}\n%s%s", good, bad[i]);
        ck_assert_msg(!case_book_read(book, buffer_text(&lines), &watch), "%s", bad[i]);
        ck_assert_int_eq(watch, WATCH_TOLD);
        ck_assert_ptr_nonnull(case_book_find(book, ID));
        ck_assert_uint_eq(case_book_find(book, ID)->done, 1);
        buffer_finish(&lines);
        case_book_destroy(book);
    }
}
END_TEST

START_TEST(the_oldest_is_forgotten_when_it_is_full)
{
    struct case_book *book = case_book_create();
    char id[IDENTIFIER_TEXT_SIZE] = "";
    bool forgotten = false;
    size_t position = 0;
    size_t count = 0;

    for (unsigned i = 0; i < CASES_MOST; i++) {
        snprintf(id, sizeof id, "%032x", i);
        case_book_add(book, id, &forgotten)->seen = i == 77 ? 1 : i + 10;
        ck_assert(!forgotten);
    }
    case_book_add(book, ID, &forgotten);
    ck_assert(forgotten);
    snprintf(id, sizeof id, "%032x", 77);
    ck_assert_ptr_null(case_book_find(book, id));
    while (case_book_next(book, &position))
        count++;
    ck_assert_uint_eq(count, CASES_MOST);
    case_book_destroy(book);
}
END_TEST

SUITE_MAIN("case_book", what_is_owed_comes_back_and_what_was_on_its_way_is_owed,
           a_damaged_file_gives_what_can_be_read, the_oldest_is_forgotten_when_it_is_full)
