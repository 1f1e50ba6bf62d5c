#include "decode/zscaler.h"

#include "base/buffer.h"
#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"zscaler", NULL,
     "{\"sourcetype\":\"zscalernss-web\",\"event\":{\"datetime\":\"2026-11-03 08:05:01\","
     "\"reason\":\"Not allowed\",\"protocol\":\"HTTPS\",\"action\":\"Blocked\","
     "\"requestsize\":\"600\",\"responsesize\":\"90\",\"requestmethod\":\"POST\","
     "\"refererURL\":\"None\",\"useragent\":\"curl/8.0\",\"ClientIP\":\"203.0.113.9\","
     "\"clientpublicIP\":\"198.51.100.7\",\"serverip\":\"198.51.100.20\","
     "\"status\":\"403\",\"user\":\"ines@example.com\",\"url\":\"Chat.example/c?q=1\","
     "\"appname\":\"A chat\",\"appclass\":\"AI & ML Applications\"}}",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.type=denied "
     "event.outcome=failure event.reason=Not allowed user.name=ines@example.com "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.bytes=600 "
     "destination.address=198.51.100.20 destination.domain=chat.example "
     "destination.ip=198.51.100.20 destination.bytes=90 client.nat.ip=198.51.100.7 "
     "network.protocol=https network.application=A chat url.full=Chat.example/c?q=1 "
     "url.domain=chat.example url.path=/c url.query=q=1 http.request.method=POST "
     "http.request.bytes=600 http.response.status_code=403 http.response.bytes=90 "
     "user_agent.original=curl/8.0"},
    {"zscaler", NULL,
     "{\"time\":\"Tue Nov  3 08:05:01 2026\",\"login\":\"ines@example.com\","
     "\"eurl\":\"u:p@chat.example:443\",\"action\":\"Allowed\",\"reqmethod\":\"CONNECT\","
     "\"reqsize\":600,\"nested\":{\"a\":1}}",
     "2026-11-03T08:05:01.000000Z event.action=http_connect event.type=allowed "
     "event.outcome=success user.name=ines@example.com source.bytes=600 "
     "destination.domain=chat.example url.full=chat.example:443 url.domain=chat.example "
     "http.request.method=CONNECT http.request.bytes=600"},
    {"zscaler", NULL,
     "{\"datetime\":\"2026-11-03 08:05:01\",\"user\":\"ines@example.com\","
     "\"user.on_shift\":\"true\"}",
     "2026-11-03T08:05:01.000000Z user.name=ines@example.com"},
    {"zscaler", NULL,
     "2026-11-03 08:05:01\treason=Allowed\taction=Allowed\tClientIP=2001:db8::9\t"
     "url=\"www.example/a b\"\trefererURL=\"None\"\tuser=ines@example.com\tdepartment=One,"
     " two",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.type=allowed "
     "event.outcome=success event.reason=Allowed user.name=ines@example.com "
     "source.address=2001:db8::9 source.ip=2001:db8::9 destination.domain=www.example "
     "url.full=www.example/a b url.domain=www.example url.path=/a b"},
    {"zscaler", NULL, "<134>2026-11-03 08:05:01\taction=Blocked\turl=http://www.example/\tuser=x=y",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.type=denied "
     "event.outcome=failure user.name=x=y destination.address=www.example "
     "destination.domain=www.example destination.port=80 url.full=http://www.example/ "
     "url.scheme=http url.domain=www.example url.path=/"},
    {"zscaler", NULL,
     "<134>Nov  3 08:05:01 nss1 zscaler: action=Allowed\turl=www.example\tcip=203.0.113.9",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.type=allowed "
     "event.outcome=success host.name=nss1 log.syslog.facility.code=16 "
     "log.syslog.severity.code=6 process.name=zscaler source.address=203.0.113.9 "
     "source.ip=203.0.113.9 destination.domain=www.example url.full=www.example "
     "url.domain=www.example"},
    {"zscaler", NULL, "{\"sourcetype\":\"zscalernss-web\",\"event\":{\"user\":\"cut",
     "! user.name=cut"},
    {"zscaler", NULL, "NSS has little memory", "!"},
};

START_TEST(lines_decode)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        decoder_case_check(&cases[i]);
}
END_TEST

START_TEST(its_own_names_are_there)
{
    struct buffer buffer = {0};

    ck_assert_str_eq(decoder_case_value(&cases[0], "appclass", &buffer), "AI & ML Applications");
    ck_assert_str_eq(decoder_case_value(&cases[0], "refererURL", &buffer), "");
    ck_assert_str_eq(decoder_case_value(&cases[1], "reqsize", &buffer), "600");
    ck_assert_str_eq(decoder_case_value(&cases[2], "raw.user.on_shift", &buffer), "true");
    ck_assert_str_eq(decoder_case_value(&cases[2], "amberd.flags", &buffer), "reserved_name");
    ck_assert_str_eq(decoder_case_value(&cases[3], "department", &buffer), "One, two");
    ck_assert_str_eq(decoder_case_value(&cases[4], "user", &buffer), "x=y");
    buffer_finish(&buffer);
}
END_TEST

SUITE_MAIN("zscaler", lines_decode, its_own_names_are_there)
