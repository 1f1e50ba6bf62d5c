#include "app/daemon_log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"

void daemon_log(enum log_priority priority, const char *format, ...)
{
    struct buffer line = {0};
    char text[2048] = "";
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);

    if (getenv("JOURNAL_STREAM"))
        buffer_printf(&line, "<%d>", (int)priority);
    else
        buffer_append_text(&line, TEXT("amberd: "));
    buffer_append_escaped(&line, text_of(text));
    buffer_append_byte(&line, '\n');
    if (write(STDERR_FILENO, line.data, line.length) < 0) {
        /* Nobody left to tell. */
    }
    buffer_finish(&line);
}
