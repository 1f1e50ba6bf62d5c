#include "store/ledger.h"

#include "base/memory.h"
#include "store/chain.h"
#include "store/inventory.h"
#include "store/numbering.h"
#include "store/seal.h"

enum statement {
    APPEND,
    APPEND_EVIDENCE,
    APPEND_DELTA,
    READ_ENDS,
    READ_AFTER,
    READ_LAST,
    READ_EVIDENCE,
    FIND_NEXT,
    FIND_LAST,
    ERASE,
    STATEMENT_COUNT,
};

/* Statements that give records name the columns in one order, for take_record:
 * number, kind, at, alert, body, evidence text. */
static const char *const texts[STATEMENT_COUNT] = {
    [APPEND] = "INSERT INTO journal(number, kind, at, alert, body, body_salt, body_digest,"
               " evidence_digest, hash) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [APPEND_EVIDENCE] = "INSERT INTO evidence(number, salt, text) VALUES(?1, ?2, ?3)",
    [APPEND_DELTA] = "INSERT INTO delta(packed, seal) VALUES(?1, ?2)",
    [READ_ENDS] = "SELECT (SELECT min(number) FROM journal), number, hash FROM journal"
                  " ORDER BY number DESC LIMIT 1",
    [READ_AFTER] = "SELECT number, kind, at, alert, body, NULL FROM journal"
                   " WHERE number > ?1 ORDER BY number LIMIT ?2",
    [READ_LAST] = "SELECT number, kind, at, alert, body, evidence.text FROM journal"
                  " LEFT JOIN evidence USING(number)"
                  " WHERE alert = ?1 ORDER BY number DESC LIMIT 1",
    [READ_EVIDENCE] = "SELECT number, kind, at, alert, body, evidence.text FROM journal"
                      " JOIN evidence USING(number) WHERE alert = ?1 ORDER BY number",
    [FIND_NEXT] = "SELECT min(number) FROM journal WHERE number > ?1",
    [FIND_LAST] = "SELECT max(number) FROM journal WHERE number < ?1",
    [ERASE] = "DELETE FROM evidence WHERE number IN"
              " (SELECT oldest.number FROM"
              "  (SELECT number FROM evidence ORDER BY number LIMIT ?2) AS oldest"
              "  JOIN journal USING(number) WHERE at < ?1)",
};

/* Blocks a reader may be behind, and still get an exact count. */
enum { BLOCKS_MOST = 256 };

struct ledger {
    struct database *database;
    struct inventory_book *inventories;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    bool is_reading; /* the statements serve one reading at a time */
};

struct ledger *ledger_open(struct database *database, struct error *err)
{
    struct ledger *ledger = mem_zero(sizeof *ledger);

    ledger->database = database;
    ledger->inventories = inventory_open(database, err);
    if (!ledger->inventories)
        goto fail;
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        ledger->statements[i] = database_prepare(database, texts[i], err);
        if (!ledger->statements[i])
            goto fail;
    }
    return ledger;

fail:
    ledger_close(ledger);
    return NULL;
}

