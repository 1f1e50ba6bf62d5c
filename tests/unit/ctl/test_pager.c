/* pager: what reaches a terminal, with pagers of all kinds. */
#include "ctl/pager.h"

#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "ctl/terminal.h"
#include "support/suite.h"
#include "support/temp_folder.h"

enum { HEIGHT = 10 };

/* What says that rights are lent. */
static const char *const lenders[] = {"SUDO_UID", "PKEXEC_UID", "DOAS_USER"};

struct session {
    const char *amber_pager; /* NULL = not set */
    const char *pager;
    unsigned lines;
    bool wanted;
};

/* What a program shows that prints so many lines. */
static void show(const struct session *session)
{
    if (session->amber_pager)
        setenv("AMBER_PAGER", session->amber_pager, 1);
    else
        unsetenv("AMBER_PAGER");
    if (session->pager)
        setenv("PAGER", session->pager, 1);
    else
        unsetenv("PAGER");
    terminal_init("never");
    pager_open(session->wanted);
    for (unsigned i = 1; i <= session->lines; i++)
        printf("line %u\n", i);
    pager_close();
    fflush(stdout);
    _exit(0);
}

/* Appends what a terminal of HEIGHT lines is given, without its carriage returns. */
static const char *look(const struct session *session, struct buffer *seen)
{
    const struct winsize size = {.ws_row = HEIGHT, .ws_col = 80};
    int terminal = -1;
    pid_t child = forkpty(&terminal, NULL, NULL, &size);
    char byte = 0;

    ck_assert_int_ge(child, 0);
    if (child == 0)
        show(session);
    while (read(terminal, &byte, 1) == 1) {
        if (byte != '\r')
            buffer_append_byte(seen, byte);
    }
    waitpid(child, NULL, 0);
    close(terminal);
    return buffer_string(seen);
}

START_TEST(a_pager_shows_what_is_long)
{
    static const struct {
        struct session session;
        const char *first, *last;
    } table[] = {
        {{"head -n 2", NULL, 30, true}, "line 1\n", "line 2\n"},
        {{NULL, "head -n 2", 30, true}, "line 1\n", "line 2\n"},
        {{"head -n 3", "head -n 2", 30, true}, "line 1\n", "line 3\n"},
        {{"head -n 2", NULL, HEIGHT - 1, true}, "line 1\n", "line 9\n"}, /* it fits */
        {{"head -n 2", NULL, 30, false}, "line 1\n", "line 30\n"},
        {{"", "head -n 2", 30, true}, "line 1\n", "line 30\n"}, /* none is wanted */
        {{"cat", NULL, 30, true}, "line 1\n", "line 30\n"},
        {{NULL, "false", 30, true}, "line 1\n", "line 30\n"}, /* it dies */
        {{NULL, "exec /nonexistent/pager 2> /dev/null", 30, true}, "line 1\n", "line 30\n"},
        {{NULL, "kill -9 $$", 30, true}, "line 1\n", "line 30\n"},
        {{NULL, "printf '%s\\n' \"$LESS\"; cat > /dev/null", 30, true}, "FRX\n", "FRX\n"},
        {{"head -n 2", NULL, 0, true}, "", ""},
    };

    unsetenv("LESS");
    for (size_t i = 0; i < sizeof lenders / sizeof *lenders; i++)
        unsetenv(lenders[i]);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct buffer seen = {0};
        struct text text = text_of(look(&table[i].session, &seen));

        ck_assert_msg(text_starts_with(text, text_of(table[i].first)) &&
                          text_ends_with(text, text_of(table[i].last)),
                      "%zu: %s", i, buffer_string(&seen));
        buffer_finish(&seen);
    }
}
END_TEST

/* Who may run amberctl as root is not to get a shell of root's by it. */
START_TEST(with_lent_rights_it_is_less_in_its_secure_mode)
{
    static const struct session sessions[] = {
        {"head -n 2", NULL, 30, true}, {NULL, "head -n 2", 30, true}, {NULL, NULL, 30, true}};
    struct path folder = temp_folder_create("pager");
    struct path less = path_print("%s/less", folder.text);

    file_write(less.text, "%s", "#!/bin/sh\necho \"less $LESSSECURE\"; cat > /dev/null\n");
    ck_assert_int_eq(chmod(less.text, 0700), 0);
    setenv("PATH", path_print("%s:%s", folder.text, getenv("PATH")).text, 1);
    for (size_t i = 0; i < 3 * sizeof sessions / sizeof *sessions; i++) {
        struct buffer seen = {0};

        setenv(lenders[i % 3], "1000", 1);
        ck_assert_str_eq(look(&sessions[i / 3], &seen), "less 1\n");
        buffer_clear(&seen);
        ck_assert(text_ends_with(text_of(look(&(struct session){"cat", NULL, 30, true}, &seen)),
                                 TEXT("line 30\n")));
        unsetenv(lenders[i % 3]);
        buffer_finish(&seen);
    }
    temp_folder_remove(&folder);
}
END_TEST

START_TEST(without_a_terminal_there_is_no_pager)
{
    int ends[2] = {-1, -1};
    char seen[64] = "";
    pid_t child = 0;

    ck_assert_int_eq(pipe(ends), 0);
    fflush(NULL);
    child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        show(&(struct session){"head -n 1", NULL, 3, true});
    }
    close(ends[1]);
    waitpid(child, NULL, 0);
    ck_assert_int_gt(read(ends[0], seen, sizeof seen - 1), 0);
    ck_assert_str_eq(seen, "line 1\nline 2\nline 3\n");
    close(ends[0]);
}
END_TEST

SUITE_MAIN("pager", a_pager_shows_what_is_long, with_lent_rights_it_is_less_in_its_secure_mode,
           without_a_terminal_there_is_no_pager)
