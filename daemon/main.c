/* amberd: reads the command line and hands over to the runtime. */
#include <getopt.h>
#include <stdio.h>

#include "app/runtime.h"

static const char help[] =
    "Usage: amberd [-c FILE] [--check]\n"
    "\n"
    "Watches logs for operational compliance drift, matches them against rules, and\n"
    "raises Amber and Red alerts over syslog and a Unix socket.  Stays in the\n"
    "foreground; stop it with SIGTERM, make it read its files again with SIGHUP.\n"
    "\n"
    "  -c, --config FILE   settings (default " CONFIG_PATH ")\n"
    "      --check         only check settings and rules, then exit\n"
    "  -h, --help          this text\n"
    "  -V, --version       the version\n"
    "\n"
    "Exit status: 0 ended in order or the check is clean, 2 mistakes in rules,\n"
    "3 mistakes in settings or on the command line, 70 it could not start.\n"
    "\n"
    "See amberd(8), amberd.conf(5); amberctl(1) talks to a running amberd.\n";

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"config", required_argument, NULL, 'c'},
        {"check", no_argument, NULL, 'k'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'V'},
        {NULL, 0, NULL, 0},
    };
    struct runtime_options run = {.config = CONFIG_PATH};
    bool only_check = false;
    int letter = 0;

    while ((letter = getopt_long(argc, argv, "c:hV", options, NULL)) != -1) {
        switch (letter) {
        case 'c':
            run.config = optarg;
            break;
        case 'k':
            only_check = true;
            break;
        case 'h':
            fputs(help, stdout);
            return RUNTIME_OK;
        case 'V':
            puts("amberd " VERSION);
            return RUNTIME_OK;
        default:
            fputs("Try `amberd --help`.\n", stderr);
            return RUNTIME_BAD_SETTINGS;
        }
    }
    if (optind < argc) {
        fprintf(stderr, "amberd: '%s' is not understood; settings are given with -c FILE\n",
                argv[optind]);
        return RUNTIME_BAD_SETTINGS;
    }
    return (int)(only_check ? runtime_check(&run) : runtime_run(&run));
}
