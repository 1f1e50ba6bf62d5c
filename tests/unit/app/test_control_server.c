#include "app/control_server.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "app/listener.h"
#include "protocol/request.h"
#include "support/suite.h"

enum { LARGE = 1 << 20 };

static struct ev_loop *loop;
static struct listener listener;
static struct control_server *server;
static struct sockaddr_un address;
static unsigned answered;
static struct access_policy policy;
static uid_t own_user; /* of the test, as it began */

static void answer(struct text line, const struct actor *actor, struct buffer *reply, void *cookie)
{
    (void)cookie;
    answered++;
    if (text_equal(line, TEXT("much"))) {
        memset(buffer_reserve(reply, LARGE), 'm', LARGE);
        reply->length += LARGE;
    }
    buffer_printf(reply, "%s said %.*s\n", actor->name, TEXT_ARGS(line));
}

/* What those may do who join from now on.  They all come from this process, whose user
 * counts as the daemon's or does not. */
static void let(enum access access)
{
    policy = (struct access_policy){.own_user = geteuid(),
                                    .readers = {getegid(), "readers"},
                                    .admins = {getegid() + 1, "admins"}};
    policy.own_user += access != ACCESS_ALL;
    policy.readers.id += access == ACCESS_NONE ? 2 : 0;
}

/* root may do all in any case, so root's tests run as somebody else. */
static void start(void)
{
    enum { SOMEBODY = 65534 };
    struct error err = {0};

    own_user = geteuid();
    if (own_user == 0)
        ck_assert_int_eq(seteuid(SOMEBODY), 0);
    let(ACCESS_ALL);

    address.sun_family = AF_UNIX;
    snprintf(address.sun_path, sizeof address.sun_path, "/tmp/amberd-control-%d", (int)getpid());
    loop = ev_loop_new(EVFLAG_AUTO);
    ck_assert_msg(
        listener_open(&listener,
                      &(struct listener_options){"amberd-control", address.sun_path, &policy},
                      &err),
        "%s", err.text);
    server = control_server_start(
        loop, &(struct control_options){listener.descriptor, &policy, "tester", answer, NULL});
    answered = 0;
}

static void end(void)
{
    control_server_stop(server);
    listener_close(&listener);
    ev_loop_destroy(loop);
    ck_assert_int_eq(seteuid(own_user), 0);
}

static int join(void)
{
    int peer = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);

    ck_assert_int_eq(connect(peer, (struct sockaddr *)&address, sizeof address), 0);
    return peer;
}

/* Turns the loop until the peer has a whole line or the end; returns it. */
static const char *read_line(int peer, char *line, size_t size)
{
    size_t length = 0;

    for (int turns = 0; turns < 100000; turns++) {
        ssize_t got = recv(peer, line + length, size - 1 - length, MSG_DONTWAIT);

        if (got == 0 || (got < 0 && errno != EAGAIN))
            break;
        length += got > 0 ? (size_t)got : 0;
        line[length] = '\0';
        if (strchr(line, '\n'))
            break;
        ev_run(loop, EVRUN_NOWAIT);
    }
    return line;
}

START_TEST(every_line_is_answered_in_order)
{
    char line[256] = "";
    int peer = 0;

    start();
    peer = join();
    ck_assert_int_eq(send(peer, "one\ntw", 6, 0), 6);
    ck_assert_ptr_nonnull(strstr(read_line(peer, line, sizeof line), " said one\n"));
    ck_assert_uint_eq(answered, 1);
    ck_assert_int_eq(send(peer, "o\n", 2, 0), 2);
    ck_assert_ptr_nonnull(strstr(read_line(peer, line, sizeof line), " said two\n"));
    close(peer);
    end();
}
END_TEST

/* ... and gets all of it, in order, once it listens. */
START_TEST(who_asks_and_does_not_listen_costs_one_answer)
{
    enum { QUESTIONS = 100 };

    static char taken[LARGE];
    unsigned ends = 0;
    int peer = 0;

    start();
    peer = join();
    for (int i = 0; i < QUESTIONS; i++)
        ck_assert_int_eq(send(peer, "much\n", 5, 0), 5);
    ck_assert_int_eq(shutdown(peer, SHUT_WR), 0);
    for (int turns = 0; turns < 1000; turns++)
        ev_run(loop, EVRUN_NOWAIT);
    ck_assert_uint_eq(answered, 1);

    for (int turns = 0; turns < 1000000; turns++) {
        ssize_t got = recv(peer, taken, sizeof taken, MSG_DONTWAIT);

        if (got == 0)
            break;
        for (ssize_t i = 0; i < got; i++)
            ends += taken[i] == '\n';
        ev_run(loop, EVRUN_NOWAIT);
    }
    ck_assert_uint_eq(answered, QUESTIONS);
    ck_assert_uint_eq(ends, QUESTIONS);
    close(peer);
    end();
}
END_TEST

