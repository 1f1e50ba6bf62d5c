#include "alert/closure.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/memory.h"

static char said[] = "said";
static char blank[] = " \t\n";

/* The texts one by one, to be given or left out. */
static const char *const names[] = {"remediation", "root cause", "reason",        "halt",
                                    "notified",    "incident",   "reinforcement", "waiver"};
enum {
    REMEDIATION = 1,
    ROOT_CAUSE = 2,
    REASON = 4,
    HALT = 8,
    NOTIFIED = 16,
    INCIDENT = 32,
    REINFORCEMENT = 64,
    WAIVER = 128,
    ALL = 255
};

static struct closure with(unsigned given, char *otherwise)
{
    return (struct closure){
        .remediation = given & REMEDIATION ? said : otherwise,
        .root_cause = given & ROOT_CAUSE ? said : otherwise,
        .reason = given & REASON ? said : otherwise,
        .halt = given & HALT ? said : otherwise,
        .notified = given & NOTIFIED ? said : otherwise,
        .incident = given & INCIDENT ? said : otherwise,
        .reinforcement = given & REINFORCEMENT ? said : otherwise,
        .waiver = given & WAIVER ? said : otherwise,
    };
}

static bool suffices(unsigned given, enum severity severity, enum alert_state to)
{
    struct error err = {0};
    struct closure absent = with(given, NULL);
    struct closure blanks = with(given, blank);
    bool result = closure_suffices(&absent, severity, to, &err);

    ck_assert_int_eq(closure_suffices(&blanks, severity, to, &err), result);
    return result;
}

/* All 256 closings there are, for each kind of move. */
START_TEST(what_is_needed_is_needed)
{
    for (unsigned given = 0; given <= ALL; given++) {
        bool amber = (given & REMEDIATION) && (given & ROOT_CAUSE);
        bool lasting = given & (REINFORCEMENT | WAIVER);
        bool red = amber && lasting && (given & HALT) && (given & NOTIFIED) && (given & INCIDENT);

        ck_assert_int_eq(suffices(given, SEVERITY_AMBER, ALERT_CLOSED), amber);
        ck_assert_int_eq(suffices(given, SEVERITY_RED, ALERT_CLOSED), red);
        for (int rag = SEVERITY_AMBER; rag <= SEVERITY_RED; rag++) {
            enum severity severity = (enum severity)rag;

            ck_assert_int_eq(suffices(given, severity, ALERT_FALSE_POSITIVE),
                             (given & REASON) != 0);
            ck_assert_int_eq(suffices(given, severity, ALERT_REMEDIATED),
                             (given & REMEDIATION) != 0);
            ck_assert_int_eq(suffices(given, severity, ALERT_REINFORCED), lasting);
            ck_assert(suffices(given, severity, ALERT_ACKNOWLEDGED));
            ck_assert(suffices(given, severity, ALERT_ISOLATED));
            ck_assert(suffices(given, severity, ALERT_INVESTIGATED));
        }
    }
}
END_TEST

START_TEST(one_message_names_all_that_is_missing)
{
    struct error err = {0};
    struct closure none = {0};
    struct closure some = with(ALL & ~(unsigned)(HALT | WAIVER | REINFORCEMENT), NULL);

    ck_assert(!closure_suffices(&none, SEVERITY_RED, ALERT_CLOSED, &err));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_int_eq(strstr(err.text, names[i]) != NULL, strcmp(names[i], "reason") != 0);
    ck_assert_uint_lt(strlen(err.text), sizeof err.text - 100);

    ck_assert(!closure_suffices(&some, SEVERITY_RED, ALERT_CLOSED, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "halt"));
    ck_assert_ptr_nonnull(strstr(err.text, "or waiver"));
    ck_assert_ptr_null(strstr(err.text, "incident"));
}
END_TEST

START_TEST(what_was_said_before_counts_and_what_is_said_now_wins)
{
    char newer[] = "newer";
    struct closure before = with(REMEDIATION | HALT, NULL);
    struct closure now = {.remediation = newer, .halt = blank, .root_cause = newer};
    struct closure both = closure_overlay(&before, &now);

    ck_assert_str_eq(both.remediation, "newer");
    ck_assert_str_eq(both.root_cause, "newer");
    ck_assert_str_eq(both.halt, "said");
    ck_assert_ptr_null(both.waiver);
    both = closure_overlay(&before, NULL);
    ck_assert_str_eq(both.halt, "said");
}
END_TEST

START_TEST(keeping_copies_also_from_itself)
{
    char newer[] = "newer";
    struct closure kept = {.halt = mem_copy_string("halted"), .waiver = mem_copy_string("w")};
    struct closure now = {.waiver = newer};
    struct closure both = closure_overlay(&kept, &now);

    closure_keep(&kept, &both);
    newer[0] = '?';
    ck_assert_str_eq(kept.halt, "halted");
    ck_assert_str_eq(kept.waiver, "newer");
    closure_finish(&kept);
    ck_assert_ptr_null(kept.halt);
}
END_TEST

START_TEST(texts_are_bounded)
{
    char text[CLOSURE_TEXT_MOST + 2];
    struct closure closure = {.incident = text};
    struct error err = {0};

    memset(text, 'x', sizeof text);
    text[CLOSURE_TEXT_MOST] = '\0';
    ck_assert(closure_is_bounded(&closure, &err));
    text[CLOSURE_TEXT_MOST] = 'x';
    text[CLOSURE_TEXT_MOST + 1] = '\0';
    ck_assert(!closure_is_bounded(&closure, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "incident"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("closure");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, what_is_needed_is_needed);
    tcase_add_test(all, one_message_names_all_that_is_missing);
    tcase_add_test(all, what_was_said_before_counts_and_what_is_said_now_wins);
    tcase_add_test(all, keeping_copies_also_from_itself);
    tcase_add_test(all, texts_are_bounded);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
