#include "decode/dnf.h"

#include "decode/package_event.h"
#include "decode/syslog_frame.h"

/* The words with which a line says what was done to a package. */
static const struct verb {
    const char *name;
    const char *action;
} verbs[] = {
    {"Installed", "package_install"},   {"Install", "package_install"},

    {"Upgrade", "package_upgrade"},     {"Updated", "package_upgrade"},
    {"Update", "package_upgrade"},      {"Downgrade", "package_downgrade"},
    {"Reinstall", "package_reinstall"}, {"Erase", "package_remove"},
    {"Erased", "package_remove"},       {"Removed", "package_remove"},
    {"Upgraded", "package_replace"},    {"Downgraded", "package_replace"},
    {"Reinstalled", "package_replace"}, {"Obsolete", "package_replace"},
    {"Obsoleted", "package_replace"},
};

static bool is_error(struct text level)
{
    return text_equal(level, TEXT("ERROR")) || text_equal(level, TEXT("CRITICAL"));
}

static bool is_level(struct text word)
{
    static const char *const levels[] = {"TRACE", "SUBDEBUG", "DDEBUG",  "DEBUG",
                                         "INFO",  "NOTICE",   "WARNING", "WARN"};

    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (text_equal(word, text_of(levels[i])))
            return true;
    }
    return is_error(word);
}

static bool is_digits(struct text text)
{
    uint64_t number = 0;

    return text_to_unsigned(text, &number);
}

/* Puts "openssl-libs-1:3.2.2-9.el9.x86_64": from the end, for names have dashes too.
 * yum writes the epoch in front of the name, and of what it erased the name alone: that
 * has no architecture at its end, but perhaps a dot. */
static void put_package(struct event *event, struct text package)
{
    struct text epoch = {0};
    struct text name = {0};
    size_t dot = 0;
    size_t dash = 0;

    if (text_cut(package, TEXT(":"), &epoch, &name) && is_digits(epoch))
        package = name;
    if (text_find_last(package, TEXT("."), &dot) &&
        !text_find(text_from(package, dot), TEXT("-"), &dash) &&
        text_find_last(text_until(package, dot), TEXT("-"), &dash) &&
        text_find_last(text_until(package, dash), TEXT("-"), &dash)) {
        event_put_said(event, FIELD_PACKAGE_ARCHITECTURE, text_from(package, dot + 1));
        event_put_said(event, FIELD_PACKAGE_VERSION, text_from(text_until(package, dot), dash + 1));
        package = text_until(package, dash);
    }
    event_put_said(event, FIELD_PACKAGE_NAME, package);
}

/* Whether these words are a package, and not the rest of a sentence. */
static bool is_package(struct text words)
{
    size_t position = 0;

    return words.length > 0 && !text_find(words, TEXT(" "), &position);
}

static bool put_verb(struct event *event, struct text verb, struct text package, unsigned *count)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        struct text action = text_of(verbs[i].action);

        if (!text_equal(verb, text_of(verbs[i].name)) || !is_package(package))
            continue;
        package_event_put_action(event, action);
        event_put_text(event, FIELD_EVENT_OUTCOME, TEXT("success"));
        put_package(event, package);
        if (text_equal(action, TEXT("package_replace")))
            *count = 0;
        return true;
    }
    return false;
}

static void put_message(struct event *event, struct text level, struct text message)
{
    struct text word = {0};
    struct text rest = {0};
    unsigned count = event->record->count;

    event_put_said(event, FIELD_LOG_LEVEL, level);
    event_put_text(event, FIELD_MESSAGE, message);
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("package"));
    text_cut(message, TEXT(":"), &word, &rest);
    rest = text_trim(rest);
    if (text_equal(word, TEXT("Command")) && rest.length > 0) {
        package_event_put_action(event, TEXT("package_command"));
        event_put_text(event, FIELD_EVENT_OUTCOME, TEXT("unknown"));
        event_put_text(event, FIELD_PROCESS_COMMAND_LINE, rest);
    } else if (!put_verb(event, word, rest, &count) && is_error(level)) {
        package_event_put_action(event, TEXT("package_error"));
        event_put_text(event, FIELD_EVENT_OUTCOME, TEXT("failure"));
        event_put_said(event, FIELD_EVENT_REASON, message);
    }
    event_put_integer(event, FIELD_EVENT_COUNT, count);
}

/* "[912] " in front of the level, as dnf5 has it. */
static void take_process(struct text *text, struct event *event)
{
    struct text rest = text_trim(*text);
    struct text pid = {0};
    uint64_t number = 0;

    if (!text_take(&rest, TEXT("[")) || !text_cut(rest, TEXT("]"), &pid, &rest) ||
        !text_to_unsigned(pid, &number) || number > INT32_MAX)
        return;
    event_put_integer(event, FIELD_PROCESS_PID, (int64_t)number);
    *text = rest;
}

/* yum.log: a time as syslog has it, and the verb where that has a program. */
static bool decode_yum(const struct decode_context *context, struct event *event)
{
    struct syslog_frame frame = {0};
    struct text message = {0};
    unsigned count = event->record->count;

    if (!syslog_frame_read(event->record->text, context->zone, event->record->modified, &frame) ||
        frame.program.length == 0 || frame.priority >= 0)
        return false;
    if (frame.time != TIMESTAMP_NONE)
        package_event_set_time(event, frame.time);
    message =
        text_from(event->record->text, (size_t)(frame.program.data - event->record->text.data));
    event_put_text(event, FIELD_MESSAGE, message);
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("package"));
    put_verb(event, frame.program, text_trim(frame.message), &count);
    event_put_integer(event, FIELD_EVENT_COUNT, count);
    return true;
}

static bool decode_dnf(const struct decoder *decoder, const struct decode_context *context,
                       struct event *event)
{
    struct text rest = event->record->text;
    struct text level = {0};
    timestamp when = 0;

    (void)decoder;
    if (!package_event_take_time(&rest, context->zone, &when))
        return decode_yum(context, event);
    package_event_set_time(event, when);
    take_process(&rest, event);
    level = text_take_word(&rest);
    if (!is_level(level))
        return false;
    put_message(event, level, text_trim(rest));
    return true;
}

static const char *const aliases[] = {"yum", "dnf.log", "dnf.rpm.log", "dnf5", "yum.log", NULL};

static const struct decoder_kind kinds[] = {
    {"message",
     {{.product = "linux", .service = "dnf"}, {.category = "package", .product = "linux"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_TYPE, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_LOG_LEVEL, ORIGIN_VERBATIM},
    {FIELD_PROCESS_PID, ORIGIN_DERIVED},
    {FIELD_PROCESS_COMMAND_LINE, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_NAME, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_VERSION, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_ARCHITECTURE, ORIGIN_VERBATIM},
};

const struct decoder dnf_decoder = {
    .name = "dnf",
    .aliases = aliases,
    .description = "dnf.log, dnf.rpm.log, dnf5.log and yum.log",
    .shape = SHAPE_LINE,
    .decode = decode_dnf,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};
