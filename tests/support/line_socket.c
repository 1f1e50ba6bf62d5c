#include "support/line_socket.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "support/give_up.h"
#include "support/wait_until.h"

enum { READ_SIZE = 64 << 10 };

struct line_socket {
    int descriptor;
    struct buffer input;
    size_t taken;   /* of input: lines handed out already */
    size_t scanned; /* of input: no newline between taken and here */
    bool closed;
};

struct line_socket *line_socket_connect(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct line_socket *connection = NULL;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (descriptor < 0)
        give_up_errno("cannot make a socket");
    if (strlen(path) >= sizeof address.sun_path)
        give_up("%s: too long for the path of a socket; build in a folder nearer to /", path);
    memcpy(address.sun_path, path, strlen(path));
    if (connect(descriptor, (const struct sockaddr *)&address, sizeof address) < 0) {
        close(descriptor);
        return NULL;
    }
    connection = mem_zero(sizeof *connection);
    connection->descriptor = descriptor;
    return connection;
}

void line_socket_close(struct line_socket *socket)
{
    if (!socket)
        return;
    close(socket->descriptor);
    buffer_finish(&socket->input);
    mem_free(socket);
}

bool line_socket_send(struct line_socket *socket, struct text bytes)
{
    while (bytes.length > 0) {
        ssize_t sent = send(socket->descriptor, bytes.data, bytes.length, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return false;
        bytes = text_from(bytes, (size_t)sent);
    }
    return true;
}

bool line_socket_send_json(struct line_socket *socket, json_t *object)
{
    struct buffer line = {0};
    char *text = json_dumps(object, JSON_COMPACT);
    bool sent = false;

    buffer_append_text(&line, text_of(text));
    buffer_append_byte(&line, '\n');
    sent = line_socket_send(socket, buffer_text(&line));
    buffer_finish(&line);
    mem_free(text);
    json_decref(object);
    return sent;
}

/* A line that is there already. */
static bool take_line(struct line_socket *socket, struct text *line)
{
    struct buffer *input = &socket->input;
    const char *start = input->data + socket->taken;
    const char *end = NULL;

    if (input->length > socket->scanned)
        end = memchr(input->data + socket->scanned, '\n', input->length - socket->scanned);
    if (!end) {
        socket->scanned = input->length;
        return false;
    }
    *line = (struct text){start, (size_t)(end - start)};
    socket->taken = socket->scanned = (size_t)(end - input->data) + 1;
    return true;
}

/* Reads what has come.  Whole lines have been taken before. */
static void receive(struct line_socket *socket)
{
    ssize_t got = 0;

    buffer_consume(&socket->input, socket->taken);
    socket->scanned -= socket->taken;
    socket->taken = 0;
    got = recv(socket->descriptor, buffer_reserve(&socket->input, READ_SIZE), READ_SIZE,
               MSG_DONTWAIT);
    if (got > 0)
        socket->input.length += (size_t)got;
    else if (got == 0 || (errno != EAGAIN && errno != EINTR))
        socket->closed = true;
}

bool line_socket_next(struct line_socket *socket, double seconds, struct text *line)
{
    double end = wait_clock() + seconds;

    while (!take_line(socket, line)) {
        struct pollfd waiting = {.fd = socket->descriptor, .events = POLLIN};
        double left = end - wait_clock();

        if (socket->closed)
            return false;
        if (poll(&waiting, 1, left > 0. ? (int)(left * 1000.) + 1 : 0) > 0)
            receive(socket);
        else if (left <= 0.)
            return false;
    }
    return true;
}

bool line_socket_is_closed(const struct line_socket *socket)
{
    return socket->closed;
}

int line_socket_descriptor(const struct line_socket *socket)
{
    return socket->descriptor;
}
