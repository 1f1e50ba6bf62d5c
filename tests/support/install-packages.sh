#!/bin/sh
# Installs Debian packages, and starts no server that comes with one: Debian asks
# policy-rc.d whether it may, and 101 is no.  A machine that has a policy-rc.d keeps its
# own.  Packages that are there already stay as they are.
#
# Usage: install-packages.sh [update] PACKAGE...
set -eu
[ "$(id -u)" = 0 ] || { echo "packages are installed by root: run this as root"; exit 1; }
command -v apt-get > /dev/null || { echo "packages are installed by apt-get, which is not here"; exit 1; }
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d

quietly() {
    apt-get -q -o Acquire::Retries=3 -o Acquire::http::Timeout=60 -o DPkg::Lock::Timeout=300 "$@" < /dev/null
}

if [ "$1" = update ]; then
    shift
    quietly update
fi
if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    printf '#!/bin/sh\nexit 101\n' > $policy
    chmod 755 $policy
fi
quietly install -y --no-install-recommends --no-upgrade "$@"
