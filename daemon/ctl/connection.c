#include "ctl/connection.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "ctl/connection_advice.h"

enum { READ_SIZE = 16384, LONGEST_WAIT_SECONDS = 60 };

bool connection_open(struct connection *connection, const char *path, struct error *err)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    *connection = (struct connection){.descriptor = -1};
    if (strlen(path) >= sizeof address.sun_path)
        return error_set(err, "%s: a socket's path has at most %zu bytes", path,
                         sizeof address.sun_path - 1);
    memcpy(address.sun_path, path, strlen(path));
    connection->descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->descriptor < 0)
        return error_set_errno(err, "%s", path);
    if (connect(connection->descriptor, (struct sockaddr *)&address, sizeof address) < 0) {
        int reason = errno;
        struct buffer advice = {0};

        connection_close(connection);
        connection_advise(path, reason, &advice);
        error_set(err, "%s: %s%s", path, strerror(reason), buffer_string(&advice));
        buffer_finish(&advice);
        return false;
    }
    return true;
}

void connection_close(struct connection *connection)
{
    if (connection->descriptor >= 0)
        close(connection->descriptor);
    connection->descriptor = -1;
    buffer_finish(&connection->input);
}

bool connection_send(struct connection *connection, struct text bytes, struct error *err)
{
    while (bytes.length > 0) {
        ssize_t sent = send(connection->descriptor, bytes.data, bytes.length, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && (errno == EPIPE || errno == ECONNRESET))
            return true;
        if (sent < 0)
            return error_set_errno(err, "the daemon does not take the request");
        bytes = text_from(bytes, (size_t)sent);
    }
    return true;
}

bool connection_next_line(struct connection *connection, struct text *line, struct error *err)
{
    size_t searched = 0;

    buffer_consume(&connection->input, connection->handed);
    connection->handed = 0;
    for (;;) {
        struct text fresh = text_from(buffer_text(&connection->input), searched);
        size_t end = 0;
        ssize_t got = 0;

        if (text_find(fresh, TEXT("\n"), &end)) {
            *line = text_until(buffer_text(&connection->input), searched + end);
            connection->handed = searched + end + 1;
            return true;
        }
        searched = connection->input.length;
        got = recv(connection->descriptor, buffer_reserve(&connection->input, READ_SIZE), READ_SIZE,
                   0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            error_set_errno(err, "no answer");
        if (got <= 0)
            return false;
        connection->input.length += (size_t)got;
    }
}

json_t *connection_ask(const char *path, const struct request *request, enum reply_code *code,
                       struct error *err)
{
    const struct timeval patience = {.tv_sec = LONGEST_WAIT_SECONDS};
    struct connection connection = {.descriptor = -1};
    struct buffer line = {0};
    struct text reply = {0};
    json_t *data = NULL;

    *code = REPLY_PERMISSION;
    request_write(&line, request);
    if (!connection_open(&connection, path, err))
        goto out;
    setsockopt(connection.descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (!connection_send(&connection, buffer_text(&line), err))
        goto out;
    *code = REPLY_INCOMPLETE;
    error_set(err, "the daemon closed the connection without an answer");
    if (connection_next_line(&connection, &reply, err))
        reply_read(reply, &data, code, err);

out:
    connection_close(&connection);
    buffer_finish(&line);
    return data;
}
