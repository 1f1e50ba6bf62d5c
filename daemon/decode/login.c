#include "decode/login.h"

#include "decode/access_event.h"
#include "decode/pam.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

#define AUTHENTICATION "authentication"

static const struct access_form forms[] = {
    {"FAILED LOGIN SESSION FROM %n FOR %u, %r", "login", AUTHENTICATION, "failure", false},
    {"FAILED LOGIN %* FROM %n FOR %u, %r", "login", AUTHENTICATION, "failure", false},
    {"FAILED LOGIN (%*) on '%y' from '%n' FOR '%u', %r", "login", AUTHENTICATION, "failure", false},
    {"FAILED LOGIN (%*) on '%y' FOR '%u', %r", "login", AUTHENTICATION, "failure", false},
    {"TOO MANY LOGIN TRIES (%*) FROM %n FOR %u, %r", "login_too_many", AUTHENTICATION, "failure",
     false},
    {"TOO MANY LOGIN TRIES (%*) on '%y' from '%n' FOR '%u'", "login_too_many", AUTHENTICATION,
     "failure", false},
    {"TOO MANY LOGIN TRIES (%*) on '%y' FOR '%u'", "login_too_many", AUTHENTICATION, "failure",
     false},
    {"LOGIN ON %y BY %u FROM %n", "login", AUTHENTICATION, "success", false},
    {"LOGIN ON %y BY %u", "login", AUTHENTICATION, "success", false},
    {"ROOT LOGIN ON %y FROM %n", "login", AUTHENTICATION, "success", false},
    {"ROOT LOGIN ON %y", "login", AUTHENTICATION, "success", false},
    {"ROOT LOGIN  on '%y' from '%n'", "login", AUTHENTICATION, "success", false},
    {"ROOT LOGIN  on '%y'", "login", AUTHENTICATION, "success", false},
};

static bool is_terminal(struct text name)
{
    return text_starts_with(name, TEXT("tty")) || text_starts_with(name, TEXT("pts/")) ||
           text_starts_with(name, TEXT("/dev/")) || text_starts_with(name, TEXT("console"));
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct text message = text_trim(frame->message);
    struct access_event access = {0};

    if (!access_form_read(forms, sizeof forms / sizeof *forms, message, &access))
        return false;
    if (text_starts_with(message, TEXT("ROOT LOGIN")))
        access.user = TEXT("root");
    if (text_equal(access.user, TEXT("UNKNOWN")))
        access.user = (struct text){0};
    if (is_terminal(access.source)) {
        access.tty = access.source;
        access.source = (struct text){0};
    }
    access_event_put(&access, event);
    *count = access.count;
    return true;
}

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},   {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},      {FIELD_TTY, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM}, {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
};

static const char *const names[] = {"login", NULL};

const struct program login_program = {
    .names = names,
    .kind = {"login", {{.product = "linux", .service = "auth"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};

static const struct program *const programs[] = {&login_program, &pam_program, NULL};

const struct decoder login_decoder = {
    .name = "login",
    .description = "login at consoles, in syslog, with what PAM says for it",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
