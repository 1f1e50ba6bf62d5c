/*
 * event -- a record decoded: an instant and a set of typed fields.
 *
 * Normally only the wanted fields are there, found by slot.  On a finding the
 * record is decoded once more "whole", and then every field stands in fields[]
 * in the order the decoder met them.  A field may have several values (an array
 * in JSON, a duplicated key).
 *
 * Lives in an arena together with its values; texts may point into the record.
 */
#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "model/field.h"
#include "model/record.h"
#include "model/wanted_fields.h"

enum value_kind {
    VALUE_TEXT,
    VALUE_INTEGER,
    VALUE_REAL,
    VALUE_BOOLEAN, /* in integer */
    VALUE_NULL,
    VALUE_OBJECT, /* present, and no scalar */
};

struct value {
    enum value_kind kind;
    bool is_cut;      /* the end of the record cuts it: as far as it goes */
    struct text text; /* VALUE_TEXT, and the digits of a number as written */
    int64_t integer;
    double real;
    const struct value *next; /* another value of the same field, or NULL */
};

enum { EVENT_FLAGS_MOST = 16 };

/* How a record stands to others that tell of the same execution of a statement. */
enum echo_kind {
    ECHO_NONE,
    ECHO_BEGIN, /* said when it begins */
    ECHO_PART,  /* of which an execution may have several: each relation it reads */
    ECHO_PLAN,  /* how it was carried out: once, before it is over */
    ECHO_END,   /* said when it is over */
    ECHO_RESET, /* the session begins or ends: what was said in it is past */
};

/* What correlate/echo needs to know; empty texts are not said. */
struct event_echo {
    enum echo_kind kind;
    struct text session;   /* tells sessions of one source apart */
    struct text execution; /* number of the execution in its session; ECHO_PART only */
    struct text statement;
};

struct event_field {
    struct text name;
    const struct value *value;
};

struct event {
    const struct record *record;
    const struct wanted_fields *wanted;
    struct arena *arena;
    timestamp time;       /* when it happened; the arrival where the log does not say */
    bool time_is_arrival; /* ... and then this is true */
    bool decoded;         /* false: the format did not fit, only the text can match */
    bool is_structured;   /* keywords are searched for in leaves alone, not in the record's text */
    unsigned kind;        /* which of the decoder's kinds it is; 0 unless it says so */
    struct event_echo echo;

    struct text flags[EVENT_FLAGS_MOST]; /* what is odd about the record */
    size_t flag_count;

    struct value **slots; /* one a wanted field, NULL = absent */
    struct value *leaves; /* a chain of what keywords are searched for in; empty when nobody
                           * searches for any */

    bool whole;
    struct event_field *fields; /* only when whole */
    size_t field_count;
    size_t field_capacity;
};

/* Starts an empty event over record; everything it will hold lives in arena. */
struct event *event_create(struct arena *arena, const struct record *record,
                           const struct wanted_fields *wanted, bool whole);

/* Whether a value for the field would be kept: ask before costly work. */
bool event_wants(const struct event *event, enum field field);

/* Adds a value; one more where the field has one already.  Not wanted and not
 * whole = nothing happens.  Texts are borrowed until the arena's reset. */
void event_put_text(struct event *event, enum field field, struct text text);
void event_put_integer(struct event *event, enum field field, int64_t integer);
void event_put_boolean(struct event *event, enum field field, bool boolean);
void event_put_value(struct event *event, struct text name, const struct value *value);

/* The same for who has looked up the slot under that name already. */
void event_put_slot(struct event *event, int slot, struct text name, const struct value *value);

/* For rules alone, not into fields[] (SLOT_NONE: nowhere): for what stands there under
 * another name, which says how much of it may be shown. */
void event_put_unlisted(struct event *event, int slot, const struct value *value);

/* As event_put_text, for a text that was said at all: one that is not empty. */
void event_put_said(struct event *event, enum field field, struct text text);

/* Adds a value of a record that is made of named values, once each: as it stands in the
 * record, not as decoding understands it.  Kept only when somebody searches for keywords.
 * When all were added, is_structured says so; else keywords search the text as well. */
void event_add_leaf(struct event *event, const struct value *value);

/* Makes integer the value of a field that has one; nothing happens where it has none. */
void event_change_integer(struct event *event, enum field field, int64_t integer);

/* Notes, once, that something is odd about the record (FIELD_FLAGS): "truncated". */
void event_flag(struct event *event, struct text flag);

/* The first value under a slot or field; NULL when absent. */
const struct value *event_value(const struct event *event, int slot);
const struct value *event_get(const struct event *event, enum field field);

/* The text of a field's first value, numbers as written; empty when absent. */
struct text event_text(const struct event *event, enum field field);

/* Whether it is a whole number that 64 bits do not hold: text has its digits, and real
 * is only near it. */
bool value_is_beyond_integers(const struct value *value);

/* The value as text, made in the arena where it is no text already; null, and
 * objects, are empty. */
struct text value_text(struct arena *arena, const struct value *value);

#endif
