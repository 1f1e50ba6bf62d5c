#include "correlate/echo.h"

#include <stdio.h>
#include <string.h>

#include "support/state_box.h"
#include "support/suite.h"

/* A line of session 1, but where it says another, and whether it is an echo. */
struct step {
    enum echo_kind kind;
    const char *execution;
    const char *statement;
    bool is_echo;
    const char *session;
};

enum { STEPS_MOST = 8 };

static const struct {
    const char *what;
    struct step steps[STEPS_MOST];
} stories[] = {
    {"logged before, by each relation, and after",
     {{ECHO_BEGIN, "", "select 1", false, NULL},
      {ECHO_PART, "1", "select 1", true, NULL},
      {ECHO_PART, "1", "select 1", true, NULL},
      {ECHO_END, "", "select 1", true, NULL}}},
    {"run twice",
     {{ECHO_PART, "1", "select 1", false, NULL},
      {ECHO_END, "", "select 1", true, NULL},
      {ECHO_PART, "2", "select 1", false, NULL},
      {ECHO_END, "", "select 1", true, NULL}}},
    {"run twice, logged before only",
     {{ECHO_BEGIN, "", "select 1", false, NULL}, {ECHO_BEGIN, "", "select 1", false, NULL}}},
    {"run twice, logged after only",
     {{ECHO_END, "", "select 1", false, NULL}, {ECHO_END, "", "select 1", false, NULL}}},
    {"run twice, by its relations only",
     {{ECHO_PART, "1", "select 1", false, NULL},
      {ECHO_PART, "1", "", true, NULL},
      {ECHO_PART, "2", "select 1", false, NULL}}},
    {"a statement inside, and the outer one's end",
     {{ECHO_PART, "3", "do something", false, NULL},
      {ECHO_PART, "3", "select 1", true, NULL},
      {ECHO_END, "", "do something", true, NULL}}},
    {"prepared, and what ran it",
     {{ECHO_PART, "3", "prepare q as select 1", false, NULL},
      {ECHO_PART, "3", "execute q", true, NULL},
      {ECHO_END, "", "execute q", true, NULL}}},
    {"explained while it runs",
     {{ECHO_BEGIN, "", "select 1", false, NULL},
      {ECHO_PART, "1", "select 1", true, NULL},
      {ECHO_PLAN, "", "select 1", true, NULL},
      {ECHO_END, "", "select 1", true, NULL},
      {ECHO_PLAN, "", "select 1", false, NULL}}},
    {"run twice, explained only",
     {{ECHO_PLAN, "", "select 1", false, NULL}, {ECHO_PLAN, "", "select 1", false, NULL}}},
    {"explained, and logged after",
     {{ECHO_PLAN, "", "select 1", false, NULL},
      {ECHO_END, "", "select 1", true, NULL},
      {ECHO_PLAN, "", "select 1", false, NULL}}},
    {"another statement's end",
     {{ECHO_PART, "3", "select 1", false, NULL}, {ECHO_END, "", "select 2", false, NULL}}},
    {"a statement that no part belongs to",
     {{ECHO_BEGIN, "", "create table t ()", false, NULL},
      {ECHO_PART, "1", "select 1", false, NULL}}},
    {"a password that one line shows",
     {{ECHO_PART, "3", "create role a PASSWORD <REDACTED>", false, NULL},
      {ECHO_END, "", "create role a PASSWORD 'secret'", true, NULL}}},
    {"a number used again behind the end",
     {{ECHO_PART, "1", "select 1", false, NULL},
      {ECHO_END, "", "select 1", true, NULL},
      {ECHO_PART, "1", "select 1", false, NULL}}},
    {"a new session of that name",
     {{ECHO_PART, "1", "select 1", false, NULL},
      {ECHO_RESET, "", "", false, NULL},
      {ECHO_PART, "1", "select 1", false, NULL}}},
    {"two sessions at once",
     {{ECHO_PART, "1", "select 1", false, NULL},
      {ECHO_PART, "1", "select 1", false, "2"},
      {ECHO_END, "", "select 1", true, NULL},
      {ECHO_END, "", "select 1", true, "2"}}},
    {"no such kind of line",
     {{ECHO_NONE, "1", "select 1", false, NULL}, {ECHO_NONE, "1", "select 1", false, NULL}}},
};

