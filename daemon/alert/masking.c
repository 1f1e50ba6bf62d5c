#include "alert/masking.h"

#include "alert/sql_literal.h"
#include "base/memory.h"

/* A text under scrutiny: a flag a byte says whether it is hidden. */
struct scrutiny {
    struct text text;
    bool *hidden;
};

/* NUL past the end, which is like no byte that is looked for. */
static char at(const struct scrutiny *scrutiny, size_t position)
{
    if (position >= scrutiny->text.length)
        return '\0';
    return scrutiny->text.data[position];
}

static bool is_blank(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool is_quote(char byte)
{
    return byte == '"' || byte == '\'';
}

static bool is_letter_or_digit(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

static bool is_name_byte(char byte)
{
    return is_letter_or_digit(byte) || byte == '_' || byte == '-' || byte == '.';
}

static void hide(struct scrutiny *scrutiny, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < scrutiny->text.length; i++)
        scrutiny->hidden[i] = true;
}

/* Where the run that begins at position ends: at a blank, a bracket of a tag, or
 * a quote without a backslash in front.  *speaks tells whether anything but
 * punctuation stands in it. */
static size_t query_end(const struct scrutiny *scrutiny, size_t position, bool *speaks)
{
    for (; position < scrutiny->text.length; position++) {
        char byte = at(scrutiny, position);

        if (byte == '\\' && position + 1 < scrutiny->text.length)
            byte = at(scrutiny, ++position);
        else if (is_blank(byte) || byte == '"' || byte == '<' || byte == '>')
            break;
        *speaks = *speaks || is_name_byte(byte) || (unsigned char)byte >= 0x80 || byte == '%';
    }
    return position < scrutiny->text.length ? position : scrutiny->text.length;
}

/* What stands behind a question mark is taken for a query wherever it is, for
 * logs write URLs with and without scheme and host. */
static void hide_queries(struct scrutiny *scrutiny)
{
    for (size_t i = 0; i < scrutiny->text.length; i++) {
        bool speaks = false;
        size_t end = 0;

        if (at(scrutiny, i) != '?')
            continue;
        end = query_end(scrutiny, i + 1, &speaks);
        if (speaks)
            hide(scrutiny, i + 1, end);
        i = end;
    }
}

/* Log-in names stay, but no person's is that long with digits in it; the tokens of
 * code hosts and clouds are. */
static bool is_token(struct text user)
{
    enum { SHORTEST = 20 };

    for (size_t i = 0; user.length >= SHORTEST && i < user.length; i++) {
        if (user.data[i] >= '0' && user.data[i] <= '9')
            return true;
    }
    return false;
}

/* "https://user:password@host/", "https://token@host/" */
static void hide_passwords_of_urls(struct scrutiny *scrutiny)
{
    struct text rest = scrutiny->text;
    size_t base = 0;
    size_t found = 0;

    while (text_find(rest, TEXT("://"), &found)) {
        size_t colon = 0;
        size_t sign = 0;
        size_t user_end = 0;

        base += found + 3;
        rest = text_from(scrutiny->text, base);
        for (size_t i = base; i < scrutiny->text.length; i++) {
            char byte = at(scrutiny, i);

            if (is_blank(byte) || byte == '"' || byte == '/' || byte == '?' || byte == '#')
                break;
            if (byte == ':' && colon == 0)
                colon = i;
            if (byte == '@')
                sign = i;
        }
        if (colon > 0 && colon < sign)
            hide(scrutiny, colon + 1, sign);
        user_end = colon > 0 && colon < sign ? colon : sign;
        if (user_end > base && is_token(text_until(rest, user_end - base)))
            hide(scrutiny, base, user_end);
    }
}

/* A quoted value ends at the same quote behind no more backslashes than the
 * opening one had, so that JSON inside JSON is read as it was meant. */
static size_t quoted_end(const struct scrutiny *scrutiny, size_t position, size_t depth)
{
    char quote = at(scrutiny, position);
    size_t backslashes = 0;

    for (position++; position < scrutiny->text.length; position++) {
        char byte = at(scrutiny, position);

        if (byte == quote && backslashes <= depth) {
            if (at(scrutiny, position + 1) != quote)
                return position;
            position++;
        }
        backslashes = byte == '\\' ? backslashes + 1 : 0;
    }
    return position;
}

/* Hides the value that begins at position.  wrap is the quote right before the
 * name, if any: "Authorization: Bearer abc" goes on to the next one of it. */
static void hide_value(struct scrutiny *scrutiny, size_t position, bool is_header, char wrap)
{
    size_t depth = 0;
    size_t end = 0;

    while (is_blank(at(scrutiny, position)))
        position++;
    while (at(scrutiny, position + depth) == '\\')
        depth++;
    if (is_quote(at(scrutiny, position + depth))) {
        end = quoted_end(scrutiny, position + depth, depth);
        hide(scrutiny, position + depth + 1, end);
        return;
    }

    end = position;
    if (at(scrutiny, position) == '[' || at(scrutiny, position) == '{')
        end = scrutiny->text.length;
    while (end < scrutiny->text.length && (is_header || !is_blank(at(scrutiny, end))) &&
           !(is_quote(wrap) && at(scrutiny, end) == wrap))
        end++;
    hide(scrutiny, position, end);
}

/* Takes "=", ":", ":=", "=>" or "%3D" at position, after closing brackets, quotes
 * and blanks.  Returns where the value may begin, or 0: no assignment. */
static size_t assignment(const struct scrutiny *scrutiny, size_t position)
{
    struct text rest = {0};

    while (at(scrutiny, position) == '\\' || at(scrutiny, position) == ']' ||
           is_quote(at(scrutiny, position)) || is_blank(at(scrutiny, position)))
        position++;
    rest = text_until(text_from(scrutiny->text, position), 3);
    if (text_equal_caseless(rest, TEXT("%3D")) || text_equal_caseless(rest, TEXT("%3A")))
        return position + 3;
    if (at(scrutiny, position) != '=' && at(scrutiny, position) != ':')
        return 0;
    position++;
    while (at(scrutiny, position) == '=' || at(scrutiny, position) == '>')
        position++;
    return position;
}

/* Lower-case letters and digits of a name, so that api_key, X-API-Key and apiKey
 * are one. */
static struct text fold(struct text name, char *folded, size_t size)
{
    size_t length = 0;

    for (size_t i = 0; i < name.length && length < size; i++) {
        char byte = name.data[i];

        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte + ('a' - 'A'));
        if (is_letter_or_digit(byte))
            folded[length++] = byte;
    }
    return (struct text){folded, length};
}

