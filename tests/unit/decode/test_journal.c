#include <stdio.h>
#include <string.h>

#include "base/buffer.h"

#include "support/decoder_case.h"
#include "support/suite.h"

#define TIME "\"__REALTIME_TIMESTAMP\":\"1793664301250000\""
#define WHEN "2026-11-03T00:05:01.250000Z"
#define SSHD                                                                         \
    "\"SYSLOG_IDENTIFIER\":\"sshd\",\"MESSAGE\":\"Accepted password for night from " \
    "203.0.113.7 port 4022 ssh2\""
#define LOGIN                                                                               \
    WHEN " event.action=ssh_login event.outcome=success process.name=sshd user.name=night " \
         "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=4022 "               \
         "amberd.ssh.method=password"
#define FORGED(executable) WHEN " process.name=sshd" executable

static void check(const char *line, const char *fields)
{
    decoder_case_check(&(struct decoder_case){"journal", NULL, line, fields});
}

START_TEST(messages_are_read_as_syslogs)
{
    check("{" TIME ",\"_HOSTNAME\":\"gw\",\"_PID\":\"871\",\"PRIORITY\":\"6\","
          "\"SYSLOG_FACILITY\":\"4\",\"SYSLOG_PID\":\"1\",\"_TRANSPORT\":\"syslog\","
          "\"SYSLOG_IDENTIFIER\":\"backup\",\"MESSAGE\":\"copied\"}",
          WHEN " host.name=gw log.syslog.facility.code=4 log.syslog.severity.code=6 "
               "process.name=backup process.pid=871");
    check("{" TIME ",\"_UID\":\"0\"," SSHD "}", LOGIN);
    check("{" SSHD "," TIME "}", LOGIN);
    check("{" TIME ",\"_TRANSPORT\":\"kernel\",\"PRIORITY\":\"4\",\"SYSLOG_IDENTIFIER\":"
          "\"kernel\",\"MESSAGE\":\"device eth0 left\"}",
          WHEN " log.syslog.severity.code=4 process.name=kernel");
    check("{" TIME ",\"_COMM\":\"backup\",\"SYSLOG_PID\":\"7\",\"MESSAGE\":\"\"}",
          WHEN " process.name=backup process.pid=7");
}
END_TEST

/* PAM's words are read whoever says them. */
START_TEST(what_people_pass_on_is_not_read)
{
#define PAM "\"MESSAGE\":\"pam_unix(sudo:session): session opened for user root by ines(uid=1000)\""
    static const struct {
        const char *entry;
        const char *program;
        bool is_read;
    } rows[] = {
        {"\"_UID\":\"1000\",\"_TRANSPORT\":\"stdout\",\"_EXE\":\"/usr/bin/crontab\","
         "\"SYSLOG_IDENTIFIER\":\"CRON\",\"MESSAGE\":\"(root) CMD (/root/x)\"",
         "CRON", false},
        {"\"_UID\":\"0\",\"_TRANSPORT\":\"syslog\",\"_EXE\":\"/usr/sbin/cron\","
         "\"SYSLOG_IDENTIFIER\":\"CRON\",\"MESSAGE\":\"(root) CMD (/root/x)\"",
         "CRON", true},
        {"\"_UID\":\"1000\",\"_TRANSPORT\":\"stdout\",\"_EXE\":\"/usr/bin/echo\","
         "\"SYSLOG_IDENTIFIER\":\"echo\"," PAM,
         "echo", false},
        {"\"_UID\":\"1000\",\"_TRANSPORT\":\"syslog\",\"_EXE\":\"/usr/bin/logger\","
         "\"SYSLOG_IDENTIFIER\":\"logger\"," PAM,
         "logger", false},
        {"\"_UID\":\"1000\",\"_TRANSPORT\":\"syslog\",\"_EXE\":\"/usr/bin/pkexec\","
         "\"SYSLOG_IDENTIFIER\":\"pkexec\"," PAM,
         "pkexec", true},
    };
    struct buffer value = {0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decoder_case one = {"journal", NULL, NULL, ""};
        char line[512] = "";

        snprintf(line, sizeof line, "{" TIME ",%s}", rows[i].entry);
        one.line = line;
        ck_assert_str_eq(decoder_case_value(&one, "process.name", &value), rows[i].program);
        ck_assert_str_eq(decoder_case_value(&one, "amberd.flags", &value), "");
        ck_assert_msg((decoder_case_value(&one, "event.action", &value)[0] != '\0') ==
                          rows[i].is_read,
                      "%s", line);
    }
    buffer_finish(&value);
}
END_TEST

