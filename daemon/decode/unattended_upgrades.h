/*
 * unattended_upgrades -- the log of Debian's unattended-upgrades:
 *
 *     2026-11-03 06:05:01,123 INFO Starting unattended upgrades script
 *     2026-11-03 06:05:09,480 INFO Packages that will be upgraded: libssl3 openssl
 *     2026-11-03 06:05:31,002 INFO All upgrades installed
 *     2026-11-03 06:05:31,002 ERROR Installing the upgrades failed!
 *
 * Times are the machine's, without a zone.
 *
 *   event.action    unattended_upgrades_start, unattended_upgrades_end; package_upgrade
 *                   and package_remove with the packages a line lists;
 *                   unattended_upgrades_hold for one that is kept back;
 *                   unattended_upgrades_error for any other line of ERROR or worse;
 *                   absent for the many that only say what it is about to look at
 *   event.outcome   of the end: success where all was installed, or nothing was to be;
 *                   failure where it was not.  Of a list of packages: unknown, where it
 *                   is yet to be done, else success.  failure of errors.
 *   event.reason    what an error says
 *   package.name    of all packages listed, a value each
 *   log.level       INFO, WARNING ...
 *   message         what is behind the level
 */
#ifndef DECODE_UNATTENDED_UPGRADES_H
#define DECODE_UNATTENDED_UPGRADES_H

#include "decode/decoder.h"

extern const struct decoder unattended_upgrades_decoder;

#endif
