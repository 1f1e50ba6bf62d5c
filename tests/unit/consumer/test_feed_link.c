#include "consumer/feed_link.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buffer.h"
#include "support/suite.h"
#include "support/temp_folder.h"

static const char hello[] = "{\"type\":\"hello\",\"proto\":1}\n";
static const char subscribed[] = "{\"type\":\"subscribed\",\"through\":\"c0\"}\n";

/* A feed that says what the test wants, and a link whose clock is the test's. */
struct stage {
    struct path folder;
    int listener;
    int peer;
    struct feed_link *link;
    timestamp now;
    struct buffer taken; /* kinds and cursors */
    struct buffer said;
};

static void take(const struct feed_line *line, void *cookie)
{
    struct stage *stage = cookie;

    buffer_printf(&stage->taken, "%d:%.*s ", line->kind, TEXT_ARGS(line->cursor));
}

static void say(const char *message, void *cookie)
{
    struct stage *stage = cookie;

    buffer_printf(&stage->said, "%s\n", message);
}

static void forget(void *cookie)
{
    struct stage *stage = cookie;

    buffer_append_text(&stage->taken, TEXT("another "));
}

static void turn(struct stage *stage, timestamp later)
{
    struct pollfd polled = feed_link_poll(stage->link);

    stage->now += later;
    poll(&polled, 1, 0);
    if (polled.fd < 0)
        polled.revents = 0;
    feed_link_turn(stage->link, polled.revents, stage->now);
}

static void begin(struct stage *stage)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct error err = {0};
    struct path path;

    *stage = (struct stage){.folder = temp_folder_create("link"), .peer = -1, .now = SECOND};
    path = path_print("%s/feed", stage->folder.text);
    snprintf(address.sun_path, sizeof address.sun_path, "%.107s", path.text);
    stage->listener = socket(AF_UNIX, SOCK_STREAM, 0);
    ck_assert_int_eq(bind(stage->listener, (struct sockaddr *)&address, sizeof address), 0);
    ck_assert_int_eq(listen(stage->listener, 4), 0);
    stage->link = feed_link_create(
        &(struct feed_link_options){
            .socket = path.text,
            .name = "soc",
            .format = "ecs",
            .from = "unread",
            .filter = "{\"rag\":[\"red\"]}",
            .listener = {take, say, forget, stage},
        },
        &err);
    ck_assert_msg(stage->link != NULL, "%s", err.text);
}

static void end(struct stage *stage)
{
    feed_link_destroy(stage->link);
    if (stage->peer >= 0)
        close(stage->peer);
    close(stage->listener);
    buffer_finish(&stage->taken);
    buffer_finish(&stage->said);
    temp_folder_remove(&stage->folder);
}

static void accept_link(struct stage *stage)
{
    if (stage->peer >= 0)
        close(stage->peer);
    stage->peer = accept(stage->listener, NULL, NULL);
    ck_assert_int_ge(stage->peer, 0);
}

static void tell(struct stage *stage, const char *bytes)
{
    ck_assert_int_eq(send(stage->peer, bytes, strlen(bytes), MSG_NOSIGNAL), (ssize_t)strlen(bytes));
    turn(stage, 0);
}

static void hears(const struct stage *stage, const char *wanted)
{
    char text[4096] = "";
    ssize_t got = recv(stage->peer, text, sizeof text - 1, MSG_DONTWAIT);

    ck_assert_msg(got > 0 && strcmp(text, wanted) == 0, "%s", text);
}

static void connect_link(struct stage *stage)
{
    turn(stage, 6 * SECOND);
    accept_link(stage);
    tell(stage, hello);
}

START_TEST(a_subscription_and_its_acks)
{
    struct stage stage;

    begin(&stage);
    connect_link(&stage);
    hears(&stage, "{\"op\":\"subscribe\",\"name\":\"soc\",\"format\":\"ecs\",\"heartbeat\":5,"
                  "\"from\":\"unread\",\"filter\":{\"rag\":[\"red\"]}}\n");
    tell(&stage, subscribed);
    ck_assert(feed_link_is_up(stage.link));
    tell(&stage, "{\"event\":{\"id\":\"c1\"}}\n{\"event\":{\"id\":");
    tell(&stage, "\"c2\"}}\n{\"type\":\"heartbeat\",\"through\":\"c3\"}\n");
    ck_assert_str_eq(buffer_string(&stage.taken), "1:c0 5:c1 5:c2 2:c3 ");
    feed_link_acknowledge(stage.link, TEXT("c1"));
    feed_link_acknowledge(stage.link, TEXT("c2"));
    turn(&stage, 0);
    hears(&stage, "{\"op\":\"ack\",\"cursor\":\"c2\"}\n");
    ck_assert_str_eq(buffer_string(&stage.said), "connected to the feed\n");
    end(&stage);
}
END_TEST

START_TEST(it_comes_back_behind_the_last_line)
{
    struct stage stage;

    begin(&stage);
    connect_link(&stage);
    hears(&stage, "{\"op\":\"subscribe\",\"name\":\"soc\",\"format\":\"ecs\",\"heartbeat\":5,"
                  "\"from\":\"unread\",\"filter\":{\"rag\":[\"red\"]}}\n");
    tell(&stage, subscribed);
    tell(&stage, "{\"event\":{\"id\":\"c7\"}}\n{\"event\":{\"id\":\"c8\"}");
    turn(&stage, 14 * SECOND);
    ck_assert(feed_link_is_up(stage.link));
    turn(&stage, SECOND);
    ck_assert(!feed_link_is_up(stage.link));
    ck_assert(strstr(buffer_string(&stage.said), "silent for 15 seconds") != NULL);
    turn(&stage, 5 * SECOND);
    accept_link(&stage);
    tell(&stage, hello);
    hears(&stage, "{\"op\":\"subscribe\",\"name\":\"soc\",\"format\":\"ecs\",\"heartbeat\":5,"
                  "\"from\":\"c7\",\"filter\":{\"rag\":[\"red\"]}}\n");
    end(&stage);
}
END_TEST

