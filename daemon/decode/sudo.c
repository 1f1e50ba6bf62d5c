#include "decode/sudo.h"

#include "decode/access_event.h"
#include "decode/pam.h"
#include "decode/sudo_json.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

static struct text *member_of(struct access_event *access, struct text name)
{
    if (text_equal(name, TEXT("TTY")))
        return &access->tty;
    if (text_equal(name, TEXT("USER")))
        return &access->effective;
    if (text_equal(name, TEXT("GROUP")))
        return &access->group;
    if (text_equal(name, TEXT("TSID")))
        return &access->session;
    return NULL;
}

/* Cuts "NAME=VALUE", the name in capitals. */
static bool cut_setting(struct text part, struct text *name, struct text *value)
{
    if (!text_cut(part, TEXT("="), name, value) || name->length == 0)
        return false;
    for (size_t i = 0; i < name->length; i++) {
        if (name->data[i] < 'A' || name->data[i] > 'Z')
            return false;
    }
    return true;
}

static bool starts_with_any(struct text text, const char *const *starts)
{
    for (; *starts; starts++) {
        if (text_starts_with(text, text_of(*starts)))
            return true;
    }
    return false;
}

/* Sudo's own troubles, which say nothing of whether the command was allowed. */
static bool is_alert(const struct access_event *access)
{
    static const char *const starts[] = {"unable to ", "problem with ", "parse error",
                                         "syntax error", NULL};

    return access->command.length == 0 || starts_with_any(access->reason, starts);
}

/* One part that is not the folder.  What stands first and sets nothing is the reason. */
static void read_part(struct text part, bool is_first, struct access_event *access)
{
    struct text name = {0};
    struct text value = {0};

    if (!cut_setting(part, &name, &value)) {
        if (is_first)
            access->reason = part;
    } else if (member_of(access, name)) {
        *member_of(access, name) = value;
    }
}

/* Takes the folder, which is free to be called "x ; USER=root": sudo's own USER is the
 * last one, and GROUP where only a group was asked for. */
static struct text take_directory(struct text *parts)
{
    struct text directory = {0};
    size_t end = 0;

    if (!text_find_last(*parts, TEXT(" ; USER="), &end) &&
        !text_find_last(*parts, TEXT(" ; GROUP="), &end))
        end = parts->length;
    directory = text_until(*parts, end);
    *parts = text_from(*parts, end + TEXT(" ; ").length);
    return directory;
}

/* "[REASON ; ]TTY=pts/0 ; PWD=/home/ines ; USER=root[ ; GROUP=adm]". */
static void read_settings(struct text parts, struct access_event *access)
{
    for (bool is_first = true; parts.length > 0; is_first = false) {
        struct text part = {0};

        if (text_take(&parts, TEXT("PWD="))) {
            access->directory = take_directory(&parts);
            continue;
        }
        text_cut(parts, TEXT(" ; "), &part, &parts);
        read_part(part, is_first, access);
    }
}

/* "SETTINGS[ ; ENV=NAME=VALUE] ; COMMAND=REST".  The variables are as free as the
 * command, and in front of it: what looks like sudo's own in them leaves it open where
 * they begin. */
static void read_parts(struct text rest, struct access_event *access)
{
    struct text settings = {0};
    struct text variables = {0};
    size_t position = 0;

    if (text_take(&rest, TEXT("COMMAND="))) {
        access->command = rest;
    } else {
        text_cut(rest, TEXT(" ; COMMAND="), &settings, &access->command);
        if (text_ends_with(settings, TEXT(" ;")))
            settings.length -= TEXT(" ;").length;
        text_cut(settings, TEXT(" ; ENV="), &settings, &variables);
        read_settings(settings, access);
    }
    if (text_find(access->command, TEXT(" ; COMMAND="), &position) ||
        text_find(variables, TEXT(" ; USER="), &position) ||
        text_find(variables, TEXT(" ; GROUP="), &position))
        access->directory = access->effective = access->group = (struct text){0};
}

static bool read_command(struct text text, struct access_event *access)
{
    struct text rest = {0};

    if (text_starts_with(text, TEXT("pam_")) || !text_cut(text, TEXT(" : "), &access->user, &rest))
        return false;
    read_parts(rest, access);
    if (access->command.length == 0 && access->reason.length == 0)
        return false;
    access->action = is_alert(access) ? TEXT("sudo_alert") : TEXT("sudo_command");
    access->outcome = access->reason.length > 0 ? TEXT("failure") : TEXT("success");
    if (is_alert(access))
        access->outcome = TEXT("unknown");
    access->category = TEXT("process");
    access->count = 1;
    return true;
}

/* "ines : (command continued) REST". */
static bool read_continued(struct text text, struct access_event *access)
{
    if (!text_cut(text, TEXT(" : "), &access->user, &access->command) ||
        !text_take(&access->command, TEXT("(command continued) ")))
        return false;
    access->action = TEXT("sudo_command_continued");
    access->category = TEXT("process");
    access->outcome = TEXT("unknown");
    access->count = 0;
    return true;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct text message = text_trim(frame->message);
    struct access_event access = {0};

    if (sudo_json_read(message, event))
        return true;
    if (!read_continued(message, &access) && !read_command(message, &access))
        return false;
    access_event_put(&access, event);
    *count = access.count;
    return true;
}

static const char *const names[] = {"sudo", "sudo-rs", NULL};

/* Those of access_event.h, and what JSON says beside them. */
static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_USER_EFFECTIVE_NAME, ORIGIN_VERBATIM},
    {FIELD_GROUP_NAME, ORIGIN_VERBATIM},
    {FIELD_SESSION_ID, ORIGIN_VERBATIM},
    {FIELD_PROCESS_COMMAND_LINE, ORIGIN_DERIVED},
    {FIELD_PROCESS_EXECUTABLE, ORIGIN_VERBATIM},
    {FIELD_PROCESS_ARGS, ORIGIN_VERBATIM},
    {FIELD_PROCESS_WORKING_DIRECTORY, ORIGIN_VERBATIM},
    {FIELD_TTY, ORIGIN_VERBATIM},
    {FIELD_FLAGS, ORIGIN_DERIVED},
};

static const char *const escapes[] = {"\\", NULL};

const struct program sudo_program = {
    .names = names,
    .kind = {"sudo",
             {{.product = "linux", .service = "sudo"}, {.product = "linux", .service = "auth"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_free_names = true,
    .escapes = escapes,
};

static const struct program *const programs[] = {&sudo_program, &pam_program, NULL};

const struct decoder sudo_decoder = {
    .name = "sudo",
    .description = "sudo in syslog, with what PAM says for it",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
