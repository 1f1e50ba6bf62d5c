#include "decode/sudo.h"

#include "decode/access_event.h"
#include "decode/pam.h"
#include "decode/shell_command.h"
#include "decode/sudo_json.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

/* Whose rights are asked for, and how: "USER=root ; GROUP=adm ; TSID=1 ; COMMAND=...". */
struct request {
    struct text user;
    struct text group;
    struct text session;
    struct text command;
};

/* One line of syslog (960 bytes, as sudo cuts them) has no room for more. */
enum { REQUESTS_MOST = 64 };

/* All that a line can be read to ask for. */
struct requests {
    struct request items[REQUESTS_MOST];
    size_t count;
};

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

/* One part in front of the folder.  What stands first and sets nothing is the reason. */
static void read_part(struct text part, bool is_first, struct access_event *access)
{
    struct text name = {0};
    struct text value = {0};

    if (!cut_setting(part, &name, &value)) {
        if (is_first)
            access->reason = part;
    } else if (text_equal(name, TEXT("TTY"))) {
        access->tty = value;
    }
}

/* Takes "NAME=VALUE ; ", whose value is a name and has no " ; " in it. */
static bool take_setting(struct text *text, struct text name, struct text *value)
{
    struct text rest = *text;

    if (!text_take(&rest, name) || !text_cut(rest, TEXT(" ; "), value, &rest))
        return false;
    *text = rest;
    return true;
}

/* Takes a request as sudo writes it, in its order, up to what is free: the variables or
 * the command. */
static bool take_request(struct text *text, struct request *request)
{
    struct text rest = *text;
    bool is_said = take_setting(&rest, TEXT("USER="), &request->user);
    struct text ignored = {0};

    is_said = take_setting(&rest, TEXT("GROUP="), &request->group) || is_said;
    take_setting(&rest, TEXT("TSID="), &request->session);
    if (!is_said)
        return false;
    *text = rest;
    if (text_starts_with(rest, TEXT("ENV=")))
        return text_cut(rest, TEXT(" ; COMMAND="), &ignored, &request->command);
    request->command = rest;
    return text_take(&request->command, TEXT("COMMAND="));
}

/* Finds the requests that can be read behind "PWD=", up to the last COMMAND=: the folder
 * in front of sudo's own and what is behind it are free to look like more.  Returns the
 * folder that the first leaves. */
static struct text find_requests(struct text text, size_t last, struct requests *requests)
{
    const struct text separator = TEXT(" ; ");
    struct text directory = text_until(text, last);
    size_t start = 0;
    size_t position = 0;

    while (requests->count < REQUESTS_MOST &&
           text_find(text_from(text, start), separator, &position) && start + position < last) {
        struct request request = {0};
        struct text rest = text_from(text, start + position + separator.length);

        if (take_request(&rest, &request)) {
            if (requests->count == 0)
                directory = text_until(text, start + position);
            requests->items[requests->count++] = request;
            start = text.length - rest.length;
        } else {
            start += position + separator.length;
        }
    }
    return directory;
}

/* Behind "PWD=" of a complaint, which has no command: "/home/ines[ ; USER=root] ;". */
static void read_complaint(struct text text, struct access_event *access)
{
    size_t end = 0;

    if (text_ends_with(text, TEXT(" ;")))
        text.length -= TEXT(" ;").length;
    if (text_find_last(text, TEXT(" ; USER="), &end))
        access->effective = text_from(text, end + TEXT(" ; USER=").length);
    else
        end = text.length;
    access->directory = text_until(text, end);
}

/* What stands behind "PWD=". */
static void read_folder(struct text text, struct access_event *access, struct requests *requests)
{
    const struct text command = TEXT(" ; COMMAND=");
    size_t last = 0;

    if (!text_find_last(text, command, &last)) {
        read_complaint(text, access);
        return;
    }
    access->directory = find_requests(text, last, requests);
    if (requests->count == 0)
        access->command = text_from(text, last + command.length);
}

/* "[REASON ; ]TTY=pts/0 ; PWD=/home/ines ; USER=root ; COMMAND=/bin/ls" in order: what
 * is free begins with the folder. */
static void read_parts(struct text rest, struct access_event *access, struct requests *requests)
{
    for (bool is_first = true; rest.length > 0; is_first = false) {
        struct text part = {0};

        if (text_take(&rest, TEXT("PWD="))) {
            read_folder(rest, access, requests);
            return;
        }
        if (text_take(&rest, TEXT("COMMAND="))) {
            access->command = rest;
            return;
        }
        if (take_request(&rest, &requests->items[0])) {
            requests->count = 1;
            return;
        }
        text_cut(rest, TEXT(" ; "), &part, &rest);
        read_part(part, is_first, access);
    }
}

/* What all readings agree on, and of the command the longest. */
static void take_first(const struct requests *requests, struct access_event *access)
{
    const struct request *first = &requests->items[0];

    if (requests->count == 0)
        return;
    access->command = first->command;
    if (requests->count > 1) {
        access->directory = (struct text){0};
        return;
    }
    access->effective = first->user;
    access->group = first->group;
    access->session = first->session;
}

/* Every user and group that may have been meant: whoever may write into the line could
 * else hide the true one by adding another. */
static void put_all(const struct requests *requests, struct event *event)
{
    if (requests->count < 2)
        return;
    event_flag(event, TEXT("doubtful_path"));
    event_flag(event, TEXT("doubtful_command"));
    for (size_t i = 0; i < requests->count; i++) {
        const struct request *request = &requests->items[i];
        bool is_new_user = true;
        bool is_new_group = true;

        for (size_t j = 0; j < i; j++) {
            is_new_user = is_new_user && !text_equal(request->user, requests->items[j].user);
            is_new_group = is_new_group && !text_equal(request->group, requests->items[j].group);
        }
        if (is_new_user)
            event_put_said(event, FIELD_USER_EFFECTIVE_NAME, request->user);
        if (is_new_group)
            event_put_said(event, FIELD_GROUP_NAME, request->group);
        if (i > 0 && (is_new_user || is_new_group))
            event_flag(event, TEXT("doubtful_user"));
    }
}

static bool read_command(struct text text, struct access_event *access, struct requests *requests)
{
    struct text rest = {0};

    if (text_starts_with(text, TEXT("pam_")) || !text_cut(text, TEXT(" : "), &access->user, &rest))
        return false;
    read_parts(rest, access, requests);
    take_first(requests, access);
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
    struct text user = {0};
    struct text rest = {0};

    if (!text_cut(text, TEXT(" : "), &user, &rest) ||
        !text_take(&rest, TEXT("(command continued) ")))
        return false;
    access->user = user;
    access->command = rest;
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
    struct requests requests = {.count = 0};

    if (sudo_json_read(message, event))
        return true;
    if (!read_continued(message, &access) && !read_command(message, &access, &requests))
        return false;
    access_event_put(&access, event);
    shell_command_put_words(event, access.command, access.directory);
    put_all(&requests, event);
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
    {FIELD_COMMANDS, ORIGIN_DERIVED},
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