static bool contains_any(struct text text, const char *const *words, size_t count)
{
    size_t position = 0;

    for (size_t i = 0; i < count; i++) {
        if (text_find(text, text_of(words[i]), &position))
            return true;
    }
    return false;
}

/* Names are looked at from their end, where the word stands that says what it is. */
enum { NAME_TAIL = 64 };

static struct text tail_of(struct text name)
{
    return name.length > NAME_TAIL ? text_from(name, name.length - NAME_TAIL) : name;
}

/* Headers, whose values hold blanks. */
static const char *const headers[] = {"authorization", "cookie"};

/* "PASS" of "DB_PASS". */
static struct text last_word(struct text name)
{
    size_t begin = name.length;

    while (begin > 0 && is_letter_or_digit(name.data[begin - 1]))
        begin--;
    return text_from(name, begin);
}

bool masking_is_secret(struct text name)
{
    static const char *const words[] = {"password",   "passwd",        "passphrase",
                                        "secret",     "apikey",        "credential",
                                        "privatekey", "authorization", "cookie"};
    /* At the end only: max_tokens and the like are numbers worth seeing. */
    static const char *const ends[] = {"token", "pwd", "accesskey"};
    /* As the last word only, for "bypass" and "compass" are none. */
    static const char *const whole[] = {"pass"};
    char folded[NAME_TAIL] = {0};
    struct text plain = fold(tail_of(name), folded, sizeof folded);

    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        if (text_equal_caseless(last_word(name), text_of(whole[i])))
            return true;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (text_ends_with(plain, text_of(ends[i])))
            return true;
    }
    return contains_any(plain, words, sizeof words / sizeof *words);
}

