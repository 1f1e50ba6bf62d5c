#include "decode/auditd_event.h"

#include <string.h>

#include "decode/auditd_socket.h"
#include "decode/auditd_syscall.h"
#include "decode/endpoint.h"

static const struct text nobody = {0};

static struct text said(const struct auditd_facts *facts, enum auditd_fact fact)
{
    return facts->said[fact];
}

/* The audit system's number for "not set", unsigned and signed. */
static bool is_unset(struct text id)
{
    return id.length == 0 || text_equal(id, TEXT("4294967295")) || text_equal(id, TEXT("-1")) ||
           text_equal(id, TEXT("unset"));
}

static struct text set_id(const struct auditd_facts *facts, enum auditd_fact fact)
{
    return is_unset(said(facts, fact)) ? nobody : said(facts, fact);
}

/* Names that auditd or a program made up where there is none: "(unknown)". */
static struct text real_name(const struct auditd_facts *facts, enum auditd_fact fact)
{
    struct text name = said(facts, fact);

    return text_starts_with(name, TEXT("(")) || text_equal(name, TEXT("unset")) ||
                   text_equal(name, TEXT("unknown"))
               ? nobody
               : name;
}

static void put_number(struct event *event, enum field field, struct text digits)
{
    int64_t number = 0;

    if (text_to_signed(digits, &number))
        event_put_integer(event, field, number);
}

/* A connect() that goes on in the background, which is no failure yet: EINPROGRESS. */
static bool is_in_progress(const struct auditd_facts *facts)
{
    return text_equal(said(facts, AUDITD_EXIT), TEXT("-115")) ||
           text_equal(said(facts, AUDITD_EXIT), TEXT("EINPROGRESS"));
}

static struct text outcome_of(const struct auditd_facts *facts)
{
    static const enum auditd_fact places[] = {AUDITD_SUCCESS, AUDITD_RES, AUDITD_RESULT};

    if (is_in_progress(facts))
        return TEXT("unknown");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct text word = said(facts, places[i]);

        if (text_equal_caseless(word, TEXT("success")) || text_equal(word, TEXT("yes")) ||
            text_equal(word, TEXT("1")))
            return TEXT("success");
        if (word.length > 0)
            return text_starts_with(word, TEXT("fail")) || text_equal(word, TEXT("no")) ||
                           text_equal(word, TEXT("0"))
                       ? TEXT("failure")
                       : TEXT("unknown");
    }
    return TEXT("unknown");
}

static void put_process(const struct auditd_facts *facts, struct text command)
{
    struct event *event = facts->event;

    put_number(event, FIELD_PROCESS_PID, said(facts, AUDITD_PID));
    put_number(event, FIELD_PROCESS_PARENT_PID, said(facts, AUDITD_PARENT_PID));
    event_put_said(event, FIELD_PROCESS_NAME, said(facts, AUDITD_COMM));
    event_put_said(event, FIELD_PROCESS_EXECUTABLE, said(facts, AUDITD_EXE));
    event_put_said(event, FIELD_PROCESS_WORKING_DIRECTORY, said(facts, AUDITD_CWD));
    if (said(facts, AUDITD_CMD).length > 0)
        command = said(facts, AUDITD_CMD);
    else if (command.length == 0)
        command = said(facts, AUDITD_TITLE);
    event_put_said(event, FIELD_PROCESS_COMMAND_LINE, command);
    event_put_said(event, FIELD_TTY, real_name(facts, AUDITD_TTY));
    event_put_said(event, FIELD_TTY, real_name(facts, AUDITD_TERMINAL));
}

static void put_user(struct event *event, struct text name, struct text id)
{
    event_put_said(event, FIELD_USER_NAME, name);
    event_put_said(event, FIELD_USER_ID, id);
}

static bool runs(const struct auditd_facts *facts, const char *const *programs)
{
    for (; *programs; programs++) {
        if (text_ends_with(said(facts, AUDITD_EXE), text_of(*programs)))
            return true;
    }
    return false;
}

/* su asks for the proof of who is to be, sudo of who is; their sessions are both those
 * of who is to be. */
static bool is_effective(const struct auditd_facts *facts)
{
    static const char *const changers[] = {"/su", "/runuser", "/pkexec", NULL};
    static const char *const lenders[] = {"/sudo", "/doas", NULL};

    return runs(facts, changers) ||
           (runs(facts, lenders) && text_equal(text_of(facts->type->category), TEXT("session")));
}

