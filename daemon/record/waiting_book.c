#include "record/waiting_book.h"

#include <string.h>

#include "base/memory.h"
#include "base/table.h"
#include "record/waiting_piece.h"

/* Records given up are kept for use again, a few of them and with small buffers. */
enum { SPARE_MOST = 64, SPARE_LARGEST = 16 << 10 };

/* The records of one log, in the order in which they began. */
struct waiting_lane {
    struct waiting *oldest;
    struct waiting *newest;
};

/* 1. Those in table are those in the order of growth, newest to oldest, and those in
 *    the lanes.
 * 2. The dirty ones stand at the front of that order.
 * 3. gone has those that left with pieces in the state; spare those without. */
struct waiting_book {
    char family;
    timestamp patience;
    const struct source_names *names;
    struct table *table; /* by key */
    struct table *lanes; /* by incarnation */
    struct waiting *newest;
    struct waiting *oldest;
    struct waiting *gone;
    struct waiting *spare;
    unsigned spares;
    size_t bytes;
    uint64_t pressed;
};

struct waiting_book *waiting_book_create(char family, timestamp patience,
                                         const struct source_names *names)
{
    struct waiting_book *book = mem_zero(sizeof *book);

    book->family = family;
    book->patience = patience;
    book->names = names;
    book->table = table_create();
    book->lanes = table_create();
    return book;
}

static void waiting_destroy(struct waiting *waiting)
{
    buffer_finish(&waiting->text);
    buffer_finish(&waiting->path);
    mem_free(waiting);
}

/* Frees a list that hangs together by older. */
static void free_list(struct waiting *waiting)
{
    while (waiting) {
        struct waiting *next = waiting->older;

        waiting_destroy(waiting);
        waiting = next;
    }
}

void waiting_book_destroy(struct waiting_book *book)
{
    size_t position = 0;
    struct text key = {0};
    void *lane = NULL;

    if (!book)
        return;
    while (table_next(book->lanes, &position, &key, &lane))
        mem_free(lane);
    free_list(book->newest);
    free_list(book->gone);
    free_list(book->spare);
    table_destroy(book->lanes);
    table_destroy(book->table);
    mem_free(book);
}

static struct text key_of(const struct waiting *waiting)
{
    return (struct text){waiting->key, waiting->key_length};
}

static struct text lane_key(const struct identifier *incarnation)
{
    return (struct text){(const char *)incarnation->bytes, IDENTIFIER_SIZE};
}

static void unlink_growth(struct waiting_book *book, struct waiting *waiting)
{
    *(waiting->newer ? &waiting->newer->older : &book->newest) = waiting->older;
    *(waiting->older ? &waiting->older->newer : &book->oldest) = waiting->newer;
    waiting->newer = waiting->older = NULL;
}

/* Puts it in front of older, NULL = last of all. */
static void link_growth(struct waiting_book *book, struct waiting *waiting, struct waiting *older)
{
    struct waiting **newer = older ? &older->newer : &book->oldest;

    waiting->older = older;
    waiting->newer = *newer;
    *newer = waiting;
    *(waiting->newer ? &waiting->newer->older : &book->newest) = waiting;
}

static struct waiting_lane *use_lane(struct waiting_book *book, const struct waiting *waiting)
{
    struct text key = lane_key(&waiting->record.incarnation);
    struct waiting_lane *lane = table_get(book->lanes, key);

    if (lane)
        return lane;
    lane = mem_zero(sizeof *lane);
    table_put(book->lanes, key, lane);
    return lane;
}

/* Likewise among those of its log. */
static void link_lane(struct waiting *waiting, struct waiting_lane *lane, struct waiting *older)
{
    struct waiting **newer = older ? &older->lane_newer : &lane->oldest;

    waiting->lane = lane;
    waiting->lane_older = older;
    waiting->lane_newer = *newer;
    *newer = waiting;
    *(waiting->lane_newer ? &waiting->lane_newer->lane_older : &lane->newest) = waiting;
}

