#include "app/actor.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

#define NO_LOGIN UINT32_MAX

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

void actor_identify(struct actor *actor, const struct peer *peer, enum access access,
                    const char *test_user)
{
    uint32_t login = peer->user == 0 ? login_of(peer->process) : peer->user;

    *actor = (struct actor){.access = access};
    if (access != ACCESS_ALL)
        return;
    if (login != NO_LOGIN)
        write_name(actor->name, login);
    else
        snprintf(actor->name, sizeof actor->name, "%s", test_user);
}
