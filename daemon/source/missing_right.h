/*
 * missing_right -- why a log cannot be read, and what would help.
 *
 *     /var/log/audit: user amberd (uid 998) may not enter it: mode 0700 root:root;
 *     mend: chgrp adm /var/log/audit && chmod g+x /var/log/audit, or setfacl -m
 *     u:amberd:x /var/log/audit
 *
 * What it proposes gives no right but that to read logs: never does it send the
 * user into a privileged group, such as root.
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
