#include "decode/access_layout.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "decode/escape.h"

enum { WORD_LONGEST = 256, NUMBER_LONGEST = 24, TIME_LONGEST = 48 };

enum item_kind {
    ITEM_TEXT,
    ITEM_PEEK, /* text that is the beginning of the next column */
    ITEM_COLUMN,
};

struct item {
    enum item_kind kind;
    enum access_column column;
    enum access_escape escape;
    bool is_quoted; /* within quotes that its own are told from */
    size_t start;   /* of a text, in the layout's bytes */
    size_t length;
};

struct access_layout {
    struct item items[ACCESS_ITEMS_MOST];
    size_t count;
    bool is_over;      /* more were added than there is room */
    bool is_one_way;   /* can be read from the front only */
    size_t free_count; /* columns that can hold any text */
    size_t free_item;  /* the last of them */
    struct buffer bytes;
};

/* What a column's values look like. */
enum look { LOOK_ANY, LOOK_WORD, LOOK_NUMBER, LOOK_TAG, LOOK_CLF_TIME };

static enum look look_of(const struct item *item)
{
    static const enum look looks[ACCESS_COLUMN_COUNT] = {
        [ACCESS_CLIENT] = LOOK_WORD,
        [ACCESS_CLIENT_PORT] = LOOK_NUMBER,
        [ACCESS_IDENT] = LOOK_WORD,
        [ACCESS_TIME_CLF] = LOOK_CLF_TIME,
        [ACCESS_TIME_SECONDS] = LOOK_NUMBER,
        [ACCESS_TIME_MILLISECONDS] = LOOK_NUMBER,
        [ACCESS_TIME_MICROSECONDS] = LOOK_NUMBER,
        [ACCESS_TIME_FRACTION] = LOOK_NUMBER,
        [ACCESS_METHOD] = LOOK_WORD,
        [ACCESS_SCHEME] = LOOK_WORD,
        [ACCESS_PROTOCOL] = LOOK_WORD,
        [ACCESS_STATUS] = LOOK_NUMBER,
        [ACCESS_BYTES_OUT] = LOOK_NUMBER,
        [ACCESS_BODY_OUT] = LOOK_NUMBER,
        [ACCESS_BYTES_IN] = LOOK_NUMBER,
        [ACCESS_SERVER_PORT] = LOOK_NUMBER,
        [ACCESS_DURATION_SECONDS] = LOOK_NUMBER,
        [ACCESS_DURATION_MILLISECONDS] = LOOK_NUMBER,
        [ACCESS_DURATION_MICROSECONDS] = LOOK_NUMBER,
        [ACCESS_MIME_TYPE] = LOOK_WORD,
        [ACCESS_RESULT] = LOOK_TAG,
        [ACCESS_HIERARCHY] = LOOK_TAG,
        [ACCESS_PEER] = LOOK_WORD,
        [ACCESS_PEER_PORT] = LOOK_NUMBER,
    };

    /* Squid writes a user's spaces as %20. */
    if (item->column == ACCESS_USER && item->escape == ACCESS_PERCENT)
        return LOOK_WORD;
    return looks[item->column];
}

struct access_layout *access_layout_create(void)
{
    return mem_zero(sizeof(struct access_layout));
}

void access_layout_destroy(struct access_layout *layout)
{
    if (!layout)
        return;
    buffer_finish(&layout->bytes);
    mem_free(layout);
}

static struct item *add_item(struct access_layout *layout)
{
    if (layout->count == ACCESS_ITEMS_MOST) {
        layout->is_over = true;
        return NULL;
    }
    return &layout->items[layout->count++];
}

static const struct item *last_item(const struct access_layout *layout)
{
    return layout->count > 0 ? &layout->items[layout->count - 1] : NULL;
}

void access_layout_add_text(struct access_layout *layout, struct text text)
{
    const struct item *last = last_item(layout);
    struct item *item = NULL;

    if (text.length == 0)
        return;
    if (last && last->kind == ITEM_TEXT) {
        item = &layout->items[layout->count - 1];
    } else {
        item = add_item(layout);
        if (!item)
            return;
        *item = (struct item){.kind = ITEM_TEXT, .start = layout->bytes.length};
    }
    item->length += text.length;
    buffer_append_text(&layout->bytes, text);
}

/* Apache's "%U%q", nginx's "$uri$is_args$args": together a target. */
static bool goes_on(const struct item *last, enum access_column column)
{
    return last && last->kind == ITEM_COLUMN && last->column == ACCESS_TARGET &&
           (column == ACCESS_QUERY || column == ACCESS_TARGET);
}

void access_layout_add_column(struct access_layout *layout, enum access_column column,
                              enum access_escape escape)
{
    const struct item *last = last_item(layout);
    struct item *item = NULL;

    if (goes_on(last, column))
        return;
    if (last && last->kind == ITEM_COLUMN && column == ACCESS_TARGET) {
        item = add_item(layout);
        if (!item)
            return;
        *item = (struct item){
            .kind = ITEM_PEEK,
            .start = layout->bytes.length,
            .length = 1,
        };
        layout->is_one_way = true;
        buffer_append_byte(&layout->bytes, '/');
    }
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->items[i].kind == ITEM_COLUMN && layout->items[i].column == column)
            column = ACCESS_OTHER; /* said before */
    }
    item = add_item(layout);
    if (item)
        *item = (struct item){.kind = ITEM_COLUMN, .column = column, .escape = escape};
}

