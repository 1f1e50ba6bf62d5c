#include "decode/layout_book.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "support/suite.h"

struct layout {
    char *source;
};

static int alive;
static int made;

static struct layout *make(struct text source, struct error *err)
{
    struct layout *layout = NULL;

    made++;
    if (text_starts_with(source, TEXT("bad"))) {
        error_set(err, "no columns");
        return NULL;
    }
    layout = mem_zero(sizeof *layout);
    layout->source = mem_copy_text(source);
    alive++;
    return layout;
}

static void destroy(struct layout *layout)
{
    alive--;
    mem_free(layout->source);
    mem_free(layout);
}

static const struct decoder plain = {.name = "plain", .shape = SHAPE_LINE};
static const struct decoder headed = {
    .name = "headed",
    .shape = SHAPE_HEADED_FIRST,
    .layout_create = make,
    .layout_destroy = destroy,
};
static const struct decoder usual = {
    .name = "usual",
    .shape = SHAPE_HEADED_HASH,
    .layout_create = make,
    .layout_destroy = destroy,
    .layout_usual = "usual",
};

static struct layout_book *create(const struct decoder *decoder, const char *told)
{
    struct error err = {0};
    struct layout_book *book = layout_book_create(decoder, text_of(told), &err);

    ck_assert_msg(book, "%s", err.text);
    made = 0;
    return book;
}

static void check(struct layout_book *book, const char *header, const char *source)
{
    const struct layout *layout = layout_book_find(book, text_of(header));

    ck_assert_int_eq(layout != NULL, source != NULL);
    if (layout)
        ck_assert_str_eq(layout->source, source);
}

START_TEST(the_nearest_word_holds)
{
    struct layout_book *book = create(&usual, "");

    check(book, "", "usual");
    check(book, "a", "a");
    layout_book_destroy(book);
    book = create(&usual, "told");
    check(book, "", "told");
    check(book, "a", "a");
    layout_book_destroy(book);
    book = create(&headed, "");
    check(book, "", NULL);
    check(book, "a", "a");
    layout_book_destroy(book);
    book = create(&plain, "");
    check(book, "", NULL);
    check(book, "a", NULL);
    layout_book_destroy(book);
    ck_assert_int_eq(alive, 0);
}
END_TEST

START_TEST(what_makes_no_sense_is_refused)
{
    struct error err = {0};

    ck_assert_ptr_null(layout_book_create(&usual, TEXT("bad"), &err));
    ck_assert_str_eq(err.text, "no columns");
    ck_assert_ptr_null(layout_book_create(&plain, TEXT("any"), &err));
    ck_assert_ptr_nonnull(strstr(err.text, "plain"));
    ck_assert_int_eq(alive, 0);
}
END_TEST

START_TEST(a_header_is_read_once)
{
    struct layout_book *book = create(&headed, "");

    for (int i = 0; i < 3; i++) {
        check(book, "a", "a");
        check(book, "bad", NULL);
        check(book, "b", "b");
    }
    ck_assert_int_eq(made, 3);
    layout_book_destroy(book);
    ck_assert_int_eq(alive, 0);
}
END_TEST

START_TEST(headers_are_bounded)
{
    struct layout_book *book = create(&headed, "");
    char header[16];

    for (int i = 0; i < 3 * LAYOUTS_MOST; i++) {
        snprintf(header, sizeof header, "h%d", i);
        check(book, header, header);
        check(book, "h0", "h0"); /* used all the time: stays */
    }
    ck_assert_int_eq(made, 3 * LAYOUTS_MOST);
    ck_assert_int_eq(alive, LAYOUTS_MOST);
    check(book, "h1", "h1");
    ck_assert_int_eq(made, 3 * LAYOUTS_MOST + 1);
    layout_book_destroy(book);
    ck_assert_int_eq(alive, 0);
}
END_TEST

START_TEST(settings_stand_for_the_first_line)
{
    struct layout_book *book = create(&headed, "");

    ck_assert_int_eq(layout_book_shape(book), SHAPE_HEADED_FIRST);
    layout_book_destroy(book);
    book = create(&headed, "told");
    ck_assert_int_eq(layout_book_shape(book), SHAPE_LINE);
    layout_book_destroy(book);
    book = create(&usual, "told");
    ck_assert_int_eq(layout_book_shape(book), SHAPE_HEADED_HASH);
    layout_book_destroy(book);
    layout_book_destroy(NULL);
}
END_TEST

SUITE_MAIN("layout_book", the_nearest_word_holds, what_makes_no_sense_is_refused,
           a_header_is_read_once, headers_are_bounded, settings_stand_for_the_first_line)
