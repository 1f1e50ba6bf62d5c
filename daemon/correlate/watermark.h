/*
 * watermark -- the event clock: how far the logs, taken together, have told.
 *
 * Everything up to the watermark has been seen but for lines later than the
 * lateness; windows, baselines and absences fire when it passes, not when a line
 * happens to be read.  So shuffled, late and restarted input gives the same
 * findings.
 *
 * While any log has backlog, the clock stands at the last event of the one
 * furthest behind.  With every log at its end it follows the wall clock, less
 * the lateness.  It never goes back, and a line dated in the future cannot push
 * it past the wall clock.
 */
#ifndef CORRELATE_WATERMARK_H
#define CORRELATE_WATERMARK_H

#include <stdbool.h>

#include "base/error.h"
#include "base/timestamp.h"
#include "model/state_change.h"

/* In the caller's memory; {0} is not valid, use watermark_init. */
struct watermark {
    timestamp lateness;
    timestamp now; /* TIMESTAMP_NONE until first advanced */
    bool changed;  /* since the last watermark_changes */
};

void watermark_init(struct watermark *watermark, timestamp lateness);

/* A reload changes how long late lines are waited for. */
void watermark_configure(struct watermark *watermark, timestamp lateness);

/* Moves on.  furthest_behind is the last event time of the log with the oldest
 * backlog, TIMESTAMP_NONE when there is none.  Returns the event clock. */
timestamp watermark_advance(struct watermark *watermark, timestamp wall_clock,
                            timestamp furthest_behind);

/* State (owner STATE_WATERMARK), and back. */
void watermark_changes(struct watermark *watermark, state_put *put, void *cookie);
bool watermark_restore(struct watermark *watermark, struct text value, struct error *err);

#endif
