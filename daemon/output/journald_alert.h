/*
 * journald_alert -- an alert as an entry of systemd's journal.
 *
 *     MESSAGE            the sentence that syslog gets, too
 *     MESSAGE_ID         of alert-amber, alert-red, alert-escalated, alert-reopened,
 *                        alert-closed or alert-false-positive; AMBERD_EVENT names it
 *     PRIORITY           4 when it is Amber, 2 when it is Red
 *     SYSLOG_FACILITY    that of the settings
 *     AMBERD_ALERT_ID    the same in every entry about the alert
 *     AMBERD_RAG         amber or red
 *     AMBERD_STATE, AMBERD_TITLE, AMBERD_COUNT, AMBERD_TIME, AMBERD_DUE
 *     AMBERD_RULE_ID, AMBERD_CONTROL
 *     AMBERD_SUBJECT, AMBERD_SUBJECT_KIND, AMBERD_ACCOUNT, AMBERD_SITE
 *     AMBERD_SOURCE, AMBERD_FILE
 *     AMBERD_ACTOR       who closed or moved it
 *     AMBERD_SEQ         the number of its record in amberd's own journal
 *
 * What an alert lacks is left out.
 */
#ifndef OUTPUT_JOURNALD_ALERT_H
#define OUTPUT_JOURNALD_ALERT_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/timestamp.h"
#include "model/notice.h"
#include "output/alert_facts.h"

/* Appends an entry about the record of that number, written at that time. */
void journald_alert_write(struct buffer *entry, int facility, const struct alert_facts *facts,
                          uint64_t number, timestamp at);

/* Appends an entry about the telling of alerts itself. */
void journald_alert_write_notice(struct buffer *entry, int facility, enum notice notice,
                                 const char *message);

#endif
