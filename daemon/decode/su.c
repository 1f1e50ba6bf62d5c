#include "decode/su.h"

#include "decode/access_event.h"
#include "decode/pam.h"
#include "decode/syslog.h"

static const struct access_form forms[] = {
    {"(to %e) %u on %y", "su_session", "session", "success", false},
    {"FAILED SU (to %e) %u on %y", "su_session", "session", "failure", false},
    {"Successful su for %e by %u", "su_session", "session", "success", false},
    {"FAILED su for %e by %u", "su_session", "session", "failure", false},
    {"+ %y %u:%e", "su_session", "session", "success", true},
    {"- %y %u:%e", "su_session", "session", "failure", true},
    {"BAD SU %u to %e on %y", "su_session", "session", "failure", false},
    {"BAD SU %u to %e", "su_session", "session", "failure", false},
    {"failed: %y changing from %u to %e", "su_session", "session", "failure", false},
    {"succeeded: %y changing from %u to %e", "su_session", "session", "success", false},
    {"pam_authenticate: %r", "authentication_detail", "authentication", "failure", true},
    {"%u to %e on %y", "su_session", "session", "success", false},
};

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    return access_form_decode(forms, sizeof forms / sizeof *forms, frame, event, count);
}

static const char *const names[] = {"su", "runuser", NULL};

const struct program su_program = {
    .names = names,
    .kind = {"su", {{.product = "linux", .service = "auth"}}},
    .decode = decode_message,
    .fields = access_fields,
    .field_count = ACCESS_FIELDS,
};

static const struct program *const programs[] = {&su_program, &pam_program, NULL};

const struct decoder su_decoder = {
    .name = "su",
    .description = "su in syslog, with what PAM says for it",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
