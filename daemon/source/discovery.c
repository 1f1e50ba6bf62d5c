#include "source/discovery.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "source/folder_list.h"
#include "source/generations.h"
#include "source/glob_list.h"
#include "source/resumption.h"
#include "source/rotation.h"

/* Who renames a log faster than it can be looked for is waited for; the notice of
 * the next renaming settles it. */
enum { SETTLE_ROUNDS = 16 };

/* A name under which there is something that cannot be a log. */
struct obstacle {
    char *path;
    unsigned source;
};

/* A log whose path another file has taken: before that is followed, files that had
 * it in between are looked for, in all folders at once. */
struct succession {
    char *path;
    struct file_facts last;
    struct file_key present; /* what had the path before the folders were listed */
};

struct discovery {
    struct file_book *book;
    struct stored_cursors *stored;
    struct glob_list globs;
    struct folder_list *folders;
    struct table *obstacles; /* by path */
    struct succession *successions;
    size_t succession_count;
    size_t succession_capacity;
    bool is_settling;
    uint64_t scan; /* number of the current or last one */
    bool is_due;
    bool is_configured;
    bool unclean;
};

struct discovery *discovery_create(struct file_book *book, struct stored_cursors *stored)
{
    struct discovery *discovery = mem_zero(sizeof *discovery);

    discovery->book = book;
    discovery->stored = stored;
    discovery->folders = folder_list_create(book->opener);
    discovery->obstacles = table_create();
    return discovery;
}

static void obstacle_destroy(struct obstacle *obstacle)
{
    if (!obstacle)
        return;
    mem_free(obstacle->path);
    mem_free(obstacle);
}

void discovery_destroy(struct discovery *discovery)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    if (!discovery)
        return;
    while (table_next(discovery->obstacles, &position, &key, &value))
        obstacle_destroy(value);
    table_destroy(discovery->obstacles);
    for (size_t i = 0; i < discovery->succession_count; i++)
        mem_free(discovery->successions[i].path);
    mem_free(discovery->successions);
    folder_list_destroy(discovery->folders);
    glob_list_finish(&discovery->globs);
    mem_free(discovery);
}

static void raise_obstacle(struct discovery *discovery, unsigned source, const char *path)
{
    struct file_book *book = discovery->book;
    struct obstacle *obstacle = NULL;
    struct error err = {0};

    if (table_get(discovery->obstacles, text_of(path)) || opener_may_read(book->opener, path, &err))
        return;
    obstacle = mem_zero(sizeof *obstacle);
    obstacle->path = mem_copy_string(path);
    obstacle->source = source;
    (void)table_put(discovery->obstacles, text_of(path), obstacle);
    book->counts.unreadable++;
    file_book_report_path(book, SOURCE_UNREADABLE, source, path, err.text);
}

static void clear_obstacle(struct discovery *discovery, const char *path)
{
    struct obstacle *obstacle = table_remove(discovery->obstacles, text_of(path));

    if (!obstacle)
        return;
    discovery->book->counts.unreadable--;
    file_book_report_path(discovery->book, SOURCE_READABLE, obstacle->source, path, NULL);
    obstacle_destroy(obstacle);
}

/* The file is where it should be: is it readable, and is there more to read? */
static void confirm(struct discovery *discovery, struct followed_file *file,
                    const struct file_facts *facts)
{
    struct file_book *book = discovery->book;
    struct error err = {0};
    bool has_changed = facts->size != file->facts.size || facts->modified != file->facts.modified;

    file->seen = discovery->scan;
    if (!opener_may_read(book->opener, file->path, &err))
        file_book_blame(book, file, &err);
    else if (file->failing)
        file_book_wake(book, file);
    else
        file_book_heal(book, file);
    file_book_watch(book, file);
    if (has_changed || facts->size != file->tail.cursor.offset)
        rotation_look(book, file);
}

