#include "exporter/export.h"

#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "base/file.h"
#include "support/feed_stage.h"
#include "support/suite.h"
#include "support/temp_folder.h"

enum { TURNS = 2000 };

/* A feed server, and an export of it into a folder, on a clock of the test's. */
struct scene {
    struct feed_stage feed;
    struct path folder;
    struct path file;
    struct export_settings settings;
    struct export_options options;
    struct export *export;
    timestamp now;
    struct buffer said;
};

static void say(const char *message, void *cookie)
{
    struct scene *scene = cookie;

    buffer_printf(&scene->said, "%s\n", message);
}

static void start(struct scene *scene)
{
    struct error err = {0};

    scene->export = export_create(&scene->options, &err);
    ck_assert_msg(scene->export != NULL, "%s", err.text);
}

static void begin(struct scene *scene)
{
    static char native[] = "native";
    static char oldest[] = "oldest";

    *scene = (struct scene){.folder = temp_folder_create("exporting"), .now = MINUTE};
    feed_stage_open(&scene->feed);
    scene->file = path_print("%s/out", scene->folder.text);
    scene->settings = (struct export_settings){
        .feed = scene->feed.path,
        .format = native,
        .from = oldest,
        .size = 1 << 30,
        .keep = 3,
        .sync = SECOND,
        .sync_records = 1000,
    };
    scene->options = (struct export_options){.name = "siem",
                                             .file = scene->file.text,
                                             .settings = &scene->settings,
                                             .say = say,
                                             .cookie = scene};
    start(scene);
}

static void end(struct scene *scene)
{
    export_destroy(scene->export);
    feed_stage_close(&scene->feed);
    buffer_finish(&scene->said);
    temp_folder_remove(&scene->folder);
}

static size_t lines_of(const struct path *path)
{
    struct buffer bytes = {0};
    struct error err = {0};
    size_t count = 0;

    file_read(path->text, 1 << 26, &bytes, &err);
    for (size_t i = 0; i < bytes.length; i++)
        count += bytes.data[i] == '\n';
    buffer_finish(&bytes);
    return count;
}

static uint64_t acknowledged(struct scene *scene)
{
    struct consumer consumer = {0};

    scene->feed.reader.find_consumer(scene->feed.journal, TEXT("siem"), &consumer);
    return consumer.acknowledged;
}

static void turn(struct scene *scene)
{
    struct pollfd polled = export_poll(scene->export);

    feed_stage_turn(&scene->feed, 2);
    poll(&polled, 1, 0);
    if (polled.fd < 0)
        polled.revents = 0;
    export_turn(scene->export, polled.revents, scene->now);
}

/* Turns without letting time pass until the file has so many lines. */
static void await_lines(struct scene *scene, size_t count)
{
    for (unsigned i = 0; i < TURNS && lines_of(&scene->file) < count; i++)
        turn(scene);
    ck_assert_uint_eq(lines_of(&scene->file), count);
}

static void await_ack(struct scene *scene, uint64_t number)
{
    for (unsigned i = 0; i < TURNS && acknowledged(scene) < number; i++)
        turn(scene);
    ck_assert_uint_eq(acknowledged(scene), number);
}

START_TEST(nothing_is_acknowledged_before_the_disk_has_it)
{
    struct scene scene;

    begin(&scene);
    feed_stage_add(&scene.feed, 5);
    await_lines(&scene, 5);
    for (unsigned i = 0; i < 20; i++)
        turn(&scene);
    ck_assert_uint_eq(acknowledged(&scene), 0);
    scene.now += SECOND;
    await_ack(&scene, 5);
    end(&scene);
}
END_TEST

START_TEST(enough_records_do_not_wait_for_the_clock)
{
    struct scene scene;

    begin(&scene);
    scene.settings.sync_records = 3;
    feed_stage_add(&scene.feed, 5);
    await_ack(&scene, 5);
    end(&scene);
}
END_TEST

START_TEST(what_a_failed_sync_may_have_lost_is_written_again)
{
    struct scene scene;
    struct path before;

    begin(&scene);
    before = path_print("%s.1", scene.file.text);
    feed_stage_add(&scene.feed, 4);
    await_lines(&scene, 4);
    scene.now += SECOND;
    await_ack(&scene, 4);

    feed_stage_add(&scene.feed, 3);
    await_lines(&scene, 7);
    fault_arm("spool.sync", 0, 1);
    scene.now += SECOND;
    turn(&scene);
    ck_assert(fault_disarm());
    ck_assert_uint_eq(acknowledged(&scene), 4);
    ck_assert(strstr(buffer_string(&scene.said), "trying again every second") != NULL);
    scene.now += 2 * SECOND;
    for (unsigned i = 0; i < TURNS && lines_of(&before) < 7; i++)
        turn(&scene);
    ck_assert_uint_eq(lines_of(&before), 7);
    await_lines(&scene, 3);
    ck_assert_uint_eq(acknowledged(&scene), 4);
    scene.now += 2 * SECOND;
    await_ack(&scene, 7);
    ck_assert(strstr(buffer_string(&scene.said), "can be written again") != NULL);
    end(&scene);
}
END_TEST

