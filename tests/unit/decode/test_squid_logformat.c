#include "decode/squid_logformat.h"

#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"squid", "%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt",
     "1793577901.123    104 203.0.113.9 TCP_MISS/200 28854 GET http://www.example/a b%20c "
     "ines%20x HIER_DIRECT/198.51.100.20 text/html",
     "2026-11-02T00:05:01.123000Z event.action=http_request event.outcome=success "
     "event.duration=104000000 user.name=ines x source.address=203.0.113.9 "
     "source.ip=203.0.113.9 destination.address=www.example "
     "destination.domain=www.example destination.ip=198.51.100.20 destination.port=80 "
     "destination.bytes=28854 url.full=http://www.example/a b%20c url.scheme=http "
     "url.domain=www.example url.path=/a b%20c http.request.method=GET "
     "http.response.status_code=200 http.response.bytes=28854 "
     "http.response.mime_type=text/html amberd.squid.result=TCP_MISS "
     "amberd.squid.hierarchy=HIER_DIRECT"},
    {"squid",
     "logformat long %ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt %>st "
     "\"%{User-Agent}>h\" %ssl::>sni %ssl::bump_mode %{Referer}>h",
     "1793577901.123      1 203.0.113.9 TCP_TUNNEL/200 100 CONNECT chat.example:443 - "
     "HIER_DIRECT/198.51.100.20 - 4711 \"an \\\"odd\\\" agent\" chat.example splice -",
     "2026-11-02T00:05:01.123000Z event.action=http_connect event.outcome=success "
     "event.duration=1000000 source.address=203.0.113.9 source.ip=203.0.113.9 "
     "source.bytes=4711 destination.address=chat.example destination.domain=chat.example "
     "destination.ip=198.51.100.20 destination.port=443 destination.bytes=100 "
     "url.full=chat.example:443 url.domain=chat.example url.port=443 "
     "http.request.method=CONNECT http.request.bytes=4711 http.response.status_code=200 "
     "http.response.bytes=100 user_agent.original=an \"odd\" agent "
     "tls.client.server_name=chat.example amberd.squid.result=TCP_TUNNEL "
     "amberd.squid.hierarchy=HIER_DIRECT"},
    /* The agent cannot write columns. */
    {"squid", "%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt \"%{User-Agent}>h\"",
     "1793577901.123      1 203.0.113.9 TCP_TUNNEL/200 5 CONNECT chat.example:443 ines "
     "HIER_DIRECT/198.51.100.1 - \"agent root HIER_NONE/- - \\\"x\\\"\"",
     "2026-11-02T00:05:01.123000Z event.action=http_connect event.outcome=success "
     "event.duration=1000000 user.name=ines source.address=203.0.113.9 "
     "source.ip=203.0.113.9 destination.address=chat.example "
     "destination.domain=chat.example destination.ip=198.51.100.1 destination.port=443 "
     "destination.bytes=5 url.full=chat.example:443 url.domain=chat.example url.port=443 "
     "http.request.method=CONNECT http.response.status_code=200 http.response.bytes=5 "
     "user_agent.original=agent root HIER_NONE/- - \"x\" amberd.squid.result=TCP_TUNNEL "
     "amberd.squid.hierarchy=HIER_DIRECT"},
    {"squid", "combined",
     "203.0.113.9 - - [03/Nov/2026:08:05:01 +0800] \"CONNECT chat.example:443 HTTP/1.1\" "
     "403 353 \"-\" \"Mozilla/5.0 \"odd\" \\ agent\" TCP_DENIED:HIER_NONE",
     "2026-11-03T00:05:01.000000Z event.action=http_connect event.outcome=failure "
     "source.address=203.0.113.9 source.ip=203.0.113.9 destination.address=chat.example "
     "destination.domain=chat.example destination.port=443 destination.bytes=353 "
     "url.full=chat.example:443 url.domain=chat.example url.port=443 "
     "http.request.method=CONNECT http.response.status_code=403 http.response.bytes=353 "
     "http.version=1.1 user_agent.original=Mozilla/5.0 \"odd\" \\\\ agent "
     "amberd.squid.result=TCP_DENIED amberd.squid.hierarchy=HIER_NONE"},
    /* A URL with spaces in it; the agent looks like what stands in front of it. */
    {"squid-combined", NULL,
     "203.0.113.9 - ines [03/Nov/2026:08:05:01 +0000] \"GET http://www.example/a b HTTP/1.1\" "
     "403 512 \"-\" \"x HTTP/1.1\" 200 5 \"-\" \"y\" TCP_DENIED:HIER_NONE",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=failure user.name=ines "
     "source.address=203.0.113.9 source.ip=203.0.113.9 destination.address=www.example "
     "destination.domain=www.example destination.port=80 url.full=http://www.example/a "
     "url.scheme=http url.domain=www.example url.path=/a http.request.method=GET "
     "amberd.squid.result=TCP_DENIED amberd.squid.hierarchy=HIER_NONE"},
    {"squid-combined", NULL,
     "203.0.113.9 - ines%20b [03/Nov/2026:08:05:01 +0800] \"GET http://www.example/a?b "
     "HTTP/1.1\" 200 353 \"http://x.example/\" \"curl/8.0\" TCP_MISS:HIER_DIRECT",
     "2026-11-03T00:05:01.000000Z event.action=http_request event.outcome=success "
     "user.name=ines b source.address=203.0.113.9 source.ip=203.0.113.9 "
     "destination.address=www.example destination.domain=www.example destination.port=80 "
     "destination.bytes=353 url.full=http://www.example/a?b url.scheme=http "
     "url.domain=www.example url.path=/a url.query=b http.request.method=GET "
     "http.request.referrer=http://x.example/ http.response.status_code=200 "
     "http.response.bytes=353 http.version=1.1 user_agent.original=curl/8.0 "
     "amberd.squid.result=TCP_MISS amberd.squid.hierarchy=HIER_DIRECT"},
    {"squid-combined", NULL,
     "203.0.113.9 - - [03/Nov/2026:08:05:01 +0800] \"- "
     "error:transaction-end-before-headers NONE/0.0\" 0 0 \"-\" \"-\" NONE_NONE:HIER_NONE",
     "2026-11-03T00:05:01.000000Z event.action=http_request event.outcome=unknown "
     "event.reason=transaction-end-before-headers source.address=203.0.113.9 "
     "source.ip=203.0.113.9 destination.bytes=0 http.response.bytes=0 "
     "amberd.squid.result=NONE_NONE amberd.squid.hierarchy=HIER_NONE"},
    /* Referrer and agent are raw: where one ends is not known. */
    {"squid-combined", NULL,
     "203.0.113.9 - - [03/Nov/2026:08:05:01 +0800] \"GET http://www.example/ HTTP/1.1\" "
     "200 353 \"a\" \"b\" \"c\" TCP_MISS:HIER_DIRECT",
     "2026-11-03T00:05:01.000000Z event.action=http_request event.outcome=success "
     "source.address=203.0.113.9 source.ip=203.0.113.9 destination.address=www.example "
     "destination.domain=www.example destination.port=80 destination.bytes=353 "
     "url.full=http://www.example/ url.scheme=http url.domain=www.example url.path=/ "
     "http.request.method=GET http.response.status_code=200 http.response.bytes=353 "
     "http.version=1.1 amberd.squid.result=TCP_MISS amberd.squid.hierarchy=HIER_DIRECT"},
    {"squid", "common",
     "<134>Nov  3 08:05:01 gw (squid-1): 203.0.113.9 - - [03/Nov/2026:08:05:01 +0800] "
     "\"GET http://www.example/ HTTP/1.1\" 200 353 TCP_MISS:HIER_DIRECT",
     "2026-11-03T00:05:01.000000Z event.action=http_request event.outcome=success "
     "host.name=gw log.syslog.facility.code=16 log.syslog.severity.code=6 "
     "process.name=squid-1 source.address=203.0.113.9 source.ip=203.0.113.9 "
     "destination.address=www.example destination.domain=www.example destination.port=80 "
     "destination.bytes=353 url.full=http://www.example/ url.scheme=http "
     "url.domain=www.example url.path=/ http.request.method=GET "
     "http.response.status_code=200 http.response.bytes=353 http.version=1.1 "
     "amberd.squid.result=TCP_MISS amberd.squid.hierarchy=HIER_DIRECT"},
    {"squid", "useragent", "203.0.113.9 [03/Nov/2026:08:05:01 +0800] \"curl/8.0\"",
     "2026-11-03T00:05:01.000000Z event.action=http_request event.outcome=unknown "
     "source.address=203.0.113.9 source.ip=203.0.113.9 user_agent.original=curl/8.0"},
    {"squid", "referrer", "1793577901.123 203.0.113.9 http://x.example/ http://www.example/",
     "2026-11-02T00:05:01.123000Z event.action=http_request event.outcome=unknown "
     "source.address=203.0.113.9 source.ip=203.0.113.9 destination.address=www.example "
     "destination.domain=www.example destination.port=80 url.full=http://www.example/ "
     "url.scheme=http url.domain=www.example url.path=/ "
     "http.request.referrer=http://x.example/"},
    {"squid", "%tg %>A:%>p %{X-Forwarded-For}>h %>h{Host} %http::>ru %\"un %<p %err_code",
     "03/Nov/2026:08:05:01 +0000 pc.example:51022 198.51.100.7 www.example "
     "https://[2001:db8::1]/ a\\\\b 443 -",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=unknown "
     "user.name=a\\\\b source.address=pc.example source.port=51022 "
     "destination.address=2001:db8::1 destination.domain=2001:db8::1 "
     "destination.ip=2001:db8::1 destination.port=443 network.forwarded_ip=198.51.100.7 "
     "url.full=https://[2001:db8::1]/ url.scheme=https url.domain=2001:db8::1 url.path=/"},
    {"squid", "%>a %%%tS", "203.0.113.9 %1793577901.123",
     "event.action=http_request event.outcome=unknown source.address=203.0.113.9 "
     "source.ip=203.0.113.9"},
    {"squid", "squid",
     "1793577901.123      1 203.0.113.9 TCP_MISS/200 5 GET ftp://files.example/x.zip - "
     "HIER_NONE/- -",
     "2026-11-02T00:05:01.123000Z event.action=http_request event.outcome=success "
     "event.duration=1000000 source.address=203.0.113.9 source.ip=203.0.113.9 "
     "destination.address=files.example destination.domain=files.example "
     "destination.port=21 destination.bytes=5 url.full=ftp://files.example/x.zip "
     "url.scheme=ftp url.domain=files.example url.path=/x.zip url.extension=zip "
     "http.request.method=GET http.response.status_code=200 http.response.bytes=5 "
     "amberd.squid.result=TCP_MISS amberd.squid.hierarchy=HIER_NONE"},
    {"squid", "combined",
     "1793577901.123      1 203.0.113.9 TCP_MISS/200 5 GET http://a/ - HIER_NONE/- -", "!"},
};

