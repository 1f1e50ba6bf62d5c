#include "app/listener.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "app/daemon_log.h"
#include "app/service_manager.h"
#include "base/memory.h"

enum { BACKLOG = 64 };

static bool set_address(struct sockaddr_un *address, const char *path, struct error *err)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address->sun_path)
        return error_set(err, "%s: a socket's path has at most %zu bytes", path,
                         sizeof address->sun_path - 1);
    memcpy(address->sun_path, path, strlen(path));
    return true;
}

/* Removes a socket file that nobody answers on. */
static bool clear_path(const struct sockaddr_un *address, struct error *err)
{
    const char *path = address->sun_path;
    struct stat status = {0};
    int probe = -1;
    int answer = 0;

    if (lstat(path, &status) < 0)
        return errno == ENOENT || error_set_errno(err, "%s", path);
    if (!S_ISSOCK(status.st_mode))
        return error_set(err, "%s: exists and is no socket; move it away", path);

    probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (probe < 0)
        return error_set_errno(err, "%s", path);
    answer = connect(probe, (const struct sockaddr *)address, sizeof *address);
    if (answer < 0)
        answer = -errno;
    close(probe);
    if (answer == 0 || answer == -EAGAIN)
        return error_set(err, "%s: in use by another process; is amberd running already?", path);
    if (unlink(path) < 0 && errno != ENOENT)
        return error_set_errno(err, "%s: cannot remove the old socket", path);
    return true;
}

static void tell_group_not_given(const char *path, const char *reason)
{
    const struct log_facts facts = {.file = path, .reason = reason};

    DAEMON_LOG_ABOUT(NOTICE_GROUP_NOT_GIVEN, &facts, "%s: cannot give the socket to its group: %s",
                     path, reason);
}

static bool bind_path(struct listener *listener, const struct sockaddr_un *address,
                      struct error *err)
{
    const char *path = address->sun_path;

    listener->descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener->descriptor < 0 ||
        bind(listener->descriptor, (const struct sockaddr *)address, sizeof *address) < 0)
        return error_set_errno(err, "%s: cannot make the socket%s", path,
                               errno == ENOENT ? " (make its folder first)" : "");
    listener->path = mem_copy_string(path);
    return true;
}

bool listener_admit(const struct listener *listener, const struct access_policy *access,
                    struct error *err)
{
    int64_t readers = access->readers.id;
    int64_t admins = access->admins.id;
    int64_t group = readers >= 0 ? readers : admins;
    bool is_one = group >= 0 && (admins < 0 || admins == group);
    mode_t mode = group < 0 ? 0600 : is_one ? 0660 : 0666;

    if (!listener->path)
        return true;
    if (is_one && chown(listener->path, (uid_t)-1, (gid_t)group) < 0)
        tell_group_not_given(listener->path, strerror(errno));
    return chmod(listener->path, mode) == 0 || error_set_errno(err, "%s", listener->path);
}

static bool start_listening(const struct listener *listener, struct error *err)
{
    return listen(listener->descriptor, BACKLOG) == 0 || error_set_errno(err, "%s", listener->path);
}

bool listener_open(struct listener *listener, const struct listener_options *options,
                   struct error *err)
{
    struct sockaddr_un address = {0};

    *listener = (struct listener){.descriptor = service_manager_socket(options->name)};
    if (listener->descriptor >= 0)
        return true;
    if (set_address(&address, options->path, err) && clear_path(&address, err) &&
        bind_path(listener, &address, err) && listener_admit(listener, options->access, err) &&
        start_listening(listener, err))
        return true;
    listener_close(listener);
    return false;
}

void listener_close(struct listener *listener)
{
    if (listener->descriptor >= 0)
        close(listener->descriptor);
    if (listener->path)
        unlink(listener->path);
    mem_free(listener->path);
    *listener = (struct listener){.descriptor = -1};
}
