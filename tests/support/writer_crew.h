/*
 * writer_crew -- several log writers at work on one workbench.
 *
 * Writer i (from 1) writes logs/writer-i.log.  A crew that was stopped and is
 * started again goes on with the next numbers.
 */
#ifndef SUPPORT_WRITER_CREW_H
#define SUPPORT_WRITER_CREW_H

#include "support/log_writer.h"
#include "support/oracle.h"
#include "support/workbench.h"

enum { WRITER_CREW_MOST = 8 };

struct writer_crew_options {
    const struct workbench *bench;
    unsigned count;
    unsigned each;      /* lines of each writer in this turn; 0 = until stopped */
    unsigned noise;     /* as of log_writer */
    unsigned most_idle; /* as of log_writer */
    struct seeded_random *random;
};

/* {0} is a crew that has written nothing yet. */
struct writer_crew {
    unsigned count;
    struct path paths[WRITER_CREW_MOST];
    struct log_writer *writers[WRITER_CREW_MOST];
    unsigned written[WRITER_CREW_MOST]; /* as of the last stop */
};

void writer_crew_start(struct writer_crew *crew, const struct writer_crew_options *options);

/* Waits until each has written what it was to write. */
void writer_crew_wait(struct writer_crew *crew);

/* Ends them all. */
void writer_crew_stop(struct writer_crew *crew);

/* Lines written up to now, of all of them. */
unsigned long writer_crew_lines(const struct writer_crew *crew);

/* The oracle is to find all lines of a crew that has stopped. */
void writer_crew_expect(const struct writer_crew *crew, struct oracle *oracle);

/* The usual end of a test: the crew stops, and everything it wrote must have
 * exactly one alert. */
void writer_crew_examine(struct writer_crew *crew, const struct workbench *bench);

#endif
