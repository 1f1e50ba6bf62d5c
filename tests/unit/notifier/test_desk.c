#include "notifier/desk.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "support/child.h"
#include "support/suite.h"
#include "support/temp_folder.h"
#include "support/wait_until.h"

/* A desk whose commands write down whom they tell what, and whose clock is the test's. */
struct scene {
    struct path folder;
    struct path told;
    struct notify_settings settings;
    struct desk *desk;
    struct moment now;
    struct buffer said;
};

static char shell[] = "/bin/sh";
static char option[] = "-c";
static char script[PATH_SIZE + 256];
static char *words[] = {shell, option, script};

static void say(const char *message, void *cookie)
{
    struct scene *scene = cookie;

    buffer_printf(&scene->said, "%s\n", message);
}

static void start(struct scene *scene)
{
    scene->desk = desk_create(&(struct desk_options){
        .name = "oncall", .settings = &scene->settings, .say = say, .cookie = scene});
}

static void begin(struct scene *scene)
{
    *scene = (struct scene){
        .folder = temp_folder_create("desk"),
        .settings = {.command = words,
                     .command_count = 3,
                     .timeout = MINUTE,
                     .attempts = 2,
                     .retry = SECOND,
                     .at_once = 1,
                     .limit = {.pages = 3, .per = MINUTE},
                     .second = {.command = words, .command_count = 3, .after = 15 * MINUTE}},
        .now = {.running = HOUR, .wall = 400000 * HOUR},
    };
    scene->told = path_print("%s/told", scene->folder.text);
    snprintf(script, sizeof script,
             "cd '%s' && cat >>details && echo \"$AMBERD_TEXT\" >>details &&"
             "echo \"$AMBERD_CONTACT $AMBERD_KIND $AMBERD_EVENT ${AMBERD_ID#0000}\" >>told",
             scene->folder.text);
    start(scene);
}

static void end(struct scene *scene)
{
    desk_destroy(scene->desk);
    buffer_finish(&scene->said);
    temp_folder_remove(&scene->folder);
}

static bool is_still(void *cookie)
{
    struct scene *scene = cookie;

    desk_turn(scene->desk, scene->now, true);
    return desk_running(scene->desk) == 0 && desk_due(scene->desk, scene->now) > scene->now.running;
}

static void settle(struct scene *scene, timestamp later)
{
    scene->now.running += later;
    scene->now.wall += later;
    ck_assert(wait_until(is_still, scene, PATIENCE_SECONDS));
}

static void take_raw(struct scene *scene, const char *raw)
{
    struct arena *arena = arena_create(1 << 10);
    struct alert_notice notice = {.number = 0};

    ck_assert(alert_notice_read(&notice, arena, text_of(raw)));
    desk_take(scene->desk, &notice, "before", scene->now);
    arena_destroy(arena);
}

/* One that is open. */
static void take_rag(struct scene *scene, unsigned number, unsigned alert, const char *change,
                     const char *rag)
{
    struct path raw = path_print("{\"seq\":%u,\"type\":\"alert\",\"id\":\"0000%028u\",\"change\":"
                                 "\"%s\",\"state\":\"open\",\"rag\":\"%s\",\"title\":\"T\\\"%u\"}",
                                 number, alert, change, rag, alert);

    take_raw(scene, raw.text);
}

static void take(struct scene *scene, unsigned number, unsigned alert, const char *change,
                 const char *state)
{
    struct path raw = path_print("{\"seq\":%u,\"type\":\"alert\",\"id\":\"0000%028u\",\"change\":"
                                 "\"%s\",\"state\":\"%s\",\"rag\":\"red\"}",
                                 number, alert, change, state);

    take_raw(scene, raw.text);
}

static size_t told(const struct scene *scene, const char *format, unsigned alert)
{
    struct path wanted = path_print("%s %028u\n", format, alert);
    struct buffer bytes = {0};
    struct error err = {0};
    struct text head = {0};
    struct text rest = {0};
    size_t count = 0;

    if (file_read(scene->told.text, 1 << 20, &bytes, &err))
        rest = buffer_text(&bytes);
    while (text_cut(rest, text_of(alert > 0 ? wanted.text : format), &head, &rest))
        count++;
    buffer_finish(&bytes);
    return count;
}

static void restart(struct scene *scene)
{
    struct buffer lines = {0};

    desk_write(scene->desk, &lines);
    desk_destroy(scene->desk);
    start(scene);
    ck_assert(desk_read(scene->desk, buffer_text(&lines)));
    buffer_finish(&lines);
}

