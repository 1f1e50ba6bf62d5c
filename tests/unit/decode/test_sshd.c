#include "decode/sshd.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

/* What a message of sshd's makes of the fields behind those of its frame. */
static const struct {
    const char *message;
    const char *fields;
} messages[] = {
    {"Accepted publickey for ines from 203.0.113.7 port 51022 ssh2: ED25519 SHA256:Zm9v",
     "ssh_login authentication success user=ines from=203.0.113.7 ip=203.0.113.7 port=51022 "
     "method=publickey key=ED25519 SHA256:Zm9v count=1"},
    {"Accepted publickey for ines from fe80::7%eth0 port 51022 ssh2",
     "ssh_login authentication success user=ines from=fe80::7%eth0 ip=fe80::7 port=51022 "
     "method=publickey count=1"},
    {"Accepted keyboard-interactive/pam for ines from 2001:db8::7 port 51022 ssh2",
     "ssh_login authentication success user=ines from=2001:db8::7 ip=2001:db8::7 port=51022 "
     "method=keyboard-interactive/pam count=1"},
    {"Failed password for root from dsl.example.net port 51022 ssh2",
     "ssh_login authentication failure user=root from=dsl.example.net port=51022 method=password "
     "count=1"},
    {"Failed password for invalid user oracle from 203.0.113.7 port 51022 ssh2 [preauth]",
     "ssh_login authentication failure user=oracle invalid=true from=203.0.113.7 ip=203.0.113.7 "
     "port=51022 method=password count=1"},
    {"Failed none for invalid user  from 203.0.113.7 port 51022 ssh2",
     "ssh_login authentication failure user= invalid=true from=203.0.113.7 ip=203.0.113.7 "
     "port=51022 method=none count=1"},
    {"[ID 800047 auth.info] Failed none for <invalid username> from 203.0.113.7 port 5 ssh2",
     "ssh_login authentication failure invalid=true from=203.0.113.7 ip=203.0.113.7 port=5 "
     "method=none count=1"},
    {"Accepted certificate ID \"ines@example\" (serial 7) signed by ECDSA CA SHA256:Zm9v via "
     "/etc/ca",
     "ssh_certificate authentication unknown count=1"},
    {"Postponed publickey for ines from 203.0.113.7 port 51022 ssh2 [preauth]",
     "ssh_login_step authentication unknown user=ines from=203.0.113.7 ip=203.0.113.7 port=51022 "
     "method=publickey count=1"},
    /* Who logs in writes part of the line. */
    {"Failed password for invalid user x from 198.51.100.1 port 22 ssh2 from 203.0.113.7 port 5 "
     "ssh2",
     "ssh_login authentication failure user=x from 198.51.100.1 port 22 ssh2 invalid=true "
     "from=203.0.113.7 ip=203.0.113.7 port=5 method=password count=1"},
    {"Failed password for invalid user x from 198.51.100.1 from 203.0.113.7 port 5 ssh2",
     "ssh_login authentication failure user=x from 198.51.100.1 invalid=true from=203.0.113.7 "
     "ip=203.0.113.7 port=5 method=password count=1"},
    {"Failed publickey for ines from 203.0.113.7 port 5 ssh2: RSA-CERT SHA256:Zm9v ID x from "
     "198.51.100.1 port 22 ssh2 (serial 0) CA RSA SHA256:YmFy",
     "ssh_login authentication failure user=ines from=203.0.113.7 ip=203.0.113.7 port=5 "
     "method=publickey key=RSA-CERT SHA256:Zm9v ID x from 198.51.100.1 port 22 ssh2 (serial 0) CA "
     "RSA SHA256:YmFy count=1"},
    {"Failed publickey for invalid user x from 203.0.113.7 port 5 ssh2: RSA-CERT SHA256:Zm9v ID y "
     "from 198.51.100.1 port 22 ssh2 (serial 0) CA RSA SHA256:YmFy",
     "ssh_login authentication failure invalid=true method=publickey count=1"},
    {"Failed publickey for invalid user x from 203.0.113.7 port 5 ssh2: RSA-CERT SHA256:Zm9v ID y "
     "(serial 0) CA RSA SHA256:YmFy",
     "ssh_login authentication failure user=x invalid=true from=203.0.113.7 ip=203.0.113.7 port=5 "
     "method=publickey key=RSA-CERT SHA256:Zm9v ID y (serial 0) CA RSA SHA256:YmFy count=1"},
    {"Disconnecting authenticating user ines 203.0.113.7 port 5: Change of username or service not "
     "allowed: (ines,ssh-connection) -> (x 198.51.100.1 port 22: [preauth]",
     "ssh_disconnect session unknown reason=Change of username or service not allowed: "
     "(ines,ssh-connection) -> (x 198.51.100.1 port 22: user=ines from=203.0.113.7 ip=203.0.113.7 "
     "port=5 count=1"},
    {"Disconnecting invalid user y 198.51.100.2 port 1: 203.0.113.7 port 5: Change of username or "
     "service not allowed: (y,ssh-connection) -> (x 198.51.100.1 port 22 [preauth]",
     "ssh_disconnect session unknown reason=Change of username or service not allowed: "
     "(y,ssh-connection) -> (x 198.51.100.1 port 22 user=y 198.51.100.2 port 1: invalid=true "
     "from=203.0.113.7 ip=203.0.113.7 port=5 count=1"},
    {"Invalid user x from 198.51.100.1 port 22 from 203.0.113.7 port 5",
     "ssh_invalid_user authentication failure user=x from 198.51.100.1 port 22 invalid=true "
     "from=203.0.113.7 ip=203.0.113.7 port=5 count=1"},
    {"Connection closed by invalid user x 198.51.100.1 port 22 203.0.113.7 port 5 [preauth]",
     "ssh_disconnect session unknown user=x 198.51.100.1 port 22 invalid=true from=203.0.113.7 "
     "ip=203.0.113.7 port=5 count=1"},
    {"Received disconnect from 203.0.113.7 port 5:11: bye from 198.51.100.1 port 22:11: x "
     "[preauth]",
     "ssh_disconnect session unknown reason=bye from 198.51.100.1 port 22:11: x from=203.0.113.7 "
     "ip=203.0.113.7 port=5 count=1"},
    {"Bad protocol version identification 'x' from 198.51.100.1 port 22' from 203.0.113.7 port 5",
     "ssh_probe network failure from=203.0.113.7 ip=203.0.113.7 port=5 count=1"},
    /* The rest of the vocabulary. */
    {"Invalid user oracle from 203.0.113.7",
     "ssh_invalid_user authentication failure user=oracle invalid=true from=203.0.113.7 "
     "ip=203.0.113.7 count=1"},
    {"Invalid user  from 203.0.113.7 port 5",
     "ssh_invalid_user authentication failure user= invalid=true from=203.0.113.7 ip=203.0.113.7 "
     "port=5 count=1"},
    {"User ines from 203.0.113.7 not allowed because not listed in AllowUsers",
     "ssh_login_refused authentication failure reason=not listed in AllowUsers user=ines "
     "from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"User ines not allowed because account is locked",
     "ssh_login_refused authentication failure reason=account is locked user=ines count=1"},
    {"ROOT LOGIN REFUSED FROM 203.0.113.7 port 5",
     "ssh_login_refused authentication failure user=root from=203.0.113.7 ip=203.0.113.7 port=5 "
     "count=1"},
    {"error: PAM: Authentication failure for ines from dsl.example.net via 198.51.100.9",
     "ssh_pam_failure authentication failure reason=Authentication failure user=ines "
     "from=dsl.example.net count=1"},
    {"error: PAM: User not known for illegal user x from 10.0.0.1 from 203.0.113.7",
     "ssh_pam_failure authentication failure reason=User not known user=x from 10.0.0.1 "
     "invalid=true from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= "
     "rhost=203.0.113.7  user=ines",
     "ssh_pam_failure authentication failure user=ines from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost=dsl.example.net ",
     "ssh_pam_failure authentication failure from=dsl.example.net count=1"},
    {"pam_unix(sshd:auth): authentication failure; logname= uid=0 tty=ssh ruser= rhost=  user=ines",
     "ssh_pam_failure authentication failure user=ines count=1"},
    {"PAM 3 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.7",
     "ssh_pam_failure authentication failure from=203.0.113.7 ip=203.0.113.7 count=3"},
    {"error: maximum authentication attempts exceeded for invalid user x from 203.0.113.7 port 5 "
     "ssh2 [preauth]",
     "ssh_too_many_failures authentication failure user=x invalid=true from=203.0.113.7 "
     "ip=203.0.113.7 port=5 count=1"},
    {"Disconnecting: Too many authentication failures for root [preauth]",
     "ssh_too_many_failures authentication failure user=root count=1"},
    {"error: Certificate invalid: expired",
     "ssh_certificate_invalid authentication failure reason=expired count=1"},
    {"pam_unix(sshd:session): session opened for user ines(uid=1000) by (uid=0)",
     "ssh_session_opened session success user=ines count=1"},
    {"pam_unix(sshd:session): session opened for user ines by (uid=0)",
     "ssh_session_opened session success user=ines count=1"},
    {"pam_unix(sshd:session): session closed for user ines",
     "ssh_session_closed session success user=ines count=1"},
    {"Starting session: shell on pts/0 for ines from 203.0.113.7 port 5 id 0",
     "ssh_session_started session success user=ines from=203.0.113.7 ip=203.0.113.7 port=5 "
     "count=1"},
    {"Close session: user ines from 203.0.113.7 port 5 id 0",
     "ssh_session_ended session success user=ines from=203.0.113.7 ip=203.0.113.7 port=5 count=1"},
    {"Connection from 203.0.113.7 port 5 on 198.51.100.9 port 22 rdomain \"\"",
     "ssh_connect network unknown from=203.0.113.7 ip=203.0.113.7 port=5 count=1"},
    {"Connection closed by 203.0.113.7 [preauth]",
     "ssh_disconnect session unknown from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"Connection reset by authenticating user ines 203.0.113.7 port 5 [preauth]",
     "ssh_disconnect session unknown user=ines from=203.0.113.7 ip=203.0.113.7 port=5 count=1"},
    {"Connection closed by invalid user  203.0.113.7 port 5 [preauth]",
     "ssh_disconnect session unknown user= invalid=true from=203.0.113.7 ip=203.0.113.7 port=5 "
     "count=1"},
    {"Disconnected from user ines 203.0.113.7 port 5",
     "ssh_disconnect session unknown user=ines from=203.0.113.7 ip=203.0.113.7 port=5 count=1"},
    {"Disconnecting invalid user x 203.0.113.7 port 5: Too many authentication failures [preauth]",
     "ssh_disconnect session unknown reason=Too many authentication failures user=x invalid=true "
     "from=203.0.113.7 ip=203.0.113.7 port=5 count=1"},
    {"error: Received disconnect from 203.0.113.7: 14: No methods [preauth]",
     "ssh_disconnect session unknown reason=No methods from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"Did not receive identification string from 203.0.113.7 port 5",
     "ssh_probe network failure from=203.0.113.7 ip=203.0.113.7 port=5 count=1"},
    {"banner exchange: Connection from 203.0.113.7 port 5: invalid format",
     "ssh_probe network failure reason=invalid format from=203.0.113.7 ip=203.0.113.7 port=5 "
     "count=1"},
    {"error: kex_exchange_identification: read: Connection reset by peer",
     "ssh_probe network failure reason=read: Connection reset by peer count=1"},
    {"Unable to negotiate with 203.0.113.7 port 5: no matching MAC found. Their offer: x [preauth]",
     "ssh_negotiation_failed network failure reason=no matching MAC found. Their offer: x "
     "from=203.0.113.7 ip=203.0.113.7 port=5 count=1"},
    {"fatal: Timeout before authentication for 203.0.113.7 port 5",
     "ssh_timeout network failure from=203.0.113.7 ip=203.0.113.7 port=5 count=1"},
    {"Timeout before authentication for connection from 203.0.113.7 to 198.51.100.9, pid = 7",
     "ssh_timeout network failure from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"srclimit_penalise: ipv4: new 203.0.113.7/32 deferred penalty of 5 seconds for penalty: "
     "failed authentication",
     "ssh_penalty network failure reason=penalty: failed authentication from=203.0.113.7 "
     "ip=203.0.113.7 count=1"},
    {"drop connection #2 from [2001:db8::7]:5 on [2001:db8::9]:22 penalty: failed authentication",
     "ssh_connection_refused network failure reason=penalty: failed authentication "
     "from=2001:db8::7 ip=2001:db8::7 port=5 count=1"},
    {"refused connect from x@(203.0.113.1) (203.0.113.7)",
     "ssh_connection_refused network failure from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"ssh_dispatch_run_fatal: Connection from user ines 203.0.113.7 port 5: message incorrect",
     "ssh_transport_error network failure reason=message incorrect user=ines from=203.0.113.7 "
     "ip=203.0.113.7 port=5 count=1"},
    {"reverse mapping checking getaddrinfo for a.example [203.0.113.7] failed - POSSIBLE BREAK-IN",
     "ssh_name_mismatch network unknown from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"Address 203.0.113.7 maps to a.example, but this does not map back to the address",
     "ssh_name_mismatch network unknown from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"Server listening on :: port 22.", "ssh_server_started network success count=1"},
    /* The client chooses what it asks for, and who it says it asks for. */
    {"Received request to connect to host 198.51.100.9 port 5432, but the request was denied.",
     "ssh_forward_refused network failure count=1 to=198.51.100.9 to-port=5432"},
    {"Received request from 203.0.113.7 port 51022 to remote forward to host :: port 8080, but the "
     "request was denied.",
     "ssh_forward_refused network failure from=203.0.113.7 ip=203.0.113.7 port=51022 count=1 to=:: "
     "to-port=8080"},
    {"Received request from 2001:db8::7 port 5 to connect to host x port 1, but the request was "
     "denied. port 22, but the request was denied.",
     "ssh_forward_refused network failure from=2001:db8::7 ip=2001:db8::7 port=5 count=1 to=x port "
     "1, but the request was denied. to-port=22"},
    {"Received request from 203.0.113.7 port 51022 to connect to path /run/docker.sock, but the "
     "request was denied.",
     "ssh_forward_refused network failure from=203.0.113.7 ip=203.0.113.7 port=51022 count=1 "
     "path=/run/docker.sock"},
    {"refused local port forward: originator 127.0.0.1 port 1789, target db.example port 5432",
     "ssh_forward_refused network failure count=1 to=db.example to-port=5432"},
    {"refused local port forward: originator x, target y port 1 port 5, target db.example port "
     "5432",
     "ssh_forward_refused network failure count=1"},
    {"refused streamlocal port forward: originator  port 0, target /run/docker.sock",
     "ssh_forward_refused network failure count=1 path=/run/docker.sock"},
    {"Received request to connect to host 198.51.100.9 port 5432", "count=1"},
    /* Numbers and sentences that are none. */
    {"Failed password for ines from 203.0.113.7 port 99999 ssh2",
     "ssh_login authentication failure user=ines from=203.0.113.7 ip=203.0.113.7 method=password "
     "count=1"},
    {"PAM 99999999999 more authentication failures; rhost=203.0.113.7",
     "ssh_pam_failure authentication failure from=203.0.113.7 ip=203.0.113.7 count=2147483647"},
    {"User child is on pid 77", "count=1"},
    {"Failed to start", "count=1"},
    {"Connection closed by remote host", "count=1"},
    {"PAM service(sshd) ignoring max retries; 6 > 3", "count=1"},
    {"PAM x more authentication failures; rhost=203.0.113.7", "count=1"},
    {"drop connection #2 from nowhere", "count=1"},
    {"something new altogether", "count=1"},
    {"", "count=1"},
};

static const struct {
    enum field field;
    const char *label; /* NULL: the value alone */
} shown[] = {
    {FIELD_EVENT_ACTION, NULL},
    {FIELD_EVENT_CATEGORY, NULL},
    {FIELD_EVENT_OUTCOME, NULL},
    {FIELD_EVENT_REASON, "reason"},
    {FIELD_USER_NAME, "user"},
    {FIELD_SSH_USER_INVALID, "invalid"},
    {FIELD_SOURCE_ADDRESS, "from"},
    {FIELD_SOURCE_IP, "ip"},
    {FIELD_SOURCE_PORT, "port"},
    {FIELD_SSH_METHOD, "method"},
    {FIELD_SSH_KEY, "key"},
    {FIELD_EVENT_COUNT, "count"},
    {FIELD_DESTINATION_ADDRESS, "to"},
    {FIELD_DESTINATION_PORT, "to-port"},
    {FIELD_FILE_PATH, "path"},
};

static struct arena *arena;
static struct wanted_fields *wanted;
static struct record record;

static void set_up(void)
{
    arena = arena_create(4096);
    wanted = wanted_fields_create();
    record = (struct record){.count = 1, .arrival = 5, .modified = 1793694901 * SECOND};
}

static void tear_down(void)
{
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}

static struct event *decode(struct text line, bool whole)
{
    const struct decode_context context = {0};
    struct event *event = NULL;

    record.text = line;
    event = event_create(arena, &record, wanted, whole);
    decoder_decode(decoder_find(TEXT("sshd")), &context, event);
    return event;
}

static void show(const struct event *event, struct buffer *buffer)
{
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        if (!event_get(event, shown[i].field))
            continue;
        if (buffer->length > 0)
            buffer_append_byte(buffer, ' ');
        if (shown[i].label)
            buffer_printf(buffer, "%s=", shown[i].label);
        buffer_append_text(buffer, event_text(event, shown[i].field));
    }
}

