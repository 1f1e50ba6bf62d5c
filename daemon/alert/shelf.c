#include "alert/shelf.h"

#include <endian.h>
#include <string.h>

#include "alert/escalation.h"
#include "alert/fingerprint.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "base/table.h"
#include "model/alert_json.h"

struct shelf {
    struct table *by_id;
    struct table *by_group; /* the open alert of a group, else the last closed one */
    struct deadline_queue escalating;
    struct deadline_queue telling;
    struct deadline_queue expiring;
    size_t open[SEVERITY_RED + 1];
    struct shelf_item *first_changed; /* in the order they changed */
    struct shelf_item *last_changed;
};

struct shelf *shelf_create(void)
{
    struct shelf *shelf = mem_zero(sizeof *shelf);

    shelf->by_id = table_create();
    shelf->by_group = table_create();
    return shelf;
}

static void destroy_item(struct shelf_item *item)
{
    alert_destroy(item->alert);
    mem_free(item);
}

void shelf_destroy(struct shelf *shelf)
{
    size_t position = 0;
    struct shelf_item *item = NULL;
    struct shelf_item *next = NULL;

    if (!shelf)
        return;
    deadline_finish(&shelf->escalating);
    deadline_finish(&shelf->telling);
    deadline_finish(&shelf->expiring);
    for (item = shelf->first_changed; item; item = next) {
        next = item->next_changed;
        if (!item->alert)
            destroy_item(item);
    }
    while ((item = shelf_next(shelf, &position)))
        destroy_item(item);
    table_destroy(shelf->by_id);
    table_destroy(shelf->by_group);
    mem_free(shelf);
}

static struct text id_key(const struct identifier *id)
{
    return (struct text){(const char *)id->bytes, sizeof id->bytes};
}

struct shelf_item *shelf_find(const struct shelf *shelf, struct identifier id)
{
    return table_get(shelf->by_id, id_key(&id));
}

struct shelf_item *shelf_find_group(const struct shelf *shelf, struct text rule_key,
                                    struct text group, bool is_storm)
{
    struct buffer key = {0};
    struct shelf_item *item = NULL;

    fingerprint_index(&key, rule_key, group, is_storm);
    item = table_get(shelf->by_group, buffer_text(&key));
    buffer_finish(&key);
    return item;
}

/* Of two alerts of one group, whether findings go to the first. */
static bool goes_before(const struct alert *a, const struct alert *b)
{
    if (alert_is_open(a) != alert_is_open(b))
        return alert_is_open(a);
    if (a->raised_at != b->raised_at)
        return a->raised_at > b->raised_at;
    return text_compare(id_key(&a->id), id_key(&b->id)) > 0;
}

static void append_group_key(struct buffer *key, const struct alert *alert)
{
    fingerprint_index(key, text_of(alert->rule_key), text_of(alert->group_key), alert->is_storm);
}

/* Lets the group find this alert, unless it finds a better one. */
static void settle_group(struct shelf *shelf, struct shelf_item *item)
{
    struct buffer key = {0};
    const struct shelf_item *other = NULL;

    append_group_key(&key, item->alert);
    other = table_get(shelf->by_group, buffer_text(&key));
    if (!other || (other != item && goes_before(item->alert, other->alert)))
        table_put(shelf->by_group, buffer_text(&key), item);
    buffer_finish(&key);
}

/* Brings counts, deadlines and group in line with what the alert is. */
static void settle(struct shelf *shelf, struct shelf_item *item)
{
    const struct alert *alert = item->alert;
    const struct alert_memory *memory = &alert->memory;
    bool is_open = alert_is_open(alert);
    bool is_untold = is_open && alert->count > memory->told_count;

    shelf->open[item->counted]--;
    item->counted = is_open ? alert->severity : SEVERITY_OBSERVATION;
    shelf->open[item->counted]++;
    deadline_set(&shelf->escalating, &item->escalates, escalation_due(alert));
    deadline_set(&shelf->telling, &item->tells,
                 is_untold ? timestamp_after(memory->told_minute, MINUTE) : TIMESTAMP_NONE);
    deadline_set(&shelf->expiring, &item->expires,
                 is_open ? TIMESTAMP_NONE
                         : timestamp_after(memory->closed_event, memory->dedup_for));
    settle_group(shelf, item);
}

