/*
 * auditd_event -- what the facts of an audit event mean, put in the words of auditd.h.
 */
#ifndef DECODE_AUDITD_EVENT_H
#define DECODE_AUDITD_EVENT_H

#include "decode/auditd_facts.h"

/* In the order of the decoder's kinds. */
enum auditd_kind {
    AUDITD_KIND_OTHER,
    AUDITD_KIND_EXECUTION,  /* a program was started */
    AUDITD_KIND_FILE,       /* a file was created or opened for writing */
    AUDITD_KIND_DELETION,   /* a file was deleted */
    AUDITD_KIND_CONNECTION, /* a connection to another machine was begun */
    AUDITD_KIND_COUNT,
};

/* Puts everything but the raw names, which are in the event already.  *count gets 0 for
 * an echo (a shadow file's record), else it is left alone. */
enum auditd_kind auditd_event_put(struct auditd_facts *facts, unsigned *count);

#endif
