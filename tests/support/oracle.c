#include "support/oracle.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/identifier.h"
#include "base/memory.h"
#include "support/give_up.h"
#include "support/planted_line.h"
#include "support/wait_until.h"

/* What is known of the lines of one writer, by number. */
struct tally {
    uint8_t *found; /* alerts of a line, up to 255 */
    unsigned size;
    unsigned first; /* 0: none expected */
    unsigned last;
    unsigned highest;
};

struct oracle {
    struct tally tallies[ORACLE_MOST_WRITERS];
    size_t missing;
    uint64_t newest; /* number of the last record */
    struct identifier *alerts;
    size_t alert_count;
    size_t alert_capacity;
    struct error trouble; /* the first thing that was wrong with a record */
};

struct oracle *oracle_create(void)
{
    return mem_zero(sizeof(struct oracle));
}

void oracle_destroy(struct oracle *oracle)
{
    if (!oracle)
        return;
    for (size_t i = 0; i < ORACLE_MOST_WRITERS; i++)
        mem_free(oracle->tallies[i].found);
    mem_free(oracle->alerts);
    mem_free(oracle);
}

static void tally_grow(struct tally *tally, unsigned number)
{
    unsigned size = tally->size ? tally->size : 1024;

    while (size <= number)
        size *= 2;
    if (size == tally->size)
        return;
    tally->found = mem_resize_array(tally->found, size, 1);
    memset(tally->found + tally->size, 0, size - tally->size);
    tally->size = size;
}

void oracle_expect(struct oracle *oracle, unsigned writer, unsigned first, unsigned last)
{
    struct tally *tally = &oracle->tallies[writer];

    tally_grow(tally, last);
    for (unsigned number = first; number <= last; number++)
        oracle->missing += tally->found[number] == 0;
    tally->first = tally->first && tally->first < first ? tally->first : first;
    tally->last = tally->last > last ? tally->last : last;
}

static void object(struct oracle *oracle, const json_t *record, const char *what)
{
    char *text = NULL;

    if (oracle->trouble.text[0] != '\0')
        return;
    text = json_dumps(record, JSON_COMPACT);
    error_set(&oracle->trouble, "%s: %.600s", what, text);
    mem_free(text);
}

static void note_number(struct oracle *oracle, const json_t *record)
{
    uint64_t number = record_number(record);

    if (number <= oracle->newest)
        object(oracle, record, "numbers do not rise");
    oracle->newest = number;
}

static void note_alert(struct oracle *oracle, const json_t *record)
{
    struct identifier id = {{0}};

    if (!identifier_read(text_of(record_text(record, "id")), &id))
        object(oracle, record, "an alert without identifier");
    oracle->alerts = array_room(oracle->alerts, oracle->alert_count, &oracle->alert_capacity,
                                sizeof *oracle->alerts);
    oracle->alerts[oracle->alert_count++] = id;
}

static void note_line(struct oracle *oracle, struct planted_line line)
{
    struct tally *tally = &oracle->tallies[line.writer % ORACLE_MOST_WRITERS];
    bool expected = tally->first > 0 && line.number >= tally->first && line.number <= tally->last;

    tally_grow(tally, line.number);
    if (tally->found[line.number] == 0 && expected)
        oracle->missing--;
    if (tally->found[line.number] < UINT8_MAX)
        tally->found[line.number]++;
    tally->highest = tally->highest > line.number ? tally->highest : line.number;
}

void oracle_take(struct oracle *oracle, const json_t *record)
{
    const char *token = record_text(json_object_get(record, "fields"), "user.name");
    const char *rule = record_text(json_object_get(record, "rule"), "key");
    struct planted_line line = {0};

    note_number(oracle, record);
    if (strcmp(record_text(record, "type"), "alert") != 0 || !planted_line_is_rule(rule))
        return;
    if (!planted_line_read(token, &line)) {
        object(oracle, record, "a line that nobody wrote");
        return;
    }
    if (strcmp(record_text(record, "change"), "created") != 0 ||
        json_integer_value(json_object_get(record, "count")) != 1) {
        object(oracle, record, "a line was evaluated again");
        return;
    }
    note_alert(oracle, record);
    note_line(oracle, line);
}

size_t oracle_missing(const struct oracle *oracle)
{
    return oracle->missing;
}

unsigned oracle_highest(const struct oracle *oracle, unsigned writer)
{
    return oracle->tallies[writer].highest;
}

static int compare_identifiers(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct identifier));
}

