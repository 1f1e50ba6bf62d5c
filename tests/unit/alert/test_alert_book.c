#include "alert/alert_book.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/memory.h"
#include "model/alert_json.h"

#define NOW (1000 * DAY)

static const struct alert_options options = {.storm_budget = 20,
                                             .storm_window = 10 * MINUTE,
                                             .remediate_within = 24 * HOUR,
                                             .dedup_for = HOUR,
                                             .evidence_most = 3,
                                             .alerts_most = 1000};
static const struct rule_facts amber = {
    .key = "rule", .title = "a rule", .severity = SEVERITY_AMBER};
static const struct rule_facts red = {.key = "rule", .title = "a rule", .severity = SEVERITY_RED};

/* What the last calls reported. */
struct reports {
    unsigned count;
    enum alert_change change;
    struct identifier id;
    size_t evidence;
};

static struct alert_book *book;
static struct reports reports;
static struct arena *arena;
static struct wanted_fields *wanted;
static uint64_t next_offset;

static void report(const struct alert_entry *entry, void *cookie)
{
    struct reports *all = cookie;

    all->count++;
    all->change = entry->change;
    all->id = entry->alert->id;
    all->evidence = entry->evidence.length;
    ck_assert_ptr_eq(alert_book_find(book, entry->alert->id), entry->alert);
}

static void set_up(void)
{
    book = alert_book_create(&options);
    arena = arena_create(4096);
    wanted = wanted_fields_create();
    reports = (struct reports){0};
    next_offset = 0;
}

static void tear_down(void)
{
    alert_book_destroy(book);
    arena_destroy(arena);
    wanted_fields_destroy(wanted);
}

/* A finding of its own line; changed at will before it is taken. */
static struct finding finding_of(const struct rule_facts *rule, const char *group, timestamp when)
{
    struct record *record = arena_zero(arena, sizeof *record);

    record->text = TEXT("the line");
    return (struct finding){.rule = rule,
                            .subject = {.kind = "user", .name = text_of(group)},
                            .group_key = text_of(group),
                            .event_time = when,
                            .event = event_create(arena, record, wanted, true),
                            .offset = next_offset++};
}

static const struct alert *take(const struct rule_facts *rule, const char *group, timestamp when)
{
    struct finding finding = finding_of(rule, group, when);

    reports.count = 0;
    alert_book_take(book, &finding, when, report, &reports);
    return alert_book_find(book, reports.id);
}

static timestamp advance(timestamp now)
{
    reports.count = 0;
    return alert_book_advance(book, now, now, report, &reports);
}

static void close_as(const struct alert *alert, enum alert_state to, timestamp now)
{
    static char text[] = "said";
    const struct closure closure = {.remediation = text,
                                    .root_cause = text,
                                    .reason = text,
                                    .halt = text,
                                    .notified = text,
                                    .incident = text,
                                    .waiver = text};
    const struct alert_move move = {
        .alert = alert->id, .to = to, .actor = "joe", .closure = &closure};
    struct error err = {0};

    ck_assert_msg(alert_book_move(book, &move, now, report, &reports, &err), "%s", err.text);
    ck_assert_int_eq(reports.change, CHANGE_CLOSED);
}

START_TEST(a_finding_creates_an_alert)
{
    const struct alert *alert = take(&amber, "maria", NOW);

    ck_assert_uint_eq(reports.count, 1);
    ck_assert_int_eq(reports.change, CHANGE_CREATED);
    ck_assert_uint_eq(reports.evidence, strlen("the line"));
    ck_assert_str_eq(alert->subject, "maria");
    ck_assert_str_eq(alert->summary, "the line");
    ck_assert_int_eq(alert->state, ALERT_OPEN);
    ck_assert_int_eq(alert->raised_at, NOW);
    ck_assert_int_eq(alert->due_at, NOW + 24 * HOUR);
    ck_assert_uint_eq(alert->count, 1);
    ck_assert_uint_eq(alert_book_counts(book).open_amber, 1);
    ck_assert_int_eq(alert_book_counts(book).next_due, NOW + 24 * HOUR);
}
END_TEST

