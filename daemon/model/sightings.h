/*
 * sightings -- the last so many instants at which something was seen.
 *
 * For questions like "more than 20 within 10 minutes?".  Kept in the order of
 * arrival, not of time: logs are read side by side, and the old backlog of one
 * must neither be pushed out by the fresh lines of another nor push them out.
 *
 * Lives in the caller's memory; a zeroed one is empty.
 */
#ifndef MODEL_SIGHTINGS_H
#define MODEL_SIGHTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/timestamp.h"

/* Nobody may ask for more to be remembered. */
enum { SIGHTINGS_MOST = 4096 };

struct json_t;

struct sightings {
    timestamp *times; /* count of them, earliest arrival first */
    size_t count;
};

void sightings_finish(struct sightings *sightings);

/* Remembers one more, and of all only the last most (1 to SIGHTINGS_MOST). */
void sightings_add(struct sightings *sightings, timestamp when, size_t most);

/* How many of the remembered ones lie within window of when, edges included. */
size_t sightings_near(const struct sightings *sightings, timestamp when, timestamp window);

/* As a JSON array, which the caller owns, and back: false, with sightings left
 * empty, when it is not one. */
struct json_t *sightings_pack(const struct sightings *sightings);
bool sightings_unpack(struct sightings *sightings, const struct json_t *packed);

#endif
