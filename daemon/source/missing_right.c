#include "source/missing_right.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum { NAME_SIZE = 64, LOOKUP_SIZE = 4096, MOST_GROUPS = 256 };

static const char *user_name(uid_t user, char name[NAME_SIZE])
{
    char lookup[LOOKUP_SIZE] = {0};
    struct passwd entry = {0};
    struct passwd *found = NULL;

    if (getpwuid_r(user, &entry, lookup, sizeof lookup, &found) == 0 && found)
        (void)snprintf(name, NAME_SIZE, "%s", found->pw_name);
    else
        (void)snprintf(name, NAME_SIZE, "%u", (unsigned)user);
    return name;
}

static const char *group_name(gid_t group, char name[NAME_SIZE])
{
    char lookup[LOOKUP_SIZE] = {0};
    struct group entry = {0};
    struct group *found = NULL;

    if (getgrgid_r(group, &entry, lookup, sizeof lookup, &found) == 0 && found)
        (void)snprintf(name, NAME_SIZE, "%s", found->gr_name);
    else
        (void)snprintf(name, NAME_SIZE, "%u", (unsigned)group);
    return name;
}

/* What is wanted: in words, and in the letters and group bits of a mode. */
struct want {
    const char *verb;
    const char *letters;
    mode_t bits;
};

static const struct want to_read = {"read", "r", S_IRGRP};
static const struct want to_enter = {"enter", "x", S_IXGRP};
static const struct want to_list = {"list", "rx", S_IRGRP | S_IXGRP};

/* Whether to be in a group gives more than the right to read logs. */
static bool is_privileged(gid_t group, const char *name)
{
    static const char *const powerful[] = {"wheel", "sudo",   "admin", "shadow", "disk",
                                           "kmem",  "docker", "lxd",   "libvirt"};

    for (size_t i = 0; i < sizeof powerful / sizeof *powerful; i++) {
        if (strcmp(name, powerful[i]) == 0)
            return true;
    }
    return group == 0;
}

/* Whether we are in the group of a file; and the group to give logs to: adm, which
 * reads them by custom, where we are in it; else the one we run as, unless that is
 * privileged or nobody's; else empty. */
static bool look_at_groups(gid_t file_group, char helpful[NAME_SIZE])
{
    enum { OVERFLOW_GROUP = 65534 }; /* nogroup: whoever has no other */
    gid_t groups[MOST_GROUPS] = {0};
    int count = getgroups(MOST_GROUPS, groups);
    gid_t own = getegid();
    bool is_member = own == file_group;
    bool is_useful = own != OVERFLOW_GROUP && !is_privileged(own, group_name(own, helpful));
    char name[NAME_SIZE] = {0};

    if (!is_useful)
        helpful[0] = '\0';
    for (int i = 0; i < count; i++) {
        is_member = is_member || groups[i] == file_group;
        if (strcmp(group_name(groups[i], name), "adm") == 0)
            memcpy(helpful, name, sizeof name);
    }
    return is_member;
}

/* The last piece of the message: the smallest change that mends it, in commands. */
static void advise(const char *path, const struct stat *status, const struct want *want,
                   struct error *err)
{
    char helpful[NAME_SIZE] = {0};
    char user[NAME_SIZE] = {0};
    char theirs[NAME_SIZE] = {0};
    bool is_member = look_at_groups(status->st_gid, helpful);
    bool has_bits = (status->st_mode & want->bits) == want->bits;
    bool is_root_group = status->st_gid == 0;
    struct error so_far = *err;

    (void)user_name(geteuid(), user);
    (void)group_name(status->st_gid, theirs);
    if (status->st_uid == geteuid())
        error_set(err, "%s; mend: chmod u+%s %s", so_far.text, want->letters, path);
    else if (is_member && !has_bits)
        error_set(err, "%s; mend: chmod g+%s %s", so_far.text, want->letters, path);
    else if (has_bits && !is_privileged(status->st_gid, theirs))
        error_set(err, "%s; mend: add the user to group %s, or setfacl -m u:%s:%s %s", so_far.text,
                  theirs, user, want->letters, path);
    else if (helpful[0] && has_bits && is_root_group)
        error_set(err, "%s; mend: chgrp %s %s, or setfacl -m u:%s:%s %s", so_far.text, helpful,
                  path, user, want->letters, path);
    else if (helpful[0] && !has_bits)
        error_set(err, "%s; mend: chgrp %s %s && chmod g+%s %s, or setfacl -m u:%s:%s %s",
                  so_far.text, helpful, path, want->letters, path, user, want->letters, path);
    else
        error_set(err, "%s; mend: setfacl -m u:%s:%s %s", so_far.text, user, want->letters, path);
}

static bool explain(const char *path, const struct want *want, struct error *err)
{
    struct stat status = {0};
    char user[NAME_SIZE] = {0};
    char owner[NAME_SIZE] = {0};
    char group[NAME_SIZE] = {0};

    if (stat(path, &status) < 0)
        return error_set_errno(err, "%s", path);
    error_set(err, "%s: user %s (uid %u) may not %s it: mode %04o %s:%s", path,
              user_name(geteuid(), user), (unsigned)geteuid(), want->verb,
              (unsigned)(status.st_mode & 07777), user_name(status.st_uid, owner),
              group_name(status.st_gid, group));
    advise(path, &status, want, err);
    return false;
}

static bool is_allowed(const char *path, int mode)
{
    return faccessat(AT_FDCWD, path, mode, AT_EACCESS) == 0;
}

bool missing_right_check(const char *path, int mode, struct error *err)
{
    char folder[PATH_MAX] = {0};

    if (is_allowed(path, mode))
        return true;
    if (errno == ENOENT || errno == ENOTDIR)
        return true;
    if (errno != EACCES)
        return error_set_errno(err, "%s", path);
    for (size_t i = 1; i < sizeof folder && path[i]; i++) {
        if (path[i] != '/')
            continue;
        memcpy(folder, path, i);
        folder[i] = '\0';
        if (!is_allowed(folder, X_OK) && errno == EACCES)
            return explain(folder, &to_enter, err);
    }
    return explain(path, mode & X_OK ? &to_list : &to_read, err);
}
