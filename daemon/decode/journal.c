#include "decode/journal.h"

#include "base/json_reader.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

/* What of an entry is looked at; empty = it does not say. */
struct entry {
    struct text time;
    struct text host;
    struct text identifier;
    struct text priority;
    struct text facility;
    struct text claimed_pid;
    struct text pid;
    struct text uid;
    struct text transport;
    struct text command;
    struct text executable;
    struct text message;
};

static const struct {
    const char *name;
    size_t offset; /* of its text in struct entry */
} members[] = {
    {"__REALTIME_TIMESTAMP", offsetof(struct entry, time)},
    {"_HOSTNAME", offsetof(struct entry, host)},
    {"SYSLOG_IDENTIFIER", offsetof(struct entry, identifier)},
    {"PRIORITY", offsetof(struct entry, priority)},
    {"SYSLOG_FACILITY", offsetof(struct entry, facility)},
    {"SYSLOG_PID", offsetof(struct entry, claimed_pid)},
    {"_PID", offsetof(struct entry, pid)},
    {"_UID", offsetof(struct entry, uid)},
    {"_TRANSPORT", offsetof(struct entry, transport)},
    {"_COMM", offsetof(struct entry, command)},
    {"_EXE", offsetof(struct entry, executable)},
    {"MESSAGE", offsetof(struct entry, message)},
};

/* Where only root puts programs. */
static const char *const program_folders[] = {"/usr/", "/bin/",  "/sbin/",     "/opt/",
                                              "/lib/", "/snap/", "/nix/store/"};

enum {
    FIRST_PERSON = 1000,   /* UID_MIN of login.defs(5) in Debian */
    FIRST_SERVICE = 60001, /* behind UID_MAX; systemd's dynamic users ... */
    LAST_SERVICE = 65534,  /* ... up to nobody */
    HIGHEST_SEVERITY = 7,
    HIGHEST_FACILITY = 23,
};

static struct text *find_member(struct entry *entry, struct text name)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (text_equal(name, text_of(members[i].name)))
            return (struct text *)(void *)((char *)entry + members[i].offset);
    }
    return NULL;
}

/* The bytes that an array of numbers is; array stands at its bracket.  Each takes two
 * bytes of the array or more. */
static struct text read_bytes(struct arena *arena, struct text array)
{
    struct json_reader reader = {0};
    char *bytes = arena_alloc(arena, array.length / 2 + 1);
    size_t length = 0;
    int64_t number = 0;
    double real = 0.;

    json_reader_init(&reader, array);
    json_reader_next(&reader);
    while (json_reader_next(&reader) == JSON_NUMBER) {
        if (json_reader_number(reader.raw, &number, &real) && number >= 0 && number <= UINT8_MAX)
            bytes[length++] = (char)number;
    }
    return (struct text){bytes, length};
}

/* The text that a value is: a string, an array of bytes, or the first of several. */
static struct text read_text(struct event *event, struct text whole, unsigned *odd)
{
    struct json_reader reader = {0};
    enum json_token token = JSON_END;

    json_reader_init(&reader, whole);
    token = json_reader_next(&reader);
    if (token == JSON_ARRAY) {
        struct text array = whole;

        token = json_reader_next(&reader);
        if (token == JSON_ARRAY)
            array = reader.raw;
        if (token == JSON_ARRAY || token == JSON_NUMBER)
            return read_bytes(event->arena, array);
    }
    if (token == JSON_STRING)
        return json_reader_string(event->arena, reader.raw, odd);
    return token == JSON_NUMBER ? reader.raw : (struct text){0};
}

static void read_member(struct event *event, struct json_reader *reader, struct text *known,
                        unsigned *odd)
{
    enum json_token token = json_reader_next(reader);
    struct value leaf = {.kind = VALUE_TEXT};

    if (json_token_is_last(token))
        return;
    leaf.text = read_text(event, json_reader_skip(reader), odd);
    event_add_leaf(event, &leaf);
    if (!known)
        return;
    if (known->data)
        event_flag(event, TEXT("duplicate_key"));
    else
        *known = leaf.text;
}

