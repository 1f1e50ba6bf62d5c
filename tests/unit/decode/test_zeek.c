#include "decode/zeek.h"

#include <string.h>

#include "base/buffer.h"
#include "decode/zeek_names.h"
#include "support/decoder_case.h"
#include "support/suite.h"

static const struct decoder_case cases[] = {
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "dns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\t"
     "qtype_name\trcode_name\trtt\tanswers\n#types\ttime\tstring\taddr\tport\taddr\tport\t"
     "enum\tstring\tstring\tstring\tinterval\tvector[string]\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443\tudp\tChat.example\t"
     "A\tNOERROR\t0.0125\tx.example,198.51.100.20,2001:db8::1",
     "2026-11-02T00:05:01.123456Z event.action=dns_query event.outcome=success "
     "event.id=CAbc event.duration=12500000 source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=51022 destination.address=198.51.100.20 "
     "destination.ip=198.51.100.20 destination.port=443 network.transport=udp "
     "dns.question.name=Chat.example dns.question.type=A dns.response_code=NOERROR "
     "dns.answers.data=x.example|198.51.100.20|2001:db8::1 "
     "dns.resolved_ip=198.51.100.20|2001:db8::1"},
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "dns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\t"
     "qtype_name\trcode_name\trtt\tanswers\n#types\ttime\tstring\taddr\tport\taddr\tport\t"
     "enum\tstring\tstring\tstring\tinterval\tvector[string]\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443\tudp\tchat.example\t"
     "A\tNXDOMAIN\t-\t-",
     "2026-11-02T00:05:01.123456Z event.action=dns_query event.outcome=failure "
     "event.id=CAbc source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022 "
     "destination.address=198.51.100.20 destination.ip=198.51.100.20 destination.port=443 "
     "network.transport=udp dns.question.name=chat.example dns.question.type=A "
     "dns.response_code=NXDOMAIN"},
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "dns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\t"
     "qtype_name\trcode_name\trtt\tanswers\n#types\ttime\tstring\taddr\tport\taddr\tport\t"
     "enum\tstring\tstring\tstring\tinterval\tvector[string]\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443\tudp\t-\t-\t-\t-\t"
     "(empty)",
     "2026-11-02T00:05:01.123456Z event.action=dns_query event.outcome=unknown "
     "event.id=CAbc source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022 "
     "destination.address=198.51.100.20 destination.ip=198.51.100.20 destination.port=443 "
     "network.transport=udp"},
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "http\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tmethod\thost\t"
     "uri\tuser_agent\tstatus_code\tusername\ttags\n#types\ttime\tstring\taddr\tport\t"
     "addr\tport\tstring\tstring\tstring\tstring\tcount\tstring\tset[enum]\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443\tGET\twww.example\t"
     "/a.b?c\tcurl \\x22\\x09x\t404\tines\t(empty)",
     "2026-11-02T00:05:01.123456Z event.action=http_request event.outcome=failure "
     "event.id=CAbc user.name=ines source.address=203.0.113.9 source.ip=203.0.113.9 "
     "source.port=51022 destination.address=198.51.100.20 destination.domain=www.example "
     "destination.ip=198.51.100.20 destination.port=443 url.full=http://www.example/a.b?c "
     "url.domain=www.example url.path=/a.b url.query=c url.extension=b "
     "http.request.method=GET http.response.status_code=404 user_agent.original=curl "
     "\"\\x09x"},
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "http\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tmethod\thost\t"
     "uri\tuser_agent\tstatus_code\tusername\ttags\n#types\ttime\tstring\taddr\tport\t"
     "addr\tport\tstring\tstring\tstring\tstring\tcount\tstring\tset[enum]\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443\tCONNECT\t"
     "chat.example\tchat.example:443\t-\t200\t-\t(empty)",
     "2026-11-02T00:05:01.123456Z event.action=http_request event.outcome=success "
     "event.id=CAbc source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022 "
     "destination.address=198.51.100.20 destination.domain=chat.example "
     "destination.ip=198.51.100.20 destination.port=443 url.full=chat.example:443 "
     "url.domain=chat.example http.request.method=CONNECT http.response.status_code=200"},
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "conn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\t"
     "duration\torig_bytes\tresp_bytes\n#types\ttime\tstring\taddr\tport\taddr\tport\t"
     "enum\tstring\tinterval\tcount\tcount\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443\ttcp\tssl\t1.5\t"
     "300\t9000",
     "2026-11-02T00:05:01.123456Z event.action=network_connection event.outcome=unknown "
     "event.id=CAbc event.duration=1500000000 source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=51022 source.bytes=300 "
     "destination.address=198.51.100.20 destination.ip=198.51.100.20 destination.port=443 "
     "destination.bytes=9000 network.transport=tcp network.protocol=ssl"},
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "ssl\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tversion\t"
     "server_name\testablished\n#types\ttime\tstring\taddr\tport\taddr\tport\tstring\t"
     "string\tbool\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443\tTLSv13\t"
     "chat.example\tT",
     "2026-11-02T00:05:01.123456Z event.action=tls_handshake event.outcome=success "
     "event.id=CAbc source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022 "
     "destination.address=198.51.100.20 destination.domain=chat.example "
     "destination.ip=198.51.100.20 destination.port=443 "
     "tls.client.server_name=chat.example tls.version=TLSv13"},
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "ssh\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tauth_success\n"
     "#types\ttime\tstring\taddr\tport\taddr\tport\tbool\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443\tF",
     "2026-11-02T00:05:01.123456Z event.action=ssh_connection event.outcome=failure "
     "event.id=CAbc source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022 "
     "destination.address=198.51.100.20 destination.ip=198.51.100.20 destination.port=443"},
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "odd\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\n#types\ttime\t"
     "string\taddr\tport\taddr\tport\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443",
     "2026-11-02T00:05:01.123456Z event.action=zeek_odd event.outcome=unknown "
     "event.id=CAbc source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022 "
     "destination.address=198.51.100.20 destination.ip=198.51.100.20 destination.port=443"},
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "odd\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tamberd.count\n"
     "#types\ttime\tstring\taddr\tport\taddr\tport\tcount\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443\t7",
     "2026-11-02T00:05:01.123456Z event.action=zeek_odd event.outcome=unknown "
     "event.id=CAbc source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022 "
     "destination.address=198.51.100.20 destination.ip=198.51.100.20 destination.port=443"},
    {"zeek", "#separator |\n#path|weird\n#fields|ts|name\n#types|time|string",
     "1793577901.1|bad_thing",
     "2026-11-02T00:05:01.100000Z event.action=zeek_weird event.outcome=unknown "
     "rule.name=bad_thing"},
    /* Lines that are cut, or have more columns than there are names. */
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "conn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\t"
     "duration\torig_bytes\tresp_bytes\n#types\ttime\tstring\taddr\tport\taddr\tport\t"
     "enum\tstring\tinterval\tcount\tcount\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443\ttcp",
     "!2026-11-02T00:05:01.123456Z event.action=network_connection event.outcome=unknown "
     "event.id=CAbc source.address=203.0.113.9 source.ip=203.0.113.9 source.port=51022 "
     "destination.address=198.51.100.20 destination.ip=198.51.100.20 destination.port=443 "
     "network.transport=tcp"},
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "conn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\t"
     "duration\torig_bytes\tresp_bytes\n#types\ttime\tstring\taddr\tport\taddr\tport\t"
     "enum\tstring\tinterval\tcount\tcount\n",
     "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443\ttcp\tssl\t1.5\t"
     "300\t9000\tmore",
     "!2026-11-02T00:05:01.123456Z event.action=network_connection event.outcome=unknown "
     "event.id=CAbc event.duration=1500000000 source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=51022 source.bytes=300 "
     "destination.address=198.51.100.20 destination.ip=198.51.100.20 destination.port=443 "
     "destination.bytes=9000 network.transport=tcp network.protocol=ssl"},
    {"zeek",
     "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t"
     "conn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\t"
     "duration\torig_bytes\tresp_bytes\n#types\ttime\tstring\taddr\tport\taddr\tport\t"
     "enum\tstring\tinterval\tcount\tcount\n",
     "#close\t2026-11-03-09-00-00", "!"},
    {"zeek", NULL, "1793577901.123456\tCAbc\t203.0.113.9\t51022\t198.51.100.20\t443", "!"},
    /* The same as JSON; without _path, the file is "some.log". */
    {"zeek", NULL,
     "{\"_path\":\"dns\",\"ts\":1793577901.123456,\"uid\":\"CAbc\","
     "\"id.orig_h\":\"203.0.113.9\",\"id.orig_p\":51022,\"id.resp_h\":\"198.51.100.53\","
     "\"id.resp_p\":53,\"proto\":\"udp\",\"query\":\"chat.example\",\"qtype_name\":\"A\","
     "\"rcode_name\":\"NOERROR\",\"answers\":[\"198.51.100.20\"],\"rtt\":0.0125}",
     "2026-11-02T00:05:01.123456Z event.action=dns_query event.outcome=success "
     "event.id=CAbc event.duration=12500000 source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=51022 destination.address=198.51.100.53 "
     "destination.ip=198.51.100.53 destination.port=53 network.transport=udp "
     "dns.question.name=chat.example dns.question.type=A dns.response_code=NOERROR "
     "dns.answers.data=198.51.100.20 dns.resolved_ip=198.51.100.20"},
    {"zeek", NULL,
     "{\"_path\":\"http\",\"ts\":\"2026-11-03T00:05:01.000000Z\","
     "\"id.orig_h\":\"203.0.113.9\",\"method\":\"GET\",\"host\":\"www.example\","
     "\"uri\":\"/a?b\",\"status_code\":200}",
     "2026-11-03T00:05:01.000000Z event.action=http_request event.outcome=success "
     "source.address=203.0.113.9 source.ip=203.0.113.9 destination.domain=www.example "
     "url.full=http://www.example/a?b url.domain=www.example url.path=/a url.query=b "
     "http.request.method=GET http.response.status_code=200"},
    {"zeek", NULL, "{\"ts\":1793577901.5,\"odd\":\"x\"",
     "!2026-11-02T00:05:01.500000Z event.action=zeek_some event.outcome=unknown"},
};