static bool take(struct echo *echo, const struct step *step)
{
    const struct event_echo line = {
        .kind = step->kind,
        .session = text_of(step->session ? step->session : "1"),
        .execution = text_of(step->execution),
        .statement = text_of(step->statement),
    };

    return echo_take(echo, TEXT("crm"), &line);
}

START_TEST(one_execution_counts_once)
{
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        struct echo *echo = echo_create();

        for (size_t j = 0; j < STEPS_MOST && stories[i].steps[j].statement; j++)
            ck_assert_msg(take(echo, &stories[i].steps[j]) == stories[i].steps[j].is_echo,
                          "%s: line %zu", stories[i].what, j + 1);
        echo_destroy(echo);
    }
}
END_TEST

static void restore(const struct state_change *piece, void *cookie)
{
    struct error err = {0};

    ck_assert_msg(echo_restore(cookie, piece->key, piece->value, &err), "%s", err.text);
}

static struct echo *restart(struct echo *echo, struct state_box *box)
{
    struct echo *restarted = echo_create();

    echo_changes(echo, state_box_put, box);
    echo_destroy(echo);
    state_box_each(box, restore, restarted);
    return restarted;
}

START_TEST(a_restart_between_any_two_lines_changes_nothing)
{
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        struct echo *echo = echo_create();
        struct state_box *box = state_box_create();

        for (size_t j = 0; j < STEPS_MOST && stories[i].steps[j].statement; j++) {
            ck_assert_msg(take(echo, &stories[i].steps[j]) == stories[i].steps[j].is_echo,
                          "%s: line %zu", stories[i].what, j + 1);
            echo = restart(echo, box);
        }
        echo_destroy(echo);
        state_box_destroy(box);
    }
}
END_TEST

static void count_change(const struct state_change *change, void *cookie)
{
    size_t *counts = cookie;

    counts[change->value.length > 0 ? 0 : 1]++;
}

START_TEST(what_changed_is_handed_over_once)
{
    static const struct step step = {ECHO_PART, "1", "select 1", false, NULL};
    static const struct step reset = {ECHO_RESET, "", "", false, NULL};
    struct echo *echo = echo_create();
    size_t counts[2] = {0};

    take(echo, &step);
    echo_changes(echo, count_change, counts);
    echo_changes(echo, count_change, counts);
    ck_assert_uint_eq(counts[0], 1);
    take(echo, &reset);
    echo_changes(echo, count_change, counts);
    echo_changes(echo, count_change, counts);
    ck_assert_uint_eq(counts[0], 1);
    ck_assert_uint_eq(counts[1], 1);
    take(echo, &step);
    take(echo, &reset);
    echo_changes(echo, count_change, counts);
    ck_assert_uint_eq(counts[1], 1);
    echo_destroy(echo);
}
END_TEST

START_TEST(the_session_idle_longest_is_forgotten)
{
    struct echo *echo = echo_create();
    char name[16];
    struct step step = {ECHO_PART, "1", "select 1", false, name};

    for (int i = 0; i <= ECHO_SESSIONS_MOST; i++) {
        snprintf(name, sizeof name, "%d", i);
        ck_assert(!take(echo, &step));
    }
    ck_assert_uint_eq(echo_forgotten(echo), 1);
    ck_assert(take(echo, &step));
    snprintf(name, sizeof name, "1");
    ck_assert(take(echo, &step));
    snprintf(name, sizeof name, "0");
    ck_assert(!take(echo, &step));
    echo_destroy(echo);
}
END_TEST

START_TEST(any_bytes_may_come_back)
{
    static const struct {
        const char *key;
        const char *value;
    } pieces[] = {
        {"", ""},
        {"0123456789abcdef", ""},
        {"0123456789abcdef", "0123456789012345678901234"},
        {"0123456789abcdef", "\1"
                             "23456789012345678901234x"},
        {"0123456789abcde", "\1"
                            "234567890123456789012345"},
    };
    struct echo *echo = echo_create();

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct error err = {0};
        bool is_good = strlen(pieces[i].key) == 16 && pieces[i].value[0] == 1;

        ck_assert(echo_restore(echo, text_of(pieces[i].key), text_of(pieces[i].value), &err) ==
                  is_good);
        ck_assert(is_good || strlen(err.text) > 0);
    }
    echo_destroy(echo);
}
END_TEST

SUITE_MAIN("echo", one_execution_counts_once, a_restart_between_any_two_lines_changes_nothing,
           what_changed_is_handed_over_once, the_session_idle_longest_is_forgotten,
           any_bytes_may_come_back)
