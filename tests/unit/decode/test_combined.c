#include "decode/combined.h"

#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"combined", NULL,
     "203.0.113.9 - - [03/Nov/2026:08:05:01 +0800] \"GET /a/b.php?q=1&r=%20 HTTP/1.1\" "
     "200 512 \"https://www.example/x?y\" \"Mozilla/5.0 (X11)\"",
     "2026-11-03T00:05:01.000000Z event.action=http_request event.outcome=success "
     "source.address=203.0.113.9 source.ip=203.0.113.9 url.full=/a/b.php?q=1&r=%20 "
     "url.path=/a/b.php url.query=q=1&r=%20 url.extension=php http.request.method=GET "
     "http.request.referrer=https://www.example/x?y http.response.status_code=200 "
     "http.response.body.bytes=512 http.version=1.1 user_agent.original=Mozilla/5.0 (X11)"},
    {"combined", NULL, "203.0.113.9 - - [03/Nov/2026:08:05:01 -0330] \"GET / HTTP/1.0\" 404 -",
     "2026-11-03T11:35:01.000000Z event.action=http_request event.outcome=failure "
     "source.address=203.0.113.9 source.ip=203.0.113.9 url.full=/ url.path=/ "
     "http.request.method=GET http.response.status_code=404 http.version=1.0"},
    {"combined", NULL,
     "2001:db8::7 - ines [03/Nov/2026:08:05:01 +0000] \"POST /login HTTP/2.0\" 302 0 "
     "\"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=success "
     "user.name=ines source.address=2001:db8::7 source.ip=2001:db8::7 url.full=/login "
     "url.path=/login http.request.method=POST http.response.status_code=302 "
     "http.response.body.bytes=0 http.version=2.0"},
    /* A user of any text, brackets and all ... */
    {"combined", NULL,
     "203.0.113.9 - x y [03/Nov/2020:00:00:00 +0000] z [03/Nov/2026:08:05:01 +0000] \"GET "
     "/ HTTP/1.1\" 401 5 \"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=failure "
     "user.name=x y [03/Nov/2020:00:00:00 +0000] z source.address=203.0.113.9 "
     "source.ip=203.0.113.9 url.full=/ url.path=/ http.request.method=GET "
     "http.response.status_code=401 http.response.body.bytes=5 http.version=1.1"},
    {"combined", NULL,
     "203.0.113.9 - a \\\"b\\\" [03/Nov/2026:08:05:01 +0000] \"GET / HTTP/1.1\" 401 5 "
     "\"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=failure "
     "user.name=a \"b\" source.address=203.0.113.9 source.ip=203.0.113.9 url.full=/ url.path=/ "
     "http.request.method=GET http.response.status_code=401 http.response.body.bytes=5 "
     "http.version=1.1"},
    {"combined", NULL,
     "203.0.113.9 - x [03/Nov/2020:00:00:00 +0000] \\\"GET /z HTTP/1.1\\\" 200 1 "
     "[03/Nov/2026:08:05:01 +0000] \"GET / HTTP/1.1\" 401 5",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=failure "
     "user.name=x [03/Nov/2020:00:00:00 +0000] \"GET /z HTTP/1.1\" 200 1 "
     "source.address=203.0.113.9 source.ip=203.0.113.9 url.full=/ url.path=/ "
     "http.request.method=GET http.response.status_code=401 http.response.body.bytes=5 "
     "http.version=1.1"},
    {"combined", NULL,
     "203.0.113.9 - \"\" [03/Nov/2026:08:05:01 +0000] \"GET / HTTP/1.1\" 401 5 \"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=failure "
     "source.address=203.0.113.9 source.ip=203.0.113.9 url.full=/ url.path=/ "
     "http.request.method=GET http.response.status_code=401 http.response.body.bytes=5 "
     "http.version=1.1"},
    {"combined", "%h %l %u %t \"%r\" %>s %b",
     "203.0.113.9 - \"\" [03/Nov/2026:08:05:01 +0000] \"GET / HTTP/1.1\" 401 5",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=failure "
     "source.address=203.0.113.9 source.ip=203.0.113.9 url.full=/ url.path=/ "
     "http.request.method=GET http.response.status_code=401 http.response.body.bytes=5 "
     "http.version=1.1"},
    /* ... what is no request ... */
    {"combined", NULL,
     "203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"\\x16\\x03\\x01\" 400 150 \"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=failure "
     "source.address=203.0.113.9 source.ip=203.0.113.9 url.full=\\x16\\x03\\x01 "
     "http.response.status_code=400 http.response.body.bytes=150"},
    {"combined", NULL, "203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"-\" 408 - \"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=failure "
     "source.address=203.0.113.9 source.ip=203.0.113.9 http.response.status_code=408"},
    {"combined", NULL, "203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"\" 400 0 \"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=failure "
     "source.address=203.0.113.9 source.ip=203.0.113.9 http.response.status_code=400 "
     "http.response.body.bytes=0"},
    /* ... or looks like more than one, or is a proxy's ... */
    {"combined", NULL,
     "203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"GET /a\\\" 200 5 b HTTP/1.1\" 404 7 "
     "\"-\" \"x\\\" 200 5\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=failure "
     "source.address=203.0.113.9 source.ip=203.0.113.9 url.full=/a\" 200 5 b "
     "url.path=/a\" 200 5 b http.request.method=GET http.response.status_code=404 "
     "http.response.body.bytes=7 http.version=1.1 user_agent.original=x\" 200 5"},
    {"combined", NULL,
     "203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"CONNECT mail.example:25 HTTP/1.1\" "
     "405 7 \"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_connect event.outcome=failure "
     "source.address=203.0.113.9 source.ip=203.0.113.9 url.full=mail.example:25 "
     "http.request.method=CONNECT http.response.status_code=405 "
     "http.response.body.bytes=7 http.version=1.1"},
    {"combined", NULL,
     "203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"GET "
     "http://u:p@Other.example:8080/p.Q?z HTTP/1.1\" 200 7 \"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=success "
     "source.address=203.0.113.9 source.ip=203.0.113.9 "
     "url.full=http://Other.example:8080/p.Q?z url.scheme=http url.domain=other.example "
     "url.path=/p.Q url.query=z url.extension=Q http.request.method=GET "
     "http.response.status_code=200 http.response.body.bytes=7 http.version=1.1"},
    {"combined", NULL,
     "203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"GET /x y z HTTP/1.1\" 400 7 \"-\" "
     "\"curl \\x22odd\\x22 \\\\ \\q\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=failure "
     "source.address=203.0.113.9 source.ip=203.0.113.9 url.full=/x y z url.path=/x y z "
     "http.request.method=GET http.response.status_code=400 http.response.body.bytes=7 "
     "http.version=1.1 user_agent.original=curl \"odd\" \\\\ \\\\q"},
    /* ... what some put in front and behind ... */
    {"combined", NULL,
     "www.example:8443 203.0.113.9 - ines [03/Nov/2026:08:05:01 +0000] \"GET / HTTP/1.1\" "
     "200 5",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=success "
     "user.name=ines source.address=203.0.113.9 source.ip=203.0.113.9 "
     "server.address=www.example server.port=8443 url.full=/ url.domain=www.example "
     "url.path=/ http.request.method=GET http.response.status_code=200 "
     "http.response.body.bytes=5 http.version=1.1"},
    {"combined", NULL,
     "Www.Example. 203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"GET / HTTP/1.1\" 200 5 "
     "\"-\" \"-\" \"198.51.100.7, 10.0.0.1\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=success "
     "source.address=203.0.113.9 source.ip=203.0.113.9 server.address=Www.Example. "
     "network.forwarded_ip=198.51.100.7 url.full=/ url.domain=www.example url.path=/ "
     "http.request.method=GET http.response.status_code=200 http.response.body.bytes=5 "
     "http.version=1.1"},
    {"combined", NULL,
     "\"unknown, 198.51.100.7\" 10.0.0.2 - - [03/Nov/2026:08:05:01 +0000] \"GET / "
     "HTTP/1.1\" 200 5 \"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=success "
     "source.address=10.0.0.2 source.ip=10.0.0.2 network.forwarded_ip=198.51.100.7 "
     "url.full=/ url.path=/ http.request.method=GET http.response.status_code=200 "
     "http.response.body.bytes=5 http.version=1.1"},
    {"combined", NULL,
     "198.51.100.7, 10.0.0.1 10.0.0.2 - - [03/Nov/2026:08:05:01 +0000] \"GET / HTTP/1.1\" "
     "200 5 \"-\" \"-\" 0.003 \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=success "
     "source.address=10.0.0.2 source.ip=10.0.0.2 network.forwarded_ip=198.51.100.7 "
     "url.full=/ url.path=/ http.request.method=GET http.response.status_code=200 "
     "http.response.body.bytes=5 http.version=1.1"},
    {"combined", NULL,
     "www.example 198.51.100.7, 203.0.113.9 - ines [03/Nov/2026:08:05:01 +0000] "
     "\"GET / HTTP/1.1\" 200 5",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=success "
     "user.name=ines source.address=203.0.113.9 source.ip=203.0.113.9 "
     "server.address=www.example network.forwarded_ip=198.51.100.7 url.full=/ "
     "url.domain=www.example url.path=/ http.request.method=GET http.response.status_code=200 "
     "http.response.body.bytes=5 http.version=1.1"},
    {"combined", NULL,
     "203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"cut of",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=success "
     "source.address=203.0.113.9 source.ip=203.0.113.9 url.full=/ url.path=/ "
     "http.request.method=GET http.response.status_code=200 http.response.body.bytes=5 "
     "http.version=1.1 user_agent.original=cut of"},
    {"combined", NULL,
     "<190>Nov  3 08:05:01 web1 nginx: 203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"GET "
     "/ HTTP/1.1\" 200 5 \"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=success "
     "host.name=web1 log.syslog.facility.code=23 log.syslog.severity.code=6 "
     "process.name=nginx source.address=203.0.113.9 source.ip=203.0.113.9 url.full=/ "
     "url.path=/ http.request.method=GET http.response.status_code=200 "
     "http.response.body.bytes=5 http.version=1.1"},
    {"combined", NULL,
     "unix: - - [03/Nov/2026:08:05:01 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=success "
     "url.full=/ url.path=/ http.request.method=GET http.response.status_code=200 "
     "http.response.body.bytes=5 http.version=1.1"},
    /* ... and what is no such line. */
    {"combined", NULL, "", "!"},
    {"combined", NULL, "203.0.113.9 - - [31/Feb/2026:08:05:01 +0000] \"GET / HTTP/1.1\" 200 5",
     "!"},
    {"combined", NULL, "203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"GET / HTTP/1.1\" abc 5",
     "!"},
    {"combined", NULL, "203.0.113.9 - - [03/Nov/2026:08:05:01 +0000] \"GET /", "!"},
    {"combined", NULL, "[Tue Nov 03 08:05:01 2026] [error] [client 203.0.113.9] \"x\"", "!"},
};

START_TEST(lines_decode)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        decoder_case_check(&cases[i]);
}
END_TEST

SUITE_MAIN("combined", lines_decode)
