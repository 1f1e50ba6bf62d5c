/*
 * complaint -- saying what is wrong, on standard error.
 */
#ifndef CTL_COMPLAINT_H
#define CTL_COMPLAINT_H

#include "base/error.h"

/* Says it behind "amberctl: ", folded where standard error is a terminal and else as one
 * line; what may not be shown to a terminal is escaped. */
void complain(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