void ledger_close(struct ledger *ledger)
{
    if (!ledger)
        return;
    for (size_t i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(ledger->statements[i]);
    inventory_close(ledger->inventories);
    mem_free(ledger);
}

bool ledger_ends(struct ledger *ledger, uint64_t *oldest, struct ledger_tip *tip, struct error *err)
{
    sqlite3_stmt *read = ledger->statements[READ_ENDS];
    bool is_good = true;

    *oldest = 0;
    tip->number = 0;
    switch (database_step(ledger->database, read, err)) {
    case DATABASE_ROW:
        *oldest = (uint64_t)sqlite3_column_int64(read, 0);
        tip->number = (uint64_t)sqlite3_column_int64(read, 1);
        is_good = database_column_copy(read, 2, tip->hash.bytes, sizeof tip->hash.bytes) &&
                  sqlite3_column_int64(read, 0) > 0;
        database_reset(read);
        return is_good || database_damaged(ledger->database, err,
                                           "its oldest or newest record makes no sense");
    case DATABASE_DONE:
        return true;
    case DATABASE_FAILED:
        break;
    }
    return false;
}

static struct text digest_text(const struct digest *digest)
{
    return (struct text){(const char *)digest->bytes, sizeof digest->bytes};
}

static struct text salt_text(const struct chain_salt *salt)
{
    return (struct text){(const char *)salt->bytes, sizeof salt->bytes};
}

static bool append_evidence(struct ledger *ledger, const struct journal_record *record,
                            const struct chain_salt *salt, struct error *err)
{
    sqlite3_stmt *append = ledger->statements[APPEND_EVIDENCE];

    sqlite3_bind_int64(append, 1, (int64_t)record->number);
    database_bind_bytes(append, 2, salt_text(salt));
    database_bind_bytes(append, 3, record->evidence);
    return database_run(ledger->database, append, err);
}

bool ledger_append(struct ledger *ledger, const struct journal_record *record,
                   struct ledger_tip *tip, struct error *err)
{
    struct chain_salt salts[2] = {{{0}}};
    struct chain_digests digests = {.has_evidence = record->evidence.length > 0};
    struct digest hash = {{0}};
    sqlite3_stmt *append = ledger->statements[APPEND];

    random_bytes(salts, sizeof salts);
    digests.body = chain_digest(&salts[0], record->body);
    digests.evidence = chain_digest(&salts[1], record->evidence);
    hash = chain_hash(&tip->hash, record, &digests);

    sqlite3_bind_int64(append, 1, (int64_t)record->number);
    sqlite3_bind_int(append, 2, (int)record->kind);
    sqlite3_bind_int64(append, 3, record->at);
    if (!identifier_is_none(record->alert))
        database_bind_bytes(
            append, 4,
            (struct text){(const char *)record->alert.bytes, sizeof record->alert.bytes});
    database_bind_text(append, 5, record->body);
    database_bind_bytes(append, 6, salt_text(&salts[0]));
    database_bind_bytes(append, 7, digest_text(&digests.body));
    if (digests.has_evidence)
        database_bind_bytes(append, 8, digest_text(&digests.evidence));
    database_bind_bytes(append, 9, digest_text(&hash));
    if (!database_run(ledger->database, append, err) ||
        (digests.has_evidence && !append_evidence(ledger, record, &salts[1], err)))
        return false;
    tip->number = record->number;
    tip->hash = hash;
    return true;
}

static uint64_t mark_of(const struct ledger_tip *tip)
{
    return tip->number > 0 ? inventory_mark(&tip->hash) : 0;
}

bool ledger_count(struct ledger *ledger, size_t count, const struct ledger_tip *before,
                  const struct ledger_tip *tip, struct error *err)
{
    struct inventory change = {.rows = count, .sum = mark_of(tip) - mark_of(before)};

    return inventory_change(ledger->inventories, INVENTORY_JOURNAL, change, err);
}

bool ledger_check_tip(struct ledger *ledger, const struct ledger_tip *tip, struct error *err)
{
    return inventory_check_end(ledger->database, tip->number > 0 ? &tip->hash : NULL, err);
}

bool ledger_append_delta(struct ledger *ledger, struct text packed, struct error *err)
{
    sqlite3_stmt *append = ledger->statements[APPEND_DELTA];
    struct inventory added = {0};
    int64_t seal = seal_of(&packed, 1);

    inventory_add(&added, seal);
    database_bind_bytes(append, 1, packed);
    sqlite3_bind_int64(append, 2, seal);
    return database_run(ledger->database, append, err) &&
           inventory_change(ledger->inventories, INVENTORY_DELTA, added, err);
}

static bool take_record(struct ledger *ledger, sqlite3_stmt *read, struct journal_record *record,
                        struct error *err)
{
    *record = (struct journal_record){
        .number = (uint64_t)sqlite3_column_int64(read, 0),
        .kind = (enum journal_kind)sqlite3_column_int(read, 1),
        .at = sqlite3_column_int64(read, 2),
        .body = database_column(read, 4),
        .evidence = database_column(read, 5),
    };
    if (sqlite3_column_type(read, 3) == SQLITE_NULL ||
        database_column_copy(read, 3, record->alert.bytes, sizeof record->alert.bytes))
        return true;
    return database_damaged(ledger->database, err, "a record's alert identifier makes no sense");
}

/* Gives what the bound statement finds, until visit has had enough. */
static bool give_records(struct ledger *ledger, enum statement which, journal_visit *visit,
                         void *cookie, size_t *given, struct error *err)
{
    sqlite3_stmt *read = ledger->statements[which];
    enum database_result result = DATABASE_FAILED;

    *given = 0;
    ledger->is_reading = true;
    while ((result = database_step(ledger->database, read, err)) == DATABASE_ROW) {
        struct journal_record record = {0};
        bool is_good = take_record(ledger, read, &record, err);

        *given += is_good;
        if (!is_good || !visit(&record, cookie)) {
            database_reset(read);
            result = is_good ? DATABASE_DONE : DATABASE_FAILED;
            break;
        }
    }
    ledger->is_reading = false;
    return result == DATABASE_DONE;
}

static bool refuse_nesting(const struct ledger *ledger, struct error *err)
{
    return !ledger->is_reading ||
           error_set(err, "%s: read again from within a reading", ledger->database->path);
}

bool ledger_read(struct ledger *ledger, uint64_t after, size_t limit, journal_visit *visit,
                 void *cookie, struct error *err)
{
    sqlite3_stmt *read = ledger->statements[READ_AFTER];
    size_t given = 0;

    if (!refuse_nesting(ledger, err))
        return false;
    /* No number and no limit is beyond SQLite's signed integers. */
    sqlite3_bind_int64(read, 1, after > INT64_MAX ? INT64_MAX : (int64_t)after);
    sqlite3_bind_int64(read, 2, limit > INT64_MAX ? INT64_MAX : (int64_t)limit);
    return give_records(ledger, READ_AFTER, visit, cookie, &given, err);
}

/* A number that a statement finds beside another; 0: none. */
static uint64_t find_number(struct ledger *ledger, enum statement which, uint64_t beside)
{
    sqlite3_stmt *find = ledger->statements[which];
    struct error ignored = {0};
    uint64_t found = 0;

    sqlite3_bind_int64(find, 1, (int64_t)beside);
    if (database_step(ledger->database, find, &ignored) == DATABASE_ROW) {
        found = (uint64_t)sqlite3_column_int64(find, 0);
        database_reset(find);
    }
    return found;
}

uint64_t ledger_count_after(struct ledger *ledger, uint64_t after, uint64_t newest)
{
    uint64_t count = 0;

    for (int blocks = 0; after < newest && blocks < BLOCKS_MOST; blocks++) {
        uint64_t end = numbering_next_block(after + 1);
        uint64_t last = newest < end ? newest : find_number(ledger, FIND_LAST, end);

        count += last > after ? last - after : 0;
        after = newest < end ? newest : find_number(ledger, FIND_NEXT, end - 1) - 1;
    }
    return count;
}

/* Binds an alert to a statement; the identifier must live until it is done. */
static void bind_alert(sqlite3_stmt *statement, const struct identifier *alert)
{
    database_bind_bytes(statement, 1,
                        (struct text){(const char *)alert->bytes, sizeof alert->bytes});
}

bool ledger_read_last(struct ledger *ledger, struct identifier alert, journal_visit *visit,
                      void *cookie, size_t *given, struct error *err)
{
    if (!refuse_nesting(ledger, err))
        return false;
    bind_alert(ledger->statements[READ_LAST], &alert);
    return give_records(ledger, READ_LAST, visit, cookie, given, err);
}

bool ledger_read_evidence(struct ledger *ledger, struct identifier alert, journal_visit *visit,
                          void *cookie, size_t *given, struct error *err)
{
    if (!refuse_nesting(ledger, err))
        return false;
    bind_alert(ledger->statements[READ_EVIDENCE], &alert);
    return give_records(ledger, READ_EVIDENCE, visit, cookie, given, err);
}

bool ledger_erase_evidence(struct ledger *ledger, timestamp before, size_t limit, size_t *erased,
                           struct error *err)
{
    sqlite3_stmt *erase = ledger->statements[ERASE];

    *erased = 0;
    sqlite3_bind_int64(erase, 1, before);
    sqlite3_bind_int64(erase, 2, limit > INT64_MAX ? INT64_MAX : (int64_t)limit);
    if (!database_run(ledger->database, erase, err))
        return false;
    *erased = (size_t)sqlite3_changes(ledger->database->handle);
    return true;
}
