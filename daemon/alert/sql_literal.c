#include "alert/sql_literal.h"

#include <stdbool.h>

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

/* Words that begin a statement, or the list of values that went with one.
 * DETAIL lines of PostgreSQL call that list "parameters". */
static bool is_verb(struct text word)
{
    static const struct text verbs[] = {
        {"select", 6},  {"insert", 6},      {"update", 6}, {"delete", 6}, {"merge", 5},
        {"replace", 7}, {"copy", 4},        {"call", 4},   {"exec", 4},   {"execute", 7},
        {"prepare", 7}, {"alter", 5},       {"create", 6}, {"grant", 5},  {"truncate", 8},
        {"declare", 7}, {"values", 6},      {"where", 5},  {"with", 4},   {"set", 3},
        {"do", 2},      {"parameters", 10},
    };

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (text_equal_caseless(word, verbs[i]))
            return true;
    }
    return false;
}

/* Where the first verb ends; false when there is none. */
static bool find_verb(struct text line, size_t *end)
{
    for (size_t begin = 0; begin < line.length; begin = *end + 1) {
        *end = begin;
        while (*end < line.length && is_word_byte(line.data[*end]))
            (*end)++;
        if (is_verb(text_until(text_from(line, begin), *end - begin)))
            return true;
    }
    return false;
}

/* "$$" or "$tag$", which quote without a quote. */
static bool find_dollar_quote(struct text line, size_t *position)
{
    for (size_t i = 0; i + 1 < line.length; i++) {
        size_t end = i + 1;

        if (line.data[i] != '$')
            continue;
        while (end < line.length &&
               (is_word_byte(line.data[end]) || (unsigned char)line.data[end] >= 0x80))
            end++;
        if (end < line.length && line.data[end] == '$') {
            *position = i;
            return true;
        }
    }
    return false;
}

/* Where the literal that is open before position closes: at a quote that is not
 * doubled.  False where more than one reading is possible, or none. */
static bool find_close(struct text line, size_t position, size_t *close)
{
    for (; position < line.length; position++) {
        char byte = line.data[position];

        if (byte == '\\' || byte == '"' || byte == '\n')
            return false;
        if (byte != '\'')
            continue;
        if (position + 1 == line.length || line.data[position + 1] != '\'') {
            *close = position;
            return true;
        }
        position++;
    }
    return false;
}

/* True when each literal from position on can be read in one way only. */
static bool is_plain(struct text line, size_t position)
{
    struct text rest = text_from(line, position);
    size_t found = 0;

    if (text_find(rest, TEXT("--"), &found) || text_find(rest, TEXT("/*"), &found))
        return false;
    while (text_find(text_from(line, position), TEXT("'"), &found)) {
        if (!find_close(line, position + found + 1, &position))
            return false;
        position++;
    }
    return true;
}

void sql_literal_find(struct text line, sql_literal_visit *visit, void *cookie)
{
    size_t position = 0;
    size_t found = 0;
    size_t close = 0;

    if (!find_verb(line, &position))
        return;
    if (find_dollar_quote(text_from(line, position), &found))
        visit(position + found, line.length, cookie);
    if (!is_plain(line, position)) {
        if (text_find(text_from(line, position), TEXT("'"), &found))
            visit(position + found + 1, line.length, cookie);
        return;
    }
    while (text_find(text_from(line, position), TEXT("'"), &found) &&
           find_close(line, position + found + 1, &close)) {
        visit(position + found + 1, close, cookie);
        position = close + 1;
    }
}
