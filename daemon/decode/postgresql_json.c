#include "decode/postgresql_json.h"

#include "base/json_reader.h"
#include "decode/postgres_entry.h"
#include "decode/postgres_prefix.h"

/* What the log says, and what of it is the entry's. */
struct object {
    struct postgres_entry entry;
    struct text timestamp;
};

static const struct {
    const char *name;
    size_t offset; /* of its text in struct object */
} members[] = {
    {"timestamp", offsetof(struct object, timestamp)},
    {"error_severity", offsetof(struct object, entry.level)},
    {"message", offsetof(struct object, entry.message)},
    {"detail", offsetof(struct object, entry.detail)},
    {"statement", offsetof(struct object, entry.statement)},
    {"state_code", offsetof(struct object, entry.sqlstate)},
    {"user", offsetof(struct object, entry.user)},
    {"dbname", offsetof(struct object, entry.database)},
    {"application_name", offsetof(struct object, entry.application)},
    {"remote_host", offsetof(struct object, entry.host)},
    {"remote_port", offsetof(struct object, entry.port)},
    {"pid", offsetof(struct object, entry.pid)},
    {"session_id", offsetof(struct object, entry.session)},
};

static struct text *find_member(struct object *object, struct text name)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (text_equal(name, text_of(members[i].name)))
            return (struct text *)(void *)((char *)object + members[i].offset);
    }
    return NULL;
}

/* Takes the value that follows a name. */
static void take_value(struct json_reader *reader, struct event *event, struct text *value)
{
    enum json_token token = json_reader_next(reader);
    struct text raw = reader->raw;
    unsigned odd = 0;

    if (json_token_is_last(token))
        return;
    json_reader_skip(reader);
    if (!value || (token != JSON_STRING && token != JSON_NUMBER))
        return;
    if (value->data)
        event_flag(event, TEXT("duplicate_key"));
    else
        *value = token == JSON_STRING ? json_reader_string(event->arena, raw, &odd) : raw;
}

static void read_object(struct event *event, struct object *object)
{
    struct json_reader reader;
    unsigned odd = 0;

    json_reader_init(&reader, event->record->text);
    if (json_reader_next(&reader) != JSON_OBJECT)
        return;
    while (json_reader_next(&reader) == JSON_NAME) {
        struct text name = json_reader_string(event->arena, reader.raw, &odd);

        take_value(&reader, event, find_member(object, name));
    }
    if (reader.token == JSON_CUT)
        event_flag(event, TEXT("truncated"));
}

static bool decode_json(const struct decoder *decoder, const struct decode_context *context,
                        struct event *event)
{
    struct object object = {0};
    timestamp time = 0;

    (void)decoder;
    read_object(event, &object);
    if (object.entry.level.length == 0 || object.timestamp.length == 0)
        return false;
    if (postgres_time_take(&object.timestamp, context->zone, &time)) {
        event->time = time;
        event->time_is_arrival = false;
    }
    postgres_entry_put_whole(event, &object.entry);
    return true;
}

static const struct decoder_field fields[] = {POSTGRES_ENTRY_FIELDS};

static const char *const aliases[] = {"jsonlog", NULL};
static const char *const escapes[] = {"\\", "\"\"", NULL};

const struct decoder postgresql_json_decoder = {
    .name = "postgresql-json",
    .aliases = aliases,
    .description = "PostgreSQL's log as JSON (jsonlog); pgaudit",
    .shape = SHAPE_JSON,
    .decode = decode_json,
    .kinds = postgres_kinds,
    .kind_count = POSTGRES_KINDS,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_echoes = true,
    .escapes = escapes,
};
