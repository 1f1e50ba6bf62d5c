#include "app/actor.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.h"

enum { MOST_GROUPS = 1024 };

#define NO_LOGIN UINT32_MAX

static bool is_member(int descriptor, gid_t primary, int64_t group)
{
    gid_t groups[MOST_GROUPS] = {0};
    socklen_t size = sizeof groups;

    if (group < 0)
        return false;
    if (primary == (gid_t)group)
        return true;
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, groups, &size) < 0)
        return false;
    for (size_t i = 0; i < size / sizeof *groups; i++) {
        if (groups[i] == (gid_t)group)
            return true;
    }
    return false;
}

/* The uid that a process logged in with; NO_LOGIN when it did not. */
static uint32_t login_of(pid_t process)
{
    char path[64] = "";
    char digits[16] = "";
    uint64_t user = NO_LOGIN;
    ssize_t length = 0;
    int descriptor = -1;

    snprintf(path, sizeof path, "/proc/%d/loginuid", (int)process);
    descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return NO_LOGIN;
    length = read(descriptor, digits, sizeof digits);
    close(descriptor);
    if (length <= 0 || !text_to_unsigned(text_trim((struct text){digits, (size_t)length}), &user) ||
        user > UINT32_MAX)
        return NO_LOGIN;
    return (uint32_t)user;
}

static void write_name(char name[ACTOR_NAME_SIZE], uint32_t user)
{
    struct passwd entry = {0};
    struct passwd *found = NULL;
    char memory[4096] = "";

    if (getpwuid_r(user, &entry, memory, sizeof memory, &found) == 0 && found)
        snprintf(name, ACTOR_NAME_SIZE, "%s", found->pw_name);
    else
        snprintf(name, ACTOR_NAME_SIZE, "uid:%u", (unsigned)user);
}

bool actor_identify(int descriptor, int64_t group, const char *test_user, struct actor *actor,
                    struct error *err)
{
    struct ucred peer = {0};
    socklen_t size = sizeof peer;
    uint32_t login = 0;

    *actor = (struct actor){0};
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0)
        return error_set_errno(err, "cannot tell who connects");
    actor->user = peer.uid;
    actor->process = peer.pid;
    if (peer.uid != 0 && peer.uid != geteuid() && !is_member(descriptor, peer.gid, group))
        return error_set(err, "user %u is not in the group of this socket", (unsigned)peer.uid);

    login = peer.uid == 0 ? login_of(peer.pid) : peer.uid;
    if (login != NO_LOGIN)
        write_name(actor->name, login);
    else
        snprintf(actor->name, sizeof actor->name, "%s", test_user);
    return true;
}
