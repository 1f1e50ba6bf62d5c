#include "decode/unattended_upgrades.h"

#include "decode/package_event.h"

/* What a message begins with, and what it says. */
static const struct sentence {
    const char *start;
    const char *action;
    const char *outcome; /* NULL: none */
    bool has_packages;   /* they are listed behind it */
} sentences[] = {
    {"Starting unattended upgrades script", "unattended_upgrades_start", "unknown", false},
    {"All upgrades installed", "unattended_upgrades_end", "success", false},
    {"No packages found that can be upgraded unattended", "unattended_upgrades_end", "success",
     false},
    {"Installing the upgrades failed!", "unattended_upgrades_end", "failure", false},
    {"Packages that will be upgraded:", "package_upgrade", "unknown", true},
    {"Packages that were upgraded:", "package_upgrade", "success", true},
    {"Packages that were successfully auto-removed:", "package_remove", "success", true},
    {"Packages with upgradable origin but kept back:", "unattended_upgrades_hold", NULL, true},
    {"Packages that are kept back:", "unattended_upgrades_hold", NULL, true},
};

static bool is_error(struct text level)
{
    return text_equal(level, TEXT("ERROR")) || text_equal(level, TEXT("CRITICAL")) ||
           text_equal(level, TEXT("FATAL"));
}

static bool is_level(struct text word)
{
    return is_error(word) || text_equal(word, TEXT("INFO")) || text_equal(word, TEXT("WARNING")) ||
           text_equal(word, TEXT("DEBUG"));
}

static void put_packages(struct event *event, struct text list)
{
    list = text_trim(list);
    while (list.length > 0)
        event_put_said(event, FIELD_PACKAGE_NAME, text_take_word(&list));
}

/* "Package nginx is kept back because ..." */
static bool put_hold(struct event *event, struct text message)
{
    struct text package = {0};

    if (!text_take(&message, TEXT("Package ")) ||
        !text_cut(message, TEXT(" is kept back"), &package, &message))
        return false;
    package_event_put_action(event, TEXT("unattended_upgrades_hold"));
    event_put_said(event, FIELD_PACKAGE_NAME, package);
    return true;
}

static bool put_sentence(struct event *event, struct text message)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        const struct sentence *sentence = &sentences[i];

        if (!text_take(&message, text_of(sentence->start)))
            continue;
        package_event_put_action(event, text_of(sentence->action));
        event_put_said(event, FIELD_EVENT_OUTCOME, text_of(sentence->outcome));
        if (sentence->has_packages)
            put_packages(event, message);
        return true;
    }
    return put_hold(event, message);
}

static bool decode_unattended_upgrades(const struct decoder *decoder,
                                       const struct decode_context *context, struct event *event)
{
    struct text rest = event->record->text;
    struct text level = {0};
    timestamp when = 0;

    (void)decoder;
    if (!package_event_take_time(&rest, context->zone, &when))
        return false;
    package_event_set_time(event, when);
    level = text_take_word(&rest);
    if (!is_level(level))
        return false;
    rest = text_trim(rest);
    event_put_text(event, FIELD_LOG_LEVEL, level);
    event_put_text(event, FIELD_MESSAGE, rest);
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("package"));
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    if (is_error(level))
        event_put_said(event, FIELD_EVENT_REASON, rest);
    if (!put_sentence(event, rest) && is_error(level)) {
        package_event_put_action(event, TEXT("unattended_upgrades_error"));
        event_put_text(event, FIELD_EVENT_OUTCOME, TEXT("failure"));
    }
    return true;
}

static const struct decoder_kind kinds[] = {
    {"message",
     {{.product = "linux", .service = "unattended-upgrades"},
      {.category = "package", .product = "linux"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},  {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_TYPE, ORIGIN_DERIVED},    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM}, {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_MESSAGE, ORIGIN_VERBATIM},      {FIELD_LOG_LEVEL, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_NAME, ORIGIN_VERBATIM},
};

const struct decoder unattended_upgrades_decoder = {
    .name = "unattended-upgrades",
    .description = "the log of Debian's unattended-upgrades",
    .shape = SHAPE_LINE,
    .decode = decode_unattended_upgrades,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};
