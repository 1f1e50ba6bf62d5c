#include "source/rotation.h"

#include "base/memory.h"

/* A search among the siblings of a path. */
struct search {
    struct file_book *book;
    struct followed_file *file;
    bool found;
};

static void compare(const char *path, void *cookie)
{
    struct search *search = cookie;
    struct file_facts facts = {0};

    if (search->found || opener_look_path(search->book->opener, path, &facts) != LOOK_FILE ||
        !file_facts_same(&facts, &search->file->facts))
        return;
    search->found = true;
    mem_free(search->file->place);
    search->file->place = mem_copy_string(path);
}

/* Finds a closed file under its new name and opens it there. */
static bool find_again(struct file_book *book, struct followed_file *file)
{
    struct search search = {.book = book, .file = file};

    opener_list_siblings(book->opener, file->path, compare, &search);
    return search.found && file_book_open(book, file) == FILE_OPEN;
}

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
    book->counts.rotations++;
}

static void give_up(struct file_book *book, struct followed_file *file)
{
    uint64_t offset = file->tail.cursor.offset;

    if (file->behind)
        file_book_report_gap(book, file->source, file->path, &file->tail.cursor,
                             file->facts.size > offset ? file->facts.size - offset : 0);
    rotation_finish(book, file);
}

bool rotation_depart(struct file_book *book, struct followed_file *file)
{
    if (file->departed)
        return true;
    leave_path(book, file);
    file->departed = true;
    file->departed_at = book->now;
    file_list_add(&book->departed, file);
    file_book_pin(book, file);
    if (file->descriptor < 0 && !find_again(book, file)) {
        give_up(book, file);
        return false;
    }
    trace(book, file);
    file_book_report(book, file, SOURCE_RENAMED, file->place);
    file_book_wake(book, file);
    return true;
}

void rotation_attach(struct file_book *book, struct followed_file *file, const char *path)
{
    if (!file->departed) {
        leave_path(book, file);
        file_book_report(book, file, SOURCE_RENAMED, path);
    }
    file->departed = false;
    file_list_remove(&book->departed, file);
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
    file->is_resumed = false;
    book->counts.truncations++;
    file_book_forget(book, file->tail.cursor.incarnation);
    file_tail_begin(&file->tail, identifier_random());
    file_book_mark_dirty(book, file);
    file_book_report(book, file, SOURCE_FOUND, NULL);
}

void rotation_look(struct file_book *book, struct followed_file *file)
{
    struct file_facts facts = {0};
    uint64_t before = file->facts.size;
    uint64_t offset = file->tail.cursor.offset;

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
