#include "decode/shell_word.h"

#include <string.h>

static char byte_at(const struct shell_words *words, size_t position)
{
    return (char)(position < words->script.length ? words->script.data[position] : '\0');
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static bool is_separator(const struct shell_words *words, char byte)
{
    if (words->is_argv)
        return false;
    return byte == ';' || byte == '&' || byte == '|' || byte == '\n' ||
           (byte == ')' && words->open > 0) || (byte == '(' && words->is_command_start);
}

/* How long the redirection is that stands there: "[digits or &] > or <"; 0 = none. */
static size_t redirection_length(const struct shell_words *words)
{
    size_t end = words->position;

    if (words->is_argv)
        return 0;
    while (byte_at(words, end) >= '0' && byte_at(words, end) <= '9')
        end++;
    if (end == words->position && byte_at(words, end) == '&')
        end++;
    if (byte_at(words, end) != '>' && byte_at(words, end) != '<')
        return 0;
    if (byte_at(words, end + 1) == '(')
        return 0;
    end++;
    while (byte_at(words, end) == '>' || byte_at(words, end) == '<' || byte_at(words, end) == '|')
        end++;
    if (byte_at(words, end) == '&') {
        end++;
        while (byte_at(words, end) == '-' ||
               (byte_at(words, end) >= '0' && byte_at(words, end) <= '9'))
            end++;
    }
    return end - words->position;
}

static void take_separator(struct shell_words *words, struct shell_word *word)
{
    char byte = byte_at(words, words->position);

    if (byte == '(')
        words->open++;
    if (byte == ')')
        words->open--;
    word->kind = SHELL_SEPARATOR;
    words->position++;
    words->is_command_start = true;
}

static size_t find_byte(const struct shell_words *words, size_t from, char wanted)
{
    const char *found = NULL;

    if (from < words->script.length)
        found = memchr(words->script.data + from, wanted, words->script.length - from);
    return found ? (size_t)(found - words->script.data) : words->script.length;
}

/* Where the parenthesis that opens at position is closed; the end when nowhere. */
static size_t find_closing(const struct shell_words *words, size_t position)
{
    size_t open = 0;

    for (; position < words->script.length; position++) {
        if (words->script.data[position] == '(')
            open++;
        if (words->script.data[position] == ')' && --open == 0)
            break;
    }
    return position;
}

/* How long the script in a word is that begins at position, its marks included: "$(...)",
 * "<(...)", ">(...)" or "`...`"; 0 = none. */
static size_t inside_length(const struct shell_words *words, size_t position, struct text *inside)
{
    char byte = byte_at(words, position);
    size_t start = position + 2;
    size_t end = 0;

    if ((byte == '$' || byte == '<' || byte == '>') && byte_at(words, position + 1) == '(') {
        end = find_closing(words, position + 1);
    } else if (byte == '`') {
        start = position + 1;
        end = find_byte(words, start, '`');
    } else {
        return 0;
    }
    *inside = text_from(text_until(words->script, end), start);
    return (end < words->script.length ? end + 1 : end) - position;
}

/* A word under way.  It is never longer than what was read of it, so that its bytes have
 * the place in the reader's that they have in the script. */
struct making {
    struct shell_words *words;
    struct shell_word *word;
    char *bytes;
    size_t length;
    char quote; /* the one that is open; NUL = none */
    size_t quote_end;
};

/* A script in the word stands in its text as it was written. */
static bool take_inside(struct making *making)
{
    struct shell_words *words = making->words;
    struct text inside = {0};
    size_t length = 0;

    if (making->quote == '\'' || words->is_argv || making->word->inside_count >= SHELL_INSIDES_MOST)
        return false;
    length = inside_length(words, words->position, &inside);
    if (length == 0)
        return false;
    making->word->insides[making->word->inside_count++] = inside;
    memcpy(making->bytes + making->length, words->script.data + words->position, length);
    making->length += length;
    words->position += length;
    if (making->quote && words->position > making->quote_end)
        making->quote_end = find_byte(words, words->position, making->quote);
    return true;
}

/* Opens or closes a quote, or passes a backslash over. */
static bool take_mark(struct making *making)
{
    struct shell_words *words = making->words;
    char byte = byte_at(words, words->position);

    if (making->quote) {
        if (words->position != making->quote_end)
            return false;
        making->quote = '\0';
        words->position++;
        return true;
    }
    if (byte == '\'' || byte == '"') {
        making->quote_end = find_byte(words, words->position + 1, byte);
        if (making->quote_end == words->script.length)
            return false;
        making->quote = byte;
        making->word->is_quoted = true;
        words->position++;
        return true;
    }
    if (byte == '\\' && byte_at(words, words->position + 1) == '\n') {
        words->position += 2;
        return true;
    }
    if (byte == '\\' && words->position + 1 < words->script.length) {
        making->word->is_quoted = true;
        words->position++;
    }
    return false;
}

static bool is_word_end(const struct making *making)
{
    const struct shell_words *words = making->words;
    char byte = byte_at(words, words->position);

    if (words->position >= words->script.length)
        return true;
    if (making->quote)
        return false;
    if (is_blank(byte) || (words->is_argv && byte == '\n') || is_separator(words, byte))
        return true;
    return !words->is_argv && (byte == '>' || byte == '<') &&
           byte_at(words, words->position + 1) != '(';
}

static void take_word(struct shell_words *words, struct shell_word *word)
{
    struct making making = {.words = words, .word = word};

    making.bytes = words->bytes + words->position;
    word->kind = SHELL_WORD;
    while (!is_word_end(&making)) {
        if (take_inside(&making) || take_mark(&making))
            continue;
        making.bytes[making.length++] = words->script.data[words->position++];
    }
    word->text = (struct text){making.bytes, making.length};
    words->is_command_start = false;
}

void shell_word_next(struct shell_words *words, struct shell_word *word)
{
    size_t length = 0;

    memset(word, 0, sizeof *word);
    while (is_blank(byte_at(words, words->position)) ||
           (words->is_argv && byte_at(words, words->position) == '\n'))
        words->position++;
    word->start = words->position;
    if (words->position >= words->script.length) {
        word->kind = SHELL_END;
        return;
    }
    length = redirection_length(words);
    if (length > 0) {
        word->kind = SHELL_REDIRECTION;
        word->text = text_until(text_from(words->script, words->position), length);
        words->position += length;
        return;
    }
    if (is_separator(words, byte_at(words, words->position))) {
        take_separator(words, word);
        return;
    }
    take_word(words, word);
}
