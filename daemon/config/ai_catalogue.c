#include "config/ai_catalogue.h"

#include <unistd.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/table.h"

enum column { DOMAIN, VENDOR, SERVICE, CATEGORY, DUAL_USE, NOTE, COLUMNS };

enum { DOMAIN_LONGEST = 253, FOLDERS_ABOVE = 3 };

static const char *const column_names[COLUMNS] = {"domain",   "vendor",   "service",
                                                  "category", "dual_use", "note"};

/* A file being read. */
struct reader {
    struct ai_catalogue *catalogue;
    struct table *seen; /* domains so far */
    struct place place; /* of the line, and of the value at fault */
    struct diagnostics *diagnostics;
};

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' ||
           byte == '.';
}

/* A word; also: one more byte that it may have. */
static bool is_word(struct text text, char also)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!is_word_byte(text.data[i]) && text.data[i] != also)
            return false;
    }
    return text.length > 0;
}

static bool is_domain(struct text text)
{
    size_t dot = 0;

    return is_word(text, '*') && text.length <= DOMAIN_LONGEST &&
           text_find(text, TEXT("."), &dot) && !text_starts_with(text, TEXT(".")) &&
           !text_ends_with(text, TEXT(".")) && !text_ends_with(text, TEXT("*"));
}

/* Cuts a line into its values, and says in which columns of it they begin. */
static bool split(const struct reader *reader, struct text line, struct text *values,
                  unsigned *starts)
{
    size_t length = line.length;
    size_t count = 0;
    bool more = true;

    while (more && count < COLUMNS) {
        starts[count] = (unsigned)(length - line.length) + 1;
        more = text_cut(line, TEXT(","), &values[count++], &line);
    }
    if (!more && count == COLUMNS)
        return true;
    return diagnostics_error(reader->diagnostics, reader->place,
                             "a line has %d values with commas between them: domain, vendor, "
                             "service, category, dual_use, note",
                             (int)COLUMNS);
}

static bool reject(const struct reader *reader, unsigned start, const char *words)
{
    struct place place = reader->place;

    place.column = start;
    return diagnostics_error(reader->diagnostics, place, "%s", words);
}

static bool check_values(const struct reader *reader, const struct text *values,
                         const unsigned *starts)
{
    struct text dual_use = values[DUAL_USE];
    size_t quote = 0;

    for (size_t i = 0; i < COLUMNS; i++) {
        if (text_find(values[i], TEXT("\""), &quote))
            return reject(reader, starts[i], "no value is quoted, or holds a quote");
    }
    if (!is_domain(values[DOMAIN]))
        return reject(reader, starts[DOMAIN],
                      "a domain is written in small letters, digits, '-' and '.', with a dot in "
                      "it, and '*' for anything but the end; other scripts as xn--...");
    if (!is_word(values[SERVICE], '_'))
        return reject(reader, starts[SERVICE],
                      "a service is a word of small letters, digits, '-', '_' and '.'");
    if (!is_word(values[CATEGORY], '_'))
        return reject(reader, starts[CATEGORY],
                      "a category is a word of small letters, digits, '-', '_' and '.'");
    if (dual_use.length > 0 && !text_equal(dual_use, TEXT("yes")))
        return reject(reader, starts[DUAL_USE], "dual_use is yes or empty");
    if (table_get(reader->seen, values[DOMAIN]))
        return reject(reader, starts[DOMAIN], "this domain stands further up already");
    return true;
}

/* The list of a name; NULL when there would be too many. */
static struct named_list *find_list(struct ai_catalogue *catalogue, struct text name)
{
    struct named_list *list = NULL;

    for (size_t i = 0; i < catalogue->list_count; i++) {
        if (text_equal(text_of(catalogue->lists[i].name), name))
            return &catalogue->lists[i];
    }
    if (catalogue->list_count == AI_CATALOGUE_CATEGORIES_MOST + 2)
        return NULL;
    catalogue->lists = array_room(catalogue->lists, catalogue->list_count,
                                  &catalogue->list_capacity, sizeof *catalogue->lists);
    list = &catalogue->lists[catalogue->list_count++];
    *list = (struct named_list){.name = mem_copy_text(name)};
    return list;
}

static bool add_to_list(struct ai_catalogue *catalogue, struct text name, struct text domain)
{
    struct named_list *list = find_list(catalogue, name);

    if (!list)
        return false;
    if ((list->count & (list->count - 1)) == 0) /* full: its room is a power of two */
        list->items = mem_resize_array(list->items, list->count > 0 ? 2 * list->count : 1,
                                       sizeof *list->items);
    list->items[list->count++] = mem_copy_text(domain);
    return true;
}

static bool add_to_category(struct ai_catalogue *catalogue, struct text category,
                            struct text domain)
{
    struct buffer name = {0};
    bool good = false;

    buffer_append_text(&name, TEXT("ai_services."));
    buffer_append_text(&name, category);
    good = add_to_list(catalogue, buffer_text(&name), domain);
    buffer_finish(&name);
    return good;
}

