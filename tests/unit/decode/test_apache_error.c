#include "decode/apache_error.h"

#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"apache-error", NULL,
     "[Tue Nov 03 08:05:01.123456 2026] [auth_basic:error] [pid 12:tid 34] [client "
     "203.0.113.9:51022] AH01617: user ines: authentication failure for \"/\": Password "
     "Mismatch",
     "2026-11-03T08:05:01.123456Z event.action=http_auth_failed event.outcome=failure "
     "event.code=AH01617 log.level=error log.logger=auth_basic process.pid=12 "
     "user.name=ines source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022"},
    /* A user that brings an address along, and one that ends twice. */
    {"apache-error", NULL,
     "[Tue Nov 03 08:05:01 2026] [error] [client 203.0.113.9] user x [client 192.0.2.66] "
     "not found: /a",
     "2026-11-03T08:05:01.000000Z event.action=http_auth_failed event.outcome=failure "
     "log.level=error user.name=x [client 192.0.2.66] source.address=203.0.113.9 "
     "source.ip=203.0.113.9"},
    {"apache-error", NULL,
     "[Tue Nov 03 08:05:01 2026] [error] [client 203.0.113.9] user x not found: /a not "
     "found: /b",
     "2026-11-03T08:05:01.000000Z event.action=http_auth_failed event.outcome=failure "
     "log.level=error source.address=203.0.113.9 source.ip=203.0.113.9"},
    {"apache-error", NULL,
     "[Tue Nov 03 08:05:01 2026] [error] [client 203.0.113.9] File does not exist: "
     "/srv/a.php, referer: http://x.example/, referer: y",
     "2026-11-03T08:05:01.000000Z event.action=http_not_found event.outcome=failure "
     "log.level=error source.address=203.0.113.9 source.ip=203.0.113.9 "
     "http.request.referrer=y"},
    {"apache-error", NULL,
     "[Tue Nov  3 08:05:01.5 2026] [authz_core:error] [pid 12] [client "
     "[2001:db8::9]:51022] AH01630: client denied by server configuration: /srv/",
     "2026-11-03T08:05:01.500000Z event.action=http_access_denied event.outcome=failure "
     "event.code=AH01630 log.level=error log.logger=authz_core process.pid=12 "
     "source.address=2001:db8::9 source.ip=2001:db8::9 source.port=51022"},
    {"apache-error", NULL,
     "[Tue Nov 03 08:05:01 2026] [:error] [pid 12] [client 2001:db8::9] PHP Notice: x",
     "2026-11-03T08:05:01.000000Z event.action=web_error event.outcome=failure "
     "log.level=error process.pid=12 source.address=2001:db8::9 source.ip=2001:db8::9"},
    {"apache-error", NULL,
     "[Tue Nov 03 08:05:01.1 2026] [ssl:info] [pid 12:tid 12] (70014)End of file found: "
     "[client 203.0.113.9:51022] AH02008: no handshake",
     "2026-11-03T08:05:01.100000Z event.action=web_notice event.outcome=unknown "
     "event.code=AH02008 log.level=info log.logger=ssl process.pid=12 "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022"},
    {"apache-error", NULL,
     "[Tue Nov 03 08:05:01.1 2026] [auth_digest:error] [pid 1] [client 203.0.113.9:51022] "
     "AH01790: user `ines' in realm `r' not found: /",
     "2026-11-03T08:05:01.100000Z event.action=http_auth_failed event.outcome=failure "
     "event.code=AH01790 log.level=error log.logger=auth_digest process.pid=1 "
     "user.name=ines source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022"},
    {"apache-error", NULL, "[notice] Apache configured",
     "event.action=web_notice event.outcome=unknown log.level=notice"},
    /* What a program says is no login. */
    {"apache-error", NULL,
     "[Tue Nov 03 08:05:01 2026] [cgi:error] [pid 9] [client 203.0.113.9:41022] AH01215: "
     "sh: x: not found: /a",
     "2026-11-03T08:05:01.000000Z event.action=web_error event.outcome=failure "
     "event.code=AH01215 log.level=error log.logger=cgi process.pid=9 "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=41022"},
    {"apache-error", NULL,
     "[Tue Nov 03 08:05:01 2026] [security2:error] [pid 9] [client 203.0.113.9:41022] [client "
     "203.0.113.9] ModSecurity: Access denied with code 403 (phase 2). Pattern match",
     "2026-11-03T08:05:01.000000Z event.action=http_access_denied event.outcome=failure "
     "log.level=error log.logger=security2 process.pid=9 source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=41022"},
    {"apache-error", NULL,
     "<131>Nov  3 08:05:01 web1 httpd[9]: [error] [client 203.0.113.9] script not found "
     "or unable to stat: /x",
     "2026-11-03T08:05:01.000000Z event.action=http_not_found event.outcome=failure "
     "log.level=error host.name=web1 log.syslog.facility.code=16 "
     "log.syslog.severity.code=3 process.name=httpd process.pid=9 "
     "source.address=203.0.113.9 source.ip=203.0.113.9"},
    {"apache-error", NULL, "[Tue Nov 03 08:05:01 2026] [core:notice] [pid 12]",
     "2026-11-03T08:05:01.000000Z event.action=web_notice event.outcome=unknown "
     "log.level=notice log.logger=core process.pid=12"},
    {"apache-error", NULL, "[x] [y] z", "!"},
    {"apache-error", NULL, "[", "!"},
    {"apache-error", NULL, "", "!"},
};

START_TEST(lines_decode)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        decoder_case_check(&cases[i]);
}
END_TEST

SUITE_MAIN("apache_error", lines_decode)
