#include "config/setting_value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/byte_size.h"
#include "base/diagnostics.h"
#include "base/memory.h"
#include "base/timestamp.h"
#include "base/unicode.h"
#include "config/setting_pairs.h"
#include "config/settings.h"

enum { LONGEST_ITEM = 4095, LONGEST_NAME = 64, NUMBER_TEXT_SIZE = BYTE_SIZE_TEXT_SIZE };

/* As much of a wrong value as is needed to find it again. */
#define QUOTE(text) TEXT_ARGS(text_until((text), 64))

struct list {
    char ***items;
    size_t *count;
};

static void *place_of(const struct setting *row, void *target)
{
    return (char *)target + row->offset;
}

static const void *look_at(const struct setting *row, const void *target)
{
    return (const char *)target + row->offset;
}

static struct list list_of(const struct setting *row, void *target)
{
    void *count = (char *)target + row->count_offset;

    return (struct list){place_of(row, target), count};
}

/* The lists of a map. */
struct map {
    struct named_list **lists;
    size_t *count;
};

static struct map map_of(const struct setting *row, void *target)
{
    void *count = (char *)target + row->count_offset;

    return (struct map){place_of(row, target), count};
}

bool setting_value_is_list(const struct setting *row)
{
    return row->type == SETTING_TEXTS || row->type == SETTING_PATHS;
}

bool setting_value_is_map(const struct setting *row)
{
    return row->type == SETTING_LISTS;
}

bool setting_value_is_pairs(const struct setting *row)
{
    return row->type == SETTING_PAIRS || row->type == SETTING_GROUPS;
}

static bool is_number(const struct setting *row)
{
    return row->type == SETTING_COUNT || row->type == SETTING_SIZE || row->type == SETTING_DURATION;
}

/* 010 is eight to some and ten to others. */
static bool count_read(struct text text, uint64_t *count)
{
    if (text.length > 1 && text.data[0] == '0')
        return false;
    return text_to_unsigned(text, count);
}

static bool number_read(const struct setting *row, struct text text, uint64_t *number)
{
    timestamp length = 0;

    if (row->type == SETTING_COUNT)
        return count_read(text, number);
    if (row->type == SETTING_SIZE)
        return byte_size_read(text, number);
    if (!duration_read(text, &length))
        return false;
    *number = (uint64_t)length;
    return true;
}

static const char *number_write(const struct setting *row, uint64_t number,
                                char text[NUMBER_TEXT_SIZE])
{
    if (row->type == SETTING_SIZE)
        return byte_size_write(number, text);
    if (row->type == SETTING_DURATION)
        return duration_write((timestamp)number, text);
    snprintf(text, NUMBER_TEXT_SIZE, "%" PRIu64, number);
    return text;
}

const char *setting_value_expected(const struct setting *row)
{
    switch (row->type) {
    case SETTING_COUNT:
        return "a whole number, such as 64";
    case SETTING_SIZE:
        return "a size, such as 64MiB";
    case SETTING_DURATION:
        return "a length of time, such as 90s, 10m or 24h";
    case SETTING_WORD:
    case SETTING_CHOICE:
        return "a word";
    case SETTING_PATH:
        return "a path";
    case SETTING_TEXTS:
        return "a list of texts";
    case SETTING_PATHS:
        return "a list of paths";
    case SETTING_PAIRS:
        return "a map of texts";
    case SETTING_GROUPS:
        return "a map of maps";
    case SETTING_LISTS:
        return "a map of lists, such as {offices: [mnl, ceb]}";
    case SETTING_TEXT:
    default:
        return "a text";
    }
}

static bool set_number(const struct setting *row, void *target, struct text text, struct error *err)
{
    uint64_t number = 0;
    char least[NUMBER_TEXT_SIZE] = "";
    char most[NUMBER_TEXT_SIZE] = "";

    if (!number_read(row, text, &number))
        return error_set(err, "'%.*s' is not %s", QUOTE(text), setting_value_expected(row));
    if (number < row->smallest || number > row->largest)
        return error_set(err, "%.*s is out of range; it may be %s to %s", QUOTE(text),
                         number_write(row, row->smallest, least),
                         number_write(row, row->largest, most));
    if (row->type == SETTING_DURATION)
        *(timestamp *)place_of(row, target) = (timestamp)number;
    else
        *(uint64_t *)place_of(row, target) = number;
    return true;
}

