/*
 * file_transfer -- files that come and go over FTP and SFTP, as decoders put them into an
 * event.
 *
 *   event.action                   what it means
 *   file_read                      a client got the file; destination.bytes
 *   file_written                   a client put the file; source.bytes
 *   file_opened, file_closed       without bytes having flowed
 *   file_removed, file_renamed, file_changed (mode, owner, times), file_linked
 *   folder_created, folder_removed, folder_read
 *   ftp_connect, ftp_login         to the server; sftp_session_opened, _closed
 *   ftp_command, ftp_reply         what was said on the way; event.code is the command's
 *                                  word or the reply's number, event.reason its text
 *   file_refused                   what the client asked for was denied
 *
 * file.path is as the server writes it; amberd.file.previous_path what it was before a
 * rename.  file.size is what was transferred of a file, in bytes, whichever way.
 */
#ifndef DECODE_FILE_TRANSFER_H
#define DECODE_FILE_TRANSFER_H

#include <stdint.h>

#include "base/text.h"
#include "decode/decoder.h"
#include "model/event.h"

enum transfer_way { TRANSFER_NONE, TRANSFER_READ, TRANSFER_WRITTEN };

/* Empty = not said. */
struct file_transfer {
    struct text action;
    struct text category; /* empty: file */
    struct text outcome;
    struct text user;
    struct text client; /* host or address */
    struct text path;
    struct text previous_path;
    struct text reason;
    struct text code; /* the word of a command, the number of a reply */
    struct text mode; /* what a file's was changed to, "777" */
    enum transfer_way way;
    uint64_t bytes; /* that flowed that way */
};

void file_transfer_put(struct event *event, const struct file_transfer *transfer);

#define FILE_TRANSFER_FIELDS                                                           \
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED}, {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},      \
        {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED}, {FIELD_EVENT_REASON, ORIGIN_VERBATIM},  \
        {FIELD_USER_NAME, ORIGIN_VERBATIM}, {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},   \
        {FIELD_SOURCE_IP, ORIGIN_VERBATIM}, {FIELD_SOURCE_BYTES, ORIGIN_DERIVED},      \
        {FIELD_DESTINATION_BYTES, ORIGIN_DERIVED}, {FIELD_FILE_PATH, ORIGIN_VERBATIM}, \
        {FIELD_EVENT_CODE, ORIGIN_VERBATIM}, {FIELD_FILE_MODE, ORIGIN_VERBATIM},       \
        {FIELD_FILE_PREVIOUS_PATH, ORIGIN_VERBATIM},                                   \
    {                                                                                  \
        FIELD_FILE_SIZE, ORIGIN_DERIVED                                                \
    }

#endif
