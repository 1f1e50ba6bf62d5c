/*
 * counting -- the journal's numbering together with the marks beside it: where counting
 * begins, and that no block is used before both have it on the disk.
 */
#ifndef STORE_COUNTING_H
#define STORE_COUNTING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/database.h"
#include "store/high_water.h"
#include "store/numbering.h"
#include "store/state_directory.h"

struct counting {
    const struct state_directory *directory; /* borrowed */
    struct high_water_marks marks;
    struct numbering numbering; /* from counting_begin on */
    const char *surprise;       /* why the journal is not as it was left, or NULL */
    bool had_log;               /* see high_water_fault */
    bool is_judged;
};

/* Before the journal is opened or made: reads the marks.  is_there: its file is. */
bool counting_look(struct counting *counting, const char *folder, bool is_there, bool has_log,
                   struct error *err);

/* Begins a run, behind the newest record and all that the marks know of.  May be tried
 * again after a failure, on another connection.  Here and below the database's full tells
 * whether there was no room. */
bool counting_begin(struct counting *counting, struct database *database, uint64_t newest,
                    struct error *err);

/* Makes sure that count numbers may be used. */
bool counting_ensure(struct counting *counting, struct database *database, uint64_t count,
                     struct error *err);

/* Ends a run in order. */
bool counting_finish(struct counting *counting, struct database *database, struct error *err);

#endif
