/*
 * reading -- an event as the tests of rules look at it.
 *
 * A thousand rules ask for the same few values: the text of a number, the case
 * folded form of a text and the address it says are made when first asked for,
 * once an event.
 */
#ifndef SIGMA_READING_H
#define SIGMA_READING_H

#include <stdbool.h>

#include "base/address.h"
#include "model/event.h"

/* One value of a field. */
struct reading {
    const struct value *value;
    struct reading *next; /* another value of the same field, or NULL */
    struct text text;
    struct text folded;
    struct address address; /* if is_address */
    bool has_text;
    bool has_folded;
    bool has_address; /* whether it was looked for */
    bool is_address;
};

/* A whole event; lives in the event's arena. */
struct event_reading {
    const struct event *event;
    struct reading **slots;
    struct reading *record;
    const char *trouble; /* the first failure since it was last set to NULL */
};

struct event_reading *event_reading_create(const struct event *event);

/* The values of a field, NULL when absent; and what keywords are searched for in: the
 * values the record is made of, numbers as they are written there; and its text, unless
 * those are all that it says. */
struct reading *event_reading_field(struct event_reading *event, int slot);
struct reading *event_reading_record(struct event_reading *event);

/* Whether the value is one that has a text: neither null nor an object. */
bool reading_is_scalar(const struct reading *reading);

/* Its text; of a real the shortest: 5.0 is "5" and 1.50 is "1.5", as most writers of
 * JSON would have it. */
struct text reading_text(struct event_reading *event, struct reading *reading);

/* The same, case folded. */
struct text reading_folded(struct event_reading *event, struct reading *reading);

/* The IP address it says, or NULL when it says none. */
const struct address *reading_address(struct event_reading *event, struct reading *reading);

#endif
