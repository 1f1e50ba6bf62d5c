#include "decode/doas.h"

#include "decode/access_event.h"
#include "decode/pam.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

static const struct access_form forms[] = {
    {"%u ran command %c", "doas_command", "process", "success", false},
    {"failed command for %u: %c", "doas_command", "process", "failure", false},
    {"command not permitted for %u: %c", "doas_command", "process", "failure", false},
    {"failed auth for %u", "doas_command", "process", "failure", false},
    {"Operator of %* successfully authenticated as unix-user:%e to gain %* authorization for "
     "action %r for %* [%c] (owned by unix-user:%u)",
     "polkit_authorization", "process", "success", false},
    {"Operator of %* FAILED to authenticate to gain authorization for action %r for %* [%c] (owned "
     "by unix-user:%u)",
     "polkit_authorization", "process", "failure", false},
    {"%u: Executing command [USER=%e] [TTY=%y] [CWD=%w] [COMMAND=%c]", "pkexec_command", "process",
     "success", false},
    {"%u: %r [USER=%e] [TTY=%y] [CWD=%w] [COMMAND=%c]", "pkexec_command", "process", "failure",
     false},
};

/* Cuts "COMMAND as USER from FOLDER", where it can be cut in one way only. */
static void split_command(struct access_event *access)
{
    struct text command = {0};
    struct text effective = {0};
    struct text directory = {0};
    size_t last = 0;

    if (!text_cut(access->command, TEXT(" as "), &command, &effective) ||
        !text_find_last(access->command, TEXT(" as "), &last) || last != command.length ||
        !text_cut(effective, TEXT(" from "), &effective, &directory))
        return;
    access->command = command;
    access->effective = effective;
    access->directory = directory;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct access_event access = {0};

    if (!access_form_read(forms, sizeof forms / sizeof *forms, text_trim(frame->message), &access))
        return false;
    if (text_equal(access.outcome, TEXT("success")) && access.effective.length == 0)
        split_command(&access);
    access_event_put(&access, event);
    *count = access.count;
    return true;
}

static const char *const names[] = {"doas", "pkexec", "polkitd", NULL};

const struct program doas_program = {
    .names = names,
    .kind = {"privilege", {{.product = "linux", .service = "auth"}}},
    .decode = decode_message,
    .fields = access_fields,
    .field_count = ACCESS_FIELDS,
};

static const struct program *const programs[] = {&doas_program, &pam_program, NULL};

static const char *const aliases[] = {"pkexec", "polkitd", NULL};

const struct decoder doas_decoder = {
    .name = "doas",
    .aliases = aliases,
    .description = "doas, pkexec and polkitd in syslog",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
