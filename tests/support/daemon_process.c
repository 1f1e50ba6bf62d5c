#include "support/daemon_process.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "support/control_client.h"
#include "support/give_up.h"
#include "support/process_look.h"
#include "support/program.h"
#include "support/temp_folder.h"
#include "support/wait_until.h"

enum { MOST_WORDS = 32 };

struct daemon_process {
    pid_t process;
    struct path control;
    bool ended;
    int status;
};

static void redirect(const char *complaints)
{
    int descriptor = open(complaints, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);

    if (descriptor < 0)
        give_up_errno("cannot write %s", complaints);
    dup2(descriptor, STDERR_FILENO);
}

static void become_user(uid_t user)
{
    if (user > 0 && (setgroups(0, NULL) < 0 || setgid(user) < 0 || setuid(user) < 0))
        give_up_errno("cannot become user %u", user);
}

/* In the child. */
static void run(const struct daemon_options *options)
{
    struct path program = path_print("%s/amberd", build_folder().text);
    const char *words[MOST_WORDS] = {NULL};
    size_t count = 0;

    while (options->wrapper && options->wrapper[count] && count < MOST_WORDS - 4) {
        words[count] = options->wrapper[count];
        count++;
    }
    words[count++] = program.text;
    words[count++] = "-c";
    words[count++] = options->config;
    redirect(options->complaints);
    become_user(options->user);
    program_become(words);
}

struct daemon_process *daemon_process_start(const struct daemon_options *options)
{
    struct daemon_process *daemon = mem_zero(sizeof *daemon);

    daemon->control = path_print("%s", options->control);
    daemon->process = fork();
    if (daemon->process < 0)
        give_up_errno("cannot start the daemon");
    if (daemon->process == 0)
        run(options);
    return daemon;
}

static void note_end(struct daemon_process *daemon, int status)
{
    daemon->ended = true;
    daemon->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool daemon_process_is_running(struct daemon_process *daemon)
{
    int status = 0;

    if (!daemon->ended && waitpid(daemon->process, &status, WNOHANG) == daemon->process)
        note_end(daemon, status);
    return !daemon->ended;
}

static bool answers_or_ended(void *cookie)
{
    struct daemon_process *daemon = cookie;
    json_t *reply = NULL;

    if (!daemon_process_is_running(daemon))
        return true;
    reply = control_client_ask(daemon->control.text, json_pack("{s:s}", "op", "ping"), 1.);
    json_decref(reply);
    return reply != NULL;
}

bool daemon_process_await(struct daemon_process *daemon)
{
    if (!wait_until(answers_or_ended, daemon, PATIENCE_SECONDS))
        give_up("the daemon runs and does not answer on %s", daemon->control.text);
    return !daemon->ended;
}

pid_t daemon_process_id(const struct daemon_process *daemon)
{
    return daemon->process;
}

void daemon_process_signal(const struct daemon_process *daemon, int signal)
{
    if (!daemon->ended)
        kill(daemon->process, signal);
}

static bool has_ended(void *cookie)
{
    return !daemon_process_is_running(cookie);
}

int daemon_process_wait(struct daemon_process *daemon)
{
    int status = 0;

    if (!daemon)
        return 0;
    if (!wait_until(has_ended, daemon, PATIENCE_SECONDS)) {
        process_look(daemon->process);
        kill(daemon->process, SIGABRT);
        give_up("the daemon does not end");
    }
    status = daemon->status;
    mem_free(daemon);
    return status;
}

int daemon_process_kill(struct daemon_process *daemon)
{
    if (daemon)
        daemon_process_signal(daemon, SIGKILL);
    return daemon_process_wait(daemon);
}

int daemon_process_terminate(struct daemon_process *daemon)
{
    if (daemon)
        daemon_process_signal(daemon, SIGTERM);
    return daemon_process_wait(daemon);
}

unsigned long daemon_process_memory(const struct daemon_process *daemon, const char *line)
{
    FILE *file = fopen(path_print("/proc/%d/status", daemon->process).text, "re");
    char text[256] = "";
    unsigned long kilobytes = 0;

    while (file && fgets(text, sizeof text, file)) {
        if (strncmp(text, line, strlen(line)) == 0 && text[strlen(line)] == ':')
            kilobytes = strtoul(text + strlen(line) + 1, NULL, 10);
    }
    if (file)
        fclose(file);
    return kilobytes;
}

/* Fields 14 and 15 of /proc/PID/stat, see proc(5); the name before them may hold
 * anything, but it ends with the last parenthesis. */
static unsigned long ticks_of(const char *stat)
{
    enum { WORDS_BEFORE = 12 };
    const char *at = strrchr(stat, ')');
    char *end = NULL;
    unsigned long user = 0;

    for (unsigned i = 0; at && i < WORDS_BEFORE; i++)
        at = strchr(at + 1, ' ');
    if (!at)
        return 0;
    user = strtoul(at, &end, 10);
    return user + strtoul(end, NULL, 10);
}

double daemon_process_cpu(const struct daemon_process *daemon)
{
    FILE *file = fopen(path_print("/proc/%d/stat", daemon->process).text, "re");
    char text[1024] = "";
    unsigned long ticks = 0;

    if (file && fgets(text, sizeof text, file))
        ticks = ticks_of(text);
    if (file)
        fclose(file);
    return (double)ticks / (double)sysconf(_SC_CLK_TCK);
}
