/*
 * multi_line -- records of several lines that lie one after the other.
 *
 *   SHAPE_CONTINUED  a line that begins with a tab goes on with the one before.  Each
 *                    line therefore waits for the next.
 *   SHAPE_QUOTED     CSV: a line that leaves a quote open goes on with the next.
 *   SHAPE_STANZA     from "Start-Date:" to "End-Date:"; one that lacks its end goes
 *                    when the next begins.
 *
 * One record of a log waits at a time.  A line that goes on where nothing waits
 * begins a record.  One that does not fit any more has its record go as it is, cut,
 * and begins the next, cut too: so nothing is passed over, and a quote that was
 * never closed ends there.  A window of a long line likewise ends what waits.
 */
#ifndef RECORD_MULTI_LINE_H
#define RECORD_MULTI_LINE_H

#include "record/waiting_book.h"

/* Apt says its end when all packages are set up, and may ask people meanwhile. */
#define STANZA_PATIENCE HOUR

/* Takes a line.  All of a book's are to be of one patience, not of one shape. */
void multi_line_take(struct waiting_book *book, enum record_shape shape, struct record *line,
                     const struct assembler_target *target);

#endif
