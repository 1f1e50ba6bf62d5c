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

/* The group to give rights to: adm, which reads logs by custom, where we are in
 * it; else the one we run as. */
static const char *helpful_group(gid_t file_group, bool *owns_it, char name[NAME_SIZE])
{
    gid_t groups[MOST_GROUPS] = {0};
    int count = getgroups(MOST_GROUPS, groups);
    bool has_adm = false;

    *owns_it = getegid() == file_group;
    for (int i = 0; i < count; i++) {
        *owns_it = *owns_it || groups[i] == file_group;
        has_adm = has_adm || strcmp(group_name(groups[i], name), "adm") == 0;
    }
    if (has_adm)
        (void)snprintf(name, NAME_SIZE, "adm");
    else
        (void)group_name(getegid(), name);
    return name;
}

/* The last piece of the message: the smallest change that mends it. */
static void advise(const struct stat *status, bool folder, struct error *err)
{
    bool owns_it = false;
    char ours[NAME_SIZE] = {0};
    char theirs[NAME_SIZE] = {0};
    const char *right = folder ? "search" : "read";
    mode_t bit = folder ? S_IXGRP : S_IRGRP;
    struct error so_far = *err;

    (void)helpful_group(status->st_gid, &owns_it, ours);
    (void)group_name(status->st_gid, theirs);
    if (owns_it)
        error_set(err, "%s; give its group %s the right to %s", so_far.text, theirs, right);
    else if (status->st_mode & bit)
        error_set(err, "%s; add the user to group %s", so_far.text, theirs);
    else
        error_set(err, "%s; give it group %s for %s", so_far.text, right, ours);
}

static bool explain(const char *path, const char *verb, struct error *err)
{
    struct stat status = {0};
    char user[NAME_SIZE] = {0};
    char owner[NAME_SIZE] = {0};
    char group[NAME_SIZE] = {0};

    if (stat(path, &status) < 0)
        return error_set_errno(err, "%s", path);
    error_set(err, "%s: user %s (uid %u) may not %s it: mode %04o %s:%s", path,
              user_name(geteuid(), user), (unsigned)geteuid(), verb,
              (unsigned)(status.st_mode & 07777), user_name(status.st_uid, owner),
              group_name(status.st_gid, group));
    advise(&status, S_ISDIR(status.st_mode), err);
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
            return explain(folder, "enter", err);
    }
    return explain(path, mode & X_OK ? "list" : "read", err);
}