/* Begins in the middle: behind the last newline, so that a line half written is
 * evaluated when it is whole. */
static void begin_at_end(struct file_book *book, struct followed_file *file)
{
    struct error err = {0};
    uint64_t end = file->facts.size;

    if (file->descriptor >= 0)
        end = file_tail_last_line(file->descriptor, end, book->room);
    if (!file_tail_jump(&file->tail, file->descriptor, end, &err))
        file_book_blame(book, file, &err);
}

static void begin_file(struct discovery *discovery, const struct source_glob *glob,
                       const char *path, const struct file_facts *facts)
{
    struct file_book *book = discovery->book;
    struct stored_cursor stored = {0};
    struct followed_file *file = NULL;
    bool is_old = glob->is_new && !glob->from_beginning && !table_get(book->left, text_of(path)) &&
                  !stored_cursors_know_path(discovery->stored, path);

    /* A cursor that is taken and not used would be lost: the file would be read
     * from its beginning as soon as there is room for it. */
    if (!file_book_has_room(book, glob->source, path))
        return;
    if (stored_cursors_take(discovery->stored, facts, &stored)) {
        file = resumption_adopt(book, &stored, glob->source, path, facts, discovery->unclean);
        stored_cursor_finish(&stored);
    } else {
        file = file_book_add(book, path, glob->source, facts);
        if (file) {
            (void)file_book_open(book, file);
            if (is_old)
                begin_at_end(book, file);
            file_book_report(book, file, SOURCE_FOUND, NULL);
        }
    }
    if (!file)
        return;
    file->seen = discovery->scan;
    file_book_wake(book, file);
}

static void note_succession(struct discovery *discovery, const char *path,
                            const struct file_facts *last)
{
    discovery->successions =
        array_room(discovery->successions, discovery->succession_count,
                   &discovery->succession_capacity, sizeof *discovery->successions);
    discovery->successions[discovery->succession_count++] =
        (struct succession){.path = mem_copy_string(path), .last = *last};
}

static bool is_still_there(struct discovery *discovery, const struct followed_file *file)
{
    struct file_facts facts = {0};

    return !file->departed &&
           opener_look_path(discovery->book->opener, file->path, &facts) == LOOK_FILE &&
           file_facts_same(&facts, &file->facts);
}

/* Whether the path leads by a link to a file that a glob names by its own name.  That
 * one counts: else whoever may put a link into a folder of logs takes the files of
 * other sources away from them. */
static bool is_mere_link(const struct discovery *discovery, const char *path)
{
    char *own = opener_resolve(discovery->book->opener, path);
    bool is_link = own && strcmp(own, path) != 0 && glob_list_match(&discovery->globs, own);

    mem_free(own);
    return is_link;
}

/* A file that is not in the book under this path; perhaps it is under another. */
static void meet(struct discovery *discovery, const struct source_glob *glob, const char *path,
                 const struct file_facts *facts)
{
    struct file_book *book = discovery->book;
    struct followed_file *file = file_book_find(book, facts);
    const struct followed_file *before = table_get(book->left, text_of(path));

    /* Another path of a file that is followed already is none of our business as
     * long as the first one stands. */
    if (file && is_still_there(discovery, file))
        return;
    if (is_mere_link(discovery, path))
        return;
    if (file) {
        rotation_attach(book, file, path);
        confirm(discovery, file, facts);
    } else if (before && !discovery->is_settling) {
        note_succession(discovery, path, &before->facts);
    } else {
        begin_file(discovery, glob, path, facts);
    }
}

static void look_at_file(struct discovery *discovery, const struct source_glob *glob,
                         const char *path, const struct file_facts *facts)
{
    struct followed_file *file = file_book_at(discovery->book, path);

    clear_obstacle(discovery, path);
    if (file && file_facts_same(&file->facts, facts)) {
        confirm(discovery, file, facts);
        return;
    }
    if (file)
        rotation_depart(discovery->book, file);
    meet(discovery, glob, path, facts);
}

