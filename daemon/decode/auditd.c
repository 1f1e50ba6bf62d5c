#include "decode/auditd.h"

#include "decode/auditd_event.h"
#include "decode/auditd_line.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

static bool is_bare(struct text line)
{
    return text_starts_with(line, TEXT("type=")) || text_starts_with(line, TEXT("node="));
}

static void put_stamp(struct event *event, const struct auditd_line *line)
{
    uint64_t serial = 0;

    event_put_said(event, FIELD_HOST_NAME, line->node);
    event_put_said(event, FIELD_EVENT_ID, line->stamp);
    if (text_to_unsigned(line->serial, &serial) && serial <= INT64_MAX)
        event_put_integer(event, FIELD_EVENT_SEQUENCE, (int64_t)serial);
    if (line->time != TIMESTAMP_NONE) {
        event->time = line->time;
        event->time_is_arrival = false;
    }
}

/* A sentence in which the audit system says that it lost something. */
static bool tells_of_loss(struct text message)
{
    static const char *const sentences[] = {
        "backlog limit exceeded", "audit_lost=",          "rate limit exceeded", "queue overflow",
        "queue is full",          "callbacks suppressed", "event lost",          NULL};

    for (const char *const *one = sentences; *one; one++) {
        if (text_find(message, text_of(*one), &(size_t){0}))
            return true;
    }
    return false;
}

/* "kauditd_printk_skb: 12 callbacks suppressed". */
static void read_suppressed(struct text message, unsigned *count)
{
    struct text before = {0};
    struct text behind = {0};
    size_t blank = 0;
    uint64_t number = 0;

    if (text_cut(message, TEXT(" callbacks suppressed"), &before, &behind) &&
        text_find_last(before, TEXT(" "), &blank) &&
        text_to_unsigned(text_from(before, blank + 1), &number) && number <= INT32_MAX)
        *count = (unsigned)number;
}

static bool is_audit(struct text message)
{
    struct text before = {0};

    if (text_starts_with(message, TEXT("[")) && !text_cut(message, TEXT("] "), &before, &message))
        return false;
    return text_starts_with(message, TEXT("audit: ")) ||
           text_starts_with(message, TEXT("audit_")) || text_starts_with(message, TEXT("kauditd"));
}

static bool is_auditd(struct text program)
{
    return text_equal(program, TEXT("audit")) || text_starts_with(program, TEXT("auditd")) ||
           text_starts_with(program, TEXT("audisp"));
}

/* The audit system's troubles, which no record tells of. */
static bool read_loss(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct text rest = frame->message;
    struct auditd_pair pair = {0};

    if ((!is_audit(frame->message) && !is_auditd(frame->program)) || !tells_of_loss(frame->message))
        return false;
    event_put_text(event, FIELD_EVENT_ACTION, TEXT("log_lost"));
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("configuration"));
    event_put_text(event, FIELD_EVENT_OUTCOME, TEXT("failure"));
    while (auditd_pair_take(&rest, &pair)) {
        const struct value value = {.kind = VALUE_TEXT, .text = pair.value};

        if (text_starts_with(pair.name, TEXT("audit_")))
            event_put_value(event, pair.name, &value);
    }
    read_suppressed(frame->message, count);
    return true;
}

/* Cheap, for it is asked of every message of syslog that nobody else knows. */
static bool may_be_record(const struct syslog_frame *frame)
{
    return is_auditd(frame->program) || is_audit(frame->message) || is_bare(frame->message);
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct auditd_facts facts = {.event = event};
    struct auditd_line line = {0};

    if (!may_be_record(frame))
        return false;
    if (!auditd_line_read(frame->message, &line))
        return read_loss(frame, event, count);
    put_stamp(event, &line);
    auditd_facts_add(&facts, &line);
    auditd_event_put(&facts, count);
    return true;
}

/* One line of the record: bare, or in a syslog frame, of which the first counts, but for
 * the program, which only passed it on. */
static bool add_line(const struct decode_context *context, struct text text,
                     struct auditd_facts *facts, bool *has_stamp)
{
    const struct record *record = facts->event->record;
    struct syslog_frame frame = {0};
    struct auditd_line line = {0};
    bool is_framed = !is_bare(text);

    if (is_framed && !syslog_frame_read(text, context->zone, record->modified, &frame))
        return false;
    if (!auditd_line_read(is_framed ? frame.message : text, &line))
        return false;
    if (!*has_stamp) {
        frame.program = frame.pid = (struct text){0};
        if (line.node.length > 0)
            frame.host = (struct text){0};
        if (is_framed)
            syslog_frame_put(&frame, facts->event);
        put_stamp(facts->event, &line);
        *has_stamp = true;
    }
    auditd_facts_add(facts, &line);
    return true;
}

/* No records, but the audit system's own words about them, in syslog. */
static bool decode_other(const struct decode_context *context, struct event *event, unsigned *count)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};

    if (!syslog_frame_read(record->text, context->zone, record->modified, &frame))
        return false;
    syslog_frame_put(&frame, event);
    read_loss(&frame, event, count);
    return true;
}

/* Some collectors (Wazuh's) join the lines of an event with blanks: a new one begins at
 * " type=", which no value has in it, for such are hex. */
static void add_joined(const struct decode_context *context, struct text line,
                       struct auditd_facts *facts, bool *has_stamp)
{
    const struct text joint = TEXT(" type=");
    size_t from = 0;
    size_t at = 0;

    if (text_starts_with(line, TEXT("node=")) && text_find(line, joint, &from))
        from += joint.length;
    while (is_bare(line) && text_find(text_from(line, from), joint, &at)) {
        add_line(context, text_until(line, from + at), facts, has_stamp);
        line = text_from(line, from + at + 1);
        from = 0;
    }
    add_line(context, line, facts, has_stamp);
}