static void put_login(const struct auditd_facts *facts)
{
    struct event *event = facts->event;
    struct text name = real_name(facts, AUDITD_ACCT);

    if (name.length == 0)
        name = real_name(facts, AUDITD_ID_NAME);
    if (is_effective(facts)) {
        event_put_said(event, FIELD_USER_EFFECTIVE_NAME, name);
        put_user(event, real_name(facts, AUDITD_AUDIT_NAME), set_id(facts, AUDITD_AUDIT_ID));
    } else {
        put_user(event, name, set_id(facts, AUDITD_ID));
    }
}

/* The doer is the one who logged in, whatever rights they have by now. */
static void put_doer(const struct auditd_facts *facts)
{
    put_user(facts->event, real_name(facts, AUDITD_AUDIT_NAME), set_id(facts, AUDITD_AUDIT_ID));
}

static void put_account(const struct auditd_facts *facts)
{
    struct event *event = facts->event;

    put_doer(facts);
    event_put_said(event, FIELD_USER_TARGET_NAME, real_name(facts, AUDITD_ACCT));
    if (said(facts, AUDITD_ACCT).length == 0)
        event_put_said(event, FIELD_USER_TARGET_NAME, real_name(facts, AUDITD_ID_NAME));
    event_put_said(event, FIELD_USER_TARGET_ID, set_id(facts, AUDITD_ID));
    event_put_said(event, FIELD_GROUP_NAME, said(facts, AUDITD_GROUP));
}

/* With a group of its own (grp), acct is the member. */
static void put_group(const struct auditd_facts *facts)
{
    struct event *event = facts->event;
    struct text group = said(facts, AUDITD_GROUP);

    if (group.length > 0) {
        put_account(facts);
        return;
    }
    put_doer(facts);
    group = real_name(facts, AUDITD_ACCT);
    event_put_said(event, FIELD_GROUP_NAME,
                   group.length > 0 ? group : real_name(facts, AUDITD_ID_NAME));
    event_put_said(event, FIELD_GROUP_ID, set_id(facts, AUDITD_ID));
}

static void put_command_user(const struct auditd_facts *facts)
{
    struct text name = real_name(facts, AUDITD_USER_NAME);

    if (name.length == 0)
        name = real_name(facts, AUDITD_ACCT);
    put_user(facts->event, name, set_id(facts, AUDITD_USER_ID));
}

static void put_people(const struct auditd_facts *facts)
{
    struct event *event = facts->event;

    event_put_said(event, FIELD_USER_AUDIT_ID, set_id(facts, AUDITD_AUDIT_ID));
    event_put_said(event, FIELD_USER_AUDIT_NAME, real_name(facts, AUDITD_AUDIT_NAME));
    event_put_said(event, FIELD_SESSION_ID, set_id(facts, AUDITD_SESSION));
    switch (facts->type ? facts->type->role : AUDITD_ROLE_PLAIN) {
    case AUDITD_ROLE_LOGIN:
        put_login(facts);
        break;
    case AUDITD_ROLE_COMMAND:
        put_command_user(facts);
        break;
    case AUDITD_ROLE_ACCOUNT:
        put_account(facts);
        break;
    case AUDITD_ROLE_GROUP:
        put_group(facts);
        break;
    case AUDITD_ROLE_PLAIN:
    case AUDITD_ROLE_PART:
        put_user(event, real_name(facts, AUDITD_USER_NAME), set_id(facts, AUDITD_USER_ID));
        event_put_said(event, FIELD_USER_EFFECTIVE_NAME, real_name(facts, AUDITD_EFFECTIVE_NAME));
        event_put_said(event, FIELD_USER_EFFECTIVE_ID, set_id(facts, AUDITD_EFFECTIVE_ID));
        break;
    }
}

/* Where a login comes from.  Of one on the machine itself hostname is the machine's own
 * name, and addr says nothing. */
static void put_origin(const struct auditd_facts *facts)
{
    struct text address = said(facts, AUDITD_ADDR);

    endpoint_put_source(facts->event, address,
                        address.length > 0 ? said(facts, AUDITD_REMOTE_PORT) : nobody);
}

static struct text syscall_of(const struct auditd_facts *facts)
{
    struct text name = said(facts, AUDITD_SYSCALL_NAME);

    return name.length > 0
               ? name
               : auditd_syscall_name(said(facts, AUDITD_ARCH), said(facts, AUDITD_SYSCALL));
}

static bool is_one_of(struct text name, const char *const *names)
{
    for (; *names; names++) {
        if (text_equal(name, text_of(*names)))
            return true;
    }
    return false;
}

