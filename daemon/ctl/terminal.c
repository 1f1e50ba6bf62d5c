#include "ctl/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/unicode.h"

enum { PROSE_USUAL = 80, PROSE_WIDEST = 100, WIDTH_MOST = 1000 };

static struct {
    bool in_colour;
    unsigned width;
    unsigned height;
} terminal;

static void measure(void)
{
    struct winsize size = {0};
    const char *columns = getenv("COLUMNS");
    uint64_t number = 0;

    terminal.width = 0;
    terminal.height = 0;
    if (isatty(STDOUT_FILENO)) {
        bool is_known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;

        terminal.width = is_known && size.ws_col > 0 ? size.ws_col : PROSE_USUAL;
        terminal.height = is_known ? size.ws_row : 0;
    } else if (columns && text_to_unsigned(text_of(columns), &number) && number <= WIDTH_MOST) {
        terminal.width = (unsigned)number;
    }
}

bool terminal_init(const char *when)
{
    const char *kind = getenv("TERM");
    const char *no_colour = getenv("NO_COLOR");

    measure();
    terminal.in_colour = strcmp(when, "always") == 0 ||
                         (strcmp(when, "auto") == 0 && isatty(STDOUT_FILENO) && kind &&
                          strcmp(kind, "dumb") != 0 && !(no_colour && no_colour[0] != '\0'));
    return terminal.in_colour || strcmp(when, "auto") == 0 || strcmp(when, "never") == 0;
}

const char *terminal_colour(enum colour colour)
{
    static const char *const codes[] = {
        [COLOUR_NONE] = "\x1b[0m",   [COLOUR_AMBER] = "\x1b[33m", [COLOUR_RED] = "\x1b[1;31m",
        [COLOUR_GREEN] = "\x1b[32m", [COLOUR_DIM] = "\x1b[2m",    [COLOUR_BOLD] = "\x1b[1m",
    };

    return terminal.in_colour ? codes[colour] : "";
}

unsigned terminal_width(void)
{
    return terminal.width;
}

unsigned terminal_height(void)
{
    return terminal.height;
}

unsigned terminal_prose_width(void)
{
    if (terminal.width == 0)
        return PROSE_USUAL;
    return terminal.width < PROSE_WIDEST ? terminal.width : PROSE_WIDEST;
}

bool terminal_is_watched(void)
{
    return isatty(STDERR_FILENO);
}

void terminal_append(struct buffer *buffer, struct text text)
{
    while (text.length > 0) {
        size_t shown = unicode_plain_run(text);

        if (shown == 0)
            shown = unicode_printable_length(text);
        if (shown == 0)
            buffer_printf(buffer, "\\x%02x", (unsigned)(unsigned char)text.data[0]);
        buffer_append(buffer, text.data, shown);
        text = text_from(text, shown > 0 ? shown : 1);
    }
}
