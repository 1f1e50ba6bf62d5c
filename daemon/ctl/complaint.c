#include "ctl/complaint.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buffer.h"
#include "ctl/paragraph.h"
#include "ctl/terminal.h"

enum { LONGEST = 2048 };

/* Columns of the terminal that standard error is; 0 for none. */
static unsigned width_of_errors(void)
{
    struct winsize size = {0};

    return isatty(STDERR_FILENO) && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void complain(const char *format, ...)
{
    static const char label[] = "amberctl: ";
    char words[LONGEST] = "";
    struct buffer line = {0};
    struct buffer out = {0};
    struct paragraph_shape shape = {.label = sizeof label - 1, .width = width_of_errors()};
    va_list values;

    va_start(values, format);
    vsnprintf(words, sizeof words, format, values);
    va_end(values);
    terminal_append(&line, text_of(words));
    if (shape.width > 0)
        paragraph_write(&out, &shape, "", buffer_text(&line));
    else
        paragraph_write_line(&out, &shape, "", buffer_text(&line));
    fprintf(stderr, "%s%s", label, buffer_string(&out) + (out.length > 0 ? sizeof label - 1 : 0));
    buffer_finish(&line);
    buffer_finish(&out);
}
