#include "app/daemon_log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "base/unicode.h"
#include "output/journald_entry.h"

static const char *journald_socket = JOURNALD_SOCKET;

void daemon_log_use_socket(const char *path)
{
    journald_socket = path;
}

/* Whether standard error is the stream whose device and inode JOURNAL_STREAM names. */
static bool is_journal_stream(void)
{
    struct text device_digits = {0};
    struct text inode_digits = {0};
    struct stat status = {0};
    uint64_t device = 0;
    uint64_t inode = 0;

    return text_cut(text_of(getenv("JOURNAL_STREAM")), TEXT(":"), &device_digits, &inode_digits) &&
           text_to_unsigned(device_digits, &device) && text_to_unsigned(inode_digits, &inode) &&
           fstat(STDERR_FILENO, &status) == 0 && (uint64_t)status.st_dev == device &&
           (uint64_t)status.st_ino == inode;
}

/* Backslashes stay as they are: much of what is said is escaped already. */
static void append_shown(struct buffer *buffer, struct text text)
{
    while (text.length > 0) {
        size_t length = unicode_printable_length(text);

        if (length > 0)
            buffer_append(buffer, text.data, length);
        else
            buffer_printf(buffer, "\\x%02x", (unsigned char)text.data[0]);
        text = text_from(text, length > 0 ? length : 1);
    }
}

static void put_facts(struct buffer *entry, const struct log_facts *facts)
{
    const struct {
        const char *name;
        const char *value;
    } words[] = {
        {"AMBERD_SOURCE", facts->source},   {"AMBERD_FILE", facts->file},
        {"AMBERD_REASON", facts->reason},   {"AMBERD_GROUP", facts->group},
        {"AMBERD_VERSION", facts->version},
    };
    const struct {
        const char *name;
        uint64_t value;
    } numbers[] = {
        {"AMBERD_LINE", facts->line},
        {"AMBERD_COLUMN", facts->column},
        {"AMBERD_OFFSET", facts->offset},
        {"AMBERD_LOST_BYTES", facts->lost},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        journald_entry_put(entry, words[i].name, text_of(words[i].value));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i].value > 0)
            journald_entry_put_number(entry, numbers[i].name, (int64_t)numbers[i].value);
    }
}

/* One datagram, without waiting.  False when journald has not taken it. */
static bool send_datagram(const struct buffer *entry)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(journald_socket);
    ssize_t count = -1;
    int descriptor = -1;

    if (length >= sizeof address.sun_path || fault_point("daemon_log.send"))
        return false;
    memcpy(address.sun_path, journald_socket, length);
    descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0)
        return false;
    do {
        count = sendto(descriptor, entry->data, entry->length, MSG_NOSIGNAL,
                       (const struct sockaddr *)&address, sizeof address);
    } while (count < 0 && errno == EINTR);
    close(descriptor);
    return count >= 0;
}

static bool send_entry(const struct log_call *call, struct text text)
{
    enum notice_priority priority = notice_priority(call->notice, SEVERITY_AMBER);
    struct buffer entry = {0};
    bool is_sent = false;

    journald_entry_begin(&entry, call->notice, priority);
    journald_entry_put(&entry, "MESSAGE", text);
    journald_entry_put(&entry, "CODE_FILE", text_of(call->file));
    journald_entry_put_number(&entry, "CODE_LINE", call->line);
    journald_entry_put(&entry, "CODE_FUNC", text_of(call->function));
    if (call->facts)
        put_facts(&entry, call->facts);
    is_sent = send_datagram(&entry);
    buffer_finish(&entry);
    return is_sent;
}

/* The stream to the journal is waited for no more than its socket. */
static void write_line(const struct log_call *call, struct text text, bool is_stream)
{
    struct buffer line = {0};
    ssize_t count = 0;

    if (is_stream)
        buffer_printf(&line, "<%d>", (int)notice_priority(call->notice, SEVERITY_AMBER));
    else
        buffer_append_text(&line, TEXT("amberd: "));
    buffer_append_text(&line, text);
    buffer_append_byte(&line, '\n');
    count = is_stream ? send(STDERR_FILENO, line.data, line.length, MSG_NOSIGNAL | MSG_DONTWAIT)
                      : write(STDERR_FILENO, line.data, line.length);
    if (count < 0) {
        /* Nobody left to tell. */
    }
    buffer_finish(&line);
}

void daemon_log_write(const struct log_call *call, const char *format, ...)
{
    static const char mark[] = "...";
    bool is_stream = is_journal_stream();
    struct buffer shown = {0};
    char text[LOG_TEXT_SIZE] = "";
    va_list args;

    va_start(args, format);
    if (vsnprintf(text, sizeof text, format, args) >= (int)sizeof text)
        memcpy(text + sizeof text - sizeof mark, mark, sizeof mark);
    va_end(args);

    append_shown(&shown, text_of(text));
    if (!is_stream || !send_entry(call, buffer_text(&shown)))
        write_line(call, buffer_text(&shown), is_stream);
    buffer_finish(&shown);
}
