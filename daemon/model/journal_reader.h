/*
 * journal_reader -- how output/ reads the journal without knowing the store.
 *
 * Readers pull by number, each at its own pace; the journal does not know them.
 * Numbers rise but skip (after an unclean start they jump to a new block).
 */
#ifndef MODEL_JOURNAL_READER_H
#define MODEL_JOURNAL_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/journal_record.h"

/* Called with each record, borrowed for the call.  False stops the reading. */
typedef bool journal_visit(const struct journal_record *record, void *cookie);

struct journal_range {
    uint64_t oldest; /* number of the oldest record kept; 0 = the journal is empty */
    uint64_t newest;
};

/* What the journal remembers of a reader who asked it to. */
struct consumer {
    uint32_t user;         /* uid that owns the name */
    uint64_t acknowledged; /* number up to which all has been dealt with */
};

struct journal_reader {
    /* Reads records with number > after in order, at most limit of them. */
    bool (*read)(void *cookie, uint64_t after, size_t limit, journal_visit *visit,
                 void *visit_cookie, struct error *err);
    struct journal_range (*range)(void *cookie);

    /* How many records have number > after: not the distance in numbers.  Cheap; what
     * cannot be read is not counted. */
    uint64_t (*count)(void *cookie, uint64_t after);
    struct identifier (*instance)(void *cookie); /* of this journal, for ever */

    /* Named readers.  find returns false for a name never saved; save is durable
     * with the next commit, or an orderly end. */
    bool (*find_consumer)(void *cookie, struct text name, struct consumer *consumer);
    bool (*save_consumer)(void *cookie, struct text name, const struct consumer *consumer,
                          struct error *err);
    void *cookie;
};

#endif
