/*
 * wanted_fields -- which fields anybody will look at.
 *
 * Rules, enrichment, dedup and subject keys say at load which names they need;
 * each gets a slot, a small number.  A decoder asks before it does the work of
 * making a value, and an event is an array with one place a slot.
 *
 * Part of a generation: filled while loading, immutable afterwards.
 */
#ifndef MODEL_WANTED_FIELDS_H
#define MODEL_WANTED_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "model/field.h"

enum { SLOT_NONE = -1 };

struct wanted_fields;

struct wanted_fields *wanted_fields_create(void);
void wanted_fields_destroy(struct wanted_fields *wanted);

/* Asks for a field by name, which is copied.  Returns its slot, the same for
 * the same name. */
int wanted_fields_add(struct wanted_fields *wanted, struct text name);

/* Asks for what stands under either of two names, as one field with the values of
 * both: rules written for other tools name fields as those do.  Returns its slot,
 * the same for the same pair. */
int wanted_fields_add_either(struct wanted_fields *wanted, struct text name, struct text other);

/* The slots that get what is put under this one, too; NULL = none. */
struct fed_slot {
    int slot;
    struct fed_slot *next;
};

const struct fed_slot *wanted_fields_fed(const struct wanted_fields *wanted, int slot);

/* Asks for every value there is, whatever its name: somebody searches for words. */
void wanted_fields_add_all_values(struct wanted_fields *wanted);
bool wanted_fields_has_all_values(const struct wanted_fields *wanted);

/* The slot of a field, or SLOT_NONE when nobody asked for it. */
int wanted_fields_slot(const struct wanted_fields *wanted, enum field field);
int wanted_fields_find(const struct wanted_fields *wanted, struct text name);

/* A path in a log with free keys, and the slot of what stands there.  That is the
 * wanted name itself, but for reserved names (model/reserved_name): no log sets those,
 * and what it has under such a path is wanted as "raw.<path>". */
struct wanted_path {
    const char *path;
    int slot;
};

/* All of them, in order of path by strcmp; borrowed until the next wanted_fields_add. */
const struct wanted_path *wanted_fields_paths(const struct wanted_fields *wanted, size_t *count);

/* How many slots there are, and the name of one. */
size_t wanted_fields_count(const struct wanted_fields *wanted);
struct text wanted_fields_name(const struct wanted_fields *wanted, int slot);

#endif
