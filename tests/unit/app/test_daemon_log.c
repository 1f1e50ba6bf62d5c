#include "app/daemon_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/fake_journald.h"
#include "support/suite.h"

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
    struct fake_journald journald;

    fake_journald_open(&journald);
    DAEMON_LOG_ABOUT(NOTICE_LOG_GAP, &facts, "%s: text was lost", facts.file);
    ck_assert(fake_journald_receive(&journald));
    fake_journald_expect(&journald, "MESSAGE", "/var/log/auth.log: text was lost");
    fake_journald_expect(&journald, "MESSAGE_ID", "86acd21d3dc8442fae8d5efa77cd74dc");
    fake_journald_expect(&journald, "PRIORITY", "3");
    fake_journald_expect(&journald, "SYSLOG_IDENTIFIER", "amberd");
    fake_journald_expect(&journald, "AMBERD_EVENT", "log-gap");
    fake_journald_expect(&journald, "AMBERD_SOURCE", "sshd");
    fake_journald_expect(&journald, "AMBERD_FILE", "/var/log/auth.log");
    fake_journald_expect(&journald, "AMBERD_LINE", "3");
    fake_journald_expect(&journald, "AMBERD_COLUMN", "9");
    fake_journald_expect(&journald, "AMBERD_OFFSET", "1099511627776");
    fake_journald_expect(&journald, "AMBERD_LOST_BYTES", "512");
    fake_journald_expect(&journald, "AMBERD_REASON", "rotated");
    fake_journald_expect(&journald, "AMBERD_GROUP", "adm");
    fake_journald_expect(&journald, "AMBERD_VERSION", "1.2");
    fake_journald_expect(&journald, "CODE_FILE", __FILE__);
    fake_journald_expect(&journald, "CODE_FUNC", "a_message_is_an_entry_with_its_facts_fn");
    ck_assert_uint_eq(native_entry_count(&journald.entry, "CODE_LINE"), 1);
    ck_assert_uint_eq(journald.entry.count, 17);
    ck_assert(!fake_journald_receive(&journald));
    fake_journald_expect_stream(&journald, "");
    fake_journald_close(&journald);
}
END_TEST

START_TEST(facts_that_are_not_there_are_no_fields)
{
    const struct log_facts none = {0};
    struct fake_journald journald;

    fake_journald_open(&journald);
    DAEMON_LOG(NOTICE_STOPPED, "stopped");
    ck_assert(fake_journald_receive(&journald));
    ck_assert_uint_eq(journald.entry.count, 8);
    fake_journald_expect(&journald, "PRIORITY", "6");
    DAEMON_LOG_ABOUT(NOTICE_STOPPED, &none, "stopped");
    ck_assert(fake_journald_receive(&journald));
    ck_assert_uint_eq(journald.entry.count, 8);
    fake_journald_close(&journald);
}
END_TEST

START_TEST(a_name_with_a_newline_forges_neither_field_nor_line)
{
    static const char name[] = "/var/log/x\nPRIORITY=0\nMESSAGE_ID=0\n<0>forged";
    const struct log_facts facts = {.file = name};
    struct fake_journald journald;

    fake_journald_open(&journald);
    DAEMON_LOG_ABOUT(NOTICE_LOG_UNREADABLE, &facts, "%s: cannot be read", name);
    ck_assert(fake_journald_receive(&journald));
    fake_journald_expect(&journald, "AMBERD_FILE", name);
    fake_journald_expect(&journald, "PRIORITY", "3");
    fake_journald_expect(&journald, "MESSAGE_ID", "3183e216894447ea9e5c1e6d8da493b9");
    fake_journald_expect(
        &journald, "MESSAGE",
        "/var/log/x\\x0aPRIORITY=0\\x0aMESSAGE_ID=0\\x0a<0>forged: cannot be read");
    unsetenv("JOURNAL_STREAM");
    DAEMON_LOG_ABOUT(NOTICE_LOG_UNREADABLE, &facts, "%s: cannot be read", name);
    fake_journald_expect_stream(
        &journald, "amberd: /var/log/x\\x0aPRIORITY=0\\x0aMESSAGE_ID=0\\x0a<0>forged: cannot "
                   "be read\n");
    fake_journald_close(&journald);
}
END_TEST

START_TEST(what_is_escaped_already_stays)
{
    struct fake_journald journald;

    fake_journald_open(&journald);
    DAEMON_LOG(NOTICE_STOPPED, "x\\x0ay '^\\d+$' \xC3\xBC \xFF\xE2\x80\xAE\t.");
    ck_assert(fake_journald_receive(&journald));
    fake_journald_expect(&journald, "MESSAGE",
                         "x\\x0ay '^\\d+$' \xC3\xBC \\xff\\xe2\\x80\\xae\\x09.");
    fake_journald_close(&journald);
}
END_TEST

START_TEST(a_variable_that_was_inherited_means_nothing)
{
    static const char *const values[] = {
        "", ":", "1:2", "8:", ":8", "a:b", "1", "1:2:3", "18446744073709551616:1"};
    struct fake_journald journald;

    fake_journald_open(&journald);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        setenv("JOURNAL_STREAM", values[i], 1);
        DAEMON_LOG(NOTICE_STOPPED, "stopped");
        fake_journald_expect_stream(&journald, "amberd: stopped\n");
    }
    unsetenv("JOURNAL_STREAM");
    DAEMON_LOG(NOTICE_STOPPED, "stopped");
    fake_journald_expect_stream(&journald, "amberd: stopped\n");
    fake_journald_name_stream(journald.stream); /* standard output was the journal, say */
    DAEMON_LOG(NOTICE_STOPPED, "stopped");
    fake_journald_expect_stream(&journald, "amberd: stopped\n");
    ck_assert(!fake_journald_receive(&journald));
    fake_journald_close(&journald);
}
END_TEST

