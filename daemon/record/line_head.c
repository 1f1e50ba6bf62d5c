#include "record/line_head.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static void skip_spaces(struct text *line)
{
    while (line->length > 0 && line->data[0] == ' ') {
        line->data++;
        line->length--;
    }
}

static void skip_priority(struct text *line)
{
    size_t i = 1;

    if (!text_starts_with(*line, TEXT("<")))
        return;
    while (i < line->length && i < 4 && is_digit(line->data[i]))
        i++;
    if (i > 1 && i < line->length && line->data[i] == '>')
        *line = text_from(*line, i + 1);
    skip_spaces(line);
}

/* Skips "2026-11-03T08:05:01+08:00", or the same with a space in the middle. */
static bool skip_iso(struct text *line)
{
    size_t i = 11;

    if (line->length < 19 || !is_digit(line->data[0]) || line->data[4] != '-' ||
        line->data[7] != '-' || line->data[13] != ':')
        return false;
    while (i < line->length && line->data[i] != ' ')
        i++;
    *line = text_from(*line, i);
    return true;
}

static bool is_clock(struct text word)
{
    return word.length >= 8 && is_digit(word.data[0]) && word.data[2] == ':' && word.data[5] == ':';
}

/* Skips "Nov  3 08:05:01", a weekday or a year in it or not. */
static bool skip_bsd(struct text *line)
{
    struct text rest = *line;

    if (rest.length < 14 || rest.data[0] < 'A' || rest.data[0] > 'Z' || rest.data[3] != ' ')
        return false;
    for (unsigned words = 0; words < 5; words++) {
        if (is_clock(text_take_word(&rest))) {
            *line = rest;
            return words >= 2;
        }
    }
    return false;
}

/* Skips "[id name="value"]..." or "-". */
static bool skip_structured_data(struct text *line)
{
    bool quoted = false;

    skip_spaces(line);
    if (text_take(line, TEXT("-")))
        return true;
    if (!text_starts_with(*line, TEXT("[")))
        return false;
    for (size_t i = 0; i < line->length; i++) {
        char byte = line->data[i];

        if (quoted && byte == '\\') {
            i++;
        } else if (byte == '"') {
            quoted = !quoted;
        } else if (!quoted && byte == ']' && (i + 1 == line->length || line->data[i + 1] == ' ')) {
            *line = text_from(*line, i + 1);
            return true;
        }
    }
    return false;
}

static size_t place_in(struct text line, struct text rest)
{
    return line.length - rest.length;
}

/* Reads "1 TIME HOST APP PID MSGID DATA message". */
static bool read_5424(struct text line, struct text rest, struct line_head *head)
{
    text_take_word(&rest);
    text_take_word(&rest);
    head->host = text_take_word(&rest);
    skip_spaces(&rest);
    head->program = place_in(line, rest);
    for (unsigned words = 0; words < 3; words++)
        text_take_word(&rest);
    if (!skip_structured_data(&rest))
        return false;
    skip_spaces(&rest);
    head->message = place_in(line, rest);
    return true;
}

/* Whether the word is the program's already, and the host left out. */
static bool is_program(struct text word)
{
    size_t bracket = 0;

    return text_starts_with(word, TEXT("-")) || text_starts_with(word, TEXT("(")) ||
           text_starts_with(word, TEXT("/")) || text_find(word, TEXT("["), &bracket) ||
           (text_ends_with(word, TEXT(":")) && !text_ends_with(word, TEXT("::")));
}

/* Reads "[HOST] [TAG] message", what stands behind the older times. */
static bool read_older(struct text line, struct text rest, struct line_head *head)
{
    struct text behind = rest;
    struct text word = {0};

    skip_spaces(&rest);
    behind = rest;
    word = text_take_word(&behind);
    if (is_program(word) || text_starts_with(rest, TEXT("last message repeated "))) {
        head->host = (struct text){0};
    } else {
        head->host = word;
        rest = behind;
        skip_spaces(&rest);
    }
    head->program = place_in(line, rest);
    behind = rest;
    word = text_take_word(&behind);
    if (text_ends_with(word, TEXT(":")))
        rest = behind;
    skip_spaces(&rest);
    head->message = place_in(line, rest);
    return true;
}

bool line_head_read(struct text line, struct line_head *head)
{
    struct text rest = line;

    skip_priority(&rest);
    if (text_starts_with(rest, TEXT("1 ")))
        return read_5424(line, rest, head);
    return (skip_iso(&rest) || skip_bsd(&rest)) && read_older(line, rest, head);
}

/* "Nov  3 08:05:01 ": how much of the line that is; 0 = it begins otherwise. */
static size_t usual_bsd(struct text line)
{
    enum {
        MONTH_END = 3,
        DAY = 5,
        DAY_END = 6,
        HOUR = 7,
        MINUTE_AT = 10,
        SECOND_AT = 13,
        END = 15
    };
    const char *at = line.data;

    if (line.length <= END + 1)
        return 0;
    if (at[0] < 'A' || at[0] > 'Z' || at[1] == ' ' || at[2] == ' ' || at[MONTH_END] != ' ' ||
        !is_digit(at[DAY]) || at[DAY_END] != ' ')
        return 0;
    if (!is_digit(at[HOUR]) || !is_digit(at[HOUR + 1]) || at[HOUR + 2] != ':' ||
        !is_digit(at[MINUTE_AT]) || !is_digit(at[MINUTE_AT + 1]) || at[MINUTE_AT + 2] != ':' ||
        !is_digit(at[SECOND_AT]) || !is_digit(at[SECOND_AT + 1]) || at[END] != ' ')
        return 0;
    return END + 1;
}

/* The same for "2026-11-03T08:05:01.5+08:00 ". */
static size_t usual_iso(struct text line)
{
    struct text rest = line;

    if (!skip_iso(&rest) || rest.length < 2)
        return 0;
    return place_in(line, rest) + 1;
}

struct text line_head_host(struct text line)
{
    size_t start = usual_bsd(line);
    struct text rest = {0};
    struct text word = {0};

    if (start == 0 && !text_starts_with(line, TEXT("1 ")))
        start = usual_iso(line);
    if (start == 0 || line.data[start] == ' ')
        return word;
    rest = text_from(line, start);
    word = text_take_word(&rest);
    if (is_program(word) || text_equal(word, TEXT("last")))
        return (struct text){0};
    return word;
}