START_TEST(messages_are_understood)
{
    struct text line = arena_printf(arena, "Nov  3 08:05:01 gw sshd[9]: %s", messages[_i].message);
    struct event *event = decode(line, true);
    struct buffer fields = {0};

    show(event, &fields);
    ck_assert_str_eq(buffer_string(&fields), messages[_i].fields);
    ck_assert(event->decoded);
    ck_assert_int_eq(event->time, 1793693101 * SECOND);
    ck_assert(text_equal(event_text(event, FIELD_HOST_NAME), TEXT("gw")));
    ck_assert(text_equal(event_text(event, FIELD_PROCESS_NAME), TEXT("sshd")));
    ck_assert(text_equal(event_text(event, FIELD_PROCESS_PID), TEXT("9")));
    ck_assert(text_equal(event_text(event, FIELD_MESSAGE), text_of(messages[_i].message)));
    buffer_finish(&fields);
}
END_TEST

START_TEST(no_message_is_read_past_its_end)
{
    const char *frame = "Nov  3 08:05:01 gw sshd[9]: ";
    size_t front = strlen(frame);

    for (size_t length = 0; length <= strlen(messages[_i].message); length++) {
        char *exact = malloc(front + length);

        memcpy(exact, frame, front);
        memcpy(exact + front, messages[_i].message, length);
        ck_assert(decode((struct text){exact, front + length}, true)->decoded);
        free(exact);
        arena_reset(arena);
    }
}
END_TEST

