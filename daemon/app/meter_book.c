#include "app/meter_book.h"

#include "base/array.h"
#include "base/memory.h"
#include "base/table.h"

struct meter {
    char *name;
    uint64_t kept[METER_COLUMNS_MOST];
    uint64_t present[METER_COLUMNS_MOST];
};

struct meter_book {
    size_t totals;
    struct table *rows; /* name -> number of the row + 1 */
    struct meter *meters;
    size_t count;
    size_t capacity;
};

struct meter_book *meter_book_create(size_t totals)
{
    struct meter_book *book = mem_zero(sizeof *book);

    book->totals = totals;
    book->rows = table_create();
    return book;
}

void meter_book_destroy(struct meter_book *book)
{
    if (!book)
        return;
    for (size_t i = 0; i < book->count; i++)
        mem_free(book->meters[i].name);
    mem_free(book->meters);
    table_destroy(book->rows);
    mem_free(book);
}

void meter_book_recount(struct meter_book *book)
{
    for (size_t i = 0; i < book->count; i++) {
        for (size_t column = 0; column < METER_COLUMNS_MOST; column++)
            book->meters[i].present[column] = 0;
    }
}

static struct meter *add_row(struct meter_book *book, struct text name)
{
    book->meters = array_room(book->meters, book->count, &book->capacity, sizeof *book->meters);
    book->meters[book->count++] = (struct meter){.name = mem_copy_text(name)};
    table_put(book->rows, name, (void *)(uintptr_t)book->count);
    return &book->meters[book->count - 1];
}

/* Its row, or a new one, or the one for all others. */
static struct meter *row_of(struct meter_book *book, struct text name)
{
    uintptr_t row = 0;

    name = text_until(name, METER_NAME_LONGEST);
    row = (uintptr_t)table_get(book->rows, name);
    if (!row && book->count >= METERS_MOST) {
        name = TEXT(METERS_OTHER);
        row = (uintptr_t)table_get(book->rows, name);
    }
    return row ? &book->meters[row - 1] : add_row(book, name);
}

void meter_book_add(struct meter_book *book, struct text name, size_t column, uint64_t number)
{
    row_of(book, name)->present[column] += number;
}

void meter_book_raise(struct meter_book *book, struct text name, size_t column, uint64_t number)
{
    uint64_t *present = &row_of(book, name)->present[column];

    if (number > *present)
        *present = number;
}

void meter_book_keep(struct meter_book *book)
{
    for (size_t i = 0; i < book->count; i++) {
        for (size_t column = 0; column < book->totals; column++)
            book->meters[i].kept[column] += book->meters[i].present[column];
    }
    meter_book_recount(book);
}

size_t meter_book_count(const struct meter_book *book)
{
    return book->count;
}

struct text meter_book_name(const struct meter_book *book, size_t row)
{
    return text_of(book->meters[row].name);
}

uint64_t meter_book_value(const struct meter_book *book, size_t row, size_t column)
{
    return book->meters[row].kept[column] + book->meters[row].present[column];
}
