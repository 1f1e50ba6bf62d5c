#include "ctl/connection_advice.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_BUFFER = 4096 };

/* What keeps us out: the socket, or the innermost folder on the way to it that may be
 * looked at.  False when not even that is known. */
static bool find_obstacle(const char *path, char place[PATH_MAX], struct stat *facts)
{
    snprintf(place, PATH_MAX, "%s", path);
    while (stat(place, facts) < 0) {
        char *slash = strrchr(place, '/');

        if (!slash || slash == place)
            return false;
        *slash = '\0';
    }
    return true;
}

static void append_user(struct buffer *out)
{
    char room[NAME_BUFFER];
    struct passwd entry = {0};
    struct passwd *found = NULL;

    if (getpwuid_r(geteuid(), &entry, room, sizeof room, &found) == 0 && found)
        buffer_append_text(out, text_of(found->pw_name));
    else
        buffer_append_text(out, TEXT("USER"));
}

static void advise_on_rights(const char *path, struct buffer *out)
{
    char place[PATH_MAX] = "";
    char room[NAME_BUFFER];
    struct stat facts = {0};
    struct group entry = {0};
    struct group *group = NULL;
    bool is_known = find_obstacle(path, place, &facts) && (facts.st_mode & S_IRWXG) &&
                    getgrgid_r(facts.st_gid, &entry, room, sizeof room, &group) == 0 && group;

    if (!is_known || facts.st_gid == 0) {
        buffer_append_text(out, TEXT("; only its owner and root may: try sudo"));
        return;
    }
    buffer_printf(out, "; it is for the group %s: `sudo usermod -aG %s ", group->gr_name,
                  group->gr_name);
    append_user(out);
    buffer_append_text(out, TEXT("`, then log in again"));
}

void connection_advise(const char *path, int reason, struct buffer *out)
{
    if (reason == EACCES)
        advise_on_rights(path, out);
    else if (reason == ENOENT || reason == ECONNREFUSED)
        buffer_append_text(out, TEXT("; is amberd running? `systemctl status amberd` says it"));
}
