#include "decode/dpkg.h"

#include "decode/package_event.h"

/* What stands behind a verb. */
enum operands {
    OPERANDS_PURPOSE,       /* "archives unpack" */
    OPERANDS_PACKAGE_OLD,   /* "nmap:amd64 7.93-1 <none>": the version it is about first */
    OPERANDS_PACKAGE_NEW,   /* "nmap:amd64 7.92-1 7.93-1": the version it is about last */
    OPERANDS_STATE_PACKAGE, /* "installed nmap:amd64 7.93-1" */
    OPERANDS_FILE,          /* "/etc/nmap.conf keep" */
};

static const struct verb {
    const char *name;
    const char *action;
    enum operands operands;
} verbs[] = {
    {"startup", "package_manager_start", OPERANDS_PURPOSE},
    {"install", "package_install", OPERANDS_PACKAGE_NEW},
    {"upgrade", "package_upgrade", OPERANDS_PACKAGE_NEW},
    {"configure", "package_configure", OPERANDS_PACKAGE_OLD},
    {"trigproc", "package_trigger", OPERANDS_PACKAGE_OLD},
    {"remove", "package_remove", OPERANDS_PACKAGE_OLD},
    {"purge", "package_purge", OPERANDS_PACKAGE_OLD},
    {"disappear", "package_disappear", OPERANDS_PACKAGE_OLD},
    {"status", "package_status", OPERANDS_STATE_PACKAGE},
    {"conffile", "package_conffile", OPERANDS_FILE},
};

static const struct verb *find_verb(struct text word)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (text_equal(word, text_of(verbs[i].name)))
            return &verbs[i];
    }
    return NULL;
}

static void put_version(struct event *event, enum field field, struct text version)
{
    if (!text_equal(version, TEXT("<none>")))
        event_put_said(event, field, version);
}

/* A state from which nothing is left to do. */
static bool is_rest(struct text state)
{
    return text_equal(state, TEXT("installed")) || text_equal(state, TEXT("not-installed")) ||
           text_equal(state, TEXT("config-files"));
}

static void put_state(struct event *event, struct text words)
{
    struct text state = text_take_word(&words);

    event_put_said(event, FIELD_EVENT_REASON, state);
    event_put_text(event, FIELD_EVENT_OUTCOME, is_rest(state) ? TEXT("success") : TEXT("unknown"));
    package_event_put_name(event, text_take_word(&words));
    put_version(event, FIELD_PACKAGE_VERSION, text_take_word(&words));
}

/* A path may have spaces in it; what was decided is the last word. */
static void put_file(struct event *event, struct text words)
{
    size_t blank = 0;

    if (text_find_last(words, TEXT(" "), &blank)) {
        event_put_said(event, FIELD_EVENT_REASON, text_from(words, blank + 1));
        words = text_until(words, blank);
    }
    event_put_said(event, FIELD_FILE_PATH, words);
}

static void put_package(struct event *event, struct text words, bool is_new)
{
    struct text first = {0};
    struct text second = {0};

    package_event_put_name(event, text_take_word(&words));
    first = text_take_word(&words);
    second = text_take_word(&words);
    put_version(event, FIELD_PACKAGE_VERSION, is_new ? second : first);
    if (is_new)
        put_version(event, FIELD_PACKAGE_PREVIOUS_VERSION, first);
}

static void put_operands(struct event *event, enum operands operands, struct text words)
{
    if (operands == OPERANDS_STATE_PACKAGE) {
        put_state(event, words);
        return;
    }
    event_put_text(event, FIELD_EVENT_OUTCOME, TEXT("unknown"));
    if (operands == OPERANDS_PURPOSE)
        event_put_said(event, FIELD_EVENT_REASON, words);
    else if (operands == OPERANDS_FILE)
        put_file(event, words);
    else
        put_package(event, words, operands == OPERANDS_PACKAGE_NEW);
}

static bool decode_dpkg(const struct decoder *decoder, const struct decode_context *context,
                        struct event *event)
{
    struct text rest = event->record->text;
    const struct verb *verb = NULL;
    timestamp when = 0;

    (void)decoder;
    if (!package_event_take_time(&rest, context->zone, &when))
        return false;
    package_event_set_time(event, when);
    rest = text_trim(rest);
    event_put_text(event, FIELD_MESSAGE, rest);
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("package"));
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    verb = find_verb(text_take_word(&rest));
    if (!verb)
        return false;
    package_event_put_action(event, text_of(verb->action));
    put_operands(event, verb->operands, text_trim(rest));
    return true;
}

static const char *const aliases[] = {"dpkg.log", NULL};

static const struct decoder_kind kinds[] = {
    {"step",
     {{.product = "linux", .service = "dpkg"}, {.category = "package", .product = "linux"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_TYPE, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_FILE_PATH, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_NAME, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_VERSION, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_ARCHITECTURE, ORIGIN_VERBATIM},
    {FIELD_PACKAGE_PREVIOUS_VERSION, ORIGIN_VERBATIM},
};

const struct decoder dpkg_decoder = {
    .name = "dpkg",
    .aliases = aliases,
    .description = "dpkg.log: each step of Debian's package tool",
    .shape = SHAPE_LINE,
    .decode = decode_dpkg,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};
