#include "decode/file_transfer.h"

#include "decode/endpoint.h"

/* A server that listens on IPv6 sees IPv4 clients as "::ffff:203.0.113.7". */
static struct text without_mapping(struct text client)
{
    struct text rest = client;
    size_t dot = 0;

    return text_take(&rest, TEXT("::ffff:")) && text_find(rest, TEXT("."), &dot) ? rest : client;
}

void file_transfer_put(struct event *event, const struct file_transfer *transfer)
{
    int64_t bytes = transfer->bytes > INT64_MAX ? INT64_MAX : (int64_t)transfer->bytes;

    event_put_said(event, FIELD_EVENT_ACTION, transfer->action);
    event_put_text(event, FIELD_EVENT_CATEGORY,
                   transfer->category.length > 0 ? transfer->category : TEXT("file"));
    event_put_said(event, FIELD_EVENT_OUTCOME, transfer->outcome);
    event_put_said(event, FIELD_EVENT_REASON, transfer->reason);
    event_put_said(event, FIELD_EVENT_CODE, transfer->code);
    event_put_said(event, FIELD_FILE_MODE, transfer->mode);
    event_put_said(event, FIELD_USER_NAME, transfer->user);
    endpoint_put_source(event, without_mapping(transfer->client), (struct text){0});
    event_put_said(event, FIELD_FILE_PATH, transfer->path);
    event_put_said(event, FIELD_FILE_PREVIOUS_PATH, transfer->previous_path);
    if (transfer->way == TRANSFER_NONE)
        return;
    event_put_integer(event, FIELD_FILE_SIZE, bytes);
    event_put_integer(event,
                      transfer->way == TRANSFER_READ ? FIELD_DESTINATION_BYTES : FIELD_SOURCE_BYTES,
                      bytes);
}
