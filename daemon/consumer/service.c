#include "consumer/service.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "config/instance_file.h"

enum { LONGEST_NAME = 64, LONGEST_WAIT = 60000 /* ms */ };

/* It names files, and a consumer to the daemon. */
static bool is_name(const char *name)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    size_t length = strlen(name);

    return length > 0 && length <= LONGEST_NAME && strspn(name, allowed) == length &&
           name[0] != '.' && name[0] != '-' && strcmp(name, "syslog") != 0;
}

static bool refuse(const struct service *service, const char *why)
{
    fprintf(stderr, "%s: %s; try `%s --help`\n", service->program, why, service->program);
    return false;
}

bool service_read_arguments(struct service *service, int argc, char **argv, int *status)
{
    static const struct option options[] = {
        {"config", required_argument, NULL, 'c'},
        {"check", no_argument, NULL, 'k'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'V'},
        {NULL, 0, NULL, 0},
    };
    int letter = 0;

    *status = SERVICE_BAD_SETTINGS;
    while ((letter = getopt_long(argc, argv, "c:hV", options, NULL)) != -1) {
        if (letter == 'h' || letter == 'V') {
            *status = SERVICE_OK;
            if (letter == 'h')
                fputs(service->help, stdout);
            else
                printf("%s " VERSION "\n", service->program);
            return false;
        }
        if (letter == 'c')
            service->config = optarg;
        else if (letter == 'k')
            service->only_check = true;
        else
            return refuse(service, "that is not understood");
    }
    if (argc - optind != 1)
        return refuse(service, "one name is wanted");
    service->name = argv[optind];
    if (is_name(service->name))
        *status = SERVICE_OK;
    return *status == SERVICE_OK ||
           refuse(service, "a name is 1 to 64 letters, digits, '_', '.' and '-', begins with "
                           "neither of the last two, and is not 'syslog'");
}

/* Beside the daemon's settings, in a folder of the program's own. */
static void append_path(const struct service *service, struct buffer *path)
{
    static const char daemons[] = CONFIG_PATH;
    const char *slash = strrchr(daemons, '/');

    buffer_append(path, daemons, slash ? (size_t)(slash - daemons) : 0);
    buffer_printf(path, "/%s/%s.yml", service->folder, service->name);
}

bool service_read_settings(const struct service *service, void *target)
{
    struct diagnostics diagnostics = {0};
    struct buffer path = {0};
    bool is_absent = false;
    bool good = false;

    if (service->config)
        buffer_append_text(&path, text_of(service->config));
    else
        append_path(service, &path);
    is_absent = !service->config && instance_file_is_absent(buffer_string(&path));
    good = instance_file_read(service->table, is_absent ? NULL : buffer_string(&path), target,
                              &diagnostics);
    for (size_t i = 0; i < diagnostics.count; i++) {
        const struct diagnostic *item = &diagnostics.items[i];

        if (item->line > 0)
            service_say(service, "%s:%u:%u: %s", item->path, item->line, item->column,
                        item->message);
        else
            service_say(service, "%s%s%s", item->path ? item->path : "", item->path ? ": " : "",
                        item->message);
    }
    diagnostics_finish(&diagnostics);
    buffer_finish(&path);
    return good;
}

void service_say(const struct service *service, const char *format, ...)
{
    char text[2 * ERROR_TEXT_SIZE] = "";
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    fprintf(stderr, "%s: %s: %s\n", service->program, service->name, text);
}

static timestamp read_clock(clockid_t id)
{
    struct timespec now = {0};

    clock_gettime(id, &now);
    return now.tv_sec * SECOND + now.tv_nsec / 1000;
}

timestamp service_now(void)
{
    return read_clock(CLOCK_REALTIME);
}

timestamp service_running(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int service_signals(struct error *err)
{
    sigset_t signals;
    int descriptor = -1;

    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGCHLD);
    if (signal(SIGCHLD, SIG_DFL) != SIG_ERR && sigprocmask(SIG_BLOCK, &signals, NULL) == 0)
        descriptor = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    if (descriptor < 0)
        error_set_errno(err, "signals");
    return descriptor;
}

bool service_is_to_end(int signals)
{
    struct signalfd_siginfo one = {0};
    bool is_to_end = false;

    while (read(signals, &one, sizeof one) == (ssize_t)sizeof one)
        is_to_end = is_to_end || one.ssi_signo != SIGCHLD;
    return is_to_end;
}

void service_wait(struct pollfd *polled, nfds_t count, timestamp until)
{
    timestamp now = service_running();
    timestamp rounded = until <= now ? 0 : (until - now + MILLISECOND - 1) / MILLISECOND;

    for (nfds_t i = 0; i < count; i++)
        polled[i].revents = 0;
    if (poll(polled, count, (int)(rounded > LONGEST_WAIT ? LONGEST_WAIT : rounded)) < 0) {
        for (nfds_t i = 0; i < count; i++)
            polled[i].revents = 0;
    }
}
