/*
 * syslog_frame -- what syslog writes around a message, in three generations.
 *
 *   RFC 5424   <134>1 2026-11-03T08:05:01.123+08:00 gw app 123 ID [sd] message
 *   ISO        2026-11-03T08:05:01.123456+08:00 gw app[123]: message
 *   RFC 3164   Nov  3 08:05:01 gw app[123]: message
 *
 * tried in that order, "<PRI>" in front of any of them or not.  The host may be
 * missing where a program writes its own file.
 *
 * Between host and program may stand "auth.info", as BusyBox writes it, which is the
 * priority where there is no "<PRI>".  Where a relay has put a frame of its own in
 * front of another ("Nov  3 08:05:02 relay Nov  3 08:05:01 gw app[123]: message"), the
 * inner one counts, once, and only where the outer names no program.
 *
 * RFC 3164 has no year: it gets the latest one that puts it no more than a day
 * ahead of the file's mtime.  Some write a year behind the day; that one counts.
 * A weekday in front is passed over, for it can be wrong.
 */
#ifndef DECODE_SYSLOG_FRAME_H
#define DECODE_SYSLOG_FRAME_H

#include <stdbool.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "base/zone.h"

struct event;

struct syslog_frame {
    timestamp time; /* TIMESTAMP_NONE: the frame has none that can be read */
    int priority;   /* facility * 8 + severity; -1: none */
    struct text host;
    struct text program; /* without path, brackets or "(pam_unix)"; "sshd" */
    struct text pid;     /* digits, or empty */
    struct text msgid;   /* RFC 5424 only */
    struct text message;
};

/* Reads a line.  False when it has no frame: neither a time nor a priority that
 * a program's name follows.  The texts point into line. */
bool syslog_frame_read(struct text line, const struct zone *zone, timestamp modified,
                       struct syslog_frame *frame);

/* The instant of a reading without a year, which gets the one described above;
 * TIMESTAMP_NONE when no year would do. */
timestamp syslog_frame_guess_year(struct civil *civil, const struct zone *zone, timestamp modified);

/* Puts what the frame says into an event: its time, host.name, process.name and
 * process.pid, message, log.syslog.*. */
void syslog_frame_put(const struct syslog_frame *frame, struct event *event);

#endif
