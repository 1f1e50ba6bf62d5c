/*
 * A book that is written down and read back at any moment goes on exactly as one
 * that never stopped.
 */
#include "alert/alert_book.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/table.h"
#include "model/alert_json.h"

#define START (1000 * DAY)
#define SLOW  120

enum { MANY = 100000, STEPS = 3000, GROUPS = 40 };

static const struct alert_options options = {.storm_budget = 3,
                                             .storm_window = 10 * MINUTE,
                                             .remediate_within = 5 * HOUR,
                                             .dedup_for = HOUR,
                                             .evidence_most = 3,
                                             .alerts_most = 30};
static const struct rule_facts rules[] = {
    {.key = "one", .title = "one", .severity = SEVERITY_AMBER},
    {.key = "two", .title = "two", .severity = SEVERITY_RED, .dedup_for = 5 * MINUTE},
    {.key = "three",
     .title = "three",
     .severity = SEVERITY_AMBER,
     .escalate_after = 3,
     .escalate_within = 20 * MINUTE,
     .escalate_to = SEVERITY_RED},
    {.key = "four", .title = "four", .severity = SEVERITY_OBSERVATION},
};

/* A book with its state on "disk" and all it reported. */
struct world {
    struct alert_book *book;
    struct table *disk; /* owner and key -> value */
    struct buffer reported;
    struct identifier last; /* alert */
    unsigned changes[CHANGE_CLOSED + 1];
};

struct stored {
    enum state_owner owner;
    char *value;
    size_t length;
};

static void world_create(struct world *world, const struct alert_options *with)
{
    *world = (struct world){.book = alert_book_create(with), .disk = table_create()};
}

static void drop(struct stored *stored)
{
    if (stored)
        mem_free(stored->value);
    mem_free(stored);
}

static void world_destroy(struct world *world)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    while (table_next(world->disk, &position, &key, &value))
        drop(value);
    table_destroy(world->disk);
    alert_book_destroy(world->book);
    buffer_finish(&world->reported);
}

static void report(const struct alert_entry *entry, void *cookie)
{
    struct world *world = cookie;

    world->last = entry->alert->id;
    world->changes[entry->change]++;
    alert_json_write(&world->reported, entry->alert, entry->change, TIMESTAMP_NONE);
    buffer_append_byte(&world->reported, '\n');
}

/* For so many alerts, the numbers will do. */
static void count_changes(const struct alert_entry *entry, void *cookie)
{
    struct world *world = cookie;

    world->changes[entry->change]++;
}

static void put(const struct state_change *change, void *cookie)
{
    struct world *world = cookie;
    struct buffer key = {0};
    struct stored *stored = NULL;

    buffer_append_byte(&key, (char)change->owner);
    buffer_append_text(&key, change->key);
    if (change->value.length > 0) {
        stored = mem_zero(sizeof *stored);
        stored->owner = change->owner;
        stored->value = mem_copy_text(change->value);
        stored->length = change->value.length;
        drop(table_put(world->disk, buffer_text(&key), stored));
    } else {
        drop(table_remove(world->disk, buffer_text(&key)));
    }
    buffer_finish(&key);
}

/* kill -9 after a commit, and start again. */
static void restart(struct world *world, const struct alert_options *with)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    alert_book_changes(world->book, put, world);
    alert_book_destroy(world->book);
    world->book = alert_book_create(with);
    while (table_next(world->disk, &position, &key, &value)) {
        const struct stored *stored = value;
        const struct state_change piece = {
            stored->owner, text_from(key, 1), {stored->value, stored->length}};
        struct error err = {0};

        ck_assert_msg(alert_book_restore(world->book, &piece, &err), "%s", err.text);
    }
}

static unsigned next_random(unsigned *state)
{
    *state = *state * 1103515245u + 12345u;
    return *state >> 8;
}

struct step {
    unsigned what, rule, group, to;
    uint64_t offset;
    timestamp event_time;
    timestamp now;
};

static void take_step(struct world *world, const struct step *step)
{
    static char said[] = "said";
    const struct closure closure = {.remediation = said,
                                    .root_cause = said,
                                    .reason = said,
                                    .halt = said,
                                    .notified = said,
                                    .incident = said,
                                    .waiver = said};
    const struct alert_move move = {.alert = world->last,
                                    .to = (enum alert_state)step->to,
                                    .actor = "joe",
                                    .closure = &closure};
    char group[2] = {(char)('A' + step->group), '\0'};
    const struct finding finding = {.rule = &rules[step->rule],
                                    .subject = {.kind = "user", .name = text_of(group)},
                                    .group_key = text_of(group),
                                    .event_time = step->event_time,
                                    .offset = step->offset,
                                    .note = TEXT("noted")};
    struct error err = {0};

    alert_book_advance(world->book, step->now, step->now - MINUTE, report, world);
    if (step->what < 7)
        alert_book_take(world->book, &finding, step->now, report, world);
    else if (step->what < 9)
        alert_book_move(world->book, &move, step->now, report, world, &err);
    else
        alert_book_heal(
            world->book,
            &(struct alert_healing){text_of(rules[step->rule].key), text_of(group), "gone"},
            step->now, report, world);
}

