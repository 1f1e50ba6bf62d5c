/* status, sources, rules, metrics, reload: what the daemon says of itself. */
#include <stdio.h>
#include <string.h>

#include "ctl/commands.h"
#include "ctl/complaint.h"
#include "ctl/daemon_paths.h"
#include "ctl/json_view.h"
#include "ctl/listing.h"
#include "ctl/metrics_json.h"
#include "ctl/pager.h"
#include "ctl/status_view.h"
#include "protocol/reply.h"
#include "protocol/request.h"

static json_t *ask(const struct arguments *arguments, enum request_operation operation, int *status)
{
    const struct request request = {.operation = operation};

    return daemon_paths_ask(arguments, &request, status);
}

int command_status(const struct arguments *arguments)
{
    int status = REPLY_OK;
    json_t *data = ask(arguments, REQUEST_STATUS, &status);
    struct buffer out = {0};

    if (!data)
        return status;
    if (arguments->json) {
        json_view_print(data);
    } else {
        pager_open(!arguments->no_pager);
        status_view_write(data, json_view_now(), terminal_prose_width(), &out);
        fputs(buffer_string(&out), stdout);
    }
    buffer_finish(&out);
    json_decref(data);
    return status;
}

/* Shows a list: an object a line, or a table. */
static void show_list(const struct arguments *arguments, const json_t *list,
                      void (*write)(const json_t *list, timestamp now, unsigned width,
                                    struct buffer *out),
                      const char *nothing)
{
    struct buffer out = {0};
    size_t index = 0;
    json_t *item = NULL;

    if (arguments->json) {
        json_array_foreach (list, index, item) {
            json_view_print(item);
        }
        return;
    }
    if (json_array_size(list) == 0) {
        puts(nothing);
        return;
    }
    pager_open(!arguments->no_pager);
    write(list, json_view_now(), terminal_width(), &out);
    fputs(buffer_string(&out), stdout);
    buffer_finish(&out);
}

int command_sources(const struct arguments *arguments)
{
    int status = REPLY_OK;
    json_t *data = ask(arguments, REQUEST_SOURCES, &status);
    json_t *list = NULL;

    if (!data)
        return status;
    list = listing_sources(data, arguments->account, arguments->site);
    show_list(arguments, list, listing_write_sources,
              arguments->account || arguments->site ? "No source fits." : "No sources are set.");
    if (json_array_size(list) == 0)
        daemon_paths_doubt(arguments);
    json_decref(list);
    json_decref(data);
    return status;
}

int command_rules(const struct arguments *arguments)
{
    int status = REPLY_OK;
    json_t *data = ask(arguments, REQUEST_RULES, &status);

    if (!data)
        return status;
    show_list(arguments, json_object_get(data, "rules"), listing_write_rules,
              "No rules are in effect.");
    json_decref(data);
    return status;
}

int command_metrics(const struct arguments *arguments)
{
    int status = REPLY_OK;
    json_t *data = ask(arguments, REQUEST_METRICS, &status);
    const char *text = json_string_value(json_object_get(data, "text"));

    if (!data)
        return status;
    if (!text) {
        complain("the daemon's answer has no metrics in it");
        status = REPLY_INTERNAL;
    } else if (arguments->json) {
        metrics_json_print(text_of(text));
    } else {
        fputs(text, stdout);
    }
    json_decref(data);
    return status;
}

int command_reload(const struct arguments *arguments)
{
    int status = REPLY_OK;
    json_t *data = ask(arguments, REQUEST_RELOAD, &status);
    struct buffer scratch = {0};

    if (!data)
        return status;
    if (arguments->json)
        json_view_print(data);
    else if (!arguments->quiet)
        puts(json_view_text(data, "message", &scratch).data);
    buffer_finish(&scratch);
    json_decref(data);
    return status;
}
