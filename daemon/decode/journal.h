/*
 * journal -- what systemd-journald holds, as `journalctl -o json` writes it: an object a
 * line, and in it a message that is read as syslog's would be.
 *
 *   {"__REALTIME_TIMESTAMP":"1793664301250000","_HOSTNAME":"gw","_PID":"871","_UID":"0",
 *    "SYSLOG_IDENTIFIER":"sshd","_EXE":"/usr/sbin/sshd","MESSAGE":"Accepted ..."}
 *
 * A text may also be an array of its bytes, which is how journalctl writes what is no
 * UTF-8.  Of a field with several values the first counts; of MESSAGE the others are
 * values of message, too.  A message may have several lines and is one all the same:
 * nobody starts a second one inside it.
 *
 * Names that begin with an underscore are journald's own, the others the sender's claim:
 * anybody may call himself sshd.  So process.name is SYSLOG_IDENTIFIER, but its message
 * is read as that program's only if it may be:
 *
 *   - the kernel's comes over _TRANSPORT=kernel, and so does nothing else's;
 *   - a person's process (_UID 1000 and above, but for 60514 to 65534, which systemd and
 *     Debian give to services; https://systemd.io/UIDS-GIDS/) speaks for the program it
 *     runs: _EXE lies where the system's programs do, and its name begins with the
 *     identifier.  Where journald may not see _EXE, as in some containers, _COMM has to do;
 *   - anybody else is a service, or root, and is believed.
 *
 * What a person's process passes on keeps its frame and is not read: what it prints
 * (_TRANSPORT=stdout; `crontab -l` prints whatever he likes), and what logger(1) is given.
 * One that may not be believed keeps its frame, too, with the flag "doubtful_program" and
 * process.executable for who it was.
 */
#ifndef DECODE_JOURNAL_H
#define DECODE_JOURNAL_H

#include "decode/decoder.h"

extern const struct decoder journal_decoder;

#endif
