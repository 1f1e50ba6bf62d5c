/* A log_line_prefix, a newline, and a line to read by it. */
#include <stdlib.h>
#include <string.h>

#include "decode/postgres_prefix.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct text part, struct text line)
{
    if (part.length > 0 &&
        (part.data < line.data || part.data + part.length > line.data + line.length))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *exact = malloc(size ? size : 1);
    struct postgres_layout layout;
    struct postgres_prefix prefix = {0};
    struct error err = {0};
    struct text source = {0};
    struct text line = {0};
    struct text message = {0};

    if (size > 0)
        memcpy(exact, data, size);
    text_cut((struct text){exact, size}, TEXT("\n"), &source, &line);
    if (postgres_layout_read(source, &layout, &err) &&
        postgres_prefix_read(&layout, line, NULL, &prefix, &message)) {
        check(message, line);
        check(prefix.user, line);
        check(prefix.database, line);
        check(prefix.application, line);
        check(prefix.host, line);
        check(prefix.port, line);
        check(prefix.pid, line);
        check(prefix.session, line);
    }
    free(exact);
    return 0;
}