START_TEST(an_open_alert_is_joined_and_keeps_its_due_time)
{
    const struct alert *alert = take(&amber, "maria", NOW);
    timestamp due = alert->due_at;

    ck_assert_ptr_eq(take(&amber, "maria", NOW + 10 * HOUR), alert);
    ck_assert_int_eq(reports.change, CHANGE_UPDATED);
    ck_assert_uint_eq(alert->count, 2);
    ck_assert_int_eq(alert->due_at, due);
    ck_assert_int_eq(alert->last_event_time, NOW + 10 * HOUR);
    ck_assert_ptr_ne(take(&amber, "anna", NOW), alert);
    ck_assert_uint_eq(alert_book_counts(book).held, 2);
}
END_TEST

START_TEST(evidence_is_kept_up_to_the_bound_then_told_once_a_minute)
{
    const struct alert *alert = take(&amber, "maria", NOW);
    unsigned told = 0;

    for (int i = 1; i < 3; i++) {
        take(&amber, "maria", NOW);
        ck_assert_uint_eq(reports.evidence, strlen("the line"));
    }
    for (int second = 1; second <= 180; second++) {
        take(&amber, "maria", NOW + second * SECOND);
        told += reports.count;
        ck_assert(reports.count == 0 || reports.evidence == 0);
    }
    ck_assert_uint_eq(told, 3);
    ck_assert_uint_eq(alert->count, 183);
    ck_assert_uint_eq(alert->evidence_kept, 3);
}
END_TEST

START_TEST(what_was_not_told_is_told_by_the_clock)
{
    const struct alert *alert = NULL;

    for (int i = 0; i < 5; i++)
        alert = take(&amber, "maria", NOW);
    ck_assert_uint_eq(reports.count, 0);
    advance(NOW + MINUTE - 1);
    ck_assert_uint_eq(reports.count, 0);
    advance(NOW + MINUTE);
    ck_assert_uint_eq(reports.count, 1);
    ck_assert_int_eq(reports.change, CHANGE_UPDATED);
    ck_assert_uint_eq(alert->memory.told_count, 5);
    advance(NOW + 2 * MINUTE);
    ck_assert_uint_eq(reports.count, 0);
}
END_TEST

START_TEST(the_same_record_again_is_no_news)
{
    struct finding first = finding_of(&amber, "maria", NOW);
    struct finding second = finding_of(&amber, "maria", NOW);
    const struct alert *alert = NULL;

    for (int i = 0; i < 3; i++)
        alert_book_take(book, &first, NOW, report, &reports);
    ck_assert_uint_eq(reports.count, 1);
    for (int i = 0; i < 3; i++)
        alert_book_take(book, &second, NOW, report, &reports);
    alert = alert_book_find(book, reports.id);
    ck_assert_uint_eq(reports.count, 2);
    ck_assert_uint_eq(alert->count, 2);
}
END_TEST

START_TEST(a_graver_finding_raises_the_alert)
{
    const struct alert *alert = take(&amber, "maria", NOW);

    ck_assert_ptr_eq(take(&red, "maria", NOW), alert);
    ck_assert_int_eq(reports.change, CHANGE_ESCALATED);
    ck_assert_int_eq(alert->severity, SEVERITY_RED);
    ck_assert_int_eq(alert->due_at, NOW + 24 * HOUR);
    ck_assert_str_eq(alert->note, "a graver finding joined");
    take(&amber, "maria", NOW);
    ck_assert_int_eq(reports.change, CHANGE_UPDATED);
    ck_assert_int_eq(alert->severity, SEVERITY_RED);
    ck_assert_uint_eq(alert_book_counts(book).open_red, 1);
    ck_assert_uint_eq(alert_book_counts(book).open_amber, 0);
}
END_TEST

