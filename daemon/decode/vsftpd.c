#include "decode/vsftpd.h"

#include "decode/file_transfer.h"
#include "decode/log_time.h"
#include "decode/pam.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

static const struct command {
    const char *name;
    const char *action;
    const char *category;
    enum transfer_way way;
} commands[] = {
    {"LOGIN", "ftp_login", "authentication", TRANSFER_NONE},
    {"DOWNLOAD", "file_read", "file", TRANSFER_READ},
    {"UPLOAD", "file_written", "file", TRANSFER_WRITTEN},
    {"APPEND", "file_written", "file", TRANSFER_WRITTEN},
    {"DELETE", "file_removed", "file", TRANSFER_NONE},
    {"RENAME", "file_renamed", "file", TRANSFER_NONE},
    {"CHMOD", "file_changed", "file", TRANSFER_NONE},
    {"MKDIR", "folder_created", "file", TRANSFER_NONE},
    {"RMDIR", "folder_removed", "file", TRANSFER_NONE},
    {"CONNECT", "ftp_connect", "network", TRANSFER_NONE},
};

static bool find_command(struct text word, struct file_transfer *transfer)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (!text_equal(word, text_of(commands[i].name)))
            continue;
        transfer->action = text_of(commands[i].action);
        transfer->category = text_of(commands[i].category);
        transfer->way = commands[i].way;
        return true;
    }
    return false;
}

/* "/in/a", 1884648 bytes, 41264.44Kbyte/sec": the path has no bounds of its own but the
 * last quote. */
static void read_path(struct text rest, struct file_transfer *transfer)
{
    size_t quote = 0;
    struct text bytes = {0};

    if (!text_take(&rest, TEXT(", \"")) || !text_find_last(rest, TEXT("\""), &quote)) {
        transfer->way = TRANSFER_NONE;
        return;
    }
    transfer->path = text_until(rest, quote);
    rest = text_from(rest, quote + 1);
    if (!text_take(&rest, TEXT(", ")) || !text_cut(rest, TEXT(" bytes"), &bytes, &rest) ||
        !text_to_unsigned(bytes, &transfer->bytes))
        transfer->way = TRANSFER_NONE;
}

/* "/old /new". */
static void split_rename(struct file_transfer *transfer)
{
    size_t first = 0;
    size_t last = 0;

    if (!text_find(transfer->path, TEXT(" /"), &first) ||
        !text_find_last(transfer->path, TEXT(" /"), &last) || first != last)
        return;
    transfer->previous_path = text_until(transfer->path, first);
    transfer->path = text_from(transfer->path, first + 1);
}

/* "/a 777" of a CHMOD: what follows the last space is the mode. */
static void take_mode(struct file_transfer *transfer)
{
    size_t space = 0;
    uint64_t mode = 0;

    if (text_find_last(transfer->path, TEXT(" "), &space) &&
        text_to_unsigned(text_from(transfer->path, space + 1), &mode)) {
        transfer->mode = text_from(transfer->path, space + 1);
        transfer->path = text_until(transfer->path, space);
    }
}

/* "OK UPLOAD", "FAIL LOGIN", "CONNECT". */
static bool read_verdict(struct text head, struct file_transfer *transfer)
{
    transfer->outcome = TEXT("unknown");
    if (text_take(&head, TEXT("OK ")))
        transfer->outcome = TEXT("success");
    else if (text_take(&head, TEXT("FAIL ")))
        transfer->outcome = TEXT("failure");
    return find_command(head, transfer);
}

/* What stands behind the client of a line. */
static void read_tail(struct text rest, struct file_transfer *transfer)
{
    if (text_equal(transfer->category, TEXT("file"))) {
        read_path(rest, transfer);
        if (text_equal(transfer->action, TEXT("file_renamed")))
            split_rename(transfer);
        else if (text_equal(transfer->action, TEXT("file_changed")))
            take_mode(transfer);
    } else if (text_take(&rest, TEXT(", \"")) && text_ends_with(rest, TEXT("\""))) {
        transfer->reason = text_until(rest, rest.length - 1);
    }
}