/* Flags in hex, of whose lowest two bits 1 and 2 are O_WRONLY and O_RDWR. */
static bool opens_for_writing(struct text flags)
{
    static const char digits[] = "12569ade";

    return flags.length > 0 && memchr(digits, flags.data[flags.length - 1], sizeof digits - 1);
}

static bool is_written(const struct auditd_facts *facts, struct text syscall)
{
    static const char *const writers[] = {"truncate", "ftruncate", "creat", "sendfile", NULL};

    if (text_equal(syscall, TEXT("open")))
        return opens_for_writing(said(facts, AUDITD_ARGUMENT_1));
    if (text_equal(syscall, TEXT("openat")))
        return opens_for_writing(said(facts, AUDITD_ARGUMENT_2));
    return is_one_of(syscall, writers);
}

static bool changes_attributes(struct text syscall)
{
    static const char *const changers[] = {
        "chmod",     "fchmod",       "fchmodat",     "fchmodat2", "chown",     "fchown",
        "lchown",    "fchownat",     "setxattr",     "lsetxattr", "fsetxattr", "removexattr",
        "utimensat", "lremovexattr", "fremovexattr", NULL};

    return is_one_of(syscall, changers);
}

static struct text absolute(const struct auditd_facts *facts, struct text path)
{
    struct text folder = said(facts, AUDITD_CWD);
    char *bytes = NULL;

    if (path.length == 0 || path.data[0] == '/' || folder.length == 0)
        return path;
    text_take(&path, TEXT("./"));
    if (text_ends_with(folder, TEXT("/")))
        folder.length--;
    bytes = arena_alloc(facts->event->arena, folder.length + 1 + path.length);
    memcpy(bytes, folder.data, folder.length);
    bytes[folder.length] = '/';
    memcpy(bytes + folder.length + 1, path.data, path.length);
    return (struct text){bytes, folder.length + 1 + path.length};
}

/* What a system call did: its words, and the kind where it succeeded. */
struct deed {
    const char *action;
    const char *category;
    enum auditd_kind kind;
};

static const struct deed executed = {"process_started", "process", AUDITD_KIND_EXECUTION};
static const struct deed created = {"file_created", "file", AUDITD_KIND_FILE};
static const struct deed renamed = {"file_renamed", "file", AUDITD_KIND_FILE};
static const struct deed written = {"file_changed", "file", AUDITD_KIND_FILE};
static const struct deed deleted = {"file_deleted", "file", AUDITD_KIND_DELETION};
static const struct deed attributes = {"file_attributes_changed", "file", AUDITD_KIND_OTHER};
static const struct deed opened = {"file_opened", "file", AUDITD_KIND_OTHER};
static const struct deed connected = {"network_connected", "network", AUDITD_KIND_CONNECTION};
static const struct deed accepted = {"network_accepted", "network", AUDITD_KIND_OTHER};
static const struct deed bound = {"network_bound", "network", AUDITD_KIND_OTHER};
static const struct deed sent = {"network_sent", "network", AUDITD_KIND_OTHER};
static const struct deed received = {"network_received", "network", AUDITD_KIND_OTHER};
static const struct deed called = {"system_call", "process", AUDITD_KIND_OTHER};

static const struct deed *file_deed(const struct auditd_facts *facts, struct text syscall)
{
    if (facts->created.length > 0)
        return facts->deleted.length > 0 ? &renamed : &created;
    if (facts->deleted.length > 0)
        return &deleted;
    if (changes_attributes(syscall))
        return &attributes;
    if (facts->normal.length == 0)
        return &called;
    return is_written(facts, syscall) ? &written : &opened;
}

static const struct deed *deed_of(const struct auditd_facts *facts, struct text syscall)
{
    static const struct {
        const char *syscall;
        const struct deed *deed;
    } deeds[] = {
        {"execve", &executed},  {"execveat", &executed}, {"connect", &connected},
        {"accept", &accepted},  {"accept4", &accepted},  {"bind", &bound},
        {"sendto", &sent},      {"sendmsg", &sent},      {"recvfrom", &received},
        {"recvmsg", &received},
    };

    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
        if (text_equal(syscall, text_of(deeds[i].syscall)))
            return deeds[i].deed;
    }
    return facts->command.bytes ? &executed : file_deed(facts, syscall);
}

/* "0100644" is a plain file's 0644. */
static struct text permissions_of(struct text mode)
{
    return mode.length > 4 ? text_from(mode, mode.length - 4) : mode;
}

