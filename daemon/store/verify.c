#include "store/verify.h"

#include <sys/stat.h>

#include "base/memory.h"
#include "model/journal_record.h"
#include "store/chain.h"
#include "store/consumers.h"
#include "store/database.h"
#include "store/high_water.h"
#include "store/inventory.h"
#include "store/numbering.h"
#include "store/schema.h"
#include "store/snapshot.h"
#include "store/state_directory.h"

/* Read this many records at a time: one long reading would keep the daemon's
 * write-ahead log from beginning anew. */
enum { PORTION = 1000 };

/* At the marks, when a daemon begins or ends a run while it is looked. */
enum { MARK_LOOKS = 3 };

enum column {
    NUMBER,
    KIND,
    AT,
    ALERT,
    BODY,
    BODY_SALT,
    BODY_DIGEST,
    EVIDENCE_DIGEST,
    HASH,
    EVIDENCE_SALT,
    EVIDENCE_TEXT,
};

static const char portion_sql[] =
    "SELECT number, kind, at, alert, body, body_salt, body_digest, evidence_digest, hash,"
    " evidence.salt, evidence.text FROM journal LEFT JOIN evidence USING(number)"
    " WHERE number > ?1 ORDER BY number LIMIT ?2";

/* Evidence between two records, or behind the last, whose record is not there. */
static const char orphan_sql[] =
    "SELECT min(number) FROM evidence WHERE number > ?1 AND number <= ?2"
    " AND number NOT IN (SELECT number FROM journal)";

struct walk {
    struct database *database;
    sqlite3_stmt *read;
    sqlite3_stmt *find_orphan;
    const struct verify_anchor *anchor; /* NULL: none */
    bool anchor_was_seen;
    timestamp erased_before;
    int64_t position;   /* number of the last good record */
    struct digest hash; /* and its hash */
    struct verify_result *result;
};

/* What one row says, as far as it makes sense. */
struct row {
    struct journal_record record;
    struct chain_salt salt;
    struct chain_digests digests;
    struct digest hash;
};

/* SQLite would make a whole number of 5.4 and a small one of a large one, and an
 * edit would go unseen. */
static bool are_integers(sqlite3_stmt *read)
{
    int64_t kind = sqlite3_column_int64(read, KIND);

    return sqlite3_column_type(read, KIND) == SQLITE_INTEGER && kind > 0 && kind <= INT32_MAX &&
           sqlite3_column_type(read, AT) == SQLITE_INTEGER;
}

static bool take_row(sqlite3_stmt *read, struct row *row)
{
    *row = (struct row){
        .record =
            {
                .number = (uint64_t)sqlite3_column_int64(read, NUMBER),
                .kind = (enum journal_kind)sqlite3_column_int(read, KIND),
                .at = sqlite3_column_int64(read, AT),
                .body = database_column(read, BODY),
            },
        .digests.has_evidence = sqlite3_column_type(read, EVIDENCE_DIGEST) != SQLITE_NULL,
    };
    return are_integers(read) &&
           (sqlite3_column_type(read, ALERT) == SQLITE_NULL ||
            database_column_copy(read, ALERT, row->record.alert.bytes,
                                 sizeof row->record.alert.bytes)) &&
           database_column_copy(read, BODY_SALT, row->salt.bytes, sizeof row->salt.bytes) &&
           database_column_copy(read, BODY_DIGEST, row->digests.body.bytes,
                                sizeof row->digests.body.bytes) &&
           (!row->digests.has_evidence ||
            database_column_copy(read, EVIDENCE_DIGEST, row->digests.evidence.bytes,
                                 sizeof row->digests.evidence.bytes)) &&
           database_column_copy(read, HASH, row->hash.bytes, sizeof row->hash.bytes);
}

/* Whether evidence of a record from at was due to be erased.  The daemon may have
 * erased more since that was read; what one reading sees goes together. */
static bool was_erased(struct walk *walk, timestamp at)
{
    struct numbering numbering = {0};
    struct error ignored = {0};

    if (at >= walk->erased_before && numbering_read(&numbering, walk->database, &ignored))
        walk->erased_before = numbering.erased_before;
    return at < walk->erased_before;
}

/* Evidence is there as written, or was erased in due time, salt and all.  What is
 * wrong with it, or NULL. */