/* Whether it is an object to its end. */
static bool read_entry(struct event *event, struct entry *entry)
{
    struct json_reader reader = {0};
    unsigned odd = 0;

    json_reader_init(&reader, event->record->text);
    if (json_reader_next(&reader) != JSON_OBJECT)
        return false;
    while (json_reader_next(&reader) == JSON_NAME) {
        struct text name = json_reader_string(event->arena, reader.raw, &odd);

        read_member(event, &reader, find_member(entry, name), &odd);
    }
    if (odd & JSON_ODD_UTF8)
        event_flag(event, TEXT("repaired_utf8"));
    if (odd & JSON_ODD_NUL)
        event_flag(event, TEXT("nul_character"));
    return reader.token == JSON_OBJECT_END && json_reader_next(&reader) == JSON_END;
}

static bool is_person(struct text uid)
{
    uint64_t number = 0;

    return text_to_unsigned(uid, &number) && number >= FIRST_PERSON &&
           (number < FIRST_SERVICE || number > LAST_SERVICE);
}

static bool begins_with(struct text name, struct text start)
{
    return start.length > 0 && text_equal_caseless(text_until(name, start.length), start);
}

static bool runs_the_program(const struct entry *entry)
{
    struct text name = entry->executable;
    size_t slash = 0;

    if (name.length == 0)
        return begins_with(entry->command, entry->identifier);
    if (!text_find_last(name, TEXT("/"), &slash) ||
        !begins_with(text_from(name, slash + 1), entry->identifier))
        return false;
    for (size_t i = 0; i < sizeof program_folders / sizeof *program_folders; i++) {
        if (text_starts_with(name, text_of(program_folders[i])))
            return true;
    }
    return false;
}

static bool may_be_believed(const struct entry *entry)
{
    bool is_kernel = text_equal(entry->transport, TEXT("kernel"));

    if (is_kernel || text_equal(entry->identifier, TEXT("kernel")))
        return is_kernel || entry->transport.length == 0;
    return !is_person(entry->uid) || runs_the_program(entry);
}

/* A number from 0 to highest; -1 = none. */
static int small_number(struct text digits, uint64_t highest)
{
    uint64_t number = 0;

    return text_to_unsigned(digits, &number) && number <= highest ? (int)number : -1;
}

static struct syslog_frame frame_of(const struct entry *entry)
{
    int severity = small_number(entry->priority, HIGHEST_SEVERITY);
    int facility = small_number(entry->facility, HIGHEST_FACILITY);
    uint64_t time = 0;

    return (struct syslog_frame){
        .time = text_to_unsigned(entry->time, &time) && time <= TIMESTAMP_LATEST ? (timestamp)time
                                                                                 : TIMESTAMP_NONE,
        .priority = severity >= 0 && facility >= 0 ? facility * 8 + severity : -1,
        .host = entry->host,
        .program = entry->identifier.length > 0 ? entry->identifier : entry->command,
        .pid = entry->pid.length > 0 ? entry->pid : entry->claimed_pid,
        .message = entry->message,
    };
}

static bool decode_journal(const struct decoder *decoder, const struct decode_context *context,
                           struct event *event)
{
    struct entry entry = {0};
    struct syslog_frame frame = {0};
    bool is_whole = read_entry(event, &entry);
    int severity = 0;

    (void)context;
    if (!entry.time.data || !entry.message.data) {
        event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
        return false;
    }
    event->is_structured = is_whole;
    frame = frame_of(&entry);
    severity = small_number(entry.priority, HIGHEST_SEVERITY);
    if (frame.priority < 0 && severity >= 0)
        event_put_integer(event, FIELD_SYSLOG_SEVERITY, severity);
    if (may_be_believed(&entry))
        return syslog_decode_frame(decoder, &frame, event);
    syslog_frame_put(&frame, event);
    event_flag(event, TEXT("doubtful_program"));
    event_put_said(event, FIELD_PROCESS_EXECUTABLE, entry.executable);
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    return true;
}

static const struct decoder_field fields[] = {
    {FIELD_HOST_NAME, ORIGIN_VERBATIM},      {FIELD_PROCESS_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_PID, ORIGIN_DERIVED},     {FIELD_PROCESS_EXECUTABLE, ORIGIN_VERBATIM},
    {FIELD_MESSAGE, ORIGIN_VERBATIM},        {FIELD_SYSLOG_FACILITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_SEVERITY, ORIGIN_DERIVED}, {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
};

static const char *const aliases[] = {"journald", NULL};
static const char *const escapes[] = {"\\", "[", NULL};

const struct decoder journal_decoder = {
    .name = "journal",
    .aliases = aliases,
    .description = "journald's entries as journalctl -o json writes them; each read as syslog",
    .shape = SHAPE_LINE,
    .decode = decode_journal,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .programs = syslog_programs,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .escapes = escapes,
};
