#include "store/chain.h"

#include <check.h>
#include <stdlib.h>

#include "store/seal.h"

static const struct journal_record plain = {
    .number = 7,
    .kind = JOURNAL_ALERT,
    .at = -1,
    .alert = {{1, 2, 3}},
};

static const struct chain_digests digests = {
    .body = {{4}},
    .evidence = {{5}},
    .has_evidence = true,
};

START_TEST(the_same_gives_the_same)
{
    struct digest before = {{9}};
    struct digest first = chain_hash(&before, &plain, &digests);
    struct digest second = chain_hash(&before, &plain, &digests);

    ck_assert(digest_equal(&first, &second));
}
END_TEST

START_TEST(every_part_counts)
{
    struct digest before = {{9}};
    struct digest other_before = {{8}};
    struct digest hash = chain_hash(&before, &plain, &digests);
    struct digest others[8] = {{{0}}};
    struct journal_record record = plain;
    struct chain_digests changed = digests;
    size_t count = 0;

    others[count++] = chain_hash(&other_before, &plain, &digests);
    record.number++;
    others[count++] = chain_hash(&before, &record, &digests);
    record = plain;
    record.kind = JOURNAL_GAP;
    others[count++] = chain_hash(&before, &record, &digests);
    record = plain;
    record.at = 1;
    others[count++] = chain_hash(&before, &record, &digests);
    record = plain;
    record.alert.bytes[15] = 1;
    others[count++] = chain_hash(&before, &record, &digests);
    changed.body.bytes[31] = 1;
    others[count++] = chain_hash(&before, &plain, &changed);
    changed = digests;
    changed.evidence.bytes[31] = 1;
    others[count++] = chain_hash(&before, &plain, &changed);
    changed = digests;
    changed.has_evidence = false;
    others[count++] = chain_hash(&before, &plain, &changed);
    for (size_t i = 0; i < count; i++)
        ck_assert_msg(!digest_equal(&hash, &others[i]), "part %zu does not count", i);
}
END_TEST

START_TEST(salt_hides_the_text)
{
    struct chain_salt one = {{1}};
    struct chain_salt two = {{2}};
    struct digest first = chain_digest(&one, TEXT("text"));
    struct digest second = chain_digest(&two, TEXT("text"));
    struct digest third = chain_digest(&one, TEXT("tex"));

    ck_assert(!digest_equal(&first, &second));
    ck_assert(!digest_equal(&first, &third));
}
END_TEST

START_TEST(journals_start_differently)
{
    struct digest first = chain_start((struct identifier){{1}});
    struct digest second = chain_start((struct identifier){{2}});

    ck_assert(!digest_equal(&first, &second));
}
END_TEST

START_TEST(a_seal_tells_texts_apart)
{
    struct text first[] = {TEXT("ab"), TEXT("c")};
    struct text second[] = {TEXT("a"), TEXT("bc")};

    ck_assert_int_eq(seal_of(first, 2), seal_of(first, 2));
    ck_assert_int_ne(seal_of(first, 2), seal_of(second, 2));
    ck_assert_int_ne(seal_of(first, 2), seal_of(first, 1));
}
END_TEST

static Suite *chain_suite(void)
{
    Suite *suite = suite_create("chain");
    TCase *cases = tcase_create("chain");

    tcase_add_test(cases, the_same_gives_the_same);
    tcase_add_test(cases, every_part_counts);
    tcase_add_test(cases, salt_hides_the_text);
    tcase_add_test(cases, journals_start_differently);
    tcase_add_test(cases, a_seal_tells_texts_apart);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(chain_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
