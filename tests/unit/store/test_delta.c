#include "store/delta.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Writes what it is given as "owner:key=value;". */
static void write_change(const struct state_change *change, void *cookie)
{
    struct buffer *out = cookie;

    buffer_printf(out, "%d:", (int)change->owner);
    buffer_append_text(out, change->key);
    buffer_append_byte(out, '=');
    buffer_append_text(out, change->value);
    buffer_append_byte(out, ';');
}

static void count_change(const struct state_change *change, void *cookie)
{
    size_t *count = cookie;

    (void)change;
    (*count)++;
}

static bool unpack_bytes(const char *bytes, size_t length, size_t *count)
{
    char *copy = mem_alloc(length);
    struct error err = {0};
    bool is_good = false;

    memcpy(copy, bytes, length);
    *count = 0;
    is_good = delta_unpack((struct text){copy, length}, count_change, count, &err);
    ck_assert_int_eq(is_good, err.text[0] == '\0');
    mem_free(copy);
    return is_good;
}

START_TEST(changes_come_back_in_order)
{
    struct buffer packed = {0};
    struct buffer out = {0};
    struct error err = {0};
    const struct state_change changes[] = {
        {STATE_CURSOR, TEXT("a"), TEXT("1")},
        {STATE_WATERMARK, TEXT(""), TEXT("w")},
        {STATE_CURSOR, TEXT("a"), TEXT("")},
        {(enum state_owner)255, TEXT("k"), TEXT("v")},
    };

    for (size_t i = 0; i < 4; i++)
        delta_pack(&packed, &changes[i]);
    ck_assert(delta_unpack(buffer_text(&packed), write_change, &out, &err));
    ck_assert_str_eq(buffer_string(&out), "1:a=1;6:=w;1:a=;255:k=v;");
    buffer_finish(&packed);
    buffer_finish(&out);
}
END_TEST

START_TEST(lengths_of_all_sizes_come_back)
{
    static const size_t lengths[] = {0, 1, 127, 128, 129, 16383, 16384, 2097151, 2097152};

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct buffer packed = {0};
        struct buffer out = {0};
        struct error err = {0};
        char *value = mem_zero(lengths[i] + 1);
        struct state_change change = {STATE_ALERT, TEXT("key"), {value, lengths[i]}};

        delta_pack(&packed, &change);
        delta_pack(&packed, &change);
        ck_assert(delta_unpack(buffer_text(&packed), write_change, &out, &err));
        ck_assert_uint_eq(out.length, 2 * (strlen("3:key=;") + lengths[i]));
        buffer_finish(&packed);
        buffer_finish(&out);
        mem_free(value);
    }
}
END_TEST

START_TEST(every_truncation_is_refused_or_ends_between_changes)
{
    struct buffer packed = {0};
    struct state_change change = {STATE_ALERT, TEXT("key"), TEXT("value")};
    size_t count = 0;
    size_t size = 0;

    for (int i = 0; i < 3; i++)
        delta_pack(&packed, &change);
    size = packed.length / 3;
    for (size_t length = 0; length <= packed.length; length++) {
        ck_assert_int_eq(unpack_bytes(packed.data, length, &count), length % size == 0);
        ck_assert_uint_eq(count, length / size);
    }
    buffer_finish(&packed);
}
END_TEST

START_TEST(what_makes_no_sense_is_refused)
{
    size_t count = 0;

    ck_assert(!unpack_bytes("\0\1\1kv", 5, &count));
    ck_assert(!unpack_bytes("\1\xff\xff\xff\xff\xff\1", 7, &count));
    ck_assert(!unpack_bytes("\1\xff\xff\xff\xff\x7f\xff\xff\xff\xff\x7f", 11, &count));
    ck_assert(!unpack_bytes("\1\2\1kv", 5, &count));
    ck_assert(!unpack_bytes("\1\1\2kv", 5, &count));
    ck_assert_uint_eq(count, 0);
}
END_TEST

static Suite *delta_suite(void)
{
    Suite *suite = suite_create("delta");
    TCase *cases = tcase_create("delta");

    tcase_add_test(cases, changes_come_back_in_order);
    tcase_add_test(cases, lengths_of_all_sizes_come_back);
    tcase_add_test(cases, every_truncation_is_refused_or_ends_between_changes);
    tcase_add_test(cases, what_makes_no_sense_is_refused);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(delta_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
