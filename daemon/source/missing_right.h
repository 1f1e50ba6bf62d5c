/*
 * missing_right -- why a log cannot be read, and what would help.
 *
 *     /var/log/audit: user amberd (uid 998) may not enter it: mode 0700 root:root;
 *     give it group search for adm
 */
#ifndef SOURCE_MISSING_RIGHT_H
#define SOURCE_MISSING_RIGHT_H

#include <stdbool.h>

#include "base/error.h"

/* Whether the process, as it is now, may do to path what mode says (R_OK, X_OK;
 * see access(2)) and enter every folder on the way.  If not, err names the first
 * file or folder in the way, the user, its mode and owner, and the mend.  Of a
 * path that does not exist no right is missing. */
bool missing_right_check(const char *path, int mode, struct error *err);

#endif
