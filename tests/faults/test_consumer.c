/*
 * Readers of the feed that behave as readers do: they stop, they die, they come
 * back, they forget to acknowledge, they never read at all; and the daemon dies
 * under them.  A consumer with a name gets every record, in order, from behind the
 * last one it acknowledged; what it gets twice is the same to the byte; and nobody
 * is held up by somebody else.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/memory.h"
#include "support/give_up.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/writer_crew.h"

enum { WRITERS = 4, ACKNOWLEDGE_EVERY = 100 };

/* Everything a reader was given, in order of number. */
struct ledger {
    struct receipt {
        uint64_t number;
        struct digest line;
    } * receipts;
    size_t count;
    size_t capacity;
};

static int compare_receipts(const void *a, const void *b)
{
    const struct receipt *one = a;
    const struct receipt *other = b;

    return one->number < other->number ? -1 : one->number > other->number;
}

/* Notes a line.  What was given before must be the same now. */
static void ledger_note(struct ledger *ledger, uint64_t number, struct text line)
{
    struct receipt receipt = {number, digest_of(&line, 1)};
    const struct receipt *before = NULL;

    if (ledger->count == 0 || number > ledger->receipts[ledger->count - 1].number) {
        ledger->receipts = array_room(ledger->receipts, ledger->count, &ledger->capacity,
                                      sizeof *ledger->receipts);
        ledger->receipts[ledger->count++] = receipt;
        return;
    }
    before = bsearch(&receipt, ledger->receipts, ledger->count, sizeof receipt, compare_receipts);
    ck_assert_msg(before, "record %" PRIu64 " comes late: it had been left out", number);
    ck_assert_msg(digest_equal(&before->line, &receipt.line),
                  "record %" PRIu64 " is not what it was: %.*s", number,
                  (int)(line.length < 400 ? line.length : 400), line.data);
}

static void ledger_check_same(const struct ledger *a, const struct ledger *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        ck_assert_msg(a->receipts[i].number == b->receipts[i].number,
                      "the consumer was never given %" PRIu64,
                      a->receipts[i].number < b->receipts[i].number ? a->receipts[i].number
                                                                    : b->receipts[i].number);
        ck_assert_msg(digest_equal(&a->receipts[i].line, &b->receipts[i].line),
                      "record %" PRIu64 " differs", a->receipts[i].number);
    }
    ck_assert_uint_eq(a->count, b->count);
}

/* A consumer with a name, who leaves it to the server where to go on. */
struct consumer {
    struct workbench *bench;
    struct ledger ledger;
    unsigned visits;
};

static struct feed_reader *visit(struct consumer *consumer)
{
    struct feed_reader *reader = feed_reader_open(
        consumer->bench->feed.text, &(struct feed_subscription){.name = "soc"}, PATIENCE_SECONDS);

    if (!reader)
        give_up("nobody answers the consumer");
    consumer->visits++;
    return reader;
}

/* Reads up to so many records, acknowledging some; false when the daemon is gone
 * or nothing more comes. */
static bool take_some(struct consumer *consumer, struct feed_reader *reader, unsigned most,
                      struct seeded_random *random)
{
    uint64_t last = 0;

    for (unsigned i = 0; i < most; i++) {
        json_t *record = feed_reader_next_record(reader, .2);
        uint64_t number = record ? record_number(record) : 0;

        if (!record)
            return false;
        ck_assert_msg(number > last, "record %" PRIu64 " comes after %" PRIu64, number, last);
        ledger_note(&consumer->ledger, number, feed_reader_line(reader));
        last = number;
        if (seeded_random_once_in(random, 8))
            feed_reader_acknowledge(reader, record_text(record, "cursor"));
        json_decref(record);
    }
    return true;
}

/* One visit: reads, perhaps stops reading for a while, and goes without a word. */
static void visit_briefly(struct consumer *consumer, struct seeded_random *random)
{
    struct feed_reader *reader = visit(consumer);

    take_some(consumer, reader, seeded_random_below(random, 200), random);
    if (seeded_random_once_in(random, 4)) {
        wait_idle(seeded_random_below(random, 50000));
        take_some(consumer, reader, seeded_random_below(random, 50), random);
    }
    feed_reader_close(reader);
}

