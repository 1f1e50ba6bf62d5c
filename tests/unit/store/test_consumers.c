#include "store/consumers.h"

#include <stdio.h>
#include <string.h>

#include "support/journal_fixture.h"
#include "support/suite.h"

static struct fixture fixture;

START_TEST(readers_are_remembered)
{
    struct consumer consumer = {.user = 4294967295U, .acknowledged = UINT64_MAX};
    struct consumer found = {0};
    struct journal_reader reader = {0};
    uint64_t commits = 0;

    fixture_begin(&fixture);
    fixture_open(&fixture);
    reader = journal_reader(fixture.journal);
    ck_assert(!reader.find_consumer(reader.cookie, TEXT("soc"), &found));
    ck_assert(reader.save_consumer(reader.cookie, TEXT("soc"), &consumer, &fixture.err));
    ck_assert(reader.find_consumer(reader.cookie, TEXT("soc"), &found));
    fixture_commit(&fixture, false);
    commits = journal_counts(fixture.journal).commits;
    ck_assert_uint_eq(commits, 1);
    fixture_commit(&fixture, false);
    ck_assert_uint_eq(journal_counts(fixture.journal).commits, commits);
    consumer.acknowledged = 5;
    ck_assert(reader.save_consumer(reader.cookie, TEXT("siem"), &consumer, &fixture.err));
    fixture_close(&fixture, false);

    fixture_open(&fixture);
    reader = journal_reader(fixture.journal);
    found = (struct consumer){0};
    ck_assert(reader.find_consumer(reader.cookie, TEXT("soc"), &found));
    ck_assert_uint_eq(found.user, 4294967295U);
    ck_assert_uint_eq(found.acknowledged, UINT64_MAX);
    ck_assert(!reader.find_consumer(reader.cookie, TEXT("siem"), &found));
    fixture_end(&fixture);
}
END_TEST

/* Readers are let go after the last commit, and say then how far they came. */
START_TEST(an_orderly_end_keeps_what_was_acknowledged_last)
{
    struct consumer consumer = {.user = 7, .acknowledged = 5};
    struct journal_reader reader = {0};

    fixture_begin(&fixture);
    fixture_open(&fixture);
    fixture_add(&fixture, 1);
    fixture_commit(&fixture, true);
    reader = journal_reader(fixture.journal);
    ck_assert(reader.save_consumer(reader.cookie, TEXT("siem"), &consumer, &fixture.err));
    fixture_close(&fixture, true);

    fixture_open(&fixture);
    ck_assert(!journal_was_unclean(fixture.journal));
    reader = journal_reader(fixture.journal);
    consumer = (struct consumer){0};
    ck_assert(reader.find_consumer(reader.cookie, TEXT("siem"), &consumer));
    ck_assert_uint_eq(consumer.acknowledged, 5);
    fixture_end(&fixture);
}
END_TEST

START_TEST(names_of_readers_are_bounded)
{
    char name[300] = {0};
    struct consumer consumer = {0};
    struct journal_reader reader = {0};

    fixture_begin(&fixture);
    fixture_open(&fixture);
    reader = journal_reader(fixture.journal);
    memset(name, 'x', sizeof name);
    ck_assert(
        !reader.save_consumer(reader.cookie, (struct text){name, 256}, &consumer, &fixture.err));
    ck_assert(!reader.save_consumer(reader.cookie, TEXT(""), &consumer, &fixture.err));
    for (int i = 0; i < 1024; i++) {
        snprintf(name, sizeof name, "reader %d", i);
        ck_assert(reader.save_consumer(reader.cookie, text_of(name), &consumer, &fixture.err));
    }
    ck_assert(!reader.save_consumer(reader.cookie, TEXT("more"), &consumer, &fixture.err));
    ck_assert(reader.save_consumer(reader.cookie, TEXT("reader 7"), &consumer, &fixture.err));
    fixture_commit(&fixture, false);
    fixture_end(&fixture);
}
END_TEST

SUITE_MAIN("consumers", readers_are_remembered, an_orderly_end_keeps_what_was_acknowledged_last,
           names_of_readers_are_bounded)
