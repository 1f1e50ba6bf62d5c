#include "app/daemon_log.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/native_entry.h"
#include "support/suite.h"

/* journald and its stream, played: where entries come, and the other end of what is
 * standard error in the test's process. */
struct stage {
    char socket[64];
    int journald; /* -1 = nobody listens */
    int stream;
    char bytes[16384];
    struct native_entry entry;
};

static void listen_again(struct stage *stage)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    snprintf(address.sun_path, sizeof address.sun_path, "%s", stage->socket);
    stage->journald = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    ck_assert_int_eq(bind(stage->journald, (struct sockaddr *)&address, sizeof address), 0);
}

static void set_journal_stream(int descriptor)
{
    struct stat status = {0};
    char value[64] = "";

    ck_assert_int_eq(fstat(descriptor, &status), 0);
    snprintf(value, sizeof value, "%llu:%llu", (unsigned long long)status.st_dev,
             (unsigned long long)status.st_ino);
    setenv("JOURNAL_STREAM", value, 1);
}

static void open_stage(struct stage *stage)
{
    int pair[2] = {-1, -1};

    *stage = (struct stage){.journald = -1};
    snprintf(stage->socket, sizeof stage->socket, "/tmp/test_daemon_log.%d", (int)getpid());
    unlink(stage->socket);
    daemon_log_use_socket(stage->socket);
    listen_again(stage);
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    ck_assert_int_eq(dup2(pair[0], STDERR_FILENO), STDERR_FILENO);
    close(pair[0]);
    stage->stream = pair[1];
    set_journal_stream(STDERR_FILENO);
}

static void close_stage(struct stage *stage)
{
    if (stage->journald >= 0)
        close(stage->journald);
    close(stage->stream);
    unlink(stage->socket);
}

static bool receive(struct stage *stage)
{
    ssize_t count = recv(stage->journald, stage->bytes, sizeof stage->bytes, MSG_DONTWAIT);

    if (count < 0)
        return false;
    ck_assert(native_entry_read(&stage->entry, (struct text){stage->bytes, (size_t)count}));
    return true;
}

static void expect(const struct stage *stage, const char *name, const char *value)
{
    struct text got = native_entry_get(&stage->entry, name);

    ck_assert_msg(text_equal(got, text_of(value)), "%s is '%.*s', not '%s'", name, TEXT_ARGS(got),
                  value);
    ck_assert_msg(native_entry_count(&stage->entry, name) <= 1, "%s is there twice", name);
}

static void expect_line(struct stage *stage, const char *wanted)
{
    char got[LOG_TEXT_SIZE * 2] = "";

    ck_assert_int_gt(recv(stage->stream, got, sizeof got - 1, MSG_DONTWAIT), 0);
    ck_assert_str_eq(got, wanted);
}

static void expect_no_line(const struct stage *stage)
{
    char byte = 0;

    ck_assert_int_lt(recv(stage->stream, &byte, 1, MSG_DONTWAIT), 0);
    ck_assert_int_eq(errno, EAGAIN);
}

START_TEST(a_message_is_an_entry_with_its_facts)
{
    const struct log_facts facts = {.source = "sshd",
                                    .file = "/var/log/auth.log",
                                    .line = 3,
                                    .column = 9,
                                    .offset = UINT64_C(1) << 40,
                                    .lost = 512,
                                    .reason = "rotated",
                                    .group = "adm",
                                    .version = "1.2"};
    struct stage stage;

    open_stage(&stage);
    DAEMON_LOG_ABOUT(NOTICE_LOG_GAP, &facts, "%s: text was lost", facts.file);
    ck_assert(receive(&stage));
    expect(&stage, "MESSAGE", "/var/log/auth.log: text was lost");
    expect(&stage, "MESSAGE_ID", "86acd21d3dc8442fae8d5efa77cd74dc");
    expect(&stage, "PRIORITY", "3");
    expect(&stage, "SYSLOG_IDENTIFIER", "amberd");
    expect(&stage, "AMBERD_EVENT", "log-gap");
    expect(&stage, "AMBERD_SOURCE", "sshd");
    expect(&stage, "AMBERD_FILE", "/var/log/auth.log");
    expect(&stage, "AMBERD_LINE", "3");
    expect(&stage, "AMBERD_COLUMN", "9");
    expect(&stage, "AMBERD_OFFSET", "1099511627776");
    expect(&stage, "AMBERD_LOST_BYTES", "512");
    expect(&stage, "AMBERD_REASON", "rotated");
    expect(&stage, "AMBERD_GROUP", "adm");
    expect(&stage, "AMBERD_VERSION", "1.2");
    expect(&stage, "CODE_FILE", __FILE__);
    expect(&stage, "CODE_FUNC", "a_message_is_an_entry_with_its_facts_fn");
    ck_assert_uint_eq(native_entry_count(&stage.entry, "CODE_LINE"), 1);
    ck_assert_uint_eq(stage.entry.count, 17);
    ck_assert(!receive(&stage));
    expect_no_line(&stage);
    close_stage(&stage);
}
END_TEST

