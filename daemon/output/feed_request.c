#include "output/feed_request.h"

#include <string.h>

#include <jansson.h>

#include "base/diagnostics.h"
#include "base/memory.h"

static const char *const format_names[] = {"native", "ocsf", "ecs"};

enum { FORMATS = sizeof format_names / sizeof *format_names };

/* Reads the value of one key into the request. */
typedef bool member_reader(struct feed_request *request, json_t *value, struct error *err);

static bool read_operation(struct feed_request *request, json_t *value, struct error *err)
{
    static const char *const names[] = {"subscribe", "ack"};
    const char *name = json_string_value(value);
    const char *nearest = NULL;

    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) {
            request->operation = (enum feed_operation)i;
            return true;
        }
    }
    nearest = diagnostics_suggest(text_of(name), names, 2);
    return error_set(err, "'op' is neither \"subscribe\" nor \"ack\"%s%s%s",
                     nearest ? "; did you mean '" : "", nearest ? nearest : "",
                     nearest ? "'?" : "");
}

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '.' || byte == '_' || byte == '-';
}

static bool read_name(struct feed_request *request, json_t *value, struct error *err)
{
    struct text name = {json_string_value(value), json_string_length(value)};

    for (size_t i = 0; i < name.length; i++) {
        if (!is_name_byte(name.data[i]))
            name = (struct text){0};
    }
    if (name.length == 0 || name.length > FEED_NAME_LONGEST)
        return error_set(err, "'name' is 1 to %d letters, digits, '.', '_' and '-'",
                         FEED_NAME_LONGEST);
    if (text_equal(name, TEXT("syslog")))
        return error_set(err, "the name 'syslog' is the daemon's own");
    request->name = mem_copy_text(name);
    return true;
}

static bool read_cursor(struct feed_request *request, json_t *value, struct error *err)
{
    if (!json_is_string(value))
        return error_set(err, "'cursor' is a text");
    request->cursor = mem_copy_string(json_string_value(value));
    return true;
}

static bool read_from(struct feed_request *request, json_t *value, struct error *err)
{
    static const struct {
        const char *word;
        enum feed_start start;
    } words[] = {
        {"oldest", FEED_FROM_OLDEST},
        {"newest", FEED_FROM_NEWEST},
        {"unread", FEED_FROM_UNREAD},
    };
    const char *from = json_string_value(value);

    if (!from)
        return error_set(err, "'from' is \"oldest\", \"newest\", \"unread\" or a cursor");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(from, words[i].word) == 0) {
            request->start = words[i].start;
            return true;
        }
    }
    request->start = FEED_FROM_CURSOR;
    return read_cursor(request, value, err);
}

static bool read_filter(struct feed_request *request, json_t *value, struct error *err)
{
    request->filter = feed_filter_create(value, err);
    return request->filter != NULL;
}

static bool read_ack(struct feed_request *request, json_t *value, struct error *err)
{
    if (!json_is_boolean(value))
        return error_set(err, "'ack' is true or false");
    request->acknowledges = json_is_true(value);
    return true;
}

static bool read_format(struct feed_request *request, json_t *value, struct error *err)
{
    const char *name = json_string_value(value);

    for (size_t i = 0; name && i < FORMATS; i++) {
        if (strcmp(name, format_names[i]) == 0) {
            request->format = (enum feed_format)i;
            return true;
        }
    }
    return error_set(err, "'format' is \"native\", \"ocsf\" or \"ecs\"");
}

static bool read_heartbeat(struct feed_request *request, json_t *value, struct error *err)
{
    json_int_t seconds = json_integer_value(value);

    if (!json_is_integer(value) || seconds < 1 || seconds > FEED_HEARTBEAT_LONGEST)
        return error_set(err, "'heartbeat' is 1 to %d seconds", FEED_HEARTBEAT_LONGEST);
    request->heartbeat = seconds * SECOND;
    return true;
}

static const struct member {
    const char *name;
    bool of_subscribe;
    bool of_ack;
    member_reader *read;
} members[] = {
    {"op", true, true, read_operation},
    {"name", true, false, read_name},
    {"from", true, false, read_from},
    {"filter", true, false, read_filter},
    {"ack", true, false, read_ack},
    {"format", true, false, read_format},
    {"heartbeat", true, false, read_heartbeat},
    {"cursor", false, true, read_cursor},
};

enum { MEMBERS = sizeof members / sizeof *members };

static bool belongs(const struct feed_request *request, const struct member *member)
{
    return request->operation == FEED_ACK ? member->of_ack : member->of_subscribe;
}

static bool read_member(struct feed_request *request, const char *name, json_t *value,
                        struct error *err)
{
    const char *names[MEMBERS] = {0};
    const char *nearest = NULL;
    size_t count = 0;

    for (size_t i = 0; i < MEMBERS; i++) {
        if (!belongs(request, &members[i]))
            continue;
        if (strcmp(name, members[i].name) == 0)
            return members[i].read(request, value, err);
        names[count++] = members[i].name;
    }
    nearest = diagnostics_suggest(text_of(name), names, count);
    return error_set(err, "unknown key '%s'%s%s%s", name, nearest ? "; did you mean '" : "",
                     nearest ? nearest : "", nearest ? "'?" : "");
}

static bool read_members(struct feed_request *request, json_t *root, struct error *err)
{
    const char *name = NULL;
    json_t *value = NULL;

    /* Which keys are right depends on the operation, wherever that stands. */
    if (!read_operation(request, json_object_get(root, "op"), err))
        return false;
    json_object_foreach (root, name, value) {
        if (!read_member(request, name, value, err))
            return false;
    }
    if (request->operation == FEED_ACK)
        return request->cursor ? true : error_set(err, "an ack needs a 'cursor'");
    if (!json_object_get(root, "ack"))
        request->acknowledges = request->name != NULL;
    if (request->acknowledges && !request->name)
        return error_set(err, "'ack' needs a 'name' to keep the position under");
    return true;
}

bool feed_request_read(struct feed_request *request, struct text line, struct error *err)
{
    json_error_t where = {0};
    json_t *root =
        json_loadb(line.data ? line.data : "", line.length, JSON_REJECT_DUPLICATES, &where);
    bool good = false;

    if (!root)
        error_set(err, "not JSON, or a key twice, at byte %d", where.position);
    else if (!json_is_object(root))
        error_set(err, "a request is a JSON object");
    else
        good = read_members(request, root, err);
    json_decref(root);
    if (!good)
        feed_request_finish(request);
    return good;
}

void feed_request_finish(struct feed_request *request)
{
    mem_free(request->cursor);
    mem_free(request->name);
    feed_filter_destroy(request->filter);
    *request = (struct feed_request){0};
}

const char *feed_format_name(enum feed_format format)
{
    return format_names[format];
}
