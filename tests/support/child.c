#include "support/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "support/give_up.h"
#include "support/program.h"
#include "support/wait_until.h"

enum { LARGEST_FILE = 64 << 20 };

pid_t child_start(const char *const *words, const char *complaints)
{
    pid_t process = fork();
    int descriptor = -1;

    if (process < 0)
        give_up_errno("cannot start %s", words[0]);
    if (process > 0)
        return process;
    descriptor = open(complaints, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (descriptor < 0)
        give_up_errno("cannot write %s", complaints);
    dup2(descriptor, STDERR_FILENO);
    program_become(words);
}

int child_end(pid_t child, int signal)
{
    int status = 0;

    kill(child, signal);
    if (waitpid(child, &status, 0) < 0)
        give_up_errno("a child is lost");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

size_t file_count(const char *path, const char *text)
{
    struct buffer bytes = {0};
    struct error err = {0};
    struct text head = {0};
    struct text rest = {0};
    size_t count = 0;

    if (file_read(path, LARGEST_FILE, &bytes, &err)) {
        rest = buffer_text(&bytes);
        while (text_cut(rest, text_of(text), &head, &rest))
            count++;
    }
    buffer_finish(&bytes);
    return count;
}

struct awaited {
    const char *path;
    const char *text;
    size_t times;
};

static bool is_there(void *cookie)
{
    const struct awaited *awaited = cookie;

    return file_count(awaited->path, awaited->text) >= awaited->times;
}

void file_await(const char *path, const char *text, size_t times)
{
    struct awaited awaited = {path, text, times};
    struct buffer bytes = {0};
    struct error err = {0};

    if (wait_until(is_there, &awaited, PATIENCE_SECONDS))
        return;
    file_read(path, LARGEST_FILE, &bytes, &err);
    give_up("%s: '%s' did not come %zu times:\n%s", path, text, times, buffer_string(&bytes));
}
