#include "decode/apache_logformat.h"

#include "base/buffer.h"
#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"apache", "%h %l %u %t \\\"%r\\\" %>s %b \\\"%{Referer}i\\\" \\\"%{User-agent}i\\\" %D",
     "203.0.113.9 - ines [03/Nov/2026:08:05:01 +0800] \"GET /a?b HTTP/1.1\" 200 5 \"-\" "
     "\"x \\\"y\\\" \\\\\" 1500",
     "2026-11-03T00:05:01.000000Z event.action=http_request event.outcome=success "
     "event.duration=1500000 user.name=ines source.address=203.0.113.9 "
     "source.ip=203.0.113.9 url.full=/a?b url.path=/a url.query=b http.request.method=GET "
     "http.response.status_code=200 http.response.body.bytes=5 http.version=1.1 "
     "user_agent.original=x \"y\" \\\\"},
    {"apache",
     "LogFormat \"%v:%p %a %{c}a %u %t \\\"%m %U%q %H\\\" %s %O %I %{ms}T "
     "%{X-Forwarded-For}i\" mine",
     "www.example:443 203.0.113.9 10.0.0.1 two words [03/Nov/2026:08:05:01 +0000] \"GET "
     "/a/b?c=d HTTP/2.0\" 200 900 300 12 198.51.100.7, 10.0.0.1",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=success "
     "event.duration=12000000 user.name=two words source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.bytes=300 server.address=www.example server.port=443 "
     "network.forwarded_ip=198.51.100.7 url.full=/a/b?c=d url.domain=www.example "
     "url.path=/a/b url.query=c=d http.request.method=GET http.request.bytes=300 "
     "http.response.status_code=200 http.response.bytes=900 http.version=2.0"},
    {"apache", "%{%Y-%m-%d %H:%M:%S}t|%h|%{Host}i|%!200,304{x}o|%^FU|100%%",
     "2026-11-03 08:05:01|client.example|Www.Example:8080|-|-|100%",
     "2026-11-03T08:05:01.000000Z event.action=http_request event.outcome=unknown "
     "source.address=client.example url.domain=www.example"},
    {"apache", "%{sec}t.%{msec_frac}t %h %T", "1793577901.123 2001:db8::1 3",
     "2026-11-02T00:05:01.123000Z event.action=http_request event.outcome=unknown "
     "event.duration=3000000000 source.address=2001:db8::1 source.ip=2001:db8::1"},
    {"apache", "%{usec}t %h", "1793577901123456 203.0.113.9",
     "2026-11-02T00:05:01.123456Z event.action=http_request event.outcome=unknown "
     "source.address=203.0.113.9 source.ip=203.0.113.9"},
    {"apache", "%{msec}t %h", "1793577901123 203.0.113.9",
     "2026-11-02T00:05:01.123000Z event.action=http_request event.outcome=unknown "
     "source.address=203.0.113.9 source.ip=203.0.113.9"},
    /* The only column that can hold any text is read from both ends. */
    {"apache", "%h %u [%s]", "203.0.113.9 forged [200] ines [401]",
     "event.action=http_request event.outcome=failure user.name=forged [200] ines "
     "source.address=203.0.113.9 source.ip=203.0.113.9 http.response.status_code=401"},
    {"apache", "%h %t", "203.0.113.9 no time", "!"},
};

START_TEST(lines_decode)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        decoder_case_check(&cases[i]);
}
END_TEST

#define NOT_ONE(code)                                                                             \
    "'" code "' is no code of Apache's LogFormat; those with a field here are %a %h %u %t %r %m " \
    "%U %q %H %>s %b %O %I %v %p %T %D %{Referer}i %{User-Agent}i"

static void check_refused(const char *format, const char *why)
{
    struct error err = {0};

    ck_assert_ptr_null(apache_logformat_read(text_of(format), &err));
    ck_assert_str_eq(err.text, why);
}

START_TEST(formats_that_cannot_be_read_are_refused)
{
    struct buffer many = {0};

    check_refused("", "no columns in it");
    check_refused("only text", "no columns in it");
    check_refused("%h%u", "columns 1 and 2 have nothing between them");
    check_refused("%k %X", "no column in it has a field here");
    check_refused("%h %", "a '%' with no code of Apache's LogFormat behind it; a percent sign is "
                          "'%%'");
    check_refused("%h %Z", NOT_ONE("%Z"));
    check_refused("%h %^FX", NOT_ONE("%^FX"));
    check_refused("%h %400,501", NOT_ONE("%400,501"));
    check_refused("%h %{User-Agent}", "'%{User-Agent}' is no code of Apache's LogFormat; did you "
                                      "mean '%{User-Agent}i'?");
    for (int i = 0; i < ACCESS_ITEMS_MOST; i++)
        buffer_printf(&many, "%%h ");
    check_refused(buffer_string(&many), "more than 160 columns and texts between them");
    buffer_finish(&many);
}
END_TEST

START_TEST(codes_without_a_field_are_read_over)
{
    static const char *const good[] = {
        "%h %A",       "%h %{id}C",       "%h %{x}e",
        "%h %f",       "%h %k",           "%h %L",
        "%h %{tid}P",  "%h %R",           "%h %S",
        "%h %X",       "%h %^FB",         "%h %^FU",
        "%h %{x}^ti",  "%h %{x}^to",      "%h %c",
        "%h %{note}n", "%h %!200{ETag}o", "%h %{SSL_CIPHER}x",
        "%h %{%s}t",   "%h %%",
    };

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct error err = {0};
        struct access_layout *layout = apache_logformat_read(text_of(good[i]), &err);

        ck_assert_msg(layout, "%s: %s", good[i], err.text);
        access_layout_destroy(layout);
    }
}
END_TEST

SUITE_MAIN("apache_logformat", lines_decode, formats_that_cannot_be_read_are_refused,
           codes_without_a_field_are_read_over)