START_TEST(facts_that_are_not_there_are_no_fields)
{
    const struct log_facts none = {0};
    struct stage stage;

    open_stage(&stage);
    DAEMON_LOG(NOTICE_STOPPED, "stopped");
    ck_assert(receive(&stage));
    ck_assert_uint_eq(stage.entry.count, 8);
    expect(&stage, "PRIORITY", "6");
    DAEMON_LOG_ABOUT(NOTICE_STOPPED, &none, "stopped");
    ck_assert(receive(&stage));
    ck_assert_uint_eq(stage.entry.count, 8);
    close_stage(&stage);
}
END_TEST

START_TEST(a_name_with_a_newline_forges_neither_field_nor_line)
{
    static const char name[] = "/var/log/x\nPRIORITY=0\nMESSAGE_ID=0\n<0>forged";
    const struct log_facts facts = {.file = name};
    struct stage stage;

    open_stage(&stage);
    DAEMON_LOG_ABOUT(NOTICE_LOG_UNREADABLE, &facts, "%s: cannot be read", name);
    ck_assert(receive(&stage));
    expect(&stage, "AMBERD_FILE", name);
    expect(&stage, "PRIORITY", "3");
    expect(&stage, "MESSAGE_ID", "3183e216894447ea9e5c1e6d8da493b9");
    expect(&stage, "MESSAGE",
           "/var/log/x\\x0aPRIORITY=0\\x0aMESSAGE_ID=0\\x0a<0>forged: cannot be read");
    unsetenv("JOURNAL_STREAM");
    DAEMON_LOG_ABOUT(NOTICE_LOG_UNREADABLE, &facts, "%s: cannot be read", name);
    expect_line(&stage, "amberd: /var/log/x\\x0aPRIORITY=0\\x0aMESSAGE_ID=0\\x0a<0>forged: cannot "
                        "be read\n");
    close_stage(&stage);
}
END_TEST

START_TEST(what_is_escaped_already_stays)
{
    struct stage stage;

    open_stage(&stage);
    DAEMON_LOG(NOTICE_STOPPED, "x\\x0ay '^\\d+$' \xC3\xBC \xFF\xE2\x80\xAE\t.");
    ck_assert(receive(&stage));
    expect(&stage, "MESSAGE", "x\\x0ay '^\\d+$' \xC3\xBC \\xff\\xe2\\x80\\xae\\x09.");
    close_stage(&stage);
}
END_TEST

START_TEST(a_variable_that_was_inherited_means_nothing)
{
    static const char *const values[] = {
        "", ":", "1:2", "8:", ":8", "a:b", "1", "1:2:3", "18446744073709551616:1"};
    struct stage stage;

    open_stage(&stage);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        setenv("JOURNAL_STREAM", values[i], 1);
        DAEMON_LOG(NOTICE_STOPPED, "stopped");
        expect_line(&stage, "amberd: stopped\n");
    }
    unsetenv("JOURNAL_STREAM");
    DAEMON_LOG(NOTICE_STOPPED, "stopped");
    expect_line(&stage, "amberd: stopped\n");
    set_journal_stream(stage.stream); /* standard output was the journal, say */
    DAEMON_LOG(NOTICE_STOPPED, "stopped");
    expect_line(&stage, "amberd: stopped\n");
    ck_assert(!receive(&stage));
    close_stage(&stage);
}
END_TEST