START_TEST(many_findings_raise_it_when_the_rule_says_so)
{
    struct rule_facts rule = amber;
    const struct alert *alert = NULL;

    rule.escalate_after = 3;
    rule.escalate_within = HOUR;
    rule.escalate_to = SEVERITY_RED;
    alert = take(&rule, "maria", NOW);
    take(&rule, "maria", NOW + MINUTE);
    take(&rule, "maria", NOW + HOUR + 1);
    ck_assert_int_eq(alert->severity, SEVERITY_AMBER);
    take(&rule, "maria", NOW + HOUR + MINUTE);
    ck_assert_int_eq(alert->severity, SEVERITY_RED);
    ck_assert_int_eq(reports.change, CHANGE_ESCALATED);
    ck_assert_str_eq(alert->note, "3 findings within 1h");

    rule.escalate_after = 1;
    ck_assert_int_eq(take(&rule, "anna", NOW)->severity, SEVERITY_RED);
    ck_assert_int_eq(reports.change, CHANGE_CREATED);
}
END_TEST

START_TEST(observations_and_shadows_are_counted_only)
{
    struct rule_facts rule = amber;

    rule.shadow = true;
    take(&rule, "maria", NOW);
    rule = amber;
    rule.severity = SEVERITY_OBSERVATION;
    take(&rule, "maria", NOW);
    take(&rule, "maria", NOW);
    ck_assert_uint_eq(alert_book_counts(book).held, 0);
    ck_assert_uint_eq(alert_book_counts(book).shadowed, 1);
    ck_assert_uint_eq(alert_book_counts(book).observations, 2);
}
END_TEST

START_TEST(a_closed_alert_reopens_within_its_time_edge_included)
{
    const struct alert *alert = take(&amber, "maria", NOW);
    timestamp closed = NOW + 5 * HOUR;

    advance(closed);
    close_as(alert, ALERT_CLOSED, closed);
    advance(closed + HOUR);
    ck_assert_ptr_eq(take(&amber, "maria", closed + HOUR), alert);
    ck_assert_int_eq(reports.change, CHANGE_REOPENED);
    ck_assert_int_eq(alert->state, ALERT_OPEN);
    ck_assert_int_eq(alert->due_at, closed + HOUR + 24 * HOUR);
    ck_assert_int_eq(alert->closed_at, TIMESTAMP_NONE);
    ck_assert_ptr_null(alert->closure.remediation);

    close_as(alert, ALERT_CLOSED, closed + HOUR);
    take(&amber, "maria", closed + 2 * HOUR + 1);
    ck_assert_int_eq(reports.change, CHANGE_CREATED);
    ck_assert_uint_eq(alert_book_counts(book).held, 2);
    advance(closed + 2 * HOUR + 1);
    ck_assert_uint_eq(alert_book_counts(book).held, 1);
}
END_TEST

START_TEST(the_rules_own_time_counts_before_the_setting)
{
    struct rule_facts rule = amber;
    const struct alert *alert = NULL;

    rule.dedup_for = MINUTE;
    rule.remediate_within = 4 * HOUR;
    alert = take(&rule, "maria", NOW);
    ck_assert_int_eq(alert->due_at, NOW + 4 * HOUR);
    close_as(alert, ALERT_CLOSED, NOW);
    take(&rule, "maria", NOW + MINUTE + 1);
    ck_assert_int_eq(reports.change, CHANGE_CREATED);
}
END_TEST

START_TEST(a_false_positive_stays_closed_for_a_while)
{
    const struct alert *alert = take(&amber, "maria", NOW);

    close_as(alert, ALERT_FALSE_POSITIVE, NOW);
    take(&amber, "maria", NOW + HOUR);
    ck_assert_uint_eq(reports.count, 0);
    ck_assert_uint_eq(alert->count, 2);
    ck_assert_int_eq(alert->state, ALERT_FALSE_POSITIVE);
    take(&red, "maria", NOW + HOUR);
    ck_assert_int_eq(reports.change, CHANGE_CREATED);
    ck_assert_ptr_ne(take(&amber, "anna", NOW), alert);
}
END_TEST

