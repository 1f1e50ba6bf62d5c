#include "notifier/case_book.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/json_reader.h"
#include "base/memory.h"
#include "base/table.h"
#include "consumer/json_write.h"

struct case_book {
    struct table *cases;
};

struct case_book *case_book_create(void)
{
    struct case_book *book = mem_zero(sizeof *book);

    book->cases = table_create();
    return book;
}

static void destroy_case(struct alert_case *one)
{
    buffer_finish(&one->record);
    buffer_finish(&one->title);
    mem_free(one);
}

void case_book_destroy(struct case_book *book)
{
    struct alert_case *one = NULL;
    size_t position = 0;

    if (!book)
        return;
    while ((one = case_book_next(book, &position)))
        destroy_case(one);
    table_destroy(book->cases);
    mem_free(book);
}

struct alert_case *case_book_find(const struct case_book *book, const char *id)
{
    return table_get(book->cases, text_of(id));
}

static struct alert_case *find_oldest(const struct case_book *book)
{
    struct alert_case *oldest = NULL;
    struct alert_case *one = NULL;
    size_t position = 0;

    while ((one = case_book_next(book, &position))) {
        if (!oldest || one->seen < oldest->seen)
            oldest = one;
    }
    return oldest;
}

struct alert_case *case_book_add(struct case_book *book, const char *id, bool *forgotten)
{
    struct alert_case *one = NULL;

    *forgotten = table_count(book->cases) >= CASES_MOST;
    if (*forgotten)
        case_book_remove(book, find_oldest(book));
    one = mem_zero(sizeof *one);
    snprintf(one->id, sizeof one->id, "%s", id);
    one->escalate_at = TIMESTAMP_NONE;
    table_put(book->cases, text_of(one->id), one);
    return one;
}

void case_book_remove(struct case_book *book, struct alert_case *one)
{
    table_remove(book->cases, text_of(one->id));
    destroy_case(one);
}

struct alert_case *case_book_next(const struct case_book *book, size_t *position)
{
    struct text id = {0};
    void *one = NULL;

    return table_next(book->cases, position, &id, &one) ? one : NULL;
}

/* After a restart, what was on its way is to be done again. */
static enum case_standing kept(enum case_standing standing)
{
    if (standing == CASE_QUEUED)
        return CASE_NOT_TOLD;
    return standing == CASE_SUMMING ? CASE_HELD : standing;
}

static void write_case(const struct alert_case *one, struct buffer *lines)
{
    buffer_printf(lines, "{\"id\":\"%s\",\"done\":%" PRIu64 ",\"red\":%d,\"standing\":[%u,%u]",
                  one->id, one->done, one->is_red, (unsigned)kept(one->standing[CONTACT_FIRST]),
                  (unsigned)kept(one->standing[CONTACT_SECOND]));
    if (one->title.length > 0)
        json_write_member(lines, "title", buffer_text(&one->title));
    if (one->escalate_at != TIMESTAMP_NONE) {
        buffer_printf(lines, ",\"escalate_at\":%" PRId64 ",\"record\":", one->escalate_at);
        buffer_append_text(lines, buffer_text(&one->record));
    }
    buffer_append(lines, "}\n", 2);
}

void case_book_write(const struct case_book *book, enum case_watch watch, struct buffer *lines)
{
    struct alert_case *one = NULL;
    size_t position = 0;

    buffer_printf(lines, "{\"watch\":%u}\n", (unsigned)watch);
    while ((one = case_book_next(book, &position)))
        write_case(one, lines);
}

/* A line as it is read, before it is known whether it is whole. */
struct entry {
    struct text id;
    struct text record;
    struct text title; /* escaped */
    int64_t watch;
    int64_t red;
    int64_t done;
    int64_t escalate_at;
    int64_t standing[CONTACTS];
};

static void take_number(const struct json_reader *reader, int64_t *number)
{
    double real = 0;

    if (reader->token == JSON_NUMBER)
        json_reader_number(reader->raw, number, &real);
}

