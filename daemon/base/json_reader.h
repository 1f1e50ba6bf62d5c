/*
 * json_reader -- JSON, token by token, from bytes somebody hostile may have written.
 *
 * A pull reader without memory of its own: tokens point into the text, and nothing
 * is copied until a string with escapes is asked for.  It is strict about structure
 * and lenient about values, for a log line that is refused is a line nobody
 * matches: raw control characters in strings, numbers of any size, NUL and broken
 * UTF-8 are all taken, and the flags say so.
 *
 * Beyond RFC 8259 it takes what programs are known to write: NaN, Infinity and
 * -Infinity (Python), and any run of letters, digits, "+", "-" and "." that begins
 * like a number ("007", "1.2.3").  Both are JSON_NUMBER, and json_reader_number says
 * which are none.
 *
 * Of a text that ends too early nothing is lost: a string, number or word that the end
 * cuts is a token as far as it goes, and only then comes JSON_CUT.  Half a word ("tru")
 * is a JSON_NUMBER that is none.
 *
 * Depth is bounded to JSON_DEPTH_MOST; what is nested deeper is passed over as one
 * JSON_TOO_DEEP, in linear time and without recursion.
 */
#ifndef BASE_JSON_READER_H
#define BASE_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

enum { JSON_DEPTH_MOST = 64 };

enum json_token {
    JSON_END, /* the value is whole, and nothing but blanks follows */
    JSON_OBJECT,
    JSON_OBJECT_END,
    JSON_ARRAY,
    JSON_ARRAY_END,
    JSON_NAME, /* of a member; its value is the next token */
    JSON_STRING,
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL,
    JSON_TOO_DEEP,
    JSON_CUT,    /* the text ended within the value */
    JSON_BROKEN, /* what stands at position is no JSON */
};

/* In the caller's memory. */
struct json_reader {
    struct text text;
    size_t position;
    enum json_token token;
    struct text raw;   /* of a name or string: between its quotes; of an object or array:
                        * from its bracket to the end of the text; else as written */
    bool is_plain;     /* of a name or string: it means what it says, in printable ASCII; false
                        * also where that was not looked at */
    bool is_cut;       /* the end of the text cuts the value read last, which was no object
                        * or array */
    bool had_too_deep; /* there was something too deep, perhaps in what was skipped */
    unsigned depth;    /* objects and arrays that are open */
    bool in_object[JSON_DEPTH_MOST];
    bool needs_comma; /* a value has ended: a comma, a bracket or the end comes next */
    bool after_name;  /* a value must come next */
};

void json_reader_init(struct json_reader *reader, struct text text);

/* The next token, which is also in reader->token.  After JSON_END, JSON_CUT or
 * JSON_BROKEN it stays that.  A name that the end of the text cuts is no token: half a
 * name is not a name. */
enum json_token json_reader_next(struct json_reader *reader);

/* Whether nothing follows: JSON_END, JSON_CUT or JSON_BROKEN. */
bool json_token_is_last(enum json_token token);

/* Passes over the rest of the value whose first token was read last, and returns the
 * whole of it as it stands in the text, quotes included; up to the end of the text
 * where it is cut or broken. */
struct text json_reader_skip(struct json_reader *reader);

enum json_oddity {
    JSON_ODD_NUL = 1,     /* \u0000 or a raw NUL */
    JSON_ODD_UTF8 = 2,    /* bytes that are no UTF-8, or half a surrogate: U+FFFD now */
    JSON_ODD_ESCAPE = 4,  /* an escape JSON does not know, or half of one: as it stands */
    JSON_ODD_CONTROL = 8, /* a raw control character */
};

/* The string that raw (of a name or string) says, in UTF-8: raw itself where nothing
 * needs doing, else made in the arena.  Oddities are added to *odd. */
struct text json_reader_string(struct arena *arena, struct text raw, unsigned *odd);

/* The number that raw says: true with *integer when it is whole and fits; else false
 * with *real, which is infinite where it is out of range and not a number where raw
 * is none. */
bool json_reader_number(struct text raw, int64_t *integer, double *real);

#endif
