#include "sigma/string_lint.h"

static bool is_word(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

/* \\srv, which is \srv: a share needs four. */
static bool starts_like_share(struct text text)
{
    return text.length > 2 && text_starts_with(text, TEXT("\\\\")) && is_word(text.data[2]);
}

/* dir\*, where the backslash takes the star's meaning. */
static bool ends_in_escaped_star(struct text text)
{
    return text.length > 2 && text_ends_with(text, TEXT("\\*")) &&
           is_word(text.data[text.length - 3]);
}

const char *string_lint(const struct node *node)
{
    struct text text = node->scalar;

    if (starts_like_share(text))
        return "two backslashes stand for one here; a network share begins with four";
    if (ends_in_escaped_star(text))
        return "a backslash in front of the last star makes it a plain star; with two it is a "
               "backslash and a wildcard";
    if (node->block && text_ends_with(text, TEXT("\n")))
        return "a block ends with a line break, which is part of the value; use |- or >-";
    return NULL;
}
