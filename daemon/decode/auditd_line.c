#include "decode/auditd_line.h"

#include "base/digest.h"

enum { ENRICHED = 0x1D };

static bool is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == ENRICHED;
}

/* "1793577901.123:4567". */
static bool read_stamp(struct text stamp, struct auditd_line *line)
{
    struct text seconds = {0};
    struct text fraction = {0};
    uint64_t whole = 0;
    uint64_t thousandths = 0;

    if (!text_cut(stamp, TEXT(":"), &seconds, &line->serial) ||
        !text_cut(seconds, TEXT("."), &seconds, &fraction) || !text_to_unsigned(seconds, &whole) ||
        !text_to_unsigned(fraction, &thousandths) || fraction.length != 3 ||
        whole > (uint64_t)(TIMESTAMP_LATEST / SECOND))
        return false;
    line->stamp = stamp;
    line->time = (timestamp)whole * SECOND + (timestamp)thousandths * MILLISECOND;
    return true;
}

/* Takes "audit(STAMP):" off; old auditd leaves the colon out. */
static bool take_stamp(struct text *text, struct auditd_line *line)
{
    struct text stamp = {0};
    struct text rest = *text;

    text_take(&rest, TEXT("msg="));
    if (!text_take(&rest, TEXT("audit(")) || !text_cut(rest, TEXT(")"), &stamp, &rest) ||
        !read_stamp(stamp, line))
        return false;
    text_take(&rest, TEXT(":"));
    *text = rest;
    return true;
}

/* The kernel's log has "[   12.345678] audit: " in front. */
static void skip_kernel(struct text *text)
{
    struct text before = {0};
    struct text rest = *text;

    if (text_starts_with(rest, TEXT("[")) && text_cut(rest, TEXT("] "), &before, &rest) &&
        text_starts_with(rest, TEXT("audit: ")))
        *text = rest;
    text_take(text, TEXT("audit: "));
}

/* journald's form, which has no node: "USER_AUTH pid=". */
static bool take_bare_type(struct text text, struct auditd_line *line)
{
    struct text type = text_take_word(&text);

    if (type.length < 3)
        return false;
    for (size_t i = 0; i < type.length; i++) {
        if (!is_upper(type.data[i]) && type.data[i] != '_' && !(i > 0 && is_digit(type.data[i])))
            return false;
    }
    line->type = type;
    line->body = text;
    return text_find(text_until(text, 16), TEXT("="), &(size_t){0});
}

bool auditd_line_read(struct text text, struct auditd_line *line)
{
    *line = (struct auditd_line){.time = TIMESTAMP_NONE};
    text = text_trim(text);
    if (text_take(&text, TEXT("node=")))
        line->node = text_take_word(&text);
    skip_kernel(&text);
    text = text_trim(text);
    if (!text_take(&text, TEXT("type=")))
        return line->node.length == 0 && take_bare_type(text, line);
    line->type = text_take_word(&text);
    text_take(&text, TEXT(" "));
    if (!take_stamp(&text, line))
        return false;
    line->body = text;
    return line->type.length > 0;
}

/* A bare value, without what brackets, lists and the end of msg='...' put behind it. */
static struct text bare_value(struct text value)
{
    bool in_brackets = text_starts_with(value, TEXT("("));

    while (value.length > 0) {
        char last = value.data[value.length - 1];

        if (last != '\'' && last != ',' && !(last == ')' && !in_brackets))
            break;
        value.length--;
    }
    return value;
}

/* Takes a value that ends at close, or at the end of the line where that is missing. */
static struct text take_closed(struct text *body, struct text close)
{
    struct text value = {0};

    text_cut(text_from(*body, 1), close, &value, body);
    return value;
}

/* "'UID=": the end of msg='...' and the first of the names that auditd adds, where the
 * 0x1D between them was lost on the way.  The result is the last in msg. */
static bool ends_message(struct text name, struct text rest)
{
    return text_equal(name, TEXT("res")) && rest.length > 1 && rest.data[0] == '\'' &&
           is_upper(rest.data[1]);
}

static void take_value(struct text *body, struct auditd_pair *pair)
{
    size_t length = 0;

    pair->is_quoted = text_starts_with(*body, TEXT("\""));
    if (pair->is_quoted) {
        pair->value = take_closed(body, TEXT("\""));
        return;
    }
    if (text_starts_with(*body, TEXT("{"))) {
        pair->value = text_trim(take_closed(body, TEXT("}")));
        return;
    }
    while (length < body->length && !is_blank(body->data[length]) &&
           !ends_message(pair->name, text_from(*body, length)))
        length++;
    pair->value = bare_value(text_until(*body, length));
    *body = text_from(*body, length);
}

/* Where the name of a pair ends: at "=", or at a blank where the word is none. */
static size_t name_length(struct text body)
{
    size_t length = 0;

    while (length < body.length && body.data[length] != '=' && !is_blank(body.data[length]))
        length++;
    return length;
}

bool auditd_pair_take(struct text *body, struct auditd_pair *pair)
{
    while (body->length > 0) {
        size_t length = 0;

        if (is_blank(body->data[0]) || body->data[0] == '(' || body->data[0] == ',' ||
            body->data[0] == '\'') {
            *body = text_from(*body, 1);
            continue;
        }
        length = name_length(*body);
        pair->name = text_until(*body, length);
        *body = text_from(*body, length);
        if (length == 0 || !text_take(body, TEXT("="))) {
            *body = text_from(*body, length == 0 ? 1 : 0);
            continue;
        }
        if (text_equal(pair->name, TEXT("msg")) && text_take(body, TEXT("'")))
            continue;
        take_value(body, pair);
        return true;
    }
    return false;
}

bool auditd_argument(struct text name, uint64_t *number)
{
    struct text piece = {0};
    uint64_t index = 0;

    if (!text_take(&name, TEXT("a")))
        return false;
    if (text_cut(name, TEXT("["), &name, &piece) &&
        (!text_ends_with(piece, TEXT("]")) ||
         !text_to_unsigned(text_until(piece, piece.length - 1), &index)))
        return false;
    return text_to_unsigned(name, number);
}

static bool is_text_name(struct text type, struct text name)
{
    static const char *const names[] = {"acct",      "cmd",      "comm",      "cwd",   "data",
                                        "device",    "dir",      "exe",       "file",  "grp",
                                        "key",       "name",     "new_group", "ocomm", "path",
                                        "proctitle", "root_dir", "vm",        "watch", NULL};

    if (text_equal(type, TEXT("EXECVE")))
        return auditd_argument(name, &(uint64_t){0});
    for (const char *const *one = names; *one; one++) {
        if (text_equal(name, text_of(*one)))
            return true;
    }
    return false;
}

static bool is_hex(struct text value)
{
    for (size_t i = 0; i < value.length; i++) {
        if (!is_digit(value.data[i]) && !(value.data[i] >= 'A' && value.data[i] <= 'F'))
            return false;
    }
    return value.length > 0 && value.length % 2 == 0;
}

struct text auditd_pair_text(struct arena *arena, struct text type, const struct auditd_pair *pair)
{
    size_t length = pair->value.length / 2;
    char *bytes = NULL;

    if (pair->is_quoted || !is_hex(pair->value) || !is_text_name(type, pair->name))
        return pair->value;
    bytes = arena_alloc(arena, length);
    if (!hex_read(pair->value, bytes, length))
        return pair->value;
    return (struct text){bytes, length};
}

bool auditd_is_unsaid(struct text value)
{
    return value.length == 0 || text_equal(value, TEXT("?")) || text_equal(value, TEXT("(null)"));
}
