#include "decode/dnsmasq.h"

#include "base/buffer.h"
#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq[9]: query[A] Chat.example from 203.0.113.9",
     "2026-11-03T08:05:01.000000Z event.action=dns_query event.outcome=unknown "
     "process.name=dnsmasq process.pid=9 source.address=203.0.113.9 source.ip=203.0.113.9 "
     "dns.type=query dns.question.name=Chat.example dns.question.type=A"},
    {"dnsmasq", NULL,
     "Nov  3 08:05:01 gw dnsmasq[9]: 17 203.0.113.9/41022 query[type=65] chat.example "
     "from 203.0.113.9",
     "2026-11-03T08:05:01.000000Z event.action=dns_query event.outcome=unknown "
     "host.name=gw process.name=dnsmasq process.pid=9 source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=41022 dns.type=query "
     "dns.question.name=chat.example dns.question.type=type=65"},
    /* A name that looks like the rest of the line. */
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq[9]: query[TXT] a from 192.0.2.66 from 2001:db8::9",
     "2026-11-03T08:05:01.000000Z event.action=dns_query event.outcome=unknown "
     "process.name=dnsmasq process.pid=9 source.address=2001:db8::9 source.ip=2001:db8::9 "
     "dns.type=query dns.question.name=a from 192.0.2.66 dns.question.type=TXT"},
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq[9]: forwarded chat.example to 198.51.100.53",
     "2026-11-03T08:05:01.000000Z event.action=dns_forwarded event.outcome=unknown "
     "amberd.count=0 process.name=dnsmasq process.pid=9 dns.type=query "
     "dns.question.name=chat.example"},
    {"dnsmasq", NULL,
     "Nov  3 08:05:01 dnsmasq[9]: 17 203.0.113.9/41022 reply chat.example is 198.51.100.20",
     "2026-11-03T08:05:01.000000Z event.action=dns_answer event.outcome=success "
     "amberd.count=0 process.name=dnsmasq process.pid=9 source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=41022 dns.type=answer "
     "dns.question.name=chat.example dns.answers.data=198.51.100.20 "
     "dns.resolved_ip=198.51.100.20"},
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq[9]: cached chat.example is <CNAME>",
     "2026-11-03T08:05:01.000000Z event.action=dns_answer event.outcome=success "
     "amberd.count=0 process.name=dnsmasq process.pid=9 dns.type=answer "
     "dns.question.name=chat.example dns.answers.data=<CNAME>"},
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq[9]: reply chat.example is NODATA-IPv6",
     "2026-11-03T08:05:01.000000Z event.action=dns_answer event.outcome=success "
     "amberd.count=0 process.name=dnsmasq process.pid=9 dns.type=answer "
     "dns.question.name=chat.example dns.response_code=NOERROR"},
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq[9]: config error is REFUSED (EDE: not ready)",
     "2026-11-03T08:05:01.000000Z event.action=dns_answer event.outcome=failure "
     "amberd.count=0 process.name=dnsmasq process.pid=9 dns.type=answer "
     "dns.response_code=REFUSED"},
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq[9]: /etc/hosts nas.example is 10.0.0.7",
     "2026-11-03T08:05:01.000000Z event.action=dns_answer event.outcome=success "
     "amberd.count=0 process.name=dnsmasq process.pid=9 dns.type=answer "
     "dns.question.name=nas.example dns.answers.data=10.0.0.7 dns.resolved_ip=10.0.0.7"},
    {"dnsmasq", NULL, "Nov  3 08:05:01 pihole-FTL[9]: gravity blocked ads.example is 0.0.0.0",
     "2026-11-03T08:05:01.000000Z event.action=dns_blocked event.outcome=failure "
     "amberd.count=0 process.name=pihole-FTL process.pid=9 dns.type=answer "
     "dns.question.name=ads.example dns.answers.data=0.0.0.0 dns.resolved_ip=0.0.0.0"},
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq[9]: config ads.example is ::",
     "2026-11-03T08:05:01.000000Z event.action=dns_blocked event.outcome=failure "
     "amberd.count=0 process.name=dnsmasq process.pid=9 dns.type=answer "
     "dns.question.name=ads.example dns.answers.data=:: dns.resolved_ip=::"},
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq[9]: config nas.example is 10.0.0.7",
     "2026-11-03T08:05:01.000000Z event.action=dns_answer event.outcome=success "
     "amberd.count=0 process.name=dnsmasq process.pid=9 dns.type=answer "
     "dns.question.name=nas.example dns.answers.data=10.0.0.7 dns.resolved_ip=10.0.0.7"},
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq[9]: started, version 2.90 cachesize 150",
     "2026-11-03T08:05:01.000000Z process.name=dnsmasq process.pid=9"},
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq[9]: query[A] chat.example from nowhere",
     "2026-11-03T08:05:01.000000Z process.name=dnsmasq process.pid=9"},
    {"dnsmasq", NULL, "Nov  3 08:05:01 dnsmasq-dhcp[9]: DHCPACK(eth0) 10.0.0.9 52:54:00:00:00:09",
     "2026-11-03T08:05:01.000000Z process.name=dnsmasq-dhcp process.pid=9"},
    {"syslog", NULL,
     "2026-11-03T08:05:01.5+08:00 gw dnsmasq[9]: query[AAAA] chat.example from 203.0.113.9",
     "2026-11-03T00:05:01.500000Z event.action=dns_query event.outcome=unknown "
     "host.name=gw process.name=dnsmasq process.pid=9 source.address=203.0.113.9 "
     "source.ip=203.0.113.9 dns.type=query dns.question.name=chat.example "
     "dns.question.type=AAAA"},
    {"dnsmasq", NULL, "query[A] chat.example from 203.0.113.9", "!"},
};

START_TEST(lines_decode)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        decoder_case_check(&cases[i]);
}
END_TEST

/* The kind tells rules of category dns which lines ask. */
static const char *kind_of(const char *message)
{
    struct buffer line = {0};
    struct record record = {.count = 1, .modified = 1793694901 * SECOND};
    const struct decode_context context = {0};
    struct arena *arena = arena_create(1024);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, false);
    const char *name = NULL;

    buffer_printf(&line, "Nov  3 08:05:01 dnsmasq[9]: %s", message);
    record.text = buffer_text(&line);
    decoder_decode(&dnsmasq_decoder, &context, event);
    name = decoder_kind(&dnsmasq_decoder, event->kind)->name;
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    buffer_finish(&line);
    return name;
}

START_TEST(only_questions_are_of_category_dns)
{
    ck_assert_str_eq(kind_of("query[A] chat.example from 203.0.113.9"), "dnsmasq");
    ck_assert_str_eq(kind_of("reply chat.example is 198.51.100.20"), "other");
    ck_assert_str_eq(kind_of("forwarded chat.example to 198.51.100.53"), "other");
    ck_assert_str_eq(kind_of("exiting on receipt of SIGTERM"), "other");
}
END_TEST

SUITE_MAIN("dnsmasq", lines_decode, only_questions_are_of_category_dns)
