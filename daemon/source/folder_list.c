#include "source/folder_list.h"

#include "base/memory.h"
#include "base/table.h"
#include "source/opener.h"

/* by_watch[w] is the first of a chain of folders whose watch is w. */
struct folder_list {
    struct opener *opener;
    struct table *by_path;
    struct table *by_watch;
};

static struct text watch_text(const int *watch)
{
    return (struct text){(const char *)watch, sizeof *watch};
}

struct folder_list *folder_list_create(struct opener *opener)
{
    struct folder_list *list = mem_zero(sizeof *list);

    list->opener = opener;
    list->by_path = table_create();
    list->by_watch = table_create();
    return list;
}

static void folder_destroy(struct folder *folder)
{
    mem_free(folder->path);
    mem_free(folder);
}

void folder_list_destroy(struct folder_list *list)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    if (!list)
        return;
    while (table_next(list->by_path, &position, &key, &value))
        folder_destroy(value);
    table_destroy(list->by_path);
    table_destroy(list->by_watch);
    mem_free(list);
}

/* Takes the folder out of its chain; the last one to go takes the watch along. */
static void unlink_watch(struct folder_list *list, struct folder *folder)
{
    struct text key = watch_text(&folder->watch);
    struct folder *first = folder->watch >= 0 ? table_get(list->by_watch, key) : NULL;

    if (first == folder && folder->alias) {
        (void)table_put(list->by_watch, key, folder->alias);
    } else if (first == folder) {
        (void)table_remove(list->by_watch, key);
        opener_unwatch(list->opener, folder->watch);
    }
    for (; first; first = first->alias) {
        if (first->alias == folder)
            first->alias = folder->alias;
    }
    folder->alias = NULL;
    folder->watch = WATCH_FAILED;
}

int folder_list_add(struct folder_list *list, const char *path, uint64_t scan, struct error *err)
{
    struct folder *folder = table_get(list->by_path, text_of(path));
    int watch = opener_watch_folder(list->opener, path, err);

    if (!folder) {
        folder = mem_zero(sizeof *folder);
        folder->path = mem_copy_string(path);
        folder->watch = WATCH_FAILED;
        (void)table_put(list->by_path, text_of(path), folder);
    }
    folder->seen = scan;
    if (watch == folder->watch)
        return watch;
    unlink_watch(list, folder);
    folder->watch = watch;
    if (watch >= 0)
        folder->alias = table_put(list->by_watch, watch_text(&watch), folder);
    return watch;
}

void folder_list_prune(struct folder_list *list, uint64_t scan)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    while (table_next(list->by_path, &position, &key, &value)) {
        struct folder *folder = value;

        if (folder->seen >= scan)
            continue;
        unlink_watch(list, folder);
        (void)table_remove(list->by_path, key);
        folder_destroy(folder);
    }
}

void folder_list_drop(struct folder_list *list, int watch)
{
    struct folder *folder = table_get(list->by_watch, watch_text(&watch));

    while (folder) {
        struct folder *alias = folder->alias;

        unlink_watch(list, folder);
        (void)table_remove(list->by_path, text_of(folder->path));
        folder_destroy(folder);
        folder = alias;
    }
}

const struct folder *folder_list_find(const struct folder_list *list, int watch)
{
    return table_get(list->by_watch, watch_text(&watch));
}
