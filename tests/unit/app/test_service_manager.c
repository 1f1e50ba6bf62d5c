#include "app/service_manager.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/suite.h"

START_TEST(says_ready_where_it_was_told_to)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int manager = socket(AF_UNIX, SOCK_DGRAM, 0);
    char got[128] = "";

    snprintf(address.sun_path, sizeof address.sun_path, "/tmp/amberd-notify-%d", (int)getpid());
    unlink(address.sun_path);
    ck_assert_int_eq(bind(manager, (struct sockaddr *)&address, sizeof address), 0);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    service_manager_notify("READY=1\nSTATUS=%d files", 3);
    ck_assert_int_gt(recv(manager, got, sizeof got - 1, MSG_DONTWAIT), 0);
    ck_assert_str_eq(got, "READY=1\nSTATUS=3 files");
    close(manager);
    unlink(address.sun_path);
}
END_TEST

START_TEST(without_a_manager_nothing_happens)
{
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    unsetenv("LISTEN_PID");
    service_manager_notify("READY=1");
    ck_assert_int_eq(service_manager_watchdog(), 0);
    ck_assert_int_eq(service_manager_socket("amberd-feed"), -1);
}
END_TEST

START_TEST(the_watchdog_of_another_process_is_not_ours)
{
    char own[16] = "";

    snprintf(own, sizeof own, "%d", (int)getpid());
    setenv("WATCHDOG_USEC", "30000000", 1);
    setenv("WATCHDOG_PID", "1", 1);
    ck_assert_int_eq(service_manager_watchdog(), 0);
    setenv("WATCHDOG_PID", own, 1);
    ck_assert_int_eq(service_manager_watchdog(), 30 * SECOND);
    setenv("WATCHDOG_USEC", "soon", 1);
    ck_assert_int_eq(service_manager_watchdog(), 0);
}
END_TEST

START_TEST(passed_sockets_are_found_by_name)
{
    char own[16] = "";

    snprintf(own, sizeof own, "%d", (int)getpid());
    setenv("LISTEN_PID", own, 1);
    setenv("LISTEN_FDS", "2", 1);
    setenv("LISTEN_FDNAMES", "amberd-control:amberd-feed", 1);
    ck_assert_int_eq(service_manager_socket("amberd-control"), 3);
    ck_assert_int_eq(service_manager_socket("amberd-feed"), 4);
    ck_assert_int_eq(service_manager_socket("amberd"), -1);
    setenv("LISTEN_FDS", "1", 1);
    ck_assert_int_eq(service_manager_socket("amberd-feed"), -1);
    setenv("LISTEN_FDS", "99999999999", 1);
    ck_assert_int_eq(service_manager_socket("amberd-feed"), -1);
}
END_TEST

SUITE_MAIN("service_manager", says_ready_where_it_was_told_to, without_a_manager_nothing_happens,
           the_watchdog_of_another_process_is_not_ours, passed_sockets_are_found_by_name)
