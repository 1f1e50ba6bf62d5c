/*
 * journal_record -- one entry of the append-only journal.
 *
 * body is the record as readers get it: one JSON object, printable, masked,
 * without seq and cursor, which the feed puts in front.  It begins with "type".
 * evidence is the raw log text it rests on; it stays in the store and can be
 * erased when its time is up without breaking the chain of hashes.
 */
#ifndef MODEL_JOURNAL_RECORD_H
#define MODEL_JOURNAL_RECORD_H

#include <stdint.h>

#include "base/identifier.h"
#include "base/text.h"
#include "base/timestamp.h"

/* Stored: numbers are never reused. */
enum journal_kind {
    JOURNAL_ALERT = 1,  /* an alert was created or changed */
    JOURNAL_SOURCE = 2, /* a log file was first seen, rotated, lost */
    JOURNAL_GAP = 3,    /* log text that could not be evaluated */
    JOURNAL_HEALTH = 4, /* about the daemon itself */
    JOURNAL_RULES = 5,  /* a generation of rules and settings took effect */
    JOURNAL_VIEW = 6,   /* somebody looked at unmasked evidence */
};

struct journal_record {
    uint64_t number; /* given by the journal; 0 before */
    enum journal_kind kind;
    timestamp at;            /* wall clock */
    struct identifier alert; /* none for records about no alert */
    struct text body;
    struct text evidence; /* empty: none */
};

#endif