static bool take_line(struct reader *reader, struct text line)
{
    struct text values[COLUMNS] = {{0}};
    unsigned starts[COLUMNS] = {0};

    if (!split(reader, line, values, starts) || !check_values(reader, values, starts))
        return false;
    if (reader->catalogue->domain_count++ == AI_CATALOGUE_DOMAINS_MOST)
        return diagnostics_error(reader->diagnostics, reader->place, "more than %d domains",
                                 AI_CATALOGUE_DOMAINS_MOST);
    table_put(reader->seen, values[DOMAIN], reader);
    if (values[DUAL_USE].length > 0)
        return add_to_list(reader->catalogue, TEXT("ai_dual_use"), values[DOMAIN]);
    if (!add_to_category(reader->catalogue, values[CATEGORY], values[DOMAIN]))
        return reject(reader, starts[CATEGORY], "there are too many categories");
    return add_to_list(reader->catalogue, TEXT("ai_services"), values[DOMAIN]);
}

static bool check_head(const struct reader *reader, struct text line)
{
    struct text values[COLUMNS] = {{0}};
    unsigned starts[COLUMNS] = {0};

    if (!split(reader, line, values, starts))
        return false;
    for (size_t i = 0; i < COLUMNS; i++) {
        if (!text_equal(values[i], text_of(column_names[i])))
            return reject(reader, starts[i],
                          "the first line names the columns: "
                          "domain,vendor,service,category,dual_use,note");
    }
    return true;
}

static bool read_lines(struct reader *reader, struct text bytes)
{
    bool has_head = false;

    while (bytes.length > 0) {
        struct text line = {0};

        text_cut(bytes, TEXT("\n"), &line, &bytes);
        if (text_ends_with(line, TEXT("\r")))
            line.length--;
        reader->place.line++;
        if (line.length == 0 || line.data[0] == '#')
            continue;
        if (!(has_head ? take_line(reader, line) : check_head(reader, line)))
            return false;
        has_head = true;
    }
    return reader->catalogue->domain_count > 0 ||
           diagnostics_error(reader->diagnostics, reader->place, "no domain stands in it");
}

struct ai_catalogue *ai_catalogue_parse(const char *path, struct text bytes,
                                        struct diagnostics *diagnostics)
{
    struct reader reader = {
        .catalogue = mem_zero(sizeof *reader.catalogue),
        .seen = table_create(),
        .place = {path, 0, 1},
        .diagnostics = diagnostics,
    };

    /* Both are there, whichever the file has domains for. */
    find_list(reader.catalogue, TEXT("ai_services"));
    find_list(reader.catalogue, TEXT("ai_dual_use"));
    if (!read_lines(&reader, bytes)) {
        ai_catalogue_destroy(reader.catalogue);
        reader.catalogue = NULL;
    }
    table_destroy(reader.seen);
    return reader.catalogue;
}

struct ai_catalogue *ai_catalogue_read(const char *path, struct diagnostics *diagnostics)
{
    struct buffer bytes = {0};
    struct error err = {0};
    struct ai_catalogue *catalogue = NULL;

    if (file_read(path, AI_CATALOGUE_BYTES_MOST, &bytes, &err))
        catalogue = ai_catalogue_parse(path, buffer_text(&bytes), diagnostics);
    else
        diagnostics_error(diagnostics, (struct place){path, 1, 1}, "%s", err.text);
    buffer_finish(&bytes);
    return catalogue;
}

void ai_catalogue_destroy(struct ai_catalogue *catalogue)
{
    if (!catalogue)
        return;
    for (size_t i = 0; i < catalogue->list_count; i++) {
        for (size_t k = 0; k < catalogue->lists[i].count; k++)
            mem_free(catalogue->lists[i].items[k]);
        mem_free(catalogue->lists[i].items);
        mem_free(catalogue->lists[i].name);
    }
    mem_free(catalogue->lists);
    mem_free(catalogue);
}

/* Makes a path the one of the folder it lies in.  False at the top. */
static bool climb(struct text *path)
{
    size_t slash = 0;

    while (path->length > 1 && text_ends_with(*path, TEXT("/")))
        path->length--;
    if (text_equal(*path, TEXT(".")) || text_equal(*path, TEXT("/")))
        return false;
    if (!text_find_last(*path, TEXT("/"), &slash))
        *path = TEXT(".");
    else
        path->length = slash > 0 ? slash : 1;
    return true;
}

char *ai_catalogue_find(const char *rule_path)
{
    struct text folder = text_of(rule_path);
    struct buffer path = {0};
    char *found = NULL;

    for (int above = 0; !found && above <= FOLDERS_ABOVE; above++) {
        if (above > 0 && !climb(&folder))
            break;
        buffer_clear(&path);
        buffer_append_text(&path, folder);
        buffer_append_text(&path, TEXT("/" AI_CATALOGUE_NAME));
        if (access(buffer_string(&path), F_OK) == 0)
            found = mem_copy_text(buffer_text(&path));
    }
    buffer_finish(&path);
    return found;
}
