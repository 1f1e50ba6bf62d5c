/*
 * attributes -- a JSON record of telemetry as a flat list of names and values.
 *
 * The same attribute comes in many wrappings:
 *
 *   {"gen_ai.request.model": "m"}                                    flat
 *   {"gen_ai": {"request": {"model": "m"}}}                          nested
 *   {"attributes": {"gen_ai.request.model": "m"}, "resource": ...}   a collector's
 *   {"attributes": [{"key": "gen_ai.request.model",
 *                    "value": {"stringValue": "m"}}]}                OTLP/JSON
 *
 * and is "gen_ai.request.model", "m" in all of them.  So the steps "attributes",
 * "resource" (in front of attributes), "logRecord", "span" and "stringValue" with its
 * kin are left out of a name; whole numbers that OTLP writes as strings (intValue) are
 * numbers; "body.text" is "body".  Elements of an array share its name.  Objects
 * themselves are not listed, null is.
 *
 * Bounded: ATTRIBUTES_MOST values, names of ATTRIBUTE_NAME_LONGEST bytes; what is
 * beyond is left out, flag "many_attributes".  All of it lives in the event's arena.
 */
#ifndef DECODE_ATTRIBUTES_H
#define DECODE_ATTRIBUTES_H

#include <stdbool.h>
#include <stddef.h>

#include "model/event.h"

enum { ATTRIBUTES_MOST = 1024, ATTRIBUTE_NAME_LONGEST = 256 };

struct attribute {
    struct text name;
    struct value value;
    bool is_unwrapped; /* steps were left out: the record spells the name otherwise */
};

struct attributes {
    struct event *event;
    struct attribute *items; /* in the order of the record */
    size_t count;
    size_t capacity;
};

/* Reads the object that text is.  False when it is none or ends early; what was read
 * until then is in the list all the same. */
bool attributes_read(struct attributes *list, struct event *event, struct text text);

/* Adds what the JSON object says that is the text of attribute name, under
 * "<name>.<member>": the arguments of a tool's call are mostly such a string.  Nothing
 * happens where it is none. */
void attributes_open(struct attributes *list, const char *name);

/* The first value of that name, NULL when there is none; and its text, empty when there
 * is none or it is null. */
const struct value *attributes_get(const struct attributes *list, const char *name);
struct text attributes_text(const struct attributes *list, const char *name);

/* Whether it says yes: true, "true" or 1; and whether it is there and says no. */
bool attributes_is_true(const struct attributes *list, const char *name);
bool attributes_is_false(const struct attributes *list, const char *name);

/* What the list calls a field of ours. */
struct attribute_name {
    const char *name;
    enum field field;
};

/* Puts the attributes that names (in order, by strcmp) know as our fields.  null puts
 * nothing. */
void attributes_put(const struct attributes *list, const struct attribute_name *names,
                    size_t count);

/* Puts those that the record spells otherwise under the name they have here. */
void attributes_put_unwrapped(const struct attributes *list);

#endif
