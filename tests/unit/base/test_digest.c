#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

START_TEST(is_sha_256_of_lengths_and_texts)
{
    char hex[DIGEST_TEXT_SIZE] = "";
    const struct text abc = TEXT("abc");
    struct digest digest = digest_of(NULL, 0);

    ck_assert_str_eq(hex_write(digest.bytes, DIGEST_SIZE, hex),
                     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    /* printf '\3\\0\\0\\0\\0\\0\\0\\0abc' | sha256sum */
    digest = digest_of(&abc, 1);
    ck_assert_str_eq(hex_write(digest.bytes, DIGEST_SIZE, hex),
                     "ce91dc5eec0139adf091900d225971d6ad246a845bad791b5693a9d0d55dd391");
}
END_TEST

START_TEST(tells_parts_apart)
{
    const struct text first[] = {TEXT("ab"), TEXT("c")};
    const struct text second[] = {TEXT("a"), TEXT("bc")};
    const struct text third[] = {TEXT("abc"), {0}};
    struct digest a = digest_of(first, 2);
    struct digest b = digest_of(second, 2);
    struct digest c = digest_of(third, 2);
    struct digest d = digest_of(third, 1);

    ck_assert(!digest_equal(&a, &b));
    ck_assert(!digest_equal(&a, &c));
    ck_assert(!digest_equal(&c, &d));
    b = digest_of(first, 2);
    ck_assert(digest_equal(&a, &b));
}
END_TEST

START_TEST(hex_there_and_back)
{
    static const unsigned char bytes[] = {0x00, 0x7F, 0x80, 0xFF};
    unsigned char back[4] = {0};
    char hex[9] = "";

    ck_assert_str_eq(hex_write(bytes, 4, hex), "007f80ff");
    ck_assert(hex_read(TEXT("007F80fF"), back, 4));
    ck_assert_mem_eq(back, bytes, 4);
    ck_assert_str_eq(hex_write(bytes, 0, hex), "");
    ck_assert(!hex_read(TEXT("007F80f"), back, 4));
    ck_assert(!hex_read(TEXT("007F80fF0"), back, 4));
    ck_assert(!hex_read(TEXT("007F80fg"), back, 4));
    ck_assert(!hex_read(TEXT("0x7F80ff"), back, 4));
    ck_assert(!hex_read(TEXT(" 07F80ff"), back, 4));
}
END_TEST

START_TEST(random_bytes_differ)
{
    unsigned char a[1000] = {0};
    unsigned char b[1000] = {0};
    unsigned char last[8] = {0};

    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    ck_assert_mem_ne(a, b, sizeof a);
    ck_assert_mem_ne(a + sizeof a - sizeof last, last, sizeof last);
    random_bytes(NULL, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("digest");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, is_sha_256_of_lengths_and_texts);
    tcase_add_test(tests, tells_parts_apart);
    tcase_add_test(tests, hex_there_and_back);
    tcase_add_test(tests, random_bytes_differ);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