struct shelf_item *shelf_add(struct shelf *shelf, struct alert *owned)
{
    struct shelf_item *item = mem_zero(sizeof *item);
    uint64_t rank = 0;

    memcpy(&rank, owned->id.bytes, sizeof rank);
    item->alert = owned;
    item->id = owned->id;
    item->escalates = item->tells = item->expires =
        (struct deadline){.rank = be64toh(rank), .owner = item};
    item->counted = SEVERITY_OBSERVATION;
    shelf->open[SEVERITY_OBSERVATION]++;
    table_put(shelf->by_id, id_key(&item->id), item);
    settle(shelf, item);
    return item;
}

static void remember(struct shelf *shelf, struct shelf_item *item)
{
    if (item->changed)
        return;
    item->changed = true;
    if (shelf->last_changed)
        shelf->last_changed->next_changed = item;
    else
        shelf->first_changed = item;
    shelf->last_changed = item;
}

void shelf_settle(struct shelf *shelf, struct shelf_item *item)
{
    settle(shelf, item);
    remember(shelf, item);
}

void shelf_forget(struct shelf *shelf, struct shelf_item *item)
{
    struct buffer key = {0};

    append_group_key(&key, item->alert);
    if (table_get(shelf->by_group, buffer_text(&key)) == item)
        table_remove(shelf->by_group, buffer_text(&key));
    buffer_finish(&key);
    table_remove(shelf->by_id, id_key(&item->id));
    deadline_set(&shelf->escalating, &item->escalates, TIMESTAMP_NONE);
    deadline_set(&shelf->telling, &item->tells, TIMESTAMP_NONE);
    deadline_set(&shelf->expiring, &item->expires, TIMESTAMP_NONE);
    shelf->open[item->counted]--;
    alert_destroy(item->alert);
    item->alert = NULL;
    remember(shelf, item);
}

struct shelf_item *shelf_overdue(const struct shelf *shelf, timestamp now)
{
    return deadline_reached(&shelf->escalating, now);
}

struct shelf_item *shelf_untold(const struct shelf *shelf, timestamp event_now)
{
    return deadline_reached(&shelf->telling, event_now);
}

/* The last instant of the window still counts. */
struct shelf_item *shelf_expired(const struct shelf *shelf, timestamp event_now)
{
    return deadline_reached(&shelf->expiring, timestamp_after(event_now, -1));
}

timestamp shelf_next_overdue(const struct shelf *shelf)
{
    const struct deadline *first = deadline_first(&shelf->escalating);

    return first ? first->at : TIMESTAMP_NONE;
}

struct shelf_item *shelf_next(const struct shelf *shelf, size_t *position)
{
    struct text key = {0};
    void *value = NULL;

    return table_next(shelf->by_id, position, &key, &value) ? value : NULL;
}

struct shelf_counts shelf_counts(const struct shelf *shelf)
{
    return (struct shelf_counts){
        .held = table_count(shelf->by_id),
        .open_amber = shelf->open[SEVERITY_AMBER],
        .open_red = shelf->open[SEVERITY_RED],
    };
}

void shelf_changes(struct shelf *shelf, state_put *put, void *cookie)
{
    struct buffer packed = {0};
    struct shelf_item *next = NULL;

    for (struct shelf_item *item = shelf->first_changed; item; item = next) {
        struct state_change change = {.owner = STATE_ALERT, .key = id_key(&item->id)};

        next = item->next_changed;
        item->next_changed = NULL;
        item->changed = false;
        buffer_clear(&packed);
        if (item->alert)
            alert_json_pack(&packed, item->alert);
        change.value = buffer_text(&packed);
        put(&change, cookie);
        if (!item->alert)
            destroy_item(item);
    }
    shelf->first_changed = shelf->last_changed = NULL;
    buffer_finish(&packed);
}
