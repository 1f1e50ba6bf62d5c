# shellcheck shell=bash
# What the scripts of this folder share; they source it, and nobody runs it.
#
# Each script lives in namespaces of its own: its network is a loopback nobody else
# has, so that servers use their usual ports; its /etc, /home, /run, /dev, /var/log are
# copies or empty, so that accounts can be made and logs written; and when it ends, all
# that it started ends with it.  The machine is as it was.
#
#   own_world "$@"          first line of a script; comes back inside, with $build, $here, $work
#   needs PROGRAM...        skips the script when one of them is not installed
#   skip WHY                ends the script as one that cannot do anything on this machine
#   start NAME COMMAND...   a server in the background; what it says is in $work/NAME.err
#   start_amberd < SOURCES  amberd with the rules of this repository, and those sources
#   ctl WORD...             amberctl, speaking to it
#   until_true COMMAND...   waits for it, a minute at most
#   decodes FORMAT [--layout TEXT] LOG...
#                           every record of a real log has to decode
#   finish                  what is written under the script's name in the file
#                           "expected", and nothing else, has been raised

namespaces=(unshare --mount --propagation private --net --uts --pid --fork --kill-child --mount-proc)

name_of_script() { basename "$0" .sh; }

skip() {
    echo "skipped: $*"
    exit 77
}

own_world() {
    [ "$(id -u)" = 0 ] || skip "needs root"
    if [ -z "${AMBERD_OWN_WORLD:-}" ]; then
        command -v ip > /dev/null || skip "ip is not installed; make deps-real installs what is needed"
        "${namespaces[@]}" true 2> /dev/null || skip "this machine does not let root make namespaces"
        # Nothing of the caller's settings (proxies, languages, agents) reaches the servers.
        exec env -i AMBERD_OWN_WORLD=1 HOME=/root LC_ALL=C.UTF-8 PATH="$PATH:/usr/sbin:/sbin" \
            TMPDIR="${TMPDIR:-/tmp}" KEEP="${KEEP:-}" QUIET_FOR="${QUIET_FOR:-2.5}" \
            "${namespaces[@]}" "$0" "${1:-$BUILD}"
    fi
    build=$(cd "$1" && pwd)
    here=$(cd "$(dirname "$0")/../.." && pwd)
    . "$here/tests/support/findings.sh"
    work=$(mktemp -d "$TMPDIR/amberd-real-XXXXXX")
    chmod 755 "$work"
    trap leave EXIT
    trap 'skip "this machine does not let root do: $BASH_COMMAND"' ERR
    furnish
    trap 'echo "FAILED: $0:$LINENO: $BASH_COMMAND"' ERR
    needs jq
}

# A machine called gw1.
furnish() {
    ip link set lo up
    hostname gw1
    mkdir "$work/etc" "$work/dev" "$work/log"
    cp -a /etc/. "$work/etc"
    mount --bind "$work/etc" /etc
    printf '127.0.0.1 localhost\n127.0.1.1 gw1\n' > /etc/hosts
    [ -s /etc/machine-id ] || tr -d - < /proc/sys/kernel/random/uuid > /etc/machine-id
    mount --bind "$work/log" /var/log
    mount -t tmpfs tmpfs /home
    mount -t tmpfs -o mode=755 tmpfs /run
    mkdir /run/sshd /run/lock
    mount -t tmpfs -o mode=755 tmpfs "$work/dev"
    cp -a /dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty "$work/dev"
    [ ! -e /dev/net/tun ] || { mkdir "$work/dev/net" && cp -a /dev/net/tun "$work/dev/net"; }
    mkdir "$work/dev/pts" "$work/dev/shm"
    chmod 1777 "$work/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=666,gid=5,mode=620 devpts "$work/dev/pts"
    ln -s pts/ptmx "$work/dev/ptmx"
    ln -s /proc/self/fd "$work/dev/fd"
    mount --rbind "$work/dev" /dev
}

leave() {
    local status=$?
    cd /
    # shellcheck disable=SC2046
    kill $(jobs -p) 2> /dev/null || true
    wait 2> /dev/null || true
    umount -l /dev /etc /var/log 2> /dev/null || true
    umount -R -l "$work/dev" 2> /dev/null || true
    if [ -n "${KEEP:-}" ]; then echo "kept: $work"; else rm -rf "$work"; fi
    exit "$status"
}

die() {
    echo "FAILED: $(name_of_script): $*"
    tail -n 20 "$work"/*.err 2> /dev/null || true
    exit 1
}

needs() {
    local program
    for program in "$@"; do
        command -v "$program" > /dev/null ||
            skip "$program is not installed; make deps-real installs what is needed"
    done
}

start() {
    local name=$1
    shift
    "$@" > "$work/$name.err" 2>&1 &
}

until_true() {
    local end=$((SECONDS + 60))
    while [ "$SECONDS" -lt "$end" ]; do
        "$@" > /dev/null 2>&1 && return
        sleep 0.05
    done
    die "never came true: $*"
}

ctl() { "$build/amberctl" --config "$work/amberd.yml" "$@"; }

start_amberd() {
    {
        echo "sources:"
        cat
        cat << END
rules: {paths: ["$here/rules"]}
state: {directory: $work/state, reserve: 0}
feed: {socket: $work/feed.sock, group: ""}
control: {socket: $work/control.sock, group: "", test_user: tester}
syslog: {socket: "$([ ! -S /dev/log ] || echo /dev/log)"}
END
    } > "$work/amberd.yml"
    start amberd "$build/amberd" -c "$work/amberd.yml"
    until_true ctl status
}

decodes() {
    local format=$1 layout=() log
    shift
    [ "$1" != --layout ] || { layout=("$1" "$2") && shift 2; }
    for log in "$@"; do
        [ -s "$log" ] || die "$log is empty: nothing was tried"
        ctl decode --format "$format" "${layout[@]}" "$log" > "$work/decoded.json" || die "$log cannot be decoded"
        jq -r 'select(.decoded | not) | ."event.original"' "$work/decoded.json" > "$work/undecoded"
        [ ! -s "$work/undecoded" ] || die "$log, $format: not decoded: $(cat "$work/undecoded")"
    done
}

# Lines of the file "expected" without the script's name, and what has been raised.
wanted() { sed -n "s/^$(name_of_script) *| *//p" "$here/tests/real/expected" | sed 's/ *| */ | /g' | LC_ALL=C sort; }
raised() { findings ctl; }
# A count of * is any number, or none at all.
as_wanted() {
    local any
    any=$(wanted | sed -n 's/ \* *$//p')
    [ "$(raised | grep -vF "${any:-|none|}")" = "$(wanted | grep -v '\*$')" ]
}
all_read() { [ "$(ctl --json sources | jq -s 'map(.lag // 0) | add')" = 0 ]; }

finish() {
    local end=$((SECONDS + 20))
    until_true all_read
    until as_wanted || [ "$SECONDS" -ge "$end" ]; do sleep 0.1; done
    sleep "$QUIET_FOR" # what is still to come would come now
    as_wanted || die "alerts, < expected, > raised: $(diff <(wanted) <(raised) || true)"
    # Times are read as they were meant, whatever the zone they are written in.
    ctl --json alerts --all | jq -s -e 'def seconds: sub("[.][0-9]+Z$"; "Z") | fromdate;
        all(.[]; ((.raised_at | seconds) - (.event_time | seconds)) | . > -60 and . < 300)' > /dev/null ||
        die "records have the wrong time"
    ctl verify > /dev/null || die "the journal does not verify"
    echo "$(name_of_script): $(wanted | sed '/\*$/d' | wc -l) findings as expected, none else"
}
