/*
 * amberd-export is killed at random while alerts come as fast as they can, and so is
 * the daemon; files rotate, and the disk of the file fills up and is emptied.  In the
 * end the files hold the journal: each record once, in order, to the byte.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support/child.h"
#include "support/give_up.h"
#include "support/program.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/writer_crew.h"

enum { WRITERS = 4, KEPT = 99, LARGEST_FILE = 64 << 20, LONGEST_LIFE = 400000 };

struct exported {
    struct workbench *bench;
    const char *name;
    struct path config;
    struct path file;
    struct path complaints;
    struct path program;
    pid_t process;
};

static struct exported export_begin(struct workbench *bench, const char *file, const char *settings)
{
    const char *folder = bench->folder.text;
    struct exported exported = {
        .bench = bench,
        .name = "siem",
        .config = path_print("%s/siem.yml", folder),
        .file = path_print("%s%s", folder, file),
        .complaints = path_print("%s/export.txt", folder),
        .program = path_print("%s/amberd-export", build_folder().text),
    };

    file_write(exported.config.text, "feed: \"%s\"\nfile: \"%s\"\nsync: 50ms\n%s", bench->feed.text,
               exported.file.text, settings);
    return exported;
}

static void export_start(struct exported *exported)
{
    const char *const words[] = {exported->program.text, "-c", exported->config.text,
                                 exported->name, NULL};

    exported->process = child_start(words, exported->complaints.text);
}

/* All files, the oldest first. */
static void read_files(const struct exported *exported, struct buffer *bytes)
{
    struct error err = {0};

    for (unsigned i = KEPT; i > 0; i--)
        file_read(path_print("%s.%u", exported->file.text, i).text, LARGEST_FILE, bytes, &err);
    ck_assert_msg(file_read(exported->file.text, LARGEST_FILE, bytes, &err), "%s", err.text);
}

/* The journal's records as the feed tells them, up to the last there is. */
static void read_journal(const struct workbench *bench, struct buffer *lines)
{
    struct feed_reader *reader = workbench_read(bench, "oldest");
    bool behind = true;

    while (behind) {
        json_t *line = feed_reader_next(reader, PATIENCE_SECONDS);

        if (!line)
            give_up("the feed is silent, or gone");
        if (record_number(line) > 0) {
            buffer_append_text(lines, feed_reader_line(reader));
            buffer_append_byte(lines, '\n');
        }
        if (strcmp(record_text(line, "type"), "heartbeat") == 0)
            behind = json_integer_value(json_object_get(line, "lag")) > 0;
        json_decref(line);
    }
    feed_reader_close(reader);
}

/* Without what has no number: it stands in no journal. */
static void drop_unnumbered(struct buffer *lines)
{
    struct buffer kept = {0};
    struct text rest = buffer_text(lines);
    struct text line = {0};

    while (text_cut(rest, TEXT("\n"), &line, &rest)) {
        if (text_starts_with(line, TEXT("{\"seq\":"))) {
            buffer_append_text(&kept, line);
            buffer_append_byte(&kept, '\n');
        }
    }
    buffer_append_text(&kept, rest); /* a torn line would be seen */
    buffer_finish(lines);
    *lines = kept;
}

static bool is_all_there(void *cookie)
{
    const struct exported *exported = cookie;
    struct buffer files = {0};
    struct buffer journal = {0};
    bool same = false;

    read_files(exported, &files);
    read_journal(exported->bench, &journal);
    drop_unnumbered(&files);
    same = text_equal(buffer_text(&files), buffer_text(&journal));
    buffer_finish(&files);
    buffer_finish(&journal);
    return same;
}

static void expect_journal(struct exported *exported)
{
    struct buffer files = {0};

    if (!wait_until(is_all_there, exported, PATIENCE_SECONDS)) {
        struct buffer said = {0};
        struct error err = {0};

        file_read(exported->complaints.text, LARGEST_FILE, &said, &err);
        ck_abort_msg("the files are not what the journal is; %s", buffer_string(&said));
    }
    read_files(exported, &files);
    printf("%zu bytes exported, each record once\n", files.length);
    buffer_finish(&files);
}

START_TEST(each_record_is_in_the_files_once)
{
    struct seeded_random random = seeded_random_start("export");
    struct workbench bench = workbench_create("export", &(struct workbench_options){0});
    struct exported exported =
        export_begin(&bench, "/out.ndjson", "size: 256KiB\nkeep: 99\nsync_records: 50\n");
    struct writer_crew crew = {0};
    struct stat status = {0};
    unsigned rounds = test_rounds(30, 2000);

    workbench_start(&bench);
    writer_crew_start(
        &crew,
        &(struct writer_crew_options){
            .bench = &bench, .count = WRITERS, .noise = 3, .most_idle = 20000, .random = &random});
    for (unsigned i = 0; i < rounds; i++) {
        export_start(&exported);
        wait_idle(seeded_random_below(&random, LONGEST_LIFE));
        if (seeded_random_once_in(&random, 5)) {
            workbench_kill(&bench);
            workbench_start(&bench);
        }
        ck_assert_int_eq(child_end(exported.process, SIGKILL), 128 + SIGKILL);
    }
    export_start(&exported);
    writer_crew_examine(&crew, &bench);
    expect_journal(&exported);
    ck_assert_int_eq(child_end(exported.process, SIGTERM), 0);
    ck_assert_int_eq(stat(exported.file.text, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0640);

    /* The file is gone: the daemon knows how far it was. */
    ck_assert_int_eq(unlink(exported.file.text), 0);
    for (unsigned i = 1; i <= KEPT; i++)
        unlink(path_print("%s.%u", exported.file.text, i).text);
    export_start(&exported);
    file_await(exported.complaints.text, "connected to the feed", 1);
    workbench_stop(&bench);
    workbench_start(&bench);
    file_await(exported.file.text, "\"type\":\"health\"", 1);
    ck_assert_uint_eq(file_count(exported.file.text, "\"type\":\"alert\""), 0);
    child_end(exported.process, SIGTERM);
    workbench_finish(&bench);
}
END_TEST

/* False, with the reason printed, where one may not mount. */
static bool mount_disk(const struct path *place)
{
    if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
        mount("amberd-test", place->text, "tmpfs", 0, "size=2m,mode=0700") < 0) {
        skip("cannot mount a small disk: %s", strerror(errno));
        return false;
    }
    return true;
}