static const char *find_evidence_fault(struct walk *walk, const struct row *row)
{
    static const char changed[] = "its evidence is not what was written";
    struct chain_salt salt = {{0}};
    struct digest digest = {{0}};

    if (sqlite3_column_type(walk->read, EVIDENCE_SALT) == SQLITE_NULL) {
        if (row->digests.has_evidence && !was_erased(walk, row->record.at))
            return "its evidence is missing and was not due to be erased";
        walk->result->erased += row->digests.has_evidence;
        return NULL;
    }
    if (!row->digests.has_evidence ||
        !database_column_copy(walk->read, EVIDENCE_SALT, salt.bytes, sizeof salt.bytes))
        return changed;
    digest = chain_digest(&salt, database_column(walk->read, EVIDENCE_TEXT));
    return digest_equal(&digest, &row->digests.evidence) ? NULL : changed;
}

/* What is wrong with the record under read, or NULL. */
static const char *find_fault(struct walk *walk, const struct row *row)
{
    const struct verify_result *result = walk->result;
    struct digest digest = chain_digest(&row->salt, row->record.body);
    const char *evidence_fault = NULL;

    if (result->records > 0 && !numbering_may_follow(result->newest, row->record.number))
        return "records before it are missing";
    if (!digest_equal(&digest, &row->digests.body))
        return "its body is not what was written";
    evidence_fault = find_evidence_fault(walk, row);
    if (evidence_fault)
        return evidence_fault;
    digest = chain_hash(&walk->hash, &row->record, &row->digests);
    if (!digest_equal(&digest, &row->hash))
        return "it does not follow from the record before it";
    if (walk->anchor && walk->anchor->number == row->record.number) {
        walk->anchor_was_seen = true;
        if (!digest_equal(&walk->anchor->hash, &row->hash))
            return "its hash is not the anchor's";
    }
    return NULL;
}

static bool tell_bad(struct walk *walk, uint64_t number, struct error *err, const char *fault)
{
    walk->result->first_bad = number;
    walk->result->is_damaged = true;
    return error_set(err, "%s: record %llu: %s", walk->database->path, (unsigned long long)number,
                     fault);
}

static bool check_record(struct walk *walk, struct error *err)
{
    struct verify_result *result = walk->result;
    struct row row = {0};
    bool makes_sense = take_row(walk->read, &row);
    const char *fault = makes_sense ? find_fault(walk, &row) : "its columns make no sense";

    if (sqlite3_column_int64(walk->read, NUMBER) <= 0)
        return tell_bad(walk, 1, err, "a record of no possible number stands before it");
    if (fault)
        return tell_bad(walk, row.record.number, err, fault);
    walk->position = (int64_t)row.record.number;
    walk->hash = row.hash;
    if (result->records == 0)
        result->oldest = row.record.number;
    result->newest = row.record.number;
    result->newest_hash = row.hash;
    result->records++;
    return true;
}

/* No evidence without its record up to the last good one, or behind it too. */
static bool check_orphans(struct walk *walk, int64_t after, bool is_end, struct error *err)
{
    enum database_result step = DATABASE_FAILED;
    int64_t orphan = 0;

    sqlite3_bind_int64(walk->find_orphan, 1, after);
    sqlite3_bind_int64(walk->find_orphan, 2, is_end ? INT64_MAX : walk->position);
    step = database_step(walk->database, walk->find_orphan, err);
    if (step != DATABASE_ROW)
        return false;
    orphan = sqlite3_column_int64(walk->find_orphan, 0);
    database_reset(walk->find_orphan);
    return orphan == 0 ||
           tell_bad(walk, (uint64_t)orphan, err, "it is missing, and its evidence is not");
}

/* A chain that was cut off is a good one: where it ends is written beside it. */
static bool check_end(struct walk *walk, struct error *err)
{
    const struct verify_result *result = walk->result;
    struct inventory found = {.rows = result->records};

    if (result->records > 0)
        found.sum = inventory_mark(&result->newest_hash);
    return inventory_check(walk->database, INVENTORY_JOURNAL, found, err);
}

/* Checks the next records.  *more is false at the end. */
static bool read_portion(struct walk *walk, bool *more, struct error *err)
{
    enum database_result step = DATABASE_FAILED;
    uint64_t before = walk->result->records;

    sqlite3_bind_int64(walk->read, 1, walk->position);
    sqlite3_bind_int(walk->read, 2, PORTION);
    while ((step = database_step(walk->database, walk->read, err)) == DATABASE_ROW) {
        if (!check_record(walk, err)) {
            database_reset(walk->read);
            return false;
        }
    }
    *more = walk->result->records - before == PORTION;
    /* Where the file itself is broken, the next record is the one that is lost. */
    if (step == DATABASE_FAILED) {
        walk->result->first_bad = walk->result->newest + 1;
        walk->result->is_damaged = true;
    }
    return step == DATABASE_DONE;
}

static bool check_anchor(struct walk *walk, struct error *err)
{
    if (!walk->anchor || walk->anchor_was_seen)
        return true;
    return tell_bad(walk, walk->anchor->number, err, "the anchor names it, and it is missing");
}

