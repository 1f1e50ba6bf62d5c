/*
 * sftp_server -- OpenSSH's SFTP server in syslog, as a program of its own or inside of
 * sshd ("internal-sftp").  scp since OpenSSH 9 transfers this way as well.  Of a server in
 * a chroot that has no /dev/log, sshd writes the lines in its own name, with " [postauth]"
 * behind them.
 *
 * Actions are those of file_transfer.h.  A transfer is told when its file is closed,
 * which says how many bytes were read and written; "open" is file_opened with the intent
 * in file.mode ("READ", "WRITE,CREATE,TRUNCATE").  User and client stand in the lines of
 * the session only; process.pid is what the others share with them.
 *
 * Lines about files need the server to log at level INFO or above ("-l INFO"); looking at
 * files and folders (VERBOSE) has no action.  Control characters in names are written as
 * octal escapes, quotes are not: a name ends at the last place where the line can go on,
 * and where two names meet at more than one place both are absent.
 */
#ifndef DECODE_SFTP_SERVER_H
#define DECODE_SFTP_SERVER_H

#include "decode/decoder.h"

extern const struct decoder sftp_server_decoder;
extern const struct program sftp_server_program;

#endif
