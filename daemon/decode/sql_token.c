#include "decode/sql_token.h"

#include <string.h>

enum { CASE_BIT = 0x20 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || is_digit(byte) ||
           byte == '_' || byte == '$' || (unsigned char)byte >= 0x80;
}

static bool is_blank(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static char byte_at(struct text text, size_t position)
{
    if (position < text.length)
        return text.data[position];
    return '\0';
}

static size_t line_length(struct text text)
{
    const char *end = text.length > 0 ? memchr(text.data, '\n', text.length) : NULL;

    return end ? (size_t)(end - text.data) : text.length;
}

/* Where the comment that text begins with ends. */
static size_t comment_length(struct text text, bool nests)
{
    size_t depth = 1;
    size_t i = 2;

    while (i < text.length && depth > 0) {
        if (text.data[i] == '*' && byte_at(text, i + 1) == '/') {
            depth--;
            i += 2;
        } else if (nests && text.data[i] == '/' && byte_at(text, i + 1) == '*') {
            depth++;
            i += 2;
        } else {
            i++;
        }
    }
    return i;
}

/* The comment or part of one that text begins with; 0 where it is none. */
static size_t passed_over(struct text text, enum sql_dialect dialect)
{
    bool is_mysql = dialect == SQL_MYSQL;
    char first = byte_at(text, 0);
    char second = byte_at(text, 1);
    size_t length = 0;

    if (is_blank(first))
        return 1;
    if ((first == '-' && second == '-') || (is_mysql && first == '#'))
        return line_length(text);
    if (is_mysql && first == '*' && second == '/')
        return 2;
    if (first != '/' || second != '*')
        return 0;
    length = byte_at(text, 2) == 'M' ? 3 : 2;
    if (!is_mysql || byte_at(text, length) != '!')
        return comment_length(text, !is_mysql);
    for (length++; is_digit(byte_at(text, length)); length++)
        ;
    return length;
}

/* What stands up to the quote that closes; a doubled one does not, nor does one behind a
 * backslash where that escapes. */
static struct sql_token take_quoted(struct sql_lexer *lexer, enum sql_token_kind kind, bool escapes)
{
    struct text text = lexer->rest;
    char quote = text.data[0];
    size_t i = 1;

    while (i < text.length) {
        bool is_escape = escapes && text.data[i] == '\\';

        if (text.data[i] == quote && byte_at(text, i + 1) != quote)
            break;
        i += is_escape || text.data[i] == quote ? 2 : 1;
    }
    if (i > text.length)
        i = text.length;
    lexer->rest = text_from(text, i + 1);
    return (struct sql_token){kind, text_from(text_until(text, i), 1)};
}

/* "$tag$ ... $tag$".  False where text begins with no such quote. */
static bool take_dollar_quoted(struct sql_lexer *lexer, struct sql_token *token)
{
    struct text text = lexer->rest;
    struct text delimiter = {0};
    size_t tag = 1;
    size_t end = 0;

    while (is_word_byte(byte_at(text, tag)) && text.data[tag] != '$')
        tag++;
    if (byte_at(text, tag) != '$' || is_digit(byte_at(text, 1)))
        return false;
    delimiter = text_until(text, tag + 1);
    text = text_from(text, delimiter.length);
    if (!text_find(text, delimiter, &end))
        end = text.length;
    *token = (struct sql_token){SQL_STRING, text_until(text, end)};
    lexer->rest = text_from(text, end + delimiter.length);
    return true;
}

static struct sql_token take_length(struct sql_lexer *lexer, enum sql_token_kind kind,
                                    size_t length)
{
    struct sql_token token = {kind, text_until(lexer->rest, length)};

    lexer->rest = text_from(lexer->rest, length);
    return token;
}

static struct sql_token take_word(struct sql_lexer *lexer)
{
    size_t length = 1;

    while (is_word_byte(byte_at(lexer->rest, length)))
        length++;
    return take_length(lexer, SQL_WORD, length);
}

/* Takes the "E" or "e" off a string in which a backslash escapes. */
static bool take_escape_mark(struct sql_lexer *lexer)
{
    char first = byte_at(lexer->rest, 0);

    if ((first != 'E' && first != 'e') || byte_at(lexer->rest, 1) != '\'')
        return false;
    lexer->rest = text_from(lexer->rest, 1);
    return true;
}

struct sql_token sql_token_next(struct sql_lexer *lexer)
{
    bool is_mysql = lexer->dialect == SQL_MYSQL;
    struct sql_token token = {SQL_END, {0}};
    size_t passed = 0;
    bool escapes = is_mysql;

    while ((passed = passed_over(lexer->rest, lexer->dialect)) > 0)
        lexer->rest = text_from(lexer->rest, passed);
    if (lexer->rest.length == 0)
        return token;
    escapes = take_escape_mark(lexer) || is_mysql;
    switch (lexer->rest.data[0]) {
    case '\'':
        return take_quoted(lexer, SQL_STRING, escapes);
    case '"':
        return take_quoted(lexer, is_mysql ? SQL_STRING : SQL_NAME, is_mysql);
    case '`':
        return take_quoted(lexer, SQL_NAME, false);
    case '$':
        if (!is_mysql && take_dollar_quoted(lexer, &token))
            return token;
        break;
    default:
        break;
    }
    if (is_word_byte(lexer->rest.data[0]))
        return take_word(lexer);
    return take_length(lexer, SQL_SIGN, 1);
}

bool sql_token_is_word(struct sql_token token, const char *word)
{
    return token.kind == SQL_WORD && token.text.length > 0 &&
           (token.text.data[0] | CASE_BIT) == (*word | CASE_BIT) &&
           text_equal_caseless(token.text, text_of(word));
}

bool sql_token_is_sign(struct sql_token token, char sign)
{
    return token.kind == SQL_SIGN && token.text.data[0] == sign;
}
