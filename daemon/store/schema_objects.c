#include "store/schema_objects.h"

#include "base/buffer.h"

/* Of a name that somebody else has chosen. */
enum { NAME_MOST = 64 };

static const char list_sql[] = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name";
static const char find_sql[] = "SELECT count(*) FROM sqlite_schema WHERE type = ?1 AND name = ?2"
                               " AND tbl_name = ?3 AND sql IS ?4";

enum column { TYPE, NAME, TABLE, SQL, COLUMNS };

/* What is in there and, by the same words, is not in other. */
struct comparison {
    struct database *there;
    struct database *other;
    sqlite3_stmt *list;
    sqlite3_stmt *find;
};

/* Whether other has the object under list. */
static bool find_object(const struct comparison *comparison, bool *is_found, struct error *err)
{
    for (int i = 0; i < COLUMNS; i++)
        sqlite3_bind_value(comparison->find, i + 1, sqlite3_column_value(comparison->list, i));
    if (database_step(comparison->other, comparison->find, err) != DATABASE_ROW)
        return false;
    *is_found = sqlite3_column_int64(comparison->find, 0) > 0;
    database_reset(comparison->find);
    return true;
}

/* Goes on to the first object that other has not; its name is in odd then. */
static bool search(const struct comparison *comparison, struct buffer *odd, struct error *err)
{
    enum database_result step = DATABASE_FAILED;
    bool is_found = true;

    while (is_found &&
           (step = database_step(comparison->there, comparison->list, err)) == DATABASE_ROW) {
        if (!find_object(comparison, &is_found, err))
            return false;
    }
    if (!is_found) {
        buffer_append_escaped(odd, text_until(database_column(comparison->list, TYPE), NAME_MOST));
        buffer_append_byte(odd, ' ');
        buffer_append_escaped(odd, text_until(database_column(comparison->list, NAME), NAME_MOST));
    }
    return !is_found || step == DATABASE_DONE;
}

/* Leaves odd empty when there is none. */
static bool find_odd(struct database *there, struct database *other, struct buffer *odd,
                     struct error *err)
{
    struct comparison comparison = {.there = there, .other = other};
    bool is_good = false;

    comparison.list = database_prepare(there, list_sql, err);
    comparison.find = comparison.list ? database_prepare(other, find_sql, err) : NULL;
    is_good = comparison.find && search(&comparison, odd, err);
    sqlite3_finalize(comparison.list);
    sqlite3_finalize(comparison.find);
    return is_good;
}

static bool tell_odd(struct database *database, struct buffer *odd, const char *what,
                     struct error *err)
{
    if (odd->length == 0)
        return true;
    buffer_printf(odd, " %s", what);
    return database_damaged(database, err, buffer_string(odd));
}

bool schema_objects_match(struct database *database, struct database *model, struct error *err)
{
    struct buffer odd = {0};
    bool is_good = find_odd(database, model, &odd, err) &&
                   tell_odd(database, &odd, "is not as amberd makes it, or not amberd's", err) &&
                   find_odd(model, database, &odd, err) &&
                   tell_odd(database, &odd, "is missing", err);

    buffer_finish(&odd);
    return is_good;
}
