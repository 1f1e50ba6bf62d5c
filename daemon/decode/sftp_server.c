#include "decode/sftp_server.h"

#include "decode/file_transfer.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

#define SUCCESS "success"
#define FAILURE "failure"
#define UNKNOWN "unknown"

struct reading {
    struct file_transfer transfer;
    struct text mode;
};

/* "jdoe from [203.0.113.7]". */
static bool read_session(struct text rest, struct reading *reading)
{
    size_t from = 0;
    struct text ignored = {0};

    reading->transfer.category = TEXT("session");
    if (!text_find_last(rest, TEXT(" from ["), &from))
        return true;
    reading->transfer.user = text_until(rest, from);
    text_cut(text_from(rest, from + TEXT(" from [").length), TEXT("]"), &reading->transfer.client,
             &ignored);
    return true;
}

/* "/in/a" flags READ mode 0666". */
static bool read_open(struct text rest, struct reading *reading)
{
    size_t flags = 0;
    struct text ignored = {0};

    if (!text_find_last(rest, TEXT("\" flags "), &flags))
        return false;
    reading->transfer.path = text_until(rest, flags);
    text_cut(text_from(rest, flags + TEXT("\" flags ").length), TEXT(" mode "), &reading->mode,
             &ignored);
    return true;
}

/* "/in/a" bytes read 1048576 written 0". */
static bool read_close(struct text rest, struct reading *reading)
{
    struct file_transfer *transfer = &reading->transfer;
    struct text got = {0};
    struct text put = {0};
    uint64_t read = 0;
    uint64_t written = 0;
    size_t bytes = 0;

    if (!text_find_last(rest, TEXT("\" bytes read "), &bytes))
        return false;
    transfer->path = text_until(rest, bytes);
    if (!text_cut(text_from(rest, bytes + TEXT("\" bytes read ").length), TEXT(" written "), &got,
                  &put) ||
        !text_to_unsigned(got, &read) || !text_to_unsigned(text_trim(put), &written))
        return true;
    if (written > 0) {
        transfer->action = TEXT("file_written");
        transfer->way = TRANSFER_WRITTEN;
        transfer->bytes = written;
    } else if (read > 0) {
        transfer->action = TEXT("file_read");
        transfer->way = TRANSFER_READ;
        transfer->bytes = read;
    }
    return true;
}

/* "/in/a"", or the same with more behind it. */
static bool read_name(struct text rest, struct reading *reading)
{
    size_t quote = 0;

    if (!text_find_last(rest, TEXT("\""), &quote))
        return false;
    reading->transfer.path = text_until(rest, quote);
    return true;
}

/* "/in/a" new "/in/b"". */
static bool read_two_names(struct text rest, struct reading *reading)
{
    static const char between[] = "\" new \"";
    size_t first = 0;
    size_t last = 0;

    if (!text_find(rest, TEXT(between), &first) || !text_find_last(rest, TEXT(between), &last))
        return false;
    if (first != last || !text_ends_with(rest, TEXT("\"")))
        return true;
    reading->transfer.previous_path = text_until(rest, first);
    reading->transfer.path =
        text_from(text_until(rest, rest.length - 1), first + sizeof between - 1);
    return true;
}

static bool read_reason(struct text rest, struct reading *reading)
{
    reading->transfer.reason = rest;
    return true;
}

/* "sent status Permission denied". */
static bool read_status(struct text rest, struct reading *reading)
{
    reading->transfer.reason = rest;
    if (!text_equal(rest, TEXT("Permission denied")))
        reading->transfer.action.length = 0;
    return true;
}

static const struct form {
    const char *start;
    bool (*read)(struct text rest, struct reading *reading);
    const char *action;
    const char *outcome;
} forms[] = {
    {"open \"", read_open, "file_opened", SUCCESS},
    {"close \"", read_close, "file_closed", SUCCESS},
    {"forced close \"", read_close, "file_closed", FAILURE},
    {"remove name \"", read_name, "file_removed", UNKNOWN},
    {"rename old \"", read_two_names, "file_renamed", UNKNOWN},
    {"posix-rename old \"", read_two_names, "file_renamed", UNKNOWN},
    {"hardlink old \"", read_two_names, "file_linked", UNKNOWN},
    {"symlink old \"", read_two_names, "file_linked", UNKNOWN},
    {"mkdir name \"", read_name, "folder_created", UNKNOWN},
    {"rmdir name \"", read_name, "folder_removed", UNKNOWN},
    {"opendir \"", read_name, "folder_read", SUCCESS},
    {"set \"", read_name, "file_changed", UNKNOWN},
    {"session opened for local user ", read_session, "sftp_session_opened", SUCCESS},
    {"session closed for local user ", read_session, "sftp_session_closed", SUCCESS},
    {"sent status ", read_status, "file_refused", FAILURE},
    {"Refusing ", read_reason, "file_refused", FAILURE},
};

/* Behind what a server in a chroot says, for which sshd writes to the log. */
#define RELAYED " [postauth]"

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct text message = text_trim(frame->message);
    bool is_relayed = text_ends_with(message, TEXT(RELAYED));

    *count = 1;
    if (text_starts_with(frame->program, TEXT("sshd")) && !is_relayed)
        return false;
    if (is_relayed)
        message = text_until(message, message.length - TEXT(RELAYED).length);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const struct text start = text_of(forms[i].start);
        struct reading reading = {
            .transfer = {.action = text_of(forms[i].action), .outcome = text_of(forms[i].outcome)},
        };

        if (!text_starts_with(message, start) ||
            !forms[i].read(text_from(message, start.length), &reading))
            continue;
        file_transfer_put(event, &reading.transfer);
        event_put_said(event, FIELD_FILE_MODE, reading.mode);
        return true;
    }
    return false;
}

static const char *const names[] = {"sftp-server", "internal-sftp", "sshd", "sshd-session", NULL};

static const struct decoder_field fields[] = {
    FILE_TRANSFER_FIELDS,
    {FIELD_FILE_MODE, ORIGIN_VERBATIM},
};

const struct program sftp_server_program = {
    .names = names,
    .kind = {"sftp",
             {{.category = "file_transfer"}, {.product = "linux", .service = "sftp-server"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};

static const struct program *const programs[] = {&sftp_server_program, NULL};
static const char *const aliases[] = {"sftp", "internal-sftp", NULL};

const struct decoder sftp_server_decoder = {
    .name = "sftp-server",
    .aliases = aliases,
    .description = "OpenSSH's SFTP server in syslog; other programs' lines keep their frame",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