static struct step random_step(unsigned *state, timestamp *now, uint64_t number)
{
    struct step step = {0};

    *now += (timestamp)(next_random(state) % 120) * SECOND;
    if (next_random(state) % 200 == 0)
        *now += 6 * HOUR;
    step.now = *now;
    step.what = next_random(state) % 10;
    step.rule = next_random(state) % (sizeof rules / sizeof *rules);
    step.group = next_random(state) % 5 == 0 ? next_random(state) % GROUPS : next_random(state) % 4;
    step.to = next_random(state) % (ALERT_FALSE_POSITIVE + 1);
    step.offset = next_random(state) % 8 == 0 && number > 0 ? number - 1 : number;
    step.event_time = *now - (timestamp)(next_random(state) % 300) * SECOND;
    return step;
}

START_TEST(restarts_change_nothing)
{
    for (unsigned seed = 1; seed <= 8; seed++) {
        struct world plain = {0};
        struct world restarted = {0};
        unsigned state = seed;
        timestamp now = START;

        world_create(&plain, &options);
        world_create(&restarted, &options);
        for (uint64_t i = 0; i < STEPS; i++) {
            struct step step = random_step(&state, &now, i);

            take_step(&plain, &step);
            take_step(&restarted, &step);
            if (next_random(&state) % 20 == 0)
                restart(&restarted, &options);
        }
        ck_assert_uint_eq(plain.reported.length, restarted.reported.length);
        ck_assert_str_eq(buffer_string(&plain.reported), buffer_string(&restarted.reported));
        for (int change = CHANGE_CREATED; change <= CHANGE_CLOSED; change++)
            ck_assert_msg(plain.changes[change] > 10, "change %d hardly occurs", change);
        ck_assert_uint_gt(alert_book_counts(plain.book).stormed, 10);
        ck_assert_uint_eq(alert_book_counts(plain.book).observations,
                          alert_book_counts(restarted.book).observations);
        world_destroy(&plain);
        world_destroy(&restarted);
    }
}
END_TEST

/* Whatever is done, the counts are what one gets by counting. */
static void count_open(const struct alert *alert, void *cookie)
{
    struct alert_counts *counts = cookie;

    counts->held++;
    counts->open_amber += alert_is_open(alert) && alert->severity == SEVERITY_AMBER;
    counts->open_red += alert_is_open(alert) && alert->severity == SEVERITY_RED;
}

START_TEST(counts_agree_with_counting)
{
    struct world world = {0};
    unsigned state = 4711;
    timestamp now = START;

    world_create(&world, &options);
    for (uint64_t i = 0; i < STEPS; i++) {
        struct step step = random_step(&state, &now, i);
        struct alert_counts counted = {0};
        struct alert_counts counts = {0};

        take_step(&world, &step);
        alert_book_each(world.book, count_open, &counted);
        counts = alert_book_counts(world.book);
        ck_assert_uint_eq(counts.held, counted.held);
        ck_assert_uint_eq(counts.open_amber, counted.open_amber);
        ck_assert_uint_eq(counts.open_red, counted.open_red);
        ck_assert_uint_le(counts.held, options.alerts_most + sizeof rules / sizeof *rules);
    }
    world_destroy(&world);
}
END_TEST

START_TEST(a_hundred_thousand_alerts_escalate_once_each)
{
    struct alert_options many = options;
    struct world world = {0};
    timestamp due = TIMESTAMP_NONE;

    many.alerts_most = 2 * MANY;
    many.storm_budget = 100;
    many.storm_window = MINUTE;
    world_create(&world, &many);
    for (unsigned i = 0; i < MANY; i++) {
        struct buffer group = {0};
        struct finding finding = {.rule = &rules[0], .offset = i, .event_time = START + i * SECOND};

        buffer_printf(&group, "%u", i);
        finding.group_key = buffer_text(&group);
        alert_book_take(world.book, &finding, START + i * SECOND, count_changes, &world);
        buffer_finish(&group);
    }
    ck_assert_uint_eq(alert_book_counts(world.book).open_amber, MANY);

    due = START + 5 * HOUR;
    for (unsigned i = 0; i < MANY; i++, due += SECOND) {
        timestamp next = alert_book_advance(world.book, due, due, count_changes, &world);

        ck_assert_uint_eq(world.changes[CHANGE_ESCALATED], i + 1);
        ck_assert_int_eq(next, i + 1 < MANY ? due + SECOND : TIMESTAMP_NONE);
        if (i == MANY / 2)
            restart(&world, &many);
    }
    restart(&world, &many);
    alert_book_advance(world.book, due + 100 * DAY, due + 100 * DAY, count_changes, &world);
    ck_assert_uint_eq(world.changes[CHANGE_ESCALATED], MANY);
    ck_assert_uint_eq(alert_book_counts(world.book).open_red, MANY);
    world_destroy(&world);
}
END_TEST