START_TEST(lines_decode)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        decoder_case_check(&cases[i]);
}
END_TEST

/* Zeek's own names hold what its types say. */
static const struct {
    size_t row;
    const char *name;
    const char *value;
} raw[] = {
    {0, "query", "Chat.example"},
    {0, "id.orig_h", "203.0.113.9"},
    {0, "answers", "x.example|198.51.100.20|2001:db8::1"},
    {1, "answers", ""},
    {3, "user_agent", "curl \"\\x09x"},
    {6, "established", "true"},
    {9, "raw.amberd.count", "7"},
    {9, "amberd.flags", "reserved_name"},
    {9, "amberd.count", "1"},
    {15, "id.resp_p", "53"},
};

START_TEST(zeeks_own_names_are_there)
{
    struct buffer buffer = {0};

    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
        ck_assert_str_eq(decoder_case_value(&cases[raw[i].row], raw[i].name, &buffer),
                         raw[i].value);
    buffer_finish(&buffer);
}
END_TEST

static const char *kind_of(const char *line, const char *path)
{
    const struct record record = {.text = text_of(line), .path = path, .count = 1};
    const struct decode_context context = {0};
    struct arena *arena = arena_create(1024);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, false);
    const char *name = NULL;

    decoder_decode(&zeek_decoder, &context, event);
    name = decoder_kind(&zeek_decoder, event->kind)->name;
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    return name;
}

