#include "source/rotation.h"

#include "base/memory.h"

/* Notes where an open file lies now. */
static void trace(struct file_book *book, struct followed_file *file)
{
    struct buffer place = {0};

    mem_free(file->place);
    file->place = NULL;
    if (opener_trace(book->opener, file->descriptor, &place))
        file->place = mem_copy_text(buffer_text(&place));
    buffer_finish(&place);
}

/* Gives up the path, so that whoever takes it becomes the successor. */
static void leave_path(struct file_book *book, struct followed_file *file)
{
    if (file_book_at(book, file->path) == file)
        (void)table_remove(book->by_path, text_of(file->path));
    if (file->left && table_get(book->left, text_of(file->left)) == file)
        (void)table_remove(book->left, text_of(file->left));
    mem_free(file->left);
    file->left = mem_copy_string(file->path);
    (void)table_put(book->left, text_of(file->left), file);
    book->counts.rotations += !file->is_told;
}

void rotation_give_up(struct file_book *book, struct followed_file *file)
{
    uint64_t offset = file->tail.cursor.offset;

    if (file->behind)
        file_book_report_gap(book, file->source, file->path, &file->tail.cursor,
                             file->facts.size > offset ? file->facts.size - offset : 0);
    rotation_finish(book, file);
}

/* It was found: it will be read to its end.  Told once, for a restart finds it so again. */
static void follow_on(struct file_book *book, struct followed_file *file)
{
    if (file->descriptor >= 0)
        trace(book, file);
    if (!file->is_told) {
        file_book_report(book, file, SOURCE_RENAMED, file->place);
        file->is_told = true;
        file_book_mark_dirty(book, file);
    }
    file_book_wake(book, file);
}

void rotation_depart(struct file_book *book, struct followed_file *file)
{
    if (!file->departed) {
        leave_path(book, file);
        file->departed = true;
        file->departed_at = book->now;
        file_list_add(&book->departed, file);
        file_book_pin(book, file);
        if (file->descriptor >= 0)
            follow_on(book, file);
    }
    if (file->descriptor < 0)
        file_list_add(&book->astray, file);
}

/* A file in a folder that astray ones were in. */
static void recognise(const char *path, void *cookie)
{
    struct file_book *book = cookie;
    struct file_facts facts = {0};
    struct followed_file *file = NULL;

    if (opener_look_path(book->opener, path, &facts) != LOOK_FILE)
        return;
    file = file_book_find(book, &facts);
    if (!file || !file_list_has(&book->astray, file))
        return;
    mem_free(file->place);
    file->place = mem_copy_string(path);
}

void rotation_seek(struct file_book *book)
{
    struct table *listed = NULL;

    if (book->astray.count == 0)
        return;
    listed = table_create();
    for (size_t i = 0; i < book->astray.count; i++) {
        const char *path = book->astray.files[i]->path;

        if (!table_put(listed, opener_folder_of(path), book))
            opener_list_siblings(book->opener, path, recognise, book);
    }
    table_destroy(listed);
    while (book->astray.count > 0) {
        struct followed_file *file = book->astray.files[book->astray.count - 1];

        file_list_remove(&book->astray, file);
        /* One that is there and cannot be opened for now is tried again. */
        if (file_book_open(book, file) == FILE_MOVED)
            rotation_give_up(book, file);
        else
            follow_on(book, file);
    }
}

void rotation_attach(struct file_book *book, struct followed_file *file, const char *path)
{
    if (!file->departed) {
        leave_path(book, file);
        file_book_report(book, file, SOURCE_RENAMED, path);
    }
    file->departed = false;
    file->is_told = false;
    file->drained = false;
    file_list_remove(&book->departed, file);
    file_list_remove(&book->astray, file);
    mem_free(file->path);
    mem_free(file->place);
    file->path = mem_copy_string(path);
    file->place = NULL;
    (void)table_put(book->by_path, text_of(path), file);
    file_book_unpin(book, file);
    file_book_mark_dirty(book, file);
}

void rotation_begin_anew(struct file_book *book, struct followed_file *file, uint64_t lost)
{
    if (lost > 0 || file->is_resumed)
        file_book_report_gap(book, file->source, file->path, &file->tail.cursor, lost);
    file->unread = 0;
    file->drained = false;
    file->is_resumed = false;
    book->counts.truncations++;
    file_book_forget(book, file->tail.cursor.incarnation);
    file_tail_begin(&file->tail, identifier_random());
    file_book_mark_dirty(book, file);
    file_book_report(book, file, SOURCE_FOUND, NULL);
}

/* What is stored of the file is to say so. */
static void set_drained(struct file_book *book, struct followed_file *file, bool drained)
{
    if (file->drained == drained)
        return;
    file->drained = drained;
    file_book_mark_dirty(book, file);
}

void rotation_note_end(struct file_book *book, struct followed_file *file)
{
    set_drained(book, file, file->departed && !file->failing && file->unread == 0);
}

void rotation_look(struct file_book *book, struct followed_file *file)
{
    struct file_facts facts = {0};
    uint64_t before = file->facts.size;
    uint64_t offset = file->tail.cursor.offset;

    if (file_list_has(&book->astray, file))
        return;
    if (file->descriptor < 0) {
        file_book_wake(book, file);
        return;
    }
    if (!opener_look(book->opener, file->descriptor, &facts))
        return;
    file->facts = facts;
    if (facts.size < before && before > offset)
        file->unread = before - offset;
    if (facts.size < offset)
        rotation_begin_anew(book, file, file->unread);
    if (facts.size > file->tail.cursor.offset)
        set_drained(book, file, false);
    file_book_wake(book, file);
}

bool rotation_is_final(const struct file_book *book, const struct followed_file *file)
{
    return file->departed && book->now - file->departed_at >= book->linger;
}

void rotation_review(struct file_book *book)
{
    for (size_t i = 0; i < book->departed.count; i++) {
        struct followed_file *file = book->departed.files[i];

        if (rotation_is_final(book, file))
            file_book_wake(book, file);
    }
}

void rotation_finish(struct file_book *book, struct followed_file *file)
{
    file_book_report(book, file, SOURCE_FINISHED, NULL);
    file_book_drop(book, file);
}