static void maybe_end_daemon(struct workbench *bench, struct seeded_random *random)
{
    if (!seeded_random_once_in(random, 4))
        return;
    if (seeded_random_once_in(random, 2))
        workbench_kill(bench);
    else
        ck_assert_int_eq(workbench_stop(bench), EXIT_SUCCESS);
    workbench_start(bench);
}

/* Reads until the server says that there is no more.  A named reader acknowledges
 * as it goes: else the server stops sending once too much is not. */
static void take_rest(struct ledger *ledger, struct feed_reader *reader, bool is_named)
{
    bool behind = true;

    while (behind) {
        json_t *line = feed_reader_next(reader, PATIENCE_SECONDS);
        uint64_t number = line ? record_number(line) : 0;

        if (!line)
            give_up("the feed is silent, or gone");
        if (number > 0)
            ledger_note(ledger, number, feed_reader_line(reader));
        if (is_named && number > 0 && ledger->count % ACKNOWLEDGE_EVERY == 0)
            feed_reader_acknowledge(reader, record_text(line, "cursor"));
        if (strcmp(record_text(line, "type"), "heartbeat") == 0)
            behind = json_integer_value(json_object_get(line, "lag")) > 0;
        json_decref(line);
    }
    feed_reader_close(reader);
}

/* Makes the name known: from the oldest record on, the first acknowledged, and that
 * on the disk.  Until then a visit without a cursor would begin at the end. */
static void introduce(struct consumer *consumer)
{
    struct feed_reader *reader = feed_reader_open(
        consumer->bench->feed.text, &(struct feed_subscription){.name = "soc", .from = "oldest"},
        PATIENCE_SECONDS);
    json_t *record = feed_reader_next_record(reader, PATIENCE_SECONDS);

    ck_assert_msg(record, "the journal is empty");
    ledger_note(&consumer->ledger, record_number(record), feed_reader_line(reader));
    feed_reader_acknowledge(reader, record_text(record, "cursor"));
    json_decref(record);
    ck_assert_int_eq(workbench_stop(consumer->bench), EXIT_SUCCESS);
    feed_reader_close(reader);
    workbench_start(consumer->bench);
}

START_TEST(a_consumer_gets_every_record_whatever_happens)
{
    struct seeded_random random = seeded_random_start("consumer");
    struct workbench bench = workbench_create("consumer", &(struct workbench_options){0});
    struct writer_crew crew = {0};
    struct consumer consumer = {.bench = &bench};
    struct ledger journal = {.count = 0};
    unsigned rounds = test_rounds(50, 4000);

    workbench_start(&bench);
    writer_crew_start(
        &crew,
        &(struct writer_crew_options){
            .bench = &bench, .count = WRITERS, .noise = 3, .most_idle = 20000, .random = &random});
    introduce(&consumer);
    for (unsigned i = 0; i < rounds; i++) {
        visit_briefly(&consumer, &random);
        maybe_end_daemon(&bench, &random);
    }
    writer_crew_examine(&crew, &bench);
    take_rest(&consumer.ledger, visit(&consumer), true);
    take_rest(&journal, workbench_read(&bench, "oldest"), false);
    ledger_check_same(&journal, &consumer.ledger);
    printf("%zu records over %u visits\n", journal.count, consumer.visits);

    mem_free(journal.receipts);
    mem_free(consumer.ledger.receipts);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

/* A reader that subscribes and never reads; another gets everything all the same. */
START_TEST(a_reader_that_never_reads_holds_nobody_up)
{
    struct seeded_random random = seeded_random_start("never reads");
    struct workbench bench = workbench_create("silent", &(struct workbench_options){0});
    struct writer_crew crew = {0};
    struct feed_reader *silent = NULL;

    workbench_start(&bench);
    silent = workbench_read(&bench, "oldest");
    writer_crew_start(
        &crew,
        &(struct writer_crew_options){
            .bench = &bench, .count = WRITERS, .each = 500, .most_idle = 6000, .random = &random});
    writer_crew_wait(&crew);
    writer_crew_examine(&crew, &bench);
    ck_assert_int_ge(workbench_count(&bench, "outputs.feed.largest_lag"), 500);
    feed_reader_close(silent);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("consumer", a_consumer_gets_every_record_whatever_happens,
           a_reader_that_never_reads_holds_nobody_up)
