#include "decode/sudo_json.h"

#include <string.h>

#include "base/json_reader.h"
#include "decode/json_event.h"
#include "decode/shell_command.h"

/* In order of path. */
#define MEMBERS(sort)                                                 \
    {"sudo." sort ".command", FIELD_PROCESS_EXECUTABLE},              \
        {"sudo." sort ".reason", FIELD_EVENT_REASON},                 \
        {"sudo." sort ".runargv", FIELD_PROCESS_ARGS},                \
        {"sudo." sort ".rungroup", FIELD_GROUP_NAME},                 \
        {"sudo." sort ".runuser", FIELD_USER_EFFECTIVE_NAME},         \
        {"sudo." sort ".submitcwd", FIELD_PROCESS_WORKING_DIRECTORY}, \
        {"sudo." sort ".submituser", FIELD_USER_NAME},                \
    {                                                                 \
        "sudo." sort ".ttyname", FIELD_TTY                            \
    }

static const struct json_name rows[] = {MEMBERS("accept"), MEMBERS("alert"), MEMBERS("reject")};
static const struct json_names names = JSON_NAMES(rows);

static const struct sort {
    const char *name;
    const char *action;
    const char *outcome;
    const char *command_path;
    const char *folder_path;
} sorts[] = {
    {"accept", "sudo_command", "success", "sudo.accept.command", "sudo.accept.submitcwd"},
    {"alert", "sudo_alert", "unknown", "sudo.alert.command", "sudo.alert.submitcwd"},
    {"exit", "sudo_command_ended", "unknown", "sudo.exit.command", "sudo.exit.submitcwd"},
    {"reject", "sudo_command", "failure", "sudo.reject.command", "sudo.reject.submitcwd"},
};

/* Whether the next value is an object with a member, which the reader then stands at. */
static bool enter_object(struct json_reader *reader)
{
    if (json_reader_next(reader) != JSON_OBJECT)
        return false;
    json_reader_next(reader);
    return reader->token == JSON_NAME;
}

/* Which of them {"sudo":{"accept":...}} is; NULL when it is none. */
static const struct sort *sort_of(struct text object)
{
    struct json_reader reader = {0};

    json_reader_init(&reader, object);
    if (!enter_object(&reader) || !text_equal(reader.raw, TEXT("sudo")) || !enter_object(&reader))
        return NULL;
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        if (text_equal(reader.raw, text_of(sorts[i].name)))
            return &sorts[i];
    }
    return NULL;
}

/* Moves the reader into the array that the first member of that name is. */
static bool enter_array(struct json_reader *reader, struct text name)
{
    enum json_token token = json_reader_next(reader);

    while (token != JSON_END && token != JSON_CUT && token != JSON_BROKEN) {
        if (token == JSON_NAME && text_equal(reader->raw, name))
            return json_reader_next(reader) == JSON_ARRAY;
        token = json_reader_next(reader);
    }
    return false;
}

static void put_line(struct event *event, struct text object, const struct sort *sort,
                     struct text line)
{
    struct value folder = {0};
    struct text text = {0};

    if (json_event_find(event, object, sort->folder_path, &folder))
        text = value_text(event->arena, &folder);
    event_put_said(event, FIELD_PROCESS_COMMAND_LINE, line);
    shell_command_put_words(event, line, text);
}

/* The command and the words behind it, as the other format has them in COMMAND. */
static void put_command_line(struct event *event, struct text object, const struct sort *sort)
{
    struct value value = {0};
    struct text command = {0};
    struct json_reader reader = {0};
    struct text line = {0};
    char *bytes = NULL;
    unsigned odd = 0;

    if ((!event_wants(event, FIELD_PROCESS_COMMAND_LINE) && !event_wants(event, FIELD_COMMANDS)) ||
        !json_event_find(event, object, sort->command_path, &value))
        return;
    command = value_text(event->arena, &value);
    json_reader_init(&reader, object);
    if (!enter_array(&reader, TEXT("runargv")) || json_reader_next(&reader) != JSON_STRING) {
        put_line(event, object, sort, command);
        return;
    }

    /* A repaired character is three bytes for one, so the words may grow. */
    bytes = arena_alloc(event->arena, command.length + 3 * object.length);
    if (command.length > 0)
        memcpy(bytes, command.data, command.length);
    line = (struct text){bytes, command.length};
    while (json_reader_next(&reader) == JSON_STRING) {
        struct text word = json_reader_string(event->arena, reader.raw, &odd);

        bytes[line.length++] = ' ';
        if (word.length > 0)
            memcpy(bytes + line.length, word.data, word.length);
        line.length += word.length;
    }
    put_line(event, object, sort, line);
}

bool sudo_json_read(struct text message, struct event *event)
{
    const struct sort *sort = NULL;

    if (!text_take(&message, TEXT("@cee:")))
        return false;
    message = text_trim(message);
    sort = sort_of(message);
    if (!sort)
        return false;
    event_put_text(event, FIELD_EVENT_ACTION, text_of(sort->action));
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("process"));
    event_put_text(event, FIELD_EVENT_OUTCOME, text_of(sort->outcome));
    json_event_read(event, message, &names);
    put_command_line(event, message, sort);
    return true;
}
