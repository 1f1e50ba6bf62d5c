#include "decode/xferlog.h"

#include <string.h>

#include "decode/file_transfer.h"
#include "decode/log_time.h"

enum {
    COLUMNS_BETWEEN = 8, /* " b _ o r", at most three actions */
    ACTIONS_MOST = 3,
};

static bool is_one_of(char byte, const char *bytes)
{
    return byte != '\0' && strchr(bytes, byte) != NULL;
}

/* " b _ o r " at the front of text.  Returns its length, 0 where it is none. */
static size_t columns_between(struct text text)
{
    size_t actions = 3;

    if (text.length < COLUMNS_BETWEEN + 1 || text.data[0] != ' ' ||
        !is_one_of(text.data[1], "ab") || text.data[2] != ' ')
        return 0;
    while (actions < text.length && actions < 3 + ACTIONS_MOST &&
           is_one_of(text.data[actions], "CUT_"))
        actions++;
    if (actions == 3 || actions + 4 >= text.length || text.data[actions] != ' ' ||
        !is_one_of(text.data[actions + 1], "oid") || text.data[actions + 2] != ' ' ||
        !is_one_of(text.data[actions + 3], "agru") || text.data[actions + 4] != ' ')
        return 0;
    return actions + 5;
}

/* Takes the last word off the end. */
static struct text take_last(struct text *text)
{
    struct text word = *text;
    size_t space = 0;

    if (!text_find_last(*text, TEXT(" "), &space)) {
        text->length = 0;
        return word;
    }
    word = text_from(*text, space + 1);
    *text = text_until(*text, space);
    return word;
}

/* What stands between the bytes and the end. */
struct middle {
    struct text path;
    struct text columns; /* " b _ o r " */
    struct text user;
    unsigned places;  /* where columns were found */
    bool is_disputed; /* they differ in the direction */
};

static char direction_of(struct text columns)
{
    return columns.data[columns.length - 4];
}

static void find_columns(struct text text, struct middle *middle)
{
    for (size_t i = 1; i < text.length; i++) {
        size_t length = columns_between(text_from(text, i));
        struct text columns = text_until(text_from(text, i), length);

        if (length == 0)
            continue;
        if (middle->places++ > 0) {
            middle->is_disputed |= direction_of(columns) != direction_of(middle->columns);
            continue;
        }
        middle->path = text_until(text, i);
        middle->columns = columns;
        middle->user = text_from(text, i + length);
    }
}

static bool read_end(struct text text, struct middle *middle, struct file_transfer *transfer)
{
    struct text completion = take_last(&text);

    if (completion.length != 1 || !is_one_of(completion.data[0], "ci"))
        return false;
    transfer->outcome = completion.data[0] == 'c' ? TEXT("success") : TEXT("failure");
    take_last(&text);
    if (take_last(&text).length != 1)
        return false;
    take_last(&text);
    find_columns(text, middle);
    return middle->places > 0;
}

static void read_direction(struct text columns, struct file_transfer *transfer)
{
    char direction = direction_of(columns);

    if (direction == 'd') {
        transfer->action = TEXT("file_removed");
        return;
    }
    transfer->action = direction == 'o' ? TEXT("file_read") : TEXT("file_written");
    transfer->way = direction == 'o' ? TRANSFER_READ : TRANSFER_WRITTEN;
}

static bool decode_xferlog(const struct decoder *decoder, const struct decode_context *context,
                           struct event *event)
{
    struct file_transfer transfer = {0};
    struct middle middle = {0};
    struct text text = event->record->text;
    uint64_t seconds = 0;

    (void)decoder;
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    if (!log_time_take_ctime(&text, context->zone, &event->time))
        return false;
    event->time_is_arrival = false;
    if (!text_to_unsigned(text_take_word(&text), &seconds))
        return false;
    transfer.client = text_take_word(&text);
    if (!text_to_unsigned(text_take_word(&text), &transfer.bytes) || !text_take(&text, TEXT(" ")) ||
        !read_end(text_trim(text), &middle, &transfer))
        return false;
    if (!middle.is_disputed)
        read_direction(middle.columns, &transfer);
    if (middle.places > 1) {
        event_flag(event, TEXT("doubtful_path"));
    } else {
        transfer.path = middle.path;
        transfer.user = middle.user;
    }
    file_transfer_put(event, &transfer);
    if (seconds < INT32_MAX)
        event_put_integer(event, FIELD_EVENT_DURATION, (int64_t)seconds * 1000000000);
    return true;
}

static const struct decoder_kind kinds[] = {
    {"transfer", {{.category = "file_transfer"}, {.product = "linux", .service = "xferlog"}}},
};

static const struct decoder_field fields[] = {
    FILE_TRANSFER_FIELDS,
    {FIELD_FLAGS, ORIGIN_DERIVED},
    {FIELD_EVENT_DURATION, ORIGIN_DERIVED},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
};

const struct decoder xferlog_decoder = {
    .name = "xferlog",
    .description = "FTP transfers in the format of wu-ftpd: ProFTPD, vsftpd, Pure-FTPd",
    .shape = SHAPE_LINE,
    .decode = decode_xferlog,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};
