/* amberctl: the table of its commands, and the way in. */
#include <stdio.h>

#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "ctl/pager.h"
#include "ctl/terminal.h"
#include "protocol/reply.h"

enum { MANY = 100000 };

#define CLOSURE                                                                              \
    "remediation", "root-cause", "false-positive", "reason", "halt", "notified", "incident", \
        "reinforcement", "waiver"

static int command_help(const struct arguments *arguments);

static const struct command commands[] = {
    {"tail",
     "",
     "Shows alerts as they arrive",
     "Goes on over restarts of the daemon; Ctrl-C ends it.\n\n"
     "  amberctl tail\n"
     "  amberctl tail --rag red --account acme\n"
     "  amberctl tail --from oldest --json | jq -r .title\n",
     0,
     0,
     command_tail,
     {"from", "rag", "rule", "account", "site", "socket"}},
    {"alerts",
     "",
     "Lists alerts that somebody must deal with",
     "Red before Amber, then what is due first.\n\n"
     "  amberctl alerts\n"
     "  amberctl alerts --account acme --rag red\n"
     "  amberctl alerts --all --json | jq -r '[.id, .subject.name, .title] | @tsv'\n",
     0,
     0,
     command_alerts,
     {"all", "state", "rag", "account", "site", "rule", "socket"}},
    {"show",
     "ALERT",
     "Shows one alert on one screen",
     "ALERT is its identifier or the first digits of it, as `amberctl alerts` shows.\n\n"
     "  amberctl show 3f2a91c0\n"
     "  amberctl show 3f2a --json | jq .fields\n",
     1,
     1,
     command_show,
     {"evidence", "socket"}},
    {"ack",
     "ALERT...",
     "Takes alerts on: somebody is working on them",
     "  amberctl ack 3f2a91c0\n"
     "  amberctl ack 3f2a91c0 77b0 --note 'with the shift lead'\n",
     1,
     MANY,
     command_move,
     {"note", "socket"}},
    {"isolate",
     "ALERT...",
     "Records that the system, user or agent is cut off",
     "amberd cuts nobody off itself: this is for the record.\n\n"
     "  amberctl isolate 3f2a91c0 --note 'VPN account disabled'\n",
     1,
     MANY,
     command_move,
     {"note", "socket"}},
    {"investigate",
     "ALERT...",
     "Records that the root cause is being looked for",
     "  amberctl investigate 3f2a91c0 --note 'asked HR for the roster'\n",
     1,
     MANY,
     command_move,
     {"note", "socket"}},
    {"remediate",
     "ALERT...",
     "Records what was done about alerts",
     "  amberctl remediate 3f2a91c0 --remediation 'account locked'\n"
     "  amberctl remediate 3f2a91c0 --note 'rights taken back' \\\n"
     "      --root-cause 'leaver was not in the export'\n",
     1,
     MANY,
     command_move,
     {"note", "remediation", "root-cause", "socket"}},
    {"reinforce",
     "ALERT...",
     "Records what keeps it from coming back",
     "  amberctl reinforce 3f2a91c0 --reinforcement 'leavers are synced hourly'\n"
     "  amberctl reinforce 3f2a91c0 --waiver 'CISO: one of a kind, 2026-11-03'\n",
     1,
     MANY,
     command_move,
     {"note", "reinforcement", "waiver", "socket"}},
    {"close",
     "ALERT...",
     "Closes alerts, with what was done and why it could happen",
     "A Red needs --halt, --notified, --incident and --reinforcement or --waiver too;\n"
     "what an earlier step said need not be said again.\n\n"
     "  amberctl close 3f2a91c0 --remediation 'account locked' \\\n"
     "      --root-cause 'leaver was not in the export'\n"
     "  amberctl close 3f2a91c0 --false-positive --reason 'load test'\n",
     1,
     MANY,
     command_move,
     {"note", CLOSURE, "socket"}},
    {"status",
     "",
     "Says how the daemon is",
     "Counters of what did not happen are left out; --json has them all.\n\n"
     "  amberctl status\n"
     "  amberctl status --json | jq .alerts.red_open\n",
     0,
     0,
     command_status,
     {"socket"}},
    {"sources",
     "",
     "Lists the log files it follows, and how far",
     "BEHIND is what is still to be read.\n\n"
     "  amberctl sources\n"
     "  amberctl sources --account acme\n"
     "  amberctl sources --json | jq -r 'select(.lag > 0).path'\n",
     0,
     0,
     command_sources,
     {"account", "site", "socket"}},
    {"rules",
     "",
     "Lists the rules in effect, and how often each matched",
     "The most frequent first, since the daemon was started.\n\n"
     "  amberctl rules\n"
     "  amberctl rules --json | jq -r 'select(.matches == 0).path'\n",
     0,
     0,
     command_rules,
     {"socket"}},
    {"metrics",
     "",
     "Prints its counters and gauges, as Prometheus reads them",
     "",
     0,
     0,
     command_metrics,
     {"socket"}},
    {"reload",
     "",
     "Makes it read settings and rules again, or says why it will not",
     "Where there are mistakes nothing is changed.\n\n"
     "  amberctl check && amberctl reload\n",
     0,
     0,
     command_reload,
     {"socket"}},
    {"check",
     "[RULES...]",
     "Checks rule files, or the whole configuration",
     "  amberctl check\n"
     "  amberctl check rules/\n"
     "  amberctl check -c my.yml --json | jq -r 'select(.severity == \"error\").message'\n",
     0,
     MANY,
     command_check,
     {NULL}},
    {"test",
     "RULES...",
     "Runs the tests that stand in rule files",
     "They stand under `amberd: tests:`, see amberd-rules(5).  Where one fails, its\n"
     "lines are shown, and what they were decoded to.\n"
     "  amberctl test rules/\n"
     "  amberctl test --junit rules/ > report.xml\n"
     "  prove -r --ext yml --exec 'amberctl test --tap' rules/\n"
     "Exit status: 0 all hold, 1 some fail, 2 rules have mistakes or there is none.\n",
     1,
     MANY,
     command_test,
     {"junit", "tap"}},
    {"match",
     "LOG...",
     "Prints every match of rules in logs, one JSON object a line",
     "  amberctl match --rules rules/ --format syslog /var/log/auth.log\n"
     "  amberctl match --rules my.yml --format syslog auth.log | jq -r .title\n",
     1,
     MANY,
     command_match,
     {"rules", "format", "layout", "any-logsource"}},
    {"replay",
     "LOG...",
     "Runs old logs through the whole engine; alerts as JSON lines",
     "Without --format each log is read as the settings' source that names it.\n\n"
     "  amberctl replay --rules rules/ --format squid access.log.1 access.log\n"
     "  amberctl replay -c my.yml /var/log/auth.log | jq -r '[.rag, .title] | @tsv'\n",
     1,
     MANY,
     command_replay,
     {"rules", "format", "layout", "any-logsource", "all"}},
    {"decode",
     "LOG...",
     "Prints what lines decode to, one JSON object an event",
     "  amberctl decode --format squid /var/log/squid/access.log\n"
     "  amberctl decode --format syslog auth.log | jq '.\"event.action\"'\n",
     1,
     MANY,
     command_decode,
     {"format", "layout"}},
    {"formats",
     "[FORMAT]",
     "Lists the log formats it can read, or what one of them says",
     "Of a FORMAT: the log sources that rules ask for, and the fields there are.\n\n"
     "  amberctl formats\n"
     "  amberctl formats sshd\n",
     0,
     1,
     command_formats,
     {NULL}},
    {"backup",
     "FILE",
     "Copies the journal to a new file, while the daemon runs",
     "  amberctl backup /var/backups/amberd-$(date +%F).db\n"
     "The copy is verified.  amberctl(1) says how to put it back.\n",
     1,
     1,
     command_backup,
     {"directory"}},
    {"verify",
     "",
     "Checks that the journal is what was written",
     "Keep the anchor it prints elsewhere: it shows later whether the end was cut off,\n"
     "even by somebody who takes care to hide it.\n\n"
     "  amberctl verify\n"
     "  amberctl verify --directory /srv/copy/amberd --anchor 812:9c1f...\n",
     0,
     0,
     command_verify,
     {"directory", "anchor"}},
    {"complete",
     "[-- WORD...]",
     "Prints what may come next on a command line, for shells",
     "WORD... is what stands behind `amberctl` so far, the last of it half written.  A line\n"
     "for each thing that may stand there, a tab before what it is; the line `:files` stands\n"
     "for the names of files.\n"
     "  amberctl complete -- match --format sq\n",
     0,
     MANY,
     command_complete,
     {NULL}},
    {"help",
     "[COMMAND]",
     "Says more of a command",
     "  amberctl help close\n",
     0,
     1,
     command_help,
     {NULL}},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(void)
{
    puts("Usage: amberctl COMMAND [OPTION...] [WORD...]\n\n"
         "Talks to a running amberd, and tries rules on logs without one.\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-12s %s\n", commands[i].name, commands[i].summary);
    puts("\nThe usual way of an alert:\n\n"
         "  amberctl alerts\n"
         "  amberctl show 3f2a91c0\n"
         "  amberctl ack 3f2a91c0\n"
         "  amberctl close 3f2a91c0 --remediation 'locked' --root-cause 'not exported'\n\n"
         "`amberctl COMMAND --help` says more, with examples.\n\n"
         "Exit status: 0 fine, 1 the answer is no, 2 mistakes in rules, 3 mistakes in\n"
         "settings or on the command line, 4 the daemon cannot be reached or does not\n"
         "allow it, 5 not all of it was done, 70 a fault of amberctl itself.");
}

/* What could not be printed was not done. */
static int flush_output(int status)
{
    pager_close();
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    perror("amberctl: standard output");
    return REPLY_INCOMPLETE;
}

static int command_help(const struct arguments *arguments)
{
    const struct command *command = NULL;

    if (arguments->word_count == 0) {
        print_help();
        return REPLY_OK;
    }
    command = arguments_find_or_complain(arguments->words[0], commands, COMMAND_COUNT);
    if (!command)
        return REPLY_USAGE;
    arguments_help(command);
    return REPLY_OK;
}

int main(int argc, char **argv)
{
    struct arguments arguments = {0};
    bool good = false;

    for (int i = 1; i < argc; i++) {
        if (text_equal(text_of(argv[i]), TEXT("--version")) ||
            text_equal(text_of(argv[i]), TEXT("-V"))) {
            puts("amberctl " VERSION);
            return REPLY_OK;
        }
    }
    good = arguments_read(argc, argv, commands, COMMAND_COUNT, &arguments);
    if (!good && argc < 2)
        print_help();
    if (!good)
        return REPLY_USAGE;
    if (!arguments.command) {
        print_help();
        return flush_output(REPLY_OK);
    }
    if (arguments.help) {
        arguments_help(arguments.command);
        return flush_output(REPLY_OK);
    }
    if (!terminal_init(arguments.color)) {
        fputs("amberctl: --color is auto, always or never\n", stderr);
        return REPLY_USAGE;
    }
    return flush_output(arguments.command->run(&arguments));
}