/* "550" and the like.  1xx and 3xx are half of an answer. */
static const char *outcome_of(struct text code)
{
    if (code.length != 3 || text_count_digits(code) != code.length)
        return "unknown";
    if (code.data[0] == '4' || code.data[0] == '5')
        return "failure";
    return code.data[0] == '2' ? "success" : "unknown";
}

/* "FTP command: Client "203.0.113.7", "SITE CHMOD 777 a"", "FTP response: Client
 * "203.0.113.7", "530 Login incorrect."": said while log_ftp_protocol is on. */
static void read_protocol(struct text head, struct text rest, struct file_transfer *transfer)
{
    bool is_reply = text_equal(head, TEXT("FTP response"));

    if ((!is_reply && !text_equal(head, TEXT("FTP command"))) || !text_take(&rest, TEXT(", \"")) ||
        !text_ends_with(rest, TEXT("\"")))
        return;
    rest.length--;
    transfer->category = TEXT("network");
    transfer->action = is_reply ? TEXT("ftp_reply") : TEXT("ftp_command");
    transfer->code = text_take_word(&rest);
    transfer->outcome = TEXT("unknown");
    if (is_reply) {
        transfer->outcome = text_of(outcome_of(transfer->code));
        transfer->reason = text_skip_spaces(rest);
    }
}

/* "[jdoe] OK UPLOAD: Client "203.0.113.7", ...". */
static bool read_message(struct event *event, struct text text, struct file_transfer *transfer)
{
    static const char lead[] = ": Client \"";
    struct text head = {0};
    struct text rest = {0};
    size_t first = 0;
    size_t last = 0;
    size_t end = 0;

    if (!text_find(text, TEXT(lead), &first) || !text_find_last(text, TEXT(lead), &last))
        return false;
    if (first != last) {
        event_flag(event, TEXT("doubtful_user"));
        return true;
    }
    head = text_until(text, first);
    text_cut(text_from(text, first + sizeof lead - 1), TEXT("\""), &transfer->client, &rest);
    if (text_starts_with(head, TEXT("[")) && text_find_last(head, TEXT("] "), &end)) {
        transfer->user = text_from(text_until(head, end), 1);
        head = text_from(head, end + 2);
    }
    if (read_verdict(head, transfer)) {
        read_tail(rest, transfer);
        return true;
    }
    transfer->outcome.length = 0;
    read_protocol(head, rest, transfer);
    return true;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct file_transfer transfer = {0};

    *count = 1;
    if (!read_message(event, frame->message, &transfer))
        return false;
    file_transfer_put(event, &transfer);
    return true;
}

static void put_pid(struct event *event, struct text digits)
{
    uint64_t pid = 0;

    if (text_to_unsigned(digits, &pid) && pid <= INT32_MAX)
        event_put_integer(event, FIELD_PROCESS_PID, (int64_t)pid);
}

static bool decode_vsftpd(const struct decoder *decoder, const struct decode_context *context,
                          struct event *event)
{
    struct file_transfer transfer = {0};
    struct text text = event->record->text;
    struct text pid = {0};

    if (!log_time_take_ctime(&text, context->zone, &event->time))
        return syslog_decode(decoder, context, event);
    text_take(&text, TEXT(" "));
    event->kind = SYSLOG_KINDS;
    event->time_is_arrival = false;
    event_put_text(event, FIELD_MESSAGE, text);
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    if (!text_take(&text, TEXT("[pid ")) || !text_cut(text, TEXT("] "), &pid, &text))
        return false;
    put_pid(event, pid);
    if (!read_message(event, text, &transfer))
        return true;
    file_transfer_put(event, &transfer);
    return true;
}

static const char *const names[] = {"vsftpd", NULL};

static const struct decoder_field fields[] = {
    FILE_TRANSFER_FIELDS,
    {FIELD_FLAGS, ORIGIN_DERIVED},
};

const struct program vsftpd_program = {
    .names = names,
    .kind = {"vsftpd", {{.category = "file_transfer"}, {.product = "linux", .service = "vsftpd"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};

static const struct program *const programs[] = {&vsftpd_program, &pam_program, NULL};

const struct decoder vsftpd_decoder = {
    .name = "vsftpd",
    .description = "vsftpd's own log, or its lines in syslog with what PAM says for it",
    .shape = SHAPE_REPEATED,
    .decode = decode_vsftpd,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
