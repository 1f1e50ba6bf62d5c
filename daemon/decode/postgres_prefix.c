#include "decode/postgres_prefix.h"

#include <string.h>

#include "decode/log_time.h"

enum { STEPS_MOST = 1 << 14 };

static const char *const levels[] = {
    "LOG",    "STATEMENT", "DETAIL", "ERROR", "FATAL",    "HINT",      "CONTEXT",
    "QUERY",  "WARNING",   "NOTICE", "INFO",  "PANIC",    "DEBUG1",    "DEBUG2",
    "DEBUG3", "DEBUG4",    "DEBUG5", "DEBUG", "LOCATION", "BACKTRACE",
};

static const char escapes[] = "audrhLpPtmnsiecblvxqQ";

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool add_item(struct postgres_layout *layout, const struct postgres_layout_item *item,
                     struct error *err)
{
    if (layout->count == POSTGRES_LAYOUT_ITEMS_MOST)
        return error_set(err, "more than %d parts", POSTGRES_LAYOUT_ITEMS_MOST);
    layout->items[layout->count++] = *item;
    return true;
}

/* "%-10u" behind its percent sign. */
static bool take_escape(struct text *source, struct postgres_layout *layout, struct error *err)
{
    struct postgres_layout_item item = {0};

    text_take(source, TEXT("-"));
    for (; source->length > 0 && is_digit(source->data[0]); *source = text_from(*source, 1)) {
        item.width = item.width * 10 + (size_t)(source->data[0] - '0');
        if (item.width > 1000)
            return error_set(err, "a padding of more than 1000");
    }
    if (source->length == 0)
        return error_set(err, "a '%%' with nothing behind it");
    item.letter = source->data[0];
    if (item.letter == '%') {
        item.letter = 0;
        item.literal = text_until(*source, 1);
    } else if (item.letter == '\0' || !strchr(escapes, item.letter)) {
        return error_set(err,
                         "'%%%c' is no escape of log_line_prefix, which are '%%' and one of %s, "
                         "and '%%%%'",
                         item.letter, escapes);
    }
    *source = text_from(*source, 1);
    return add_item(layout, &item, err);
}

bool postgres_layout_read(struct text source, struct postgres_layout *layout, struct error *err)
{
    layout->count = 0;
    while (source.length > 0) {
        size_t length = source.length;

        if (text_take(&source, TEXT("%"))) {
            if (!take_escape(&source, layout, err))
                return false;
            continue;
        }
        text_find(source, TEXT("%"), &length);
        if (!add_item(layout, &(struct postgres_layout_item){.literal = text_until(source, length)},
                      err))
            return false;
        source = text_from(source, length);
    }
    return true;
}

/* An offset in minutes: "+08", "-03:30", "+0530". */
static bool read_offset(struct text word, int *minutes)
{
    int digits[4] = {0};
    size_t count = 0;

    if (word.length < 3 || (word.data[0] != '+' && word.data[0] != '-'))
        return false;
    for (size_t i = 1; i < word.length; i++) {
        if (word.data[i] == ':' && count == 2)
            continue;
        if (!is_digit(word.data[i]) || count == 4)
            return false;
        digits[count++] = word.data[i] - '0';
    }
    *minutes = digits[0] * 600 + digits[1] * 60 + digits[2] * 10 + digits[3];
    if (word.data[0] == '-')
        *minutes = -*minutes;
    return count == 2 || count == 4;
}

/* The letters or the offset behind a time. */
static struct text zone_word(struct text text)
{
    size_t length = 0;

    if (text.length > 0 && (text.data[0] == '+' || text.data[0] == '-')) {
        for (length = 1; length < text.length && length < 6 &&
                         (is_digit(text.data[length]) ||
                          (text.data[length] == ':' && length + 1 < text.length &&
                           is_digit(text.data[length + 1])));
             length++)
            ;
        return text_until(text, length);
    }
    while (length < text.length && is_letter(text.data[length]))
        length++;
    return text_until(text, length);
}

