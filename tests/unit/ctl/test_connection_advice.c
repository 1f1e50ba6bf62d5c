/* connection_advice: what to do when the daemon's socket is out of reach. */
#include "ctl/connection_advice.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/suite.h"
#include "support/temp_folder.h"

static const char *advise(const char *path, int reason, struct buffer *out)
{
    buffer_clear(out);
    connection_advise(path, reason, out);
    return buffer_string(out);
}

START_TEST(the_reason_decides)
{
    struct buffer out = {0};

    ck_assert_ptr_nonnull(strstr(advise("/x", ENOENT, &out), "is amberd running?"));
    ck_assert_ptr_nonnull(strstr(advise("/x", ECONNREFUSED, &out), "is amberd running?"));
    ck_assert_str_eq(advise("/x", EMFILE, &out), "");
    buffer_finish(&out);
}
END_TEST

/* Only root can give a file to any group; others see the rest. */
START_TEST(the_group_of_what_is_in_the_way_is_named)
{
    struct path folder = temp_folder_create("advice");
    struct path path = path_print("%s/control.sock", folder.text);
    struct buffer out = {0};
    enum { DAEMON_GROUP = 1 }; /* "daemon", of base-passwd */

    file_write(path.text, "%s", "");
    ck_assert_int_eq(chmod(path.text, 0600), 0);
    ck_assert_ptr_nonnull(strstr(advise(path.text, EACCES, &out), "try sudo"));
    ck_assert_ptr_nonnull(strstr(advise("/", EACCES, &out), "try sudo"));
    if (geteuid() == 0) {
        ck_assert_int_eq(chown(path.text, 0, DAEMON_GROUP), 0);
        ck_assert_int_eq(chmod(path.text, 0660), 0);
        ck_assert_ptr_nonnull(strstr(advise(path.text, EACCES, &out),
                                     "it is for the group daemon: `sudo usermod -aG daemon root`"));
        ck_assert_int_eq(unlink(path.text), 0);
        ck_assert_int_eq(chown(folder.text, 0, DAEMON_GROUP), 0);
        ck_assert_ptr_nonnull(strstr(advise(path.text, EACCES, &out), "the group daemon"));
    }
    temp_folder_remove(&folder);
    buffer_finish(&out);
}
END_TEST

SUITE_MAIN("connection_advice", the_reason_decides, the_group_of_what_is_in_the_way_is_named)