static void unlink_lane(struct waiting_book *book, struct waiting *waiting)
{
    struct waiting_lane *lane = waiting->lane;

    *(waiting->lane_newer ? &waiting->lane_newer->lane_older : &lane->newest) = waiting->lane_older;
    *(waiting->lane_older ? &waiting->lane_older->lane_newer : &lane->oldest) = waiting->lane_newer;
    if (lane->oldest)
        return;
    mem_free(table_remove(book->lanes, lane_key(&waiting->record.incarnation)));
}

/* An empty one, its buffers perhaps with room from before. */
static struct waiting *take_spare(struct waiting_book *book)
{
    struct waiting *waiting = book->spare;
    struct buffer text = {0};
    struct buffer path = {0};

    if (!waiting)
        return mem_zero(sizeof *waiting);
    book->spare = waiting->older;
    book->spares--;
    text = waiting->text;
    path = waiting->path;
    *waiting = (struct waiting){.text = text, .path = path};
    return waiting;
}

/* Without text, and without the room that a large one took. */
static void empty(struct waiting *waiting)
{
    if (waiting->text.capacity > SPARE_LARGEST)
        buffer_finish(&waiting->text);
    buffer_clear(&waiting->text);
    buffer_clear(&waiting->path);
    waiting->lines = 0;
}

static void give_back(struct waiting_book *book, struct waiting *waiting)
{
    if (book->spares >= SPARE_MOST) {
        waiting_destroy(waiting);
        return;
    }
    empty(waiting);
    waiting->older = book->spare;
    book->spare = waiting;
    book->spares++;
}

struct waiting *waiting_book_find(const struct waiting_book *book,
                                  const struct identifier *incarnation, struct text name)
{
    char key[WAITING_KEY_LONGEST];

    if (table_count(book->table) == 0)
        return NULL;
    memcpy(key, incarnation->bytes, IDENTIFIER_SIZE);
    if (name.length > 0)
        memcpy(key + IDENTIFIER_SIZE, name.data, name.length);
    return table_get(book->table, (struct text){key, IDENTIFIER_SIZE + name.length});
}

struct waiting *waiting_book_first(const struct waiting_book *book,
                                   const struct identifier *incarnation)
{
    const struct waiting_lane *lane = table_get(book->lanes, lane_key(incarnation));

    return lane ? lane->oldest : NULL;
}

/* A record under a key that is not taken, with nothing in it and in no order. */
static struct waiting *add_empty(struct waiting_book *book, struct text key)
{
    struct waiting *waiting = take_spare(book);

    memcpy(waiting->key, key.data, key.length);
    waiting->key_length = key.length;
    memcpy(waiting->record.incarnation.bytes, key.data, IDENTIFIER_SIZE);
    table_put(book->table, key, waiting);
    return waiting;
}

/* The oldest go until there is room for one more record and more bytes. */
static void make_room(struct waiting_book *book, size_t more, const struct waiting *kept,
                      const struct assembler_target *target)
{
    while (book->oldest && book->oldest != kept &&
           (table_count(book->table) >= ASSEMBLER_WAITING_MOST ||
            book->bytes + more > ASSEMBLER_WAITING_BYTES)) {
        book->pressed++;
        waiting_book_let_go(book, book->oldest, target);
    }
}

static void note_growth(struct waiting_book *book, struct waiting *waiting,
                        const struct record *line, size_t more)
{
    book->bytes += more;
    waiting->lines++;
    waiting->touched = line->arrival;
    waiting->dirty = true;
    if (book->newest == waiting)
        return;
    unlink_growth(book, waiting);
    link_growth(book, waiting, book->newest);
}

/* Puts a first line into a record with nothing in it. */
static void fill(struct waiting_book *book, struct waiting *waiting, const struct record *line)
{
    waiting->record = *line;
    buffer_append_text(&waiting->path, text_of(line->path));
    buffer_append_text(&waiting->text, line->text);
    note_growth(book, waiting, line, line->text.length);
}

struct waiting *waiting_book_begin(struct waiting_book *book, const struct record *line,
                                   struct text name, const struct assembler_target *target)
{
    char key[WAITING_KEY_LONGEST];
    struct waiting *waiting = NULL;
    struct waiting_lane *lane = NULL;

