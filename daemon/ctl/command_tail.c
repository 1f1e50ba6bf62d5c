/* tail: the live feed, for people or (--json) as it is. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "ctl/alert_line.h"
#include "ctl/commands.h"
#include "ctl/complaint.h"
#include "ctl/connection.h"
#include "ctl/daemon_paths.h"
#include "ctl/json_view.h"
#include "ctl/terminal.h"
#include "protocol/reply.h"

enum { TRIES = 30, PAUSE_MICROSECONDS = 1000000 };

/* Where the reading stands, over reconnections. */
struct tail {
    const struct arguments *arguments;
    const char *path;
    char *cursor; /* of the last record seen, NULL = none yet */
    enum reply_code refusal;
};

/* Somebody who looks at a terminal on which nothing happens wants to know why. */
static void tell_waiting(const struct tail *tail)
{
    const struct arguments *arguments = tail->arguments;

    if (!arguments->quiet && !arguments->from && !tail->cursor && terminal_is_watched())
        fputs("amberctl: waiting for alerts; Ctrl-C ends it, --from oldest shows earlier ones\n",
              stderr);
}

static bool subscribe(const struct tail *tail, struct connection *connection, struct error *err)
{
    const struct arguments *arguments = tail->arguments;
    const char *from = tail->cursor ? tail->cursor : arguments->from ? arguments->from : "newest";
    json_t *filter = json_object();
    json_t *request =
        json_pack("{s:s, s:s, s:o}", "op", "subscribe", "from", from, "filter", filter);
    char *text = NULL;
    bool good = false;

    if (arguments->rag)
        json_object_set_new(filter, "rag", json_string(arguments->rag));
    if (arguments->rule)
        json_object_set_new(filter, "rule", json_string(arguments->rule));
    if (arguments->account)
        json_object_set_new(filter, "account", json_string(arguments->account));
    if (arguments->site)
        json_object_set_new(filter, "site", json_string(arguments->site));
    if (json_object_size(filter) == 0)
        json_object_del(request, "filter");
    text = json_dumps(request, JSON_COMPACT);
    good = text && connection_send(connection, text_of(text), err) &&
           connection_send(connection, TEXT("\n"), err);
    mem_free(text);
    json_decref(request);
    return good;
}

/* Lines that are about the conversation and not about the operation. */
static bool is_of_the_protocol(const char *type)
{
    return strcmp(type, "hello") == 0 || strcmp(type, "subscribed") == 0 ||
           strcmp(type, "heartbeat") == 0;
}

static void print_record(const json_t *record)
{
    struct buffer out = {0};

    alert_line_write(record, json_view_now(), terminal_width(), &out);
    fputs(buffer_string(&out), stdout);
    buffer_finish(&out);
}

/* What the daemon says when it ends the conversation for good. */
static void take_refusal(struct tail *tail, const json_t *error)
{
    const char *code = json_string_value(json_object_get(error, "code"));
    const char *words = json_string_value(json_object_get(error, "message"));

    tail->refusal = code && strcmp(code, "not-allowed") == 0 ? REPLY_PERMISSION : REPLY_USAGE;
    complain("%s", words ? words : "the daemon ended the conversation");
}

/* Errors after which the same subscription goes on with another connection. */
static bool passes(const json_t *error)
{
    const char *code = json_string_value(json_object_get(error, "code"));

    return code && (strcmp(code, "going-away") == 0 || strcmp(code, "journal-failed") == 0);
}

/* Shows a line of the feed.  False when the daemon ends the conversation. */
static bool show_line(struct tail *tail, struct text line)
{
    json_t *record = json_loadb(line.data, line.length, 0, NULL);
    const char *type = json_string_value(json_object_get(record, "type"));
    const char *cursor = json_string_value(json_object_get(record, "cursor"));
    bool goes_on = true;

    if (!type) {
        json_decref(record);
        return true;
    }
    if (strcmp(type, "error") == 0 && !passes(record)) {
        take_refusal(tail, record);
        goes_on = false;
    } else if (tail->arguments->json) {
        json_view_print_line(line);
    } else if (strcmp(type, "subscribed") == 0) {
        tell_waiting(tail);
    } else if (!is_of_the_protocol(type) && strcmp(type, "error") != 0) {
        print_record(record);
    }
    fflush(stdout);
    if (cursor) {
        mem_free(tail->cursor);
        tail->cursor = mem_copy_string(cursor);
    }
    json_decref(record);
    return goes_on;
}

/* Reads until the connection ends.  False when there is no use in another try. */
static bool follow(struct tail *tail, bool *connected, struct error *err)
{
    struct connection connection = {.descriptor = -1};
    struct text line = {0};
    bool goes_on = true;

    *connected = connection_open(&connection, tail->path, err) && subscribe(tail, &connection, err);
    while (*connected && goes_on && connection_next_line(&connection, &line, err))
        goes_on = show_line(tail, line);
    connection_close(&connection);
    return goes_on;
}

int command_tail(const struct arguments *arguments)
{
    struct settings *settings = daemon_paths_settings(arguments);
    struct tail tail = {.arguments = arguments,
                        .path = arguments->socket ? arguments->socket : settings->feed.socket};
    struct error err = {0};
    bool was_connected = false;
    int status = REPLY_PERMISSION;

    if (!arguments->socket)
        daemon_paths_doubt(arguments);
    for (int tries = 0; tries < TRIES; tries++) {
        bool connected = false;

        if (!follow(&tail, &connected, &err)) {
            status = tail.refusal;
            break;
        }
        if (!connected && !was_connected) {
            complain("%s", err.text);
            break;
        }
        if (connected) {
            tries = 0;
            if (!arguments->quiet)
                fputs("amberctl: the daemon went away; waiting for it to come back\n", stderr);
        }
        was_connected = true;
        usleep(PAUSE_MICROSECONDS);
    }
    mem_free(tail.cursor);
    settings_destroy(settings);
    return status;
}
