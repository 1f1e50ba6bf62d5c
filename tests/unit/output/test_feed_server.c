/*
 * The feed over real sockets.  The loop is driven by hand until what is expected
 * has come; nothing sleeps.
 */
#include "output/feed_server.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <jansson.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "base/memory.h"
#include "output/feed_cursor.h"
#include "support/fake_journal.h"

enum { PATIENCE = 20000, MOST_LINES = 4096 };

struct stage {
    struct ev_loop *loop;
    struct fake_journal *journal;
    struct journal_reader reader;
    struct feed_options options;
    struct feed_server *server;
    char path[64];
    unsigned complaints;
    char complaint[1024];
};

struct visitor {
    int socket;
    struct buffer bytes;
    char *lines[MOST_LINES];
    size_t count;
    size_t next;
    bool ended;
};

static void take_complaint(const char *message, void *cookie)
{
    struct stage *stage = cookie;

    stage->complaints++;
    snprintf(stage->complaint, sizeof stage->complaint, "%s", message);
}

static struct sockaddr_un address_of(const struct stage *stage)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    snprintf(address.sun_path, sizeof address.sun_path, "%s", stage->path);
    return address;
}

static void start_server(struct stage *stage)
{
    stage->server =
        feed_server_start(stage->loop, &stage->options, &stage->reader, take_complaint, stage);
}

static void open_stage(struct stage *stage)
{
    struct sockaddr_un address = {0};

    *stage = (struct stage){.loop = ev_loop_new(EVFLAG_AUTO), .journal = fake_journal_create()};
    stage->reader = fake_journal_reader(stage->journal);
    snprintf(stage->path, sizeof stage->path, "/tmp/test_feed_server.%d", (int)getpid());
    unlink(stage->path);
    address = address_of(stage);
    stage->options = (struct feed_options){
        .listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0),
        .version = "9.9.9",
        .most_clients = 64,
        .most_per_user = 64,
        .silence = MILLISECOND,
        .heartbeat = HOUR,
        .stalled = HOUR,
        .reader_group = -1,
    };
    ck_assert_int_eq(
        bind(stage->options.listener, (const struct sockaddr *)&address, sizeof address), 0);
    ck_assert_int_eq(listen(stage->options.listener, 128), 0);
    start_server(stage);
}

static void close_stage(struct stage *stage)
{
    feed_server_stop(stage->server);
    close(stage->options.listener);
    unlink(stage->path);
    fake_journal_destroy(stage->journal);
    ev_loop_destroy(stage->loop);
}

static void connect_visitor(const struct stage *stage, struct visitor *visitor)
{
    struct sockaddr_un address = address_of(stage);

    *visitor = (struct visitor){.socket = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0)};
    ck_assert_int_ge(visitor->socket, 0);
    ck_assert_int_eq(connect(visitor->socket, (const struct sockaddr *)&address, sizeof address),
                     0);
}

static void leave_visitor(struct visitor *visitor)
{
    if (visitor->socket >= 0)
        close(visitor->socket);
    for (size_t i = 0; i < visitor->count; i++)
        mem_free(visitor->lines[i]);
    buffer_finish(&visitor->bytes);
}

static void receive(struct visitor *visitor, size_t most)
{
    char bytes[4096] = {0};
    ssize_t count = recv(visitor->socket, bytes, most < sizeof bytes ? most : sizeof bytes, 0);
    size_t end = 0;

    if (count == 0 || (count < 0 && errno != EAGAIN))
        visitor->ended = true;
    if (count > 0)
        buffer_append(&visitor->bytes, bytes, (size_t)count);
    while (text_find(buffer_text(&visitor->bytes), TEXT("\n"), &end)) {
        ck_assert_uint_lt(visitor->count, MOST_LINES);
        visitor->lines[visitor->count++] =
            mem_copy_text(text_until(buffer_text(&visitor->bytes), end));
        buffer_consume(&visitor->bytes, end + 1);
    }
}

static void tell(const struct visitor *visitor, const char *line)
{
    ck_assert_int_eq(send(visitor->socket, line, strlen(line), MSG_NOSIGNAL),
                     (ssize_t)strlen(line));
}

/* The next line, driving the loop until it is there; NULL when the server hangs
 * up first. */