static struct text text_of_item(const struct access_layout *layout, const struct item *item)
{
    return (struct text){layout->bytes.data + item->start, item->length};
}

bool access_layout_finish(struct access_layout *layout, struct error *err)
{
    size_t columns = 0;
    size_t known = 0;

    if (layout->is_over)
        return error_set(err, "more than %d columns and texts between them", ACCESS_ITEMS_MOST);
    for (size_t i = 0; i < layout->count; i++) {
        struct item *item = &layout->items[i];
        const struct item *next = i + 1 < layout->count ? item + 1 : NULL;

        if (item->kind != ITEM_COLUMN)
            continue;
        columns++;
        known += item->column != ACCESS_OTHER;
        if (next && next->kind == ITEM_COLUMN)
            return error_set(err, "columns %zu and %zu have nothing between them", columns,
                             columns + 1);
        item->is_quoted = item->escape == ACCESS_BACKSLASH && i > 0 && next &&
                          text_ends_with(text_of_item(layout, item - 1), TEXT("\"")) &&
                          text_starts_with(text_of_item(layout, next), TEXT("\""));
        if (!item->is_quoted && look_of(item) == LOOK_ANY) {
            layout->free_count++;
            layout->free_item = i;
        }
    }
    if (columns == 0)
        return error_set(err, "no columns in it");
    if (known == 0)
        return error_set(err, "no column in it has a field here");
    return true;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_capital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool is_byte_of(enum look look, char byte)
{
    if (look == LOOK_WORD)
        return byte != ' ';
    if (look == LOOK_NUMBER)
        return is_digit(byte) || byte == '.' || byte == '-';
    if (look == LOOK_TAG)
        return is_capital(byte) || is_digit(byte) || byte == '_' || byte == '-';
    return true;
}

static bool is_clf_time(struct text text)
{
    return text.length >= 20 && text.length <= TIME_LONGEST && is_digit(text.data[0]) &&
           text.data[2] == '/' && text.data[6] == '/' && text.data[11] == ':';
}

static struct text without_spaces(struct text text)
{
    while (text.length > 0 && text.data[0] == ' ')
        text = text_from(text, 1);
    while (text.length > 0 && text.data[text.length - 1] == ' ')
        text.length--;
    return text;
}

/* Spaces at either end are padding. */
static bool fits(enum look look, struct text text)
{
    text = without_spaces(text);
    if (look == LOOK_ANY || text_equal(text, TEXT("-")))
        return true;
    if (look == LOOK_CLF_TIME)
        return is_clf_time(text);
    if (text.length > (look == LOOK_NUMBER ? NUMBER_LONGEST : WORD_LONGEST))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if (!is_byte_of(look, text.data[i]))
            return false;
    }
    return true;
}

/* Whether text can begin with what the item says. */
static bool can_begin(const struct item *item, struct text text)
{
    enum look look = item && item->kind == ITEM_COLUMN ? look_of(item) : LOOK_ANY;

    if (look == LOOK_CLF_TIME)
        return text_starts_with(text, TEXT("-")) || is_clf_time(text_until(text, TIME_LONGEST));
    return look == LOOK_ANY ||
           (text.length > 0 && (text.data[0] == ' ' || is_byte_of(look, text.data[0])));
}

/* Whether text can end with what the item says. */
static bool can_end(const struct item *item, struct text text)
{
    enum look look = item && item->kind == ITEM_COLUMN ? look_of(item) : LOOK_ANY;
    char last = ' ';
    if (text.length > 0)
        last = text.data[text.length - 1];
    return look == LOOK_ANY || look == LOOK_CLF_TIME || last == ' ' || is_byte_of(look, last);
}

void access_line_set(struct access_line *line, enum access_column column, struct text value,
                     enum access_escape escape)
{
    struct access_value *place = &line->columns[column];

    value = without_spaces(value);
    if (value.length == 0 || place->text.length > 0 || text_equal(value, TEXT("-")))
        return;
    *place = (struct access_value){value, escape};
}

/* The length of the column that text begins with; false when no end fits. */
static bool column_end(const struct access_layout *layout, size_t index, struct text text,
                       size_t *end)
{
    const struct item *item = &layout->items[index];
    const struct item *behind = index + 2 < layout->count ? item + 2 : NULL;
    enum look look = look_of(item);
    struct text stop = {0};
    size_t found = 0;

    *end = text.length;
    if (index + 1 == layout->count)
        return fits(look, text);
    stop = text_of_item(layout, item + 1);
    if (item->is_quoted) {
        *end = escape_find_quote(text);
        return text_starts_with(text_from(text, *end), stop);
    }
    *end = 0;
    while (look == LOOK_NUMBER && *end < text.length && text.data[*end] == ' ')
        ++*end;
    while (text_find(text_from(text, *end), stop, &found)) {
        *end += found;
        if (!fits(look, text_until(text, *end)))
            return false;
        if (can_begin(behind, text_from(text, *end + stop.length)))
            return true;
        ++*end;
    }
    return false;
}