static void take_pair(struct json_reader *reader, int64_t pair[CONTACTS])
{
    for (size_t i = 0; !json_token_is_last(json_reader_next(reader)); i++) {
        if (reader->token == JSON_ARRAY_END)
            return;
        if (i < CONTACTS)
            take_number(reader, &pair[i]);
        json_reader_skip(reader);
    }
}

static void take_member(struct json_reader *reader, struct text name, struct entry *entry)
{
    const struct {
        struct text name;
        int64_t *number;
    } members[] = {
        {TEXT("watch"), &entry->watch},
        {TEXT("red"), &entry->red},
        {TEXT("done"), &entry->done},
        {TEXT("escalate_at"), &entry->escalate_at},
    };

    if (reader->token == JSON_STRING && text_equal(name, TEXT("id")))
        entry->id = reader->raw;
    if (reader->token == JSON_STRING && text_equal(name, TEXT("title")))
        entry->title = reader->raw;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (text_equal(members[i].name, name))
            take_number(reader, members[i].number);
    }
    if (reader->token == JSON_ARRAY && text_equal(name, TEXT("standing")))
        take_pair(reader, entry->standing);
    else if (reader->token == JSON_OBJECT && text_equal(name, TEXT("record")))
        entry->record = json_reader_skip(reader);
    else
        json_reader_skip(reader);
}

static bool read_entry(struct text line, struct entry *entry)
{
    struct json_reader reader;

    *entry = (struct entry){.escalate_at = TIMESTAMP_NONE};
    json_reader_init(&reader, line);
    if (json_reader_next(&reader) != JSON_OBJECT)
        return false;
    while (json_reader_next(&reader) == JSON_NAME) {
        struct text name = reader.raw;

        json_reader_next(&reader);
        take_member(&reader, name, entry);
    }
    return reader.token == JSON_OBJECT_END && json_reader_next(&reader) == JSON_END;
}

static void take_title(struct alert_case *one, struct text escaped)
{
    struct arena *arena = arena_create(1 << 10);
    unsigned odd = 0;

    buffer_append_text(&one->title,
                       text_until(json_reader_string(arena, escaped, &odd), CASE_TITLE_MOST));
    arena_destroy(arena);
}

static bool take_entry(struct case_book *book, const struct entry *entry)
{
    struct identifier identifier = {{0}};
    char id[IDENTIFIER_TEXT_SIZE] = "";
    struct alert_case *one = NULL;
    bool forgotten = false;
    bool has_time = entry->escalate_at >= 0 && entry->escalate_at <= TIMESTAMP_LATEST;

    if (!identifier_read(entry->id, &identifier) || entry->done < 0)
        return false;
    identifier_write(identifier, id);
    one = case_book_find(book, id) ? NULL : case_book_add(book, id, &forgotten);
    if (!one)
        return false;
    one->seen = one->done = (uint64_t)entry->done;
    one->is_red = entry->red != 0;
    for (size_t i = 0; i < CONTACTS; i++) {
        if (entry->standing[i] > CASE_NOT_TOLD && entry->standing[i] <= CASE_SUMMED)
            one->standing[i] = (enum case_standing)entry->standing[i];
    }
    if (entry->title.length > 0)
        take_title(one, entry->title);
    if (entry->record.length > 0 && has_time) {
        one->escalate_at = entry->escalate_at;
        buffer_append_text(&one->record, entry->record);
    }
    return entry->record.length == 0 || has_time;
}

bool case_book_read(struct case_book *book, struct text lines, enum case_watch *watch)
{
    struct text line = {0};
    bool good = true;

    while (lines.length > 0) {
        struct entry entry = {.watch = 0};
        bool is_whole = text_cut(lines, TEXT("\n"), &line, &lines) && read_entry(line, &entry);

        if (is_whole && entry.id.length == 0 && entry.watch >= WATCH_THERE &&
            entry.watch <= WATCH_BACK)
            *watch = (enum case_watch)entry.watch;
        else
            good = is_whole && take_entry(book, &entry) && good;
    }
    return good;
}
