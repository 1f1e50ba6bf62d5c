#include "base/address.h"

#include <arpa/inet.h>
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support/seeded_random.h"

static bool reads(const char *written)
{
    return address_is(text_of(written));
}

static bool holds(const char *network, const char *address)
{
    struct network read = {0};
    struct address single = {{0}};
    struct error err = {0};

    ck_assert_msg(network_read(text_of(network), &read, &err), "%s: %s", network, err.text);
    ck_assert_msg(address_read(text_of(address), &single), "%s", address);
    return network_contains(&read, &single);
}

static const char *refusal(const char *network)
{
    static struct error err;
    struct network read = {0};

    err = (struct error){0};
    return network_read(text_of(network), &read, &err) ? "" : err.text;
}

START_TEST(addresses)
{
    ck_assert(reads("10.0.0.9"));
    ck_assert(reads("255.255.255.255"));
    ck_assert(reads("::"));
    ck_assert(reads("2001:DB8::1"));
    ck_assert(reads("::ffff:10.0.0.9"));
    ck_assert(reads("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"));
}
END_TEST

START_TEST(no_addresses)
{
    static const char *const wrong[] = {"",
                                        " ",
                                        "10.0.0",
                                        "10.0.0.256",
                                        "10.0.0.01",
                                        "10.0.0.1 ",
                                        "10.0.0.1:80",
                                        "[::1]",
                                        "fe80::1%lo",
                                        "localhost",
                                        "1.2.3.4/8",
                                        "0x7f.1.1.1",
                                        "2001:db8:::1",
                                        "12345::",
                                        "1111111111111111111111111111"
                                        "1111111111111111111111111111"};

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!reads(wrong[i]), "%s", wrong[i]);
    ck_assert(!address_read((struct text){"10.0.0.1\0", 9}, &(struct address){{0}}));
    ck_assert(!address_read((struct text){NULL, 0}, &(struct address){{0}}));
}
END_TEST

/* Texts of few kinds of bytes, of which a good part are addresses. */
START_TEST(what_is_an_address_is_so_for_the_system_too)
{
    static const char bytes[] = "0129.25...";
    struct seeded_random random = seeded_random_start("address");
    unsigned good = 0;

    for (int i = 0; i < 400000; i++) {
        char written[16] = "";
        size_t length = 7 + seeded_random_below(&random, 9);
        struct address address = {{0}};
        struct in_addr plain = {0};
        bool is_one = false;

        for (size_t k = 0; k < length; k++)
            written[k] = bytes[seeded_random_below(&random, sizeof bytes - 1)];
        is_one = inet_pton(AF_INET, written, &plain) == 1;
        ck_assert_msg(address_read(text_of(written), &address) == is_one, "%s", written);
        ck_assert_msg(!is_one || memcmp(address.bytes + 12, &plain, sizeof plain) == 0, "%s",
                      written);
        good += is_one;
    }
    ck_assert_uint_gt(good, 100);
}
END_TEST

static const struct {
    const char *written;
    const char *bare;
} zones[] = {
    {"fe80::1%eth0", "fe80::1"}, {"fe80::1%", "fe80::1%"}, {"192.0.2.7%eth0", "192.0.2.7%eth0"},
    {"fe80::1", "fe80::1"},      {"%eth0", "%eth0"},       {"", ""},
};

START_TEST(a_zone_is_no_part_of_an_address)
{
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        struct text bare = address_without_zone(text_of(zones[i].written));

        ck_assert_msg(text_equal(bare, text_of(zones[i].bare)), "%s", zones[i].written);
    }
}
END_TEST

START_TEST(mapped_is_plain)
{
    struct address mapped = {{0}};
    struct address plain = {{0}};

    ck_assert(address_read(TEXT("::ffff:10.0.0.9"), &mapped));
    ck_assert(address_read(TEXT("10.0.0.9"), &plain));
    ck_assert_mem_eq(&mapped, &plain, sizeof plain);
}
END_TEST

START_TEST(networks)
{
    ck_assert(holds("10.0.0.0/8", "10.255.255.255"));
    ck_assert(!holds("10.0.0.0/8", "11.0.0.0"));
    ck_assert(holds("10.20.0.0/15", "10.21.255.255"));
    ck_assert(!holds("10.20.0.0/15", "10.22.0.0"));
    ck_assert(holds("10.0.0.9", "10.0.0.9"));
    ck_assert(!holds("10.0.0.9", "10.0.0.8"));
    ck_assert(holds("10.0.0.0/8", "::ffff:10.1.2.3"));
    ck_assert(holds("0.0.0.0/0", "1.2.3.4"));
    ck_assert(holds("fc00::/7", "fdff::1"));
    ck_assert(!holds("fc00::/7", "fe00::1"));
    ck_assert(holds("2001:db8::1", "2001:db8::1"));
    ck_assert(holds("::/0", "2001:db8::1"));
    ck_assert(holds("::ffff:10.0.0.0/104", "10.1.1.1"));
}
END_TEST

START_TEST(families_stay_apart)
{
    ck_assert(!holds("0.0.0.0/0", "2001:db8::1"));
    ck_assert(!holds("0.0.0.0/0", "::1"));
    ck_assert(!holds("::/0", "10.0.0.1"));
}
END_TEST

START_TEST(wrong_networks)
{
    ck_assert_ptr_nonnull(strstr(refusal("10.0.0.1/8"), "beyond the prefix of 8"));
    ck_assert_ptr_nonnull(strstr(refusal("10.0.0.0/33"), "0 to 32"));
    ck_assert_ptr_nonnull(strstr(refusal("::/129"), "0 to 128"));
    ck_assert_ptr_nonnull(strstr(refusal("10.0.0.0/"), "0 to 32"));
    ck_assert_ptr_nonnull(strstr(refusal("10.0.0.0/-1"), "0 to 32"));
    ck_assert_ptr_nonnull(strstr(refusal("10.0.0.0/8/8"), "0 to 32"));
    ck_assert_ptr_nonnull(strstr(refusal("10.0.0.0/99999999999999999999"), "0 to 32"));
    ck_assert_ptr_nonnull(strstr(refusal("ten/8"), "not an IP address"));
    ck_assert_ptr_nonnull(strstr(refusal("fc00::1/7"), "beyond the prefix of 7"));
    ck_assert_ptr_nonnull(strstr(refusal(""), "not an IP address"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("address");
    TCase *tests = tcase_create("address");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, addresses);
    tcase_add_test(tests, no_addresses);
    tcase_add_test(tests, what_is_an_address_is_so_for_the_system_too);
    tcase_add_test(tests, a_zone_is_no_part_of_an_address);
    tcase_add_test(tests, mapped_is_plain);
    tcase_add_test(tests, networks);
    tcase_add_test(tests, families_stay_apart);
    tcase_add_test(tests, wrong_networks);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
