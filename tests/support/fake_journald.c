#include "support/fake_journald.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "app/daemon_log.h"

void fake_journald_listen(struct fake_journald *journald)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    snprintf(address.sun_path, sizeof address.sun_path, "%s", journald->path);
    unlink(journald->path);
    journald->socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    ck_assert_int_eq(bind(journald->socket, (struct sockaddr *)&address, sizeof address), 0);
}

void fake_journald_hang_up(struct fake_journald *journald)
{
    close(journald->socket);
    journald->socket = -1;
}

void fake_journald_name_stream(int descriptor)
{
    struct stat status = {0};
    char value[64] = "";

    ck_assert_int_eq(fstat(descriptor, &status), 0);
    snprintf(value, sizeof value, "%llu:%llu", (unsigned long long)status.st_dev,
             (unsigned long long)status.st_ino);
    setenv("JOURNAL_STREAM", value, 1);
}

void fake_journald_open(struct fake_journald *journald)
{
    int pair[2] = {-1, -1};

    *journald = (struct fake_journald){.socket = -1};
    snprintf(journald->path, sizeof journald->path, "/tmp/amberd-journald.%d", (int)getpid());
    daemon_log_use_socket(journald->path);
    fake_journald_listen(journald);
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    ck_assert_int_eq(dup2(pair[0], STDERR_FILENO), STDERR_FILENO);
    close(pair[0]);
    journald->stream = pair[1];
    fake_journald_name_stream(STDERR_FILENO);
}

void fake_journald_close(struct fake_journald *journald)
{
    if (journald->socket >= 0)
        fake_journald_hang_up(journald);
    close(journald->stream);
    unlink(journald->path);
    unsetenv("JOURNAL_STREAM");
}

bool fake_journald_receive(struct fake_journald *journald)
{
    ssize_t count = recv(journald->socket, journald->bytes, sizeof journald->bytes, MSG_DONTWAIT);

    if (count < 0)
        return false;
    ck_assert(native_entry_read(&journald->entry, (struct text){journald->bytes, (size_t)count}));
    return true;
}

void fake_journald_expect(const struct fake_journald *journald, const char *name, const char *value)
{
    struct text got = native_entry_get(&journald->entry, name);

    ck_assert_msg(text_equal(got, text_of(value)), "%s is '%.*s', not '%s'", name, TEXT_ARGS(got),
                  value ? value : "(absent)");
    ck_assert_uint_eq(native_entry_count(&journald->entry, name), value ? 1 : 0);
}

void fake_journald_expect_stream(struct fake_journald *journald, const char *text)
{
    char got[LOG_TEXT_SIZE * 2] = "";

    recv(journald->stream, got, sizeof got - 1, MSG_DONTWAIT);
    ck_assert_str_eq(got, text);
}
