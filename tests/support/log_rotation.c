#include "support/log_rotation.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "support/give_up.h"
#include "support/temp_folder.h"

static void create_empty(const char *path)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

    if (descriptor < 0)
        give_up_errno("cannot make a new %s", path);
    close(descriptor);
}

void log_rotation_rename(struct log_writer *writer, const char *kept)
{
    const char *path = log_writer_path(writer);

    if (rename(path, kept) < 0)
        give_up_errno("cannot rename %s", path);
    create_empty(path);
    log_writer_reopen(writer);
}

void log_rotation_copy_truncate(const char *path, const char *kept)
{
    file_copy(path, kept);
    if (truncate(path, 0) < 0)
        give_up_errno("cannot truncate %s", path);
}

void log_rotation_delete(struct log_writer *writer)
{
    const char *path = log_writer_path(writer);

    if (unlink(path) < 0)
        give_up_errno("cannot delete %s", path);
    create_empty(path);
    log_writer_reopen(writer);
}