START_TEST(a_false_positive_is_over_after_its_time)
{
    close_as(take(&amber, "maria", NOW), ALERT_FALSE_POSITIVE, NOW);
    take(&amber, "maria", NOW + HOUR + 1);
    ck_assert_int_eq(reports.change, CHANGE_CREATED);
}
END_TEST

START_TEST(past_the_budget_one_storm_stands_for_the_rest)
{
    char name[32] = {0};
    const struct alert *storm = NULL;

    for (int i = 0; i < 150; i++) {
        struct buffer text = {0};

        buffer_printf(&text, "user%d", i);
        memcpy(name, buffer_string(&text), text.length + 1);
        buffer_finish(&text);
        storm = take(&amber, name, NOW + i);
    }
    ck_assert(storm->is_storm);
    ck_assert_uint_eq(storm->count, 130);
    ck_assert_uint_eq(storm->subject_count, ALERT_SUBJECTS_MOST);
    ck_assert_uint_eq(storm->other_subjects, 30);
    ck_assert_uint_eq(alert_book_counts(book).held, 21);
    ck_assert_uint_eq(alert_book_counts(book).stormed, 130);
    ck_assert_ptr_nonnull(strstr(storm->summary, "more than 20 new alerts within 10m"));

    ck_assert_ptr_eq(take(&red, "zoe", NOW + 200), storm);
    ck_assert_int_eq(storm->severity, SEVERITY_RED);
    take(&amber, "late", NOW + 200 + 10 * MINUTE + 1);
    ck_assert_int_eq(reports.change, CHANGE_CREATED);
    ck_assert_uint_eq(alert_book_counts(book).held, 22);
}
END_TEST

START_TEST(as_many_alerts_are_held_as_may_be)
{
    struct alert_options few = options;
    const struct alert *storm = NULL;

    few.alerts_most = 2;
    alert_book_configure(book, &few);
    take(&amber, "a", NOW);
    take(&amber, "b", NOW);
    storm = take(&amber, "c", NOW);
    ck_assert(storm->is_storm);
    ck_assert_ptr_nonnull(strstr(storm->summary, "limit"));
    ck_assert_ptr_eq(take(&amber, "d", NOW), storm);
    ck_assert_uint_eq(alert_book_counts(book).held, 3);
}
END_TEST

START_TEST(an_overdue_amber_turns_red_once)
{
    const struct alert *alert = take(&amber, "maria", NOW);

    ck_assert_int_eq(advance(NOW + 24 * HOUR - 1), NOW + 24 * HOUR);
    ck_assert_uint_eq(reports.count, 0);
    ck_assert_int_eq(advance(NOW + 24 * HOUR), TIMESTAMP_NONE);
    ck_assert_uint_eq(reports.count, 1);
    ck_assert_int_eq(reports.change, CHANGE_ESCALATED);
    ck_assert_int_eq(alert->severity, SEVERITY_RED);
    ck_assert(alert->escalated);
    ck_assert_int_eq(alert->due_at, NOW + 24 * HOUR);
    ck_assert_str_eq(alert->actor, "amberd");
    advance(NOW + 100 * DAY);
    ck_assert_uint_eq(reports.count, 0);
}
END_TEST

START_TEST(what_is_remediated_in_time_stays_amber)
{
    const struct alert *alert = take(&amber, "maria", NOW);
    const struct alert_move move = {
        .alert = alert->id, .to = ALERT_REMEDIATED, .actor = "joe", .note = "account locked"};
    struct error err = {0};

    ck_assert(alert_book_move(book, &move, NOW, report, &reports, &err));
    ck_assert_int_eq(reports.change, CHANGE_MOVED);
    ck_assert_int_eq(advance(NOW + 100 * DAY), TIMESTAMP_NONE);
    ck_assert_int_eq(alert->severity, SEVERITY_AMBER);
}
END_TEST

