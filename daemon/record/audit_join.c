#include "record/audit_join.h"

#include "record/line_head.h"

enum {
    HEAD_LONGEST = 512, /* of a line: what "type=" and "audit(" stand in */
    STAMP_LONGEST = 48, /* of what stands in the brackets */
    TYPES_BEGIN = 1300, /* of the kernel's types ... */
    TYPES_END = 2000,
};

/* Which event a line is of. */
struct audit_line {
    struct text type;  /* "SYSCALL", "UNKNOWN[1334]", "1334"; empty where it is not said */
    struct text stamp; /* "1793577901.123:4567" */
    char name[WAITING_NAME_LONGEST];
    size_t name_length;
};

/* The types of events to which the kernel writes several lines: 1300 to 1999 in
 * include/uapi/linux/audit.h, but for those of network labels, which come alone. */
static const char *const joined_types[] = {
    "SYSCALL",
    "PATH",
    "IPC",
    "SOCKETCALL",
    "CONFIG_CHANGE",
    "SOCKADDR",
    "CWD",
    "EXECVE",
    "IPC_SET_PERM",
    "MQ_OPEN",
    "MQ_SENDRECV",
    "MQ_NOTIFY",
    "MQ_GETSETATTR",
    "KERNEL_OTHER",
    "FD_PAIR",
    "OBJ_PID",
    "TTY",
    "EOE",
    "BPRM_FCAPS",
    "CAPSET",
    "MMAP",
    "NETFILTER_PKT",
    "NETFILTER_CFG",
    "SECCOMP",
    "PROCTITLE",
    "FEATURE_CHANGE",
    "REPLACE",
    "KERN_MODULE",
    "FANOTIFY",
    "TIME_INJOFFSET",
    "TIME_ADJNTPVAL",
    "BPF",
    "EVENT_LISTENER",
    "URINGOP",
    "OPENAT2",
    "DM_CTRL",
    "DM_EVENT",
    "AVC",
    "SELINUX_ERR",
    "AVC_PATH",
    "MAC_POLICY_LOAD",
    "MAC_STATUS",
    "MAC_CONFIG_CHANGE",
    "LANDLOCK_ACCESS",
    "LANDLOCK_DOMAIN",
    "IPE_ACCESS",
    "IPE_CONFIG_CHANGE",
    "IPE_POLICY_LOAD",
    "APPARMOR",
    "APPARMOR_AUDIT",
    "APPARMOR_ALLOWED",
    "APPARMOR_DENIED",
    "APPARMOR_HINT",
    "APPARMOR_STATUS",
    "APPARMOR_ERROR",
    "ANOM_PROMISCUOUS",
    "ANOM_ABEND",
    "ANOM_LINK",
    "ANOM_CREAT",
    "INTEGRITY_DATA",
    "INTEGRITY_METADATA",
    "INTEGRITY_STATUS",
    "INTEGRITY_HASH",
    "INTEGRITY_PCR",
    "INTEGRITY_RULE",
    "INTEGRITY_EVM_XATTR",
    "INTEGRITY_POLICY_RULE",
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Whether text is a stamp: digits with one '.' and then one ':' between them. */
static bool is_stamp(struct text text)
{
    struct text seconds = {0};
    struct text rest = {0};
    struct text fraction = {0};
    struct text serial = {0};
    uint64_t number = 0;

    return text.length <= STAMP_LONGEST && text_cut(text, TEXT("."), &seconds, &rest) &&
           text_cut(rest, TEXT(":"), &fraction, &serial) && text_to_unsigned(seconds, &number) &&
           text_to_unsigned(fraction, &number) && text_to_unsigned(serial, &number);
}

/* The word behind name, if name stands at the beginning or behind a blank. */
static struct text word_behind(struct text head, struct text name)
{
    size_t position = 0;
    struct text word = {0};

    if (!text_find(head, name, &position) || (position > 0 && head.data[position - 1] != ' '))
        return (struct text){0};
    head = text_from(head, position + name.length);
    text_cut(head, TEXT(" "), &word, &head);
    return word;
}

/* Names the event by host, node and stamp. */
static void name_event(struct audit_line *line, struct text host, struct text node)
{
    const struct text parts[] = {host, TEXT(" "), node, TEXT(" "), line->stamp};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        for (size_t j = 0; j < parts[i].length; j++)
            line->name[line->name_length++] = parts[i].data[j];
    }
}

