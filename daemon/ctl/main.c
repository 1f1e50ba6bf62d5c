/* amberctl: the table of its commands, and the way in. */
#include <stdio.h>

#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "ctl/terminal.h"
#include "protocol/reply.h"

enum { MANY = 100000 };

#define CLOSURE                                                                              \
    "remediation", "root-cause", "false-positive", "reason", "halt", "notified", "incident", \
        "reinforcement", "waiver"

static const struct command commands[] = {
    {"tail",
     "",
     "Shows alerts as they arrive",
     "  amberctl tail --rag red\n  amberctl tail --from oldest --json | jq .title\n",
     0,
     0,
     command_tail,
     {"from", "rag", "rule", "account", "socket"}},
    {"alerts",
     "",
     "Lists alerts that somebody must deal with",
     "  amberctl alerts --account acme\n  amberctl alerts --all --state closed\n",
     0,
     0,
     command_alerts,
     {"all", "state", "rag", "account", "rule", "socket"}},
    {"show",
     "ALERT",
     "Shows one alert on one screen",
     "ALERT is its identifier or the first digits of it, as `amberctl alerts` shows.\n",
     1,
     1,
     command_show,
     {"evidence", "socket"}},
    {"ack",
     "ALERT...",
     "Takes alerts on: somebody is working on them",
     "",
     1,
     MANY,
     command_move,
     {"note", "socket"}},
    {"isolate",
     "ALERT...",
     "Records that the system, user or agent is cut off",
     "",
     1,
     MANY,
     command_move,
     {"note", "socket"}},
    {"investigate",
     "ALERT...",
     "Records that the root cause is being looked for",
     "",
     1,
     MANY,
     command_move,
     {"note", "socket"}},
    {"remediate",
     "ALERT...",
     "Records what was done about alerts",
     "  amberctl remediate 3f2a91c0 --remediation 'account locked'\n",
     1,
     MANY,
     command_move,
     {"note", "remediation", "root-cause", "socket"}},
    {"reinforce",
     "ALERT...",
     "Records what keeps it from coming back",
     "",
     1,
     MANY,
     command_move,
     {"note", "reinforcement", "waiver", "socket"}},
    {"close",
     "ALERT...",
     "Closes alerts, with what was done and why it could happen",
     "  amberctl close 3f2a91c0 --remediation 'account locked' \\\n"
     "      --root-cause 'leaver was not in the export'\n"
     "  amberctl close 3f2a91c0 --false-positive --reason 'load test'\n"
     "A Red needs --halt, --notified, --incident and --reinforcement or --waiver too.\n",
     1,
     MANY,
     command_move,
     {"note", CLOSURE, "socket"}},
    {"status", "", "Says how the daemon is", "", 0, 0, command_status, {"socket"}},
    {"sources",
     "",
     "Lists the log files it follows, and how far",
     "",
     0,
     0,
     command_sources,
     {"socket"}},
    {"rules",
     "",
     "Lists the rules in effect, and how often each matched",
     "",
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
     "",
     0,
     0,
     command_reload,
     {"socket"}},
    {"check",
     "[RULES...]",
     "Checks rule files, or the whole configuration",
     "  amberctl check rules/\n  amberctl check -c /etc/amberd/amberd.yml\n",
     0,
     MANY,
     command_check,
     {NULL}},
    {"match",
     "LOG...",
     "Prints every match of rules in logs, one JSON object a line",
     "  amberctl match --rules rules/ --format sshd /var/log/auth.log\n",
     1,
     MANY,
     command_match,
     {"rules", "format", "layout", "any-logsource"}},
    {"replay",
     "LOG...",
     "Runs old logs through the whole engine; alerts as JSON lines",
     "Without --format each log is read as the settings' source that names it.\n"
     "  amberctl replay --rules rules/ --format squid access.log.1 access.log\n",
     1,
     MANY,
     command_replay,
     {"rules", "format", "layout", "any-logsource", "all"}},
    {"decode",
     "LOG...",
     "Prints what lines decode to, one JSON object an event",
     "  amberctl decode --format squid /var/log/squid/access.log\n",
     1,
     MANY,
     command_decode,
     {"format", "layout"}},
    {"formats",
     "[NAME]",
     "Lists the log formats it can read, or what one of them says",
     "With a name: the log sources that rules ask for, and the fields there are.\n"
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
     "",
     0,
     0,
     command_verify,
     {"directory", "anchor"}},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(void)
{
    puts("Usage: amberctl COMMAND [OPTION...] [WORD...]\n\n"
         "Talks to a running amberd, and tries rules on logs without one.\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-12s %s\n", commands[i].name, commands[i].summary);
    puts("\n`amberctl COMMAND --help` says more, with examples; --version says which this is.\n\n"
         "Exit status: 0 fine, 1 the answer is no, 2 mistakes in rules, 3 mistakes in settings\n"
         "or on the command line, 4 the daemon cannot be reached or does not allow it,\n"
         "5 not all of it was done, 70 a fault of amberctl itself.");
}

/* What could not be printed was not done. */
static int flush_output(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    perror("amberctl: standard output");
    return REPLY_INCOMPLETE;
}

int main(int argc, char **argv)
{
    struct arguments arguments = {0};
    bool good = false;

    for (int i = 1; i < argc; i++) {
        if (text_equal(text_of(argv[i]), TEXT("--version"))) {
            puts("amberctl " VERSION);
            return REPLY_OK;
        }
    }
    if (argc == 2 && text_equal(text_of(argv[1]), TEXT("help"))) {
        print_help();
        return flush_output(REPLY_OK);
    }
    good = arguments_read(argc, argv, commands, COMMAND_COUNT, &arguments);
    if (!good && argc < 2)
        print_help();
    if (!good)
        return REPLY_USAGE;
    if (!arguments.command) {
        print_help();
        return REPLY_OK;
    }
    if (arguments.help) {
        arguments_help(arguments.command);
        return REPLY_OK;
    }
    if (!terminal_init(arguments.color)) {
        fputs("amberctl: --color is auto, always or never\n", stderr);
        return REPLY_USAGE;
    }
    return flush_output(arguments.command->run(&arguments));
}