START_TEST(the_file_tells_the_log_where_the_line_does_not)
{
    ck_assert_str_eq(kind_of("{}", "/opt/zeek/logs/current/dns.log"), "dns");
    ck_assert_str_eq(kind_of("{}", "conn.08:00:00-09:00:00.log.gz"), "conn");
    ck_assert_str_eq(kind_of("{}", "x509.2026-11-03-08-00-00.log"), "x509");
    ck_assert_str_eq(kind_of("{}", "mine.log"), "other");
    ck_assert_str_eq(kind_of("{}", "zeek_dns.json"), "dns");
    ck_assert_str_eq(kind_of("{\"_path\":\"ssl\"}", "dns.log"), "ssl");
    ck_assert_str_eq(kind_of("without a head", "dns.log"), "other");
}
END_TEST

START_TEST(each_log_has_a_kind_of_its_name)
{
    size_t count = decoder_kind_count(&zeek_decoder);
    size_t place = 0;

    ck_assert_uint_eq(count, ZEEK_LOGS + 1);
    for (size_t i = 0; i + 1 < count; i++) {
        const struct decoder_kind *kind = decoder_kind(&zeek_decoder, i);

        ck_assert_str_eq(zeek_names_of(text_of(kind->name), &place)->path, kind->name);
        ck_assert_uint_eq(place, i);
    }
    zeek_names_of(TEXT("mine"), &place);
    ck_assert_uint_eq(place, ZEEK_LOGS);
}
END_TEST

START_TEST(names_are_in_order)
{
    size_t place = 0;

    for (size_t i = 0; i < ZEEK_LOGS; i++) {
        const char *path = decoder_kind(&zeek_decoder, i)->name;
        const struct json_names *names = &zeek_names_of(text_of(path), &place)->names;

        for (size_t k = 1; k < names->count; k++)
            ck_assert_int_le(strcmp(names->rows[k - 1].path, names->rows[k].path), 0);
    }
}
END_TEST

START_TEST(a_head_without_fields_is_refused)
{
    struct error err = {0};

    ck_assert_ptr_null(zeek_decoder.layout_create(TEXT("#separator \\x09\n#path\tdns"), &err));
    ck_assert_str_eq(err.text, "no line \"#fields\" that names the columns");
}
END_TEST

SUITE_MAIN("zeek", lines_decode, zeeks_own_names_are_there,
           the_file_tells_the_log_where_the_line_does_not, each_log_has_a_kind_of_its_name,
           names_are_in_order, a_head_without_fields_is_refused)