START_TEST(what_is_delivered_again_is_told_once)
{
    struct scene scene;

    begin(&scene);
    take(&scene, 1, 1, "created", "open");
    ck_assert_str_eq(desk_holds_at(scene.desk), "before");
    settle(&scene, 0);
    ck_assert_ptr_null(desk_holds_at(scene.desk));
    take(&scene, 2, 1, "updated", "open");
    restart(&scene);
    take(&scene, 1, 1, "created", "open");
    take(&scene, 2, 1, "updated", "open");
    settle(&scene, SECOND);
    ck_assert_uint_eq(told(&scene, "first alert trigger", 1), 1);
    take(&scene, 3, 1, "closed", "closed");
    settle(&scene, SECOND);
    ck_assert_uint_eq(told(&scene, "first alert resolve", 1), 1);
    ck_assert_uint_eq(told(&scene, "alert", 0), 2);
    end(&scene);
}
END_TEST

START_TEST(what_is_owed_holds_another_journal_at_its_beginning)
{
    struct scene scene;

    begin(&scene);
    take(&scene, 1, 1, "created", "open");
    ck_assert_str_eq(desk_holds_at(scene.desk), "before");
    desk_forget_places(scene.desk);
    ck_assert_str_eq(desk_holds_at(scene.desk), "");
    settle(&scene, 0);
    ck_assert_ptr_null(desk_holds_at(scene.desk));
    end(&scene);
}
END_TEST

START_TEST(what_was_on_its_way_is_done_again)
{
    struct scene scene;

    begin(&scene);
    take(&scene, 1, 1, "created", "open");
    restart(&scene); /* before the command has run */
    take(&scene, 1, 1, "created", "open");
    settle(&scene, 0);
    ck_assert_uint_eq(told(&scene, "first alert trigger", 1), 1);
    take(&scene, 2, 1, "closed", "closed");
    restart(&scene);
    take(&scene, 2, 1, "closed", "closed");
    settle(&scene, 0);
    ck_assert_uint_eq(told(&scene, "first alert resolve", 1), 1);
    end(&scene);
}
END_TEST

START_TEST(the_clock_of_the_second_contact)
{
    struct scene scene;

    begin(&scene);
    take(&scene, 1, 1, "created", "open");
    take(&scene, 2, 2, "created", "open");
    settle(&scene, 15 * MINUTE - 1);
    take(&scene, 3, 2, "moved", "acknowledged");
    ck_assert_uint_eq(told(&scene, "second", 0), 0);
    ck_assert_int_eq(desk_due(scene.desk, scene.now), scene.now.running + 1);
    restart(&scene);
    settle(&scene, 1);
    ck_assert_uint_eq(told(&scene, "second alert trigger", 1), 1);
    settle(&scene, DAY);
    ck_assert_uint_eq(told(&scene, "second", 0), 1);
    take(&scene, 4, 1, "closed", "false-positive");
    take(&scene, 5, 2, "closed", "closed");
    settle(&scene, 0);
    ck_assert_uint_eq(told(&scene, "second alert resolve", 1), 1);
    ck_assert_uint_eq(told(&scene, "first alert resolve", 1), 1);
    ck_assert_uint_eq(told(&scene, "first alert resolve", 2), 1);
    ck_assert_uint_eq(told(&scene, "second", 0), 2);
    end(&scene);
}
END_TEST

/* The page to the second contact is no record of the feed's, which gives nothing again. */
START_TEST(a_page_to_the_second_contact_outlives_a_restart)
{
    struct scene scene;

    begin(&scene);
    take(&scene, 1, 1, "created", "open");
    settle(&scene, 0);
    scene.now.running += 15 * MINUTE;
    scene.now.wall += 15 * MINUTE;
    desk_turn(scene.desk, scene.now, false); /* it is on its way */
    take(&scene, 2, 1, "updated", "open");
    restart(&scene);
    settle(&scene, 0);
    ck_assert_uint_eq(told(&scene, "second alert trigger", 1), 1);
    settle(&scene, DAY);
    ck_assert_uint_eq(told(&scene, "second", 0), 1);
    end(&scene);
}
END_TEST

START_TEST(beyond_the_bound_they_are_summed_up)
{
    struct scene scene;

    begin(&scene);
    for (unsigned i = 1; i <= 10; i++)
        take(&scene, i, i, "created", "open");
    settle(&scene, 0);
    ck_assert_uint_eq(told(&scene, "first alert trigger", 0), 3);
    take(&scene, 11, 10, "closed", "closed"); /* nobody was told, nobody needs to be */
    restart(&scene);
    settle(&scene, MINUTE);
    ck_assert_uint_eq(told(&scene, "first summary trigger", 0), 1);
    take(&scene, 12, 9, "updated", "open");
    settle(&scene, MINUTE);
    ck_assert_uint_eq(told(&scene, "first alert trigger", 0), 3);
    ck_assert_uint_eq(told(&scene, "resolve", 0), 0);
    end(&scene);
}
END_TEST

