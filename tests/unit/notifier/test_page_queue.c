#include "notifier/page_queue.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "support/suite.h"
#include "support/wait_until.h"

/* Fails, or not, as the second word of its input says; "hang" takes its time. */
static char shell[] = "/bin/sh";
static char option[] = "-c";
static char script[] = "read key what; case $what in fail) exit 1 ;; hang) exec sleep 600 ;; esac";
static char missing[] = "/nowhere/to/be/found";
static char *const words[] = {shell, option, script, NULL};
static char *const nothing[] = {missing, NULL};

struct scene {
    struct page_queue *queue;
    timestamp now;
    size_t most_running;
    struct buffer done;
    struct buffer said;
};

static void done(struct page *page, bool is_told, void *cookie)
{
    struct scene *scene = cookie;

    buffer_printf(&scene->done, "%s%s%s ", page->key, page->is_resolve ? "-" : "+",
                  is_told ? "" : "!");
}

static void say(const char *message, void *cookie)
{
    struct scene *scene = cookie;

    buffer_printf(&scene->said, "%s\n", message);
}

static void begin(struct scene *scene, char *const *command)
{
    *scene = (struct scene){.now = HOUR};
    scene->queue = page_queue_create(&(struct page_queue_options){
        .commands = {command, NULL},
        .timeout = MINUTE,
        .retry = SECOND,
        .attempts = 3,
        .at_once = 3,
        .done = done,
        .say = say,
        .cookie = scene,
    });
}

static void end(struct scene *scene)
{
    page_queue_destroy(scene->queue);
    buffer_finish(&scene->done);
    buffer_finish(&scene->said);
}

static struct page *add(struct scene *scene, const char *key, const char *what, bool is_resolve)
{
    struct page *page = page_create(PAGE_ALERT, CONTACT_FIRST, key);

    page->is_resolve = is_resolve;
    buffer_printf(&page->input, "%s %s\n", key, what);
    page_queue_add(scene->queue, page);
    return page;
}

static bool is_still(void *cookie)
{
    struct scene *scene = cookie;
    size_t running = 0;

    page_queue_turn(scene->queue, scene->now, true);
    running = page_queue_running(scene->queue);
    if (running > scene->most_running)
        scene->most_running = running;
    return running == 0;
}

static bool is_told(void *cookie)
{
    struct scene *scene = cookie;

    page_queue_turn(scene->queue, scene->now, true);
    return strcmp(buffer_string(&scene->done), "red+ ") == 0;
}

static void settle(struct scene *scene)
{
    ck_assert(wait_until(is_still, scene, PATIENCE_SECONDS));
}

START_TEST(of_one_key_they_keep_their_order_and_others_pass)
{
    struct scene scene;

    begin(&scene, words);
    add(&scene, "a", "fail", false);
    add(&scene, "a", "works", true);
    add(&scene, "b", "works", false);
    add(&scene, "c", "works", false);
    settle(&scene);
    ck_assert_ptr_nonnull(strstr(buffer_string(&scene.done), "b+ "));
    ck_assert_ptr_nonnull(strstr(buffer_string(&scene.done), "c+ "));
    ck_assert_ptr_null(strchr(buffer_string(&scene.done), 'a'));
    ck_assert_uint_eq(scene.most_running, 2);
    ck_assert_int_eq(page_queue_due(scene.queue), scene.now + SECOND);

    scene.now += SECOND;
    settle(&scene);
    ck_assert_int_eq(page_queue_due(scene.queue), scene.now + 2 * SECOND);
    scene.now += 2 * SECOND;
    settle(&scene);
    ck_assert_ptr_nonnull(strstr(buffer_string(&scene.done), "a+! a- "));
    ck_assert_uint_eq(page_queue_count(scene.queue), 0);
    ck_assert_int_eq(page_queue_due(scene.queue), TIMESTAMP_LATEST);
    end(&scene);
}
END_TEST

