#!/usr/bin/env bash
# The shift dials in: a real OpenVPN server and real clients, over loopback.
#
#   acruz    certificate and password; is let in, and leaves
#   breyes   mistypes the password
#   admin    a name that is nobody's
#   dlim     has left; the certificate is revoked
#   mallory  has a certificate of an authority of his own
#
# The server logs to a file of its own, and keeps a status file, which amberd reads as well.
# Usage: vpn.sh BUILD
set -Eeuo pipefail
# shellcheck source=tests/real/lib.sh
. "$(dirname "$0")/lib.sh"
own_world "$@"
needs openvpn openssl
{ true 3<> /dev/net/tun; } 2> /dev/null || skip "there is no /dev/net/tun that works"

mkdir "$work/ca" && cd "$work/ca"
openssl genpkey -genparam -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out parameters 2> /dev/null
authority() {
    openssl req -x509 -newkey ec:parameters -nodes -keyout "$1.key" -out "$1.crt" -days 2 -subj "/CN=$1" 2> /dev/null
}
# certificate AUTHORITY NAME
certificate() {
    openssl req -newkey ec:parameters -nodes -keyout "$2.key" -out "$2.csr" -subj "/CN=$2" 2> /dev/null
    openssl ca -batch -notext -config openssl.cnf -cert "$1.crt" -keyfile "$1.key" -in "$2.csr" -out "$2.crt" 2> /dev/null
}
cat > openssl.cnf << END
[ca]
default_ca = house
[house]
database = $work/ca/index
new_certs_dir = $work/ca
rand_serial = yes
default_md = sha256
default_days = 2
default_crl_days = 2
policy = any
[any]
commonName = supplied
END
touch index
authority house
authority elsewhere
for name in server acruz breyes admin dlim; do certificate house "$name"; done
certificate elsewhere mallory
openssl ca -config openssl.cnf -cert house.crt -keyfile house.key -revoke dlim.crt 2> /dev/null
openssl ca -config openssl.cnf -cert house.crt -keyfile house.key -gencrl -out crl.pem 2> /dev/null
chmod 644 crl.pem

cat > "$work/verify.sh" << 'END'
#!/bin/sh
[ "$(tail -n 1 "$1")" = well-kept ]
END
chmod 755 "$work/verify.sh"
cat > "$work/server.conf" << END
dev tun-house
dev-type tun
topology subnet
server 10.8.0.0 255.255.255.0
local 127.0.0.1
port 1194
proto udp
ca $work/ca/house.crt
cert $work/ca/server.crt
key $work/ca/server.key
crl-verify $work/ca/crl.pem
dh none
script-security 2
auth-user-pass-verify $work/verify.sh via-file
tmp-dir $work
verb 3
log-append $work/log/openvpn.log
status $work/log/status.log 1
status-version 2
END
start_amberd << END
  - {name: vpn, paths: ["$work/log/openvpn.log"], format: openvpn, zone: local, account: acme, site: MNL1, start: beginning}
END
start openvpn openvpn --config "$work/server.conf"
server_answers() { grep -q 'Initialization Sequence Completed' "$work/log/openvpn.log"; }
until_true server_answers

# dial NAME PASSWORD: in the background, with a status of its own in NAME.log
dial() {
    printf '%s\n%s\n' "$1" "$2" > "$work/$1.secret"
    start "client-$1" openvpn --client --nobind --dev "tun-$1" --dev-type tun --proto udp --remote 127.0.0.1 1194 \
        --ca "$work/ca/house.crt" --cert "$work/ca/$1.crt" --key "$work/ca/$1.key" --auth-user-pass "$work/$1.secret" \
        --ifconfig-noexec --route-noexec --auth-nocache --connect-retry-max 1 --tls-exit --explicit-exit-notify 1 \
        --hand-window 5 --verb 3 --log "$work/$1.log" --writepid "$work/$1.pid"
}
dial acruz well-kept
acruz_is_in() { grep -q 'Initialization Sequence Completed' "$work/acruz.log" && grep -q '^CLIENT_LIST,acruz' "$work/log/status.log"; }
until_true acruz_is_in
cp "$work/log/status.log" "$work/log/status-acruz.log"
dial admin well-kept
dial breyes mistyped
dial dlim well-kept
dial mallory well-kept
refused() {
    grep -q 'Initialization Sequence Completed' "$work/admin.log" &&
        grep -q 'AUTH_FAILED' "$work/breyes.log" && grep -q 'certificate revoked' "$work/log/openvpn.log" &&
        grep -qi 'unable to get.*issuer\|self.signed' "$work/log/openvpn.log"
}
until_true refused
kill -INT "$(cat "$work/acruz.pid")"
acruz_has_left() { grep -q 'acruz.*client-instance exiting\|acruz.*SIGTERM' "$work/log/openvpn.log"; }
until_true acruz_has_left

finish
decodes openvpn "$work/log/openvpn.log"
decodes openvpn-status "$work/log/status-acruz.log" "$work/log/status.log"
