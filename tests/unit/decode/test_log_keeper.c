#include "decode/log_keeper.h"

#include <check.h>

#include "support/suite.h"
#include "support/syslog_case.h"

static const struct syslog_case cases[] = {
    {"systemd-journald[9]: Suppressed 42 messages from /system.slice/x.service",
     "log keeping log_lost failure reason=/system.slice/x.service count=42"},
    {"systemd-journald[9]: Missed 12 kernel messages", "log keeping log_lost failure count=12"},
    {"systemd-journald[9]: Forwarding to syslog missed 7 messages.",
     "log keeping log_lost failure count=7"},
    {"systemd-journald[9]: Journal stopped", "log keeping log_stopped success count=1"},
    {"systemd-journald[9]: Vacuuming done, freed 1.5G of archived journals from /var/log/journal.",
     "log keeping log_cleared success reason=1.5G of archived journals from /var/log/journal. "
     "count=1"},
    {"rsyslogd-2177: imuxsock begins to drop messages from pid 77 due to rate-limiting",
     "log keeping log_lost failure reason=pid 77 due to rate-limiting count=1"},
    {"rsyslogd-2177: imuxsock lost 116 messages from pid 77 due to rate-limiting",
     "log keeping log_lost failure reason=pid 77 due to rate-limiting count=116"},
    {"rsyslogd: imuxsock[pid: 77, name: /usr/sbin/x] from <gw:x>: begin to drop messages due to "
     "rate-limiting",
     "log keeping log_lost failure reason=gw:x count=1"},
    {"rsyslogd: imuxsock[pid: 77, name: /usr/sbin/x]: 116 messages lost due to rate-limiting (200 "
     "allowed within 5 seconds)",
     "log keeping log_lost failure count=116"},
    {"rsyslogd: imjournal: 60000 messages lost due to rate-limiting (20000 allowed within 600 "
     "seconds)",
     "log keeping log_lost failure count=60000"},
    {"rsyslogd: [origin software=\"rsyslogd\" swVersion=\"8.2302.0\" x-pid=\"1\" "
     "x-info=\"https://www.rsyslog.com\"] start",
     "log keeping log_started success count=1"},
    {"rsyslogd: [origin software=\"rsyslogd\" swVersion=\"8.2302.0\" x-pid=\"1\" "
     "x-info=\"https://www.rsyslog.com\"] exiting on signal 15.",
     "log keeping log_stopped success count=1"},
    {"rsyslogd: [origin software=\"rsyslogd\" swVersion=\"8.2302.0\" x-pid=\"1\" "
     "x-info=\"https://www.rsyslog.com\"] rsyslogd was HUPed",
     "log keeping log_reopened success count=1"},
    {"syslogd: exiting on signal 15", "log keeping log_stopped success count=1"},
    {"syslog-ng[9]: syslog-ng shutting down; version='4.2.0'",
     "log keeping log_stopped success count=1"},
    {"auditd[9]: Init complete, auditd 3.1.2 listening for events (startup state enable)",
     "log keeping log_started success count=1"},
    {"auditd[9]: The audit daemon is exiting.", "log keeping log_stopped success count=1"},
    {"auditd[9]: Audit daemon is suspending logging due to low disk space.",
     "log keeping log_stopped success reason=low disk space. count=1"},
    /* Others may not say so. */
    {"x[9]: The audit daemon is exiting.", "other count=1"},
    {"x[9]: Journal stopped", "other count=1"},
    {"systemd-journald[9]: Suppressed many messages from x",
     "log keeping log_lost failure reason=x count=1"},
    {"systemd-journald[9]: Something else", "other count=1"},
};

START_TEST(messages_are_understood)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        syslog_case_check("syslog", &cases[i]);
}
END_TEST

SUITE_MAIN("log_keeper", messages_are_understood)
