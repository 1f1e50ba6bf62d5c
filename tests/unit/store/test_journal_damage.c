/*
 * Damage to the file: every truncation, a flipped bit in many places.  Whatever
 * comes of it, the daemon must say so or not be touched by it: a start that is
 * refused, a verification that fails, or all as before.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/verify.h"
#include "support/journal_fixture.h"

enum { FLIPS = 3000, LONG_FLIPS = 100000, TRUNCATION_STEP = 7 };

static struct fixture fixture;
static struct buffer original; /* the bytes of the file */
static struct buffer records;  /* what it holds */
static struct buffer state;

static void read_whole(const char *path, struct buffer *bytes)
{
    FILE *file = fopen(path, "r");
    char chunk[4096];

    ck_assert_ptr_nonnull(file);
    for (size_t got = 0; (got = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buffer_append(bytes, chunk, got);
    fclose(file);
}

static void write_whole(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

static void set_up(void)
{
    struct consumer consumer = {1, 5};
    struct journal_reader reader = {0};

    fixture_begin(&fixture);
    fixture_open(&fixture);
    for (uint64_t i = 1; i <= 20; i++) {
        fixture_add(&fixture, i);
        fixture_put(&fixture, i % 2 ? "odd" : "even", "some state");
        fixture_commit(&fixture, false);
    }
    reader = journal_reader(fixture.journal);
    ck_assert(reader.save_consumer(reader.cookie, TEXT("soc"), &consumer, &fixture.err));
    fixture_commit(&fixture, false);
    fixture_dump_records(&fixture, &records);
    fixture_dump_state(&fixture, &state);
    fixture_close(&fixture, true);
    read_whole(fixture_path(&fixture, "journal.db"), &original);
}

static void tear_down(void)
{
    fixture_end(&fixture);
    buffer_finish(&original);
    buffer_finish(&records);
    buffer_finish(&state);
}

/* True when everything reads as before. */
static bool is_as_before(void)
{
    struct buffer now = {0};
    struct consumer consumer = {0};
    struct journal_reader reader = journal_reader(fixture.journal);
    bool same = false;

    fixture_dump_records(&fixture, &now);
    same = text_equal(buffer_text(&now), buffer_text(&records));
    buffer_clear(&now);
    same = fixture_dump_state(&fixture, &now) &&
           text_equal(buffer_text(&now), buffer_text(&state)) && same &&
           reader.find_consumer(reader.cookie, TEXT("soc"), &consumer) &&
           consumer.acknowledged == 5;
    buffer_finish(&now);
    return same;
}

/* The file is as a test has left it: is that told, or harmless? */
static bool is_told_or_harmless(void)
{
    struct verify_result result = {0};
    struct buffer ignored = {0};
    bool is_good = verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err);
    bool is_told = false;

    if (!is_good)
        ck_assert_uint_gt(strlen(fixture.err.text), 0);
    if (!fixture_try_open(&fixture)) {
        ck_assert_msg(strstr(fixture.err.text, "journal.db"), "%s", fixture.err.text);
        return true;
    }
    is_told = !is_good || !fixture_dump_state(&fixture, &ignored) || is_as_before();
    buffer_finish(&ignored);
    fixture_close(&fixture, true);
    return is_told;
}

static void put_file(size_t length)
{
    static const char *const others[] = {"journal.db-wal", "journal.db-shm", "journal.db-journal"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        remove(fixture_path(&fixture, others[i]));
    write_whole(fixture_path(&fixture, "journal.db"), original.data, length);
}

START_TEST(every_truncation_is_told)
{
    size_t step = getenv("LONG") ? 1 : TRUNCATION_STEP;

    for (size_t length = 0; length < original.length; length += step) {
        put_file(length);
        ck_assert_msg(is_told_or_harmless(), "cut at %zu of %zu", length, original.length);
    }
}
END_TEST

START_TEST(an_empty_file_is_no_new_journal)
{
    put_file(0);
    ck_assert(!fixture_try_open(&fixture));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "is empty"));
}
END_TEST

START_TEST(flipped_bits_are_told)
{
    size_t flips = getenv("LONG") ? LONG_FLIPS : FLIPS;
    uint64_t seed = 9;

    for (size_t i = 0; i < flips; i++) {
        size_t bit = fixture_random(&seed) % (original.length * 8);

        original.data[bit / 8] = (char)(original.data[bit / 8] ^ 1 << bit % 8);
        put_file(original.length);
        ck_assert_msg(is_told_or_harmless(), "bit %zu of byte %zu", bit % 8, bit / 8);
        original.data[bit / 8] = (char)(original.data[bit / 8] ^ 1 << bit % 8);
    }
}
END_TEST

START_TEST(zeroed_pages_are_told)
{
    for (size_t page = 0; page < original.length / 4096; page++) {
        char kept[4096];

        memcpy(kept, original.data + page * 4096, sizeof kept);
        memset(original.data + page * 4096, 0, sizeof kept);
        put_file(original.length);
        ck_assert_msg(is_told_or_harmless(), "page %zu", page);
        memcpy(original.data + page * 4096, kept, sizeof kept);
    }
}
END_TEST

START_TEST(verify_calls_a_broken_file_damaged_and_sends_nobody_to_verify)
{
    struct verify_result result = {0};

    memset(original.data + original.length / 2, 0x55, 4096);
    memset(original.data + 4096, 0x55, 4096);
    put_file(original.length);
    ck_assert(!verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err));
    ck_assert_msg(result.is_damaged, "%s", fixture.err.text);
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "restore a backup"));
    ck_assert_ptr_null(strstr(fixture.err.text, "amberctl verify"));
    memset(original.data, 0x55, 4096);
    put_file(original.length);
    ck_assert(!verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err));
    ck_assert_msg(result.is_damaged, "%s", fixture.err.text);
    remove(fixture_path(&fixture, "journal.db"));
    ck_assert(!verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err));
    ck_assert_msg(!result.is_damaged, "%s", fixture.err.text);
}
END_TEST

START_TEST(noise_is_refused)
{
    uint64_t seed = 5;

    for (size_t i = 0; i < original.length; i++)
        original.data[i] = (char)fixture_random(&seed);
    put_file(original.length);
    ck_assert(!fixture_try_open(&fixture));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "is damaged"));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "restore a backup"));
}
END_TEST

static Suite *journal_damage_suite(void)
{
    Suite *suite = suite_create("journal_damage");
    TCase *cases = tcase_create("journal_damage");

    tcase_set_timeout(cases, 600);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, every_truncation_is_told);
    tcase_add_test(cases, an_empty_file_is_no_new_journal);
    tcase_add_test(cases, flipped_bits_are_told);
    tcase_add_test(cases, zeroed_pages_are_told);
    tcase_add_test(cases, verify_calls_a_broken_file_damaged_and_sends_nobody_to_verify);
    tcase_add_test(cases, noise_is_refused);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(journal_damage_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
