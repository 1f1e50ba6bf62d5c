#include "alert/tally.h"

#include <jansson.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/table.h"
#include "model/json_value.h"

enum { PIECE_MOST = 256 };

struct score {
    struct tally_counts counts;
    bool changed;
};

struct tally {
    struct table *scores; /* by rule key */
    struct tally_counts total;
    bool changed;
};

struct tally *tally_create(void)
{
    struct tally *tally = mem_zero(sizeof *tally);

    tally->scores = table_create();
    return tally;
}

void tally_destroy(struct tally *tally)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    if (!tally)
        return;
    while (table_next(tally->scores, &position, &key, &value))
        mem_free(value);
    table_destroy(tally->scores);
    mem_free(tally);
}

/* NULL when there are as many rules as are kept apart. */
static struct score *score_of(struct tally *tally, struct text rule_key)
{
    struct score *score = table_get(tally->scores, rule_key);

    if (!score && table_count(tally->scores) < TALLY_RULES_MOST) {
        score = mem_zero(sizeof *score);
        table_put(tally->scores, rule_key, score);
    }
    return score;
}

/* Returns what changed, or NULL. */
static struct score *add(struct tally *tally, struct text rule_key, struct tally_counts more)
{
    struct score *score = score_of(tally, rule_key);

    tally->total.observations += more.observations;
    tally->total.shadowed += more.shadowed;
    if (score) {
        score->counts.observations += more.observations;
        score->counts.shadowed += more.shadowed;
    }
    return score;
}

static void count(struct tally *tally, struct text rule_key, struct tally_counts more)
{
    struct score *score = add(tally, rule_key, more);

    if (score)
        score->changed = tally->changed = true;
}

void tally_observation(struct tally *tally, struct text rule_key)
{
    count(tally, rule_key, (struct tally_counts){.observations = 1});
}

void tally_shadowed(struct tally *tally, struct text rule_key)
{
    count(tally, rule_key, (struct tally_counts){.shadowed = 1});
}

struct tally_counts tally_total(const struct tally *tally)
{
    return tally->total;
}

struct tally_counts tally_of(const struct tally *tally, struct text rule_key)
{
    const struct score *score = table_get(tally->scores, rule_key);

    return score ? score->counts : (struct tally_counts){0};
}

bool tally_restore(struct tally *tally, const struct state_change *piece, struct error *err)
{
    json_t *packed = json_value_read(piece->value, PIECE_MOST, err);
    const json_t *observations = json_object_get(packed, "observations");
    const json_t *shadowed = json_object_get(packed, "shadowed");
    bool good = packed != NULL;

    if (good && (!json_is_integer(observations) || json_integer_value(observations) < 0 ||
                 !json_is_integer(shadowed) || json_integer_value(shadowed) < 0))
        good = error_set(err, "'observations' or 'shadowed' is absent or wrong");
    if (good)
        add(tally, piece->key,
            (struct tally_counts){(uint64_t)json_integer_value(observations),
                                  (uint64_t)json_integer_value(shadowed)});
    json_decref(packed);
    return good || error_wrap(err, "stored observation counts");
}

void tally_changes(struct tally *tally, state_put *put, void *cookie)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;
    struct buffer written = {0};

    if (!tally->changed)
        return;
    tally->changed = false;
    while (table_next(tally->scores, &position, &key, &value)) {
        struct score *score = value;
        struct state_change change = {.owner = STATE_OBSERVATION, .key = key};

        if (!score->changed)
            continue;
        score->changed = false;
        buffer_clear(&written);
        buffer_printf(&written, "{\"observations\":%llu,\"shadowed\":%llu}",
                      (unsigned long long)score->counts.observations,
                      (unsigned long long)score->counts.shadowed);
        change.value = buffer_text(&written);
        put(&change, cookie);
    }
    buffer_finish(&written);
}
