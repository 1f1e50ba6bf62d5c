#include "app/service_manager.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/text.h"

enum { FIRST_PASSED_DESCRIPTOR = 3, MOST_PASSED = 16 };

void service_manager_notify(const char *format, ...)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    socklen_t size = 0;
    char text[512] = "";
    va_list args;
    int descriptor = -1;

    if (!path || strlen(path) < 2 || strlen(path) >= sizeof address.sun_path)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);

    memcpy(address.sun_path, path, strlen(path));
    size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
    if (path[0] == '@')
        address.sun_path[0] = '\0'; /* the abstract namespace */
    descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0)
        return;
    sendto(descriptor, text, strlen(text), MSG_NOSIGNAL, (struct sockaddr *)&address, size);
    close(descriptor);
}

/* True when an environment variable that names a process names this one. */
static bool is_for_us(const char *variable)
{
    const char *value = getenv(variable);
    uint64_t process = 0;

    return value && text_to_unsigned(text_of(value), &process) && process == (uint64_t)getpid();
}

timestamp service_manager_watchdog(void)
{
    const char *interval = getenv("WATCHDOG_USEC");
    uint64_t microseconds = 0;

    if (getenv("WATCHDOG_PID") && !is_for_us("WATCHDOG_PID"))
        return 0;
    if (!interval || !text_to_unsigned(text_of(interval), &microseconds))
        return 0;
    return microseconds > (uint64_t)DAY ? DAY : (timestamp)microseconds;
}

int service_manager_socket(const char *name)
{
    const char *count_text = getenv("LISTEN_FDS");
    const char *names_text = getenv("LISTEN_FDNAMES");
    struct text names = text_of(names_text);
    uint64_t count = 0;

    if (!is_for_us("LISTEN_PID") || !count_text || !names_text ||
        !text_to_unsigned(text_of(count_text), &count) || count > MOST_PASSED)
        return -1;
    for (int i = 0; i < (int)count; i++) {
        struct text one = {0};

        text_cut(names, TEXT(":"), &one, &names);
        if (text_equal(one, text_of(name))) {
            int descriptor = FIRST_PASSED_DESCRIPTOR + i;

            fcntl(descriptor, F_SETFD, FD_CLOEXEC);
            fcntl(descriptor, F_SETFL, O_NONBLOCK);
            return descriptor;
        }
    }
    return -1;
}
