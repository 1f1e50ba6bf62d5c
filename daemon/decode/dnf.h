/*
 * dnf -- the logs of dnf and yum, and what of them is about packages:
 *
 *     2026-11-03T08:05:01+0800 SUBDEBUG Upgrade: openssl-libs-1:3.2.2-9.el9.x86_64   dnf.rpm.log
 *     2026-11-03T08:05:01+0800 DDEBUG Command: dnf upgrade -y                        dnf.log
 *     2026-11-03T08:05:01+0800 [912] INFO Running transaction                        dnf5.log
 *     Nov 03 08:05:01 Updated: openssl-1.0.2k-26.el7_9.x86_64                        yum.log
 *
 * The first three have a zone; yum's times are the machine's and lack the year.
 *
 *   event.action    package_install, package_upgrade, package_downgrade,
 *                   package_reinstall, package_remove; package_replace for the package
 *                   that one of these took away ("Upgraded", "Obsoleted"), with
 *                   amberd.count 0, for the new one has been counted;
 *                   package_command with the command; package_error for a line of level
 *                   ERROR or worse; absent for any other line
 *   event.outcome   success of packages: they are said when it is done; failure of
 *                   errors; unknown of commands
 *   event.reason    what an error says
 *   package.name, package.version ("1:3.2.2-9.el9", the epoch where one is said),
 *   package.architecture
 *   process.command_line
 *                   of a command, as dnf says it: with the options, without a shell
 *   log.level       SUBDEBUG, INFO ...; none in yum.log
 *   process.pid     of dnf5
 *   message         what is behind the level
 */
#ifndef DECODE_DNF_H
#define DECODE_DNF_H

#include "decode/decoder.h"

extern const struct decoder dnf_decoder;

#endif
