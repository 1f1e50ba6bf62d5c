#include "decode/fortinet.h"

#include "decode/decoder.h"
#include "support/decoded_line.h"
#include "support/suite.h"

static const struct decoded_line lines[] = {
    {"", NULL},
    {"hello", NULL},
    {"date=2026-11-03 time=08:05:01 type=event", NULL},
    {"type=\"event\" x=\"never closed", NULL},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"vpn\" action=\"ssl-login-fail\" remip=203.0.113.7 user=\"jdoe\" "
     "group=\"N/A\" reason=\"sslvpn_login_unknown_user\" tunnelid=0",
     "event.action=vpn_login event.outcome=failure event.reason=sslvpn_login_unknown_user "
     "event.code=0101039424 log.level=notice observer.name=FG1 user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"vpn\" action=\"tunnel-up\" tunneltype=\"ssl-web\" tunnelid=77 "
     "remip=203.0.113.7 user=\"jdoe\" group=\"ssl\" reason=\"login successfully\"",
     "event.action=vpn_login event.outcome=success event.reason=login successfully "
     "event.code=0101039424 log.level=notice observer.name=FG1 user.name=jdoe group.name=ssl "
     "amberd.session.id=77 amberd.auth.method=ssl-web source.address=203.0.113.7 "
     "source.ip=203.0.113.7"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"vpn\" action=\"tunnel-up\" tunneltype=\"ssl-tunnel\" "
     "tunnelid=77 remip=203.0.113.7 tunnelip=10.9.0.4 user=\"jdoe\" reason=\"N/A\"",
     "event.action=vpn_session_started event.outcome=success event.code=0101039424 "
     "log.level=notice observer.name=FG1 user.name=jdoe amberd.session.id=77 "
     "amberd.auth.method=ssl-tunnel source.address=203.0.113.7 source.ip=203.0.113.7 "
     "client.nat.ip=10.9.0.4"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"vpn\" action=\"tunnel-down\" tunneltype=\"ssl-tunnel\" "
     "tunnelid=77 remip=203.0.113.7 tunnelip=(null) user=\"jdoe\" duration=147 sentbyte=2284 "
     "rcvdbyte=2630 reason=\"DPD\"",
     "event.action=vpn_session_ended event.outcome=success event.reason=DPD "
     "event.code=0101039424 event.duration=147000000000 log.level=notice observer.name=FG1 "
     "user.name=jdoe amberd.session.id=77 amberd.auth.method=ssl-tunnel "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.bytes=2284 destination.bytes=2630"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"vpn\" action=\"negotiate\" status=\"negotiate_error\" "
     "remip=203.0.113.7 remport=500 locip=198.51.100.1 locport=500 vpntunnel=\"site b\" "
     "xauthuser=\"jdoe\" user=\"N/A\"",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=negotiate_error "
     "event.code=0101039424 log.level=notice rule.name=site b observer.name=FG1 user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=500 "
     "destination.address=198.51.100.1 destination.ip=198.51.100.1 destination.port=500"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"user\" action=\"auth-logout\" srcip=10.1.1.5 user=\"jdoe\" "
     "status=\"success\"",
     "event.action=aaa_logout event.outcome=success event.code=0101039424 log.level=notice "
     "observer.name=FG1 user.name=jdoe source.address=10.1.1.5 source.ip=10.1.1.5"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"user\" action=\"authentication\" srcip=10.1.1.5 user=\"jdoe\" "
     "status=\"failure\"",
     "event.action=aaa_login event.outcome=failure event.code=0101039424 log.level=notice "
     "observer.name=FG1 user.name=jdoe source.address=10.1.1.5 source.ip=10.1.1.5"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"system\" action=\"login\" status=\"failed\" user=\"root\" "
     "ui=\"ssh(203.0.113.7)\" reason=\"name_invalid\" msg=\"Administrator root login failed\"",
     "event.action=admin_login event.outcome=failure event.reason=name_invalid "
     "event.code=0101039424 log.level=notice observer.name=FG1 user.name=root "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"system\" action=\"logout\" status=\"success\" user=\"admin\" "
     "ui=\"https(203.0.113.7)\" duration=615 reason=\"none\"",
     "event.action=admin_logout event.outcome=success event.code=0101039424 "
     "event.duration=615000000000 log.level=notice observer.name=FG1 user.name=admin "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"system\" action=\"Add\" cfgpath=\"system.admin\" "
     "cfgobj=\"mallory\" cfgattr=\"accprofile[super_admin]\" user=\"admin\" "
     "ui=\"GUI(203.0.113.7)\"",
     "event.action=account_created event.outcome=success event.code=0101039424 "
     "log.level=notice observer.name=FG1 user.name=admin user.target.name=mallory "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"system\" action=\"Edit\" cfgpath=\"firewall.policy\" "
     "cfgobj=\"7\" user=\"admin\" ui=\"console\"",
     "event.action=config_change event.outcome=success event.code=0101039424 log.level=notice "
     "observer.name=FG1 user.name=admin"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"system\" logdesc=\"Configuration changed\" user=\"admin\" "
     "ui=\"console\"",
     "event.action=config_change event.outcome=success event.code=0101039424 log.level=notice "
     "observer.name=FG1 user.name=admin"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"event\" subtype=\"ha\" msg=\"joined\"",
     "event.code=0101039424 log.level=notice observer.name=FG1"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"traffic\" subtype=\"forward\" srcip=10.1.1.5 srcport=51022 srcintf=\"lan\" "
     "dstip=203.0.113.9 dstport=443 dstintf=\"wan\" proto=6 service=\"HTTPS\" action=\"close\" "
     "app=\"ChatGPT\" appcat=\"GenerativeAI\" duration=30 sentbyte=412 rcvdbyte=2286 "
     "sessionid=9 policyname=\"out\"",
     "event.action=connection_ended event.outcome=success event.code=0101039424 "
     "event.duration=30000000000 log.level=notice rule.name=out rule.category=GenerativeAI "
     "observer.name=FG1 amberd.session.id=9 source.address=10.1.1.5 source.ip=10.1.1.5 "
     "source.port=51022 source.bytes=412 observer.ingress.interface.name=lan "
     "observer.egress.interface.name=wan destination.address=203.0.113.9 "
     "destination.ip=203.0.113.9 destination.port=443 destination.bytes=2286 "
     "network.transport=tcp network.protocol=HTTPS network.application=ChatGPT"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"traffic\" subtype=\"forward\" srcip=10.1.1.5 dstip=203.0.113.9 proto=17 "
     "action=\"deny\"",
     "event.action=connection_denied event.outcome=failure event.code=0101039424 "
     "log.level=notice observer.name=FG1 source.address=10.1.1.5 source.ip=10.1.1.5 "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 network.transport=udp"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"traffic\" subtype=\"forward\" srcip=10.1.1.5 dstip=203.0.113.9 proto=6 "
     "action=\"client-rst\" utmaction=\"block\"",
     "event.action=connection_ended event.outcome=failure event.code=0101039424 "
     "log.level=notice observer.name=FG1 source.address=10.1.1.5 source.ip=10.1.1.5 "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 network.transport=tcp"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"traffic\" subtype=\"forward\" srcip=10.1.1.5 dstip=203.0.113.9 proto=250 "
     "action=\"start\"",
     "event.action=connection_started event.outcome=success event.code=0101039424 "
     "log.level=notice observer.name=FG1 source.address=10.1.1.5 source.ip=10.1.1.5 "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 network.transport=250"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"utm\" subtype=\"webfilter\" srcip=10.1.1.5 dstip=203.0.113.9 user=\"jdoe\" "
     "hostname=\"Chat.Example.com\" url=\"/c?q=1\" action=\"blocked\" catdesc=\"Artificial "
     "Intelligence Technology\" sentbyte=1152 agent=\"curl/8 \\\"x\\\"\" httpmethod=\"POST\" "
     "referralurl=\"https://example.net/?s=1\"",
     "event.action=http_request event.outcome=failure event.code=0101039424 log.level=notice "
     "rule.category=Artificial Intelligence Technology observer.name=FG1 user.name=jdoe "
     "source.address=10.1.1.5 source.ip=10.1.1.5 source.bytes=1152 "
     "destination.address=203.0.113.9 destination.domain=chat.example.com "
     "destination.ip=203.0.113.9 url.full=Chat.Example.com/c?q=1 url.domain=chat.example.com "
     "url.path=/c url.query=q=1 http.request.method=POST "
     "http.request.referrer=https://example.net/?s=1 user_agent.original=curl/8 \"x\""},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"utm\" subtype=\"dns\" srcip=10.1.1.5 dstip=10.1.1.1 qname=\"Chat.Example.com\" "
     "qtype=\"A\" action=\"pass\" ipaddr=\"203.0.113.9, 203.0.113.10\"",
     "event.action=dns_query event.outcome=success event.code=0101039424 log.level=notice "
     "observer.name=FG1 source.address=10.1.1.5 source.ip=10.1.1.5 "
     "destination.address=10.1.1.1 destination.ip=10.1.1.1 dns.question.name=chat.example.com "
     "dns.question.type=A dns.resolved_ip=203.0.113.9|203.0.113.10"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"utm\" subtype=\"app-ctrl\" srcip=10.1.1.5 dstip=203.0.113.9 app=\"ChatGPT\" "
     "appcat=\"GenerativeAI\" action=\"pass\" hostname=\"chat.example.com\"",
     "event.action=application_used event.outcome=success event.code=0101039424 "
     "log.level=notice rule.category=GenerativeAI observer.name=FG1 source.address=10.1.1.5 "
     "source.ip=10.1.1.5 destination.address=203.0.113.9 destination.domain=chat.example.com "
     "destination.ip=203.0.113.9 network.application=ChatGPT url.domain=chat.example.com"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"utm\" subtype=\"ips\" srcip=10.1.1.5 dstip=203.0.113.9 action=\"dropped\" "
     "attack=\"Some.Attack\"",
     "event.action=threat_detected event.outcome=failure event.code=0101039424 "
     "log.level=notice rule.name=Some.Attack observer.name=FG1 source.address=10.1.1.5 "
     "source.ip=10.1.1.5 destination.address=203.0.113.9 destination.ip=203.0.113.9"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"utm\" subtype=\"virus\" srcip=10.1.1.5 dstip=203.0.113.9 action=\"monitored\" "
     "virus=\"EICAR\" url=\"http://u:p@a.example/x\"",
     "event.action=threat_detected event.outcome=success event.code=0101039424 "
     "log.level=notice rule.name=EICAR observer.name=FG1 source.address=10.1.1.5 "
     "source.ip=10.1.1.5 destination.address=203.0.113.9 destination.domain=a.example "
     "destination.ip=203.0.113.9 url.full=http://a.example/x url.scheme=http "
     "url.domain=a.example url.path=/x"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"utm\" subtype=\"dlp\" srcip=10.1.1.5 action=\"block\" filtername=\"cards\"",
     "event.action=dlp_detected event.outcome=failure event.code=0101039424 log.level=notice "
     "rule.name=cards observer.name=FG1 source.address=10.1.1.5 source.ip=10.1.1.5"},
    {"date=2026-11-03 time=08:05:01 devname=\"FG1\" devid=\"FGT1\" "
     "eventtime=1793693101123456789 tz=\"+0000\" logid=\"0101039424\" level=\"notice\" "
     "type=\"utm\" subtype=\"ssl\" srcip=10.1.1.5 action=\"blocked\" "
     "reason=\"block-cert-invalid\"",
     "event.action=connection_denied event.outcome=failure event.reason=block-cert-invalid "
     "event.code=0101039424 log.level=notice observer.name=FG1 source.address=10.1.1.5 "
     "source.ip=10.1.1.5"},
    {"<189>date=2026-11-03 time=8:05:01 devid=FGT1 logid=1 type=anomaly subtype=anomaly "
     "action=detected attack=flood source.ip=192.0.2.1",
     "event.action=threat_detected event.outcome=success event.code=1 rule.name=flood "
     "log.syslog.facility.code=23 log.syslog.severity.code=5"},
    {"Nov  3 08:05:01 gw date=2026-11-03 time=08:05:01 device_id=FGT1 log_id=0038016004 "
     "type=traffic subtype=other pri=notice status=deny src=10.1.1.5 src_port=1 "
     "dst=203.0.113.9 dst_port=2 sent=3 rcvd=4",
     "event.action=connection_denied event.outcome=failure event.code=0038016004 "
     "log.level=notice host.name=gw source.address=10.1.1.5 source.ip=10.1.1.5 source.port=1 "
     "source.bytes=3 destination.address=203.0.113.9 destination.ip=203.0.113.9 "
     "destination.port=2 destination.bytes=4"},
    {"eventtime=1793693101 logid=1 type=event subtype=wad", "event.code=1"},
};

