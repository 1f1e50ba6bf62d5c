#include "alert/alert_move.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "alert/closure.h"
#include "base/memory.h"

static char said[] = "said";

static struct alert *new_alert(enum severity severity)
{
    struct alert *alert = mem_zero(sizeof *alert);

    alert->severity = severity;
    alert->subject_kind = mem_copy_string("user");
    alert->subject = mem_copy_string("maria");
    return alert;
}

static bool apply(struct alert *alert, enum alert_state to, const char *actor, struct error *err)
{
    const struct closure closure = {.remediation = said, .root_cause = said, .reason = said};
    const struct alert_move move = {.to = to, .actor = actor, .closure = &closure};

    return alert_move_apply(alert, &move, err);
}

START_TEST(a_move_is_signed)
{
    struct alert *alert = new_alert(SEVERITY_AMBER);
    const struct alert_move move = {.to = ALERT_ACKNOWLEDGED, .actor = "joe", .note = "mine"};
    struct error err = {0};

    ck_assert(alert_move_apply(alert, &move, &err));
    ck_assert_int_eq(alert->state, ALERT_ACKNOWLEDGED);
    ck_assert_str_eq(alert->actor, "joe");
    ck_assert_str_eq(alert->note, "mine");
    alert_destroy(alert);
}
END_TEST

START_TEST(nobody_closes_an_alert_about_himself)
{
    static const char *const same[] = {"maria", "MARIA", "Maria "};
    struct alert *alert = new_alert(SEVERITY_AMBER);

    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct error err = {0};

        ck_assert(!apply(alert, ALERT_CLOSED, same[i], &err));
        ck_assert_ptr_nonnull(strstr(err.text, "himself"));
        ck_assert(!apply(alert, ALERT_FALSE_POSITIVE, same[i], &err));
        ck_assert_int_eq(alert->state, ALERT_OPEN);
    }
    ck_assert(apply(alert, ALERT_ACKNOWLEDGED, "maria", &(struct error){0}));
    ck_assert(apply(alert, ALERT_CLOSED, "mari", &(struct error){0}));
    alert_destroy(alert);
}
END_TEST

START_TEST(a_host_of_that_name_is_somebody_else)
{
    struct alert *alert = new_alert(SEVERITY_AMBER);

    mem_free(alert->subject_kind);
    alert->subject_kind = mem_copy_string("host");
    ck_assert(apply(alert, ALERT_CLOSED, "maria", &(struct error){0}));
    alert_destroy(alert);
}
END_TEST

START_TEST(nor_does_one_of_those_a_storm_is_about)
{
    struct alert *alert = new_alert(SEVERITY_AMBER);

    alert->is_storm = true;
    alert->subjects = mem_zero_array(1, sizeof *alert->subjects);
    alert->subjects[alert->subject_count++] = mem_copy_string("anna");
    ck_assert(!apply(alert, ALERT_CLOSED, "Anna", &(struct error){0}));
    alert_destroy(alert);
}
END_TEST

START_TEST(a_refused_move_changes_nothing)
{
    struct alert *alert = new_alert(SEVERITY_RED);
    struct error err = {0};

    ck_assert(!apply(alert, ALERT_CLOSED, "joe", &err));
    ck_assert_ptr_nonnull(strstr(err.text, "halt"));
    ck_assert_int_eq(alert->state, ALERT_OPEN);
    ck_assert_ptr_null(alert->actor);
    ck_assert_ptr_null(alert->closure.remediation);
    alert_destroy(alert);
}
END_TEST

START_TEST(what_was_said_on_the_way_counts_at_the_end)
{
    struct alert *alert = new_alert(SEVERITY_AMBER);
    const struct alert_move remediated = {
        .to = ALERT_REMEDIATED, .actor = "joe", .note = "locked the account"};
    const struct closure cause = {.root_cause = said};
    const struct alert_move closed = {.to = ALERT_CLOSED, .actor = "joe", .closure = &cause};

    ck_assert(alert_move_apply(alert, &remediated, &(struct error){0}));
    ck_assert_str_eq(alert->closure.remediation, "locked the account");
    ck_assert(alert_move_apply(alert, &closed, &(struct error){0}));
    ck_assert_str_eq(alert->closure.remediation, "locked the account");
    ck_assert_ptr_null(alert->note);
    alert_destroy(alert);
}
END_TEST

START_TEST(the_closed_cannot_be_moved)
{
    struct alert *alert = new_alert(SEVERITY_AMBER);
    struct error err = {0};

    ck_assert(apply(alert, ALERT_FALSE_POSITIVE, "joe", &err));
    for (int to = ALERT_OPEN; to <= ALERT_FALSE_POSITIVE; to++)
        ck_assert(!apply(alert, (enum alert_state)to, "joe", &err));
    alert_destroy(alert);
}
END_TEST

START_TEST(somebody_must_do_it_and_briefly)
{
    char text[CLOSURE_TEXT_MOST + 2];
    struct alert *alert = new_alert(SEVERITY_AMBER);
    struct alert_move move = {.to = ALERT_ACKNOWLEDGED, .actor = NULL};
    struct error err = {0};

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    ck_assert(!alert_move_apply(alert, &move, &err));
    move.actor = "  ";
    ck_assert(!alert_move_apply(alert, &move, &err));
    move.actor = text;
    ck_assert(!alert_move_apply(alert, &move, &err));
    move.actor = "joe";
    move.note = text;
    ck_assert(!alert_move_apply(alert, &move, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "note"));
    ck_assert_int_eq(alert->state, ALERT_OPEN);
    alert_destroy(alert);
}
END_TEST

START_TEST(healing_keeps_the_root_cause_a_person_gave)
{
    struct alert *alert = new_alert(SEVERITY_RED);

    alert->closure.root_cause = mem_copy_string("disk full");
    alert->closure.remediation = mem_copy_string("looking");
    alert_move_heal(alert, "amberd", "readable again");
    ck_assert_str_eq(alert->closure.root_cause, "disk full");
    ck_assert_str_eq(alert->closure.remediation, "readable again");
    ck_assert_int_eq(alert->state, ALERT_CLOSED);
    alert_destroy(alert);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("alert_move");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, a_move_is_signed);
    tcase_add_test(all, nobody_closes_an_alert_about_himself);
    tcase_add_test(all, a_host_of_that_name_is_somebody_else);
    tcase_add_test(all, nor_does_one_of_those_a_storm_is_about);
    tcase_add_test(all, a_refused_move_changes_nothing);
    tcase_add_test(all, what_was_said_on_the_way_counts_at_the_end);
    tcase_add_test(all, the_closed_cannot_be_moved);
    tcase_add_test(all, somebody_must_do_it_and_briefly);
    tcase_add_test(all, healing_keeps_the_root_cause_a_person_gave);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