START_TEST(without_standard_error_nothing_happens)
{
    struct stage stage;

    open_stage(&stage);
    close(STDERR_FILENO);
    DAEMON_LOG(NOTICE_STOPPED, "stopped");
    ck_assert(!receive(&stage));
    close_stage(&stage);
}
END_TEST

START_TEST(where_nobody_listens_the_stream_takes_it)
{
    struct stage stage;

    open_stage(&stage);
    unlink(stage.socket);
    DAEMON_LOG(NOTICE_RELOAD_REFUSED, "not reloaded: %s", "why");
    expect_line(&stage, "<3>not reloaded: why\n");
    close(stage.journald);
    listen_again(&stage);
    DAEMON_LOG(NOTICE_RELOAD_REFUSED, "not reloaded: %s", "why");
    ck_assert(receive(&stage));
    expect_no_line(&stage);
    close(stage.journald); /* the file stays, and refuses */
    stage.journald = -1;
    DAEMON_LOG(NOTICE_RELOAD_REFUSED, "not reloaded: %s", "why");
    expect_line(&stage, "<3>not reloaded: why\n");
    close_stage(&stage);
}
END_TEST

/* As many as the queue of the socket holds; those behind go to the stream, until that
 * is full, too; the rest is lost, and nothing waits. */
START_TEST(a_full_journal_is_never_waited_for)
{
    enum { MESSAGES = 20000 };
    struct stage stage;
    size_t entries = 0;
    size_t bytes = 0;
    ssize_t count = 0;

    open_stage(&stage);
    for (unsigned i = 0; i < MESSAGES; i++)
        DAEMON_LOG(NOTICE_STOPPED, "message %u", i);
    while (receive(&stage))
        entries++;
    while ((count = recv(stage.stream, stage.bytes, sizeof stage.bytes, MSG_DONTWAIT)) > 0)
        bytes += (size_t)count;
    ck_assert_uint_gt(entries, 0);
    ck_assert_uint_gt(bytes, 0);
    ck_assert_uint_lt(entries + bytes / strlen("<6>message 10000\n"), MESSAGES);
    DAEMON_LOG(NOTICE_STOPPED, "heard again");
    ck_assert(receive(&stage));
    expect(&stage, "MESSAGE", "heard again");
    close_stage(&stage);
}
END_TEST

START_TEST(a_long_text_is_cut_with_a_mark)
{
    static char words[LOG_TEXT_SIZE + 1];
    struct stage stage;
    struct text got = {0};

    open_stage(&stage);
    memset(words, 'x', sizeof words - 1);
    DAEMON_LOG(NOTICE_STOPPED, "%.*s", LOG_TEXT_SIZE - 1, words);
    ck_assert(receive(&stage));
    got = native_entry_get(&stage.entry, "MESSAGE");
    ck_assert_uint_eq(got.length, LOG_TEXT_SIZE - 1);
    ck_assert(text_ends_with(got, TEXT("xxx")));
    DAEMON_LOG(NOTICE_STOPPED, "%s", words);
    ck_assert(receive(&stage));
    got = native_entry_get(&stage.entry, "MESSAGE");
    ck_assert_uint_eq(got.length, LOG_TEXT_SIZE - 1);
    ck_assert(text_ends_with(got, TEXT("x...")));
    memset(words, '\n', sizeof words - 1); /* escaped, four times as long */
    DAEMON_LOG(NOTICE_STOPPED, "%s", words);
    ck_assert(receive(&stage));
    got = native_entry_get(&stage.entry, "MESSAGE");
    ck_assert(text_ends_with(got, TEXT("...")));
    close_stage(&stage);
}
END_TEST

SUITE_MAIN("daemon_log", a_message_is_an_entry_with_its_facts,
           facts_that_are_not_there_are_no_fields,
           a_name_with_a_newline_forges_neither_field_nor_line, what_is_escaped_already_stays,
           a_variable_that_was_inherited_means_nothing, without_standard_error_nothing_happens,
           where_nobody_listens_the_stream_takes_it, a_full_journal_is_never_waited_for,
           a_long_text_is_cut_with_a_mark)
