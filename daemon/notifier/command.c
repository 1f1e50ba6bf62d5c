#include "notifier/command.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"

/* Our own environment, less what could be taken for an alert, and the variables. */
static char **join_environment(char *const *variables)
{
    char **joined = NULL;
    size_t count = 0;
    size_t own = 0;
    size_t added = 0;

    while (environ[own])
        own++;
    while (variables[added])
        added++;
    joined = mem_zero_array(own + added + 1, sizeof *joined);
    for (size_t i = 0; i < own; i++) {
        if (!text_starts_with(text_of(environ[i]), TEXT("AMBERD_")))
            joined[count++] = environ[i];
    }
    for (size_t i = 0; i < added; i++)
        joined[count++] = variables[i];
    return joined;
}

/* A file in memory: a program that does not read holds nobody up. */
static int open_input(struct text input, struct error *err)
{
    int descriptor = memfd_create("amberd-notify", MFD_CLOEXEC);

    while (descriptor >= 0 && input.length > 0) {
        ssize_t put = write(descriptor, input.data, input.length);

        if (put <= 0) {
            close(descriptor);
            descriptor = -1;
        } else {
            input = text_from(input, (size_t)put);
        }
    }
    if (descriptor < 0 || lseek(descriptor, 0, SEEK_SET) < 0)
        error_set_errno(err, "standard input");
    return descriptor;
}

static int spawn(const struct command *command, int input, pid_t *process)
{
    char **environment = join_environment(command->variables);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t all;
    int failure = 0;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    failure = posix_spawnp(process, command->words[0], &actions, &attributes, command->words,
                           environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    mem_free(environment);
    return failure;
}

static bool is_program(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

bool command_is_there(const char *word)
{
    const char *folders = getenv("PATH");
    struct text rest = text_of(folders ? folders : "/bin:/usr/bin");
    struct text folder = {0};
    bool is_there = strchr(word, '/') && is_program(word);
    bool more = !strchr(word, '/');

    while (more && !is_there) {
        struct buffer path = {0};

        more = text_cut(rest, TEXT(":"), &folder, &rest);
        buffer_append_text(&path, folder.length > 0 ? folder : TEXT("."));
        buffer_printf(&path, "/%s", word);
        is_there = is_program(buffer_string(&path));
        buffer_finish(&path);
    }
    return is_there;
}

pid_t command_start(const struct command *command, struct error *err)
{
    int input = open_input(command->input, err);
    pid_t process = -1;
    int failure = 0;

    if (input < 0)
        return -1;
    failure = spawn(command, input, &process);
    close(input);
    if (failure == 0)
        return process;
    error_set(err, "%s: %s", command->words[0], strerror(failure));
    return -1;
}

bool command_has_ended(pid_t process, struct error *err)
{
    int status = 0;
    pid_t ended = waitpid(process, &status, WNOHANG);

    if (ended == 0 || (ended < 0 && errno == EINTR))
        return false;
    err->text[0] = '\0';
    if (ended < 0)
        error_set_errno(err, "it is lost");
    else if (WIFSIGNALED(status))
        error_set(err, "signal %d ended it", WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0)
        error_set(err, "exit status %d", WEXITSTATUS(status));
    return true;
}

void command_kill(pid_t process)
{
    kill(-process, SIGKILL);
}
