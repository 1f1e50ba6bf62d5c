#include "alert/deadline.h"

#include <stdbool.h>
#include <stdlib.h>

#include <check.h>

#include "base/memory.h"

enum { MANY = 5000 };

static unsigned next_random(unsigned *state)
{
    *state = *state * 1103515245u + 12345u;
    return *state >> 8;
}

START_TEST(an_empty_queue_has_no_first)
{
    struct deadline_queue queue = {0};
    struct deadline deadline = {0};

    ck_assert_ptr_null(deadline_first(&queue));
    ck_assert_ptr_null(deadline_reached(&queue, INT64_MAX));
    deadline_set(&queue, &deadline, TIMESTAMP_NONE);
    ck_assert_ptr_null(deadline_first(&queue));
    deadline_finish(&queue);
}
END_TEST

START_TEST(is_reached_at_its_very_instant)
{
    struct deadline_queue queue = {0};
    struct deadline deadline = {.owner = &queue};

    deadline_set(&queue, &deadline, 1000);
    ck_assert_ptr_null(deadline_reached(&queue, 999));
    ck_assert_ptr_eq(deadline_reached(&queue, 1000), &queue);
    deadline_set(&queue, &deadline, 2000);
    ck_assert_ptr_null(deadline_reached(&queue, 1999));
    deadline_set(&queue, &deadline, TIMESTAMP_NONE);
    ck_assert_uint_eq(deadline.place, 0);
    ck_assert_ptr_null(deadline_reached(&queue, INT64_MAX));
    deadline_finish(&queue);
}
END_TEST

START_TEST(equals_come_by_rank)
{
    struct deadline_queue queue = {0};
    struct deadline items[5] = {{.rank = 3}, {.rank = 1}, {.rank = 4}, {.rank = 0}, {.rank = 2}};

    for (size_t i = 0; i < 5; i++)
        deadline_set(&queue, &items[i], 7);
    for (uint64_t rank = 0; rank < 5; rank++) {
        struct deadline *first = deadline_first(&queue);

        ck_assert_uint_eq(first->rank, rank);
        deadline_set(&queue, first, TIMESTAMP_NONE);
    }
    deadline_finish(&queue);
}
END_TEST

/* Against the plainest queue there is: look at all of them. */
START_TEST(the_first_is_the_soonest_whatever_is_set_and_cleared)
{
    struct deadline_queue queue = {0};
    struct deadline *items = mem_zero_array(200, sizeof *items);
    unsigned state = 7;

    for (int round = 0; round < MANY; round++) {
        unsigned index = next_random(&state) % 200;
        bool clears = next_random(&state) % 3 == 0;
        timestamp at = clears ? TIMESTAMP_NONE : (timestamp)(next_random(&state) % 500);
        const struct deadline *soonest = NULL;

        items[index].rank = items[index].place ? items[index].rank : index;
        deadline_set(&queue, &items[index], at);
        for (size_t i = 0; i < 200; i++) {
            if (items[i].place > 0 &&
                (!soonest || items[i].at < soonest->at ||
                 (items[i].at == soonest->at && items[i].rank < soonest->rank)))
                soonest = &items[i];
        }
        ck_assert_ptr_eq(deadline_first(&queue), soonest);
        for (size_t i = 0; i < queue.count; i++)
            ck_assert_uint_eq(queue.items[i]->place, i + 1);
    }
    deadline_finish(&queue);
    ck_assert_uint_eq(items[0].place, 0);
    mem_free(items);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("deadline");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, an_empty_queue_has_no_first);
    tcase_add_test(all, is_reached_at_its_very_instant);
    tcase_add_test(all, equals_come_by_rank);
    tcase_add_test(all, the_first_is_the_soonest_whatever_is_set_and_cleared);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
