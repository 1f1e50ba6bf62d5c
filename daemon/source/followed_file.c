#include "source/followed_file.h"

#include "base/array.h"
#include "base/memory.h"

struct followed_file *followed_file_create(const char *path, unsigned source,
                                           const struct file_facts *facts)
{
    struct followed_file *file = mem_zero(sizeof *file);

    file->source = source;
    file->path = mem_copy_string(path);
    file->facts = *facts;
    file->descriptor = -1;
    file->watch = -1;
    file->readable = true;
    file->last_event = TIMESTAMP_NONE;
    file->last_read = TIMESTAMP_NONE;
    file->backlog_index = NOT_LISTED;
    for (size_t i = 0; i < LIST_COUNT; i++)
        file->list_index[i] = NOT_LISTED;
    file_tail_begin(&file->tail, identifier_random());
    return file;
}

void followed_file_destroy(struct followed_file *file)
{
    if (!file)
        return;
    mem_free(file->path);
    mem_free(file->place);
    mem_free(file->left);
    mem_free(file);
}

const char *followed_file_place(const struct followed_file *file)
{
    return file->place ? file->place : file->path;
}

void file_list_init(struct file_list *list, enum file_list_name name)
{
    *list = (struct file_list){.name = name};
}

void file_list_finish(struct file_list *list)
{
    mem_free(list->files);
    *list = (struct file_list){.name = list->name};
}

void file_list_add(struct file_list *list, struct followed_file *file)
{
    if (file->list_index[list->name] != NOT_LISTED)
        return;
    list->files =
        array_room(list->files, list->count, &list->capacity, sizeof(struct followed_file *));
    file->list_index[list->name] = list->count;
    list->files[list->count++] = file;
}

bool file_list_has(const struct file_list *list, const struct followed_file *file)
{
    return file->list_index[list->name] != NOT_LISTED;
}

void file_list_remove(struct file_list *list, struct followed_file *file)
{
    size_t index = file->list_index[list->name];

    if (index == NOT_LISTED)
        return;
    file->list_index[list->name] = NOT_LISTED;
    list->count--;
    if (index == list->count)
        return;
    list->files[index] = list->files[list->count];
    list->files[index]->list_index[list->name] = index;
}