    make_room(book, line->text.length, NULL, target);
    memcpy(key, line->incarnation.bytes, IDENTIFIER_SIZE);
    if (name.length > 0)
        memcpy(key + IDENTIFIER_SIZE, name.data, name.length);
    waiting = add_empty(book, (struct text){key, IDENTIFIER_SIZE + name.length});
    link_growth(book, waiting, book->newest);
    lane = use_lane(book, waiting);
    link_lane(waiting, lane, lane->newest);
    fill(book, waiting, line);
    return waiting;
}

bool waiting_book_add(struct waiting_book *book, struct waiting *waiting, const struct record *line,
                      const struct assembler_target *target)
{
    if (waiting->text.length + 1 + line->text.length > ASSEMBLER_RECORD_LARGEST ||
        waiting->lines >= ASSEMBLER_LINES_MOST)
        return false;
    if (waiting->record.source == SOURCE_UNKNOWN)
        waiting->record.source = line->source;
    buffer_append_byte(&waiting->text, '\n');
    buffer_append_text(&waiting->text, line->text);
    note_growth(book, waiting, line, line->text.length + 1);
    make_room(book, 0, waiting, target);
    return true;
}

/* Takes it out of everything; what the state holds of it is to be forgotten. */
static void remove_from_book(struct waiting_book *book, struct waiting *waiting)
{
    unlink_growth(book, waiting);
    unlink_lane(book, waiting);
    table_remove(book->table, key_of(waiting));
    book->bytes -= waiting->text.length;
}

/* Hands on what there is of a record, to nobody where its source is not known. */
static void emit(struct waiting_book *book, struct waiting *waiting,
                 const struct assembler_target *target)
{
    struct record record = waiting->record;

    record.text = buffer_text(&waiting->text);
    record.path = buffer_string(&waiting->path);
    record.is_cut = record.is_cut || waiting->restored < waiting->saved;
    if (record.source != SOURCE_UNKNOWN && waiting->lines > 0)
        target->emit(&record, target->cookie);
    else
        book->pressed++;
}

void waiting_book_let_go(struct waiting_book *book, struct waiting *waiting,
                         const struct assembler_target *target)
{
    remove_from_book(book, waiting);
    emit(book, waiting, target);
    if (waiting->pieces == 0) {
        give_back(book, waiting);
        return;
    }
    buffer_finish(&waiting->text);
    waiting->older = book->gone;
    book->gone = waiting;
}

void waiting_book_replace(struct waiting_book *book, struct waiting *waiting,
                          const struct record *line, const struct assembler_target *target)
{
    struct text name = text_from(key_of(waiting), IDENTIFIER_SIZE);
    char copy[WAITING_NAME_LONGEST];

    if (waiting->pieces == 0) {
        emit(book, waiting, target);
        book->bytes -= waiting->text.length;
        empty(waiting);
        fill(book, waiting, line);
        make_room(book, 0, waiting, target);
        return;
    }
    if (name.length > 0)
        memcpy(copy, name.data, name.length);
    name.data = copy;
    waiting_book_let_go(book, waiting, target);
    waiting_book_begin(book, line, name, target);
}

void waiting_book_end(struct waiting_book *book, const struct identifier *incarnation,
                      const struct assembler_target *target)
{
    struct waiting *waiting = NULL;

    while ((waiting = waiting_book_first(book, incarnation)) != NULL)
        waiting_book_let_go(book, waiting, target);
}

/* What waited before the restart begins to wait anew, and so does what a clock that
 * was set back left in the future. */
static void mend_times(struct waiting_book *book, timestamp now)
{
    for (struct waiting *waiting = book->oldest; waiting; waiting = waiting->newer) {
        if (waiting->touched != TIMESTAMP_NONE && waiting->touched <= now)
            return;
        waiting->touched = now;
    }
}