START_TEST(the_programs_of_a_login_are_one)
{
    static const char *const programs[] = {"sshd", "sshd-session", "sshd-auth", "/usr/sbin/sshd",
                                           "sshd(pam_unix)"};

    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        struct text line = arena_printf(
            arena, "Nov  3 08:05:01 gw %s[9]: Invalid user x from 203.0.113.7", programs[i]);

        ck_assert(text_equal(event_text(decode(line, true), FIELD_EVENT_ACTION),
                             TEXT("ssh_invalid_user")));
    }
}
END_TEST

START_TEST(other_programs_keep_their_frame)
{
    struct event *event =
        decode(TEXT("Nov  3 08:05:01 gw app[9]: Invalid user x from 203.0.113.7"), true);

    ck_assert(event->decoded);
    ck_assert(text_equal(event_text(event, FIELD_PROCESS_NAME), TEXT("app")));
    ck_assert_ptr_null(event_get(event, FIELD_EVENT_ACTION));
    ck_assert_ptr_null(event_get(event, FIELD_SOURCE_ADDRESS));
}
END_TEST

START_TEST(a_line_without_a_frame_is_not_decoded)
{
    struct event *event = decode(TEXT("Invalid user x from 203.0.113.7"), true);

    ck_assert(!event->decoded);
    ck_assert(event->time_is_arrival);
    ck_assert_ptr_null(event_get(event, FIELD_EVENT_ACTION));
    ck_assert_int_eq(event_get(event, FIELD_EVENT_COUNT)->integer, 1);
}
END_TEST