START_TEST(the_same_number_on_another_device_is_another_file)
{
    struct fake_journald journald;
    struct stat status = {0};
    char value[64] = "";

    fake_journald_open(&journald);
    ck_assert_int_eq(fstat(STDERR_FILENO, &status), 0);
    snprintf(value, sizeof value, "%llu:%llu", (unsigned long long)status.st_dev + 1,
             (unsigned long long)status.st_ino);
    setenv("JOURNAL_STREAM", value, 1);
    DAEMON_LOG(NOTICE_STOPPED, "stopped");
    fake_journald_expect_stream(&journald, "amberd: stopped\n");
    ck_assert(!fake_journald_receive(&journald));
    fake_journald_close(&journald);
}
END_TEST

START_TEST(without_standard_error_nothing_happens)
{
    struct fake_journald journald;

    fake_journald_open(&journald);
    close(STDERR_FILENO);
    DAEMON_LOG(NOTICE_STOPPED, "stopped");
    ck_assert(!fake_journald_receive(&journald));
    fake_journald_close(&journald);
}
END_TEST

START_TEST(where_nobody_listens_the_stream_takes_it)
{
    struct fake_journald journald;

    fake_journald_open(&journald);
    unlink(journald.path);
    DAEMON_LOG(NOTICE_RELOAD_REFUSED, "not reloaded: %s", "why");
    fake_journald_expect_stream(&journald, "<3>not reloaded: why\n");
    fake_journald_hang_up(&journald);
    fake_journald_listen(&journald);
    DAEMON_LOG(NOTICE_RELOAD_REFUSED, "not reloaded: %s", "why");
    ck_assert(fake_journald_receive(&journald));
    fake_journald_expect_stream(&journald, "");
    fake_journald_hang_up(&journald);
    DAEMON_LOG(NOTICE_RELOAD_REFUSED, "not reloaded: %s", "why");
    fake_journald_expect_stream(&journald, "<3>not reloaded: why\n");
    fake_journald_close(&journald);
}
END_TEST

/* As many as the queue of the socket holds; those behind go to the stream, until that
 * is full, too; the rest is lost, and nothing waits. */
START_TEST(a_full_journal_is_never_waited_for)
{
    enum { MESSAGES = 20000, PATIENCE_SECONDS = 60 };
    struct fake_journald journald;
    size_t entries = 0;
    size_t bytes = 0;
    ssize_t count = 0;

    fake_journald_open(&journald);
    alarm(PATIENCE_SECONDS);
    for (unsigned i = 0; i < MESSAGES; i++)
        DAEMON_LOG(NOTICE_STOPPED, "message %u", i);
    while (fake_journald_receive(&journald))
        entries++;
    while ((count = recv(journald.stream, journald.bytes, sizeof journald.bytes, MSG_DONTWAIT)) > 0)
        bytes += (size_t)count;
    ck_assert_uint_gt(entries, 0);
    ck_assert_uint_gt(bytes, 0);
    ck_assert_uint_lt(entries + bytes / strlen("<6>message 10000\n"), MESSAGES);
    DAEMON_LOG(NOTICE_STOPPED, "heard again");
    ck_assert(fake_journald_receive(&journald));
    fake_journald_expect(&journald, "MESSAGE", "heard again");
    fake_journald_close(&journald);
}
END_TEST

START_TEST(a_long_text_is_cut_with_a_mark)
{
    static char words[LOG_TEXT_SIZE + 1];
    struct fake_journald journald;
    struct text got = {0};

    fake_journald_open(&journald);
    memset(words, 'x', sizeof words - 1);
    DAEMON_LOG(NOTICE_STOPPED, "%.*s", LOG_TEXT_SIZE - 1, words);
    ck_assert(fake_journald_receive(&journald));
    got = native_entry_get(&journald.entry, "MESSAGE");
    ck_assert_uint_eq(got.length, LOG_TEXT_SIZE - 1);
    ck_assert(text_ends_with(got, TEXT("xxx")));
    DAEMON_LOG(NOTICE_STOPPED, "%s", words);
    ck_assert(fake_journald_receive(&journald));
    got = native_entry_get(&journald.entry, "MESSAGE");
    ck_assert_uint_eq(got.length, LOG_TEXT_SIZE - 1);
    ck_assert(text_ends_with(got, TEXT("x...")));
    memset(words, '\n', sizeof words - 1); /* escaped, four times as long */
    DAEMON_LOG(NOTICE_STOPPED, "%s", words);
    ck_assert(fake_journald_receive(&journald));
    got = native_entry_get(&journald.entry, "MESSAGE");
    ck_assert(text_ends_with(got, TEXT("...")));
    fake_journald_close(&journald);
}
END_TEST

SUITE_MAIN("daemon_log", a_message_is_an_entry_with_its_facts,
           facts_that_are_not_there_are_no_fields,
           a_name_with_a_newline_forges_neither_field_nor_line, what_is_escaped_already_stays,
           a_variable_that_was_inherited_means_nothing,
           the_same_number_on_another_device_is_another_file,
           without_standard_error_nothing_happens, where_nobody_listens_the_stream_takes_it,
           a_full_journal_is_never_waited_for, a_long_text_is_cut_with_a_mark)
