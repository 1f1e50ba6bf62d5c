/*
 * sieve -- which lines of a chunk any rule can need, found before they are cut apart.
 *
 * Most lines of most logs match nothing, and most rules name something that must
 * stand in the line: those literals are looked for in the bytes of the chunk as they
 * were read (scan/literal_filter).  A line with none of them is counted and passed
 * over; a line with some is decoded, and only the rules they belong to are tried on
 * it, with those that have no literal.
 *
 * Sound: what the sieve passes over, no rule matches.  Therefore a line is decoded and
 * tried by all rules when it
 *   - holds a beginning of an escape that its decoder resolves (struct decoder,
 *     escapes; of JSON always \u): then a value need not stand in it as it is;
 *   - holds the long s or the Kelvin sign, which fold to ASCII letters;
 *   - may be a repetition ("message repeated 3 times"), in formats that have them:
 *     its record is made of another line;
 *   - may be of a program whose lines have echoes (correlate/echo).
 * Records that are joined of lines are not sieved at all.  A window of a line over
 * LINE_LARGEST is a chunk of its own, and looked through as that: an escape that is cut
 * by its end is whole in the next, which overlaps.
 *
 * A source is decoded whole when a setting says so, when its records are joined, and
 * when some rule of it has no literal; sieve_reason says which.  Lines passed over
 * leave two things to be asked: what time it is there, and whether the format fits.
 * So the last line of each chunk is decoded whatever it says, and one in
 * SIEVE_SAMPLE lines too.
 */
#ifndef ENGINE_SIEVE_H
#define ENGINE_SIEVE_H

#include <stdbool.h>
#include <stddef.h>

#include "decode/decoder.h"
#include "model/chunk.h"
#include "scan/literal_filter.h"
#include "sigma/rule_set.h"

enum { SIEVE_SAMPLE = 256 };

struct sieve;

struct sieve_options {
    const struct decoder *decoder;
    const struct rule_set *rules;
    const struct rule_route *route; /* all rules that apply to the source */
    enum record_shape shape;        /* of the source's records */
    bool decode_all;                /* a setting says so */
};

/* What the options name is borrowed as long as the sieve lives. */
struct sieve *sieve_create(const struct sieve_options *options);
void sieve_destroy(struct sieve *sieve);

/* Why every record is decoded, for people; NULL = only those that a rule may need. */
const char *sieve_reason(const struct sieve *sieve);

/* What was found in a chunk, and how far it has been dealt with.  {0} is none; one may
 * serve all chunks of all sieves, one after another. */
struct sieve_view {
    struct filter_hits hits;
    size_t next;      /* of the hits */
    size_t last_line; /* where the last line that says anything begins */
    bool is_blind;    /* nothing is known: all lines, all rules */
};

void sieve_view_finish(struct sieve_view *view);

/* Looks through a chunk. */
void sieve_look(struct sieve *sieve, const struct chunk *chunk, struct sieve_view *view);

/* How far lines may be passed over: those that end before the byte returned. */
size_t sieve_passage(const struct sieve *sieve, const struct sieve_view *view);

/* Which rules may match the line that ends at `end`; lines are asked for in order.
 * NULL: all of them may.  Valid until the next call. */
const struct rule_selection *sieve_select(struct sieve *sieve, struct sieve_view *view, size_t end);

#endif