START_TEST(a_line_without_end_is_cut_off)
{
    static char junk[REQUEST_LARGEST];
    char line[256] = "";
    size_t sent = 0;
    int peer = 0;

    start();
    peer = join();
    memset(junk, 'x', sizeof junk);
    while (sent <= REQUEST_LARGEST + 4096) {
        ssize_t taken = send(peer, junk, sizeof junk, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (taken < 0 && errno != EAGAIN)
            break;
        sent += taken > 0 ? (size_t)taken : 0;
        ev_run(loop, EVRUN_NOWAIT);
    }
    ck_assert_ptr_nonnull(strstr(read_line(peer, line, sizeof line), "at most 64 KiB"));
    ck_assert_uint_eq(answered, 0);
    close(peer);
    end();
}
END_TEST

START_TEST(one_too_many_is_told_so)
{
    int peers[CONTROL_MOST_CLIENTS + 1] = {0};
    char line[256] = "";

    start();
    for (size_t i = 0; i <= CONTROL_MOST_CLIENTS; i++) {
        peers[i] = join();
        ev_run(loop, EVRUN_NOWAIT);
    }
    ck_assert_ptr_nonnull(
        strstr(read_line(peers[CONTROL_MOST_CLIENTS], line, sizeof line), "too many"));
    close(peers[0]);
    for (int turns = 0; turns < 10; turns++)
        ev_run(loop, EVRUN_NOWAIT);
    close(peers[CONTROL_MOST_CLIENTS]);
    peers[0] = join();
    ck_assert_int_eq(send(peers[0], "me\n", 3, 0), 3);
    ck_assert_ptr_nonnull(strstr(read_line(peers[0], line, sizeof line), "said me"));
    for (size_t i = 0; i < CONTROL_MOST_CLIENTS; i++)
        close(peers[i]);
    end();
}
END_TEST

/* Refused before the request is read, and however many there are, others get in. */
START_TEST(strangers_take_no_place)
{
    int strangers[2 * CONTROL_MOST_CLIENTS] = {0};
    enum { COUNT = sizeof strangers / sizeof *strangers };
    char line[256] = "";
    int peer = 0;

    start();
    let(ACCESS_NONE);
    for (size_t i = 0; i < COUNT; i++) {
        strangers[i] = join();
        (void)send(strangers[i], "me\n", 3, MSG_NOSIGNAL);
        ck_assert_ptr_nonnull(
            strstr(read_line(strangers[i], line, sizeof line), "the group readers"));
        ck_assert_ptr_nonnull(strstr(line, "\"ok\":false,\"code\":4"));
    }
    let(ACCESS_ALL);
    peer = join();
    ck_assert_int_eq(send(peer, "me\n", 3, 0), 3);
    ck_assert_ptr_nonnull(strstr(read_line(peer, line, sizeof line), "said me"));
    ck_assert_uint_eq(answered, 1);
    close(peer);
    for (size_t i = 0; i < COUNT; i++)
        close(strangers[i]);
    end();
}
END_TEST

START_TEST(readers_leave_places_to_others)
{
    int readers[CONTROL_MOST_OF_READER + 1] = {0};
    int admins[CONTROL_MOST_CLIENTS - CONTROL_MOST_OF_READER] = {0};
    char line[256] = "";

    start();
    let(ACCESS_READ);
    for (size_t i = 0; i <= CONTROL_MOST_OF_READER; i++) {
        readers[i] = join();
        ev_run(loop, EVRUN_NOWAIT);
    }
    ck_assert_ptr_nonnull(
        strstr(read_line(readers[CONTROL_MOST_OF_READER], line, sizeof line), "too many"));
    ck_assert_int_eq(send(readers[0], "me\n", 3, 0), 3);
    ck_assert_str_eq(read_line(readers[0], line, sizeof line), " said me\n"); /* has no name */

    let(ACCESS_ALL);
    for (size_t i = 0; i < sizeof admins / sizeof *admins; i++) {
        admins[i] = join();
        ck_assert_int_eq(send(admins[i], "me\n", 3, 0), 3);
        ck_assert_ptr_nonnull(strstr(read_line(admins[i], line, sizeof line), "said me"));
    }
    for (size_t i = 0; i <= CONTROL_MOST_OF_READER; i++)
        close(readers[i]);
    for (size_t i = 0; i < sizeof admins / sizeof *admins; i++)
        close(admins[i]);
    end();
}
END_TEST

START_TEST(a_peer_that_leaves_in_the_middle_is_forgotten)
{
    start();
    for (int i = 0; i < 100; i++) {
        int peer = join();

        ck_assert_int_eq(send(peer, "half a li", 9, 0), 9);
        ev_run(loop, EVRUN_NOWAIT);
        close(peer);
        ev_run(loop, EVRUN_NOWAIT);
    }
    ck_assert_uint_eq(answered, 0);
    end();
}
END_TEST

SUITE_MAIN("control_server", every_line_is_answered_in_order,
           who_asks_and_does_not_listen_costs_one_answer, a_line_without_end_is_cut_off,
           one_too_many_is_told_so, strangers_take_no_place, readers_leave_places_to_others,
           a_peer_that_leaves_in_the_middle_is_forgotten)