static void look_at(struct discovery *discovery, const struct source_glob *glob, const char *path)
{
    struct file_book *book = discovery->book;
    struct followed_file *file = file_book_at(book, path);
    struct file_facts facts = {0};
    struct error err = {0};

    switch (opener_look_path(book->opener, path, &facts)) {
    case LOOK_FILE:
        look_at_file(discovery, glob, path, &facts);
        return;
    case LOOK_FAILED:
        if (file && !opener_may_read(book->opener, path, &err))
            file_book_blame(book, file, &err);
        return;
    case LOOK_ABSENT:
        clear_obstacle(discovery, path);
        break;
    case LOOK_OTHER:
        if (file || glob->is_literal)
            raise_obstacle(discovery, glob->source, path);
        break;
    }
    if (file)
        rotation_depart(book, file);
}

void discovery_look(struct discovery *discovery, const char *path)
{
    const struct source_glob *glob = glob_list_match(&discovery->globs, path);
    char *own = NULL;

    if (!glob)
        return;
    own = mem_copy_string(path);
    look_at(discovery, glob, own);
    mem_free(own);
}

/* A glob being walked. */
struct walk {
    struct discovery *discovery;
    const struct source_glob *glob;
};

static void visit_file(const char *path, void *cookie)
{
    const struct walk *walk = cookie;

    if (!glob_list_is_compressed(text_of(path)))
        look_at(walk->discovery, walk->glob, path);
}

static void visit_folder(const char *path, void *cookie)
{
    const struct walk *walk = cookie;
    struct discovery *discovery = walk->discovery;
    struct error err = {0};

    /* A folder that may be entered but not listed cannot be watched either; what
     * matters of its rights is told by the walk. */
    if (folder_list_add(discovery->folders, path, discovery->scan, &err) == WATCH_EXHAUSTED)
        file_book_miss_watch(discovery->book, walk->glob->source, path, &err);
}

static void scan_glob(struct discovery *discovery, struct source_glob *glob)
{
    struct file_book *book = discovery->book;
    struct walk walk = {discovery, glob};
    struct error err = {0};
    bool is_open = opener_walk_folders(book->opener, glob->pattern, visit_folder, &walk, &err);

    opener_glob(book->opener, glob->pattern, visit_file, &walk);
    if (glob->is_literal)
        visit_file(glob->pattern, &walk);
    glob->is_new = false;
    if (is_open != glob->is_blocked)
        return;
    glob->is_blocked = !is_open;
    book->counts.unreadable += is_open ? (size_t)-1 : 1;
    file_book_report_path(book, is_open ? SOURCE_READABLE : SOURCE_UNREADABLE, glob->source,
                          glob->pattern, is_open ? NULL : err.text);
}

/* Looks at the files that the globs did not bring up, and at the departed ones. */
static void look_at_rest(struct discovery *discovery)
{
    struct file_book *book = discovery->book;

    for (size_t i = book->all.count; i-- > 0;) {
        struct followed_file *file = book->all.files[i];

        if (file->departed)
            rotation_look(book, file);
        else if (file->seen != discovery->scan)
            discovery_look(discovery, file->path);
    }
}

static void look_at_obstacles(struct discovery *discovery)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    while (table_next(discovery->obstacles, &position, &key, &value)) {
        struct file_facts facts = {0};
        const struct obstacle *obstacle = value;

        if (opener_look_path(discovery->book->opener, obstacle->path, &facts) == LOOK_ABSENT)
            clear_obstacle(discovery, obstacle->path);
    }
}

/* What has the path now; all zero when nothing that can be followed. */
static struct file_key present_file(const struct discovery *discovery, const char *path)
{
    struct file_facts facts = {0};

    if (opener_look_path(discovery->book->opener, path, &facts) != LOOK_FILE)
        return (struct file_key){{0}};
    return file_key_of(&facts);
}

