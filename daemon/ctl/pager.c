#include "ctl/pager.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ctl/terminal.h"

extern char **environ;

enum { CHUNK = 65536 };

static int kept_back = -1; /* a file without a name that stands for standard output */
static int terminal = -1;  /* where standard output went before */

/* Whether somebody may run amberctl with rights that are not his own.  A pager starts
 * other programs and opens other files: these rights are for amberctl alone. */
static bool has_lent_rights(void)
{
    static const char *const names[] = {"SUDO_UID", "PKEXEC_UID", "DOAS_USER"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (getenv(names[i]))
            return true;
    }
    return geteuid() != getuid() || getegid() != getgid();
}

/* The command, NULL for none. */
static const char *choose(void)
{
    static const char *const names[] = {"AMBER_PAGER", "PAGER"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *command = getenv(names[i]);

        if (command && (command[0] == '\0' || strcmp(command, "cat") == 0))
            return NULL;
        if (command && !has_lent_rights())
            return command;
    }
    return "less";
}

void pager_open(bool wanted)
{
    if (!wanted || kept_back >= 0 || !isatty(STDOUT_FILENO) || !choose())
        return;
    fflush(stdout);
    kept_back = memfd_create("amberctl", MFD_CLOEXEC);
    terminal = dup(STDOUT_FILENO);
    if (kept_back >= 0 && terminal >= 0 && dup2(kept_back, STDOUT_FILENO) >= 0)
        return;
    if (kept_back >= 0)
        close(kept_back);
    if (terminal >= 0)
        close(terminal);
    kept_back = terminal = -1;
}

static void write_all(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        bytes += written;
        length -= (size_t)written;
    }
}

static void print_plainly(void)
{
    static char chunk[CHUNK];
    ssize_t got = 0;

    lseek(kept_back, 0, SEEK_SET);
    while ((got = read(kept_back, chunk, sizeof chunk)) > 0)
        write_all(chunk, (size_t)got);
}

/* Whether there are more lines than the terminal has, its prompt's one included.  Lines
 * too long for it, and escape sequences, make this an estimate. */
static bool is_long(void)
{
    static char chunk[CHUNK];
    unsigned lines = 0;
    ssize_t got = 0;

    if (terminal_height() == 0)
        return false;
    lseek(kept_back, 0, SEEK_SET);
    while ((got = read(kept_back, chunk, sizeof chunk)) > 0) {
        for (ssize_t i = 0; i < got; i++)
            lines += chunk[i] == '\n';
    }
    return lines >= terminal_height();
}

/* Starts the shell with the command, reading what was kept back. */
static bool start(const char *command, pid_t *child)
{
    const char *words[] = {"sh", "-c", command, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t interrupts;
    bool started = false;

    sigemptyset(&interrupts);
    sigaddset(&interrupts, SIGINT);
    sigaddset(&interrupts, SIGQUIT);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigdefault(&attributes, &interrupts);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, kept_back, STDIN_FILENO);
    started = posix_spawn(child, "/bin/sh", &actions, &attributes, (char *const *)(uintptr_t)words,
                          environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return started;
}

/* Runs the pager to its end.  False when it showed nothing. */
static bool run(const char *command)
{
    pid_t child = 0;
    bool is_started = false;
    int status = 0;

    setenv("LESS", "FRX", 0);
    setenv("LV", "-c", 0);
    if (has_lent_rights())
        setenv("LESSSECURE", "1", 1);
    lseek(kept_back, 0, SEEK_SET);
    signal(SIGINT, SIG_IGN); /* an interrupt is the pager's */
    signal(SIGQUIT, SIG_IGN);
    is_started = start(command, &child);
    while (is_started && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    if (!is_started)
        return false;
    /* The offset is shared: where it has not moved, nothing was read. */
    return lseek(kept_back, 0, SEEK_CUR) > 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

void pager_close(void)
{
    const char *command = choose();

    if (kept_back < 0)
        return;
    fflush(stdout);
    dup2(terminal, STDOUT_FILENO);
    close(terminal);
    if (!is_long() || !command || !run(command))
        print_plainly();
    close(kept_back);
    kept_back = terminal = -1;
}
