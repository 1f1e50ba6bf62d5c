#include "decode/nginx_logformat.h"

#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"nginx",
     "log_format main '$remote_addr - $remote_user [$time_local] \"$request\" '\n  "
     "'$status $body_bytes_sent \"$http_referer\" '\n  '\"$http_user_agent\" "
     "\"$http_x_forwarded_for\" $request_time';",
     "203.0.113.9 - a b [03/Nov/2026:08:05:01 +0800] \"GET /x HTTP/1.1\" 200 5 \"-\" "
     "\"a\\x22b\" \"-\" 0.012",
     "2026-11-03T00:05:01.000000Z event.action=http_request event.outcome=success "
     "event.duration=12000000 user.name=a b source.address=203.0.113.9 "
     "source.ip=203.0.113.9 url.full=/x url.path=/x http.request.method=GET "
     "http.response.status_code=200 http.response.body.bytes=5 http.version=1.1 "
     "user_agent.original=a\"b"},
    {"nginx",
     "$time_iso8601 $scheme://$host$request_uri $remote_addr:$remote_port $request_method "
     "$status $bytes_sent $request_length $ssl_protocol $ssl_server_name",
     "2026-11-03T08:05:01+08:00 https://www.example/a?b=c 203.0.113.9:51022 GET 200 900 "
     "300 TLSv1.3 www.example",
     "2026-11-03T00:05:01.000000Z event.action=http_request event.outcome=success "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022 source.bytes=300 "
     "url.full=/a?b=c url.scheme=https url.domain=www.example url.path=/a url.query=b=c "
     "http.request.method=GET http.request.bytes=300 http.response.status_code=200 "
     "http.response.bytes=900 tls.client.server_name=www.example tls.version=TLSv1.3"},
    {"nginx",
     "log_format json escape=json \"{\\\"time\\\":$msec,\\\"ip\\\":\\\"$remote_addr\\\","
     "\\\"user\\\":\\\"$remote_user\\\",\\\"status\\\":${status}}\";",
     "{\"time\":1793577901.123,\"ip\":\"203.0.113.9\",\"user\":\"a\\\"b\",\"status\":200}",
     "2026-11-02T00:05:01.123000Z event.action=http_request event.outcome=success "
     "user.name=a\"b source.address=203.0.113.9 source.ip=203.0.113.9 "
     "http.response.status_code=200"},
    {"nginx", "$remote_addr \"$http_x_odd\" $server_name $server_port $upstream_addr",
     "203.0.113.9 \"-\" www.example 443 10.0.0.5:8080, 10.0.0.6:8080",
     "event.action=http_request event.outcome=unknown source.address=203.0.113.9 "
     "source.ip=203.0.113.9 server.address=www.example server.port=443 "
     "url.domain=www.example"},
    {"nginx", "$remote_addr $status", "203.0.113.9 200 more", "!"},
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

    ck_assert_ptr_null(nginx_logformat_read(TEXT("$remote_addr$status"), &err));
    ck_assert_str_eq(err.text, "columns 1 and 2 have nothing between them");
    ck_assert_ptr_null(nginx_logformat_read(TEXT("log_format x"), &err));
    ck_assert_str_eq(err.text, "no columns in it");
    ck_assert_ptr_null(nginx_logformat_read(TEXT("$no_such $mine"), &err));
    ck_assert_str_eq(err.text, "no column in it has a field here");
    ck_assert_ptr_null(nginx_logformat_read(TEXT("$remote_addr $"), &err));
    ck_assert_str_eq(err.text, "a '$' without the name of a variable of nginx behind it");
    ck_assert_ptr_null(nginx_logformat_read(TEXT("$remote_addr ${} $status"), &err));
    ck_assert_str_eq(err.text, "a '$' without the name of a variable of nginx behind it");
    ck_assert_ptr_null(nginx_logformat_read(TEXT("$remote_addr ${status x"), &err));
    ck_assert_str_eq(err.text, "'${status' has no '}' behind the variable's name");
}
END_TEST

SUITE_MAIN("nginx_logformat", lines_decode, formats_that_cannot_be_read_are_refused)
