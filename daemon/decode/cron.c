#include "decode/cron.h"

#include "decode/access_event.h"
#include "decode/pam.h"
#include "decode/syslog.h"

static const struct access_form forms[] = {
    {"(%u) CMD (%c)", "cron_command", "process", "success", false},
    {"(%u) CMDEND (%c)", "cron_command_ended", "process", "unknown", true},
    {"(%u) END (%c)", "cron_command_ended", "process", "unknown", true},
    {"(%u) REPLACE (%t)", "crontab_changed", "configuration", "success", false},
    {"(%u) DELETE (%t)", "crontab_deleted", "configuration", "success", false},
    {"(%u) BEGIN EDIT (%t)", "crontab_opened", "configuration", "unknown", false},
    {"(%u) END EDIT (%t)", "crontab_opened", "configuration", "unknown", true},
    {"(%u) LIST (%t)", "crontab_listed", "configuration", "unknown", false},
    {"(%t) RELOAD (%*)", "crontab_loaded", "configuration", "unknown", true},
    {"(%u) AUTH (%r)", "crontab_refused", "configuration", "failure", false},
    {"(%u) WRONG FILE OWNER (%r)", "cron_error", "configuration", "failure", false},
    {"(%u) BAD FILE MODE (%r)", "cron_error", "configuration", "failure", false},
    {"(%u) ORPHAN (%r)", "cron_error", "configuration", "failure", false},
    {"(%u) ERROR (%r)", "cron_error", "process", "failure", false},
    {"(%u) FAILED (%r)", "cron_error", "process", "failure", false},
    {"(%u) FAILED to authorize user with PAM (%r)", "cron_error", "process", "failure", false},
    {"(%u) PAM ERROR (%r)", "cron_error", "process", "failure", true},
    {"(%u) INSECURE MODE (mode 0600 expected) (%r)", "cron_error", "configuration", "failure",
     false},
    {"(%u) INSECURE MODE (group/other writable) (%r)", "cron_error", "configuration", "failure",
     false},
    {"USER %u pid %* cmd %c", "cron_command", "process", "success", false},
    {"Job `%c' started", "cron_command", "process", "success", false},
    {"Job `%c' terminated", "cron_command_ended", "process", "unknown", true},
};

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    return access_form_decode(forms, sizeof forms / sizeof *forms, frame, event, count);
}

static const char *const names[] = {"CRON", "CROND", "cron", "crond", "crontab", "anacron", NULL};

const struct program cron_program = {
    .names = names,
    .kind = {"cron", {{.product = "linux", .service = "cron"}}},
    .decode = decode_message,
    .fields = access_fields,
    .field_count = ACCESS_FIELDS,
};

static const struct program *const programs[] = {&cron_program, &pam_program, NULL};

static const char *const aliases[] = {"crond", "cron.log", NULL};

const struct decoder cron_decoder = {
    .name = "cron",
    .aliases = aliases,
    .description = "cron, crontab and anacron in syslog",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
