/*
 * json_lines -- any JSON object, one a line: the format "json".
 *
 * Each leaf is a field under its own dotted path, as json_event.h says; there are no
 * names of ours but the ones the log uses itself (ECS-style logs do) and amberd.count.
 * The time is looked for among the object's own members, by the names that programs
 * usually give it: json_event_usual_time.  Rules find the events under the log source
 * `product: json`.
 *
 * What programs write in a known layout deserves a format with our names: one of the
 * others, or one in the settings (`formats`).
 */
#ifndef DECODE_JSON_LINES_H
#define DECODE_JSON_LINES_H

#include "decode/decoder.h"

extern const struct decoder json_lines_decoder;

#endif
