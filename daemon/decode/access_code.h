/*
 * access_code -- what is said of a code in a layout that the server does not know.
 */
#ifndef DECODE_ACCESS_CODE_H
#define DECODE_ACCESS_CODE_H

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/* Says that what stands behind a "%" (text, to the end of the layout) is no code of the
 * directive, and which near one or which ones at all it could be.  Returns false. */
bool access_code_refuse(struct text text, const char *directive, const char *const *names,
                        size_t count, struct error *err);

#endif
