/*
 * decoder -- from a record's bytes to an event's fields, one row a format.
 *
 * Pure functions: no clock, no memory between records.  A decoder never rejects:
 * what it does not understand stays an event with decoded = false whose text can
 * still match.  Adding a format is a row in decoder.c and a pair of files.
 */
#ifndef DECODE_DECODER_H
#define DECODE_DECODER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/zone.h"
#include "model/event.h"

/* What the source's settings say of all its records. */
struct decode_context {
    const struct zone *zone; /* of times that carry none; NULL = UTC */
};

/* A log source in Sigma's sense; NULL = not set. */
struct log_source_tag {
    const char *category;
    const char *product;
    const char *service;
};

struct decoder {
    const char *name;        /* as in settings: "sshd" */
    const char *description; /* one line, for help */

    /* Fills event from event->record->text; sets time where the record has one.
     * Returns whether the format fitted. */
    bool (*decode)(const struct decode_context *context, struct event *event);

    /* Lines may be repetitions in syslog's manner (record/repeated). */
    bool has_repeats;

    const struct log_source_tag *tags; /* what its events are, for rules */
    size_t tag_count;
};

/* The decoder of that name, or NULL. */
const struct decoder *decoder_find(struct text name);

/* All of them, in order of name. */
const struct decoder *decoder_all(size_t *count);

/* Decodes with event->decoded set accordingly.  A rule that asks for event.original
 * gets the record as it stands, decoded or not. */
void decoder_decode(const struct decoder *decoder, const struct decode_context *context,
                    struct event *event);

#endif