START_TEST(counts_multiply)
{
    struct event *event = NULL;

    record.count = 1000000;
    event =
        decode(TEXT("Nov  3 08:05:01 gw sshd[9]: PAM 2 more authentication failures; uid=0"), true);
    ck_assert_int_eq(event_get(event, FIELD_EVENT_COUNT)->integer, 2 * 1000000);
}
END_TEST

START_TEST(only_what_is_wanted_is_kept)
{
    struct event *event = NULL;
    int slot = wanted_fields_add(wanted, TEXT("user.name"));

    event = decode(TEXT("Nov  3 08:05:01 gw sshd[9]: Invalid user x from 203.0.113.7"), false);
    ck_assert(text_equal(value_text(arena, event_value(event, slot)), TEXT("x")));
    ck_assert_uint_eq(event->field_count, 0);
    ck_assert_ptr_null(event_get(event, FIELD_SOURCE_IP));
    ck_assert(!event->time_is_arrival);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sshd");
    TCase *cases = tcase_create("sshd");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, messages_are_understood, 0, sizeof messages / sizeof *messages);
    tcase_add_loop_test(cases, no_message_is_read_past_its_end, 0,
                        sizeof messages / sizeof *messages);
    tcase_add_test(cases, the_programs_of_a_login_are_one);
    tcase_add_test(cases, other_programs_keep_their_frame);
    tcase_add_test(cases, a_line_without_a_frame_is_not_decoded);
    tcase_add_test(cases, counts_multiply);
    tcase_add_test(cases, only_what_is_wanted_is_kept);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