static const char *hear(struct stage *stage, struct visitor *visitor)
{
    for (int i = 0; i < PATIENCE && visitor->next == visitor->count; i++) {
        if (visitor->ended)
            return NULL;
        ev_run(stage->loop, EVRUN_NOWAIT);
        receive(visitor, 4096);
    }
    ck_assert_msg(visitor->next < visitor->count, "nothing came");
    return visitor->lines[visitor->next++];
}

static void expect_type(struct stage *stage, struct visitor *visitor, const char *type)
{
    const char *line = hear(stage, visitor);
    json_t *root = line ? json_loads(line, 0, NULL) : NULL;

    ck_assert_msg(root != NULL, "no JSON: %s", line ? line : "(end)");
    ck_assert_str_eq(json_string_value(json_object_get(root, "type")), type);
    json_decref(root);
}

static void expect_error(struct stage *stage, struct visitor *visitor, const char *code)
{
    const char *line = hear(stage, visitor);
    json_t *root = line ? json_loads(line, 0, NULL) : NULL;

    ck_assert_str_eq(json_string_value(json_object_get(root, "type")), "error");
    ck_assert_str_eq(json_string_value(json_object_get(root, "code")), code);
    json_decref(root);
    ck_assert_ptr_null(hear(stage, visitor));
}

/* Expects the record with that number; its cursor goes to cursor, if wanted. */
static void expect_record(struct stage *stage, struct visitor *visitor, uint64_t number,
                          char cursor[FEED_CURSOR_TEXT_SIZE])
{
    const char *line = hear(stage, visitor);
    json_t *root = line ? json_loads(line, 0, NULL) : NULL;

    ck_assert_msg(root != NULL, "no JSON: %s", line ? line : "(end)");
    ck_assert_msg(json_object_get(root, "seq") != NULL, "no record: %s", line);
    ck_assert_int_eq(json_integer_value(json_object_get(root, "seq")), (json_int_t)number);
    if (cursor)
        snprintf(cursor, FEED_CURSOR_TEXT_SIZE, "%s",
                 json_string_value(json_object_get(root, "cursor")));
    json_decref(root);
}

static void greet(struct stage *stage, struct visitor *visitor, const char *subscribe)
{
    connect_visitor(stage, visitor);
    expect_type(stage, visitor, "hello");
    if (subscribe) {
        tell(visitor, subscribe);
        expect_type(stage, visitor, "subscribed");
    }
}

static void add_alerts(struct stage *stage, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        fake_journal_add_alert(stage->journal, i, "created", i % 2 ? "red" : "amber");
    if (stage->server)
        feed_server_notify(stage->server);
}

static void turn(struct stage *stage, int times)
{
    for (int i = 0; i < times; i++)
        ev_run(stage->loop, EVRUN_NOWAIT);
}

