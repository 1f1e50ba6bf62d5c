#include "alert/storm.h"

#include <jansson.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/table.h"
#include "model/json_value.h"
#include "model/sightings.h"

enum { PIECE_MOST = 64 << 10 };

struct storm {
    struct sightings wanted; /* new alerts asked for, admitted or not */
    timestamp last_wanted;   /* the latest of all, kept or not */
    timestamp last_over;     /* latest at which the budget was exceeded, or NONE: calm */
    bool changed;
    bool quiet; /* to be forgotten with the next changes */
};

struct storm_watch {
    struct table *storms; /* by rule key */
    timestamp next_expiry;
    bool changed;
};

struct storm_watch *storm_create(void)
{
    struct storm_watch *watch = mem_zero(sizeof *watch);

    watch->storms = table_create();
    watch->next_expiry = TIMESTAMP_NONE;
    return watch;
}

static void destroy_one(struct storm *storm)
{
    sightings_finish(&storm->wanted);
    mem_free(storm);
}

void storm_destroy(struct storm_watch *watch)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    if (!watch)
        return;
    while (table_next(watch->storms, &position, &key, &value))
        destroy_one(value);
    table_destroy(watch->storms);
    mem_free(watch);
}

static struct storm *storm_of(struct storm_watch *watch, struct text rule_key)
{
    struct storm *storm = table_get(watch->storms, rule_key);

    if (!storm) {
        storm = mem_zero(sizeof *storm);
        storm->last_wanted = TIMESTAMP_NONE;
        storm->last_over = TIMESTAMP_NONE;
        table_put(watch->storms, rule_key, storm);
    }
    return storm;
}

/* Twice the budget is remembered, so that the backlog of one log cannot hide
 * behind the fresh lines of another that take turns with it. */
bool storm_admits(struct storm_watch *watch, struct text rule_key,
                  const struct storm_limits *limits, timestamp when)
{
    struct storm *storm = storm_of(watch, rule_key);
    size_t budget = limits->budget < STORM_BUDGET_MOST ? limits->budget : STORM_BUDGET_MOST;

    storm->changed = watch->changed = true;
    storm->quiet = false;
    sightings_add(&storm->wanted, when, 2 * (budget + 1));
    if (storm->last_wanted < when)
        storm->last_wanted = when;
    if (sightings_near(&storm->wanted, when, limits->window) > budget) {
        if (storm->last_over < when)
            storm->last_over = when;
        return false;
    }
    if (storm->last_over == TIMESTAMP_NONE)
        return true;
    if (when <= timestamp_after(storm->last_over, limits->window))
        return false;
    storm->last_over = TIMESTAMP_NONE;
    return true;
}

/* Once a window is often enough, for it only frees memory. */
void storm_expire(struct storm_watch *watch, timestamp window, timestamp event_now)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    if (event_now < watch->next_expiry)
        return;
    watch->next_expiry = timestamp_after(event_now, window);
    while (table_next(watch->storms, &position, &key, &value)) {
        struct storm *storm = value;

        /* Two windows: one for the sightings, one for the end of a storm. */
        if (timestamp_after(timestamp_after(storm->last_wanted, window), window) < event_now)
            storm->quiet = storm->changed = watch->changed = true;
    }
}

static bool unpack(struct storm *storm, const json_t *packed, struct error *err)
{
    const json_t *last = json_object_get(packed, "last");
    const json_t *over = json_object_get(packed, "over");

    if (!json_is_integer(last) || json_integer_value(last) < 0)
        return error_set(err, "'last' is absent or wrong");
    if (over && (!json_is_integer(over) || json_integer_value(over) < 0))
        return error_set(err, "'over' is wrong");
    if (!sightings_unpack(&storm->wanted, json_object_get(packed, "wanted")))
        return error_set(err, "'wanted' is absent or wrong");
    storm->last_wanted = json_integer_value(last);
    storm->last_over = over ? json_integer_value(over) : TIMESTAMP_NONE;
    return true;
}

bool storm_restore(struct storm_watch *watch, const struct state_change *piece, struct error *err)
{
    struct storm *storm = mem_zero(sizeof *storm);
    struct storm *before = NULL;
    json_t *packed = json_value_read(piece->value, PIECE_MOST, err);
    bool good = packed && unpack(storm, packed, err);

    if (good)
        before = table_put(watch->storms, piece->key, storm);
    else
        before = storm;
    if (before)
        destroy_one(before);
    json_decref(packed);
    return good || error_wrap(err, "stored storm");
}

static void put_one(const struct storm *storm, struct text key, state_put *put, void *cookie)
{
    struct state_change change = {.owner = STATE_STORM, .key = key};
    struct buffer written = {0};
    json_t *packed = json_value_sure(json_object());

    json_value_put(packed, "last", json_integer(storm->last_wanted));
    if (storm->last_over != TIMESTAMP_NONE)
        json_value_put(packed, "over", json_integer(storm->last_over));
    json_value_put(packed, "wanted", sightings_pack(&storm->wanted));
    json_value_write(&written, packed);
    change.value = buffer_text(&written);
    put(&change, cookie);
    buffer_finish(&written);
    json_decref(packed);
}

void storm_changes(struct storm_watch *watch, state_put *put, void *cookie)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    if (!watch->changed)
        return;
    watch->changed = false;
    while (table_next(watch->storms, &position, &key, &value)) {
        struct storm *storm = value;

        if (!storm->changed)
            continue;
        storm->changed = false;
        if (storm->quiet) {
            put(&(struct state_change){.owner = STATE_STORM, .key = key}, cookie);
            table_remove(watch->storms, key);
            destroy_one(storm);
        } else {
            put_one(storm, key, put, cookie);
        }
    }
}