static bool decode_event(const struct decoder *decoder, const struct decode_context *context,
                         struct event *event)
{
    struct auditd_facts facts = {.event = event};
    struct text rest = event->record->text;
    struct text line = {0};
    unsigned count = 1;
    bool has_stamp = false;
    bool fits = true;

    (void)decoder;
    while (text_cut(rest, TEXT("\n"), &line, &rest) || line.length > 0)
        add_joined(context, line, &facts, &has_stamp);
    if (has_stamp)
        event->kind = auditd_event_put(&facts, &count);
    else
        fits = decode_other(context, event, &count);
    event_put_integer(event, FIELD_EVENT_COUNT, (int64_t)event->record->count * count);
    return fits;
}

#define AUDITD                                  \
    {                                           \
        .product = "linux", .service = "auditd" \
    }
#define LINUX(sort)                            \
    {                                          \
        .category = (sort), .product = "linux" \
    }

static const struct decoder_kind kinds[AUDITD_KIND_COUNT] = {
    [AUDITD_KIND_OTHER] = {"audit", {AUDITD}},
    [AUDITD_KIND_EXECUTION] = {"execution", {AUDITD, LINUX("process_creation")}},
    [AUDITD_KIND_FILE] = {"file", {AUDITD, LINUX("file_event")}},
    [AUDITD_KIND_DELETION] = {"deletion", {AUDITD, LINUX("file_delete")}},
    [AUDITD_KIND_CONNECTION] = {"connection", {AUDITD, LINUX("network_connection")}},
};

static const struct decoder_field fields[] = {
    {FIELD_HOST_NAME, ORIGIN_VERBATIM},
    {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_SYSLOG_FACILITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_SEVERITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_MSGID, ORIGIN_VERBATIM},
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_CODE, ORIGIN_DERIVED},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_EVENT_ID, ORIGIN_VERBATIM},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_EVENT_SEQUENCE, ORIGIN_DERIVED},
    {FIELD_PROCESS_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_PID, ORIGIN_DERIVED},
    {FIELD_PROCESS_PARENT_PID, ORIGIN_DERIVED},
    {FIELD_PROCESS_EXECUTABLE, ORIGIN_VERBATIM},
    {FIELD_PROCESS_COMMAND_LINE, ORIGIN_DERIVED},
    {FIELD_PROCESS_ARGS, ORIGIN_DERIVED},
    {FIELD_PROCESS_WORKING_DIRECTORY, ORIGIN_VERBATIM},
    {FIELD_TTY, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_USER_ID, ORIGIN_VERBATIM},
    {FIELD_USER_EFFECTIVE_NAME, ORIGIN_VERBATIM},
    {FIELD_USER_EFFECTIVE_ID, ORIGIN_VERBATIM},
    {FIELD_USER_TARGET_NAME, ORIGIN_VERBATIM},
    {FIELD_USER_TARGET_ID, ORIGIN_VERBATIM},
    {FIELD_USER_AUDIT_ID, ORIGIN_VERBATIM},
    {FIELD_USER_AUDIT_NAME, ORIGIN_VERBATIM},
    {FIELD_AUDIT_INPUT, ORIGIN_VERBATIM},
    {FIELD_AUDIT_COMMAND, ORIGIN_VERBATIM},
    {FIELD_AUDIT_TITLE, ORIGIN_DERIVED},
    {FIELD_GROUP_NAME, ORIGIN_VERBATIM},
    {FIELD_GROUP_ID, ORIGIN_VERBATIM},
    {FIELD_SESSION_ID, ORIGIN_VERBATIM},
    {FIELD_SERVICE_NAME, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_DERIVED},
    {FIELD_SOURCE_IP, ORIGIN_DERIVED},
    {FIELD_SOURCE_PORT, ORIGIN_DERIVED},
    {FIELD_DESTINATION_ADDRESS, ORIGIN_DERIVED},
    {FIELD_DESTINATION_IP, ORIGIN_DERIVED},
    {FIELD_DESTINATION_PORT, ORIGIN_DERIVED},
    {FIELD_SERVER_ADDRESS, ORIGIN_DERIVED},
    {FIELD_SERVER_PORT, ORIGIN_DERIVED},
    {FIELD_FILE_PATH, ORIGIN_DERIVED},
    {FIELD_FILE_PREVIOUS_PATH, ORIGIN_DERIVED},
    {FIELD_FILE_MODE, ORIGIN_VERBATIM},
    {FIELD_FILE_OWNER, ORIGIN_VERBATIM},
};

/* Hex may begin with any digit. */
static const char *const escapes[] = {"=0", "=1", "=2", "=3", "=4", "=5", "=6", "=7", "=8",
                                      "=9", "=A", "=B", "=C", "=D", "=E", "=F", NULL};

static const char *const names[] = {NULL};

/* Six bytes each, for the sieve takes short steps for shorter ones.  "audit" alone is a
 * program's name, which ends as syslog_frame lets it; "audit(" is in every stamp. */
static const char *const landmarks[] = {"audit(", "audit:", "audit[", "audit ", "audit]",
                                        "audit)", "audit_", "auditd", "audisp", NULL};

const struct program auditd_program = {
    .names = names,
    .kind = {"audit", {AUDITD}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_free_names = true,
    .escapes = escapes,
    .landmarks = landmarks,
};

static const char *const aliases[] = {"audit", "audit.log", NULL};

const struct decoder auditd_decoder = {
    .name = "auditd",
    .aliases = aliases,
    .description = "the Linux audit system: audit.log, and its lines in syslog",
    .shape = SHAPE_AUDIT,
    .decode = decode_event,
    .kinds = kinds,
    .kind_count = AUDITD_KIND_COUNT,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_free_names = true,
    .escapes = escapes,
};
