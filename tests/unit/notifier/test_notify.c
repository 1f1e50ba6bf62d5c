#include "notifier/notify.h"

#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/suite.h"
#include "support/temp_folder.h"
#include "support/wait_until.h"

enum { ALL_IT_TAKES = 256 };

/* The test is the daemon; a notify whose command fails at once, on a clock of the test's. */
struct scene {
    struct path folder;
    struct path socket;
    int listener;
    int peer;
    struct path state;
    struct notify_settings settings;
    struct notify_options options;
    struct notify *notify;
    struct moment now;
    size_t given_up;
};

static void say(const char *message, void *cookie)
{
    struct scene *scene = cookie;

    scene->given_up += text_find(text_of(message), TEXT("given up"), &(size_t){0});
}

static void listen_at(struct scene *scene)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    scene->socket = path_print("%s/feed", scene->folder.text);
    snprintf(address.sun_path, sizeof address.sun_path, "%.107s", scene->socket.text);
    scene->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ck_assert_int_eq(bind(scene->listener, (struct sockaddr *)&address, sizeof address), 0);
    ck_assert_int_eq(listen(scene->listener, 1), 0);
}

static void begin(struct scene *scene)
{
    static char program[] = "/bin/false";
    static char *words[] = {program};
    struct error err = {0};

    *scene = (struct scene){.folder = temp_folder_create("notify"),
                            .now = {.running = HOUR, .wall = 400000 * HOUR}};
    listen_at(scene);
    scene->state = path_print("%s/state", scene->folder.text);
    scene->settings = (struct notify_settings){
        .feed = scene->socket.text,
        .command = words,
        .command_count = 1,
        .timeout = MINUTE,
        .attempts = 1,
        .retry = SECOND,
        .at_once = 4,
        .limit = {.pages = 10000, .per = MINUTE},
    };
    scene->options = (struct notify_options){.name = "oncall",
                                             .state = scene->state.text,
                                             .settings = &scene->settings,
                                             .say = say,
                                             .cookie = scene};
    scene->notify = notify_create(&scene->options, &err);
    ck_assert_msg(scene->notify != NULL, "%s", err.text);
}

static void end(struct scene *scene)
{
    notify_destroy(scene->notify);
    close(scene->peer);
    close(scene->listener);
    temp_folder_remove(&scene->folder);
}

static void turn(struct scene *scene)
{
    struct pollfd polled = notify_poll(scene->notify);

    poll(&polled, 1, 0);
    if (polled.fd < 0)
        polled.revents = 0;
    notify_turn(scene->notify, polled.revents, scene->now, true);
}

/* Is connected to, and sends so many alerts behind one another. */
static void send_alerts(struct scene *scene, unsigned count)
{
    struct buffer lines = {0};

    turn(scene);
    scene->peer = accept(scene->listener, NULL, NULL);
    ck_assert_int_ge(scene->peer, 0);
    buffer_append_text(&lines, TEXT("{\"type\":\"hello\"}\n{\"type\":\"subscribed\"}\n"));
    for (unsigned i = 1; i <= count; i++)
        buffer_printf(&lines,
                      "{\"type\":\"alert\",\"seq\":%u,\"cursor\":\"c%u\",\"id\":\"0000%028u\","
                      "\"change\":\"created\",\"state\":\"open\",\"rag\":\"red\"}\n",
                      i, i, i);
    ck_assert_int_eq(send(scene->peer, lines.data, lines.length, MSG_DONTWAIT),
                     (ssize_t)lines.length);
    buffer_finish(&lines);
}

static bool is_full(void *cookie)
{
    struct scene *scene = cookie;

    turn(scene);
    return notify_poll(scene->notify).fd < 0;
}

static bool has_given_up(void *cookie)
{
    struct scene *scene = cookie;

    turn(scene);
    return scene->given_up > 0;
}

/* The next turn may be minutes away: nothing is due before a command ends. */
START_TEST(the_feed_is_listened_to_as_soon_as_there_is_room)
{
    struct scene scene;

    begin(&scene);
    send_alerts(&scene, ALL_IT_TAKES);
    ck_assert(wait_until(is_full, &scene, PATIENCE_SECONDS));
    ck_assert_uint_eq(scene.given_up, 0);
    ck_assert(wait_until(has_given_up, &scene, PATIENCE_SECONDS));
    ck_assert_int_ge(notify_poll(scene.notify).fd, 0);
    end(&scene);
}
END_TEST

SUITE_MAIN("notify", the_feed_is_listened_to_as_soon_as_there_is_room)