static void put_file(const struct auditd_facts *facts, const struct deed *deed)
{
    struct event *event = facts->event;
    struct text path = facts->normal;

    if (facts->created.length > 0)
        path = facts->created;
    else if (facts->deleted.length > 0)
        path = facts->deleted;
    if (deed == &renamed)
        event_put_said(event, FIELD_FILE_PREVIOUS_PATH, absolute(facts, facts->deleted));
    if (deed == &executed || path.length == 0)
        return;
    event_put_said(event, FIELD_FILE_PATH, absolute(facts, path));
    event_put_said(event, FIELD_FILE_MODE, permissions_of(facts->mode));
    event_put_said(event, FIELD_FILE_OWNER, facts->owner);
}

/* The other end, of what was begun or sent; of what came in, where it came from. */
static bool put_socket(const struct auditd_facts *facts, const struct deed *deed)
{
    struct event *event = facts->event;
    struct auditd_socket socket = {0};
    uint64_t port = 0;

    if (said(facts, AUDITD_SOCKET).length == 0 ||
        !auditd_socket_read(event->arena, said(facts, AUDITD_SOCKET), &socket))
        return false;
    if (socket.address.length == 0) {
        event_put_said(event, FIELD_FILE_PATH, socket.path);
        return false;
    }
    if (deed == &connected || deed == &sent) {
        endpoint_put_destination(event, socket.address, socket.port);
    } else if (deed == &accepted || deed == &received) {
        endpoint_put_source(event, socket.address, socket.port);
    } else if (deed == &bound && text_to_unsigned(socket.port, &port)) {
        event_put_text(event, FIELD_SERVER_ADDRESS, socket.address);
        event_put_integer(event, FIELD_SERVER_PORT, (int64_t)port);
    }
    return true;
}

static void put_words(const struct auditd_facts *facts, const char *action, const char *category)
{
    event_put_said(facts->event, FIELD_EVENT_ACTION, text_of(action));
    event_put_said(facts->event, FIELD_EVENT_CATEGORY, text_of(category));
}

static enum auditd_kind put_syscall(const struct auditd_facts *facts)
{
    const struct value name = {.kind = VALUE_TEXT, .text = syscall_of(facts)};
    const struct deed *deed = deed_of(facts, name.text);
    bool is_remote = false;

    if (said(facts, AUDITD_SYSCALL_NAME).length == 0 && name.text.length > 0)
        event_put_value(facts->event, TEXT("SYSCALL"), &name);
    put_file(facts, deed);
    is_remote = put_socket(facts, deed);
    if (!facts->type || !facts->type->action)
        put_words(facts, deed->action, deed->category);
    if ((!is_in_progress(facts) && !text_equal(said(facts, AUDITD_SUCCESS), TEXT("yes"))) ||
        (deed == &connected && !is_remote))
        return AUDITD_KIND_OTHER;
    return deed->kind;
}

static const char *denied_or_granted(const struct auditd_facts *facts)
{
    if (text_equal(facts->access, TEXT("denied")) ||
        text_equal(said(facts, AUDITD_APPARMOR), TEXT("DENIED")))
        return "mac_denied";
    return "mac_decision";
}

/* Where the type alone does not say it. */
static const char *action_of(const struct auditd_facts *facts, unsigned *count)
{
    const struct auditd_type *type = facts->type;
    struct auditd_operation operation = {0};

    if (text_equal(facts->type_name, TEXT("AVC")) || text_equal(facts->type_name, TEXT("USER_AVC")))
        return denied_or_granted(facts);
    if (text_equal(said(facts, AUDITD_ENABLED), TEXT("0")))
        return "audit_disabled";
    if (type->role != AUDITD_ROLE_ACCOUNT && type->role != AUDITD_ROLE_GROUP)
        return type->action;
    operation = auditd_operation_read(facts->operation);
    if (operation.is_echo)
        *count = 0;
    return operation.action ? operation.action : type->action;
}

enum auditd_kind auditd_event_put(struct auditd_facts *facts, unsigned *count)
{
    struct text command = auditd_facts_finish(facts);
    enum auditd_kind kind = AUDITD_KIND_OTHER;
    const char *action = NULL;

    event_put_said(facts->event, FIELD_EVENT_CODE, facts->type_name);
    event_put_text(facts->event, FIELD_EVENT_OUTCOME, outcome_of(facts));
    event_put_said(facts->event, FIELD_EVENT_REASON, facts->operation);
    put_process(facts, command);
    put_people(facts);
    put_origin(facts);
    event_put_said(facts->event, FIELD_SERVICE_NAME, said(facts, AUDITD_UNIT));
    if (facts->type && facts->type->action) {
        action = action_of(facts, count);
        put_words(facts, action, facts->type->category);
    }
    if (said(facts, AUDITD_SYSCALL).length > 0)
        kind = put_syscall(facts);
    return kind;
}
