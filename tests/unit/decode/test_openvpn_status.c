#include "decode/openvpn_status.h"

#include "support/decoded_line.h"
#include "support/suite.h"

static const struct decoded_line lines[] = {
    {"", NULL},
    {"foo,bar", NULL},
    {"jdoe,203.0.113.7:51022,x,990122,2026-11-03 08:00:01", NULL},
    {"jdoe,203.0.113.7,18223,990122,2026-11-03 08:00:01", NULL},
    {"jdoe,203.0.113.7:51022,18223,990122,yesterday", NULL},
    {"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r", NULL},
    {"OpenVPN CLIENT LIST", ""},
    {"Updated,Tue Nov  3 08:05:01 2026", ""},
    {"TIME,2026-11-03 08:05:01,1793693101", ""},
    {"Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since", ""},
    {"END", ""},
    {"GLOBAL_STATS,Max bcast/mcast queue length,0", ""},
    {"jdoe,203.0.113.7:51022,18223,990122,Tue Nov  3 08:00:01 2026",
     "event.action=vpn_session_status event.outcome=unknown "
     "event.start=2026-11-03T08:00:01.000000Z user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022 source.bytes=18223 destination.bytes=990122"},
    {"UNDEF,2001:db8::5:1194,18223,70914674697,2026-11-03 08:00:01",
     "event.action=vpn_session_status event.outcome=unknown "
     "event.start=2026-11-03T08:00:01.000000Z source.address=2001:db8::5 source.ip=2001:db8::5 "
     "source.port=1194 source.bytes=18223 destination.bytes=70914674697"},
    {"10.8.0.6,jdoe,203.0.113.7:51022,2026-11-03 08:00:01",
     "event.action=vpn_route_learned event.outcome=unknown user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 client.nat.ip=10.8.0.6"},
    {"CLIENT_LIST,jdoe,203.0.113.7:51022,10.8.0.6,18223,990122,Tue Nov  3 08:00:01 "
     "2026,1793692801",
     "event.action=vpn_session_status event.outcome=unknown "
     "event.start=2026-11-03T08:00:01.000000Z user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022 source.bytes=18223 destination.bytes=990122 "
     "client.nat.ip=10.8.0.6"},
    {"CLIENT_LIST,gw,203.0.113.7:51022,10.8.0.6,18223,990122,Tue Nov  3 08:00:01 "
     "2026,1793692801,jdoe",
     "event.action=vpn_session_status event.outcome=unknown "
     "event.start=2026-11-03T08:00:01.000000Z user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022 source.bytes=18223 destination.bytes=990122 "
     "client.nat.ip=10.8.0.6"},
    {"CLIENT_LIST,gw,203.0.113.7:51022,,fd00:8::1000,18223,990122,2026-11-03 "
     "08:00:01,1793692801,jdoe,4,0",
     "event.action=vpn_session_status event.outcome=unknown "
     "event.start=2026-11-03T08:00:01.000000Z user.name=jdoe amberd.session.id=4 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 source.bytes=18223 "
     "destination.bytes=990122 client.nat.ip=fd00:8::1000"},
    {"CLIENT_LIST\tjdoe\tudp4:203.0.113.7:51022\t10.8.0.6\t\t18223\t990122\t2026-11-03 "
     "08:00:01\t1793692801\tUNDEF\t4\t0\tAES-256-GCM",
     "event.action=vpn_session_status event.outcome=unknown "
     "event.start=2026-11-03T08:00:01.000000Z user.name=jdoe amberd.session.id=4 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 source.bytes=18223 "
     "destination.bytes=990122 client.nat.ip=10.8.0.6"},
    {"ROUTING_TABLE\t10.8.0.6\tjdoe\t203.0.113.7:51022\t2026-11-03 08:00:01\t1793692801",
     "event.action=vpn_route_learned event.outcome=unknown user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 client.nat.ip=10.8.0.6"},
};

START_TEST(lines_are_understood)
{
    decoded_lines_check("openvpn-status", NULL, lines, sizeof lines / sizeof *lines);
}
END_TEST

START_TEST(times_are_read)
{
    static const struct {
        const char *line;
        timestamp time;
    } times[] = {
        {"Updated,Tue Nov  3 08:05:01 2026", 1793693101 * SECOND},
        {"Updated,2026-11-03 08:05:01", 1793693101 * SECOND},
        {"TIME,2026-11-03 08:05:01,1793693101", 1793693101 * SECOND},
        {"TIME\tx\t1793693101", 1793693101 * SECOND},
        {"END", TIMESTAMP_NONE},
        {"jdoe,203.0.113.7:51022,18223,990122,2026-11-03 08:00:01", TIMESTAMP_NONE},
    };

    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        ck_assert_int_eq(decoded_line_time("openvpn-status", times[i].line, NULL), times[i].time);
}
END_TEST

SUITE_MAIN("openvpn_status", lines_are_understood, times_are_read)