START_TEST(lines_are_understood)
{
    decoded_lines_check("fortinet", NULL, lines, sizeof lines / sizeof *lines);
}
END_TEST

START_TEST(times_are_read)
{
    static const struct {
        const char *line;
        timestamp time;
    } times[] = {
        {"logid=1 type=event date=2026-11-03 time=08:05:01", 1793693101 * SECOND},
        {"logid=1 type=event date=2026-11-03 time=16:05:01 tz=\"+0800\"", 1793693101 * SECOND},
        {"logid=1 type=event date=2026-11-03 time=03:05:01 tz=\"-0500\"", 1793693101 * SECOND},
        {"logid=1 type=event date=2026-11-03 time=16:05:01 tz=\"+0800\" "
         "eventtime=1793693101250000000",
         1793693101 * SECOND + 250 * MILLISECOND},
        {"logid=1 type=event date=2026-11-03 time=16:05:01 eventtime=1793693101",
         1793693101 * SECOND},
        {"logid=1 type=event date=2026-11-03 time=08:05:01 eventtime=1793693101250",
         1793693101 * SECOND + 250 * MILLISECOND},
        {"logid=1 type=event date=2026-11-03 time=08:05:01 eventtime=1593693101",
         1793693101 * SECOND},
        {"logid=1 type=event date=2026-11-03 time=08:05:01 tz=\"+9900\" eventtime=7",
         1793693101 * SECOND},
        {"logid=1 type=event eventtime=1793693101250000", 1793693101 * SECOND + 250 * MILLISECOND},
        {"Nov  3 08:05:01 gw logid=1 type=event date=2026-11-31 time=08:05:01",
         1793693101 * SECOND},
        {"logid=1 type=event date=2026-11-03 time=", TIMESTAMP_NONE},
    };

    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        ck_assert_int_eq(decoded_line_time("fortinet", times[i].line, NULL), times[i].time);
}
END_TEST

