#include "app/listener.h"

#include <errno.h>
#include <grp.h>
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

static int64_t find_group(const char *name)
{
    const struct log_facts facts = {.group = name};
    struct group *group = NULL;

    if (name[0] == '\0')
        return -1;
    group = getgrnam(name);
    if (group)
        return group->gr_gid;
    DAEMON_LOG_ABOUT(NOTICE_GROUP_MISSING, &facts,
                     "there is no group '%s': only root and the daemon's own user may connect",
                     name);
    return -1;
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
    mode_t mode = listener->group >= 0 ? 0660 : 0600;

    listener->descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener->descriptor < 0 ||
        bind(listener->descriptor, (const struct sockaddr *)address, sizeof *address) < 0)
        return error_set_errno(err, "%s: cannot make the socket%s", path,
                               errno == ENOENT ? " (make its folder first)" : "");
    listener->path = mem_copy_string(path);
    if (listener->group >= 0 && chown(path, (uid_t)-1, (gid_t)listener->group) < 0)
        tell_group_not_given(path, strerror(errno));
    if (chmod(path, mode) < 0 || listen(listener->descriptor, BACKLOG) < 0)
        return error_set_errno(err, "%s", path);
    return true;
}

bool listener_open(struct listener *listener, const struct listener_options *options,
                   struct error *err)
{
    struct sockaddr_un address = {0};

    *listener = (struct listener){.descriptor = service_manager_socket(options->name),
                                  .group = find_group(options->group)};
    if (listener->descriptor >= 0)
        return true;
    if (set_address(&address, options->path, err) && clear_path(&address, err) &&
        bind_path(listener, &address, err))
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
    *listener = (struct listener){.descriptor = -1, .group = -1};
}
