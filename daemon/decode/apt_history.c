#include "decode/apt_history.h"

#include "decode/package_event.h"

enum { NANOSECONDS_PER_MICROSECOND = 1000 };

/* What is known of a run. */
struct run {
    timestamp start;
    timestamp end;
    bool has_error;
    bool has_packages;
    bool is_known; /* a line fitted */
};

/* The lines that name packages. */
static const struct operation {
    const char *key;
    const char *action;
    bool has_previous; /* "(old, new)" */
} operations[] = {
    {"Install", "package_install", false}, {"Reinstall", "package_reinstall", false},
    {"Upgrade", "package_upgrade", true},  {"Downgrade", "package_downgrade", true},
    {"Remove", "package_remove", false},   {"Purge", "package_purge", false},
};

/* "1.0, 1.1" or "1.0, automatic" or "1.0". */
static void put_versions(struct event *event, struct text versions, bool has_previous)
{
    struct text first = {0};
    struct text second = {0};

    text_cut(versions, TEXT(", "), &first, &versions);
    text_cut(versions, TEXT(", "), &second, &versions);
    if (has_previous && second.length > 0 && !text_equal(second, TEXT("automatic"))) {
        event_put_said(event, FIELD_PACKAGE_PREVIOUS_VERSION, first);
        first = second;
    }
    event_put_said(event, FIELD_PACKAGE_VERSION, first);
}

/* "nmap:amd64 (7.93-1, automatic), other:amd64 (1.0)": a comma parts versions too. */
static void put_packages(struct event *event, struct text list, bool has_previous)
{
    struct text package = {0};
    struct text versions = {0};

    while (list.length > 0) {
        text_cut(list, TEXT("), "), &package, &list);
        if (text_ends_with(package, TEXT(")")))
            package.length--;
        text_cut(package, TEXT(" ("), &package, &versions);
        package_event_put_name(event, text_trim(package));
        put_versions(event, versions, has_previous);
    }
}

static bool take_operation(struct event *event, struct run *run, struct text key, struct text value)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        const struct operation *operation = &operations[i];

        if (!text_equal(key, text_of(operation->key)))
            continue;
        package_event_put_action(event, text_of(operation->action));
        put_packages(event, value, operation->has_previous);
        run->has_packages = true;
        return true;
    }
    return false;
}

/* "jdoe (1000)"; the number is behind the last bracket. */
static void put_user(struct event *event, struct text value)
{
    size_t bracket = 0;

    if (text_find_last(value, TEXT(" ("), &bracket) && text_ends_with(value, TEXT(")"))) {
        struct text id = text_from(value, bracket + 2);

        event_put_said(event, FIELD_USER_ID, text_until(id, id.length - 1));
        value = text_until(value, bracket);
    }
    event_put_said(event, FIELD_USER_NAME, value);
}

static bool take_line(struct event *event, const struct zone *zone, struct run *run,
                      struct text line)
{
    struct text key = {0};
    struct text value = {0};

    if (!text_cut(line, TEXT(":"), &key, &value))
        return false;
    value = text_trim(value);
    if (text_equal(key, TEXT("Start-Date")))
        return package_event_take_time(&value, zone, &run->start);
    if (text_equal(key, TEXT("End-Date")))
        return package_event_take_time(&value, zone, &run->end);
    if (text_equal(key, TEXT("Commandline"))) {
        event_put_said(event, FIELD_PROCESS_COMMAND_LINE, value);
    } else if (text_equal(key, TEXT("Requested-By"))) {
        put_user(event, value);
    } else if (text_equal(key, TEXT("Error"))) {
        event_put_said(event, FIELD_EVENT_REASON, value);
        run->has_error = true;
    } else {
        return take_operation(event, run, key, value);
    }
    return true;
}

static void put_times(struct event *event, const struct run *run)
{
    char time[TIMESTAMP_TEXT_SIZE];
    int64_t nanoseconds = 0;

    if (run->start != TIMESTAMP_NONE)
        event_put_text(event, FIELD_EVENT_START,
                       arena_copy(event->arena, text_of(timestamp_write(run->start, time))));
    if (run->end != TIMESTAMP_NONE)
        event_put_text(event, FIELD_EVENT_END,
                       arena_copy(event->arena, text_of(timestamp_write(run->end, time))));
    if (run->start != TIMESTAMP_NONE && run->end >= run->start &&
        !__builtin_mul_overflow(run->end - run->start, NANOSECONDS_PER_MICROSECOND, &nanoseconds))
        event_put_integer(event, FIELD_EVENT_DURATION, nanoseconds);
    if (run->start != TIMESTAMP_NONE)
        package_event_set_time(event, run->start);
    else if (run->end != TIMESTAMP_NONE)
        package_event_set_time(event, run->end);
}

static struct text outcome_of(const struct run *run)
{
    if (run->has_error)
        return TEXT("failure");
    return run->end == TIMESTAMP_NONE ? TEXT("unknown") : TEXT("success");
}

static bool decode_apt_history(const struct decoder *decoder, const struct decode_context *context,
                               struct event *event)
{
    struct run run = {.start = TIMESTAMP_NONE, .end = TIMESTAMP_NONE};
    struct text rest = event->record->text;
    struct text line = {0};

    (void)decoder;
    while (rest.length > 0) {
        text_cut(rest, TEXT("\n"), &line, &rest);
        run.is_known = take_line(event, context->zone, &run, line) || run.is_known;
    }
    if (!run.is_known)
        return false;
    if (!run.has_packages)
        package_event_put_action(event, TEXT("package_run"));
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("package"));
    event_put_text(event, FIELD_EVENT_OUTCOME, outcome_of(&run));
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    put_times(event, &run);
    return true;
}

static const char *const aliases[] = {"apt", "apt-history.log", NULL};

static const struct decoder_kind kinds[] = {
    {"run", {{.product = "linux", .service = "apt"}, {.category = "package", .product = "linux"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_TYPE, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_EVENT_START, ORIGIN_DERIVED},
    {FIELD_EVENT_END, ORIGIN_DERIVED},
    {FIELD_EVENT_DURATION, ORIGIN_DERIVED},
    {FIELD_PROCESS_COMMAND_LINE, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_USER_ID, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_NAME, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_VERSION, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_ARCHITECTURE, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_PREVIOUS_VERSION, ORIGIN_VERBATIM},
};

const struct decoder apt_history_decoder = {
    .name = "apt-history",
    .aliases = aliases,
    .description = "apt's history.log: each run with its packages, and who asked for it",
    .shape = SHAPE_STANZA,
    .decode = decode_apt_history,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};
