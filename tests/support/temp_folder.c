#include "support/temp_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/give_up.h"

struct path path_print(const char *format, ...)
{
    struct path path = {0};
    va_list arguments;
    int length = 0;

    va_start(arguments, format);
    length = vsnprintf(path.text, sizeof path.text, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof path.text)
        give_up("a path is too long: %s", path.text);
    return path;
}

struct path build_folder(void)
{
    const char *build = getenv("BUILD");
    char *absolute = realpath(build ? build : "build/debug", NULL);
    struct path path = {0};

    if (!absolute)
        give_up_errno("$BUILD (%s) cannot be found", build ? build : "build/debug");
    path = path_print("%s", absolute);
    free(absolute);
    return path;
}

void folder_create(const char *path)
{
    if ((mkdir(path, 0755) < 0 && errno != EEXIST) || chmod(path, 0755) < 0)
        give_up_errno("cannot make %s", path);
}

struct path temp_folder_create(const char *name)
{
    struct path build = build_folder();
    struct path folder = path_print("%s/tmp", build.text);

    folder_create(folder.text);
    folder = path_print("%s/tmp/%s-XXXXXX", build.text, name);
    if (!mkdtemp(folder.text) || chmod(folder.text, 0755) < 0)
        give_up_errno("cannot make %s", folder.text);
    return folder;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

void temp_folder_remove(const struct path *folder)
{
    if (getenv("KEEP")) {
        printf("kept: %s\n", folder->text);
        return;
    }
    if (nftw(folder->text, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) < 0)
        give_up_errno("cannot remove %s", folder->text);
}

void file_write(const char *path, const char *format, ...)
{
    FILE *file = fopen(path, "we");
    va_list arguments;

    if (!file)
        give_up_errno("cannot write %s", path);
    va_start(arguments, format);
    vfprintf(file, format, arguments);
    va_end(arguments);
    if (fclose(file) != 0)
        give_up_errno("cannot write %s", path);
}

void file_append(const char *path, const void *bytes, size_t length)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);

    if (descriptor < 0 || write(descriptor, bytes, length) != (ssize_t)length)
        give_up_errno("cannot append to %s", path);
    close(descriptor);
}

void file_copy(const char *from, const char *to)
{
    int source = open(from, O_RDONLY | O_CLOEXEC);
    int target = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    struct stat status = {0};
    ssize_t copied = 0;

    if (source < 0 || target < 0 || fstat(source, &status) < 0 ||
        fchmod(target, status.st_mode & 0777) < 0)
        give_up_errno("cannot copy %s to %s", from, to);
    while ((copied = sendfile(target, source, NULL, 1 << 20)) > 0)
        ;
    if (copied < 0)
        give_up_errno("cannot copy %s to %s", from, to);
    close(source);
    close(target);
}

void folder_copy(const char *from, const char *to)
{
    DIR *folder = opendir(from);
    const struct dirent *entry = NULL;

    folder_create(to);
    if (!folder)
        give_up_errno("cannot list %s", from);
    while ((entry = readdir(folder))) {
        if (entry->d_type == DT_REG)
            file_copy(path_print("%s/%s", from, entry->d_name).text,
                      path_print("%s/%s", to, entry->d_name).text);
    }
    closedir(folder);
}
