#include "support/feed_stage.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <jansson.h>

#include "base/memory.h"

/* Turns of the loop before something counts as never coming. */
enum { PATIENCE = 20000 };

static void take_complaint(enum notice notice, const char *message, void *cookie)
{
    struct feed_stage *stage = cookie;

    stage->notice = notice;
    stage->complaints++;
    snprintf(stage->complaint, sizeof stage->complaint, "%s", message);
}

static struct sockaddr_un address_of(const struct feed_stage *stage)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    snprintf(address.sun_path, sizeof address.sun_path, "%s", stage->path);
    return address;
}

void feed_stage_start(struct feed_stage *stage)
{
    stage->server =
        feed_server_start(stage->loop, &stage->options, &stage->reader, take_complaint, stage);
}

void feed_stage_open(struct feed_stage *stage)
{
    struct sockaddr_un address = {0};

    *stage =
        (struct feed_stage){.loop = ev_loop_new(EVFLAG_AUTO), .journal = fake_journal_create()};
    stage->reader = fake_journal_reader(stage->journal);
    snprintf(stage->path, sizeof stage->path, "/tmp/test_feed_server.%d", (int)getpid());
    unlink(stage->path);
    address = address_of(stage);
    stage->access =
        (struct access_policy){.own_user = geteuid(), .readers = {.id = -1}, .admins = {.id = -1}};
    stage->options = (struct feed_options){
        .listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0),
        .version = "9.9.9",
        .most_clients = 64,
        .most_per_user = 64,
        .silence = MILLISECOND,
        .heartbeat = HOUR,
        .stalled = HOUR,
        .access = &stage->access,
    };
    ck_assert_int_eq(
        bind(stage->options.listener, (const struct sockaddr *)&address, sizeof address), 0);
    ck_assert_int_eq(listen(stage->options.listener, 128), 0);
    feed_stage_start(stage);
}

void feed_stage_close(struct feed_stage *stage)
{
    feed_server_stop(stage->server);
    close(stage->options.listener);
    unlink(stage->path);
    fake_journal_destroy(stage->journal);
    ev_loop_destroy(stage->loop);
}

void feed_visitor_connect(const struct feed_stage *stage, struct feed_visitor *visitor)
{
    struct sockaddr_un address = address_of(stage);

    *visitor = (struct feed_visitor){.socket = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0)};
    ck_assert_int_ge(visitor->socket, 0);
    ck_assert_int_eq(connect(visitor->socket, (const struct sockaddr *)&address, sizeof address),
                     0);
}

void feed_visitor_leave(struct feed_visitor *visitor)
{
    if (visitor->socket >= 0)
        close(visitor->socket);
    for (size_t i = 0; i < visitor->count; i++)
        mem_free(visitor->lines[i]);
    buffer_finish(&visitor->bytes);
}

void feed_visitor_receive(struct feed_visitor *visitor, size_t most)
{
    char bytes[4096] = {0};
    ssize_t count = recv(visitor->socket, bytes, most < sizeof bytes ? most : sizeof bytes, 0);
    size_t end = 0;

    if (count == 0 || (count < 0 && errno != EAGAIN))
        visitor->ended = true;
    if (count > 0)
        buffer_append(&visitor->bytes, bytes, (size_t)count);
    while (text_find(buffer_text(&visitor->bytes), TEXT("\n"), &end)) {
        ck_assert_uint_lt(visitor->count, FEED_VISITOR_MOST_LINES);
        visitor->lines[visitor->count++] =
            mem_copy_text(text_until(buffer_text(&visitor->bytes), end));
        buffer_consume(&visitor->bytes, end + 1);
    }
}

void feed_visitor_tell(const struct feed_visitor *visitor, const char *line)
{
    ck_assert_int_eq(send(visitor->socket, line, strlen(line), MSG_NOSIGNAL),
                     (ssize_t)strlen(line));
}

const char *feed_visitor_hear(struct feed_stage *stage, struct feed_visitor *visitor)
{
    for (int i = 0; i < PATIENCE && visitor->next == visitor->count; i++) {
        if (visitor->ended)
            return NULL;
        ev_run(stage->loop, EVRUN_NOWAIT);
        feed_visitor_receive(visitor, 4096);
    }
    ck_assert_msg(visitor->next < visitor->count, "nothing came");
    return visitor->lines[visitor->next++];
}

void feed_visitor_expect(struct feed_stage *stage, struct feed_visitor *visitor, const char *type)
{
    const char *line = feed_visitor_hear(stage, visitor);
    json_t *root = line ? json_loads(line, 0, NULL) : NULL;

    ck_assert_msg(root != NULL, "no JSON: %s", line ? line : "(end)");
    ck_assert_str_eq(json_string_value(json_object_get(root, "type")), type);
    json_decref(root);
}

void feed_visitor_expect_error(struct feed_stage *stage, struct feed_visitor *visitor,
                               const char *code)
{
    const char *line = feed_visitor_hear(stage, visitor);
    json_t *root = line ? json_loads(line, 0, NULL) : NULL;

    ck_assert_str_eq(json_string_value(json_object_get(root, "type")), "error");
    ck_assert_str_eq(json_string_value(json_object_get(root, "code")), code);
    json_decref(root);
    ck_assert_ptr_null(feed_visitor_hear(stage, visitor));
}

void feed_visitor_expect_record(struct feed_stage *stage, struct feed_visitor *visitor,
                                uint64_t number, char cursor[FEED_CURSOR_TEXT_SIZE])
{
    const char *line = feed_visitor_hear(stage, visitor);
    json_t *root = line ? json_loads(line, 0, NULL) : NULL;

    ck_assert_msg(root != NULL, "no JSON: %s", line ? line : "(end)");
    ck_assert_msg(json_object_get(root, "seq") != NULL, "no record: %s", line);
    ck_assert_int_eq(json_integer_value(json_object_get(root, "seq")), (json_int_t)number);
    if (cursor)
        snprintf(cursor, FEED_CURSOR_TEXT_SIZE, "%s",
                 json_string_value(json_object_get(root, "cursor")));
    json_decref(root);
}

void feed_visitor_greet(struct feed_stage *stage, struct feed_visitor *visitor,
                        const char *subscribe)
{
    feed_visitor_connect(stage, visitor);
    feed_visitor_expect(stage, visitor, "hello");
    if (subscribe) {
        feed_visitor_tell(visitor, subscribe);
        feed_visitor_expect(stage, visitor, "subscribed");
    }
}

void feed_stage_add(struct feed_stage *stage, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        fake_journal_add_alert(stage->journal, i, "created", i % 2 ? "red" : "amber");
    if (stage->server)
        feed_server_notify(stage->server);
}

void feed_stage_turn(struct feed_stage *stage, int times)
{
    for (int i = 0; i < times; i++)
        ev_run(stage->loop, EVRUN_NOWAIT);
}