/* Follows what had the paths in between.  A log that was renamed while we looked
 * may have been listed under its old name and opened under no name at all: such
 * paths stay for another round. */
static void settle_round(struct discovery *discovery)
{
    struct generations *generations = generations_create(discovery->book, discovery->stored);
    size_t left = 0;

    for (size_t i = 0; i < discovery->succession_count; i++) {
        struct succession *succession = &discovery->successions[i];

        succession->present = present_file(discovery, succession->path);
        generations_list(generations, succession->path);
    }
    for (size_t i = 0; i < discovery->succession_count; i++) {
        struct succession *succession = &discovery->successions[i];
        const struct source_glob *glob = glob_list_match(&discovery->globs, succession->path);
        struct file_key now = {{0}};

        if (glob) {
            generations_follow(generations, succession->path, glob->source, &succession->last);
            look_at(discovery, glob, succession->path);
            now = present_file(discovery, succession->path);
        }
        if (glob && !text_equal(file_key_text(&now), file_key_text(&succession->present)))
            discovery->successions[left++] = *succession;
        else
            mem_free(succession->path);
    }
    discovery->succession_count = left;
    generations_destroy(generations);
}

void discovery_settle(struct discovery *discovery)
{
    rotation_seek(discovery->book);
    discovery->is_settling = true;
    for (int round = 0; discovery->succession_count > 0 && round < SETTLE_ROUNDS; round++)
        settle_round(discovery);
    discovery->is_settling = false;
}

void discovery_scan(struct discovery *discovery)
{
    discovery->scan++;
    discovery->is_due = false;
    discovery->book->told_watches = false;
    for (size_t i = 0; i < discovery->globs.count; i++)
        scan_glob(discovery, &discovery->globs.globs[i]);
    folder_list_prune(discovery->folders, discovery->scan);
    look_at_rest(discovery);
    look_at_obstacles(discovery);
    discovery_settle(discovery);
}

/* Lets go what no glob means any more; the others may have another source now. */
static void reassign(struct discovery *discovery)
{
    struct file_book *book = discovery->book;

    for (size_t i = book->all.count; i-- > 0;) {
        struct followed_file *file = book->all.files[i];
        const struct source_glob *glob = glob_list_match(&discovery->globs, file->path);

        if (glob)
            file->source = glob->source;
        else
            file_book_drop(book, file);
    }
}

void discovery_configure(struct discovery *discovery, const struct source_set_options *options,
                         bool unclean)
{
    struct glob_list before = discovery->globs;

    glob_list_init(&discovery->globs, options);
    glob_list_inherit(&discovery->globs, &before);
    glob_list_finish(&before);
    discovery->unclean = unclean;
    if (discovery->is_configured)
        reassign(discovery);
    else
        resumption_match(discovery->book, discovery->stored, &discovery->globs, unclean);
    discovery->is_configured = true;
    discovery_scan(discovery);
}

void discovery_notice(struct discovery *discovery, int watch, const char *name)
{
    struct buffer path = {0};

    for (const struct folder *folder = folder_list_find(discovery->folders, watch); folder;
         folder = folder->alias) {
        buffer_clear(&path);
        if (strcmp(folder->path, "/") != 0)
            buffer_append_text(&path, text_of(folder->path));
        buffer_append_byte(&path, '/');
        buffer_append_text(&path, text_of(name));
        if (!name || glob_list_leads_through(&discovery->globs, buffer_string(&path)))
            discovery->is_due = true;
        else
            discovery_look(discovery, buffer_string(&path));
    }
    buffer_finish(&path);
}

void discovery_lost_folder(struct discovery *discovery, int watch)
{
    if (!folder_list_find(discovery->folders, watch))
        return;
    folder_list_drop(discovery->folders, watch);
    discovery->is_due = true;
}

bool discovery_scan_is_due(const struct discovery *discovery)
{
    return discovery->is_due;
}
