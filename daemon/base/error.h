/*
 * error -- one message, told from the inside out.
 *
 * Whoever fails writes the message; every caller on the way up may put its own
 * context in front of it ("rules/vpn/country.yml:12:9: unknown modifier
 * 'contans'").  Nothing below app/ and ctl/ prints an error, so no message is
 * ever shown twice.
 *
 * A struct error starts zeroed.  The text is cut, never overrun.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

#define PRINTF_LIKE(format_index, first) __attribute__((format(printf, format_index, first)))
#define MUST_USE                         __attribute__((warn_unused_result))

enum { ERROR_TEXT_SIZE = 768 };

struct error {
    char text[ERROR_TEXT_SIZE];
};

/* Writes the message.  Returns false, so that a caller can end with
 * `return error_set(err, ...)`. */
bool error_set(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* The same, with ": " and the text of errno (as it was on entry) behind it. */
bool error_set_errno(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Puts context and ": " in front of a message already written.  Returns false. */
bool error_wrap(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