START_TEST(many_that_fall_due_together_are_dealt_with_by_and_by)
{
    enum { ALERTS = 1000, AT_A_TIME = 256 };
    struct alert_options many = options;
    struct world world = {0};
    timestamp late = START + 100 * DAY;
    timestamp next = late;
    unsigned calls = 0;

    many.alerts_most = ALERTS;
    many.storm_budget = 1000;
    world_create(&world, &many);
    for (unsigned i = 0; i < ALERTS; i++) {
        struct buffer group = {0};
        struct finding finding = {.rule = &rules[0], .offset = i, .event_time = START};

        buffer_printf(&group, "%u", i);
        finding.group_key = buffer_text(&group);
        alert_book_take(world.book, &finding, START, count_changes, &world);
        buffer_finish(&group);
    }
    for (; next == late; calls++) {
        unsigned before = world.changes[CHANGE_ESCALATED];

        next = alert_book_advance(world.book, late, late, count_changes, &world);
        ck_assert_uint_le(world.changes[CHANGE_ESCALATED] - before, AT_A_TIME);
    }
    ck_assert_int_eq(next, TIMESTAMP_NONE);
    ck_assert_uint_eq(calls, 4);
    ck_assert_uint_eq(world.changes[CHANGE_ESCALATED], ALERTS);
    world_destroy(&world);
}
END_TEST

START_TEST(a_fresh_book_has_nothing_to_store_and_a_restored_one_neither)
{
    struct world world = {0};
    const struct finding finding = {.rule = &rules[0], .event_time = START};

    world_create(&world, &options);
    alert_book_changes(world.book, put, &world);
    ck_assert_uint_eq(table_count(world.disk), 0);
    alert_book_take(world.book, &finding, START, report, &world);
    restart(&world, &options);
    ck_assert_uint_eq(table_count(world.disk), 2);
    alert_book_changes(world.book, put, &world);
    ck_assert_uint_eq(table_count(world.disk), 2);
    world_destroy(&world);
}
END_TEST

START_TEST(what_is_forgotten_leaves_the_disk)
{
    struct world world = {0};
    const struct finding finding = {.rule = &rules[0], .event_time = START};

    world_create(&world, &options);
    alert_book_take(world.book, &finding, START, report, &world);
    alert_book_heal(world.book, &(struct alert_healing){TEXT("one"), TEXT(""), "gone"}, START,
                    report, &world);
    alert_book_changes(world.book, put, &world);
    alert_book_advance(world.book, START + DAY, START + DAY, report, &world);
    alert_book_changes(world.book, put, &world);
    ck_assert_uint_eq(table_count(world.disk), 0);
    ck_assert_uint_eq(alert_book_counts(world.book).held, 0);
    world_destroy(&world);
}
END_TEST

START_TEST(broken_state_is_refused)
{
    struct alert_book *book = alert_book_create(&options);
    static const enum state_owner owners[] = {STATE_ALERT, STATE_STORM, STATE_OBSERVATION,
                                              STATE_CURSOR, (enum state_owner)99};

    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
        const struct state_change piece = {owners[i], TEXT("key"), TEXT("{\"a\":\xFF}")};
        struct error err = {0};

        ck_assert(!alert_book_restore(book, &piece, &err));
        ck_assert_uint_gt(strlen(err.text), 0);
    }
    ck_assert_uint_eq(alert_book_counts(book).held, 0);
    alert_book_destroy(book);
}
END_TEST

/* An alert under a foreign key, or twice, is none. */
static void restore_wrongly(const struct state_change *change, void *cookie)
{
    struct state_change piece = *change;
    struct error err = {0};

    if (change->owner != STATE_ALERT)
        return;
    piece.key = TEXT("0123456789abcdef");
    ck_assert(!alert_book_restore(cookie, &piece, &err));
    ck_assert(alert_book_restore(cookie, change, &err));
    ck_assert(!alert_book_restore(cookie, change, &err));
    ck_assert_uint_eq(alert_book_counts(cookie).held, 1);
}

START_TEST(an_alert_is_restored_under_its_own_identifier_once)
{
    struct world world = {0};
    struct alert_book *other = alert_book_create(&options);
    const struct finding finding = {.rule = &rules[0], .event_time = START};

    world_create(&world, &options);
    alert_book_take(world.book, &finding, START, report, &world);
    alert_book_changes(world.book, restore_wrongly, other);
    alert_book_destroy(other);
    world_destroy(&world);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("alert_restart");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_set_timeout(all, SLOW);
    tcase_add_test(all, restarts_change_nothing);
    tcase_add_test(all, counts_agree_with_counting);
    tcase_add_test(all, a_hundred_thousand_alerts_escalate_once_each);
    tcase_add_test(all, many_that_fall_due_together_are_dealt_with_by_and_by);
    tcase_add_test(all, a_fresh_book_has_nothing_to_store_and_a_restored_one_neither);
    tcase_add_test(all, what_is_forgotten_leaves_the_disk);
    tcase_add_test(all, broken_state_is_refused);
    tcase_add_test(all, an_alert_is_restored_under_its_own_identifier_once);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
