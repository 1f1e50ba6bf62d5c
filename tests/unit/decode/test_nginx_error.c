#include "decode/nginx_error.h"

#include "support/decoded_line.h"
#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"nginx-error", NULL,
     "2026/11/03 08:05:01 [error] 12#0: *45 user \"ines b\": password mismatch, client: "
     "203.0.113.9, server: www.example, request: \"GET /a?b HTTP/1.1\", host: "
     "\"www.example:8443\", referrer: \"https://x.example/\"",
     "2026-11-03T08:05:01.000000Z event.action=http_auth_failed event.outcome=failure "
     "log.level=error process.pid=12 user.name=ines b source.address=203.0.113.9 "
     "source.ip=203.0.113.9 server.address=www.example url.full=/a?b "
     "url.domain=www.example url.path=/a url.query=b http.request.method=GET "
     "http.request.referrer=https://x.example/ http.version=1.1"},
    {"nginx-error", NULL,
     "2026/11/03 08:05:01 [error] 12#14: *45 user \"nobody\" was not found in "
     "\"/etc/nginx/users\", client: 2001:db8::9, server: , request: \"GET / HTTP/2.0\", "
     "host: \"www.example\"",
     "2026-11-03T08:05:01.000000Z event.action=http_auth_failed event.outcome=failure "
     "log.level=error process.pid=12 user.name=nobody source.address=2001:db8::9 "
     "source.ip=2001:db8::9 url.full=/ url.domain=www.example url.path=/ "
     "http.request.method=GET http.version=2.0"},
    /* Users and requests that bring an address along. */
    {"nginx-error", NULL,
     "2026/11/03 08:05:01 [error] 12#0: *45 user \"x\": password mismatch, client: "
     "192.0.2.66, server: s, request: \"GET / HTTP/1.1\": was not found in \"/u\", "
     "client: 203.0.113.9, server: s, request: \"GET / HTTP/1.1\", host: \"h\"",
     "2026-11-03T08:05:01.000000Z event.action=http_auth_failed event.outcome=failure "
     "log.level=error process.pid=12 user.name=x"},
    {"nginx-error", NULL,
     "2026/11/03 08:05:01 [error] 12#0: *45 access forbidden by rule, client: 203.0.113.9,"
     " server: s, request: \"GET /.env, client: 192.0.2.66, HTTP/1.1\", host: \"h\"",
     "2026-11-03T08:05:01.000000Z event.action=http_access_denied event.outcome=failure "
     "log.level=error process.pid=12"},
    {"nginx-error", NULL,
     "2026/11/03 08:05:01 [error] 12#0: *45 limiting requests, excess: 1.5 by zone \"z\", "
     "client: 203.0.113.9, server: s, request: \"GET / HTTP/1.1\", host: \"h\"",
     "2026-11-03T08:05:01.000000Z event.action=http_limited event.outcome=failure "
     "log.level=error process.pid=12 source.address=203.0.113.9 source.ip=203.0.113.9 "
     "server.address=s url.full=/ url.domain=h url.path=/ http.request.method=GET "
     "http.version=1.1"},
    {"nginx-error", NULL,
     "2026/11/03 08:05:01 [error] 12#0: *45 open() \"/srv/x\" failed (2: No such file or "
     "directory), client: 203.0.113.9, server: s, request: \"BAD\", host: \"h\"",
     "2026-11-03T08:05:01.000000Z event.action=http_not_found event.outcome=failure "
     "log.level=error process.pid=12 source.address=203.0.113.9 source.ip=203.0.113.9 "
     "server.address=s url.full=BAD url.domain=h"},
    {"nginx-error", NULL,
     "2026/11/03 08:05:01 [warn] 12#0: conflicting server name \"a\" on 0.0.0.0:80, "
     "ignored",
     "2026-11-03T08:05:01.000000Z event.action=web_notice event.outcome=unknown "
     "log.level=warn process.pid=12"},
    {"nginx-error", NULL,
     "2026/11/03 08:05:01 [crit] 12#0: *1 SSL_do_handshake() failed, client: 203.0.113.9, "
     "server: 0.0.0.0:443",
     "2026-11-03T08:05:01.000000Z event.action=web_error event.outcome=failure "
     "log.level=crit process.pid=12 source.address=203.0.113.9 source.ip=203.0.113.9 "
     "server.address=0.0.0.0:443"},
    {"nginx-error", NULL,
     "<187>Nov  3 08:05:01 web1 nginx[9]: 2026/11/03 08:05:01 [error] 12#0: *45 client "
     "intended to send too large body: 9 bytes, client: 203.0.113.9, server: s",
     "2026-11-03T08:05:01.000000Z event.action=http_request_rejected "
     "event.outcome=failure log.level=error host.name=web1 log.syslog.facility.code=23 "
     "log.syslog.severity.code=3 process.name=nginx process.pid=9 "
     "source.address=203.0.113.9 source.ip=203.0.113.9 server.address=s"},
    {"nginx-error", NULL,
     "web1 nginx[9]: 2026/11/03 08:05:01 [notice] 12#0: signal process started",
     "2026-11-03T08:05:01.000000Z event.action=web_notice event.outcome=unknown "
     "log.level=notice process.pid=12"},
    {"nginx-error", NULL, "2026/11/31 08:05:01 [error] 12#0: no such day", "!"},
    {"nginx-error", NULL, "nothing", "!"},
};

START_TEST(lines_decode)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        decoder_case_check(&cases[i]);
}
END_TEST

static const struct decoded_line doubtful[] = {
    {"2026/11/03 08:05:01 [error] 12#0: *45 access forbidden by rule, client: 203.0.113.9,"
     " server: s, request: \"GET /.env, client: 192.0.2.66, HTTP/1.1\", host: \"h\"",
     "event.action=http_access_denied event.outcome=failure amberd.flags=doubtful_address "
     "log.level=error process.pid=12"},
};

START_TEST(what_is_left_out_is_flagged)
{
    decoded_lines_check("nginx-error", NULL, doubtful, 1);
}
END_TEST

SUITE_MAIN("nginx_error", lines_decode, what_is_left_out_is_flagged)