timestamp waiting_book_advance(struct waiting_book *book, timestamp now,
                               const struct assembler_target *target)
{
    if (now < TIMESTAMP_LATEST)
        mend_times(book, now);
    while (book->oldest && (now >= TIMESTAMP_LATEST ||
                            timestamp_after(book->oldest->touched, book->patience) <= now))
        waiting_book_let_go(book, book->oldest, target);
    return book->oldest ? timestamp_after(book->oldest->touched, book->patience) : TIMESTAMP_NONE;
}

void waiting_book_renumber(struct waiting_book *book, const unsigned *numbers,
                           const struct assembler_target *target)
{
    struct waiting *next = NULL;

    for (struct waiting *waiting = book->oldest; waiting; waiting = next) {
        next = waiting->newer;
        if (waiting->record.source != SOURCE_UNKNOWN &&
            numbers[waiting->record.source] == SOURCE_UNKNOWN)
            waiting_book_let_go(book, waiting, target);
    }
    for (struct waiting *waiting = book->oldest; waiting; waiting = waiting->newer) {
        if (waiting->record.source != SOURCE_UNKNOWN)
            waiting->record.source = numbers[waiting->record.source];
    }
}

void waiting_book_changes(struct waiting_book *book, state_put *put, void *cookie)
{
    while (book->gone) {
        struct waiting *waiting = book->gone;

        waiting_piece_forget(waiting, book->family, put, cookie);
        book->gone = waiting->older;
        give_back(book, waiting);
    }
    for (struct waiting *waiting = book->newest; waiting && waiting->dirty;
         waiting = waiting->older)
        waiting_piece_put(waiting, book->family, book->names, put, cookie);
}

/* Pieces come in any order; the records are to stand in that of their beginnings. */
static void link_restored(struct waiting_book *book, struct waiting *waiting)
{
    struct waiting_lane *lane = use_lane(book, waiting);
    struct waiting *older = book->newest;
    struct waiting *lane_older = lane->newest;

    while (older && older->record.offset > waiting->record.offset)
        older = older->older;
    while (lane_older && lane_older->record.offset > waiting->record.offset)
        lane_older = lane_older->lane_older;
    link_growth(book, waiting, older);
    link_lane(waiting, lane, lane_older);
}

/* The record that a piece is of, taken out of the orders, or made. */
static struct waiting *find_restored(struct waiting_book *book, struct text key)
{
    struct waiting *waiting = table_get(book->table, key);

    if (waiting) {
        unlink_growth(book, waiting);
        unlink_lane(book, waiting);
        return waiting;
    }
    if (table_count(book->table) >= ASSEMBLER_WAITING_MOST)
        return NULL;
    waiting = add_empty(book, key);
    waiting->record.source = SOURCE_UNKNOWN;
    waiting->record.count = 1;
    waiting->touched = TIMESTAMP_NONE;
    return waiting;
}

/* Whether a piece may lengthen its record as far as it says. */
static bool has_room(const struct waiting_book *book, const struct waiting_piece *piece)
{
    const struct waiting *waiting = table_get(book->table, piece->key);
    size_t end = piece->at + piece->bytes.length;
    size_t length = waiting ? waiting->text.length : 0;

    return end <= length || book->bytes + (end - length) <= ASSEMBLER_WAITING_BYTES;
}

bool waiting_book_restore(struct waiting_book *book, const struct state_change *piece, bool *mine,
                          struct error *err)
{
    struct waiting_piece parts = {0};
    struct waiting *waiting = NULL;
    size_t before = 0;

    *mine = waiting_piece_family(piece->key) == book->family;
    if (!*mine)
        return true;
    if (!waiting_piece_read(piece, &parts, err))
        return false;
    waiting = has_room(book, &parts) ? find_restored(book, parts.key) : NULL;
    if (!waiting)
        return error_set(err, "more records wait than are kept, or longer ones");
    before = waiting->text.length;
    waiting_piece_apply(waiting, &parts, book->names);
    book->bytes += waiting->text.length - before;
    link_restored(book, waiting);
    return true;
}

struct waiting_counts waiting_book_counts(const struct waiting_book *book)
{
    return (struct waiting_counts){.waiting = table_count(book->table), .pressed = book->pressed};
}