START_TEST(people_speak_for_what_they_run)
{
    static const struct {
        const char *who;
        const char *fields;
    } rows[] = {
        {"\"_UID\":\"0\",\"_EXE\":\"/usr/bin/logger\"", LOGIN},
        {"\"_UID\":\"999\",\"_EXE\":\"/usr/bin/logger\"", LOGIN},
        {"\"_UID\":\"60001\"", FORGED("")}, /* systemd-homed's first and last */
        {"\"_UID\":\"60513\"", FORGED("")},
        {"\"_UID\":\"60514\"", LOGIN},
        {"\"_UID\":\"61184\"", LOGIN},
        {"\"_UID\":\"65534\"", LOGIN},
        {"\"_UID\":\"1000\",\"_EXE\":\"/usr/sbin/sshd\"", LOGIN},
        {"\"_UID\":\"1000\",\"_EXE\":\"/usr/lib/openssh/SSHD-session\"", LOGIN},
        {"\"_UID\":\"1000\",\"_COMM\":\"sshd\"", LOGIN},
        {"\"_UID\":\"1000\",\"_COMM\":\"logger\"", FORGED("")},
        {"\"_UID\":\"1000\"", FORGED("")},
        {"\"_UID\":\"1000\",\"_EXE\":\"/usr/bin/logger\",\"_COMM\":\"sshd\"",
         FORGED(" process.executable=/usr/bin/logger")},
        {"\"_UID\":\"1000\",\"_EXE\":\"/home/ines/sshd\"",
         FORGED(" process.executable=/home/ines/sshd")},
        {"\"_UID\":\"1000\",\"_EXE\":\"sshd\"", FORGED(" process.executable=sshd")},
        {"\"_UID\":\"70000\",\"_EXE\":\"/usr/bin/ss\"", FORGED(" process.executable=/usr/bin/ss")},
        {"\"_TRANSPORT\":\"syslog\",\"_UID\":\"0\"", LOGIN},
    };
    struct buffer flags = {0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char line[512] = "{" TIME "," SSHD ",";

        strncat(line, rows[i].who, sizeof line - strlen(line) - 1);
        strncat(line, "}", sizeof line - strlen(line) - 1);
        check(line, rows[i].fields);
        ck_assert_str_eq(decoder_case_value(&(struct decoder_case){"journal", NULL, line, ""},
                                            "amberd.flags", &flags),
                         strcmp(rows[i].fields, LOGIN) == 0 ? "" : "doubtful_program");
    }
    buffer_finish(&flags);
}
END_TEST

START_TEST(only_the_kernel_is_the_kernel)
{
    check("{" TIME ",\"_TRANSPORT\":\"syslog\",\"_UID\":\"0\",\"SYSLOG_IDENTIFIER\":\"kernel\","
          "\"MESSAGE\":\"audit: all is well\"}",
          WHEN " process.name=kernel");
}
END_TEST

START_TEST(texts_come_in_many_ways)
{
    check("{" TIME ",\"SYSLOG_IDENTIFIER\":[120],\"MESSAGE\":[104,105,-1,256,1e3,0]}",
          WHEN " process.name=x");
    check("{" TIME ",\"SYSLOG_IDENTIFIER\":[\"d\",\"e\"],\"MESSAGE\":[]}", WHEN " process.name=d");
    check("{" TIME ",\"MESSAGE\":\"two\\nNov  3 08:05:01 gw sshd[1]: Accepted password for x\"}",
          WHEN);
    check("{" TIME ",\"MESSAGE\":\"a\",\"MESSAGE\":\"b\"}", WHEN);
    check("{\"__REALTIME_TIMESTAMP\":\"x\",\"MESSAGE\":\"a\"}", "");
    check("{\"MESSAGE\":\"a\"}", "!");
    check("{" TIME ",\"MESSAGE\":null}", "!");
    check("{" TIME "}", "!");
    check("[" TIME "]", "!");
    check("", "!");
}
END_TEST

START_TEST(every_message_of_an_entry_counts)
{
    const struct decoder_case bytes = {"journal", NULL, "{" TIME ",\"MESSAGE\":[104,105]}", ""};
    const struct decoder_case several = {"journal", NULL,
                                         "{" TIME ",\"MESSAGE\":[\"a\",[98],\"c\"]}", ""};
    struct buffer value = {0};

    ck_assert_str_eq(decoder_case_value(&bytes, "message", &value), "hi");
    ck_assert_str_eq(decoder_case_value(&several, "message", &value), "a|b|c");
    buffer_finish(&value);
}
END_TEST

SUITE_MAIN("journal", messages_are_read_as_syslogs, people_speak_for_what_they_run,
           what_people_pass_on_is_not_read, only_the_kernel_is_the_kernel, texts_come_in_many_ways,
           every_message_of_an_entry_counts)
