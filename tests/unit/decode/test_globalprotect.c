#include "decode/globalprotect.h"

#include "support/decoded_line.h"
#include "support/suite.h"

static const struct decoded_line lines[] = {
    {"", NULL},
    {"hello, world", NULL},
    {"1,2,3,4,5,6,7,8", NULL},
    {"1,2026/11/03 08:05:01,0123,TRAFFIC", NULL},
    {"<14>Nov  3 08:05:01 fw1 1,2026/11/03 08:05:01,0123,GLOBALPROTECT,0,2561,2026/11/03 "
     "08:05:01,vsys1,gateway-auth,login,SAML,,corp\\jdoe,PH,LAPTOP7,203.0.113.7,0.0.0.0,0.0.0.0,0."
     "0.0.0,h,s,6.1.0,Windows,\"Windows "
     "11 , 64-bit\",1,,\"failed: "
     "\"\"bad\"\"\",,failure,,0,,0,GP,991,0x80,2026-11-03T16:05:01.250+08:00,,,,,gw,0,0,0,0,,fw1,1",
     "event.action=vpn_login event.outcome=failure event.reason=failed: \"bad\" "
     "event.code=gateway-auth log.logger=GLOBALPROTECT rule.name=GP host.name=fw1 "
     "observer.name=fw1 log.syslog.facility.code=1 log.syslog.severity.code=6 user.name=jdoe "
     "user.domain=corp amberd.auth.method=SAML source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.geo.country_iso_code=PH"},
    {"<14>Nov  3 08:05:01 fw1 1,2026/11/03 08:05:01,0123,GLOBALPROTECT,0,2561,2026/11/03 "
     "08:05:01,vsys1,portal-prelogin,before-login,,,,PH,,203.0.113.7,0.0.0.0,0.0.0.0,0.0.0.0,h,s,6."
     "1.0,Windows,W,1,,,,success",
     "event.action=vpn_connect event.outcome=unknown event.code=portal-prelogin "
     "log.logger=GLOBALPROTECT host.name=fw1 log.syslog.facility.code=1 "
     "log.syslog.severity.code=6 source.address=203.0.113.7 source.ip=203.0.113.7 "
     "source.geo.country_iso_code=PH"},
    {"<14>Nov  3 08:05:01 fw1 1,2026/11/03 08:05:01,0123,GLOBALPROTECT,0,2561,2026/11/03 "
     "08:05:01,vsys1,gateway-connected,connected,,IPSec,jdoe,10.0.0.0-10.255.255.255,L,0.0.0.0,"
     "2001:db8::7,10.9.0.4,0.0.0.0,h,s,6.1.0,Windows,W,1,,,,success,,0,,0,GP",
     "event.action=vpn_session_started event.outcome=success event.code=gateway-connected "
     "log.logger=GLOBALPROTECT rule.name=GP host.name=fw1 log.syslog.facility.code=1 "
     "log.syslog.severity.code=6 user.name=jdoe source.address=2001:db8::7 "
     "source.ip=2001:db8::7 client.nat.ip=10.9.0.4"},
    {"<14>Nov  3 08:05:01 fw1 1,2026/11/03 08:05:01,0123,GLOBALPROTECT,0,2561,2026/11/03 "
     "08:05:01,vsys1,gateway-logout,logout,,,jdoe,PH,L,203.0.113.7,0.0.0.0,10.9.0.4,0.0.0.0,h,s,6."
     "1.0,Windows,W,2,,,\"client "
     "logout\",success,,1554,,0,GP",
     "event.action=vpn_session_ended event.outcome=success event.reason=client logout "
     "event.code=gateway-logout event.duration=1554000000000 amberd.count=2 "
     "log.logger=GLOBALPROTECT rule.name=GP host.name=fw1 log.syslog.facility.code=1 "
     "log.syslog.severity.code=6 user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.geo.country_iso_code=PH client.nat.ip=10.9.0.4"},
    {"<14>Nov  3 08:05:01 fw1 1,2026/11/03 08:05:01,0123,GLOBALPROTECT,0,2561,2026/11/03 "
     "08:05:01,vsys1,gateway-setup-ssl,tunnel,,,jdoe,PH,L,203.0.113.7,0.0.0.0,,,h,s,6.1.0,Windows,"
     "W,1,why,,,failure",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=why "
     "event.code=gateway-setup-ssl log.logger=GLOBALPROTECT host.name=fw1 "
     "log.syslog.facility.code=1 log.syslog.severity.code=6 user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.geo.country_iso_code=PH"},
    {"<14>Nov  3 08:05:01 fw1 1,2026/11/03 08:05:01,0123,GLOBALPROTECT,0,2561,2026/11/03 "
     "08:05:01,vsys1,gateway-register,login,,,jdoe,PH,L,203.0.113.7,0.0.0.0,0.0.0.0,0.0.0.0,h,s,6."
     "1.0,Windows,W,1,,,,success",
     "event.action=vpn_login_step event.outcome=unknown event.code=gateway-register "
     "log.logger=GLOBALPROTECT host.name=fw1 log.syslog.facility.code=1 "
     "log.syslog.severity.code=6 user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.geo.country_iso_code=PH"},
    {"1,2026/11/03 08:05:01,0123,SYSTEM,globalprotect,0,2026/11/03 "
     "08:05:01,,globalprotectgateway-auth-fail,gw,0,0,general,informational,\"GlobalProtect "
     "gateway user authentication failed. Login from: 203.0.113.7, Source region: PH, User "
     "name: jdoe, Reason: Authentication failed: Invalid username or password, Auth type: "
     "profile.\",991,0x0,0,0,0,0,,fw1",
     "event.action=vpn_login event.outcome=failure event.reason=Authentication failed: Invalid "
     "username or password event.code=globalprotectgateway-auth-fail log.level=informational "
     "log.logger=SYSTEM|globalprotect observer.name=fw1 user.name=jdoe "
     "amberd.auth.method=profile source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"1,2026/11/03 08:05:01,0123,SYSTEM,globalprotect,0,2026/11/03 "
     "08:05:01,,globalprotectgateway-config-succ,gw,0,0,general,informational,\"GlobalProtect "
     "gateway client configuration generated. User name: jdoe, Private IP: 10.9.0.4, Client "
     "IP: 203.0.113.7, Client version: 5.0.1\",991",
     "event.action=vpn_address_assigned event.outcome=success "
     "event.code=globalprotectgateway-config-succ log.level=informational "
     "log.logger=SYSTEM|globalprotect user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 client.nat.ip=10.9.0.4"},
    {"1,2026/11/03 08:05:01,0123,SYSTEM,globalprotect,0,2026/11/03 "
     "08:05:01,,globalprotectgateway-logout-succ,gw,0,0,general,informational,\"GlobalProtect "
     "gateway user logout succeeded. User name: jdoe, Reason: client logout.\",991",
     "event.action=vpn_session_ended event.outcome=success event.reason=client logout "
     "event.code=globalprotectgateway-logout-succ log.level=informational "
     "log.logger=SYSTEM|globalprotect user.name=jdoe"},
    {"1,2026/11/03 08:05:01,0123,SYSTEM,auth,0,2026/11/03 "
     "08:05:01,,auth-fail,LDAP,0,0,general,medium,\"failed authentication for user 'admin'. "
     "Reason: Invalid username/password. auth profile 'LDAP', From: 203.0.113.7.\",991",
     "event.action=aaa_login event.outcome=failure event.reason=Invalid username/password "
     "event.code=auth-fail log.level=medium log.logger=SYSTEM|auth user.name=admin "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"1,2026/11/03 08:05:01,0123,SYSTEM,auth,0,2026/11/03 "
     "08:05:01,,auth-fail,LDAP,0,0,general,medium,\"failed authentication for user 'root'. "
     "Reason: x'. Reason: Invalid username/password. From: 203.0.113.7.\",991",
     "event.action=aaa_login event.outcome=failure event.code=auth-fail log.level=medium "
     "log.logger=SYSTEM|auth source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"1,2026/11/03 08:05:01,0123,SYSTEM,general,0,2026/11/03 "
     "08:05:01,,general,,0,0,general,informational,User admin logged in via Web from "
     "203.0.113.7 using https,991",
     "event.action=admin_login event.outcome=success event.code=general "
     "log.level=informational log.logger=SYSTEM|general user.name=admin amberd.auth.method=Web "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"1,2026/11/03 08:05:01,0123,SYSTEM,vpn,0,2026/11/03 "
     "08:05:01,,ike-nego-p1-fail,gw,0,0,general,informational,IKE phase-1 negotiation is "
     "failed,991",
     "event.action=vpn_handshake_failed event.outcome=failure event.code=ike-nego-p1-fail "
     "log.level=informational log.logger=SYSTEM|vpn"},
    {"1,2026/11/03 08:05:01,0123,CONFIG,0,0,2026/11/03 "
     "08:05:01,203.0.113.7,,set,admin,Web,Succeeded,network interface,991",
     "event.action=config_change event.outcome=success log.logger=CONFIG rule.name=network "
     "interface process.command_line=set user.name=admin amberd.auth.method=Web "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"1,2026/11/03 08:05:01,0123,CONFIG,0,0,2026/11/03 "
     "08:05:01,0.0.0.0,,delete,admin,CLI,Unauthorized,shared,991",
     "event.action=config_change event.outcome=failure log.logger=CONFIG rule.name=shared "
     "process.command_line=delete user.name=admin amberd.auth.method=CLI"},
    {"1,2026/11/03 08:05:01,0123,TRAFFIC,end,2561,2026/11/03 "
     "08:05:01,10.1.1.5,203.0.113.9,0.0.0.0,0.0.0.0,out,corp\\jdoe,,openai-base,vsys1,trust,"
     "untrust,ethernet1/2,ethernet1/1,fwd,2026/11/03 "
     "08:05:01,77,3,51022,443,0,0,0x0,tcp,allow,100,60,40,2,2026/11/03 "
     "08:05:01,30,any,0,5,0x0,10.0.0.0-10.255.255.255,United "
     "States,0,1,1,tcp-fin,0,0,0,0,,fw1,from-policy",
     "event.action=connection_ended event.outcome=success event.reason=tcp-fin "
     "event.duration=30000000000 amberd.count=3 log.logger=TRAFFIC|end rule.name=out "
     "rule.category=any observer.name=fw1 user.name=jdoe user.domain=corp amberd.session.id=77 "
     "source.address=10.1.1.5 source.ip=10.1.1.5 source.port=51022 source.bytes=60 "
     "observer.ingress.interface.name=ethernet1/2 observer.egress.interface.name=ethernet1/1 "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 destination.port=443 "
     "destination.bytes=40 network.bytes=100 network.transport=tcp "
     "network.application=openai-base"},
    {"1,2026/11/03 08:05:01,0123,TRAFFIC,drop,2561,2026/11/03 "
     "08:05:01,10.1.1.5,203.0.113.9,,,block,,,not-applicable,vsys1,trust,untrust,a,,fwd,2026/11/03 "
     "08:05:01,0,1,51022,443,0,0,0x0,udp,deny,100",
     "event.action=connection_denied event.outcome=failure log.logger=TRAFFIC|drop "
     "rule.name=block amberd.session.id=0 source.address=10.1.1.5 source.ip=10.1.1.5 "
     "source.port=51022 observer.ingress.interface.name=a destination.address=203.0.113.9 "
     "destination.ip=203.0.113.9 destination.port=443 network.bytes=100 network.transport=udp "
     "network.application=not-applicable"},
    {"1,2026/11/03 08:05:01,0123,THREAT,url,1,2026/11/03 "
     "08:05:01,10.1.1.5,203.0.113.9,,,out,jdoe,,web-browsing,vsys1,trust,untrust,a,b,fwd,2026/11/"
     "03 "
     "08:05:01,66,1,1058,443,0,0,0xb000,tcp,block-url,\"chat.example.com/"
     "c?q=\"\"x\"\"\",(9999),artificial-intelligence,informational,client-to-server,8,0x8,10.0.0.0-"
     "10.255.255.255,US,0,text/html,0,,,1,curl/8,,,https://example.net/,,,,,0,0,0,0,,fw1,,,,get",
     "event.action=http_request event.outcome=failure log.level=informational "
     "log.logger=THREAT|url rule.name=out rule.category=artificial-intelligence "
     "observer.name=fw1 user.name=jdoe amberd.session.id=66 source.address=10.1.1.5 "
     "source.ip=10.1.1.5 source.port=1058 observer.ingress.interface.name=a "
     "observer.egress.interface.name=b destination.address=203.0.113.9 "
     "destination.domain=chat.example.com destination.ip=203.0.113.9 destination.port=443 "
     "network.transport=tcp network.application=web-browsing "
     "url.full=chat.example.com/c?q=\"x\" url.domain=chat.example.com url.path=/c "
     "url.query=q=\"x\" http.request.method=get http.request.referrer=https://example.net/ "
     "user_agent.original=curl/8"},
    {"1,2026/11/03 08:05:01,0123,THREAT,vulnerability,1,2026/11/03 "
     "08:05:01,10.1.1.5,203.0.113.9,,,out,,,web-browsing,vsys1,trust,untrust,a,b,fwd,2026/11/03 "
     "08:05:01,66,1,1058,443,0,0,0xb000,tcp,alert,,Some Exploit(12345),any,critical",
     "event.action=threat_detected event.outcome=success log.level=critical "
     "log.logger=THREAT|vulnerability rule.name=Some Exploit(12345) rule.category=any "
     "amberd.session.id=66 source.address=10.1.1.5 source.ip=10.1.1.5 source.port=1058 "
     "observer.ingress.interface.name=a observer.egress.interface.name=b "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 destination.port=443 "
     "network.transport=tcp network.application=web-browsing"},
    {"1,2026/11/03 08:05:01,0123,HIPMATCH,0,2049,2026/11/03 "
     "08:05:01,jdoe,vsys1,L,Mac,10.9.0.4,managed,1,profile",
     "event.action=vpn_posture event.outcome=success log.logger=HIPMATCH rule.name=managed "
     "user.name=jdoe client.nat.ip=10.9.0.4"},
    {"1,2026/11/03 08:05:01,0123,USERID,login,1,2026/11/03 "
     "08:05:01,vsys1,10.9.0.4,jdoe,,0,1,10800,0,0,vpn-client,globalprotect",
     "event.action=vpn_address_assigned event.outcome=success amberd.count=0 "
     "log.logger=USERID|login user.name=jdoe client.nat.ip=10.9.0.4"},
    {"1,2026/11/03 08:05:01,0123,USERID,login,1,2026/11/03 "
     "08:05:01,vsys1,10.1.1.5,jdoe,,0,1,10800,0,0,agent,",
     "log.logger=USERID|login user.name=jdoe source.address=10.1.1.5 source.ip=10.1.1.5"},
    {"1,2026/11/03 08:05:01,0123,AUTH,0,1,2026/11/03 "
     "08:05:01,vsys1,203.0.113.7,jdoe,jdoe,x,pol,1,1,v,l,LDAP,denied,Captive "
     "Portal,Authentication failed",
     "event.action=aaa_login event.outcome=failure event.reason=denied log.logger=AUTH "
     "user.name=jdoe amberd.auth.method=LDAP source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"1,2026/11/03 08:05:01,0123,DECRYPTION,0,2562,2026/11/03 08:05:01,10.1.1.5",
     "log.logger=DECRYPTION"},
};