/* The identifiers in order; to be freed. */
static struct identifier *sorted_alerts(const struct oracle *oracle)
{
    struct identifier *sorted = mem_zero_array(oracle->alert_count + 1, sizeof *sorted);

    if (oracle->alert_count > 0)
        memcpy(sorted, oracle->alerts, oracle->alert_count * sizeof *sorted);
    qsort(sorted, oracle->alert_count, sizeof *sorted, compare_identifiers);
    return sorted;
}

static bool check_identifiers(const struct oracle *oracle, struct error *err)
{
    struct identifier *sorted = sorted_alerts(oracle);
    char text[IDENTIFIER_TEXT_SIZE] = "";
    bool good = true;

    for (size_t i = 1; good && i < oracle->alert_count; i++) {
        if (identifier_equal(sorted[i - 1], sorted[i]))
            good = error_set(err, "two alerts have the identifier %s",
                             identifier_write(sorted[i], text));
    }
    mem_free(sorted);
    return good;
}

/* Counts what is wrong with one writer's lines and names the first few. */
static void check_tally(const struct tally *tally, unsigned writer, struct buffer *complaint)
{
    enum { EXAMPLES = 5 };
    unsigned wrong = 0;

    for (unsigned number = 0; number < tally->size; number++) {
        bool expected = tally->first > 0 && number >= tally->first && number <= tally->last;

        if (tally->found[number] == (expected ? 1 : 0))
            continue;
        if (wrong++ < EXAMPLES)
            buffer_printf(complaint, "%s%u-%u has %u alerts", complaint->length ? ", " : "", writer,
                          number, tally->found[number]);
    }
    if (wrong > EXAMPLES)
        buffer_printf(complaint, " and %u more of writer %u", wrong - EXAMPLES, writer);
}

bool oracle_check(const struct oracle *oracle, struct error *err)
{
    struct buffer complaint = {0};

    if (oracle->trouble.text[0] != '\0')
        return error_set(err, "%s", oracle->trouble.text);
    for (unsigned i = 0; i < ORACLE_MOST_WRITERS; i++)
        check_tally(&oracle->tallies[i], i, &complaint);
    if (complaint.length > 0) {
        error_set(err, "lines that do not have one alert: %s", buffer_string(&complaint));
        buffer_finish(&complaint);
        return false;
    }
    return check_identifiers(oracle, err);
}

bool oracle_same_alerts(const struct oracle *a, const struct oracle *b, struct error *err)
{
    struct identifier *one = sorted_alerts(a);
    struct identifier *other = sorted_alerts(b);
    char text[IDENTIFIER_TEXT_SIZE] = "";
    size_t i = 0;
    bool same = true;

    while (i < a->alert_count && i < b->alert_count && identifier_equal(one[i], other[i]))
        i++;
    if (i < a->alert_count || i < b->alert_count) {
        bool first = i < a->alert_count &&
                     (i == b->alert_count || compare_identifiers(&one[i], &other[i]) < 0);

        same = error_set(err, "%zu and %zu alerts; only the %s run has %s", a->alert_count,
                         b->alert_count, first ? "first" : "second",
                         identifier_write(first ? one[i] : other[i], text));
    }
    mem_free(one);
    mem_free(other);
    return same;
}

void oracle_read(struct oracle *oracle, struct feed_reader *reader)
{
    json_t *record = NULL;

    while (oracle->missing > 0 && (record = feed_reader_next_record(reader, PATIENCE_SECONDS))) {
        oracle_take(oracle, record);
        json_decref(record);
    }
}

void oracle_gather(struct oracle *oracle, const struct workbench *bench)
{
    struct feed_reader *reader = workbench_read(bench, "oldest");

    oracle_read(oracle, reader);
    feed_reader_close(reader);
}

void oracle_examine(struct oracle *oracle, const struct workbench *bench)
{
    struct planted_line last = {ORACLE_LAST_WRITER, 1};
    char line[PLANTED_LINE_SIZE] = "";
    size_t length = planted_line_write(last, line);
    struct feed_reader *reader = workbench_read(bench, "oldest");
    struct error err = {0};

    oracle_read(oracle, reader);
    oracle_expect(oracle, last.writer, last.number, last.number);
    file_append(workbench_log(bench, "last.log").text, line, length);
    oracle_read(oracle, reader);
    feed_reader_close(reader);
    if (!oracle_check(oracle, &err))
        give_up("%s", err.text);
    workbench_verify(bench);
}
