#include "decode/unbound.h"

#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"unbound", NULL, "[1793577901] unbound[9:0] info: 203.0.113.9 Chat.example. A IN",
     "2026-11-02T00:05:01.000000Z event.action=dns_query event.outcome=unknown "
     "log.level=info process.name=unbound process.pid=9 source.address=203.0.113.9 "
     "source.ip=203.0.113.9 dns.type=query dns.question.name=Chat.example "
     "dns.question.type=A dns.question.class=IN"},
    {"unbound", NULL,
     "[1793577901] unbound[9:1] reply: 2001:db8::9 chat.example. HTTPS IN NXDOMAIN "
     "0.012500 1 29",
     "2026-11-02T00:05:01.000000Z event.action=dns_answer event.outcome=failure "
     "event.duration=12500000 amberd.count=0 process.name=unbound process.pid=9 "
     "source.address=2001:db8::9 source.ip=2001:db8::9 dns.type=answer "
     "dns.question.name=chat.example dns.question.type=HTTPS dns.question.class=IN "
     "dns.response_code=NXDOMAIN"},
    {"unbound", NULL, "[1793577901.5] unbound[9:1] query: 203.0.113.9 . NS IN",
     "2026-11-02T00:05:01.500000Z event.action=dns_query event.outcome=unknown "
     "process.name=unbound process.pid=9 source.address=203.0.113.9 source.ip=203.0.113.9 "
     "dns.type=query dns.question.name=. dns.question.type=NS dns.question.class=IN"},
    {"unbound", NULL,
     "Nov 03 08:05:01 unbound[9:0] info: 203.0.113.9 chat.example. A IN NOERROR 0.000000 "
     "0 48",
     "2026-11-03T08:05:01.000000Z event.action=dns_answer event.outcome=success "
     "event.duration=0 amberd.count=0 log.level=info process.name=unbound process.pid=9 "
     "source.address=203.0.113.9 source.ip=203.0.113.9 dns.type=answer "
     "dns.question.name=chat.example dns.question.type=A dns.question.class=IN "
     "dns.response_code=NOERROR"},
    {"unbound", NULL, "Nov  3 08:05:01 ns1 unbound: [9:0] info: 203.0.113.9 chat.example. A IN",
     "2026-11-03T08:05:01.000000Z event.action=dns_query event.outcome=unknown "
     "log.level=info host.name=ns1 process.name=unbound source.address=203.0.113.9 "
     "source.ip=203.0.113.9 dns.type=query dns.question.name=chat.example "
     "dns.question.type=A dns.question.class=IN"},
    {"unbound", NULL,
     "Nov  3 08:05:01 ns1 unbound[9]: [9:0] info: ads.example. always_nxdomain "
     "203.0.113.9@41022 ads.example. A IN",
     "2026-11-03T08:05:01.000000Z event.action=dns_blocked event.outcome=failure "
     "event.reason=always_nxdomain amberd.count=0 log.level=info host.name=ns1 "
     "process.name=unbound process.pid=9 source.address=203.0.113.9 source.ip=203.0.113.9 "
     "source.port=41022 dns.type=query dns.question.name=ads.example dns.question.type=A "
     "dns.question.class=IN"},
    {"unbound", NULL,
     "[1793577901] unbound[9:0] info: home.example. static 203.0.113.9@41022 "
     "nas.home.example. A IN",
     "2026-11-02T00:05:01.000000Z event.action=dns_answer event.outcome=success "
     "event.reason=static amberd.count=0 log.level=info process.name=unbound "
     "process.pid=9 source.address=203.0.113.9 source.ip=203.0.113.9 source.port=41022 "
     "dns.type=query dns.question.name=nas.home.example dns.question.type=A "
     "dns.question.class=IN"},
    {"unbound", NULL,
     "[1793577901] unbound[9:0] info: rpz: applied [ads] *.ads.example. rpz-nxdomain "
     "2001:db8::9@41022 x.ads.example. A IN",
     "2026-11-02T00:05:01.000000Z event.action=dns_blocked event.outcome=failure "
     "event.reason=rpz-nxdomain amberd.count=0 log.level=info process.name=unbound "
     "process.pid=9 source.address=2001:db8::9 source.ip=2001:db8::9 source.port=41022 "
     "dns.type=query dns.question.name=x.ads.example dns.question.type=A "
     "dns.question.class=IN"},
    {"unbound", NULL,
     "[1793577901] unbound[9:0] info: rpz: applied ok.example. rpz-passthru "
     "203.0.113.9@41022 ok.example. A IN",
     "2026-11-02T00:05:01.000000Z event.action=dns_answer event.outcome=success "
     "event.reason=rpz-passthru amberd.count=0 log.level=info process.name=unbound "
     "process.pid=9 source.address=203.0.113.9 source.ip=203.0.113.9 source.port=41022 "
     "dns.type=query dns.question.name=ok.example dns.question.type=A "
     "dns.question.class=IN"},
    {"unbound", NULL,
     "[1793577901] unbound[9:0] notice: ip_ratelimit exceeded 10.1.2.3 100 a.example. IN AAAA",
     "2026-11-02T00:05:01.000000Z event.action=dns_query_denied event.outcome=failure "
     "event.reason=ip_ratelimit exceeded log.level=notice process.name=unbound process.pid=9 "
     "source.address=10.1.2.3 source.ip=10.1.2.3 dns.type=query dns.question.name=a.example "
     "dns.question.type=AAAA dns.question.class=IN"},
    {"unbound", NULL,
     "[1793577901] unbound[9:0] notice: ip_ratelimit exceeded 10.1.2.3 100(cookie) (no query name)",
     "2026-11-02T00:05:01.000000Z event.action=dns_query_denied event.outcome=failure "
     "event.reason=ip_ratelimit exceeded log.level=notice process.name=unbound process.pid=9 "
     "source.address=10.1.2.3 source.ip=10.1.2.3 dns.type=query"},
    {"unbound", NULL,
     "[1793577901] unbound[9:0] notice: ratelimit exceeded example. 1000 query a.example. IN A "
     "from 10.1.2.3",
     "2026-11-02T00:05:01.000000Z event.action=dns_query_failed event.outcome=failure "
     "event.reason=ratelimit exceeded amberd.count=0 log.level=notice process.name=unbound "
     "process.pid=9 source.address=10.1.2.3 source.ip=10.1.2.3 dns.type=query "
     "dns.question.name=a.example dns.question.type=A dns.question.class=IN"},
    {"unbound", NULL, "[1793577901] unbound[9:0] notice: ratelimit exceeded example. 1000",
     "2026-11-02T00:05:01.000000Z event.action=dns_query_failed event.outcome=failure "
     "event.reason=ratelimit exceeded amberd.count=0 log.level=notice process.name=unbound "
     "process.pid=9 dns.type=query"},
    {"unbound", NULL,
     "[1793577901] unbound[9:0] error: SERVFAIL <a.example. A IN>: all servers failed",
     "2026-11-02T00:05:01.000000Z event.action=dns_query_failed event.outcome=failure "
     "event.reason=all servers failed amberd.count=0 log.level=error process.name=unbound "
     "process.pid=9 dns.type=answer dns.question.name=a.example dns.question.type=A "
     "dns.question.class=IN dns.response_code=SERVFAIL"},
    {"unbound", NULL,
     "[1793577901] unbound[9:0] info: validation failure <a.example. A IN>: no keys",
     "2026-11-02T00:05:01.000000Z event.action=dns_query_failed event.outcome=failure "
     "event.reason=no keys amberd.count=0 log.level=info process.name=unbound process.pid=9 "
     "dns.type=query dns.question.name=a.example dns.question.type=A dns.question.class=IN"},
    {"unbound", NULL, "[1793577901] unbound[9:0] notice: init module 0: iterator",
     "2026-11-02T00:05:01.000000Z log.level=notice process.name=unbound process.pid=9"},
    {"unbound", NULL,
     "[1793577901] unbound[9:0] info: server stats for thread 0: 15 queries, 9 answers "
     "from cache",
     "2026-11-02T00:05:01.000000Z log.level=info process.name=unbound process.pid=9"},
    {"unbound", NULL, "[1793577901] unbound[9:0] info: 203.0.113.9 chat.example. A IN NOERROR",
     "2026-11-02T00:05:01.000000Z log.level=info process.name=unbound process.pid=9"},
    {"unbound", NULL, "[x] unbound[9:0] info: 203.0.113.9 chat.example. A IN", "!"},
};

START_TEST(lines_decode)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        decoder_case_check(&cases[i]);
}
END_TEST

SUITE_MAIN("unbound", lines_decode)
