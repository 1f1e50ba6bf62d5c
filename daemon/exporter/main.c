/* amberd-export: the feed as lines of JSON in a file, for programs that read files. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/instance_file.h"
#include "consumer/service.h"
#include "exporter/export.h"

static const char help[] =
    "Usage: amberd-export [-c FILE] [--check] NAME\n"
    "\n"
    "Writes the alerts of amberd into a file, one JSON object a line, for shippers that\n"
    "read files: Filebeat, Wazuh's agent, Splunk's forwarder, rsyslog's imfile.  Each\n"
    "record is in the file once, however often it is killed, and is acknowledged when\n"
    "it is on the disk.  NAME is the consumer's name at the daemon; a shipper, a name.\n"
    "\n"
    "  $ systemctl enable --now amberd-export@siem\n"
    "  $ tail -F /var/log/amberd-export/siem.ndjson | jq .title\n"
    "\n"
    "  -c, --config FILE   settings (default export/NAME.yml in the folder of amberd.yml;\n"
    "                      without a file there: the defaults)\n"
    "      --check         only check the settings, then exit\n"
    "  -h, --help          this text\n"
    "  -V, --version       the version\n"
    "\n"
    "Settings, one a line, such as `format: ecs`: feed, file, format (native, ocsf, ecs),\n"
    "from (oldest, newest), size, keep, sync, sync_records, filter (rag, rule, control,\n"
    "source, tag, account, site).\n"
    "\n"
    "Exit status: 0 ended in order or the check is clean, 3 mistakes in settings or on\n"
    "the command line, 70 it could not start.\n"
    "\n"
    "See amberd-export(8), amberd-feed(7).\n";

static void say(const char *message, void *cookie)
{
    service_say(cookie, "%s", message);
}

/* Until it is to end. */
static void run(struct export *export, int signals)
{
    struct pollfd polled[2] = {{.fd = -1}, {.fd = signals, .events = POLLIN}};

    while (!service_is_to_end(signals)) {
        polled[0] = export_poll(export);
        service_wait(polled, 2, export_due(export));
        export_turn(export, polled[0].revents, service_running());
    }
    export_end(export, service_running());
}

static int start(struct service *service, const struct export_settings *settings)
{
    struct buffer file = {0};
    struct error err = {0};
    struct export *export = NULL;
    int signals = service_signals(&err);
    struct export_options options = {
        .name = service->name, .settings = settings, .say = say, .cookie = service};

    if (settings->file[0] != '\0')
        buffer_append_text(&file, text_of(settings->file));
    else
        buffer_printf(&file, "/var/log/amberd-export/%s.ndjson", service->name);
    options.file = buffer_string(&file);
    if (signals >= 0)
        export = export_create(&options, &err);
    if (export)
        run(export, signals);
    else
        service_say(service, "%s", err.text);
    if (signals >= 0)
        close(signals);
    buffer_finish(&file);
    if (!export)
        return SERVICE_NO_START;
    export_destroy(export);
    return SERVICE_OK;
}

int main(int argc, char **argv)
{
    struct service service = {
        .program = "amberd-export",
        .folder = "export",
        .help = help,
        .table = export_settings_table(),
    };
    struct export_settings settings = {0};
    int status = SERVICE_OK;

    if (!service_read_arguments(&service, argc, argv, &status))
        return status;
    umask(0027);
    if (!service_read_settings(&service, &settings))
        status = SERVICE_BAD_SETTINGS;
    else if (service.only_check)
        service_say(&service, "the settings are good");
    else
        status = start(&service, &settings);
    instance_file_clear(service.table, &settings);
    return status;
}
