#include "ctl/alert_hints.h"

#include <stdbool.h>

#include "ctl/alert_line.h"

enum { MOST_SHOWN = 12, LEAST_DIGITS = 3 };

/* How many letters stand at the front of both, in any case. */
static size_t common_front(struct text a, struct text b)
{
    size_t length = 0;

    while (length < a.length && length < b.length &&
           text_equal_caseless(text_until(text_from(a, length), 1),
                               text_until(text_from(b, length), 1)))
        length++;
    return length;
}

/* Whether id begins with rest, once skipped of each are passed over. */
static bool goes_on(struct text word, size_t word_skipped, struct text id, size_t id_skipped)
{
    struct text rest = text_from(word, word_skipped);

    return common_front(rest, text_from(id, id_skipped)) == rest.length;
}

/* Whether one slip made word out of the front of id. */
static bool is_a_slip(struct text word, struct text id)
{
    size_t front = common_front(word, id);

    if (front == word.length)
        return true;
    return goes_on(word, front + 1, id, front + 1) || /* a wrong digit */
           goes_on(word, front + 1, id, front) ||     /* one too many */
           goes_on(word, front, id, front + 1) ||     /* one is missing */
           (front + 1 < word.length && front + 1 < id.length &&
            word.data[front] == id.data[front + 1] && word.data[front + 1] == id.data[front] &&
            goes_on(word, front + 2, id, front + 2));
}

static struct text id_of(const json_t *alert)
{
    return text_of(json_string_value(json_object_get(alert, "id")));
}

/* The alerts to offer, at most MOST_SHOWN; *more is how many were left out. */
static json_t *choose(const json_t *list, struct text word, bool (*fits)(struct text, struct text),
                      size_t *more)
{
    json_t *chosen = json_array();
    size_t index = 0;
    json_t *alert = NULL;

    *more = 0;
    json_array_foreach (list, index, alert) {
        if (!fits(word, id_of(alert)))
            continue;
        if (json_array_size(chosen) < MOST_SHOWN)
            json_array_append(chosen, alert);
        else
            (*more)++;
    }
    return chosen;
}

static bool is_beginning(struct text word, struct text id)
{
    return common_front(word, id) == word.length;
}

void alert_hints_write(const json_t *list, const char *word, timestamp now, unsigned width,
                       struct buffer *out)
{
    struct text wanted = text_of(word);
    size_t more = 0;
    json_t *chosen = choose(list, wanted, is_beginning, &more);
    bool is_found = json_array_size(chosen) == 1;

    if (json_array_size(chosen) == 0 && wanted.length >= LEAST_DIGITS) {
        json_decref(chosen);
        chosen = choose(list, wanted, is_a_slip, &more);
    }
    if (json_array_size(chosen) > 0 && !is_found)
        alert_line_write_table(chosen, now, width, out);
    if (more > 0)
        buffer_printf(out, "and %zu more\n", more);
    json_decref(chosen);
}
