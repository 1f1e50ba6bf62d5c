#include "support/fake_journal.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"

enum { MOST_CONSUMERS = 256 };

struct kept {
    struct journal_record record;
    char *body;
};

struct fake_journal {
    struct kept *items;
    size_t count;
    size_t capacity;
    size_t first; /* not forgotten */
    uint64_t next;
    bool fails;
    unsigned saves;

    struct {
        char *name;
        struct consumer consumer;
    } consumers[MOST_CONSUMERS];
    size_t consumer_count;
};

struct fake_journal *fake_journal_create(void)
{
    struct fake_journal *journal = mem_zero(sizeof *journal);

    journal->next = 1;
    return journal;
}

void fake_journal_destroy(struct fake_journal *journal)
{
    if (!journal)
        return;
    for (size_t i = 0; i < journal->count; i++)
        mem_free(journal->items[i].body);
    for (size_t i = 0; i < journal->consumer_count; i++)
        mem_free(journal->consumers[i].name);
    mem_free(journal->items);
    mem_free(journal);
}

static bool read_records(void *cookie, uint64_t after, size_t limit, journal_visit *visit,
                         void *visit_cookie, struct error *err)
{
    struct fake_journal *journal = cookie;

    if (journal->fails)
        return error_set(err, "the fake journal fails");
    for (size_t i = journal->first, given = 0; i < journal->count && given < limit; i++) {
        if (journal->items[i].record.number <= after)
            continue;
        given++;
        if (!visit(&journal->items[i].record, visit_cookie))
            break;
    }
    return true;
}

static struct journal_range range_of(void *cookie)
{
    const struct fake_journal *journal = cookie;

    if (journal->first == journal->count)
        return (struct journal_range){0};
    return (struct journal_range){journal->items[journal->first].record.number,
                                  journal->items[journal->count - 1].record.number};
}

static uint64_t count_of(void *cookie, uint64_t after)
{
    const struct fake_journal *journal = cookie;
    uint64_t count = 0;

    for (size_t i = journal->first; i < journal->count; i++)
        count += journal->items[i].record.number > after;
    return count;
}

static struct identifier instance_of(void *cookie)
{
    (void)cookie;
    return (struct identifier){{0xA1, 0xB2, 0xC3, 0xD4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};
}

static bool find_consumer(void *cookie, struct text name, struct consumer *consumer)
{
    const struct fake_journal *journal = cookie;

    for (size_t i = 0; i < journal->consumer_count; i++) {
        if (text_equal(name, text_of(journal->consumers[i].name))) {
            *consumer = journal->consumers[i].consumer;
            return true;
        }
    }
    return false;
}

static bool save_consumer(void *cookie, struct text name, const struct consumer *consumer,
                          struct error *err)
{
    struct fake_journal *journal = cookie;
    size_t i = 0;

    if (journal->fails)
        return error_set(err, "the fake journal fails");
    journal->saves++;
    while (i < journal->consumer_count && !text_equal(name, text_of(journal->consumers[i].name)))
        i++;
    if (i == MOST_CONSUMERS)
        return error_set(err, "too many consumers");
    if (i == journal->consumer_count) {
        journal->consumers[i].name = mem_copy_text(name);
        journal->consumer_count++;
    }
    journal->consumers[i].consumer = *consumer;
    return true;
}

struct journal_reader fake_journal_reader(struct fake_journal *journal)
{
    return (struct journal_reader){
        .read = read_records,
        .range = range_of,
        .count = count_of,
        .instance = instance_of,
        .find_consumer = find_consumer,
        .save_consumer = save_consumer,
        .cookie = journal,
    };
}

uint64_t fake_journal_add(struct fake_journal *journal, enum journal_kind kind, const char *body)
{
    struct kept *kept = NULL;

    journal->items =
        array_room(journal->items, journal->count, &journal->capacity, sizeof *journal->items);
    kept = &journal->items[journal->count++];
    kept->body = mem_copy_string(body);
    kept->record = (struct journal_record){
        .number = journal->next++,
        .kind = kind,
        .at = 1795400000 * SECOND + 123456,
        .body = text_of(kept->body),
    };
    return kept->record.number;
}

uint64_t fake_journal_add_alert(struct fake_journal *journal, unsigned index, const char *change,
                                const char *rag)
{
    char body[2048] = {0};

    snprintf(body, sizeof body,
             "{\"type\":\"alert\",\"change\":\"%s\",\"time\":\"2026-11-20T08:05:01.600000Z\","
             "\"id\":\"%032x\",\"rag\":\"%s\","
             "\"state\":\"open\",\"title\":\"Login outside the roster\","
             "\"rule\":{\"key\":\"rule-%u\",\"level\":\"high\",\"tags\":[\"attack.t1078.004\","
             "\"amber.vpn\"]},\"control\":\"daily-vpn\",\"subject\":{\"kind\":\"user\","
             "\"name\":\"ana.cruz\"},\"account\":\"%s\",\"site\":\"MNL1\","
             "\"event_time\":\"2026-11-20T08:00:00.000000Z\","
             "\"last_event_time\":\"2026-11-20T08:05:00.000000Z\","
             "\"raised_at\":\"2026-11-20T08:05:01.500000Z\","
             "\"due_at\":\"2026-11-21T08:05:01.500000Z\",\"closed_at\":null,"
             "\"source\":{\"name\":\"vpn\",\"path\":\"/var/log/vpn.log\","
             "\"incarnation\":\"00112233445566778899aabbccddeeff\",\"offset\":4711},"
             "\"fields\":{\"user.name\":\"ana.cruz\",\"source.ip\":\"203.0.113.9\","
             "\"event.kind\":\"forged\"},\"summary\":\"connect from 203.0.113.9\",\"count\":1,"
             "\"storm\":false,\"escalated\":false,\"actor\":null,\"note\":null,\"closure\":{},"
             "\"cut\":false}",
             change, index, rag, index, index % 2 ? "acme" : "globex");
    return fake_journal_add(journal, JOURNAL_ALERT, body);
}

void fake_journal_skip_to(struct fake_journal *journal, uint64_t number)
{
    journal->next = number;
}

void fake_journal_forget(struct fake_journal *journal, uint64_t number)
{
    while (journal->first < journal->count && journal->items[journal->first].record.number < number)
        journal->first++;
}

void fake_journal_fail(struct fake_journal *journal, bool fails)
{
    journal->fails = fails;
}

unsigned fake_journal_saves(const struct fake_journal *journal)
{
    return journal->saves;
}
