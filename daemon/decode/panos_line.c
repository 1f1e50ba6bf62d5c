#include "decode/panos_line.h"

#include "decode/csv_line.h"

/* The columns begin at the word that the first comma ends. */
static size_t header_length(struct text text)
{
    size_t comma = 0;
    size_t start = 0;

    if (!text_find(text, TEXT(","), &comma))
        return text.length;
    for (start = comma; start > 0; start--) {
        char byte = text.data[start - 1];

        if (byte == ' ' || byte == '>' || byte == '\t')
            break;
    }
    return start;
}

static bool is_type(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];

        if ((byte < 'A' || byte > 'Z') && byte != '-' && byte != '_')
            return false;
    }
    return text.length > 0;
}

bool panos_line_read(struct text text, struct arena *arena, struct panos_line *line)
{
    size_t length = header_length(text);
    struct csv_line csv = {0};

    line->header = text_until(text, length);
    line->body = text_from(text, length);
    line->count = 0;
    csv_line_init(&csv, line->body, ',');
    while (line->count < PANOS_COLUMNS_MOST &&
           csv_line_next(&csv, arena, &line->columns[line->count]))
        line->count++;
    return line->count > PANOS_GENERATED && is_type(line->columns[PANOS_TYPE]);
}

struct text panos_line_column(const struct panos_line *line, size_t index)
{
    return index < line->count ? line->columns[index] : (struct text){0};
}

/* "2026/11/03 08:05:01" */
static bool read_civil(struct text text, struct civil *civil)
{
    static const struct {
        size_t start;
        size_t length;
        char before;
    } parts[] = {{0, 4, 0}, {5, 2, '/'}, {8, 2, '/'}, {11, 2, ' '}, {14, 2, ':'}, {17, 2, ':'}};
    int *const numbers[] = {&civil->year, &civil->month,  &civil->day,
                            &civil->hour, &civil->minute, &civil->second};

    if (text.length != TEXT("2026/11/03 08:05:01").length)
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        uint64_t number = 0;

        if ((i > 0 && text.data[parts[i].start - 1] != parts[i].before) ||
            !text_to_unsigned(text_until(text_from(text, parts[i].start), parts[i].length),
                              &number))
            return false;
        *numbers[i] = (int)number;
    }
    return civil_is_valid(civil);
}

timestamp panos_line_time(const struct panos_line *line, size_t high_resolution,
                          const struct zone *zone)
{
    struct text precise = panos_line_column(line, high_resolution);
    struct civil civil = {0};
    timestamp instant = 0;
    timestamp shown = 0;
    bool has_zone = false;
    bool is_precise = high_resolution > 0 && timestamp_take_iso(&precise, &instant, &has_zone) &&
                      precise.length == 0 && has_zone;

    if (!read_civil(panos_line_column(line, PANOS_GENERATED), &civil))
        return is_precise ? instant : TIMESTAMP_NONE;
    shown = timestamp_from_civil(&civil);
    if (is_precise && instant > shown - DAY && instant < shown + DAY)
        return instant;
    return zone_instant(zone, &civil);
}
