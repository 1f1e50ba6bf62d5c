#include "decode/suricata.h"

#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"suricata", NULL,
     "{\"timestamp\":\"2026-11-03T08:05:01.123456+0800\",\"flow_id\":7,"
     "\"in_iface\":\"eth0\",\"event_type\":\"dns\",\"src_ip\":\"203.0.113.9\","
     "\"src_port\":41022,\"dest_ip\":\"198.51.100.53\",\"dest_port\":53,\"proto\":\"UDP\","
     "\"dns\":{\"version\":2,\"type\":\"query\",\"id\":9,\"rrname\":\"chat.example\","
     "\"rrtype\":\"A\"}}",
     "2026-11-03T00:05:01.123456Z event.action=dns_query event.outcome=unknown event.id=7 "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=41022 "
     "observer.ingress.interface.name=eth0 destination.address=198.51.100.53 "
     "destination.ip=198.51.100.53 destination.port=53 network.transport=udp "
     "dns.type=query dns.id=9 dns.question.name=chat.example dns.question.type=A"},
    {"suricata", NULL,
     "{\"timestamp\":\"2026-11-03T08:05:01.1+0800\",\"event_type\":\"dns\","
     "\"src_ip\":\"198.51.100.53\",\"dns\":{\"version\":2,\"type\":\"answer\","
     "\"rcode\":\"NOERROR\",\"rrname\":\"chat.example\",\"rrtype\":\"A\","
     "\"answers\":[{\"rrname\":\"chat.example\",\"rrtype\":\"A\","
     "\"rdata\":\"198.51.100.20\"}],\"grouped\":{\"A\":[\"198.51.100.20\"]}}}",
     "2026-11-03T00:05:01.100000Z event.action=dns_answer event.outcome=success "
     "amberd.count=0 source.address=198.51.100.53 source.ip=198.51.100.53 dns.type=answer "
     "dns.question.name=chat.example dns.question.type=A dns.response_code=NOERROR "
     "dns.answers.data=198.51.100.20 dns.resolved_ip=198.51.100.20"},
    {"suricata", NULL,
     "{\"timestamp\":\"2026-11-03T08:05:01.1+0800\",\"event_type\":\"dns\","
     "\"dns\":{\"type\":\"answer\",\"rcode\":\"NXDOMAIN\",\"rrname\":\"x.example\","
     "\"rrtype\":\"A\",\"rdata\":\"198.51.100.20\"}}",
     "2026-11-03T00:05:01.100000Z event.action=dns_answer event.outcome=failure "
     "amberd.count=0 dns.type=answer dns.question.name=x.example dns.question.type=A "
     "dns.response_code=NXDOMAIN dns.answers.data=198.51.100.20 "
     "dns.resolved_ip=198.51.100.20"},
    {"suricata", NULL,
     "{\"timestamp\":\"2026-11-03T08:05:01.1+0800\",\"event_type\":\"dns\","
     "\"dns\":{\"version\":3,\"type\":\"request\",\"id\":9,"
     "\"queries\":[{\"rrname\":\"chat.example\",\"rrtype\":\"HTTPS\"}]}}",
     "2026-11-03T00:05:01.100000Z event.action=dns_query event.outcome=unknown "
     "dns.type=request dns.id=9 dns.question.name=chat.example dns.question.type=HTTPS"},
    {"suricata", NULL,
     "{\"timestamp\":\"2026-11-03T08:05:01.1+0800\",\"event_type\":\"tls\","
     "\"src_ip\":\"2001:db8::9\",\"tls\":{\"sni\":\"chat.example\",\"version\":\"TLS "
     "1.3\",\"ja3\":{\"hash\":\"abc\",\"string\":\"7\"}}}",
     "2026-11-03T00:05:01.100000Z event.action=tls_handshake event.outcome=unknown "
     "source.address=2001:db8::9 source.ip=2001:db8::9 destination.domain=chat.example "
     "tls.client.server_name=chat.example tls.client.ja3=abc tls.version=TLS 1.3"},
    {"suricata", NULL,
     "{\"timestamp\":\"2026-11-03T08:05:01.1+0800\",\"event_type\":\"http\","
     "\"http\":{\"hostname\":\"www.example\",\"url\":\"\\/a.php?b\","
     "\"http_user_agent\":\"curl\",\"http_method\":\"GET\",\"protocol\":\"HTTP\\/1.1\","
     "\"status\":404,\"length\":9}}",
     "2026-11-03T00:05:01.100000Z event.action=http_request event.outcome=failure "
     "destination.domain=www.example url.full=http://www.example/a.php?b "
     "url.domain=www.example url.path=/a.php url.query=b url.extension=php "
     "http.request.method=GET http.response.status_code=404 http.response.body.bytes=9 "
     "http.version=1.1 user_agent.original=curl"},
    {"suricata", NULL,
     "{\"timestamp\":\"2026-11-03T08:05:01.1+0800\",\"event_type\":\"http\","
     "\"http\":{\"hostname\":\"www.example\",\"url\":\"http://www.example/a\"}}",
     "2026-11-03T00:05:01.100000Z event.action=http_request event.outcome=unknown "
     "destination.domain=www.example url.full=http://www.example/a url.domain=www.example "
     "url.path=/a"},
    {"suricata", NULL,
     "{\"timestamp\":\"2026-11-03T08:05:01.1+0800\",\"event_type\":\"flow\","
     "\"proto\":\"TCP\",\"flow\":{\"bytes_toserver\":300,\"bytes_toclient\":9000,"
     "\"start\":\"2026-11-03T08:05:00.1+0800\",\"end\":\"2026-11-03T08:05:01.6+0800\"}}",
     "2026-11-03T00:05:01.100000Z event.action=network_connection event.outcome=unknown "
     "event.duration=1500000000 source.bytes=300 destination.bytes=9000 "
     "network.transport=tcp"},
    {"suricata", NULL,
     "{\"timestamp\":\"2026-11-03T08:05:01.1+0800\",\"event_type\":\"alert\","
     "\"src_ip\":\"203.0.113.9\",\"alert\":{\"action\":\"blocked\","
     "\"signature_id\":2100498,\"signature\":\"a sign\",\"category\":\"bad\","
     "\"severity\":1},\"http\":{\"status\":200}}",
     "2026-11-03T00:05:01.100000Z event.action=ids_alert event.type=denied "
     "event.outcome=unknown event.code=2100498 event.severity=1 rule.name=a sign "
     "rule.category=bad source.address=203.0.113.9 source.ip=203.0.113.9 "
     "http.response.status_code=200"},
    {"suricata", NULL,
     "{\"timestamp\":\"2026-11-03T08:05:01.1+0800\",\"event_type\":\"fileinfo\","
     "\"fileinfo\":{\"filename\":\"/x.zip\",\"size\":9,\"sha256\":\"00ff\"}}",
     "2026-11-03T00:05:01.100000Z event.action=file_transferred event.outcome=unknown "
     "file.path=/x.zip file.size=9 file.hash.sha256=00ff"},
    {"suricata", NULL, "{\"timestamp\":\"2026-11-03T08:05:01.1+0800\",\"event_type\":\"mqtt\"}",
     "2026-11-03T00:05:01.100000Z event.action=suricata_mqtt event.outcome=unknown"},
    {"suricata", NULL,
     "<134>Nov  3 08:05:01 ids1 suricata[9]: "
     "{\"timestamp\":\"2026-11-03T08:05:01.1+0800\",\"event_type\":\"ssh\","
     "\"src_ip\":\"203.0.113.9\"}",
     "2026-11-03T00:05:01.100000Z event.action=ssh_connection event.outcome=unknown "
     "host.name=ids1 log.syslog.facility.code=16 log.syslog.severity.code=6 "
     "process.name=suricata process.pid=9 source.address=203.0.113.9 source.ip=203.0.113.9"},
    {"suricata", NULL, "{\"event_type\":\"tls\",\"src_ip\":\"203.0.113.9\",\"tls\":{\"sni\":\"cut",
     "! event.action=tls_handshake event.outcome=unknown source.address=203.0.113.9 "
     "source.ip=203.0.113.9 destination.domain=cut tls.client.server_name=cut"},
    {"suricata", NULL, "nothing", "!"},
};

START_TEST(lines_decode)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        decoder_case_check(&cases[i]);
}
END_TEST

SUITE_MAIN("suricata", lines_decode)
