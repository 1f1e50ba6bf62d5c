/*
 * json_event -- a JSON object's members as an event's fields.
 *
 * Each leaf is a field under its dotted path ("client.ip"; elements of an array
 * share the path of the array, so they are several values of one field; a member
 * whose name has dots in it counts as the path it spells).  Leaves that the
 * format's names know are put under our name as well.  An object is itself present
 * under its path, as VALUE_OBJECT, and so is an empty array.
 *
 * Nothing is lost by how it is written: of a duplicate member all values count
 * (flag "duplicate_key"), numbers that neither 64 bits nor a double hold keep their
 * digits as text ("big_number"), broken UTF-8 is repaired ("repaired_utf8"), NUL
 * ("nul_character") and other raw control characters ("control_character") stay, as
 * do escapes that JSON does not have ("unknown_escape").  What is nested deeper than
 * JSON_DEPTH_MOST is one text under its path ("too_deep").  A name that enrichment
 * alone may set (model/reserved_name) is put as "raw.<name>" ("reserved_name").
 *
 * What a field of ours shows masked or in part (model/field.h) is listed in a whole
 * event under that name alone, for under its own it would be bare; so is what is below
 * it.  Rules find it under both.
 *
 * The event is_structured, unless parts of the text are in no field of it because
 * they are too deep, cut off ("truncated") or broken, or stand beside the object: then
 * keywords search the text as well (json_event_add_text).  A value that the end of the
 * text cuts is a field as far as it goes; it tells no time.
 *
 * An event that is not whole gets the wanted fields only, and nothing is read that
 * nobody asks for: oddities of other values, and "duplicate_key" and "reserved_name",
 * are then flagged only where FIELD_FLAGS is wanted.  Time and memory grow with the
 * length of the text and with nothing else; a path is kept up to JSON_PATH_LONGEST
 * bytes in a whole event.
 */
#ifndef DECODE_JSON_EVENT_H
#define DECODE_JSON_EVENT_H

#include <stdbool.h>
#include <stddef.h>

#include "decode/path_set.h"
#include "model/event.h"

enum { JSON_PATH_LONGEST = 256 };

/* What a format calls a field of ours; the path as spelt out above. */
struct json_name {
    const char *path;
    enum field field;
};

/* A value of a field that the format says in a word of its own. */
struct json_word {
    enum field field;
    const char *theirs;
    const char *ours;
};

struct json_names {
    const struct json_name *rows; /* in order of path, by strcmp */
    size_t count;
    const struct json_word *words; /* texts of our fields that are put in other words */
    size_t word_count;
};

/* The rows as paths, of which a range is that of one path. */
struct path_set json_names_paths(const struct json_names *names);

/* Whether a field of ours that is shown masked or in part takes what stands under the
 * path that range is, and it is not called so itself. */
bool json_names_mask(const struct json_names *names, struct path_range range);

/* Our word for a text of a field, or the text itself. */
struct text json_names_word(const struct json_names *names, enum field field, struct text text);

/* Initialises a struct json_names with all rows of an array. */
#define JSON_NAMES(array)                                         \
    {                                                             \
        .rows = (array), .count = sizeof(array) / sizeof *(array) \
    }

/* Puts all of the object that text is, blanks around it allowed.  names may be NULL.
 * False when text is none; what stood before the mistake is in the event all the
 * same. */
bool json_event_read(struct event *event, struct text text, const struct json_names *names);

/* Adds the record's text with the escapes of JSON undone for keywords to be searched for
 * in, wherever in an object or a string it begins and ends: what an escape hides is found
 * in a piece of a long line, and in what no field has.  Nothing happens where there is no
 * escape, or nobody searches for keywords. */
void json_event_add_text(struct event *event);

/* The scalar at a path, the first where there are several; false when there is none.
 * For what a decoder must know before it can say what the rest means. */
bool json_event_find(struct event *event, struct text text, const char *path, struct value *value);

/* Its text; empty when there is none. */
struct text json_event_text(struct event *event, struct text text, const char *path);

/* The instant that a member says: RFC 3339, the same without zone (in that zone; NULL
 * is UTC), with " UTC" or " +0800" behind it; or a count since 1970, as a number or a
 * string of one, with or without a fraction: seconds of 9 to 11 digits, milliseconds up
 * to 14, microseconds up to 17, nanoseconds up to 20.  TIMESTAMP_NONE when none. */
struct zone;
timestamp json_event_time(const struct value *value, const struct zone *zone);

/* The instant that one of the object's own members says: the first one called
 * "@timestamp", "timestamp", "time", "ts", "eventTime", "published" or by another name
 * that means when it happened, letter case aside; else the first one called "created",
 * "created_at" or the like, which may mean something else.  TIMESTAMP_NONE when none. */
timestamp json_event_usual_time(struct arena *arena, struct text text, const struct zone *zone);

#endif
