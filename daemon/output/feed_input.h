/*
 * feed_input -- the lines a client sends, bounded.
 *
 * Lives in the caller's memory; {0} is empty.  Receive into feed_input_room, say
 * how much with feed_input_added, then take lines until there are no more.
 */
#ifndef OUTPUT_FEED_INPUT_H
#define OUTPUT_FEED_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum { FEED_LINE_LARGEST = 4096 }; /* bytes, the newline included */

struct feed_input {
    char bytes[FEED_LINE_LARGEST];
    size_t length;
    size_t taken; /* bytes at the front that were handed out as lines */
};

/* Where to receive at most *room bytes.  Never 0 after feed_input_next has
 * returned FEED_INPUT_MORE. */
char *feed_input_room(struct feed_input *input, size_t *room);
void feed_input_added(struct feed_input *input, size_t length);

enum feed_input_result {
    FEED_INPUT_LINE,
    FEED_INPUT_MORE,     /* no whole line is there */
    FEED_INPUT_TOO_LONG, /* nor will be: the client is to be let go */
};

/* Takes the next line, without its newline and blanks at either end.  Borrowed
 * until feed_input_next returns something else than a line. */
enum feed_input_result feed_input_next(struct feed_input *input, struct text *line);

/* True while part of a line is there. */
bool feed_input_is_partial(const struct feed_input *input);

#endif
