#include "engine/format_book.h"

#include "base/memory.h"
#include "engine/own_format.h"

struct format_book {
    const struct settings *settings;
    struct own_format **own; /* as in the settings; NULL = it has mistakes */
    const struct decoder **all;
    size_t count;
};

static bool is_own(const struct format_book *book, const char *name)
{
    for (size_t i = 0; i < book->settings->format_count; i++) {
        if (text_equal(text_of(book->settings->formats[i].name), text_of(name)))
            return true;
    }
    return false;
}

static void list_all(struct format_book *book)
{
    size_t count = 0;
    const struct decoder *const *built_in = decoder_all(&count);

    book->all = mem_zero_array(count + book->settings->format_count, sizeof *book->all);
    for (size_t i = 0; i < count; i++) {
        if (!is_own(book, built_in[i]->name))
            book->all[book->count++] = built_in[i];
    }
    for (size_t i = 0; i < book->settings->format_count; i++) {
        if (book->own[i])
            book->all[book->count++] = own_format_decoder(book->own[i]);
    }
}

struct format_book *format_book_create(const struct settings *settings,
                                       struct diagnostics *diagnostics)
{
    struct format_book *book = mem_zero(sizeof *book);

    book->settings = settings;
    book->own = mem_zero_array(settings->format_count, sizeof(struct own_format *));
    for (size_t i = 0; i < settings->format_count; i++)
        book->own[i] = own_format_create(settings->path, &settings->formats[i], diagnostics);
    list_all(book);
    return book;
}

void format_book_destroy(struct format_book *book)
{
    if (!book)
        return;
    for (size_t i = 0; i < book->settings->format_count; i++)
        own_format_destroy(book->own[i]);
    mem_free(book->own);
    mem_free(book->all);
    mem_free(book);
}

const struct decoder *format_book_find(const struct format_book *book, struct text name)
{
    for (size_t i = 0; i < book->settings->format_count; i++) {
        if (text_equal(text_of(book->settings->formats[i].name), name))
            return book->own[i] ? own_format_decoder(book->own[i]) : NULL;
    }
    return decoder_find(name);
}

bool format_book_is_broken(const struct format_book *book, struct text name)
{
    for (size_t i = 0; i < book->settings->format_count; i++) {
        if (text_equal(text_of(book->settings->formats[i].name), name))
            return !book->own[i];
    }
    return false;
}

const struct decoder *const *format_book_all(const struct format_book *book, size_t *count)
{
    *count = book->count;
    return book->all;
}

const char *format_book_suggest(const struct format_book *book, struct text name)
{
    const char **names = mem_zero_array(book->count, sizeof *names);
    const char *near = NULL;

    for (size_t i = 0; i < book->count; i++)
        names[i] = book->all[i]->name;
    near = diagnostics_suggest(name, names, book->count);
    mem_free(names);
    return near;
}
