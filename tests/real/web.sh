#!/usr/bin/env bash
# An hour at the proxy: names are looked up through a real dnsmasq, and pages are fetched
# through a real squid; every name leads to a web server on loopback.
#
#   acruz    works; then asks a public AI service, and is stopped by the proxy
#   breyes   gets through to another one, by CONNECT, twice; then uploads a file
#   dlim     sends a long text to a paste site, and a file to private storage
#   jtan     fetches a model, runs it, and calls what nobody knows, with a key in the URL
#   a desk   looks up an AI service that it then reaches without the proxy
#
# Squid logs in three layouts at once, one of them its administrator's own; amberd reads
# that one, by the very line of squid.conf.  Usage: web.sh BUILD
set -Eeuo pipefail
# shellcheck source=tests/real/lib.sh
. "$(dirname "$0")/lib.sh"
own_world "$@"
needs squid dnsmasq curl python3 openssl
helper=$(find /usr/lib/squid -name basic_ncsa_auth 2> /dev/null | head -n 1)
[ -n "$helper" ] || skip "squid has no basic_ncsa_auth"

cat > "$work/dnsmasq.conf" << END
no-resolv
no-hosts
listen-address=127.0.0.1
bind-interfaces
user=root
address=/#/127.0.0.1
address=/character.ai/0.0.0.0
log-queries=extra
log-facility=$work/log/dnsmasq.log
END
start dnsmasq dnsmasq --keep-in-foreground --conf-file="$work/dnsmasq.conf" --pid-file="$work/dnsmasq.pid"
echo "nameserver 127.0.0.1" > /etc/resolv.conf

cat > "$work/web.py" << 'END'
import http.server, socketserver, sys

class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"ok\n")
    do_POST = do_PUT = do_GET

class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

Server(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
END
start web80 python3 "$work/web.py" 80
start web443 python3 "$work/web.py" 443
start web11434 python3 "$work/web.py" 11434

mkdir "$work/squid" && chown proxy "$work/squid"
for name in acruz breyes dlim jtan; do echo "$name:$(openssl passwd -apr1 well-kept)"; done > "$work/squid/users"
cat > "$work/squid.conf" << END
http_port 127.0.0.1:3128
pid_filename $work/squid/squid.pid
cache_log $work/squid/cache.log
coredump_dir $work/squid
cache deny all
strip_query_terms off
dns_nameservers 127.0.0.1
shutdown_lifetime 0 seconds
auth_param basic program $helper $work/squid/users
acl CONNECT method CONNECT
acl staff proxy_auth REQUIRED
acl approved_not dstdomain .chatgpt.com
http_access deny !staff
http_access deny approved_not
http_access allow staff
http_access deny all
logformat house %ts.%03tu %6tr %>a %Ss/%03>Hs %<st %>st %rm %ru %[un %Sh/%<a %mt "%{User-Agent}>h"
access_log $work/squid/house.log logformat=house
access_log $work/squid/native.log logformat=squid
access_log $work/squid/combined.log logformat=combined
END
start squid squid --foreground -f "$work/squid.conf"
proxy_answers() { (exec 3<> /dev/tcp/127.0.0.1/3128) 2> /dev/null; }
until_true proxy_answers
until_true test -f "$work/log/dnsmasq.log"

line_layout=$(sed -n 's/^logformat house //p' "$work/squid.conf")
start_amberd << END
  - {name: proxy, paths: ["$work/squid/house.log"], format: squid, layout: '$line_layout', account: acme, site: MNL1}
  - {name: names, paths: ["$work/log/dnsmasq.log"], format: dnsmasq, zone: local, account: acme, site: MNL1}
END

as() { local who=$1; shift; curl -s -o /dev/null --proxy "http://$who:well-kept@127.0.0.1:3128" "$@"; }
as acruz http://crm.acme.example/tickets
as acruz "http://crm.acme.example/search?q=a%20b"
curl -s -o /dev/null --proxy http://127.0.0.1:3128 http://crm.acme.example/ # asks for a name first
curl -s -o /dev/null --proxy http://acruz:mistyped@127.0.0.1:3128 http://crm.acme.example/
! as acruz --proxytunnel http://chatgpt.com:443/ || die "the proxy let chatgpt.com through"
as breyes --proxytunnel http://claude.ai:443/new
as breyes --proxytunnel -d 'a ticket, pasted' http://claude.ai:443/api/append
as dlim -d 'api_paste_code=a very long text' http://pastebin.com/api/api_post.php
as dlim http://pastebin.com/raw/abc
head -c 25000000 /dev/zero > "$work/file"
as breyes -T "$work/file" http://claude.ai/api/upload
as dlim -T "$work/file" http://content.dropboxapi.com/2/files/upload
as jtan http://mirror.example/models/tiny-7b.Q4.gguf
as jtan -d '{}' http://desk12.acme.example:11434/api/chat
as jtan -d '{}' "http://models.example/v1beta/m:go?key=AIzaSyEXAMPLEEXAMPLEEXAMPLEEXAMPLEexmpl"
as jtan -d '{}' http://llm.cheap.example/v1/chat/completions
as jtan -d '{}' -A 'OpenAI/Python 1.54.3' http://cheap-gpt.example/ask
as jtan http://chromewebstore.google.com/detail/sider-chatgpt-sidebar/abcdefghijklmnop

# Past the proxy: only the resolver sees it.
look_up() { python3 -c 'import socket, sys; socket.gethostbyname(sys.argv[1])' "$1"; }
look_up gemini.google.com
look_up intranet.acme.example
look_up character.ai
curl -s -o /dev/null http://gemini.google.com/

squid_wrote() { [ "$(wc -l < "$work/squid/house.log")" -ge 17 ]; }
until_true squid_wrote
finish
decodes squid --layout "$line_layout" "$work/squid/house.log"
decodes squid "$work/squid/native.log"
decodes squid-combined "$work/squid/combined.log"
decodes dnsmasq "$work/log/dnsmasq.log"
