/*
 * journal_fixture -- a journal in a folder of its own, and short words for
 * writing to it and looking at what it holds.
 */
#ifndef SUPPORT_JOURNAL_FIXTURE_H
#define SUPPORT_JOURNAL_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/identifier.h"
#include "store/journal.h"

struct fixture {
    char root[64];      /* the temporary folder */
    char directory[80]; /* root/state, the journal's */
    uint64_t reserve_bytes;
    struct journal *journal; /* NULL: closed */
    struct journal_batch *batch;
    struct error err;
};

/* Makes the folder; nothing is open yet. */
void fixture_begin(struct fixture *fixture);

/* Closes what is open and removes the folder. */
void fixture_end(struct fixture *fixture);

/* Opens the journal; ends the process when it cannot be. */
void fixture_open(struct fixture *fixture);

/* Tries to, and tells in err. */
bool fixture_try_open(struct fixture *fixture);
void fixture_close(struct fixture *fixture, bool clean);

/* The path of a file of the journal, borrowed until the next call. */
const char *fixture_path(const struct fixture *fixture, const char *name);

/* Adds a record whose body is {"type":"test","n":seed} and whose alert is made
 * of seed, with evidence when it is odd; or a piece of state. */
void fixture_add(struct fixture *fixture, uint64_t seed);
void fixture_put(struct fixture *fixture, const char *key, const char *value);

/* Commits; ends the process when that fails. */
void fixture_commit(struct fixture *fixture, bool durable);

struct identifier fixture_alert(uint64_t seed);

/* Appends all records as lines "number kind at alert body", all the state as
 * sorted lines "owner key=value", so that two journals are compared as texts. */
void fixture_dump_records(struct fixture *fixture, struct buffer *lines);
bool fixture_dump_state(struct fixture *fixture, struct buffer *lines);

/* Runs SQL on the file behind the journal's back. */
void fixture_tamper(const struct fixture *fixture, const char *sql);

/* A sequence that is the same for the same seed; *state starts at the seed. */
uint64_t fixture_random(uint64_t *state);

#endif
