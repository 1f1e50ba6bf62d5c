#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool error_set(struct error *err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    return false;
}

/* Adds ": " and more behind the message, as far as there is room. */
static void append(struct error *err, const char *more)
{
    size_t length = strlen(err->text);

    snprintf(err->text + length, sizeof err->text - length, ": %s", more);
}

bool error_set_errno(struct error *err, const char *format, ...)
{
    int number = errno;
    char reason[128];
    va_list args;

    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    append(err, strerror_r(number, reason, sizeof reason));
    return false;
}

bool error_wrap(struct error *err, const char *format, ...)
{
    struct error cause = *err;
    va_list args;

    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    append(err, cause.text);
    return false;
}
