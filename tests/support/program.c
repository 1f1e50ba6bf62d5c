#include "support/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/give_up.h"

enum { READ_SIZE = 4096 };

void program_become(const char *const *words)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execvp(words[0], (char *const *)(uintptr_t)words);
    give_up_errno("cannot run %s", words[0]);
}

static void collect(int descriptor, struct buffer *said)
{
    ssize_t got = 0;

    do {
        got = read(descriptor, buffer_reserve(said, READ_SIZE), READ_SIZE);
        if (got > 0)
            said->length += (size_t)got;
    } while (got > 0 || (got < 0 && errno == EINTR));
}

int program_run(const char *const *words, struct buffer *said)
{
    int ends[2] = {-1, -1};
    int status = 0;
    pid_t process = 0;

    if (pipe2(ends, O_CLOEXEC) < 0)
        give_up_errno("no pipe");
    process = fork();
    if (process < 0)
        give_up_errno("cannot run %s", words[0]);
    if (process == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        program_become(words);
    }
    close(ends[1]);
    collect(ends[0], said);
    close(ends[0]);
    if (waitpid(process, &status, 0) < 0)
        give_up_errno("%s is lost", words[0]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
