/*
 * json_parts -- the records that one line of JSON holds.
 *
 *   {...} {...}                         each, blanks and commas between them or none
 *   [{...}, {...}]                      each, and so is what else is in the array or in
 *                                       arrays in it, if an object is anywhere there
 *   {"Records": [{...}, ...]}           each; likewise "events" and "batch", and other
 *                                       arrays of the same name beside it
 *   {"resourceLogs": [{"resource": R, "scopeLogs": [{"scope": S, "logRecords": [L]}]}]}
 *                                       for each L {"resource":R,"scope":S,"logRecord":L}
 *   {"resourceSpans": ...}              likewise, of "scopeSpans" and "spans", with "span"
 *
 * The array is to be the first member: events of other formats have members called
 * "events" too.  Any other line is a record, and so is one in which nothing is found.
 *
 * Nothing is lost.  Where an envelope has anything else in it (but OTLP's schemaUrl, which
 * says what names it has), it is one more record behind its own, with its arrays of
 * records empty: {"Records":[],"user":"x"}.  What is no JSON behind values is a record, and
 * behind an object that is none of these it is part of that.  Of a line that was cut, or is
 * no JSON from somewhere on, the part in which that happens is the last.
 *
 * Bounded: JSON_PARTS_MOST records a line, the last of which is all that is left,
 * is_cut; a resource or scope over JSON_FRAME_LARGEST bytes is left out, and all of
 * them when they have come to JSON_FRAMES_MOST bytes in one line, is_cut too.
 */
#ifndef RECORD_JSON_PARTS_H
#define RECORD_JSON_PARTS_H

#include "record/assembler.h"

enum {
    JSON_PARTS_MOST = 5000,
    JSON_FRAME_LARGEST = 64 << 10,
    JSON_FRAMES_MOST = 16 << 20,
};

void json_parts_take(struct record *line, const struct assembler_target *target);

#endif
