/*
 * journald_entry -- an entry in the native protocol of systemd's journal.
 *
 * One datagram to JOURNALD_SOCKET, a field after the other, "NAME=value\n"; a value with
 * a control byte goes as "NAME\n", its length in 64 bits, little endian, and "\n" behind
 * it, so that no value can end its field and begin another
 * (https://systemd.io/JOURNAL_NATIVE_PROTOCOL).  What the kernel knows of the sender
 * (_PID, _UID, _SYSTEMD_UNIT ...) journald adds by itself.
 *
 * Bounded: values are cut to JOURNALD_VALUE_LONGEST bytes and end in "..." then, so that
 * an entry of some twenty fields stays far below what a datagram may hold.
 */
#ifndef OUTPUT_JOURNALD_ENTRY_H
#define OUTPUT_JOURNALD_ENTRY_H

#include <stdint.h>

#include "base/buffer.h"
#include "model/notice.h"

#define JOURNALD_SOCKET "/run/systemd/journal/socket"

enum { JOURNALD_VALUE_LONGEST = 2048 };

/* Appends what every entry of ours has: MESSAGE_ID, PRIORITY, SYSLOG_IDENTIFIER and
 * AMBERD_EVENT, the name of the notice. */
void journald_entry_begin(struct buffer *entry, enum notice notice, enum notice_priority priority);

/* Appends a field; nothing when the value is empty.  The name is one of ours:
 * capitals, digits and underscores, a letter first, at most 64. */
void journald_entry_put(struct buffer *entry, const char *name, struct text value);
void journald_entry_put_number(struct buffer *entry, const char *name, int64_t value);

/* Appends MESSAGE: what a person may not be shown as it is becomes "?". */
void journald_entry_put_message(struct buffer *entry, struct text message);

#endif
