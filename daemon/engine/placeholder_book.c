#include "engine/placeholder_book.h"

#include "base/memory.h"

/* Of a domain that is reserved for names of nothing. */
static const char *const nothing_approved[] = {"approved.invalid"};

/* The catalogue of the last path that has one; to be freed. */
static char *find_beside(char *const *paths, size_t count)
{
    char *found = NULL;

    while (!found && count > 0)
        found = ai_catalogue_find(paths[--count]);
    return found;
}

static struct ai_catalogue *read_catalogue(const struct settings *settings,
                                           struct diagnostics *diagnostics)
{
    struct settings *usual = settings_default();
    char *path = find_beside(settings->rules.paths, settings->rules.path_count);
    struct ai_catalogue *catalogue = NULL;

    if (!path)
        path = find_beside(usual->rules.paths, usual->rules.path_count);
    if (path)
        catalogue = ai_catalogue_read(path, diagnostics);
    mem_free(path);
    settings_destroy(usual);
    return catalogue;
}

static void add(struct placeholder_book *book, const struct named_list *list)
{
    book->items[book->count++] =
        (struct placeholder){list->name, (const char *const *)list->items, list->count};
}

void placeholder_book_open(const struct settings *settings, struct placeholder_book *book,
                           struct diagnostics *diagnostics)
{
    struct ai_catalogue *catalogue = read_catalogue(settings, diagnostics);
    size_t lists = catalogue ? catalogue->list_count : 0;

    *book = (struct placeholder_book){.catalogue = catalogue};
    book->items =
        mem_zero_array(settings->rules.placeholder_count + lists + 1, sizeof *book->items);
    for (size_t i = 0; i < settings->rules.placeholder_count; i++)
        add(book, &settings->rules.placeholders[i]);
    for (size_t i = 0; i < lists; i++)
        add(book, &catalogue->lists[i]);
    book->items[book->count++] = (struct placeholder){"ai_approved", nothing_approved, 1};
}

void placeholder_book_close(struct placeholder_book *book)
{
    mem_free(book->items);
    ai_catalogue_destroy(book->catalogue);
    *book = (struct placeholder_book){0};
}
