#include "decode/layout_book.h"

#include "base/memory.h"

/* The layout that a header says. */
struct entry {
    char *header;
    size_t length;
    struct layout *layout; /* NULL: it makes no sense */
};

/* entries are in the order of use, the last used first. */
struct layout_book {
    const struct decoder *decoder;
    struct layout *standing; /* of the settings, or the usual; NULL = none */
    bool is_told;            /* ... by the settings */
    struct entry entries[LAYOUTS_MOST];
    size_t count;
};

struct layout_book *layout_book_create(const struct decoder *decoder, struct text told,
                                       struct error *err)
{
    struct layout_book *book = NULL;
    struct layout *standing = NULL;

    if (told.length > 0 && !decoder->layout_create) {
        error_set(err, "the format '%s' takes no layout", decoder->name);
        return NULL;
    }
    if (told.length > 0)
        standing = decoder->layout_create(told, err);
    else if (decoder->layout_create && decoder->layout_usual)
        standing = decoder->layout_create(text_of(decoder->layout_usual), err);
    if (!standing && (told.length > 0 || decoder->layout_usual))
        return NULL;
    book = mem_zero(sizeof *book);
    book->decoder = decoder;
    book->standing = standing;
    book->is_told = told.length > 0;
    return book;
}

static void forget(const struct layout_book *book, struct entry *entry)
{
    if (entry->layout)
        book->decoder->layout_destroy(entry->layout);
    mem_free(entry->header);
}

void layout_book_destroy(struct layout_book *book)
{
    if (!book)
        return;
    for (size_t i = 0; i < book->count; i++)
        forget(book, &book->entries[i]);
    if (book->standing)
        book->decoder->layout_destroy(book->standing);
    mem_free(book);
}

enum record_shape layout_book_shape(const struct layout_book *book)
{
    if (book->is_told && book->decoder->shape == SHAPE_HEADED_FIRST)
        return SHAPE_LINE;
    return book->decoder->shape;
}

static bool is_of(const struct entry *entry, struct text header)
{
    return text_equal((struct text){entry->header, entry->length}, header);
}

static struct entry make_entry(const struct layout_book *book, struct text header)
{
    struct error ignored = {0};

    return (struct entry){
        .header = mem_copy_text(header),
        .length = header.length,
        .layout = book->decoder->layout_create(header, &ignored),
    };
}

/* Finds the entry, or makes it in the place of the last, and brings it to the front. */
static const struct entry *use(struct layout_book *book, struct text header)
{
    struct entry found = {0};
    size_t place = 0;

    while (place < book->count && !is_of(&book->entries[place], header))
        place++;
    if (place < book->count) {
        found = book->entries[place];
    } else {
        found = make_entry(book, header);
        if (book->count < LAYOUTS_MOST)
            book->count++;
        else
            forget(book, &book->entries[--place]);
    }
    for (; place > 0; place--)
        book->entries[place] = book->entries[place - 1];
    book->entries[0] = found;
    return &book->entries[0];
}

const struct layout *layout_book_find(struct layout_book *book, struct text header)
{
    if (header.length == 0 || !book->decoder->layout_create)
        return book->standing;
    if (book->count > 0 && is_of(&book->entries[0], header))
        return book->entries[0].layout;
    return use(book, header)->layout;
}
