#include "support/control_client.h"

#include <string.h>

#include "support/line_socket.h"
#include "support/wait_until.h"

json_t *control_client_ask(const char *path, json_t *request, double seconds)
{
    struct line_socket *socket = line_socket_connect(path);
    struct text line = {0};
    json_t *reply = NULL;

    if (socket && line_socket_send_json(socket, json_incref(request)) &&
        line_socket_next(socket, seconds, &line))
        reply = json_loadb(line.data, line.length, 0, NULL);
    line_socket_close(socket);
    json_decref(request);
    return reply;
}

json_int_t control_client_count(const char *path, const char *members)
{
    json_t *reply = control_client_ask(path, json_pack("{s:s}", "op", "status"), PATIENCE_SECONDS);
    const json_t *at = json_object_get(reply, "data");
    struct text rest = text_of(members);
    json_int_t count = -1;

    while (at && rest.length > 0) {
        struct text member = {0};
        char name[64] = "";

        text_cut(rest, TEXT("."), &member, &rest);
        if (member.length < sizeof name)
            memcpy(name, member.data, member.length);
        at = json_object_get(at, name);
    }
    if (json_is_integer(at))
        count = json_integer_value(at);
    json_decref(reply);
    return count;
}