START_TEST(lines_decode)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        decoder_case_check(&cases[i]);
}
END_TEST

START_TEST(formats_that_cannot_be_read_are_refused)
{
    struct error err = {0};

    ck_assert_ptr_null(squid_logformat_read(TEXT("%>a%un"), &err));
    ck_assert_str_eq(err.text, "columns 1 and 2 have nothing between them");
    ck_assert_ptr_null(squid_logformat_read(TEXT("logformat mine"), &err));
    ck_assert_str_eq(err.text, "no columns in it");
    ck_assert_ptr_null(squid_logformat_read(TEXT("%dt %<tt"), &err));
    ck_assert_str_eq(err.text, "no column in it has a field here");
}
END_TEST

START_TEST(codes_that_squid_does_not_know_are_refused)
{
    static const struct {
        const char *format;
        const char *why;
    } bad[] = {
        {"%ts %>a %", "a '%' with no code of Squid's logformat behind it; a percent sign is '%%'"},
        {"%ts % %>a", "a '%' with no code of Squid's logformat behind it; a percent sign is '%%'"},
        {"%>a %ssl::>snu", "'%ssl::>snu' is no code of Squid's logformat; did you mean "
                           "'%tls::>sni'?"},
        {"%>a %{Referer", "'%{Referer' is no code of Squid's logformat; those with a field here"},
        {"%>a %zz %ts", "'%zz' is no code of Squid's logformat; those with a field here are %>st "},
        {"%>a %http::zz", "'%http::zz' is no code of Squid's logformat; those with a field here"},
        {"%>a %ssl::st", "'%ssl::st' is no code of Squid's logformat; those with a field here"},
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error err = {0};

        ck_assert_ptr_null(squid_logformat_read(text_of(bad[i].format), &err));
        ck_assert_msg(text_starts_with(text_of(err.text), text_of(bad[i].why)), "%s: %s",
                      bad[i].format, err.text);
    }
}
END_TEST

START_TEST(codes_without_a_field_are_read_over)
{
    static const char *const good[] = {
        "%>a %note",
        "%>a %{x}note",
        "%>a %>eui",
        "%>a %<tt",
        "%>a %>handshake",
        "%>a %ssl::bump_mode",
        "%>a %ssl::<cert",
        "%>a %adapt::sum_trs",
        "%>a %{X}icap::<last_h",
        "%>a %err_code/%err_detail",
        "%>a %master_xaction",
        "%>a %#{Accept}<h",
        "%>a %5.10{Accept}>ha",
        "%>a x%%",
        "%>ams %tSms",
    };

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct error err = {0};
        struct access_layout *layout = squid_logformat_read(text_of(good[i]), &err);

        ck_assert_msg(layout, "%s: %s", good[i], err.text);
        access_layout_destroy(layout);
    }
}
END_TEST

SUITE_MAIN("squid_logformat", lines_decode, formats_that_cannot_be_read_are_refused,
           codes_that_squid_does_not_know_are_refused, codes_without_a_field_are_read_over)
