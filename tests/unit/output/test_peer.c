#include "output/peer.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>
#include <unistd.h>

START_TEST(the_other_end_is_ourselves)
{
    int ends[2] = {-1, -1};
    struct peer peer = {0};
    struct error err = {0};

    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    ck_assert(peer_identify(ends[0], &peer, &err));
    ck_assert_uint_eq(peer.user, geteuid());
    ck_assert_int_eq(peer.process, getpid());
    ck_assert(peer_is_member(&peer, getegid()));
    ck_assert(!peer_is_member(&peer, -1));
    ck_assert(!peer_is_member(&peer, 987654));
    ck_assert(!peer_is_member(&peer, ((int64_t)1 << 40) + getegid()));
    peer_finish(&peer);
    close(ends[0]);
    close(ends[1]);
}
END_TEST

START_TEST(supplementary_groups_count)
{
    gid_t groups[256];
    int count = getgroups(256, groups);
    int ends[2] = {-1, -1};
    struct peer peer = {0};
    struct error err = {0};

    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    ck_assert(peer_identify(ends[0], &peer, &err));
    ck_assert_uint_eq(peer.group_count, (size_t)count);
    for (int i = 0; i < count; i++)
        ck_assert(peer_is_member(&peer, groups[i]));
    peer_finish(&peer);
    close(ends[0]);
    close(ends[1]);
}
END_TEST

START_TEST(what_is_no_socket_has_no_peer)
{
    struct peer peer = {0};
    struct error err = {0};

    ck_assert(!peer_identify(-1, &peer, &err));
    ck_assert_str_ne(err.text, "");
    peer_finish(&peer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("peer");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, the_other_end_is_ourselves);
    tcase_add_test(tcase, supplementary_groups_count);
    tcase_add_test(tcase, what_is_no_socket_has_no_peer);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