/* Somebody wrote into a value that was not quoted. */
START_TEST(a_key_that_is_repeated_has_all_values)
{
    const struct decode_context context = {0};
    const struct record record = {
        .text = TEXT("date=2026-11-03 time=08:05:01 devid=\"FGT1\" type=\"event\" subtype=\"vpn\" "
                     "action=\"ssl-login-fail\" remip=203.0.113.7 user=ines remip=x user=root"),
        .count = 1,
    };
    struct arena *arena = arena_create(1 << 14);
    struct wanted_fields *wanted = wanted_fields_create();
    int user = wanted_fields_add(wanted, field_name(FIELD_USER_NAME));
    int own = wanted_fields_add(wanted, TEXT("user"));
    int address = wanted_fields_add(wanted, field_name(FIELD_SOURCE_IP));
    struct event *event = event_create(arena, &record, wanted, false);

    decoder_decode(decoder_find(TEXT("fortinet")), &context, event);
    ck_assert(text_equal(event_value(event, user)->text, TEXT("ines")));
    ck_assert_ptr_nonnull(event_value(event, user)->next);
    ck_assert(text_equal(event_value(event, user)->next->text, TEXT("root")));
    ck_assert(text_equal(event_value(event, own)->next->text, TEXT("root")));
    ck_assert_ptr_null(event_value(event, address)->next);
    ck_assert_uint_eq(event->flag_count, 1);
    ck_assert(text_equal(event->flags[0], TEXT("duplicate_key")));
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("fortinet", lines_are_understood, times_are_read, a_key_that_is_repeated_has_all_values)
