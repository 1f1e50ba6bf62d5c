#include "protocol/request.h"

#include <stddef.h>
#include <string.h>

#include <jansson.h>

#include "base/diagnostics.h"
#include "base/memory.h"
#include "base/unicode.h"

static const char *const operations[] = {
    [REQUEST_PING] = "ping",   [REQUEST_STATUS] = "status", [REQUEST_SOURCES] = "sources",
    [REQUEST_RULES] = "rules", [REQUEST_ALERTS] = "alerts", [REQUEST_SHOW] = "show",
    [REQUEST_MOVE] = "move",   [REQUEST_RELOAD] = "reload", [REQUEST_METRICS] = "metrics",
};

enum { OPERATION_COUNT = sizeof operations / sizeof *operations };

/* The members that hold text or a yes, and where they go. */
static const struct {
    const char *name;
    size_t offset;
    bool is_flag;
} members[] = {
    {"alert", offsetof(struct request, alert), false},
    {"state", offsetof(struct request, state), false},
    {"rag", offsetof(struct request, rag), false},
    {"account", offsetof(struct request, account), false},
    {"site", offsetof(struct request, site), false},
    {"rule", offsetof(struct request, rule), false},
    {"note", offsetof(struct request, note), false},
    {"all", offsetof(struct request, all), true},
    {"evidence", offsetof(struct request, evidence), true},
    {"remediation", offsetof(struct request, closure.remediation), false},
    {"root_cause", offsetof(struct request, closure.root_cause), false},
    {"reason", offsetof(struct request, closure.reason), false},
    {"halt", offsetof(struct request, closure.halt), false},
    {"notified", offsetof(struct request, closure.notified), false},
    {"incident", offsetof(struct request, closure.incident), false},
    {"reinforcement", offsetof(struct request, closure.reinforcement), false},
    {"waiver", offsetof(struct request, closure.waiver), false},
};

enum { MEMBER_COUNT = sizeof members / sizeof *members };

static char **text_member(const struct request *request, size_t index)
{
    return (char **)((char *)(uintptr_t)request + members[index].offset);
}

static bool *flag_member(const struct request *request, size_t index)
{
    return (bool *)((char *)(uintptr_t)request + members[index].offset);
}

static bool find_operation(const char *name, struct request *request, struct error *err)
{
    const char *near = NULL;

    for (size_t i = 0; i < OPERATION_COUNT; i++) {
        if (strcmp(operations[i], name) == 0) {
            request->operation = (enum request_operation)i;
            return true;
        }
    }
    near = diagnostics_suggest(text_of(name), operations, OPERATION_COUNT);
    return error_set(err, "unknown operation '%.40s'%s%s%s", name, near ? "; did you mean '" : "",
                     near ? near : "", near ? "'?" : "");
}

static bool read_member(const char *name, const json_t *value, struct request *request,
                        struct error *err)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        if (strcmp(members[i].name, name) != 0)
            continue;
        if (members[i].is_flag) {
            if (!json_is_boolean(value))
                return error_set(err, "'%s' is true or false", name);
            *flag_member(request, i) = json_is_true(value);
            return true;
        }
        if (!json_is_string(value))
            return error_set(err, "'%s' is text", name);
        *text_member(request, i) = mem_copy_string(json_string_value(value));
        return true;
    }
    return error_set(err, "unknown member '%.40s'", name);
}

bool request_read(struct text line, struct request *request, struct error *err)
{
    json_error_t trouble = {0};
    json_t *json =
        json_loadb(line.data ? line.data : "", line.length, JSON_REJECT_DUPLICATES, &trouble);
    const char *name = NULL;
    const json_t *value = NULL;
    bool good = false;

    *request = (struct request){0};
    if (!json_is_object(json)) {
        json_decref(json);
        return error_set(err, "a request is one JSON object a line: %s",
                         json ? "this is none" : trouble.text);
    }
    name = json_string_value(json_object_get(json, "op"));
    good = name ? find_operation(name, request, err)
                : error_set(err, "'op' says what is wanted, and is missing");
    for (void *at = json_object_iter(json); good && at; at = json_object_iter_next(json, at)) {
        name = json_object_iter_key(at);
        value = json_object_iter_value(at);
        good = strcmp(name, "op") == 0 || read_member(name, value, request, err);
    }
    json_decref(json);
    if (!good)
        request_finish(request);
    return good;
}

/* JSON has no other bytes than UTF-8.  Left out, a note would be lost and a filter
 * would let everything through. */
static json_t *json_of(const char *member)
{
    struct buffer repaired = {0};
    json_t *json = NULL;

    unicode_append_repaired(&repaired, text_of(member));
    json = json_string(buffer_string(&repaired));
    buffer_finish(&repaired);
    return json;
}

void request_write(struct buffer *buffer, const struct request *request)
{
    json_t *json = json_pack("{s:s}", "op", operations[request->operation]);
    char *text = NULL;

    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        if (members[i].is_flag) {
            if (*flag_member(request, i))
                json_object_set_new(json, members[i].name, json_true());
        } else if (*text_member(request, i)) {
            json_object_set_new(json, members[i].name, json_of(*text_member(request, i)));
        }
    }
    text = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    buffer_append_text(buffer, text_of(text));
    buffer_append_byte(buffer, '\n');
    mem_free(text);
}

void request_finish(struct request *request)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        if (!members[i].is_flag)
            mem_free(*text_member(request, i));
    }
    *request = (struct request){0};
}
