#include "store/counting.h"

#include <errno.h>

bool counting_look(struct counting *counting, const char *folder, bool is_there, bool has_log,
                   struct error *err)
{
    if (!high_water_read(folder, &counting->marks, err))
        return false;
    counting->had_log = has_log;
    counting->is_judged = !is_there;
    if (!is_there && counting->marks.count > 0)
        counting->surprise = "it was gone, and a new one was begun";
    return true;
}

/* ended: the next number when the run ends in order, else 0. */
static bool write_mark(struct counting *counting, struct database *database, uint64_t ended,
                       struct error *err)
{
    const struct high_water mark = {counting->numbering.instance, counting->numbering.reserved,
                                    ended};

    if (high_water_write(&counting->marks, &mark, counting->directory, err))
        return true;
    database->full = errno == ENOSPC || errno == EDQUOT;
    return false;
}

/* Once: a second try finds what the first has written. */
static void judge(struct counting *counting, const struct numbering *row)
{
    const struct high_water_marks *marks = &counting->marks;
    const struct high_water *mark = high_water_find(marks, row->instance);

    if (counting->is_judged)
        return;
    counting->is_judged = true;
    if (mark)
        counting->surprise = high_water_fault(mark, row, counting->had_log);
    if (!counting->surprise && marks->count > 0 && mark != marks->items)
        counting->surprise = "another journal lies in its place";
}

bool counting_begin(struct counting *counting, struct database *database, uint64_t newest,
                    struct error *err)
{
    struct numbering row = {0};
    const struct high_water *mark = NULL;

    if (!numbering_read(&row, database, err))
        return false;
    judge(counting, &row);
    mark = high_water_find(&counting->marks, row.instance);
    if (mark && counting->surprise && mark->reserved > newest)
        newest = mark->reserved - 1;
    if (!numbering_begin(&counting->numbering, database, newest, err) ||
        !write_mark(counting, database, 0, err))
        return false;
    /* The main file itself is to say that a run is under way, if its log is taken away. */
    sqlite3_wal_checkpoint_v2(database->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return true;
}

/* A block whose mark could not be written is marked at the next try. */
bool counting_ensure(struct counting *counting, struct database *database, uint64_t count,
                     struct error *err)
{
    const struct numbering *numbering = &counting->numbering;

    return numbering_ensure(&counting->numbering, database, count, err) &&
           (counting->marks.items[0].reserved == numbering->reserved ||
            write_mark(counting, database, 0, err));
}

bool counting_finish(struct counting *counting, struct database *database, struct error *err)
{
    return write_mark(counting, database, counting->numbering.next, err) &&
           numbering_finish(&counting->numbering, database, err);
}
