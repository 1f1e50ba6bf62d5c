#!/bin/sh
# systemd's own opinion of our units: no mistake in them, and no service more exposed
# than 1.0 of 10 (the threshold is in tenths); the one whose commands have the network,
# 1.3.
set -eu
cd "$(dirname "$0")/../.."
if ! command -v systemd-analyze >/dev/null; then
    echo 'skipped: check-units: systemd-analyze is not installed; make deps-real installs it'
    exit 0
fi
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0

# The programs need only be there.
for program in $(grep -oh '@S\?BINDIR@/[a-z-]*' systemd/*.service | sed 's|.*/||' | sort -u); do
    install -m 0755 /dev/null "$room/$program"
done
# A template is looked at as one of its instances.
for unit in systemd/*.service systemd/*.socket systemd/*.timer systemd/*.path; do
    [ -e "$unit" ] || continue
    sed -e "s|@SBINDIR@|$room|" -e "s|@BINDIR@|$room|" "$unit" \
        >"$room/$(basename "$unit" | sed 's/@\./@instance./')"
done
cd "$room"
for unit in ./*.service ./*.socket ./*.timer ./*.path; do
    [ -e "$unit" ] || continue
    systemd-analyze verify --man=no "$unit" >>said 2>&1 || failed=1
done
# Of a key it does not know it only speaks.
if [ -s said ]; then
    sort -u said
    failed=1
fi
for unit in *.service; do
    most=10
    [ "$unit" != amberd-notify@instance.service ] || most=13
    systemd-analyze security --offline=true --no-pager --threshold=$most "$unit" >said || {
        grep -v '✓' said
        failed=1
    }
    tail -n 1 said
done
exit $failed
