#include "decode/pair_line.h"

#include "decode/escape.h"

/* Takes what stands between quotes, and drops what follows up to the separator. */
static struct text take_quoted(struct pair_line *line, const struct pair_style *style,
                               struct arena *arena)
{
    struct text rest = text_from(line->rest, style->quote.length);
    struct text value = {0};
    struct text dropped = {0};
    size_t end = 0;

    while (end < rest.length && rest.data[end] != style->quote.data[0])
        end += rest.data[end] == '\\' && end + 1 < rest.length ? 2 : 1;
    line->is_open = end >= rest.length;
    value = text_until(rest, end);
    line->rest = text_from(rest, end + 1);
    if (!text_cut(line->rest, style->separator, &dropped, &line->rest))
        line->rest = (struct text){0};
    return escape_kept_bytes(arena, value);
}

static struct text without_blanks_before(struct text text)
{
    while (text.length > 0 && (text.data[0] == ' ' || text.data[0] == '\t'))
        text = text_from(text, 1);
    return text;
}

/* Takes all up to the separator, which goes too. */
static struct text take_plain(struct pair_line *line, const struct pair_style *style)
{
    struct text taken = {0};
    struct text rest = {0};

    if (!text_cut(line->rest, style->separator, &taken, &rest))
        taken = line->rest;
    line->rest = rest;
    return text_trim(taken);
}

/* Takes a name and what stands behind it.  Words before it that a separator ends are
 * passed over: nothing behind the last separator is a name's beginning but the name. */
static bool take_name(struct pair_line *line, const struct pair_style *style, struct text *name)
{
    struct text head = {0};
    size_t position = 0;

    if (!text_cut(line->rest, style->between, &head, &line->rest))
        return false;
    if (text_find_last(head, style->separator, &position))
        head = text_from(head, position + style->separator.length);
    *name = text_trim(head);
    return true;
}

bool pair_line_next(struct pair_line *line, const struct pair_style *style, struct arena *arena,
                    struct text *name, struct text *value)
{
    do {
        if (!take_name(line, style, name)) {
            line->rest = (struct text){0};
            return false;
        }
        /* A value may begin behind blanks, unless a blank is what ends it. */
        if (!text_starts_with(style->separator, TEXT(" ")))
            line->rest = without_blanks_before(line->rest);
        if (style->quote.length > 0 && text_starts_with(line->rest, style->quote))
            *value = take_quoted(line, style, arena);
        else
            *value = take_plain(line, style);
    } while (name->length == 0);
    return true;
}
