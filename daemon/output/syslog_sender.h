/*
 * syslog_sender -- alerts to syslog, from the journal, never waiting.
 *
 * RFC 5424 with structured data in a datagram to a Unix socket (/dev/log or a
 * path of one's choice), or entries in the native protocol of systemd's journal to
 * where journald listens.  Amber is a warning, Red is crit.  Delivery is
 * at-least-once: the position is kept in the journal under the consumer name
 * "syslog", written at most once a second (what was sent since comes again after
 * a crash), and the alert's identifier is in every message.
 *
 * A socket that is absent or full is tried again, from 100 ms up to 30 s apart;
 * records wait in the journal meanwhile.
 */
#ifndef OUTPUT_SYSLOG_SENDER_H
#define OUTPUT_SYSLOG_SENDER_H

#include <stdbool.h>
#include <stdint.h>

#include <ev.h>

#include "base/error.h"
#include "model/journal_reader.h"
#include "model/notice.h"

enum syslog_format { SYSLOG_RFC5424, SYSLOG_JOURNALD };

struct syslog_options {
    const char *path; /* of the socket; NULL = off */
    int facility;     /* 0 to 23 */
    const char *host; /* HOSTNAME of the header; journald knows its own */
    enum syslog_format format;

    /* Told when nobody has listened for some seconds, and when somebody does again; NULL =
     * nobody cares.  Not to be answered by calls into the sender. */
    notice_report *report;
    void *cookie;
};

struct syslog_sender;

struct syslog_sender *syslog_sender_start(struct ev_loop *loop,
                                          const struct syslog_options *options,
                                          const struct journal_reader *reader);

/* Sends what can be sent without waiting, then frees everything. */
void syslog_sender_stop(struct syslog_sender *sender);

/* The journal has grown. */
void syslog_sender_notify(struct syslog_sender *sender);

/* Sends a health message that is not in the journal, if the socket takes it: Red when its
 * kind is critical. */
void syslog_sender_announce(struct syslog_sender *sender, enum notice notice, const char *message);

struct syslog_counts {
    uint64_t sent;
    uint64_t retries;
    uint64_t waiting; /* records not sent yet */
    bool connected;
};

struct syslog_counts syslog_sender_counts(const struct syslog_sender *sender);

#endif