/* The next records, and what goes with them, in one look at the file: the daemon may
 * be writing. */
static bool check_portion(struct walk *walk, bool *more, struct error *err)
{
    int64_t after = walk->position;
    bool is_good = database_execute(walk->database, "BEGIN", err) && read_portion(walk, more, err);

    if (is_good && !*more)
        is_good = check_anchor(walk, err);
    is_good = is_good && check_orphans(walk, after, !*more, err);
    if (is_good && !*more)
        is_good = check_end(walk, err);
    database_rollback(walk->database);
    return is_good;
}

static bool check_all(struct walk *walk, verify_progress *progress, void *cookie, struct error *err)
{
    int64_t all = 0;
    bool more = true;

    if (progress &&
        !database_query_number(walk->database, "SELECT count(*) FROM journal", &all, err))
        return false;
    while (more) {
        if (!check_portion(walk, &more, err))
            return false;
        if (progress)
            progress(walk->result->records, (uint64_t)all, cookie);
    }
    return true;
}

static void ignore_piece(const struct state_change *change, void *cookie)
{
    (void)change;
    (void)cookie;
}

/* What the daemon reads at its start, read by the same functions: so they agree. */
static bool check_memory(struct database *database, struct error *err)
{
    struct consumers *consumers = NULL;
    bool is_good = false;

    if (!schema_check_tables(database, err))
        return false;
    consumers = consumers_open(database, err);
    is_good = consumers && snapshot_load(database, ignore_piece, NULL, err);
    consumers_close(consumers);
    return is_good;
}

bool verify_file(const char *path, const struct verify_anchor *anchor, verify_progress *progress,
                 void *cookie, struct verify_result *result, struct error *err)
{
    struct walk walk = {.anchor = anchor, .position = INT64_MIN, .result = result};
    struct numbering numbering = {0};
    bool is_good = false;

    *result = (struct verify_result){0};
    walk.database = database_create(path);
    if (!database_connect(walk.database, DATABASE_READ, err) ||
        !schema_check(walk.database, &schema_history, err) ||
        !numbering_read(&numbering, walk.database, err))
        goto out;
    walk.read = database_prepare(walk.database, portion_sql, err);
    walk.find_orphan = walk.read ? database_prepare(walk.database, orphan_sql, err) : NULL;
    if (!walk.find_orphan)
        goto out;
    walk.hash = chain_start(numbering.instance);
    walk.erased_before = numbering.erased_before;
    if (!check_all(&walk, progress, cookie, err))
        goto out;
    is_good = check_memory(walk.database, err);
    result->is_memory_damaged = !is_good && walk.database->is_damaged;

out:
    result->is_damaged = result->is_damaged || walk.database->is_damaged;
    sqlite3_finalize(walk.read);
    sqlite3_finalize(walk.find_orphan);
    database_close(walk.database);
    return is_good;
}

/* The row of the journal at path; the mark goes in front, see high_water.h. */
static bool read_row(const char *path, struct numbering *row, struct error *err)
{
    struct database *database = database_open(path, DATABASE_READ, err);
    bool is_read = database && numbering_read(row, database, err);

    database_close(database);
    return is_read;
}

/* Whether the journal is the one that was left here, by the marks beside it.  A daemon
 * that ends meanwhile changes both: then the marks are others, and it is tried again. */
static bool check_marks(const char *directory, const char *path, struct verify_result *result,
                        struct error *err)
{
    char *log = state_directory_path(directory, "journal.db-wal");
    const struct high_water *mark = NULL;
    const char *fault = NULL;
    bool is_read = false;

    for (int i = 0; i < MARK_LOOKS && (i == 0 || (is_read && fault)); i++) {
        struct high_water_marks marks = {0};
        struct numbering row = {0};
        struct stat status = {0};
        bool has_log = stat(log, &status) == 0 && status.st_size > 0;

        is_read = high_water_read(directory, &marks, err) && read_row(path, &row, err);
        mark = is_read ? high_water_find(&marks, row.instance) : NULL;
        fault = mark ? high_water_fault(mark, &row, has_log) : NULL;
    }
    mem_free(log);
    if (!is_read || !fault)
        return is_read;
    result->is_damaged = true;
    return error_set(err, "%s: %s", path, fault);
}

bool verify_journal(const char *directory, const struct verify_anchor *anchor,
                    verify_progress *progress, void *cookie, struct verify_result *result,
                    struct error *err)
{
    char *path = state_directory_path(directory, "journal.db");
    bool is_good = verify_file(path, anchor, progress, cookie, result, err) &&
                   check_marks(directory, path, result, err);

    mem_free(path);
    return is_good;
}
