#!/bin/bash
# `make install` and `make uninstall` under a DESTDIR.
#
# Into a tree as a fresh Debian has it, amberd is installed: programs, manuals, units,
# settings, rules that pass their check.  Installed again, own settings stay.
# Uninstalled, the tree is as it was, but for the settings and what others put into
# shared folders.  Then the same with other places, which are compiled in as well.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
tree=$room/tree

give_up()
{
    echo "$*"
    exit 1
}

in_tree() { (cd "$tree" && find . | sort); }

# What was built is what is installed, whatever `make check` was called with.
unset MAKEFLAGS MFLAGS
run() { make -s -o all BUILD="$BUILD" DESTDIR="$tree" "$@" >"$room/said" 2>&1 || give_up "$(cat "$room/said")"; }

mkdir -p "$tree"/{etc,opt,usr/{lib,share},usr/local/{bin,etc,games,include,lib,sbin,share/man,src}}
in_tree >"$room/before"
run install
[[ -x $tree/usr/local/sbin/amberd && -x $tree/usr/local/bin/amberctl ]] || give_up 'no programs'
for file in usr/local/share/man/man{1/amberctl.1,5/amberd.conf.5,7/amberd-feed.7,8/amberd.8} \
    usr/local/lib/systemd/system/amberd{.service,-feed.socket,-control.socket} \
    usr/local/lib/sysusers.d/amberd.conf usr/local/lib/tmpfiles.d/amberd.conf \
    usr/local/lib/systemd/catalog/amberd.catalog \
    usr/local/share/bash-completion/completions/amberctl etc/amberd/amberd.yml; do
    [[ -s $tree/$file && $(stat -c %a "$tree/$file") == 644 ]] || give_up "$file: not there, or wrong"
done
grep -q '^ExecStart=/usr/local/sbin/amberd$' "$tree/usr/local/lib/systemd/system/amberd.service" ||
    give_up 'the unit does not start the daemon'
! grep -rn '@[A-Z]*@' "$tree/usr/local/lib" "$tree/etc" || give_up 'a place was left out'
diff <(cd rules && find . -type f | sort) <(cd "$tree/usr/share/amberd/rules" && find . -type f | sort) ||
    give_up 'other rules'
"$tree/usr/local/bin/amberctl" check "$tree/usr/share/amberd/rules" >"$room/said" ||
    give_up "$(cat "$room/said")"

echo '# ours' >>"$tree/etc/amberd/amberd.yml"
touch "$tree/etc/amberd/rules.d/own.yml" "$tree/usr/share/amberd/rules/access/theirs.yml"
run install
[[ $(tail -n 1 "$tree/etc/amberd/amberd.yml") == '# ours' ]] || give_up 'own settings were overwritten'

run uninstall
diff "$room/before" <(in_tree) | sed -n 's/^[<>]/&/p' | sort >"$room/left" || true
diff - "$room/left" <<'LEFT' || give_up 'something stays, or is gone that was there'
> ./etc/amberd
> ./etc/amberd/amberd.yml
> ./etc/amberd/rules.d
> ./etc/amberd/rules.d/own.yml
> ./usr/share/amberd
> ./usr/share/amberd/rules
> ./usr/share/amberd/rules/access
> ./usr/share/amberd/rules/access/theirs.yml
LEFT

# Other places are said wherever they are used.
run install RULESDIR=/opt/rules SYSCONFDIR=/opt/etc
[[ -d $tree/opt/rules/access && -e $tree/opt/etc/amberd/amberd.yml ]] || give_up 'not where it was to go'
grep -q '#paths: \[/opt/rules, /opt/etc/amberd/rules.d\]' "$tree/opt/etc/amberd/amberd.yml" ||
    give_up 'settings that say another place'
! grep -rnE '(^|[ /])(usr/share/amberd|etc/amberd)' "$tree"/usr/local/{share,lib} "$tree/opt" |
    grep -v /opt/etc/amberd || give_up 'manuals or units that say another place'
run uninstall RULESDIR=/opt/rules SYSCONFDIR=/opt/etc
[[ -d $tree/opt && ! -e $tree/opt/rules ]] || give_up 'rules stay, or a folder that is not ours went'

# And compiled in, also where they come to differ from what was built before.
for rules in /opt/rules /srv/rules; do
    object=$room/build/daemon/config/setting_table.o
    make -s BUILD="$room/build" MODE=debug RULESDIR=$rules "$object" >"$room/said" 2>&1 || give_up "$(cat "$room/said")"
    grep -aq "$rules /etc/amberd/rules.d" "$object" || give_up "the daemon does not look into $rules"
done
