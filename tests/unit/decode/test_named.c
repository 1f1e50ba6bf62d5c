#include "decode/named.h"

#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 queries: info: client @0x7f0011 203.0.113.9#41022 "
     "(Chat.example): query: Chat.example IN A +E(0)K (198.51.100.53)",
     "2026-11-03T08:05:01.123000Z event.action=dns_query event.outcome=unknown "
     "log.level=info log.logger=queries process.name=named source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=41022 destination.address=198.51.100.53 "
     "destination.ip=198.51.100.53 dns.type=query dns.question.name=Chat.example "
     "dns.question.type=A dns.question.class=IN"},
    {"named", NULL,
     "2026-11-03T08:05:01.123Z queries: info: client 2001:db8::9#41022 (chat.example): "
     "view inside: query: chat.example IN TYPE65 -EDC (2001:db8::53)",
     "2026-11-03T08:05:01.123000Z event.action=dns_query event.outcome=unknown "
     "log.level=info log.logger=queries process.name=named source.address=2001:db8::9 "
     "source.ip=2001:db8::9 source.port=41022 destination.address=2001:db8::53 "
     "destination.ip=2001:db8::53 dns.type=query dns.question.name=chat.example "
     "dns.question.type=TYPE65 dns.question.class=IN"},
    {"named", NULL,
     "Nov  3 08:05:01 ns1 named[9]: client @0x7f0011 203.0.113.9#41022 (chat.example): "
     "query: chat.example IN AAAA + (198.51.100.53)",
     "2026-11-03T08:05:01.000000Z event.action=dns_query event.outcome=unknown "
     "host.name=ns1 process.name=named process.pid=9 source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=41022 destination.address=198.51.100.53 "
     "destination.ip=198.51.100.53 dns.type=query dns.question.name=chat.example "
     "dns.question.type=AAAA dns.question.class=IN"},
    {"named", NULL, "client 203.0.113.9#41022: query: chat.example IN A +",
     "event.action=dns_query event.outcome=unknown process.name=named "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=41022 dns.type=query "
     "dns.question.name=chat.example dns.question.type=A dns.question.class=IN"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 query-errors: info: client @0x7f0011 203.0.113.9#41022 "
     "(chat.example): query failed (SERVFAIL) for chat.example/IN/A at query.c:1",
     "2026-11-03T08:05:01.123000Z event.action=dns_query_failed event.outcome=failure "
     "amberd.count=0 log.level=info log.logger=query-errors process.name=named "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=41022 dns.type=answer "
     "dns.question.name=chat.example dns.question.type=A dns.question.class=IN "
     "dns.response_code=SERVFAIL"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 query-errors: debug 1: client @0x1 203.0.113.9#41022 (a.example): "
     "query failed (timed out) for a.example/IN/MX at query.c:1",
     "2026-11-03T08:05:01.123000Z event.action=dns_query_failed event.outcome=failure "
     "event.reason=timed out amberd.count=0 log.level=debug 1 log.logger=query-errors "
     "process.name=named source.address=203.0.113.9 source.ip=203.0.113.9 source.port=41022 "
     "dns.type=query dns.question.name=a.example dns.question.type=MX dns.question.class=IN"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 security: info: client @0x7f0011 203.0.113.9#41022 "
     "(a.example): query (cache) 'a.example/ANY/IN' denied (allow-query-cache did not "
     "match)",
     "2026-11-03T08:05:01.123000Z event.action=dns_query_denied event.outcome=failure "
     "event.reason=(allow-query-cache did not match) log.level=info log.logger=security "
     "process.name=named source.address=203.0.113.9 source.ip=203.0.113.9 "
     "source.port=41022 dns.type=query dns.question.name=a.example dns.question.type=ANY "
     "dns.question.class=IN"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 client 203.0.113.9#41022 (a.example): zone transfer "
     "'a.example/AXFR/IN' denied",
     "2026-11-03T08:05:01.123000Z event.action=dns_transfer_denied event.outcome=failure "
     "process.name=named source.address=203.0.113.9 source.ip=203.0.113.9 "
     "source.port=41022 dns.type=query dns.question.name=a.example dns.question.type=AXFR "
     "dns.question.class=IN"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 xfer-out: info: client @0x1 203.0.113.9#41022 (a.example): "
     "transfer of 'a.example/IN': AXFR started (serial 7)",
     "2026-11-03T08:05:01.123000Z event.action=dns_transfer event.outcome=success "
     "event.reason=AXFR started (serial 7) log.level=info log.logger=xfer-out "
     "process.name=named source.address=203.0.113.9 source.ip=203.0.113.9 "
     "source.port=41022 dns.type=query dns.question.name=a.example dns.question.class=IN"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 xfer-out: info: client @0x1 203.0.113.9#41022 (a.example): "
     "transfer of 'a.example/IN': AXFR ended",
     "2026-11-03T08:05:01.123000Z log.level=info log.logger=xfer-out process.name=named"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 update-security: error: client @0x1 203.0.113.9#41022: "
     "update 'a.example/IN' denied",
     "2026-11-03T08:05:01.123000Z event.action=dns_update_denied event.outcome=failure "
     "log.level=error log.logger=update-security process.name=named "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=41022 dns.type=query "
     "dns.question.name=a.example dns.question.class=IN"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 update: info: client @0x1 203.0.113.9#41022/key k: "
     "updating zone 'a.example/IN': adding an RR at 'x.a.example' A 192.0.2.1",
     "2026-11-03T08:05:01.123000Z event.action=dns_update event.outcome=success "
     "event.reason=adding an RR at 'x.a.example' A 192.0.2.1 log.level=info "
     "log.logger=update process.name=named source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=41022 dns.type=query dns.question.name=a.example "
     "dns.question.class=IN"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 rpz: info: client @0x1 203.0.113.9#41022 (ads.example): "
     "rpz QNAME NXDOMAIN rewrite ads.example/A/IN via ads.example.rpz",
     "2026-11-03T08:05:01.123000Z event.action=dns_blocked event.outcome=failure "
     "event.reason=rpz QNAME NXDOMAIN log.level=info log.logger=rpz process.name=named "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=41022 dns.type=query "
     "dns.question.name=ads.example dns.question.type=A dns.question.class=IN"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 update: info: client @0x1 203.0.113.9#41022: updating zone "
     "'a.example/IN': update failed: rejected by secure update (REFUSED)",
     "2026-11-03T08:05:01.123000Z event.action=dns_update_denied event.outcome=failure "
     "event.reason=update failed: rejected by secure update (REFUSED) log.level=info "
     "log.logger=update process.name=named source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=41022 dns.type=query dns.question.name=a.example "
     "dns.question.class=IN"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 update: info: client @0x1 203.0.113.9#41022: updating zone "
     "'a.example/IN': update unsuccessful: x.a.example/A: 'RRset exists' prerequisite not "
     "satisfied (NXRRSET)",
     "2026-11-03T08:05:01.123000Z event.action=dns_update_failed event.outcome=failure "
     "event.reason=update unsuccessful: x.a.example/A: 'RRset exists' prerequisite not "
     "satisfied (NXRRSET) log.level=info log.logger=update process.name=named "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=41022 dns.type=query "
     "dns.question.name=a.example dns.question.class=IN"},
    {"named", NULL,
     "03-Nov-2026 08:05:01.123 responses: info: client @0x1 203.0.113.9#41022 (a.example): "
     "response: a.example IN A NXDOMAIN + 0 1 1 (198.51.100.53)",
     "2026-11-03T08:05:01.123000Z event.action=dns_answer event.outcome=failure amberd.count=0 "
     "log.level=info log.logger=responses process.name=named source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=41022 dns.type=answer dns.question.name=a.example "
     "dns.question.type=A dns.question.class=IN dns.response_code=NXDOMAIN"},
    {"named", NULL, "03-Nov-2026 08:05:01.123 general: notice: running",
     "2026-11-03T08:05:01.123000Z log.level=notice log.logger=general process.name=named"},
    /* Where syslog has the category in place of the program. */
    {"named", NULL,
     "Nov  3 08:05:01 security: info: client 203.0.113.9#41022 (a.example): query "
     "'a.example/A/IN' denied",
     "2026-11-03T08:05:01.000000Z event.action=dns_query_denied event.outcome=failure "
     "log.level=info log.logger=security process.name=named source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=41022 dns.type=query dns.question.name=a.example "
     "dns.question.type=A dns.question.class=IN"},
    {"named", NULL, "03-Nov-2026 08:05:01.123 client @0x1 nobody: query: a IN A +",
     "2026-11-03T08:05:01.123000Z process.name=named"},
    {"named", NULL, "nothing of the kind", "!"},
};

START_TEST(lines_decode)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        decoder_case_check(&cases[i]);
}
END_TEST

SUITE_MAIN("named", lines_decode)
