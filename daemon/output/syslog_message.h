/*
 * syslog_message -- an alert as one RFC 5424 message.
 *
 *     <132>1 2026-11-03T08:05:01.123456Z host amberd 812 created
 *     [amberd@32473 id="..." rag="amber" ...] Amber alert created: ...
 *
 * At most SYSLOG_MESSAGE_LARGEST bytes: of what is too long the text is cut, the
 * structured data never.  Nothing but printable characters leaves.
 */
#ifndef OUTPUT_SYSLOG_MESSAGE_H
#define OUTPUT_SYSLOG_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/timestamp.h"
#include "output/alert_facts.h"

enum { SYSLOG_MESSAGE_LARGEST = 2048 };

/* What stands in the header of every message. */
struct syslog_header {
    int facility; /* 0 to 23 */
    const char *host;
    int process;
    timestamp at;
};

/* Appends the message, without a newline. */
void syslog_message_write(struct buffer *buffer, const struct syslog_header *header,
                          const struct alert_facts *facts, uint64_t number);

/* Appends a message about the daemon itself; kind is its MSGID. */
void syslog_message_write_health(struct buffer *buffer, const struct syslog_header *header,
                                 bool is_red, const char *kind, const char *message);

#endif
