#include "support/amberctl_run.h"

#include <check.h>

const char *amberctl_run(const struct workbench *bench, int status, const char *const *words,
                         struct buffer *said)
{
    buffer_clear(said);
    ck_assert_msg(workbench_command(bench, words, said) == status, "%s: %s", words[0],
                  buffer_string(said));
    return buffer_string(said);
}