START_TEST(a_cursor_nobody_knows_is_given_up)
{
    struct stage stage;

    begin(&stage);
    feed_link_resume_behind(stage.link, TEXT("c5"));
    connect_link(&stage);
    tell(&stage, "{\"type\":\"error\",\"code\":\"bad-cursor\",\"message\":\"x\"}\n");
    connect_link(&stage);
    hears(&stage, "{\"op\":\"subscribe\",\"name\":\"soc\",\"format\":\"ecs\",\"heartbeat\":5,"
                  "\"from\":\"unread\",\"filter\":{\"rag\":[\"red\"]}}\n");
    ck_assert(strstr(buffer_string(&stage.said), "another than before") != NULL);
    ck_assert_str_eq(buffer_string(&stage.taken), "another ");
    end(&stage);
}
END_TEST

START_TEST(who_is_full_is_given_nothing_and_loses_nothing)
{
    struct stage stage;

    begin(&stage);
    connect_link(&stage);
    tell(&stage, subscribed);
    feed_link_pause(stage.link, true);
    tell(&stage, "{\"event\":{\"id\":\"c1\"}}\n");
    turn(&stage, 60 * SECOND);
    ck_assert_str_eq(buffer_string(&stage.taken), "1:c0 ");
    shutdown(stage.peer, SHUT_RDWR);
    ck_assert_int_eq(feed_link_poll(stage.link).fd, -1); /* a hung-up one would spin */
    feed_link_pause(stage.link, false);
    turn(&stage, 0);
    ck_assert_str_eq(buffer_string(&stage.taken), "1:c0 5:c1 ");
    end(&stage);
}
END_TEST

/* The daemon hangs up on who is full for too long: that is no daemon that is not there. */
START_TEST(who_was_full_has_not_listened)
{
    struct stage stage;
    timestamp before = 0;

    begin(&stage);
    connect_link(&stage);
    tell(&stage, subscribed);
    feed_link_pause(stage.link, true);
    before = feed_link_heard(stage.link);
    turn(&stage, 60 * SECOND);
    ck_assert_int_eq(feed_link_heard(stage.link), before);
    shutdown(stage.peer, SHUT_RDWR);
    feed_link_pause(stage.link, false);
    turn(&stage, 0);
    ck_assert(!feed_link_is_up(stage.link));
    ck_assert_int_eq(feed_link_heard(stage.link), stage.now);
    end(&stage);
}
END_TEST

/* Whatever answers there: the connection is given up, told, and tried again. */
START_TEST(who_does_not_keep_to_the_contract_is_left)
{
    static const struct {
        const char *answer;
        const char *said;
    } rows[] = {
        {"HTTP/1.1 400 Bad Request\r\n", "does not speak the feed's language"},
        {"{\"type\":\"subscribed\",\"through\":\"c0\"}\n", "does not keep to the feed's order"},
        {"{\"type\":\"hello\"}\n{\"type\":\"subscribed\"}\n{\"type\":\"hello\"}\n",
         "does not keep to the feed's order"},
        {"{\"type\":\"hello\"}\n{\"type\":\"error\",\"code\":\"name-taken\","
         "\"message\":\"\\u001b[2Jthe \\\"name\\\"\"}\n",
         "the daemon says: \\x1b[2Jthe \"name\" (name-taken)"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stage stage;

        begin(&stage);
        turn(&stage, 0);
        accept_link(&stage);
        tell(&stage, rows[i].answer);
        ck_assert(!feed_link_is_up(stage.link));
        ck_assert_msg(strstr(buffer_string(&stage.said), rows[i].said) != NULL, "%s",
                      buffer_string(&stage.said));
        ck_assert_int_gt(feed_link_due(stage.link), stage.now);
        ck_assert_int_le(feed_link_due(stage.link), stage.now + 5 * SECOND);
        end(&stage);
    }
}
END_TEST

START_TEST(a_line_without_an_end_is_not_kept)
{
    static char bytes[FEED_LINE_MOST / 2];
    struct stage stage;

    memset(bytes, 'x', sizeof bytes - 1);
    begin(&stage);
    connect_link(&stage);
    for (int i = 0; i < 4 && buffer_string(&stage.said)[0] == '\0'; i++)
        tell(&stage, bytes);
    ck_assert_msg(strstr(buffer_string(&stage.said), "too long") != NULL, "%s",
                  buffer_string(&stage.said));
    end(&stage);
}
END_TEST

START_TEST(trouble_that_stays_is_told_once)
{
    struct stage stage;

    begin(&stage);
    close(stage.listener);
    stage.listener = socket(AF_UNIX, SOCK_STREAM, 0);
    for (int i = 0; i < 10; i++)
        turn(&stage, 6 * SECOND);
    ck_assert_ptr_eq(strchr(buffer_string(&stage.said), '\n'),
                     strrchr(buffer_string(&stage.said), '\n'));
    ck_assert_int_eq(feed_link_heard(stage.link), 7 * SECOND);
    end(&stage);
}
END_TEST

SUITE_MAIN("feed_link", a_subscription_and_its_acks, it_comes_back_behind_the_last_line,
           a_cursor_nobody_knows_is_given_up, who_is_full_is_given_nothing_and_loses_nothing,
           who_was_full_has_not_listened, who_does_not_keep_to_the_contract_is_left,
           a_line_without_an_end_is_not_kept, trouble_that_stays_is_told_once)