/* What a contact has an open page of is told on, so that it hears of the end as well. */
START_TEST(the_bound_holds_back_no_word_of_what_was_told)
{
    const bool told_before[] = {true, false}; /* or still on its way */

    for (size_t i = 0; i < sizeof told_before / sizeof *told_before; i++) {
        struct scene scene;

        begin(&scene);
        for (unsigned alert = 1; alert <= 3; alert++)
            take(&scene, alert, alert, "created", "open");
        if (told_before[i])
            settle(&scene, 0);
        take(&scene, 4, 1, "escalated", "open");
        settle(&scene, 0);
        ck_assert_uint_eq(told(&scene, "first alert trigger", 1), 2);
        take(&scene, 5, 1, "closed", "closed");
        settle(&scene, MINUTE);
        ck_assert_uint_eq(told(&scene, "first alert resolve", 1), 1);
        ck_assert_uint_eq(told(&scene, "summary", 0), 0);
        end(&scene);
    }
}
END_TEST

/* A time that no clock shows, in a file that somebody else wrote. */
START_TEST(a_clock_that_is_kept_shows_a_time)
{
    static const char *const times[] = {"9223372036854775807", "-9223372036854775807"};

    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct buffer lines = {0};
        struct scene scene;

        begin(&scene);
        buffer_printf(&lines,
                      "{\"id\":\"0000%028u\",\"done\":1,\"red\":1,\"standing\":[1,0],"
                      "\"escalate_at\":%s,\"record\":{\"seq\":1}}\n",
                      1U, times[i]);
        ck_assert(!desk_read(scene.desk, buffer_text(&lines)));
        ck_assert_int_eq(desk_due(scene.desk, scene.now), TIMESTAMP_LATEST);
        buffer_finish(&lines);
        end(&scene);
    }
}
END_TEST

START_TEST(what_becomes_red_behind_its_summary_is_told)
{
    struct scene scene;

    begin(&scene);
    for (unsigned alert = 1; alert <= 4; alert++)
        take(&scene, alert, alert, "created", "open");
    settle(&scene, 0);
    scene.now.running += MINUTE;
    scene.now.wall += MINUTE;
    desk_turn(scene.desk, scene.now, false); /* the summary is on its way */
    take(&scene, 5, 4, "escalated", "open");
    settle(&scene, 0);
    ck_assert_uint_eq(told(&scene, "first summary trigger", 0), 1);
    ck_assert_uint_eq(told(&scene, "first alert trigger", 4), 1);
    end(&scene);
}
END_TEST

static size_t detailed(const struct scene *scene, const char *what)
{
    return file_count(path_print("%s/details", scene->folder.text).text, what);
}

START_TEST(ambers_hold_back_no_red)
{
    struct scene scene;

    begin(&scene);
    for (unsigned i = 1; i <= 10; i++)
        take_rag(&scene, i, i, "created", "amber");
    take_rag(&scene, 11, 11, "created", "red");
    take_rag(&scene, 12, 10, "escalated", "red"); /* it was held back */
    take_rag(&scene, 13, 9, "updated", "amber");
    settle(&scene, 0);
    ck_assert_uint_eq(told(&scene, "first alert trigger", 0), 5);
    ck_assert_uint_eq(told(&scene, "first alert trigger", 10), 1);
    ck_assert_uint_eq(told(&scene, "first alert trigger", 11), 1);
    settle(&scene, MINUTE);
    ck_assert_uint_eq(detailed(&scene, "and 6 more Amber alerts\n"), 1);
    ck_assert_uint_eq(detailed(&scene, "more Red"), 0);
    end(&scene);
}
END_TEST

START_TEST(reds_beyond_their_own_bound_are_named)
{
    struct scene scene;

    begin(&scene);
    for (unsigned i = 1; i <= 5; i++)
        take_rag(&scene, i, i, "created", "red");
    for (unsigned i = 6; i <= 10; i++)
        take_rag(&scene, i, i, "created", "amber");
    settle(&scene, 0);
    ck_assert_uint_eq(told(&scene, "first alert trigger", 0), 6);
    restart(&scene);
    settle(&scene, MINUTE);
    ck_assert_uint_eq(told(&scene, "first summary trigger", 0), 2);
    ck_assert_uint_eq(detailed(&scene, "amberd: and 2 more Red alerts: T\""), 1);
    ck_assert_uint_eq(detailed(&scene, "T\"4 (00000000000000000000000000000004)"), 1);
    ck_assert_uint_eq(detailed(&scene, "T\"5 (00000000000000000000000000000005)"), 1);
    ck_assert_uint_eq(detailed(&scene, "{\"id\":\"00000000000000000000000000000005\","
                                       "\"title\":\"T\\\"5\"}"),
                      1);
    ck_assert_uint_eq(detailed(&scene, "amberd: and 2 more Amber alerts\n"), 1);
    end(&scene);
}
END_TEST

SUITE_MAIN("desk", what_is_delivered_again_is_told_once,
           what_is_owed_holds_another_journal_at_its_beginning, what_was_on_its_way_is_done_again,
           the_clock_of_the_second_contact, a_page_to_the_second_contact_outlives_a_restart,
           beyond_the_bound_they_are_summed_up, the_bound_holds_back_no_word_of_what_was_told,
           a_clock_that_is_kept_shows_a_time, what_becomes_red_behind_its_summary_is_told,
           ambers_hold_back_no_red, reds_beyond_their_own_bound_are_named)
