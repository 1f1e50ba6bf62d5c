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
    struct text messages; /* the whole value */
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
    FIRST_SERVICE = 60514, /* behind the people of systemd-homed; dynamic users ... */
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

/* The text of the value whose first token was read last. */
static struct text read_text(struct event *event, struct json_reader *reader, unsigned *odd)
{
    enum json_token token = reader->token;
    struct text raw = reader->raw;
    struct text whole = json_reader_skip(reader);

    if (token == JSON_ARRAY)
        return read_bytes(event->arena, whole);
    if (token == JSON_STRING)
        return json_reader_string(event->arena, raw, odd);
    return token == JSON_NUMBER ? raw : (struct text){0};
}

/* Whether a value is an array of texts, not of bytes; the reader then stands at the first. */
static bool is_several(struct json_reader *reader, struct text whole)
{
    json_reader_init(reader, whole);
    if (json_reader_next(reader) != JSON_ARRAY)
        return false;
    json_reader_next(reader);
    return reader->token == JSON_STRING || reader->token == JSON_ARRAY;
}

/* Adds all texts that a value is to those that keywords are searched for in.  Returns
 * the first. */
static struct text read_value(struct event *event, struct text whole, unsigned *odd)
{
    struct json_reader reader = {0};
    struct value leaf = {.kind = VALUE_TEXT};
    struct text first = {0};

    if (!is_several(&reader, whole)) {
        json_reader_init(&reader, whole);
        json_reader_next(&reader);
    }
    do {
        leaf.text = read_text(event, &reader, odd);
        event_add_leaf(event, &leaf);
        if (!first.data)
            first = leaf.text;
        json_reader_next(&reader);
    } while (reader.token == JSON_STRING || reader.token == JSON_ARRAY);
    return first;
}

/* The messages behind the first, for rules. */
static void put_other_messages(struct event *event, struct text whole)
{
    struct json_reader reader = {0};
    unsigned odd = 0;

    if (!is_several(&reader, whole))
        return;
    read_text(event, &reader, &odd);
    while (json_reader_next(&reader) == JSON_STRING || reader.token == JSON_ARRAY)
        event_put_text(event, FIELD_MESSAGE, read_text(event, &reader, &odd));
}

static void read_member(struct event *event, struct json_reader *reader, struct entry *entry,
                        unsigned *odd)
{
    struct text *known = find_member(entry, json_reader_string(event->arena, reader->raw, odd));
    struct text whole = {0};
    struct text text = {0};

    if (json_token_is_last(json_reader_next(reader)))
        return;
    whole = json_reader_skip(reader);
    text = read_value(event, whole, odd);
    if (!known)
        return;
    if (known->data) {
        event_flag(event, TEXT("duplicate_key"));
        return;
    }
    *known = text;
    if (known == &entry->message)
        entry->messages = whole;
}

/* Whether it is an object to its end. */
static bool read_entry(struct event *event, struct entry *entry)
{
    struct json_reader reader = {0};
    unsigned odd = 0;

    json_reader_init(&reader, event->record->text);
    if (json_reader_next(&reader) != JSON_OBJECT)
        return false;
    while (json_reader_next(&reader) == JSON_NAME)
        read_member(event, &reader, entry, &odd);
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

/* Whether what it says is somebody else's: what a program prints, or logger(1) is given. */
static bool passes_on(const struct entry *entry)
{
    return text_equal(entry->transport, TEXT("stdout")) ||
           text_ends_with(entry->executable, TEXT("/logger"));
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

static void decode_entry(const struct decoder *decoder, const struct entry *entry,
                         struct event *event)
{
    struct syslog_frame frame = frame_of(entry);
    int severity = small_number(entry->priority, HIGHEST_SEVERITY);

    if (frame.priority < 0 && severity >= 0)
        event_put_integer(event, FIELD_SYSLOG_SEVERITY, severity);
    if (may_be_believed(entry) && !(is_person(entry->uid) && passes_on(entry))) {
        syslog_decode_frame(decoder, &frame, event);
    } else {
        syslog_frame_put(&frame, event);
        event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    }
    if (!may_be_believed(entry)) {
        event_flag(event, TEXT("doubtful_program"));
        event_put_said(event, FIELD_PROCESS_EXECUTABLE, entry->executable);
    }
    put_other_messages(event, entry->messages);
}

static bool decode_journal(const struct decoder *decoder, const struct decode_context *context,
                           struct event *event)
{
    struct entry entry = {0};

    (void)context;
    event->is_structured = read_entry(event, &entry);
    if (entry.time.data && entry.message.data) {
        decode_entry(decoder, &entry, event);
        return true;
    }
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    return false;
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