static bool audit_line_read(struct text text, struct audit_line *line)
{
    struct text head = text_until(text, HEAD_LONGEST);
    struct text node = {0};
    struct line_head syslog = {0};
    struct text rest = {0};
    size_t position = 0;

    if (!text_find(head, TEXT("audit("), &position))
        return false;
    rest = text_from(head, position + sizeof "audit(" - 1);
    if (!text_cut(rest, TEXT(")"), &line->stamp, &rest) || !is_stamp(line->stamp))
        return false;
    head = text_until(head, position);
    line->type = word_behind(head, TEXT("type="));
    node = text_until(word_behind(head, TEXT("node=")), WAITING_NAME_LONGEST / 4);
    if (!text_starts_with(head, TEXT("type=")) && !text_starts_with(head, TEXT("node=")))
        line_head_read(head, &syslog);
    name_event(line, text_until(syslog.host, WAITING_NAME_LONGEST / 4), node);
    return true;
}

/* Whether the kernel may write more lines to an event of this type. */
static bool is_joined(struct text type)
{
    uint64_t number = 0;

    text_take(&type, TEXT("UNKNOWN["));
    if (type.length > 0 && is_digit(type.data[0])) {
        if (text_ends_with(type, TEXT("]")))
            type.length--;
        return text_to_unsigned(type, &number) && number >= TYPES_BEGIN && number < TYPES_END;
    }
    for (size_t i = 0; i < sizeof joined_types / sizeof *joined_types; i++) {
        if (text_equal(type, text_of(joined_types[i])))
            return true;
    }
    return false;
}

/* The time in a stamp.  What is no time of this world is its beginning. */
static timestamp time_of(struct text stamp)
{
    uint64_t seconds = 0;
    uint64_t milliseconds = 0;
    struct text front = {0};
    struct text rest = {0};

    text_cut(stamp, TEXT("."), &front, &rest);
    if (!text_to_unsigned(front, &seconds) || seconds > (uint64_t)(TIMESTAMP_LATEST / SECOND))
        return 0;
    text_cut(rest, TEXT(":"), &front, &rest);
    if (!text_to_unsigned(front, &milliseconds) || milliseconds > 999)
        milliseconds = 0;
    return (timestamp)seconds * SECOND + (timestamp)milliseconds * MILLISECOND;
}

/* When the event that waits happened, by its name. */
static timestamp time_of_waiting(const struct waiting *waiting)
{
    struct text key = {waiting->key, waiting->key_length};
    size_t blank = 0;

    key = text_from(key, IDENTIFIER_SIZE);
    return text_find_last(key, TEXT(" "), &blank) ? time_of(text_from(key, blank + 1)) : 0;
}

/* What began long before now, by the log's own time, will not be finished any more. */
static void let_old_go(struct waiting_book *book, const struct record *line, timestamp now,
                       const struct assembler_target *target)
{
    struct waiting *waiting = NULL;

    while ((waiting = waiting_book_first(book, &line->incarnation)) != NULL &&
           timestamp_after(time_of_waiting(waiting), AUDIT_PATIENCE) < now)
        waiting_book_let_go(book, waiting, target);
}

/* A line of an event to which there may be others. */
static void join(struct waiting_book *book, struct record *line, const struct audit_line *audit,
                 const struct assembler_target *target)
{
    const struct text name = {audit->name, audit->name_length};
    struct waiting *waiting = waiting_book_find(book, &line->incarnation, name);
    bool is_end = text_equal(audit->type, TEXT("EOE"));
    bool is_last = is_end || text_equal(audit->type, TEXT("PROCTITLE"));

    if (waiting && !is_end && !waiting_book_add(book, waiting, line, target)) {
        waiting->record.is_cut = true;
        waiting_book_let_go(book, waiting, target);
        waiting = NULL;
        line->is_cut = true;
    }
    if (waiting && is_last)
        waiting_book_let_go(book, waiting, target);
    else if (!waiting && is_last && !is_end)
        target->emit(line, target->cookie);
    else if (!waiting && !is_end)
        waiting_book_begin(book, line, name, target);
}

void audit_join_take(struct waiting_book *book, struct record *line,
                     const struct assembler_target *target)
{
    struct audit_line audit = {0};

    if (line->is_window || !audit_line_read(line->text, &audit)) {
        target->emit(line, target->cookie);
        return;
    }
    let_old_go(book, line, time_of(audit.stamp), target);
    if (is_joined(audit.type))
        join(book, line, &audit, target);
    else
        target->emit(line, target->cookie);
}