START_TEST(ambers_that_hang_leave_room_for_a_red)
{
    struct page *red = page_create(PAGE_ALERT, CONTACT_FIRST, "red");
    struct scene scene;

    begin(&scene, words);
    for (const char *key = "a\0b\0c\0"; key[0] != '\0'; key += 2)
        add(&scene, key, "hang", false);
    ck_assert(!is_still(&scene));
    ck_assert_uint_eq(scene.most_running, 2);
    ck_assert_int_eq(page_queue_due(scene.queue), scene.now + MINUTE);
    red->is_red = true;
    buffer_append_text(&red->input, TEXT("red works\n"));
    page_queue_add(scene.queue, red);
    ck_assert_int_eq(page_queue_due(scene.queue), red->next_try);
    page_queue_turn(scene.queue, scene.now, true);
    ck_assert_uint_eq(page_queue_running(scene.queue), 3);
    ck_assert(wait_until(is_told, &scene, PATIENCE_SECONDS));
    end(&scene);
}
END_TEST

START_TEST(one_that_hangs_is_killed_when_its_time_is_over)
{
    struct scene scene;

    begin(&scene, words);
    add(&scene, "a", "hang", false);
    ck_assert(!is_still(&scene));
    ck_assert_int_eq(page_queue_due(scene.queue), scene.now + MINUTE);
    scene.now += MINUTE;
    ck_assert(!is_still(&scene));
    ck_assert_int_eq(page_queue_due(scene.queue), TIMESTAMP_LATEST);
    settle(&scene);
    ck_assert_ptr_nonnull(strstr(buffer_string(&scene.said), "it took too long and was killed"));
    end(&scene);
}
END_TEST

/* A service manager starts us with SIGPIPE ignored; a shell could not take that back, and
 * what it pipes into a command that ends would write on. */
START_TEST(signals_are_to_a_command_what_they_are_to_any)
{
    static char pipes[] = "kill -s PIPE $$";
    static char *const raises[] = {shell, option, pipes, NULL};
    struct scene scene;

    ck_assert(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
    begin(&scene, raises);
    add(&scene, "a", "works", false);
    settle(&scene);
    ck_assert_ptr_nonnull(strstr(buffer_string(&scene.said), "signal 13 ended it"));
    end(&scene);
}
END_TEST

START_TEST(a_command_that_is_not_there_is_given_up_and_told)
{
    struct scene scene;

    begin(&scene, nothing);
    add(&scene, "a", "works", false);
    for (int i = 0; i < 3; i++) {
        settle(&scene);
        scene.now += MINUTE;
    }
    ck_assert_str_eq(buffer_string(&scene.done), "a+! ");
    ck_assert_msg(strstr(buffer_string(&scene.said),
                         "first contact, trigger a: given up, nobody was told: "
                         "/nowhere/to/be/found: No such file"),
                  "%s", buffer_string(&scene.said));
    end(&scene);
}
END_TEST

START_TEST(the_first_that_holds_the_feed_is_known)
{
    struct scene scene;
    struct page *second = NULL;

    begin(&scene, words);
    ck_assert_ptr_null(page_queue_holding(scene.queue));
    add(&scene, "a", "works", false);
    ck_assert_ptr_null(page_queue_holding(scene.queue));
    second = add(&scene, "b", "works", false);
    second->holds_feed = true;
    add(&scene, "c", "works", false)->holds_feed = true;
    ck_assert_ptr_eq(page_queue_holding(scene.queue), second);
    end(&scene);
}
END_TEST

/* And what stands before its page goes with it. */
START_TEST(reds_go_first)
{
    struct page *red = page_create(PAGE_ALERT, CONTACT_FIRST, "d");
    struct scene scene;

    begin(&scene, words);
    for (const char *key = "a\0b\0c\0d\0"; key[0] != '\0'; key += 2)
        add(&scene, key, "works", false);
    red->is_red = red->is_resolve = true;
    buffer_append_text(&red->input, TEXT("d works\n"));
    page_queue_add(scene.queue, red);
    page_queue_turn(scene.queue, scene.now, true);
    settle(&scene);
    ck_assert_msg(strstr(buffer_string(&scene.done), "d+ ") <
                      strstr(buffer_string(&scene.done), "b+ "),
                  "%s", buffer_string(&scene.done));
    ck_assert_msg(strstr(buffer_string(&scene.done), "d- "), "%s", buffer_string(&scene.done));
    end(&scene);
}
END_TEST

SUITE_MAIN("page_queue", of_one_key_they_keep_their_order_and_others_pass,
           ambers_that_hang_leave_room_for_a_red, one_that_hangs_is_killed_when_its_time_is_over,
           signals_are_to_a_command_what_they_are_to_any,
           a_command_that_is_not_there_is_given_up_and_told, the_first_that_holds_the_feed_is_known,
           reds_go_first)
