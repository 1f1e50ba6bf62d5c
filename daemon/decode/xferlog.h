/*
 * xferlog -- transfers in the format of wu-ftpd, which ProFTPD, vsftpd and Pure-FTPd
 * write as well:
 *
 *   Tue Nov  3 08:05:01 2026 12 203.0.113.7 1048576 /pub/a.zip b _ o r jdoe ftp 0 * c
 *
 * that is time, seconds it took, client, bytes, file, kind, special action, direction,
 * access, user, service, authentication and its user, completion.
 *
 *   event.action     file_read (o), file_written (i), file_removed (d)
 *   event.outcome    success for a completion of "c", failure for one of "i"
 *   event.duration   nanoseconds
 *
 * A file's name may have spaces in it, and so may the user, who is a guest's own choice:
 * where the four columns between them are found at two places, both names are absent
 * (flag "doubtful_path"), and so is the action where the places differ in the direction.
 */
#ifndef DECODE_XFERLOG_H
#define DECODE_XFERLOG_H

#include "decode/decoder.h"

extern const struct decoder xferlog_decoder;

#endif