START_TEST(what_is_healed_closes_itself)
{
    const struct alert *alert = take(&red, "log", NOW);

    reports.count = 0;
    alert_book_heal(book, &(struct alert_healing){TEXT("rule"), TEXT("other"), "x"}, NOW, report,
                    &reports);
    ck_assert_uint_eq(reports.count, 0);
    alert_book_heal(book, &(struct alert_healing){TEXT("rule"), TEXT("log"), "readable again"}, NOW,
                    report, &reports);
    ck_assert_int_eq(reports.change, CHANGE_CLOSED);
    ck_assert_int_eq(alert->state, ALERT_CLOSED);
    ck_assert_str_eq(alert->actor, "amberd");
    ck_assert_str_eq(alert->closure.remediation, "readable again");
    ck_assert_str_eq(alert->closure.root_cause, "recorded by amberd: cause gone");
    alert_book_heal(book, &(struct alert_healing){TEXT("rule"), TEXT("log"), "again"}, NOW, report,
                    &reports);
    ck_assert_uint_eq(reports.count, 1);
}
END_TEST

START_TEST(times_no_log_can_know_are_not_believed)
{
    struct finding finding = finding_of(&amber, "maria", NOW + 1000 * DAY);
    const struct alert *alert = NULL;

    alert_book_take(book, &finding, NOW, report, &reports);
    alert = alert_book_find(book, reports.id);
    ck_assert_int_eq(alert->event_time, NOW);
    finding = finding_of(&amber, "anna", INT64_MIN + 1);
    alert_book_take(book, &finding, NOW, report, &reports);
    ck_assert_int_eq(alert_book_find(book, reports.id)->event_time, 0);
    finding = finding_of(&amber, "zoe", TIMESTAMP_NONE);
    alert_book_take(book, &finding, NOW, report, &reports);
    ck_assert_int_eq(alert_book_find(book, reports.id)->event_time, NOW);
}
END_TEST

START_TEST(unknown_alerts_cannot_be_moved)
{
    const struct alert_move move = {.to = ALERT_ACKNOWLEDGED, .actor = "joe"};
    struct error err = {0};

    ck_assert(!alert_book_move(book, &move, NOW, report, &reports, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "there is no alert"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("alert_book");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, a_finding_creates_an_alert);
    tcase_add_test(all, an_open_alert_is_joined_and_keeps_its_due_time);
    tcase_add_test(all, evidence_is_kept_up_to_the_bound_then_told_once_a_minute);
    tcase_add_test(all, what_was_not_told_is_told_by_the_clock);
    tcase_add_test(all, the_same_record_again_is_no_news);
    tcase_add_test(all, a_graver_finding_raises_the_alert);
    tcase_add_test(all, many_findings_raise_it_when_the_rule_says_so);
    tcase_add_test(all, observations_and_shadows_are_counted_only);
    tcase_add_test(all, a_closed_alert_reopens_within_its_time_edge_included);
    tcase_add_test(all, the_rules_own_time_counts_before_the_setting);
    tcase_add_test(all, a_false_positive_stays_closed_for_a_while);
    tcase_add_test(all, a_false_positive_is_over_after_its_time);
    tcase_add_test(all, past_the_budget_one_storm_stands_for_the_rest);
    tcase_add_test(all, as_many_alerts_are_held_as_may_be);
    tcase_add_test(all, an_overdue_amber_turns_red_once);
    tcase_add_test(all, what_is_remediated_in_time_stays_amber);
    tcase_add_test(all, what_is_healed_closes_itself);
    tcase_add_test(all, times_no_log_can_know_are_not_believed);
    tcase_add_test(all, unknown_alerts_cannot_be_moved);
    tcase_add_checked_fixture(all, set_up, tear_down);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