static bool check_printable(struct text text, struct error *err)
{
    while (text.length > 0) {
        size_t length = unicode_printable_length(text);

        if (length == 0)
            return error_set(err, "there is a character in it that cannot be seen; take it out");
        text = text_from(text, length);
    }
    return true;
}

static bool check_word(struct text text, struct error *err)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    size_t length = text.length;

    while (length > 0 && memchr(allowed, text.data[length - 1], sizeof allowed - 1))
        length--;
    if (length > 0 || text_starts_with(text, TEXT("-")))
        return error_set(err,
                         "'%.*s' is not a word; letters, digits, '_', '.' and '-' make one, and "
                         "'-' does not begin it",
                         QUOTE(text));
    return true;
}

static size_t count_choices(const char *const *choices)
{
    size_t count = 0;

    while (choices[count])
        count++;
    return count;
}

static bool check_choice(const struct setting *row, struct text text, struct error *err)
{
    size_t count = count_choices(row->choices);
    const char *nearest = diagnostics_suggest(text, row->choices, count);
    struct buffer all = {0};

    for (size_t i = 0; i < count; i++) {
        if (text_equal(text_of(row->choices[i]), text))
            return true;
    }
    if (nearest)
        return error_set(err, "there is no '%.*s'; did you mean '%s'?", QUOTE(text), nearest);

    for (size_t i = 0; i < count; i++)
        buffer_printf(&all, "%s%s", i > 0 ? ", " : "", row->choices[i]);
    error_set(err, "there is no '%.*s'; it may be one of %s", QUOTE(text), buffer_string(&all));
    buffer_finish(&all);
    return false;
}

static bool check_length(struct text text, uint64_t least, uint64_t most, struct error *err)
{
    if (text.length < least)
        return error_set(err, "it must not be empty");
    if (text.length > most)
        return error_set(err, "'%.*s...' is longer than %" PRIu64 " bytes", QUOTE(text), most);
    return true;
}

static bool check_text(const struct setting *row, struct text text, struct error *err)
{
    bool is_list = setting_value_is_list(row) || setting_value_is_map(row);

    if (!check_printable(text, err) || !check_length(text, is_list ? 1 : row->smallest,
                                                     is_list ? LONGEST_ITEM : row->largest, err))
        return false;
    if (row->type == SETTING_WORD)
        return check_word(text, err);
    return !row->choices || check_choice(row, text, err);
}

/* The text as it is to be kept: a path made absolute.  NULL with err set. */
static char *resolve(const struct setting *row, const char *folder, struct text text,
                     struct error *err)
{
    bool is_path = row->type == SETTING_PATH || row->type == SETTING_PATHS;
    struct buffer joined = {0};
    char *path = NULL;

    if (!is_path || text.length == 0 || text.data[0] == '/')
        return mem_copy_text(text);
    if (!folder) {
        error_set(err, "'%.*s' does not begin with '/', and there is no folder to take it from",
                  QUOTE(text));
        return NULL;
    }
    buffer_printf(&joined, "%s/", strcmp(folder, "/") == 0 ? "" : folder);
    buffer_append_text(&joined, text);
    if (check_text(row, buffer_text(&joined), err))
        path = mem_copy_text(buffer_text(&joined));
    buffer_finish(&joined);
    return path;
}

static void add_item(struct list list, char *item)
{
    /* One by one: the lists are short, and read once. */
    *list.items = mem_resize_array(*list.items, *list.count + 1, sizeof **list.items);
    (*list.items)[(*list.count)++] = item;
}

bool setting_value_add_name(const struct setting *row, void *target, struct text name,
                            struct error *err)
{
    struct map map = map_of(row, target);

    if (!check_length(name, 1, LONGEST_NAME, err) || !check_word(name, err))
        return false;
    *map.lists = mem_resize_array(*map.lists, *map.count + 1, sizeof **map.lists);
    (*map.lists)[(*map.count)++] = (struct named_list){.name = mem_copy_text(name)};
    return true;
}

/* Where one more item goes. */
static struct list growing_list(const struct setting *row, void *target)
{
    struct named_list *last = NULL;

    if (setting_value_is_list(row))
        return list_of(row, target);
    last = *(struct named_list **)place_of(row, target) + setting_value_count(row, target) - 1;
    return (struct list){&last->items, &last->count};
}