bool postgres_time_take(struct text *text, const struct zone *zone, timestamp *time)
{
    struct text rest = *text;
    struct text word = {0};
    struct civil civil = {0};
    bool has_zone = false;
    int minutes = 0;

    if (!timestamp_take_iso(&rest, time, &has_zone))
        return false;
    if (!has_zone && text_starts_with(rest, TEXT(" ")))
        word = zone_word(text_from(rest, 1));
    if (word.length > 0)
        rest = text_from(rest, 1 + word.length);
    if (read_offset(word, &minutes)) {
        *time -= minutes * MINUTE;
    } else if (!has_zone && !text_equal(word, TEXT("UTC")) && !text_equal(word, TEXT("GMT"))) {
        civil = civil_from_timestamp(*time);
        *time = zone_instant(zone, &civil);
    }
    *text = rest;
    return true;
}

/* What the ways to take a line apart differ in. */
enum doubt { DOUBT_NOTHING, DOUBT_NAMES, DOUBT_MESSAGE };

/* A line on its way through a layout. */
struct walk {
    const struct postgres_layout *layout;
    const struct zone *zone;
    struct postgres_prefix prefix; /* as far as it goes */
    struct postgres_prefix *result;
    struct text message;
    enum doubt doubt;
    unsigned steps;
};

static size_t run_length(struct text text, const char *bytes)
{
    size_t length = 0;

    while (length < text.length && text.data[length] != '\0' &&
           strchr(bytes, text.data[length]) != NULL)
        length++;
    return length;
}

/* "203.0.113.7(51022)", "[local]", "2001:db8::5", or a name. */
static bool take_host(struct walk *walk, struct text *text, char letter)
{
    static const char bytes[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-_%";
    struct text host = {0};
    struct text port = {0};
    struct text rest = *text;

    host = text_until(rest, text_starts_with(rest, TEXT("[local]")) ? TEXT("[local]").length
                                                                    : run_length(rest, bytes));
    rest = text_from(rest, host.length);
    if (letter == 'r' && text_take(&rest, TEXT("("))) {
        port = text_until(rest, run_length(rest, "0123456789"));
        rest = text_from(rest, port.length);
        if (!text_take(&rest, TEXT(")")))
            return false;
    }
    if (letter != 'L') {
        walk->prefix.host = host;
        walk->prefix.port = port;
    }
    *text = rest;
    return true;
}

static void take_run(struct text *text, const char *bytes, struct text *value)
{
    *value = text_until(*text, run_length(*text, bytes));
    *text = text_from(*text, value->length);
}

static bool take_epoch(struct text *text, timestamp *time)
{
    struct text value = {0};

    take_run(text, "0123456789.", &value);
    return log_time_read_epoch(value, time);
}

/* The bytes that a field, which is none of those somebody chooses, is made of. */
static const char *bytes_of(char letter)
{
    switch (letter) {
    case 'c':
        return "0123456789abcdef.";
    case 'e':
        return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    case 'v':
        return "0123456789/";
    case 'Q':
        return "-0123456789";
    default:
        return "0123456789";
    }
}

/* Takes a field whose end its own bytes say. */
static bool take_field(struct walk *walk, char letter, struct text *text)
{
    struct text value = {0};
    timestamp start = 0;

    switch (letter) {
    case 't':
    case 'm':
        return postgres_time_take(text, walk->zone, &walk->prefix.time);
    case 's':
        return postgres_time_take(text, walk->zone, &start);
    case 'n':
        return take_epoch(text, &walk->prefix.time);
    case 'r':
    case 'h':
    case 'L':
        return take_host(walk, text, letter);
    default:
        take_run(text, bytes_of(letter), &value);
    }
    if (letter == 'p')
        walk->prefix.pid = value;
    else if (letter == 'c')
        walk->prefix.session = value;
    else if (letter == 'e')
        walk->prefix.sqlstate = value;
    return value.length > 0 || strchr("pcel", letter) == NULL;
}

static bool take_padded(struct walk *walk, const struct postgres_layout_item *item,
                        struct text *text)
{
    size_t length = text->length;

    while (item->width > 0 && text_take(text, TEXT(" ")))
        ;
    if (!take_field(walk, item->letter, text))
        return false;
    while (length - text->length < item->width && text_take(text, TEXT(" ")))
        ;
    return true;
}

static void note(struct walk *walk, char letter, struct text value)
{
    value = text_trim(value);
    if (text_equal(value, TEXT("[unknown]")))
        value.length = 0;
    if (letter == 'u')
        walk->prefix.user = value;
    else if (letter == 'd')
        walk->prefix.database = value;
    else if (letter == 'a')
        walk->prefix.application = value;
}

static bool is_at(struct text a, struct text b)
{
    return a.length == b.length && (a.length == 0 || a.data == b.data);
}

/* Takes one more way into account.  Where all that differs is where the user ends and the
 * database begins, the user is as long as can be: he is "jdoe@example.com" more often
 * than a database is "example.com@crm", and nobody becomes another that way. */
static void compare_way(struct walk *walk, struct text message)
{
    struct postgres_prefix *result = walk->result;
    const struct postgres_prefix *other = &walk->prefix;

    if (message.data != walk->message.data) {
        walk->doubt = DOUBT_MESSAGE;
    } else if (!is_at(result->application, other->application)) {
        walk->doubt = DOUBT_NAMES;
    } else if (other->user.length > result->user.length) {
        result->user = other->user;
        result->database = other->database;
    }
}

/* The layout is at its end: a level follows. */
static void arrive(struct walk *walk, struct text text)
{
    if (text.length == 0 || text.data[0] < 'A' || text.data[0] > 'Z')
        return;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        struct text level = text_of(levels[i]);

        if (text.data[0] != level.data[0] || !text_starts_with(text, level) ||
            !text_starts_with(text_from(text, level.length), TEXT(":  ")))
            continue;
        text = text_from(text, level.length + 3);
        if (walk->result->level.length > 0) {
            compare_way(walk, text);
            return;
        }
        *walk->result = walk->prefix;
        walk->result->level = level;
        walk->message = text;
        return;
    }
}

