/*
 * custom_format -- a decoder that the settings describe: a format without C.
 *
 * Four kinds:
 *
 *   regex      a pattern whose named groups are the parts of a record
 *   key_value  names with values (pair_line)
 *   csv        columns (csv_line), named here or by the first line of the file
 *   json       the members of an object (json_event)
 *
 * Each named part (group, name, column, path) is put as a text, for json as what it is,
 * under its own name, and under each field of ours that names gives it, there in our
 * word for it (json_names); what json_event.h says of fields that are masked holds here
 * as well.  Empty parts of the first three kinds are absent.  A name that enrichment
 * alone may set goes under RESERVED_PREFIX (model/reserved_name).  A name that comes
 * twice has both values, flagged "duplicate_key".
 *
 * CSV with fewer or more values than columns does not decode, and no part of it is put.
 * A column without a name is passed over.
 *
 * A regex searches the record, so it should anchor itself; records of more than
 * PATTERN_WINDOW bytes, and those on which it meets a limit, do not decode and are
 * flagged "pattern_limit".
 *
 * in_syslog: the records are lines of syslog.  The frame's fields and time are put, and
 * the rest of what is said here is about its message.
 *
 * Immutable once created, and a struct decoder like the others to all who use it.
 */
#ifndef DECODE_CUSTOM_FORMAT_H
#define DECODE_CUSTOM_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "decode/decoder.h"
#include "decode/json_event.h"
#include "decode/pair_line.h"

enum custom_kind { CUSTOM_REGEX, CUSTOM_KEY_VALUE, CUSTOM_CSV, CUSTOM_JSON };

/* Everything is borrowed as long as the format lives. */
struct custom_format_options {
    const char *name;
    const char *description;
    enum custom_kind kind;
    struct text pattern;        /* regex */
    struct pair_style style;    /* key_value; csv: its separator alone, of one byte */
    const char *const *columns; /* csv; none = the file's first line names them */
    size_t column_count;
    struct json_names names;
    const char *time_name;        /* the part that is the time; NULL = none */
    const char *time_format;      /* time_format.h; NULL = what json_event_time takes */
    const struct zone *time_zone; /* of times without one; NULL = the source's */
    enum record_shape shape;
    bool in_syslog;
    struct log_source_tag tag;
};

struct custom_format;

/* NULL with err when the pattern or the time's format is wrong, they name no part that
 * there is, the pattern names none at all, or the columns name one twice. */
struct custom_format *custom_format_create(const struct custom_format_options *options,
                                           struct error *err);
void custom_format_destroy(struct custom_format *format);

/* Its decoder, valid as long as the format. */
const struct decoder *custom_format_decoder(const struct custom_format *format);

#endif
