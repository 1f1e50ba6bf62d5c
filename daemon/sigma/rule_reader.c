#include "sigma/rule_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/unicode.h"
#include "model/field.h"

enum { MESSAGE_SIZE = 768 };

bool rule_reader_error(const struct rule_reader *reader, const struct node *node,
                       const char *format, ...)
{
    char message[MESSAGE_SIZE] = "";
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return diagnostics_error(reader->diagnostics, node_place(reader->document, node), "%s",
                             message);
}

void rule_reader_warn(const struct rule_reader *reader, const struct node *node, const char *format,
                      ...)
{
    char message[MESSAGE_SIZE] = "";
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    diagnostics_warning(reader->diagnostics, node_place(reader->document, node), "%s", message);
}

/* Columns count characters, offsets bytes. */
static unsigned count_characters(struct text text)
{
    unsigned count = 0;

    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

bool rule_reader_error_inside(const struct rule_reader *reader, const struct node *node,
                              size_t offset, const char *format, ...)
{
    char message[MESSAGE_SIZE] = "";
    struct place place = node_place(reader->document, node);
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    /* In a block the text begins on another line; its start must do. */
    if (!node->block)
        place.column += count_characters(text_until(node->scalar, offset)) + node->quoted;
    return diagnostics_error(reader->diagnostics, place, "%s", message);
}

bool rule_reader_unknown(const struct rule_reader *reader, const struct node *node,
                         const char *what, const char *const *names, size_t count)
{
    const char *meant = diagnostics_suggest(node->scalar, names, count);

    return rule_reader_error(reader, node, "unknown %s '%s'%s%s%s", what, node->scalar.data,
                             meant ? "; did you mean '" : "", meant ? meant : "",
                             meant ? "'?" : "");
}

void rule_reader_doubt_word(const struct rule_reader *reader, const struct node *node,
                            const char *what, const char *const *names, size_t count)
{
    const char *meant = diagnostics_suggest(node->scalar, names, count);

    if (meant && !text_equal(node->scalar, text_of(meant)))
        rule_reader_warn(reader, node, "there is no %s '%s'; did you mean '%s'?", what,
                         node->scalar.data, meant);
}

static size_t count_dots(struct text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.length; i++)
        count += text.data[i] == '.';
    return count;
}

void rule_reader_doubt_field(const struct rule_reader *reader, const struct node *node,
                             struct text name)
{
    const char *names[FIELD_COUNT] = {NULL};
    enum field known = FIELD_COUNT;
    const char *meant = NULL;
    size_t dots = count_dots(name);
    size_t count = 0;

    if (dots == 0 || field_find(name, &known))
        return;
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (count_dots(field_name((enum field)i)) == dots)
            names[count++] = field_name((enum field)i).data;
    }
    meant = diagnostics_suggest(name, names, count);
    if (meant)
        rule_reader_warn(reader, node, "no log format here has a field '%.*s'; did you mean '%s'?",
                         TEXT_ARGS(name), meant);
}

/* Copies text so that it is one line anybody can be shown. */
static const char *keep_line(struct arena *arena, struct text text)
{
    struct text trimmed = text_trim(text);
    char *line = arena_alloc(arena, trimmed.length + 1);
    size_t length = 0;

    for (size_t i = 0; i < trimmed.length; i += length ? length : 1) {
        length = unicode_printable_length(text_from(trimmed, i));
        line[i] = ' ';
        if (length > 0)
            memcpy(line + i, trimmed.data + i, length);
    }
    line[trimmed.length] = '\0';
    return line;
}

bool rule_reader_text(const struct rule_reader *reader, const struct node *node, const char *what,
                      const char **kept)
{
    if (node->kind != NODE_SCALAR)
        return rule_reader_error(reader, node, "%s must be text, not %s", what,
                                 node_kind_name(node));
    if (text_trim(node->scalar).length == 0)
        return rule_reader_error(reader, node, "%s is empty", what);
    *kept = keep_line(reader->arena, node->scalar);
    return true;
}

bool rule_reader_texts(const struct rule_reader *reader, const struct node *node, const char *what,
                       const char *const **kept, size_t *count)
{
    size_t items = node->kind == NODE_SEQUENCE ? node->count : 1;
    const char **texts = arena_zero(reader->arena, (items + 1) * sizeof *texts);
    bool good = true;

    if (node->kind == NODE_MAPPING)
        return rule_reader_error(reader, node, "%s must be a list of texts, not a map", what);
    for (size_t i = 0; i < items; i++) {
        const struct node *item = node->kind == NODE_SEQUENCE ? node->items[i] : node;

        good = rule_reader_text(reader, item, what, &texts[i]) && good;
    }
    *kept = texts;
    *count = good ? items : 0;
    return good;
}

const struct pattern *rule_reader_pattern(const struct rule_reader *reader, const struct node *node,
                                          struct text source, unsigned flags)
{
    struct pattern_list *list = reader->patterns;
    struct error err = {0};
    struct pattern *pattern = pattern_compile(source, flags, &err);

    if (!pattern) {
        rule_reader_error(reader, node, "the regex is wrong: %s", err.text);
        return NULL;
    }
    list->items = array_room(list->items, list->count, &list->capacity, sizeof(struct pattern *));
    list->items[list->count++] = pattern;
    return pattern;
}