static void fill_disk(const struct path *ballast)
{
    static const char block[4096];
    int descriptor = open(ballast->text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

    if (descriptor < 0)
        give_up_errno("cannot write %s", ballast->text);
    while (write(descriptor, block, sizeof block) > 0) {
    }
    close(descriptor);
}

START_TEST(a_full_disk_is_waited_for)
{
    struct seeded_random random = seeded_random_start("export to a full disk");
    struct workbench bench = workbench_create("exportfull", &(struct workbench_options){0});
    struct path disk = path_print("%s/disk", bench.folder.text);
    struct path ballast = path_print("%s/ballast", disk.text);
    struct exported exported = export_begin(&bench, "/disk/out.ndjson", "");
    struct writer_crew crew = {0};

    folder_create(disk.text);
    if (mount_disk(&disk)) {
        fill_disk(&ballast);
        workbench_start(&bench);
        export_start(&exported);
        writer_crew_start(&crew,
                          &(struct writer_crew_options){
                              .bench = &bench, .count = WRITERS, .each = 100, .random = &random});
        writer_crew_wait(&crew);
        file_await(exported.complaints.text, "No space left", 1);
        ck_assert_int_eq(unlink(ballast.text), 0);
        file_await(exported.complaints.text, "can be written again", 1);
        writer_crew_examine(&crew, &bench);
        expect_journal(&exported);
        ck_assert_uint_eq(file_count(exported.complaints.text, "No space left"), 1);
        child_end(exported.process, SIGKILL);
        umount2(disk.text, MNT_DETACH);
    }
    workbench_finish(&bench);
}
END_TEST

START_TEST(every_format_goes_on_from_its_file)
{
    static const char *const formats[] = {"native", "ocsf", "ecs"};
    struct seeded_random random = seeded_random_start("export formats");
    struct workbench bench = workbench_create("exportforms", &(struct workbench_options){0});
    struct writer_crew crew = {0};

    workbench_start(&bench);
    writer_crew_start(&crew, &(struct writer_crew_options){
                                 .bench = &bench, .count = 1, .each = 20, .random = &random});
    writer_crew_wait(&crew);
    writer_crew_examine(&crew, &bench);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct path file = path_print("/%s.ndjson", formats[i]);
        struct path settings = path_print("format: %s\nfilter: {rag: [amber, red]}\n", formats[i]);
        struct exported exported = export_begin(&bench, file.text, settings.text);

        exported.name = formats[i];
        for (unsigned life = 0; life < 3; life++) {
            export_start(&exported);
            file_await(exported.file.text, "\n", 21); /* the examination adds one */
            file_await(exported.complaints.text, "connected to the feed", 3 * i + life + 1);
            ck_assert_int_eq(child_end(exported.process, SIGTERM), 0);
            ck_assert_uint_eq(file_count(exported.file.text, "\n"), 21);
        }
    }
    workbench_finish(&bench);
}
END_TEST

START_TEST(mistakes_are_told)
{
    static const struct {
        const char *settings;
        const char *said;
    } rows[] = {
        {"formt: ecs\n", ":1:1: there is no setting 'formt'; did you mean 'format'?"},
        {"format: cef\n", "it may be one of native, ocsf, ecs"},
        {"size: 12\n", "size: '12' is not a size, such as 64MiB"},
        {"filter: {rga: red}\n", "did you mean 'rag'?"},
        {"filter: red\n", "filter: a map of settings is wanted here, not text"},
        {"- feed\n", "a map of settings is wanted here, not a list"},
        {"keep: [1, 2]\n", "keep: this is a list, not a whole number"},
    };
    struct path folder = temp_folder_create("exportsettings");
    struct path config = path_print("%s/siem.yml", folder.text);
    struct path program = path_print("%s/amberd-export", build_folder().text);
    const char *const words[] = {program.text, "--check", "-c", config.text, "siem", NULL};
    const char *const unnamed[] = {program.text, "--check", "../siem", NULL};
    struct buffer said = {0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buffer_clear(&said);
        file_write(config.text, "%s", rows[i].settings);
        ck_assert_int_eq(program_run(words, &said), 3);
        ck_assert_msg(strstr(buffer_string(&said), rows[i].said) != NULL, "%s",
                      buffer_string(&said));
    }
    ck_assert_int_eq(program_run(unnamed, &said), 3);
    file_write(config.text, "format: ecs\nfilter:\n    rag: red\n");
    ck_assert_msg(program_run(words, &said) == 0, "%s", buffer_string(&said));
    buffer_finish(&said);
    temp_folder_remove(&folder);
}
END_TEST

SUITE_MAIN("export", each_record_is_in_the_files_once, a_full_disk_is_waited_for,
           every_format_goes_on_from_its_file, mistakes_are_told)
