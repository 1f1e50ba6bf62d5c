/*
 * dpkg -- dpkg.log, in which Debian's package tool says each step it takes:
 *
 *     2026-11-03 08:05:01 startup archives unpack
 *     2026-11-03 08:05:01 install nmap:amd64 <none> 7.93+dfsg1-1
 *     2026-11-03 08:05:02 status half-installed nmap:amd64 7.93+dfsg1-1
 *     2026-11-03 08:05:03 conffile /etc/nmap.conf keep
 *
 * Times are the machine's, without a zone.
 *
 *   event.action    package_install, package_upgrade (downgrades too), package_remove,
 *                   package_purge, package_configure as package_event.h has them;
 *                   package_disappear, package_trigger, package_status,
 *                   package_conffile, package_manager_start
 *   event.outcome   success of a status in which a package rests ("installed",
 *                   "not-installed", "config-files"); else unknown, for dpkg says what
 *                   it sets out to do
 *   event.reason    the status; of a conffile whether the old one is kept; of a start
 *                   what for ("archives unpack")
 *   package.name, package.architecture, package.version
 *                   the version that is to be there, or is to go
 *   amberd.package.previous_version
 *                   the one an upgrade replaces
 *   file.path       of a conffile
 *
 * "<none>" is no version.
 */
#ifndef DECODE_DPKG_H
#define DECODE_DPKG_H

#include "decode/decoder.h"

extern const struct decoder dpkg_decoder;

#endif