/* Reads items up to end, and takes what they say off the front. */
static bool read_forward(const struct access_layout *layout, size_t end, struct text *text,
                         struct access_line *line)
{
    for (size_t i = 0; i < end; i++) {
        const struct item *item = &layout->items[i];
        size_t length = 0;

        if (item->kind == ITEM_PEEK)
            continue;
        if (item->kind == ITEM_TEXT) {
            if (!text_take(text, text_of_item(layout, item)))
                return false;
            continue;
        }
        if (!column_end(layout, i, *text, &length))
            return false;
        access_line_set(line, item->column, text_until(*text, length), item->escape);
        *text = text_from(*text, length);
    }
    return true;
}

/* Where the column that text ends with begins. */
static bool column_start(const struct access_layout *layout, size_t index, struct text text,
                         size_t *start)
{
    const struct item *item = &layout->items[index];
    const struct item *before = index >= 2 ? item - 2 : NULL;
    enum look look = look_of(item);
    struct text head = text;
    struct text stop = {0};

    *start = 0;
    if (index == 0)
        return fits(look, text);
    stop = text_of_item(layout, item - 1);
    if (index == 1) {
        *start = stop.length;
        return text_starts_with(text, stop) && fits(look, text_from(text, *start));
    }
    while (text_find_last(head, stop, start)) {
        struct text rest = text_until(text, *start);

        *start += stop.length;
        if (!fits(look, text_from(text, *start)))
            return false;
        if (can_begin(item, text_from(text, *start)) && can_end(before, rest))
            return true;
        head = text_until(text, *start - 1);
    }
    return false;
}

/* Reads items from the last down to first, and takes what they say off the end. */
static bool read_backward(const struct access_layout *layout, size_t first, struct text *text,
                          struct access_line *line)
{
    for (size_t i = layout->count; i-- > first;) {
        const struct item *item = &layout->items[i];
        size_t start = 0;

        if (item->kind == ITEM_TEXT) {
            struct text literal = text_of_item(layout, item);

            if (!text_ends_with(*text, literal))
                return false;
            text->length -= literal.length;
            continue;
        }
        if (!column_start(layout, i, *text, &start))
            return false;
        access_line_set(line, item->column, text_from(*text, start), item->escape);
        *text = text_until(*text, start);
    }
    return true;
}

/* Reads up to the one free column from both ends. */
static bool read_around(const struct access_layout *layout, struct text text,
                        struct access_line *line)
{
    const struct item *item = &layout->items[layout->free_item];

    if (!read_forward(layout, layout->free_item, &text, line) ||
        !read_backward(layout, layout->free_item + 1, &text, line))
        return false;
    access_line_set(line, item->column, text, item->escape);
    return true;
}

/* Keeps of line what the other reading says as well. */
static void keep_common(struct access_line *line, const struct access_line *other)
{
    for (int i = 0; i < ACCESS_COLUMN_COUNT; i++) {
        struct text *here = &line->columns[i].text;
        struct text there = other->columns[i].text;
        bool same_start = here->data == there.data;

        if (same_start && here->length == there.length)
            continue;
        if (i == ACCESS_TARGET && same_start)
            *here = here->length < there.length ? *here : there;
        else
            *here = (struct text){0};
    }
}

static size_t first_free(const struct access_layout *layout)
{
    size_t i = 0;

    while (i < layout->count &&
           (layout->items[i].kind != ITEM_COLUMN || layout->items[i].is_quoted ||
            look_of(&layout->items[i]) != LOOK_ANY))
        i++;
    return i;
}

/* Reads what stands in front of a target with spaces in it and behind the last column
 * that can hold any text: all between is whatever the client likes. */
static bool read_ends(const struct access_layout *layout, struct text text,
                      struct access_line *line)
{
    size_t target = first_free(layout);

    *line = (struct access_line){0};
    if (target == 0 || layout->items[target].column != ACCESS_TARGET ||
        layout->free_item + 1 == layout->count || !read_forward(layout, target, &text, line) ||
        !read_backward(layout, layout->free_item + 1, &text, line))
        return false;
    access_line_set(line, ACCESS_TARGET, text_take_word(&text), layout->items[target].escape);
    return true;
}

bool access_layout_read(const struct access_layout *layout, struct text text,
                        struct access_line *line)
{
    struct access_line backward = {0};
    struct text front = text;
    struct text back = text;
    bool is_forward = false;
    bool is_backward = false;

    *line = (struct access_line){0};
    if (layout->free_count == 1 && !layout->is_one_way)
        return read_around(layout, text, line);
    is_forward = read_forward(layout, layout->count, &front, line) && front.length == 0;
    if (layout->free_count == 0 || layout->is_one_way)
        return is_forward;
    is_backward = read_backward(layout, 0, &back, &backward) && back.length == 0;
    if (is_forward && is_backward)
        keep_common(line, &backward);
    else if (is_backward)
        *line = backward;
    return is_forward || is_backward || read_ends(layout, text, line);
}