START_TEST(a_silent_client_hears_what_came_since_it_connected)
{
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    add_alerts(&stage, 3);
    greet(&stage, &visitor, NULL);
    add_alerts(&stage, 2);
    expect_record(&stage, &visitor, 4, NULL);
    expect_record(&stage, &visitor, 5, NULL);
    add_alerts(&stage, 1);
    expect_record(&stage, &visitor, 6, NULL);
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(notify_serves_without_a_turn_of_the_loop)
{
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    greet(&stage, &visitor, "{\"op\":\"subscribe\"}\n");
    turn(&stage, 3);
    add_alerts(&stage, 1);
    receive(&visitor, 4096);
    ck_assert_uint_eq(visitor.count, visitor.next + 1);
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(every_cursor_resumes_at_the_record_behind_it)
{
    enum { RECORDS = 40 };
    char cursors[RECORDS + 1][FEED_CURSOR_TEXT_SIZE] = {{0}};
    struct stage stage;
    struct visitor visitor;
    char line[256] = {0};

    open_stage(&stage);
    add_alerts(&stage, RECORDS);
    greet(&stage, &visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    for (uint64_t n = 1; n <= RECORDS; n++)
        expect_record(&stage, &visitor, n, cursors[n]);
    leave_visitor(&visitor);
    for (uint64_t n = 1; n < RECORDS; n++) {
        snprintf(line, sizeof line, "{\"op\":\"subscribe\",\"from\":\"%s\"}\n", cursors[n]);
        greet(&stage, &visitor, line);
        expect_record(&stage, &visitor, n + 1, NULL);
        leave_visitor(&visitor);
    }
    close_stage(&stage);
}
END_TEST

START_TEST(redelivery_is_the_same_to_the_byte)
{
    struct stage stage;
    struct visitor first;
    struct visitor second;

    open_stage(&stage);
    add_alerts(&stage, 20);
    for (int format = 0; format < 3; format++) {
        static const char *const lines[] = {
            "{\"op\":\"subscribe\",\"from\":\"oldest\",\"format\":\"native\"}\n",
            "{\"op\":\"subscribe\",\"from\":\"oldest\",\"format\":\"ocsf\"}\n",
            "{\"op\":\"subscribe\",\"from\":\"oldest\",\"format\":\"ecs\"}\n",
        };

        greet(&stage, &first, lines[format]);
        greet(&stage, &second, lines[format]);
        for (int i = 0; i < 20; i++)
            ck_assert_str_eq(hear(&stage, &first), hear(&stage, &second));
        leave_visitor(&first);
        leave_visitor(&second);
    }
    close_stage(&stage);
}
END_TEST

START_TEST(acks_survive_connections_and_servers)
{
    static const char subscribe[] = "{\"op\":\"subscribe\",\"name\":\"soc-1\"}\n";
    char cursor[FEED_CURSOR_TEXT_SIZE] = {0};
    struct stage stage;
    struct visitor visitor;
    char line[128] = {0};

    open_stage(&stage);
    greet(&stage, &visitor, subscribe);
    add_alerts(&stage, 10);
    for (uint64_t n = 1; n <= 10; n++)
        expect_record(&stage, &visitor, n, n == 6 ? cursor : NULL);
    snprintf(line, sizeof line, "{\"op\":\"ack\",\"cursor\":\"%s\"}\n", cursor);
    tell(&visitor, line);
    turn(&stage, 5);
    leave_visitor(&visitor);

    feed_server_stop(stage.server);
    start_server(&stage);
    greet(&stage, &visitor, subscribe);
    expect_record(&stage, &visitor, 7, NULL);
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(acks_backwards_are_ignored_and_beyond_are_refused)
{
    char cursors[6][FEED_CURSOR_TEXT_SIZE] = {{0}};
    struct stage stage;
    struct visitor visitor;
    char line[128] = {0};
    struct consumer consumer = {0};

    open_stage(&stage);
    greet(&stage, &visitor, "{\"op\":\"subscribe\",\"name\":\"soc-1\"}\n");
    add_alerts(&stage, 5);
    for (uint64_t n = 1; n <= 5; n++)
        expect_record(&stage, &visitor, n, cursors[n]);
    snprintf(line, sizeof line, "{\"op\":\"ack\",\"cursor\":\"%s\"}\n", cursors[4]);
    tell(&visitor, line);
    turn(&stage, 3);
    snprintf(line, sizeof line, "{\"op\":\"ack\",\"cursor\":\"%s\"}\n", cursors[2]);
    tell(&visitor, line);
    turn(&stage, 3);
    ck_assert(stage.reader.find_consumer(stage.journal, TEXT("soc-1"), &consumer));
    ck_assert_uint_eq(consumer.acknowledged, 4);

    snprintf(line, sizeof line, "{\"op\":\"ack\",\"cursor\":\"%s\"}\n",
             feed_cursor_write(stage.reader.instance(NULL), 6, cursors[0]));
    tell(&visitor, line);
    expect_error(&stage, &visitor, "bad-ack");
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(a_second_holder_is_refused_until_the_first_is_gone)
{
    static const char subscribe[] = "{\"op\":\"subscribe\",\"name\":\"soc-1\"}\n";
    struct stage stage;
    struct visitor first;
    struct visitor second;

    open_stage(&stage);
    greet(&stage, &first, subscribe);
    greet(&stage, &second, NULL);
    tell(&second, subscribe);
    expect_error(&stage, &second, "name-in-use");
    leave_visitor(&second);

    /* The loop has not yet heard of the first one's end. */
    connect_visitor(&stage, &second);
    tell(&second, subscribe);
    leave_visitor(&first);
    expect_type(&stage, &second, "hello");
    expect_type(&stage, &second, "subscribed");
    leave_visitor(&second);
    close_stage(&stage);
}
END_TEST

START_TEST(a_name_of_another_user_is_refused)
{
    struct consumer other = {.user = geteuid() + 1, .acknowledged = 0};
    struct error err = {0};
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    ck_assert(stage.reader.save_consumer(stage.journal, TEXT("theirs"), &other, &err));
    greet(&stage, &visitor, NULL);
    tell(&visitor, "{\"op\":\"subscribe\",\"name\":\"theirs\"}\n");
    if (geteuid() == 0)
        expect_type(&stage, &visitor, "subscribed");
    else
        expect_error(&stage, &visitor, "name-taken");
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(what_is_no_longer_kept_is_a_gap)
{
    struct stage stage;
    struct visitor visitor;
    char line[256] = {0};
    char cursor[FEED_CURSOR_TEXT_SIZE] = {0};

    open_stage(&stage);
    add_alerts(&stage, 20);
    fake_journal_forget(stage.journal, 11);
    snprintf(line, sizeof line, "{\"op\":\"subscribe\",\"from\":\"%s\"}\n",
             feed_cursor_write(stage.reader.instance(NULL), 5, cursor));
    greet(&stage, &visitor, line);
    ck_assert_ptr_nonnull(
        strstr(hear(&stage, &visitor), "{\"type\":\"gap\",\"lost_from\":6,\"lost_to\":10,"));
    expect_record(&stage, &visitor, 11, NULL);
    leave_visitor(&visitor);

    /* Exactly up to the oldest: nothing is lost. */
    snprintf(line, sizeof line, "{\"op\":\"subscribe\",\"from\":\"%s\"}\n",
             feed_cursor_write(stage.reader.instance(NULL), 10, cursor));
    greet(&stage, &visitor, line);
    expect_record(&stage, &visitor, 11, NULL);
    ck_assert_uint_eq(feed_server_counts(stage.server).gaps_sent, 1);
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(numbers_that_skip_are_no_gap)
{
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    add_alerts(&stage, 2);
    fake_journal_skip_to(stage.journal, 1048576);
    add_alerts(&stage, 1);
    greet(&stage, &visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    expect_record(&stage, &visitor, 1, NULL);
    expect_record(&stage, &visitor, 2, NULL);
    expect_record(&stage, &visitor, 1048576, NULL);
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(bad_cursors_are_errors_that_help)
{
    static const char *const lines[] = {
        "{\"op\":\"subscribe\",\"from\":\"yesterday\"}\n",
        "{\"op\":\"subscribe\",\"from\":\"00000000000000000000000000000000ffffffff\"}\n",
        "{\"op\":\"subscribe\",\"from\":\"\"}\n",
    };
    struct identifier other = {{1}};
    char cursor[FEED_CURSOR_TEXT_SIZE] = {0};
    char line[256] = {0};
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        greet(&stage, &visitor, NULL);
        tell(&visitor, lines[i]);
        expect_error(&stage, &visitor, "bad-cursor");
        leave_visitor(&visitor);
    }
    snprintf(line, sizeof line, "{\"op\":\"subscribe\",\"from\":\"%s\"}\n",
             feed_cursor_write(other, 1, cursor));
    greet(&stage, &visitor, NULL);
    tell(&visitor, line);
    expect_error(&stage, &visitor, "bad-cursor");
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(garbage_is_answered_and_ends_the_connection)
{
    static const char *const lines[] = {
        "hello\n",
        "[]\n",
        "{\"op\":\"subscribe\",\"formt\":\"ecs\"}\n",
        "{\"op\":\"ack\",\"cursor\":\"x\"}\n",
        "{\"op\":\"subscribe\"}\n{\"op\":\"subscribe\"}\n",
        "\xff\xfe{}\n",
    };
    struct stage stage;
    struct visitor visitor;
    const char *line = NULL;
    const char *last = NULL;

    open_stage(&stage);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        greet(&stage, &visitor, NULL);
        tell(&visitor, lines[i]);
        while ((line = hear(&stage, &visitor)))
            last = line;
        ck_assert_ptr_nonnull(strstr(last, "\"code\":\"bad-request\""));
        leave_visitor(&visitor);
    }
    ck_assert_uint_eq(feed_server_counts(stage.server).clients, 0);
    close_stage(&stage);
}
END_TEST

START_TEST(a_huge_line_is_refused)
{
    char bytes[8192];
    struct stage stage;
    struct visitor visitor;

    memset(bytes, 'x', sizeof bytes);
    open_stage(&stage);
    greet(&stage, &visitor, NULL);
    ck_assert_int_gt(send(visitor.socket, bytes, sizeof bytes, MSG_NOSIGNAL), 0);
    ck_assert_ptr_nonnull(strstr(hear(&stage, &visitor), "line-too-long"));
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(a_reader_that_never_reads_is_evicted_and_stops_nobody)
{
    struct stage stage;
    struct visitor idle;
    struct visitor busy;

    open_stage(&stage);
    stage.options.stalled = 20 * MILLISECOND;
    feed_server_stop(stage.server);
    start_server(&stage);
    greet(&stage, &idle, "{\"op\":\"subscribe\"}\n");
    greet(&stage, &busy, "{\"op\":\"subscribe\"}\n");
    add_alerts(&stage, 1500);
    for (uint64_t n = 1; n <= 1500; n++)
        expect_record(&stage, &busy, n, NULL);
    while (feed_server_counts(stage.server).evicted == 0)
        ev_run(stage.loop, EVRUN_ONCE);
    ck_assert_uint_eq(feed_server_counts(stage.server).clients, 1);
    ck_assert_ptr_nonnull(strstr(stage.complaint, "reads nothing"));
    leave_visitor(&idle);
    leave_visitor(&busy);
    close_stage(&stage);
}
END_TEST

START_TEST(a_reader_of_single_bytes_gets_everything)
{
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    greet(&stage, &visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    add_alerts(&stage, 5);
    for (int i = 0; i < 200000 && visitor.count < visitor.next + 5; i++) {
        ev_run(stage.loop, EVRUN_NOWAIT);
        receive(&visitor, 1);
    }
    for (uint64_t n = 1; n <= 5; n++)
        expect_record(&stage, &visitor, n, NULL);
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(a_reader_killed_inside_a_line_resumes_whole)
{
    static const char subscribe[] =
        "{\"op\":\"subscribe\",\"name\":\"soc-1\",\"from\":\"oldest\"}\n";
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    add_alerts(&stage, 3);
    greet(&stage, &visitor, subscribe);
    turn(&stage, 3);
    receive(&visitor, 100);
    leave_visitor(&visitor);
    greet(&stage, &visitor, "{\"op\":\"subscribe\",\"name\":\"soc-1\"}\n");
    expect_record(&stage, &visitor, 1, NULL);
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(clients_beyond_the_bound_are_told_so)
{
    enum { MOST = 64 };
    struct stage stage;
    static struct visitor visitors[MOST + 1];

    open_stage(&stage);
    for (size_t i = 0; i < MOST; i++)
        greet(&stage, &visitors[i], NULL);
    connect_visitor(&stage, &visitors[MOST]);
    expect_error(&stage, &visitors[MOST], "too-many-clients");
    add_alerts(&stage, 1);
    for (size_t i = 0; i < MOST; i++)
        expect_record(&stage, &visitors[i], 1, NULL);
    ck_assert_uint_eq(feed_server_counts(stage.server).refused, 1);
    for (size_t i = 0; i <= MOST; i++)
        leave_visitor(&visitors[i]);
    close_stage(&stage);
}
END_TEST

START_TEST(clients_of_one_user_are_bounded)
{
    struct stage stage;
    struct visitor visitors[3];

    open_stage(&stage);
    stage.options.most_per_user = 2;
    feed_server_stop(stage.server);
    start_server(&stage);
    greet(&stage, &visitors[0], NULL);
    greet(&stage, &visitors[1], NULL);
    connect_visitor(&stage, &visitors[2]);
    expect_error(&stage, &visitors[2], "too-many-of-user");
    for (size_t i = 0; i < 3; i++)
        leave_visitor(&visitors[i]);
    close_stage(&stage);
}
END_TEST

START_TEST(without_descriptors_accepting_pauses)
{
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    fault_arm("feed.accept", 0, 1);
    connect_visitor(&stage, &visitor);
    turn(&stage, 50);
    ck_assert(fault_disarm());
    ck_assert_uint_eq(stage.complaints, 1);
    ck_assert_uint_eq(feed_server_counts(stage.server).accepted, 0);
    while (feed_server_counts(stage.server).accepted == 0)
        ev_run(stage.loop, EVRUN_ONCE);
    expect_type(&stage, &visitor, "hello");
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(filters_let_heartbeats_tell_how_far_they_are)
{
    struct stage stage;
    struct visitor visitor;
    char cursor[FEED_CURSOR_TEXT_SIZE] = {0};
    const char *line = NULL;

    open_stage(&stage);
    add_alerts(&stage, 9);
    greet(&stage, &visitor,
          "{\"op\":\"subscribe\",\"from\":\"oldest\",\"filter\":{\"rag\":\"red\","
          "\"account\":[\"acme\"]},\"heartbeat\":1}\n");
    for (uint64_t n = 2; n <= 8; n += 2)
        expect_record(&stage, &visitor, n, NULL);
    while (visitor.count == visitor.next) {
        ev_run(stage.loop, EVRUN_ONCE);
        receive(&visitor, 4096);
    }
    line = hear(&stage, &visitor);
    ck_assert_ptr_nonnull(strstr(line, "\"type\":\"heartbeat\""));
    feed_cursor_write(stage.reader.instance(NULL), 9, cursor);
    ck_assert_ptr_nonnull(strstr(strstr(line, "\"through\""), cursor));
    ck_assert_ptr_nonnull(strstr(line, "\"lag\":0"));
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(a_listener_may_subscribe_late)
{
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    add_alerts(&stage, 2);
    greet(&stage, &visitor, NULL);
    add_alerts(&stage, 1);
    expect_record(&stage, &visitor, 3, NULL);
    tell(&visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    expect_type(&stage, &visitor, "subscribed");
    expect_record(&stage, &visitor, 1, NULL);
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(half_a_connection_goes_on_reading)
{
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    greet(&stage, &visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    shutdown(visitor.socket, SHUT_WR);
    turn(&stage, 3);
    add_alerts(&stage, 2);
    expect_record(&stage, &visitor, 1, NULL);
    expect_record(&stage, &visitor, 2, NULL);
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(announcements_and_goodbyes_reach_everybody)
{
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    greet(&stage, &visitor, "{\"op\":\"subscribe\"}\n");
    feed_server_announce(stage.server, TEXT("{\"type\":\"health\",\"message\":\"disk full\"}"));
    feed_server_announce(stage.server, TEXT("two\nlines"));
    ck_assert_str_eq(hear(&stage, &visitor), "{\"type\":\"health\",\"message\":\"disk full\"}");
    feed_server_stop(stage.server);
    stage.server = NULL;
    expect_error(&stage, &visitor, "going-away");
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

START_TEST(a_journal_that_fails_is_told_to_the_client_and_the_log)
{
    struct stage stage;
    struct visitor visitor;

    open_stage(&stage);
    greet(&stage, &visitor, "{\"op\":\"subscribe\"}\n");
    fake_journal_add_alert(stage.journal, 1, "created", "red");
    fake_journal_fail(stage.journal, true);
    feed_server_notify(stage.server);
    expect_error(&stage, &visitor, "journal-failed");
    ck_assert_uint_eq(stage.complaints, 1);
    leave_visitor(&visitor);
    close_stage(&stage);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed_server");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, a_silent_client_hears_what_came_since_it_connected);
    tcase_add_test(tcase, notify_serves_without_a_turn_of_the_loop);
    tcase_add_test(tcase, every_cursor_resumes_at_the_record_behind_it);
    tcase_add_test(tcase, redelivery_is_the_same_to_the_byte);
    tcase_add_test(tcase, acks_survive_connections_and_servers);
    tcase_add_test(tcase, acks_backwards_are_ignored_and_beyond_are_refused);
    tcase_add_test(tcase, a_second_holder_is_refused_until_the_first_is_gone);
    tcase_add_test(tcase, a_name_of_another_user_is_refused);
    tcase_add_test(tcase, what_is_no_longer_kept_is_a_gap);
    tcase_add_test(tcase, numbers_that_skip_are_no_gap);
    tcase_add_test(tcase, bad_cursors_are_errors_that_help);
    tcase_add_test(tcase, garbage_is_answered_and_ends_the_connection);
    tcase_add_test(tcase, a_huge_line_is_refused);
    tcase_add_test(tcase, a_reader_that_never_reads_is_evicted_and_stops_nobody);
    tcase_add_test(tcase, a_reader_of_single_bytes_gets_everything);
    tcase_add_test(tcase, a_reader_killed_inside_a_line_resumes_whole);
    tcase_add_test(tcase, clients_beyond_the_bound_are_told_so);
    tcase_add_test(tcase, clients_of_one_user_are_bounded);
    tcase_add_test(tcase, without_descriptors_accepting_pauses);
    tcase_add_test(tcase, filters_let_heartbeats_tell_how_far_they_are);
    tcase_add_test(tcase, a_listener_may_subscribe_late);
    tcase_add_test(tcase, half_a_connection_goes_on_reading);
    tcase_add_test(tcase, announcements_and_goodbyes_reach_everybody);
    tcase_add_test(tcase, a_journal_that_fails_is_told_to_the_client_and_the_log);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
