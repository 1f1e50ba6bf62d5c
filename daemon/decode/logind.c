#include "decode/logind.h"

#include "decode/access_event.h"
#include "decode/pam.h"
#include "decode/syslog.h"

static const struct access_form forms[] = {
    {"New session '%s' of user '%u' with class '%*' and type '%*'.", "session_registered",
     "session", "success", false},
    {"New session '%s' of user '%u'.", "session_registered", "session", "success", false},
    {"New session %s of user %u with %*.", "session_registered", "session", "success", false},
    {"New session %s of user %u.", "session_registered", "session", "success", false},
    {"Failed to start session scope %*: %r", "session_registered", "session", "failure", false},
    {"Session '%s' logged out. Waiting for processes to exit.", "session_left", "session",
     "success", false},
    {"Session %s logged out. Waiting for processes to exit.", "session_left", "session", "success",
     false},
    {"Removed session '%s'.", "session_removed", "session", "success", false},
    {"Removed session %s.", "session_removed", "session", "success", false},
    {"System is %r.", "system_stopping", "host", "success", false},
    {"The system will %r now!", "system_stopping", "host", "success", true},
    {"Lid closed.", "screen_lid", "host", "unknown", false},
    {"Lid opened.", "screen_lid", "host", "unknown", false},
};

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    return access_form_decode(forms, sizeof forms / sizeof *forms, frame, event, count);
}

static const char *const names[] = {"systemd-logind", "elogind", "elogind-daemon", NULL};

const struct program logind_program = {
    .names = names,
    .kind = {"session", {{.product = "linux", .service = "auth"}}},
    .decode = decode_message,
    .fields = access_fields,
    .field_count = ACCESS_FIELDS,
};

static const struct program *const programs[] = {&logind_program, &pam_program, NULL};

static const char *const aliases[] = {"systemd-logind", NULL};

const struct decoder logind_decoder = {
    .name = "logind",
    .aliases = aliases,
    .description = "systemd-logind's sessions in syslog",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
