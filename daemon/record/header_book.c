#include "record/header_book.h"

#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/table.h"
#include "model/chunk.h"
#include "record/line_splitter.h"

/* The header of one log. */
struct header {
    struct header *newer; /* order of use; or the next of those given up */
    struct header *older;
    struct identifier incarnation;
    struct buffer lines;   /* in force */
    struct buffer pending; /* the block that is being read */
    bool touched;          /* used since the changes were asked for */
    bool changed;          /* ... and other than it was */
    bool saved;            /* in the state */
};

/* 1. The headers in table are those in the order of use, newest to oldest.
 * 2. The touched ones stand at its front.
 * 3. gone has those that left with saved set. */
struct header_book {
    struct table *table; /* by incarnation */
    struct header *newest;
    struct header *oldest;
    struct header *gone;
};

struct header_book *header_book_create(void)
{
    struct header_book *book = mem_zero(sizeof *book);

    book->table = table_create();
    return book;
}

static void header_destroy(struct header *header)
{
    buffer_finish(&header->lines);
    buffer_finish(&header->pending);
    mem_free(header);
}

/* Frees a list that hangs together by older. */
static void free_list(struct header *header)
{
    while (header) {
        struct header *next = header->older;

        header_destroy(header);
        header = next;
    }
}

void header_book_destroy(struct header_book *book)
{
    if (!book)
        return;
    free_list(book->newest);
    free_list(book->gone);
    table_destroy(book->table);
    mem_free(book);
}

static struct text key_of(const struct identifier *incarnation)
{
    return (struct text){(const char *)incarnation->bytes, IDENTIFIER_SIZE};
}

static void unlink_use(struct header_book *book, struct header *header)
{
    *(header->newer ? &header->newer->older : &book->newest) = header->older;
    *(header->older ? &header->older->newer : &book->oldest) = header->newer;
    header->newer = header->older = NULL;
}

static void link_newest(struct header_book *book, struct header *header)
{
    header->newer = NULL;
    header->older = book->newest;
    *(header->older ? &header->older->newer : &book->oldest) = header;
    book->newest = header;
}

static void forget(struct header_book *book, struct header *header)
{
    unlink_use(book, header);
    table_remove(book->table, key_of(&header->incarnation));
    if (!header->saved) {
        header_destroy(header);
        return;
    }
    header->older = book->gone;
    book->gone = header;
}

/* The header of a log, made where there is none, and used just now. */
static struct header *use(struct header_book *book, const struct identifier *incarnation,
                          bool *is_new)
{
    struct header *header = book->newest;

    *is_new = false;
    if (header && header->touched && identifier_equal(header->incarnation, *incarnation))
        return header;
    header = table_get(book->table, key_of(incarnation));
    if (header) {
        unlink_use(book, header);
    } else {
        if (table_count(book->table) >= HEADERS_MOST)
            forget(book, book->oldest);
        header = mem_zero(sizeof *header);
        header->incarnation = *incarnation;
        table_put(book->table, key_of(incarnation), header);
        *is_new = true;
    }
    link_newest(book, header);
    header->touched = true;
    return header;
}

static bool is_headed(struct text line)
{
    return text_starts_with(line, TEXT("#"));
}

/* Adds a line to a block, if there is room. */
static void add_line(struct buffer *block, struct text line)
{
    if (block->length + 1 + line.length > CHUNK_HEAD)
        return;
    if (block->length > 0)
        buffer_append_byte(block, '\n');
    buffer_append_text(block, line);
}

/* Whether a block names columns. */
static bool names_columns(struct text block)
{
    struct text line = {0};

    while (block.length > 0) {
        text_cut(block, TEXT("\n"), &line, &block);
        if (text_equal_caseless(text_until(line, sizeof "#fields" - 1), TEXT("#fields")))
            return true;
    }
    return false;
}

/* The block that was read is whole. */
static void close_block(struct header *header)
{
    if (header->pending.length == 0)
        return;
    if (header->lines.length == 0 || names_columns(buffer_text(&header->pending))) {
        buffer_clear(&header->lines);
        buffer_append_text(&header->lines, buffer_text(&header->pending));
    }
    buffer_clear(&header->pending);
    header->changed = true;
}

/* Learns the header of a log that is read from its middle on. */
static void learn(struct header *header, enum record_shape shape, struct text head)
{
    struct text line = {0};
    bool ends_block = false;

    head = line_splitter_without_mark(head);
    while (head.length > 0 && !ends_block) {
        text_cut(head, TEXT("\n"), &line, &head);
        if (text_ends_with(line, TEXT("\r")))
            line.length--;
        if (line.length > 0 && (shape == SHAPE_HEADED_FIRST || is_headed(line)))
            add_line(&header->pending, line);
        ends_block = line.length > 0 && (shape == SHAPE_HEADED_FIRST || !is_headed(line));
    }
    close_block(header);
}

bool header_book_take(struct header_book *book, enum record_shape shape, struct record *line)
{
    bool is_new = false;
    struct header *header = use(book, &line->incarnation, &is_new);
    bool is_part = shape == SHAPE_HEADED_FIRST ? line->offset == 0 : is_headed(line->text);

    if (is_new && line->offset > 0)
        learn(header, shape, line->header);
    if (is_part && !line->is_window) {
        add_line(&header->pending, line->text);
        header->changed = true;
        return false;
    }
    close_block(header);
    line->header = buffer_text(&header->lines);
    return true;
}

void header_book_end(struct header_book *book, const struct identifier *incarnation)
{
    struct header *header = table_get(book->table, key_of(incarnation));

    if (header)
        forget(book, header);
}

static void put_change(struct header *header, state_put *put, void *cookie)
{
    struct buffer value = {0};

    if (header->changed) {
        buffer_printf(&value, "%zu\n", header->lines.length);
        buffer_append_text(&value, buffer_text(&header->lines));
        buffer_append_text(&value, buffer_text(&header->pending));
        put(&(struct state_change){STATE_HEADER, key_of(&header->incarnation), buffer_text(&value)},
            cookie);
        buffer_finish(&value);
        header->saved = true;
    }
    header->touched = false;
    header->changed = false;
}

void header_book_changes(struct header_book *book, state_put *put, void *cookie)
{
    while (book->gone) {
        struct header *header = book->gone;

        put(&(struct state_change){STATE_HEADER, key_of(&header->incarnation), {0}}, cookie);
        book->gone = header->older;
        header_destroy(header);
    }
    for (struct header *header = book->newest; header && header->touched; header = header->older)
        put_change(header, put, cookie);
}

bool header_book_restore(struct header_book *book, const struct state_change *piece,
                         struct error *err)
{
    struct identifier incarnation = {{0}};
    struct header *header = NULL;
    struct text length = {0};
    struct text lines = {0};
    uint64_t split = 0;
    bool is_new = false;

    if (piece->key.length != IDENTIFIER_SIZE)
        return error_set(err, "header: a key of %zu bytes", piece->key.length);
    if (!text_cut(piece->value, TEXT("\n"), &length, &lines) || !text_to_unsigned(length, &split) ||
        split > lines.length || split > CHUNK_HEAD || lines.length - split > CHUNK_HEAD)
        return error_set(err, "header: lines that make no sense");
    memcpy(incarnation.bytes, piece->key.data, IDENTIFIER_SIZE);
    header = use(book, &incarnation, &is_new);
    buffer_clear(&header->lines);
    buffer_clear(&header->pending);
    buffer_append_text(&header->lines, text_until(lines, (size_t)split));
    buffer_append_text(&header->pending, text_from(lines, (size_t)split));
    header->saved = true;
    return true;
}