bool masking_is_content(struct text name)
{
    static const char *const words[] = {"prompt",   "prompts", "completion", "content",
                                        "messages", "body",    "csuriquery", "sqltext"};
    char folded[NAME_TAIL] = {0};
    struct text last = name;
    struct text plain = {0};
    size_t dot = 0;

    if (text_find_last(name, TEXT("."), &dot))
        last = text_from(name, dot + 1);
    plain = fold(tail_of(last), folded, sizeof folded);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_equal(plain, text_of(words[i])))
            return true;
    }
    return false;
}

/* Where sudo's own line has the directory it was run in, past the end for no such line:
 * "ana : TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND=/bin/ls".  A name, blanks and all;
 * elsewhere PWD is a password, and of several in a text only the first can be sudo's. */
static size_t find_directory(struct text text)
{
    enum { LINK = 3 };
    struct text link = {0};
    struct text rest = {0};
    size_t begin = 0;
    size_t end = 0;

    if (!text_find(text, TEXT("PWD=/"), &begin) || begin < LINK)
        return text.length;
    link = text_until(text_from(text, begin - LINK), LINK);
    if (!text_equal(link, TEXT(" ; ")) && !text_equal(link, TEXT(" : ")))
        return text.length;
    rest = text_from(text, begin);
    if (!text_find(rest, TEXT(" ; "), &end))
        return text.length;
    rest = text_from(rest, end);
    return text_starts_with(rest, TEXT(" ; USER=")) && text_find(rest, TEXT(" ; COMMAND="), &end)
               ? begin
               : text.length;
}

static void hide_secrets(struct scrutiny *scrutiny)
{
    size_t directory = find_directory(scrutiny->text);

    for (size_t i = 0; i < scrutiny->text.length;) {
        char folded[NAME_TAIL] = {0};
        struct text name = text_from(scrutiny->text, i);
        size_t end = i;
        size_t value = 0;
        bool is_header = false;
        char before = at(scrutiny, i - 1);

        while (is_name_byte(at(scrutiny, end)))
            end++;
        name = text_until(name, end - i);
        if (name.length > 0 && i != directory && masking_is_secret(name)) {
            value = assignment(scrutiny, end);
            if (value == 0 && name.data[0] == '-' && is_blank(at(scrutiny, end)))
                value = end;
            is_header = contains_any(fold(tail_of(name), folded, sizeof folded), headers,
                                     sizeof headers / sizeof *headers);
        }
        if (text_equal_caseless(name, TEXT("bearer")) && is_blank(at(scrutiny, end)))
            value = end;
        if (value > 0)
            hide_value(scrutiny, value, is_header, before);
        i = end + 1;
    }
}

static void hide_literal(size_t from, size_t to, void *cookie)
{
    hide(cookie, from, to);
}

void masking_append_whole(struct buffer *buffer, size_t length)
{
    buffer_printf(buffer, "[masked %zu bytes]", length);
}

void masking_append(struct buffer *buffer, struct text text)
{
    struct text seen = text_until(text, MASKING_TEXT_MOST);
    struct scrutiny scrutiny = {seen, mem_zero(seen.length)};
    size_t begin = 0;

    hide_queries(&scrutiny);
    hide_passwords_of_urls(&scrutiny);
    hide_secrets(&scrutiny);
    sql_literal_find(seen, hide_literal, &scrutiny);

    for (size_t end = 0; begin < seen.length; begin = end) {
        bool hidden = scrutiny.hidden[begin];

        for (end = begin; end < seen.length && scrutiny.hidden[end] == hidden; end++)
            continue;
        if (hidden)
            masking_append_whole(buffer, end - begin);
        else
            buffer_append_escaped(buffer, text_until(text_from(seen, begin), end - begin));
    }
    mem_free(scrutiny.hidden);
}