START_TEST(lines_are_understood)
{
    decoded_lines_check("globalprotect", NULL, lines, sizeof lines / sizeof *lines);
}
END_TEST

START_TEST(times_are_read)
{
    static const struct {
        const char *line;
        timestamp time;
    } times[] = {
        {"1,x,0123,GLOBALPROTECT,0,2561,2026/11/03 "
         "08:05:01,v,gateway-auth,l,,,u,PH,L,203.0.113.7,,,,h,s,6,W,W,1,,,,success,,0,,0,GP,9,0,",
         1793693101 * SECOND},
        {"1,x,0123,GLOBALPROTECT,0,2561,2026/11/03 "
         "08:05:01,v,gateway-auth,l,,,u,PH,L,203.0.113.7,,,,h,s,6,W,W,1,,,,success,,0,,0,GP,9,0,"
         "2026-11-03T16:05:01.250+08:00",
         1793693101 * SECOND + 250 * MILLISECOND},
        {"1,x,0123,GLOBALPROTECT,0,2561,2026/11/03 "
         "08:05:01,v,gateway-auth,l,,,u,PH,L,203.0.113.7,,,,h,s,6,W,W,1,,,,success,,0,,0,GP,9,0,"
         "2027-11-03T16:05:01.250+08:00",
         1793693101 * SECOND},
        {"1,x,0123,GLOBALPROTECT,0,2561,2026/11/03 "
         "08:05:01,v,gateway-auth,l,,,u,PH,L,203.0.113.7,,,,h,s,6,W,W,1,,,,success,,0,,0,GP,9,0,"
         "2026-11-03T16:05:01.250",
         1793693101 * SECOND},
        {"1,x,0123,GLOBALPROTECT,0,2561,08:05:01,v,gateway-auth,l,,,u,PH,L,203.0.113.7,,,,h,s,6,W,"
         "W,1,,,,success,,0,,0,GP,9,0,2026-11-03T16:05:01.250+08:00",
         1793693101 * SECOND + 250 * MILLISECOND},
        {"Nov  3 08:05:01 fw1 "
         "1,x,0123,GLOBALPROTECT,0,2561,08:05:01,v,gateway-auth,l,,,u,PH,L,203.0.113.7,,,,h,s,6,W,"
         "W,1,,,,success,,0,,0,GP,9,0,",
         1793693101 * SECOND},
        {"1,x,0123,GLOBALPROTECT,0,2561,2026/11-03 "
         "08:05:01,v,gateway-auth,l,,,u,PH,L,203.0.113.7,,,,h,s,6,W,W,1,,,,success,,0,,0,GP,9,0,",
         TIMESTAMP_NONE},
    };

    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        ck_assert_int_eq(decoded_line_time("globalprotect", times[i].line, NULL), times[i].time);
}
END_TEST

SUITE_MAIN("globalprotect", lines_are_understood, times_are_read)
