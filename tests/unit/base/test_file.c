#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"

static char folder[64];

static const char *inside(const char *name)
{
    static char path[256];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *name, const char *content)
{
    FILE *file = fopen(inside(name), "w");

    ck_assert_ptr_nonnull(file);
    fputs(content, file);
    fclose(file);
}

static void make_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/amber-file-%d", (int)getpid());
    ck_assert_int_eq(mkdir(folder, 0700), 0);
}

static void remove_folder(void)
{
    static const char *const names[] = {"b/c.yaml", "b/.hidden.yml", "b/loop", "b",
                                        "a.yml",    "note.txt",      "Z.yml",  "dangling.yml",
                                        "pipe.yml", "new",           "new.tmp"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove(inside(names[i]));
    ck_assert_int_eq(rmdir(folder), 0);
}

static void refuses(const char *path, size_t limit, const char *part)
{
    struct buffer buffer = {0};
    struct error err = {0};

    ck_assert(!file_read(path, limit, &buffer, &err));
    ck_assert_msg(strstr(err.text, part) != NULL, "%s", err.text);
    ck_assert_int_eq(strncmp(err.text, path, strlen(path)), 0);
    buffer_finish(&buffer);
}

START_TEST(reads_whole_files)
{
    struct buffer buffer = {0};
    struct error err = {0};

    write_file("a.yml", "12345");
    buffer_append_text(&buffer, TEXT("0"));
    ck_assert(file_read(inside("a.yml"), 5, &buffer, &err));
    ck_assert_str_eq(buffer_string(&buffer), "012345");
    refuses(inside("a.yml"), 4, "longer than 4 bytes");
    buffer_finish(&buffer);
}
END_TEST

/* Files of /proc say they have no bytes and have many. */
START_TEST(bounds_what_has_no_size)
{
    refuses("/proc/self/maps", 16, "longer than 16 bytes");
}
END_TEST

START_TEST(refuses_what_is_no_file_to_trust)
{
    refuses(inside("absent"), 10, "No such file");
    refuses(folder, 10, "not a regular file");
    refuses("/dev/zero", 10, "not a regular file");
    ck_assert_int_eq(mkfifo(inside("pipe.yml"), 0600), 0);
    refuses(inside("pipe.yml"), 10, "not a regular file");
    write_file("a.yml", "x");
    ck_assert_int_eq(chmod(inside("a.yml"), 0622), 0);
    refuses(inside("a.yml"), 10, "chmod o-w");
}
END_TEST

static void collect(const char *path, void *cookie)
{
    struct buffer *names = cookie;

    buffer_printf(names, "%s ", path + strlen(folder));
}

START_TEST(lists_folders_in_order)
{
    struct buffer names = {0};
    struct error err = {0};

    ck_assert_int_eq(mkdir(inside("b"), 0700), 0);
    write_file("b/c.yaml", "");
    write_file("b/.hidden.yml", "");
    write_file("a.yml", "");
    write_file("Z.yml", "");
    write_file("note.txt", "");
    ck_assert_int_eq(symlink("nowhere", inside("dangling.yml")), 0);
    ck_assert(file_list_yaml(folder, collect, &names, &err));
    ck_assert_str_eq(buffer_string(&names), "/Z.yml /a.yml /b/c.yaml ");

    buffer_clear(&names);
    ck_assert(file_list_yaml(inside(""), collect, &names, &err));
    ck_assert_str_eq(buffer_string(&names), "/Z.yml /a.yml /b/c.yaml ");
    buffer_clear(&names);
    ck_assert(file_list_yaml(inside("note.txt"), collect, &names, &err));
    ck_assert_str_eq(buffer_string(&names), "/note.txt ");
    ck_assert(!file_list_yaml(inside("absent"), collect, &names, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "absent: No such file"));
    buffer_finish(&names);
}
END_TEST

static void count_visit(const char *path, void *cookie)
{
    size_t *count = cookie;

    (void)path;
    ++*count;
}

START_TEST(loops_end)
{
    struct error err = {0};
    size_t count = 0;

    ck_assert_int_eq(mkdir(inside("b"), 0700), 0);
    write_file("b/c.yaml", "");
    ck_assert_int_eq(symlink(".", inside("b/loop")), 0);
    ck_assert(file_list_yaml(folder, count_visit, &count, &err));
    ck_assert_uint_eq(count, 8);
}
END_TEST

/* Lists as a user whom modes bind, which root is not. */
static bool list_unprivileged(struct buffer *names, struct error *err)
{
    bool was_root = geteuid() == 0;
    bool good = false;

    if (was_root)
        ck_assert_int_eq(seteuid(65534), 0);
    good = file_list_yaml(folder, collect, names, err);
    if (was_root)
        ck_assert_int_eq(seteuid(0), 0);
    return good;
}

/* A folder whose names may be read and nothing in it may be looked at. */
START_TEST(tells_what_it_cannot_look_at)
{
    struct buffer names = {0};
    struct error err = {0};

    write_file("a.yml", "");
    ck_assert_int_eq(chmod(folder, 0744), 0);
    if (geteuid() != 0)
        ck_assert_int_eq(chmod(folder, 0600), 0);
    ck_assert(!list_unprivileged(&names, &err));
    ck_assert_msg(strstr(err.text, "a.yml: Permission denied") != NULL, "%s", err.text);
    ck_assert_int_eq(chmod(folder, 0700), 0);
    buffer_finish(&names);
}
END_TEST

START_TEST(tells_when_a_folder_ends_early)
{
    struct buffer names = {0};
    struct error err = {0};

    write_file("a.yml", "");
    write_file("Z.yml", "");
    fault_arm("file.readdir", 1, 1);
    ck_assert(!file_list_yaml(folder, collect, &names, &err));
    ck_assert(fault_disarm());
    ck_assert_msg(strstr(err.text, "Input/output error") != NULL, "%s", err.text);
    ck_assert_uint_eq(names.length, 0);
    buffer_finish(&names);
}
END_TEST

START_TEST(replaces_whole_files)
{
    struct buffer buffer = {0};
    struct error err = {0};
    struct stat status = {0};

    ck_assert(file_replace(inside("new"), TEXT("one and more"), 0644, &err));
    ck_assert(file_replace(inside("new"), TEXT("two"), 0640, &err));
    ck_assert(file_read(inside("new"), 100, &buffer, &err));
    ck_assert_str_eq(buffer_string(&buffer), "two");
    ck_assert_int_eq(stat(inside("new"), &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777U, 0640);
    ck_assert_int_ne(access(inside("new.tmp"), F_OK), 0);

    ck_assert(!file_replace(inside("none/new"), TEXT("x"), 0644, &err));
    ck_assert_msg(strstr(err.text, "none/new.tmp") != NULL, "%s", err.text);
    buffer_finish(&buffer);
}
END_TEST

/* Half of a file is no new one; some file systems tell only when it is closed. */
START_TEST(keeps_the_old_file_where_the_new_one_cannot_be_closed)
{
    struct buffer buffer = {0};
    struct error err = {0};

    ck_assert(file_replace(inside("new"), TEXT("one"), 0644, &err));
    fault_arm("file.close", 0, 1);
    ck_assert(!file_replace(inside("new"), TEXT("two"), 0644, &err));
    ck_assert(fault_disarm());
    ck_assert_msg(strstr(err.text, "new.tmp: ") != NULL, "%s", err.text);
    ck_assert(file_read(inside("new"), 100, &buffer, &err));
    ck_assert_str_eq(buffer_string(&buffer), "one");
    ck_assert_int_ne(access(inside("new.tmp"), F_OK), 0);
    buffer_finish(&buffer);
}
END_TEST

START_TEST(follows_no_link_on_the_way)
{
    struct buffer buffer = {0};
    struct error err = {0};

    write_file("note.txt", "mine");
    ck_assert_int_eq(symlink("note.txt", inside("new.tmp")), 0);
    ck_assert(file_replace(inside("new"), TEXT("two"), 0644, &err));
    ck_assert(file_read(inside("note.txt"), 100, &buffer, &err));
    ck_assert_str_eq(buffer_string(&buffer), "mine");
    buffer_finish(&buffer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, reads_whole_files);
    tcase_add_test(tests, bounds_what_has_no_size);
    tcase_add_test(tests, refuses_what_is_no_file_to_trust);
    tcase_add_test(tests, lists_folders_in_order);
    tcase_add_test(tests, loops_end);
    tcase_add_test(tests, replaces_whole_files);
    tcase_add_test(tests, keeps_the_old_file_where_the_new_one_cannot_be_closed);
    tcase_add_test(tests, follows_no_link_on_the_way);
    tcase_add_test(tests, tells_what_it_cannot_look_at);
    tcase_add_test(tests, tells_when_a_folder_ends_early);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
