/*
 * apt_history -- apt's history.log, a paragraph for each run:
 *
 *     Start-Date: 2026-11-03  08:05:01
 *     Commandline: apt install nmap
 *     Requested-By: jdoe (1000)
 *     Install: nmap:amd64 (7.93+dfsg1-1), liblinear4:amd64 (2.3.0-5, automatic)
 *     Upgrade: libssl3:amd64 (3.0.14-1, 3.0.15-1)
 *     Error: Sub-process /usr/bin/dpkg returned an error code (1)
 *     End-Date: 2026-11-03  08:05:09
 *
 * One event a run, at its start.  Times are the machine's, without a zone.
 *
 *   event.action    one for each line of packages: package_install, package_reinstall,
 *                   package_upgrade, package_downgrade, package_remove, package_purge;
 *                   package_run where there is none
 *   event.outcome   failure with an Error, else success; unknown where the run has no
 *                   end: apt was killed, or the machine stopped
 *   event.reason    the Error
 *   event.start, event.end, event.duration (nanoseconds)
 *   package.name, package.architecture, package.version,
 *   amberd.package.previous_version
 *                   of all its packages, a value each; the version that is to be
 *                   there, or is to go
 *   process.command_line
 *                   as it was typed, or what a front end says in its place
 *   user.name, user.id
 *                   who asked for it by way of sudo or pkexec; absent where root did
 */
#ifndef DECODE_APT_HISTORY_H
#define DECODE_APT_HISTORY_H

#include "decode/decoder.h"

extern const struct decoder apt_history_decoder;

#endif
