/*
 * decoder -- from a record's bytes to an event's fields, one row a format.
 *
 * Pure functions: no clock, no memory between records.  A decoder never rejects:
 * what it does not understand stays an event with decoded = false whose text can
 * still match.  Adding a format is a pair of files, which define its row, and a
 * line in decoder.c.
 *
 * Each row also declares what its events may say: the kinds of events for rules'
 * logsource, and the fields with where their values come from.  `check` names
 * rules that no format can feed by it, and the literal filter skips lines by it,
 * so a test holds every row to its word.
 */
#ifndef DECODE_DECODER_H
#define DECODE_DECODER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/zone.h"
#include "model/event.h"
#include "model/record_shape.h"

struct layout;
struct syslog_frame;
struct decoder;

/* What the source's settings say of all its records. */
struct decode_context {
    const struct zone *zone;     /* of times that carry none; NULL = UTC */
    const struct layout *layout; /* how its columns stand; NULL = not known, or the
                                  * format needs none */
};

/* A log source in Sigma's sense; NULL = not set. */
struct log_source_tag {
    const char *category;
    const char *product;
    const char *service;
};

enum { DECODER_TAGS_MOST = 4 };

/* A kind of event that a format brings forth: its name for people, and what it is
 * for rules.  event->kind counts along them. */
struct decoder_kind {
    const char *name;
    struct log_source_tag tags[DECODER_TAGS_MOST]; /* ends at an empty one */
};

/* Where a field's values come from. */
enum field_origin {
    ORIGIN_DERIVED,  /* made: a number, a word of ours, a text put together */
    ORIGIN_VERBATIM, /* what stands in it between slashes stands in the record's text
                      * byte for byte, but for the case of ASCII letters and for what
                      * escapes[] announce; of most fields the slashes do, too */
};

struct decoder_field {
    enum field field;
    enum field_origin origin;
};

/* What the messages of one program say, inside the frame of syslog.  Formats that are
 * several programs' lines in one file (auth.log) are made of these. */
struct program {
    /* As syslog has them, NULL-terminated: "sshd", "sshd-session"; one that ends in "*"
     * stands for all that begin so.  Without any it is asked for each message that no
     * reader of the program's name knows: PAM. */
    const char *const *names;
    struct decoder_kind kind;

    /* Reads frame->message; the frame's own fields are in the event already.  *count is
     * 1: how many times it happened, going by this line alone; 0 for one that only says
     * again what another line of the same event says.  Returns whether the message is
     * one it knows; where not, it has put nothing, and the next program of the name is
     * asked.  The line is of the first one's kind then, unless that one has set
     * event->kind to 0, for it is only one of many that go by the name ("kernel"). */
    bool (*decode)(const struct syslog_frame *frame, struct event *event, unsigned *count);

    const struct decoder_field *fields; /* beside the frame's */
    size_t field_count;
    bool has_free_names; /* as of struct decoder, and so are these: */
    const char *const *escapes;
    bool has_echoes;
    const char *const *landmarks; /* one of these stands, case aside, in every line it
                                   * reads: where none does, its escapes are none.
                                   * NULL = there are no such texts */
};

struct decoder {
    const char *name;           /* as in settings: "sshd" */
    const char *const *aliases; /* other names for it, NULL-terminated; NULL = none */
    const char *description;    /* one line, for help */

    enum record_shape shape;

    /* Fills event from event->record; sets its time where the record has one, and its
     * kind.  Returns whether the format fitted. */
    bool (*decode)(const struct decoder *decoder, const struct decode_context *context,
                   struct event *event);

    /* Formats whose columns stand as the settings (`layout`) or the lines above the
     * record (a SHAPE_HEADED_*: record->header) say: reads either into a layout.  NULL
     * with err when it makes no sense.  layout_usual is what holds where nothing is
     * said; NULL = nothing can be read without.  layout_book.h says which holds when. */
    struct layout *(*layout_create)(struct text source, struct error *err);
    void (*layout_destroy)(struct layout *layout);
    const char *layout_usual;

    /* Kinds of its own, and behind them in the count one for each program. */
    const struct decoder_kind *kinds;
    size_t kind_count;
    const struct program *const *programs; /* of syslog_decode; NULL-terminated, or NULL */

    const struct decoder_field *fields;
    size_t field_count;
    bool has_free_names; /* also says fields under names of the log's own, verbatim */

    /* Beginnings of escapes that its decoding resolves ("%", "\\u"): a record with one
     * may say what does not stand in it.  NULL-terminated; NULL = none. */
    const char *const *escapes;

    bool has_echoes; /* its lines may have event->echo: what one means depends on others */
};

/* The decoder of that name or alias, or NULL. */
const struct decoder *decoder_find(struct text name);

/* All of them, in order of name: count pointers. */
const struct decoder *const *decoder_all(size_t *count);

/* Decodes with event->decoded set accordingly.  A piece of a longer record is flagged
 * "truncated", and keywords search it with its escapes undone as well as it stands, where
 * backslashes begin them; so it is with all that is not made of values alone.  A rule that
 * asks for event.original gets the record as it stands, decoded or not. */
void decoder_decode(const struct decoder *decoder, const struct decode_context *context,
                    struct event *event);

/* Its kinds, those of its programs included. */
size_t decoder_kind_count(const struct decoder *decoder);
const struct decoder_kind *decoder_kind(const struct decoder *decoder, size_t index);

/* Where a field's values come from, by name; false when the format never says it. */
bool decoder_says(const struct decoder *decoder, struct text name, enum field_origin *origin);

#endif
