#!/bin/sh
# unpack-syslog-ng.sh FOLDER: syslog-ng and the libraries that this host lacks for it, out
# of Debian's packages.  As a package it would put rsyslog out, which the tests need;
# here nothing is installed and nothing started.
set -eu
mkdir -p "$1"
cd "$1"
wanted=syslog-ng-core
for library in $(apt-cache depends syslog-ng-core | sed -n 's/^  Depends: \(lib.*\)/\1/p'); do
    dpkg-query -W -f '${Status}' "$library" 2>/dev/null | grep -q 'ok installed' ||
        wanted="$wanted $library"
done
# shellcheck disable=SC2086
apt-get -q -o APT::Sandbox::User=root download $wanted
for package in *.deb; do
    dpkg -x "$package" .
    rm "$package"
done
