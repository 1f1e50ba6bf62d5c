#include "ctl/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_OF_A_FILE = 100 };

static bool in_colour;

bool terminal_init(const char *when)
{
    const char *kind = getenv("TERM");
    const char *no_colour = getenv("NO_COLOR");

    in_colour = strcmp(when, "always") == 0 ||
                (strcmp(when, "auto") == 0 && isatty(STDOUT_FILENO) && kind &&
                 strcmp(kind, "dumb") != 0 && !(no_colour && no_colour[0] != '\0'));
    return in_colour || strcmp(when, "auto") == 0 || strcmp(when, "never") == 0;
}

const char *terminal_colour(enum colour colour)
{
    static const char *const codes[] = {
        [COLOUR_NONE] = "\x1b[0m",   [COLOUR_AMBER] = "\x1b[33m", [COLOUR_RED] = "\x1b[1;31m",
        [COLOUR_GREEN] = "\x1b[32m", [COLOUR_DIM] = "\x1b[2m",    [COLOUR_BOLD] = "\x1b[1m",
    };

    return in_colour ? codes[colour] : "";
}

unsigned terminal_width(void)
{
    struct winsize size = {0};

    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
        return WIDTH_OF_A_FILE;
    return size.ws_col;
}

bool terminal_is_watched(void)
{
    return isatty(STDERR_FILENO);
}

unsigned terminal_columns(struct text text)
{
    unsigned columns = 0;

    for (size_t i = 0; i < text.length; i++)
        columns += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return columns;
}
