#include "decode/syslog.h"

#include <string.h>

#include "decode/syslog_frame.h"
#include "support/decoded_line.h"
#include "support/suite.h"

#define AT "Nov  3 08:05:01 gw "

static const struct decoded_line lines[] = {
    {"", NULL},
    {"nothing that has a frame", NULL},
    {AT "app[9]: hello", "host.name=gw process.name=app process.pid=9"},
    {AT "hello", "host.name=gw"},
    /* Each program has its own reader ... */
    {AT "sshd[9]: Invalid user x from 203.0.113.7 port 22",
     "event.action=ssh_invalid_user event.outcome=failure host.name=gw process.name=sshd "
     "process.pid=9 user.name=x source.address=203.0.113.7 source.ip=203.0.113.7 source.port=22 "
     "amberd.ssh.invalid_user=true"},
    {AT "/usr/sbin/ocserv[9]: main: Rejected connection from banned IP: 203.0.113.9",
     "event.action=vpn_refused event.outcome=failure host.name=gw process.name=ocserv "
     "process.pid=9 source.address=203.0.113.9 source.ip=203.0.113.9"},
    /* ... which may go by how its name begins ... */
    {AT "ovpn-site-b[9]: 203.0.113.7:51022 TLS Error: TLS handshake failed",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=TLS handshake failed "
     "host.name=gw process.name=ovpn-site-b process.pid=9 source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022"},
    {AT "xovpn[9]: 203.0.113.7:51022 TLS Error: TLS handshake failed",
     "host.name=gw process.name=xovpn process.pid=9"},
    /* ... and a message that the reader does not know keeps its frame. */
    {AT "sshd[9]: something new", "host.name=gw process.name=sshd process.pid=9"},
    {AT "kernel: [12.5] wireguard: wg0: Interface created",
     "event.action=config_change event.outcome=success host.name=gw process.name=kernel "
     "observer.ingress.interface.name=wg0"},
    {AT "kernel: [12.5] usb 1-1: new device", "host.name=gw process.name=kernel"},
    /* A line that says again what another says does not count. */
    {AT "charon: 09[IKE] <rw|42> received DELETE for IKE_SA rw[42]",
     "event.action=vpn_disconnect event.outcome=unknown amberd.count=0 rule.name=rw host.name=gw "
     "process.name=charon amberd.session.id=42"},
};

START_TEST(programs_are_read_by_their_readers)
{
    decoded_lines_check("syslog", NULL, lines, sizeof lines / sizeof *lines);
}
END_TEST

/* What is left of a decoding: kind and count. */
struct outcome {
    const char *kind;
    int64_t count;
    bool has_name;
};

static struct outcome decode(const char *format, const char *line, unsigned repeated)
{
    const struct decoder *decoder = decoder_find(text_of(format));
    const struct decode_context context = {0};
    const struct record record = {
        .text = text_of(line), .count = repeated, .modified = 1793694901 * SECOND};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);
    struct outcome outcome = {0};

    decoder_decode(decoder, &context, event);
    outcome.kind = decoder_kind(decoder, event->kind)->name;
    outcome.count = event_get(event, FIELD_EVENT_COUNT)->integer;
    outcome.has_name = event_get(event, FIELD_PROCESS_NAME) != NULL;
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    return outcome;
}

START_TEST(a_line_is_of_its_programs_kind)
{
    static const struct {
        const char *line;
        const char *kind;
    } kinds[] = {
        {AT "app[9]: hello", "other"},
        {AT "sshd[9]: Invalid user x from 203.0.113.7", "sshd"},
        {AT "sshd[9]: something new", "sshd"},
        {AT "kernel: wireguard: wg0: Interface created", "wireguard"},
        {AT "kernel: usb 1-1: new device", "other"},
        {"no frame", "other"},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        ck_assert_str_eq(decode("syslog", kinds[i].line, 1).kind, kinds[i].kind);
}
END_TEST

START_TEST(repetitions_multiply)
{
    ck_assert_int_eq(decode("syslog", AT "app: hello", 3).count, 3);
    ck_assert_int_eq(decode("syslog", "no frame", 3).count, 3);
    ck_assert_int_eq(
        decode("syslog", AT "sshd[9]: PAM 2 more authentication failures; uid=0", 3).count, 6);
    ck_assert_int_eq(
        decode("syslog", AT "charon: 09[IKE] <1> received DELETE for IKE_SA rw[42]", 3).count, 0);
}
END_TEST

START_TEST(a_programs_own_file_names_no_program)
{
    struct outcome own = decode("openvpn", "2026-11-03 08:05:01 hello", 2);
    struct outcome framed = decode("openvpn", AT "openvpn[9]: hello", 2);

    ck_assert_str_eq(own.kind, "openvpn");
    ck_assert(!own.has_name);
    ck_assert_int_eq(own.count, 2);
    ck_assert_str_eq(framed.kind, "openvpn");
    ck_assert(framed.has_name);
}
END_TEST

SUITE_MAIN("syslog", programs_are_read_by_their_readers, a_line_is_of_its_programs_kind,
           repetitions_multiply, a_programs_own_file_names_no_program)
