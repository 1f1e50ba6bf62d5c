#include "decode/cron.h"

#include <check.h>

#include "support/suite.h"
#include "support/syslog_case.h"

static const struct syslog_case cases[] = {
    {"CRON[9]: (root) CMD (test -x /x && (echo a))",
     "cron cron_command success user=root command=test -x /x && (echo a) count=1"},
    {"/usr/sbin/cron[9]: (ines) CMD (run ) CMD (x)",
     "cron cron_command success user=ines command=run ) CMD (x count=1"},
    {"CROND[9]: (root) CMD (run-parts /etc/cron.hourly)",
     "cron cron_command success user=root command=run-parts /etc/cron.hourly count=1"},
    {"CROND[9]: (root) CMDEND (run-parts /etc/cron.hourly)",
     "cron cron_command_ended unknown user=root command=run-parts /etc/cron.hourly count=0"},
    {"crond: USER root pid 77 cmd run-parts /etc/periodic/15min",
     "cron cron_command success user=root command=run-parts /etc/periodic/15min count=1"},
    {"crontab[9]: (ines) REPLACE (root)",
     "cron crontab_changed success user=ines target=root count=1"},
    {"crontab[9]: (ines) DELETE (ines)",
     "cron crontab_deleted success user=ines target=ines count=1"},
    {"crontab[9]: (ines) BEGIN EDIT (ines)",
     "cron crontab_opened unknown user=ines target=ines count=1"},
    {"crontab[9]: (ines) END EDIT (ines)",
     "cron crontab_opened unknown user=ines target=ines count=0"},
    {"crontab[9]: (ines) LIST (ines)", "cron crontab_listed unknown user=ines target=ines count=1"},
    {"crontab[9]: (ines) AUTH (crontab command not allowed)",
     "cron crontab_refused failure reason=crontab command not allowed user=ines count=1"},
    {"cron[9]: (ines) RELOAD (crontabs/ines)", "cron crontab_loaded unknown target=ines count=0"},
    {"cron[9]: (ines) WRONG FILE OWNER (crontabs/ines)",
     "cron cron_error failure reason=crontabs/ines user=ines count=1"},
    {"crond[9]: (ines) FAILED to authorize user with PAM (Permission denied)",
     "cron cron_error failure reason=Permission denied user=ines count=1"},
    {"crond[9]: (ines) PAM ERROR (Permission denied)",
     "cron cron_error failure reason=Permission denied user=ines count=0"},
    {"cron[9]: (ines) INSECURE MODE (mode 0600 expected) (crontabs/ines)",
     "cron cron_error failure reason=crontabs/ines user=ines count=1"},
    {"cron[9]: (CRON) INFO (Running @reboot jobs)", "cron count=1"},
    {"anacron[9]: Job `cron.daily' started",
     "cron cron_command success command=cron.daily count=1"},
    {"anacron[9]: Job `cron.daily' terminated",
     "cron cron_command_ended unknown command=cron.daily count=0"},
    {"CRON[9]: pam_unix(cron:session): session opened for user root(uid=0) by root(uid=0)",
     "cron session_opened success user=root id=0 service=cron method=pam_unix count=1"},
    {"cron[9]: (", "cron count=1"},
};

START_TEST(messages_are_understood)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        syslog_case_check("syslog", &cases[i]);
}
END_TEST

START_TEST(it_is_a_format_of_its_own)
{
    syslog_case_check("cron", &cases[0]);
}
END_TEST

SUITE_MAIN("cron", messages_are_understood, it_is_a_format_of_its_own)