bool setting_value_read(const struct setting *row, void *target, const char *folder,
                        struct text text, struct error *err)
{
    char *kept = NULL;

    if (is_number(row))
        return set_number(row, target, text, err);
    if (!check_text(row, text, err))
        return false;
    kept = resolve(row, folder, text, err);
    if (!kept)
        return false;
    if (setting_value_is_list(row) || setting_value_is_map(row)) {
        add_item(growing_list(row, target), kept);
    } else {
        setting_value_clear(row, target);
        *(char **)place_of(row, target) = kept;
    }
    return true;
}

void setting_value_reset(const struct setting *row, void *target)
{
    struct text rest = text_of(row->initial);
    struct error err = {0};

    setting_value_clear(row, target);
    if (!row->initial || setting_value_is_map(row))
        return;
    if (!setting_value_is_list(row)) {
        setting_value_read(row, target, NULL, rest, &err);
        return;
    }
    while (rest.length > 0)
        setting_value_read(row, target, NULL, text_take_word(&rest), &err);
}

static void clear_list(struct list list)
{
    while (*list.count > 0)
        mem_free((*list.items)[--*list.count]);
    mem_free(*list.items);
    *list.items = NULL;
}

static void clear_map(struct map map)
{
    while (*map.count > 0) {
        struct named_list *last = &(*map.lists)[--*map.count];

        clear_list((struct list){&last->items, &last->count});
        mem_free(last->name);
    }
    mem_free(*map.lists);
    *map.lists = NULL;
}

void setting_value_clear(const struct setting *row, void *target)
{
    if (is_number(row)) {
        memset(place_of(row, target), 0, sizeof(uint64_t));
    } else if (setting_value_is_pairs(row)) {
        setting_pairs_clear(row, target);
    } else if (setting_value_is_list(row)) {
        clear_list(list_of(row, target));
    } else if (setting_value_is_map(row)) {
        clear_map(map_of(row, target));
    } else {
        char **text = place_of(row, target);

        mem_free(*text);
        *text = NULL;
    }
}

size_t setting_value_count(const struct setting *row, const void *target)
{
    const void *count = (const char *)target + row->count_offset;

    return *(const size_t *)count;
}

/* Single quotes, where nothing but the quote itself means something. */
void setting_value_quote(const char *text, struct buffer *yaml)
{
    struct text rest = text_of(text);
    struct text part = {0};
    bool more = true;

    buffer_append_byte(yaml, '\'');
    while (more) {
        more = text_cut(rest, TEXT("'"), &part, &rest);
        buffer_append_text(yaml, part);
        if (more)
            buffer_append_text(yaml, TEXT("''"));
    }
    buffer_append_byte(yaml, '\'');
}

static void write_list(char *const *items, size_t count, struct buffer *yaml)
{
    buffer_append_byte(yaml, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_append_text(yaml, TEXT(", "));
        setting_value_quote(items[i], yaml);
    }
    buffer_append_byte(yaml, ']');
}

static void write_map(const struct named_list *lists, size_t count, struct buffer *yaml)
{
    buffer_append_byte(yaml, '{');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_append_text(yaml, TEXT(", "));
        setting_value_quote(lists[i].name, yaml);
        buffer_append_text(yaml, TEXT(": "));
        write_list(lists[i].items, lists[i].count, yaml);
    }
    buffer_append_byte(yaml, '}');
}

void setting_value_write(const struct setting *row, const void *target, struct buffer *yaml)
{
    char text[NUMBER_TEXT_SIZE] = "";

    if (is_number(row)) {
        uint64_t number = row->type == SETTING_DURATION
                              ? (uint64_t) * (const timestamp *)look_at(row, target)
                              : *(const uint64_t *)look_at(row, target);

        buffer_append_text(yaml, text_of(number_write(row, number, text)));
    } else if (setting_value_is_pairs(row)) {
        setting_pairs_write(row, target, yaml);
    } else if (setting_value_is_list(row)) {
        write_list(*(char *const *const *)look_at(row, target), setting_value_count(row, target),
                   yaml);
    } else if (setting_value_is_map(row)) {
        write_map(*(const struct named_list *const *)look_at(row, target),
                  setting_value_count(row, target), yaml);
    } else {
        setting_value_quote(*(const char *const *)look_at(row, target), yaml);
    }
}
