/* amberd-notify: runs a command for each alert, so that people hear of it. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/instance_file.h"
#include "consumer/service.h"
#include "notifier/command.h"
#include "notifier/notify.h"

static const char help[] =
    "Usage: amberd-notify [-c FILE] [--check] NAME\n"
    "\n"
    "Runs a command for each alert of amberd, and again when it is over, so that people\n"
    "hear of it by mail, chat or pager.  The alert is JSON on the command's standard\n"
    "input and, in short, AMBERD_* in its environment; AMBERD_KEY is the same for all\n"
    "about one alert.  A Red that nobody acknowledges goes to a second contact; a daemon\n"
    "that is not there is told of as well.  NAME is the consumer's name at the daemon.\n"
    "\n"
    "  $ cat /etc/amberd/notify/oncall.yml\n"
    "  command: [/usr/local/bin/page, oncall]\n"
    "  filter: {rag: red}\n"
    "  second: {command: [/usr/local/bin/page, manager], after: 15m}\n"
    "  $ systemctl enable --now amberd-notify@oncall\n"
    "\n"
    "  -c, --config FILE   settings (default notify/NAME.yml in the folder of amberd.yml)\n"
    "      --check         only check the settings, then exit\n"
    "  -h, --help          this text\n"
    "  -V, --version       the version\n"
    "\n"
    "Settings: command, timeout, attempts, retry, at_once, limit (pages, per), second\n"
    "(command, after), watch (after), filter (rag, rule, control, source, tag, account,\n"
    "site), feed, state.\n"
    "\n"
    "Exit status: 0 ended in order or the check is clean, 3 mistakes in settings or on\n"
    "the command line, 70 it could not start.\n"
    "\n"
    "See amberd-notify(8), amberd-feed(7).\n";

static void say(const char *message, void *cookie)
{
    service_say(cookie, "%s", message);
}

static struct moment read_clocks(void)
{
    return (struct moment){.running = service_running(), .wall = service_now()};
}

/* Until it is to end; commands that run then are waited for. */
static void run(struct notify *notify, int signals)
{
    struct pollfd polled[2] = {{.fd = -1}, {.fd = signals, .events = POLLIN}};
    bool is_to_end = false;

    while (!is_to_end || notify_is_busy(notify)) {
        polled[0] = notify_poll(notify);
        if (is_to_end)
            polled[0].fd = -1;
        service_wait(polled, 2,
                     is_to_end ? service_running() + SECOND : notify_due(notify, read_clocks()));
        is_to_end = service_is_to_end(signals) || is_to_end;
        notify_turn(notify, polled[0].revents, read_clocks(), !is_to_end);
    }
}

static int start(struct service *service, const struct notify_settings *settings)
{
    struct buffer state = {0};
    struct error err = {0};
    struct notify *notify = NULL;
    int signals = service_signals(&err);
    struct notify_options options = {
        .name = service->name, .settings = settings, .say = say, .cookie = service};
    int status = SERVICE_NO_START;

    if (settings->state[0] != '\0')
        buffer_append_text(&state, text_of(settings->state));
    else
        buffer_printf(&state, "/var/lib/amberd-notify/%s.state", service->name);
    options.state = buffer_string(&state);
    if (signals >= 0)
        notify = notify_create(&options, &err);
    if (notify) {
        run(notify, signals);
        status = SERVICE_OK;
    } else {
        service_say(service, "%s", err.text);
    }
    notify_destroy(notify);
    if (signals >= 0)
        close(signals);
    buffer_finish(&state);
    return status;
}

/* What could be right elsewhere, or later. */
static void doubt(const struct service *service, const struct notify_settings *settings)
{
    struct notify_settings usual = {0};
    struct diagnostics none = {0};

    instance_file_read(service->table, NULL, &usual, &none);
    if (settings->second.command_count == 0 && settings->second.after != usual.second.after)
        service_say(service, "warning: `second` has no `command`, so nobody is told after that");
    instance_file_clear(service->table, &usual);
    if (!command_is_there(settings->command[0]))
        service_say(service,
                    "warning: command: there is no program '%s' that can be run; words "
                    "are items of a list: command: [/usr/local/bin/page, oncall]",
                    settings->command[0]);
    if (settings->second.command_count > 0 && !command_is_there(settings->second.command[0]))
        service_say(service, "warning: second.command: there is no program '%s' that can be run",
                    settings->second.command[0]);
}

/* What the rows of the table cannot say. */
static bool check(const struct service *service, const struct notify_settings *settings)
{
    if (settings->command_count > 0) {
        doubt(service, settings);
        return true;
    }
    service_say(service, "there is no `command` in the settings; write the program that tells "
                         "people, and its arguments: command: [/usr/local/bin/page, oncall]");
    return false;
}

int main(int argc, char **argv)
{
    struct service service = {
        .program = "amberd-notify",
        .folder = "notify",
        .help = help,
        .table = notify_settings_table(),
    };
    struct notify_settings settings = {0};
    int status = SERVICE_OK;

    if (!service_read_arguments(&service, argc, argv, &status))
        return status;
    umask(0027);
    if (!service_read_settings(&service, &settings) || !check(&service, &settings))
        status = SERVICE_BAD_SETTINGS;
    else if (service.only_check)
        service_say(&service, "the settings are good");
    else
        status = start(&service, &settings);
    instance_file_clear(service.table, &settings);
    return status;
}
