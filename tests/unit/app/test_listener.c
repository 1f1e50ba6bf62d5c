#include "app/listener.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/suite.h"

static const struct access_policy nobody = {.readers = {.id = -1}, .admins = {.id = -1}};
static char folder[64];
static char path[96];

static void start(void)
{
    snprintf(folder, sizeof folder, "/tmp/amberd-listener-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.sock", folder);
}

static void end(void)
{
    unlink(path);
    rmdir(folder);
}

static bool open_it(struct listener *listener, struct error *err)
{
    return listener_open(listener, &(struct listener_options){"amberd-feed", path, &nobody}, err);
}

START_TEST(answers_at_its_path_and_leaves_no_file)
{
    struct listener listener = {0};
    struct error err = {0};
    struct stat status = {0};
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int peer = socket(AF_UNIX, SOCK_STREAM, 0);

    start();
    ck_assert_msg(open_it(&listener, &err), "%s", err.text);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0600);
    memcpy(address.sun_path, path, strlen(path));
    ck_assert_int_eq(connect(peer, (struct sockaddr *)&address, sizeof address), 0);
    close(peer);
    listener_close(&listener);
    ck_assert_int_ne(stat(path, &status), 0);
    end();
}
END_TEST

START_TEST(a_path_in_use_is_left_alone)
{
    struct listener first = {0};
    struct listener second = {0};
    struct error err = {0};

    start();
    ck_assert(open_it(&first, &err));
    ck_assert(!open_it(&second, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "in use"));
    ck_assert_ptr_nonnull(strstr(err.text, path));
    ck_assert_int_eq(access(path, F_OK), 0);
    listener_close(&first);
    end();
}
END_TEST

/* Only root may give a file to any group; everybody may to his own. */
START_TEST(the_mode_follows_the_groups)
{
    const gid_t own = getegid();
    const struct {
        int64_t readers;
        int64_t admins;
        mode_t mode;
    } modes[] = {
        {-1, -1, 0600},   {own, -1, 0660},      {-1, own, 0660},
        {own, own, 0660}, {own, own + 1, 0666}, {own + 1, own, 0666},
    };
    struct listener listener = {0};
    struct error err = {0};
    struct stat status = {0};

    start();
    ck_assert_msg(open_it(&listener, &err), "%s", err.text);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        const struct access_policy access = {.readers = {.id = modes[i].readers},
                                             .admins = {.id = modes[i].admins}};

        ck_assert_msg(listener_admit(&listener, &access, &err), "%s", err.text);
        ck_assert_int_eq(stat(path, &status), 0);
        ck_assert_msg((status.st_mode & 0777) == modes[i].mode, "%zu: %o", i, status.st_mode);
        ck_assert_uint_eq(status.st_gid, own);
    }
    listener_close(&listener);
    end();
}
END_TEST

/* The service manager's sockets are its own. */
START_TEST(a_socket_that_was_passed_keeps_its_mode)
{
    const struct listener passed = {.descriptor = 0};
    struct error err = {0};

    ck_assert(listener_admit(&passed, &nobody, &err));
}
END_TEST

START_TEST(what_a_dead_daemon_left_is_replaced)
{
    struct listener dead = {0};
    struct listener next = {0};
    struct error err = {0};

    start();
    ck_assert(open_it(&dead, &err));
    close(dead.descriptor); /* as kill -9 does: the file stays */
    ck_assert_msg(open_it(&next, &err), "%s", err.text);
    dead.descriptor = -1;
    listener_close(&next);
    listener_close(&dead);
    end();
}
END_TEST

START_TEST(what_is_no_socket_is_never_removed)
{
    struct listener listener = {0};
    struct error err = {0};
    FILE *file = NULL;

    start();
    file = fopen(path, "w");
    fclose(file);
    ck_assert(!open_it(&listener, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "no socket"));
    ck_assert_int_eq(access(path, F_OK), 0);
    end();
}
END_TEST

SUITE_MAIN("listener", answers_at_its_path_and_leaves_no_file, a_path_in_use_is_left_alone,
           the_mode_follows_the_groups, a_socket_that_was_passed_keeps_its_mode,
           what_a_dead_daemon_left_is_replaced, what_is_no_socket_is_never_removed)