/* Lines of all the files, the rotated ones as well. */
static size_t all_lines(const struct scene *scene)
{
    size_t count = lines_of(&scene->file);

    for (unsigned i = 1; i <= scene->settings.keep; i++) {
        struct path rotated = path_print("%s.%u", scene->file.text, i);

        count += lines_of(&rotated);
    }
    return count;
}

START_TEST(what_a_failed_sync_before_the_next_file_may_have_lost_is_written_again)
{
    struct scene scene;

    begin(&scene);
    export_destroy(scene.export);
    scene.settings.size = 1;
    scene.settings.keep = 20;
    start(&scene);
    feed_stage_add(&scene.feed, 4);
    for (unsigned i = 0; i < TURNS && all_lines(&scene) < 4; i++)
        turn(&scene);
    scene.now += SECOND;
    await_ack(&scene, 4);

    feed_stage_add(&scene.feed, 1);
    for (unsigned i = 0; i < TURNS && all_lines(&scene) < 5; i++)
        turn(&scene);
    fault_arm("spool.sync", 0, 1);
    feed_stage_add(&scene.feed, 1);
    for (unsigned i = 0; i < 40; i++)
        turn(&scene);
    ck_assert(fault_disarm());
    ck_assert_uint_eq(acknowledged(&scene), 4);
    for (unsigned i = 0; i < 20; i++, scene.now += SECOND)
        turn(&scene);
    await_ack(&scene, 6);
    ck_assert_uint_eq(all_lines(&scene), 7); /* the fifth twice */
    end(&scene);
}
END_TEST

static struct identifier another_instance(void *cookie)
{
    (void)cookie;
    return (struct identifier){{7}};
}

/* The state directory was restored or emptied: its cursors are none of the new journal. */
START_TEST(another_journal_is_written_once_as_well)
{
    struct scene scene;

    begin(&scene);
    feed_stage_add(&scene.feed, 4);
    await_lines(&scene, 4);
    scene.now += SECOND;
    await_ack(&scene, 4);

    feed_server_stop(scene.feed.server);
    fake_journal_destroy(scene.feed.journal);
    scene.feed.journal = fake_journal_create();
    scene.feed.reader = fake_journal_reader(scene.feed.journal);
    scene.feed.reader.instance = another_instance;
    feed_stage_start(&scene.feed);
    feed_stage_add(&scene.feed, 3);
    for (unsigned i = 0; i < 200; i++, scene.now += 10 * MILLISECOND)
        turn(&scene);
    await_ack(&scene, 3);
    ck_assert_uint_eq(lines_of(&scene.file), 7);
    end(&scene);
}
END_TEST

START_TEST(the_file_knows_better_than_the_daemon)
{
    struct scene scene;

    begin(&scene);
    feed_stage_add(&scene.feed, 6);
    await_lines(&scene, 6);
    export_destroy(scene.export); /* as if killed: nothing was acknowledged */
    feed_stage_turn(&scene.feed, 3);
    ck_assert_uint_eq(acknowledged(&scene), 0);
    start(&scene);
    feed_stage_add(&scene.feed, 1);
    await_lines(&scene, 7);
    scene.now += SECOND;
    await_ack(&scene, 7);
    end(&scene);
}
END_TEST

START_TEST(ended_in_order_it_has_acknowledged_what_it_wrote)
{
    struct scene scene;

    begin(&scene);
    feed_stage_add(&scene.feed, 6);
    await_lines(&scene, 6);
    export_end(scene.export, scene.now);
    feed_stage_turn(&scene.feed, 5);
    ck_assert_uint_eq(acknowledged(&scene), 6);
    end(&scene);
}
END_TEST

SUITE_MAIN("export", nothing_is_acknowledged_before_the_disk_has_it,
           enough_records_do_not_wait_for_the_clock,
           what_a_failed_sync_may_have_lost_is_written_again,
           what_a_failed_sync_before_the_next_file_may_have_lost_is_written_again,
           another_journal_is_written_once_as_well, the_file_knows_better_than_the_daemon,
           ended_in_order_it_has_acknowledged_what_it_wrote)
