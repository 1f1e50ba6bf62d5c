/*
 * vsftpd -- vsftpd's own log (vsftpd_log_file), and the same in syslog:
 *
 *   Tue Nov  3 08:05:01 2026 [pid 3] [jdoe] OK UPLOAD: Client "203.0.113.7", "/in/a",
 *   1884648 bytes, 41264.44Kbyte/sec
 *
 * all on one line.  Actions are those of file_transfer.h; "OK" is success, "FAIL"
 * failure, CONNECT unknown.  Of commands and replies, which log_ftp_protocol adds, the
 * outcome is the reply's: success of 2xx, failure of 4xx and 5xx.  What a command is about
 * is in the message alone.  file.mode is what CHMOD set.
 *
 * Who logs in chooses the user's name, and a file its name: a line in which what
 * leads to the client stands twice is doubtful (flag "doubtful_user"), and has neither
 * user, client, path nor action.
 *
 * What PAM says on its behalf is read as pam.h says; its transfers in the format
 * of wu-ftpd (xferlog_std_format) are read by "xferlog".
 */
#ifndef DECODE_VSFTPD_H
#define DECODE_VSFTPD_H

#include "decode/decoder.h"

extern const struct decoder vsftpd_decoder;
extern const struct program vsftpd_program;

#endif
