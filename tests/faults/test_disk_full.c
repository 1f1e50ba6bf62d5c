/*
 * The disk of the journal fills up and is emptied, again and again, while four
 * programs write.  Whoever listens is told each time; reading stops and goes on by
 * itself; every line has exactly one alert.
 *
 * The journal lies on a small tmpfs, mounted where only this test sees it.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "protocol/reply.h"
#include "support/control_client.h"
#include "support/give_up.h"
#include "support/planted_line.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/writer_crew.h"

enum { WRITERS = 4, DISK_MEGABYTES = 48, PLANTED = 300 };

/* False, with the reason printed, where one may not mount. */
static bool mount_disk(const struct path *place)
{
    struct path options = path_print("size=%dm,mode=0700", DISK_MEGABYTES);

    if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
        mount("amberd-test", place->text, "tmpfs", 0, options.text) < 0) {
        skip("cannot mount a small disk: %s", strerror(errno));
        return false;
    }
    return true;
}

/* Writes until nothing more fits. */
static void fill_disk(const struct path *ballast)
{
    static const char block[64 << 10];
    int descriptor = open(ballast->text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    size_t length = sizeof block;

    if (descriptor < 0)
        give_up_errno("cannot write %s", ballast->text);
    while (length > 0) {
        if (write(descriptor, block, length) < 0)
            length /= 2;
    }
    close(descriptor);
}

/* Waits for a health record about a blocked journal, which has no number. */
static void await_complaint(struct feed_reader *reader)
{
    double end = wait_clock() + PATIENCE_SECONDS;
    json_t *record = NULL;
    bool told = false;

    while (!told && wait_clock() < end && (record = feed_reader_next(reader, PATIENCE_SECONDS))) {
        told = strcmp(record_text(record, "type"), "health") == 0 &&
               strcmp(record_text(record, "event"), "journal-blocked") == 0;
        json_decref(record);
    }
    ck_assert_msg(told, "nobody was told that the journal cannot be written");
}

static bool is_writable_again(void *cookie)
{
    json_t *reply = NULL;
    const struct workbench *bench = cookie;
    bool blocked = true;

    reply = control_client_ask(bench->control.text, json_pack("{s:s}", "op", "status"),
                               PATIENCE_SECONDS);
    blocked = !json_is_false(
        json_object_get(json_object_get(json_object_get(reply, "data"), "journal"), "blocked"));
    json_decref(reply);
    return !blocked;
}

START_TEST(reading_stops_with_the_disk_full_and_goes_on_after)
{
    struct seeded_random random = seeded_random_start("disk_full");
    struct path disk = temp_folder_create("disk");
    struct path ballast = path_print("%s/ballast", disk.text);
    struct path state = path_print("%s/state", disk.text);
    struct workbench_options options = {.state = state.text, .without_reserve = true};
    struct workbench bench = {.daemon = NULL};
    struct writer_crew crew = {0};
    struct feed_reader *reader = NULL;
    unsigned rounds = test_rounds(20, 1000);

    if (!mount_disk(&disk))
        return;
    bench = workbench_create("full", &options);
    workbench_start(&bench);
    reader = workbench_read(&bench, "newest");
    writer_crew_start(
        &crew,
        &(struct writer_crew_options){
            .bench = &bench, .count = WRITERS, .noise = 3, .most_idle = 100000, .random = &random});
    for (unsigned i = 0; i < rounds; i++) {
        fill_disk(&ballast);
        await_complaint(reader);
        unlink(ballast.text);
        ck_assert_msg(wait_until(is_writable_again, &bench, PATIENCE_SECONDS),
                      "the journal is not written again though there is space");
    }
    feed_reader_close(reader);
    writer_crew_examine(&crew, &bench);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
    umount(disk.text);
    temp_folder_remove(&disk);
}
END_TEST

/* Writes planted lines first to last, each on its own. */
static void plant(const struct workbench *bench, unsigned first, unsigned last)
{
    struct path log = workbench_log(bench, "a.log");

    for (unsigned i = first; i <= last; i++) {
        char line[PLANTED_LINE_SIZE] = "";

        file_append(log.text, line, planted_line_write((struct planted_line){1, i}, line));
        wait_idle(1000);
    }
}

struct expectation {
    const struct workbench *bench;
    json_int_t alerts;
};

static bool are_raised(void *cookie)
{
    const struct expectation *expected = cookie;

    return workbench_count(expected->bench, "alerts.amber_open") == expected->alerts;
}

/* Takes an alert on, and returns what the daemon says to that. */
static int acknowledge(const struct workbench *bench, const json_t *alert)
{
    json_t *reply =
        control_client_ask(bench->control.text,
                           json_pack("{s:s, s:O, s:s, s:s}", "op", "move", "alert",
                                     json_object_get(alert, "id"), "state", "acknowledged", "note",
                                     "a note that takes some room, so that the disk is full soon"),
                           PATIENCE_SECONDS);
    int code = json_is_true(json_object_get(reply, "ok"))
                   ? REPLY_OK
                   : (int)json_integer_value(json_object_get(reply, "code"));

    json_decref(reply);
    return code;
}

/* Takes on one alert after the other until the journal takes no more. */
static void command_until_blocked(const struct workbench *bench)
{
    json_t *reply = control_client_ask(bench->control.text, json_pack("{s:s}", "op", "alerts"),
                                       PATIENCE_SECONDS);
    const json_t *list = json_object_get(json_object_get(reply, "data"), "alerts");
    size_t done = 0;

    ck_assert_uint_eq(json_array_size(list), PLANTED);
    while (done < PLANTED && acknowledge(bench, json_array_get(list, done)) == REPLY_OK)
        done++;
    ck_assert_msg(done < PLANTED, "the disk was never full");
    ck_assert_int_eq(acknowledge(bench, json_array_get(list, PLANTED - 1)), REPLY_INCOMPLETE);
    json_decref(reply);
}

/* Nobody but a command writes when the disk gets full, and no slow timer helps. */
START_TEST(a_command_that_meets_the_full_disk_is_tried_again)
{
    struct path disk = temp_folder_create("disk");
    struct path ballast = path_print("%s/ballast", disk.text);
    struct path state = path_print("%s/state", disk.text);
    struct workbench_options options = {
        .state = state.text, .without_reserve = true, .extra = "tail: {rescan: 1h}\n"};
    struct workbench bench = {.daemon = NULL};
    struct expectation expected = {&bench, PLANTED};
    json_int_t failures = 0;

    if (!mount_disk(&disk))
        return;
    bench = workbench_create("command", &options);
    workbench_start(&bench);
    plant(&bench, 1, PLANTED);
    ck_assert(wait_until(are_raised, &expected, PATIENCE_SECONDS));
    fill_disk(&ballast);
    command_until_blocked(&bench);

    failures = workbench_count(&bench, "journal.failures");
    wait_idle(3000000);
    ck_assert_int_gt(workbench_count(&bench, "journal.failures"), failures);
    unlink(ballast.text);
    ck_assert(wait_until(is_writable_again, &bench, PATIENCE_SECONDS));
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
    umount(disk.text);
    temp_folder_remove(&disk);
}
END_TEST

/* Logs grow on meanwhile, and each line is a notice that wakes the daemon. */
START_TEST(a_full_disk_is_tried_once_a_second)
{
    struct path disk = temp_folder_create("disk");
    struct path ballast = path_print("%s/ballast", disk.text);
    struct path state = path_print("%s/state", disk.text);
    struct workbench_options options = {.state = state.text, .without_reserve = true};
    struct workbench bench = {.daemon = NULL};
    struct expectation expected = {&bench, PLANTED};
    struct feed_reader *reader = NULL;
    json_int_t failures = 0;
    double start = 0;

    if (!mount_disk(&disk))
        return;
    bench = workbench_create("tries", &options);
    workbench_start(&bench);
    reader = workbench_read(&bench, "newest");
    fill_disk(&ballast);
    plant(&bench, 1, PLANTED / 3);
    await_complaint(reader);

    failures = workbench_count(&bench, "journal.failures");
    start = wait_clock();
    plant(&bench, PLANTED / 3 + 1, PLANTED);
    failures = workbench_count(&bench, "journal.failures") - failures;
    ck_assert_msg((double)failures <= 3 * (wait_clock() - start + 2),
                  "%d tries in %.1f s to write a journal that cannot be written", (int)failures,
                  wait_clock() - start);
    unlink(ballast.text);
    ck_assert(wait_until(are_raised, &expected, PATIENCE_SECONDS));
    feed_reader_close(reader);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
    umount(disk.text);
    temp_folder_remove(&disk);
}
END_TEST

SUITE_MAIN("disk_full", reading_stops_with_the_disk_full_and_goes_on_after,
           a_command_that_meets_the_full_disk_is_tried_again, a_full_disk_is_tried_once_a_second)