static void go_on(struct walk *walk, size_t index, struct text text);

/* Whether a field may end in front of text: what follows it in the layout does so here. */
static bool may_follow(const struct walk *walk, size_t index, struct text text)
{
    const struct postgres_layout_item *item = &walk->layout->items[index];

    if (index == walk->layout->count || item->letter != 0)
        return true;
    return text.length > 0 && text.data[0] == item->literal.data[0] &&
           text_starts_with(text, item->literal);
}

/* Tries each end that a field somebody chooses may have. */
static void try_ends(struct walk *walk, size_t index, struct text text)
{
    const struct postgres_layout_item *item = &walk->layout->items[index];
    const struct postgres_prefix before = walk->prefix;
    size_t longest =
        item->width > POSTGRES_NAME_LONGEST ? item->width : (size_t)POSTGRES_NAME_LONGEST;

    for (size_t length = item->width; length <= longest && length <= text.length; length++) {
        struct text rest = text_from(text, length);

        if (!may_follow(walk, index + 1, rest))
            continue;
        note(walk, item->letter, text_until(text, length));
        go_on(walk, index + 1, rest);
        walk->prefix = before;
        if (walk->doubt == DOUBT_MESSAGE)
            return;
    }
}

static bool is_chosen(char letter)
{
    return letter == 'u' || letter == 'd' || letter == 'a' || letter == 'i' || letter == 'b';
}

/* Goes as far as the bytes say themselves; recursion is as deep as a layout has fields
 * of which they do not. */
static void go_on(struct walk *walk, size_t index, struct text text)
{
    for (; index < walk->layout->count; index++) {
        const struct postgres_layout_item *item = &walk->layout->items[index];

        if (walk->steps++ == STEPS_MOST) {
            walk->doubt = DOUBT_MESSAGE;
            return;
        }
        if (is_chosen(item->letter)) {
            try_ends(walk, index, text);
            return;
        }
        if (item->letter == 'q')
            arrive(walk, text);
        else if (item->letter == 0 ? !text_take(&text, item->literal)
                                   : !take_padded(walk, item, &text))
            return;
    }
    arrive(walk, text);
}

bool postgres_prefix_read(const struct postgres_layout *layout, struct text line,
                          const struct zone *zone, struct postgres_prefix *prefix,
                          struct text *message)
{
    struct walk walk = {
        .layout = layout,
        .zone = zone,
        .prefix = {.time = TIMESTAMP_NONE},
        .result = prefix,
    };

    prefix->level.length = 0;
    go_on(&walk, 0, line);
    if (prefix->level.length == 0)
        return false;
    *message = walk.message;
    prefix->is_doubtful = walk.doubt == DOUBT_MESSAGE;
    prefix->has_doubtful_names = walk.doubt != DOUBT_NOTHING;
    if (prefix->has_doubtful_names)
        prefix->user.length = prefix->database.length = prefix->application.length = 0;
    return true;
}
