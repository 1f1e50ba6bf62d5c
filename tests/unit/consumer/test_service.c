#include "consumer/service.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/suite.h"

/* Who started us may not have wanted to hear of its children: inherited, that would lose
 * how ours have ended. */
START_TEST(the_end_of_a_child_is_heard_of)
{
    struct error err = {0};
    struct pollfd polled = {.events = POLLIN};
    int status = 0;
    pid_t child = -1;

    ck_assert(signal(SIGCHLD, SIG_IGN) != SIG_ERR);
    polled.fd = service_signals(&err);
    ck_assert_int_ge(polled.fd, 0);
    child = fork();
    if (child == 0)
        _exit(7);
    service_wait(&polled, 1, service_running() + MINUTE);
    ck_assert_int_eq(polled.revents, POLLIN);
    ck_assert(!service_is_to_end(polled.fd));
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(WEXITSTATUS(status), 7);
    ck_assert_int_eq(raise(SIGTERM), 0);
    ck_assert(service_is_to_end(polled.fd));
    close(polled.fd);
}
END_TEST

SUITE_MAIN("service", the_end_of_a_child_is_heard_of)
