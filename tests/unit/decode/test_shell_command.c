#include "decode/shell_command.h"

#include <check.h>
#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"

enum { ARENA_BLOCK = 4096 };

enum form { SCRIPT, WORDS };

static const struct {
    enum form form;
    const char *folder;
    const char *line;
    const char *commands; /* joined by newlines */
} cases[] = {
    /* Words and quotes. */
    {SCRIPT, "", "", ""},
    {SCRIPT, "", " \t ", ""},
    {SCRIPT, "", "id", "id"},
    {SCRIPT, "", "/usr/bin/id  -u", "id -u"},
    {SCRIPT, "", "echo 'a  b' \"c\"d\\ e", "echo a  b cd e"},
    {SCRIPT, "", "echo it's", "echo it's"},
    {SCRIPT, "", "echo '' x", "echo  x"},
    {SCRIPT, "", "a; b && c || d | e & f\ng", "a\nb\nc\nd\ne\nf\ng"},
    {SCRIPT, "", "curl \\\n -s x", "curl -s x"},
    {SCRIPT, "", "echo 'a; rm x' \";\"", "echo a; rm x ;"},
    {SCRIPT, "", "(a; b) && c)", "a\nb\nc)"},
    {SCRIPT, "", "a \\", "a \\"},
    /* Redirections. */
    {SCRIPT, "/d", "a >b 2>>c 2>&1 &>d <e", "a > /d/b 2>> /d/c 2>&1 &> /d/d < /d/e"},
    {SCRIPT, "/d", ">|b", ">| /d/b"},
    {SCRIPT, "/d", "a '>' b", "a \\> b"},
    {SCRIPT, "/d", "a>b", "a > /d/b"},
    {SCRIPT, "/d", "a >", "a >"},
    /* What only starts a program. */
    {SCRIPT, "", "A=b C=d rm x", "rm x"},
    {SCRIPT, "", "sudo -u root -n env -i A=b nice -n 5 rm x", "rm x"},
    {SCRIPT, "", "timeout -k 1 5 busybox rm x", "rm x"},
    {SCRIPT, "", "ls | xargs -n 1 rm -f", "ls\nrm -f"},
    {SCRIPT, "", "ls | xargs -i rm {}", "ls\nrm {}"},
    {SCRIPT, "", "sudo --user ines -uines rm x", "rm x"},
    {SCRIPT, "", "env -S 'rm x' y", "rm x"},
    {SCRIPT, "", "timeout --signal KILL 5 rm x", "rm x"},
    {SCRIPT, "", "chroot --groups a / rm x", "rm x"},
    {SCRIPT, "", "chroot /srv", "chroot /srv"},
    {SCRIPT, "", "nsenter -mt 1 -t1 --target 1 sh", "sh"},
    {SCRIPT, "", "nsenter -t 1 -a", "nsenter -t 1 -a"},
    {SCRIPT, "", "unshare -m --setgroups deny rm x", "rm x"},
    {SCRIPT, "", "setpriv --reuid=0 --regid 0 rm x", "rm x"},
    {SCRIPT, "", "systemd-run --pty -p A=b --unit c rm x", "rm x"},
    {SCRIPT, "", "pkexec --user root rm x", "rm x"},
    {SCRIPT, "", "runuser -u root -- rm x", "rm x"},
    {SCRIPT, "", "runuser --user=root rm x", "rm x"},
    {SCRIPT, "", "runuser -l root", "runuser -l root"},
    {SCRIPT, "", "setarch linux64 -R linux32 rm x", "rm x"},
    {SCRIPT, "", "prlimit --nproc=1 taskset -c 0-3 chrt -f 1 rm x", "rm x"},
    {SCRIPT, "", "strace -fo /t -e open rm x", "rm x"},
    {SCRIPT, "", "ip -n a netns exec b rm x", "rm x"},
    {SCRIPT, "", "ip netns add b c", "ip netns add b c"},
    {SCRIPT, "", "flock -n /l rm x", "rm x"},
    {SCRIPT, "", "flock /l -c 'rm x; a'", "rm x\na"},
    {SCRIPT, "", "script -qc 'rm x' /dev/null", "rm x"},
    {SCRIPT, "", "script -q /t", "script -q /t"},
    {SCRIPT, "", "capsh --print -- -c 'rm x'", "rm x"},
    {SCRIPT, "", "sudo -i", "sudo -i"},
    {SCRIPT, "", "env", "env"},
    {SCRIPT, "", "A=b", ""},
    {SCRIPT, "", "if a; then b; else ! c; fi", "a\nb\nc\nfi"},
    /* Scripts in scripts. */
    {SCRIPT, "", "sh -c 'a; b' x", "a\nb"},
    {SCRIPT, "", "bash -o pipefail -lc \"a | b\"", "a\nb"},
    {SCRIPT, "", "bash --norc -x", "bash --norc -x"},
    {SCRIPT, "", "sh -c", "sh -c"},
    {SCRIPT, "", "sh x.sh -c y", "sh x.sh -c y"},
    {SCRIPT, "", "eval 'rm x'", "rm x"},
    {SCRIPT, "", "su - ines -c 'rm x; a'", "rm x\na"},
    {SCRIPT, "", "su -lc 'rm x' ines", "rm x"},
    {SCRIPT, "", "su - ines", "su - ines"},
    {SCRIPT, "", "su -c", "su -c"},
    {SCRIPT, "", "echo $(rm x) `id` <(ls)", "rm x\nid\nls\necho $(rm x) `id` \\<(ls)"},
    {SCRIPT, "", "echo \"$(cat \"f\")\" x", "cat f\necho $(cat \"f\") x"},
    {SCRIPT, "", "echo '$(rm x)'", "echo $(rm x)"},
    {SCRIPT, "", "echo $(rm x", "rm x\necho $(rm x"},
    {SCRIPT, "", "$(a $(b $(c $(d $(e)))))", NULL},
    /* Paths. */
    {SCRIPT, "/var/log", "rm -f auth.log", "rm -f /var/log/auth.log"},
    {SCRIPT, "/var/log", "cat ./a//b/../c .. . 7", "cat /var/log/a/c /var /var/log 7"},
    {SCRIPT, "/var/log", "rm ../../../x /a/./b//c/..", "rm /x /a/b"},
    {SCRIPT, "/var/log", "rm ~/x $HOME/y \"$z\"", "rm ~/x $HOME/y $z"},
    {SCRIPT, "", "rm x /a//b", "rm x /a/b"},
    {SCRIPT, "/d", "git push a", "git push a"},
    {SCRIPT, "/d", "dd if=a of=b", "dd if=a of=/d/b"},
    {SCRIPT, "/d", "find -L a -name b -delete", "find -L /d/a -name b -delete"},
    {SCRIPT, "/d", "cd a; rm x; cd /b && rm y; cd; rm z",
     "cd a\nrm /d/a/x\ncd /b\nrm /b/y\ncd\nrm ~/z"},
    {SCRIPT, "", "cd ~/.ssh && cat id", "cd ~/.ssh\ncat ~/.ssh/id"},
    {SCRIPT, "", "cd a && rm b", "cd a\nrm a/b"},
    /* As sudo logs them: only behind -c is a script. */
    {WORDS, "/d", "/bin/grep > /x ; y && z", "grep \\> /x ; y && z"},
    {WORDS, "/d", "/bin/find /x ( -name a ) -exec rm {} ;", "find /x ( -name a ) -exec rm {} ;"},
    {WORDS, "/d", "/bin/sh -c cd /x && rm y; >z", "cd /x\nrm /x/y\n> /x/z"},
    {WORDS, "/d", "/bin/sh -c 'cd /x && rm y' name", "cd /x\nrm /x/y"},
    {WORDS, "/d", "/bin/sh -c \"rm\" x && y", "rm /d/x\ny"},
    {WORDS, "/d", "/bin/su - -c cd /x && rm y", "cd /x\nrm /x/y"},
    {WORDS, "/d", "/usr/bin/env bash -c rm y", "rm /d/y"},
    {WORDS, "/d", "/bin/sh -c $0 bash", "bash"},
    {WORDS, "/d", "/bin/sh -c '$0' bash", "bash"},
    {WORDS, "/d", "/bin/env -S bash -i", "bash -i"},
    {WORDS, "/d", "/bin/script -qc bash /dev/null", "bash"},
    {WORDS, "/d", "/bin/flock /l -c rm x", "rm /d/x"},
    {WORDS, "/d", "rsync -a x h:y", "rsync -a /d/x h:y"},
    {WORDS, "/d", "rm $(x)", "rm $(x)"},
    {WORDS, "/d", "rm a\nb", "rm /d/a /d/b"},
};

static struct event *make_event(struct arena *arena, struct wanted_fields *wanted)
{
    static const struct record record = {.count = 1, .path = "x"};

    wanted_fields_add(wanted, field_name(FIELD_COMMANDS));
    return event_create(arena, &record, wanted, false);
}

static void put(struct event *event, enum form form, struct text line, struct text folder)
{
    if (form == SCRIPT)
        shell_command_put_script(event, line, folder);
    else
        shell_command_put_words(event, line, folder);
}

static void join(const struct event *event, struct buffer *joined)
{
    for (const struct value *value = event_get(event, FIELD_COMMANDS); value; value = value->next) {
        if (joined->length > 0)
            buffer_append_byte(joined, '\n');
        buffer_append_text(joined, value->text);
    }
}

static size_t count_values(const struct event *event)
{
    size_t count = 0;

    for (const struct value *value = event_get(event, FIELD_COMMANDS); value; value = value->next)
        count++;
    return count;
}

START_TEST(lines_are_taken_apart)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_create(ARENA_BLOCK);
        struct wanted_fields *wanted = wanted_fields_create();
        struct event *event = make_event(arena, wanted);
        struct buffer joined = {0};

        put(event, cases[i].form, text_of(cases[i].line), text_of(cases[i].folder));
        join(event, &joined);
        if (cases[i].commands)
            ck_assert_msg(text_equal(buffer_text(&joined), text_of(cases[i].commands)),
                          "%s: \"%s\" instead of \"%s\"", cases[i].line, buffer_string(&joined),
                          cases[i].commands);
        buffer_finish(&joined);
        wanted_fields_destroy(wanted);
        arena_destroy(arena);
    }
}
END_TEST

/* Fills a line with as many of a word as it holds, and counts its commands. */
static size_t commands_of(const char *word, size_t size)
{
    struct arena *arena = arena_create(ARENA_BLOCK);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = make_event(arena, wanted);
    struct buffer line = {0};
    size_t count = 0;

    while (line.length < size)
        buffer_append_text(&line, text_of(word));
    shell_command_put_script(event, buffer_text(&line), TEXT("/srv"));
    count = count_values(event);
    ck_assert_uint_lt(arena_used(arena), 16U << 20);
    buffer_finish(&line);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    return count;
}

START_TEST(everything_has_a_bound)
{
    ck_assert_uint_eq(commands_of("a;", 1 << 20), SHELL_COMMANDS_MOST);
    ck_assert_uint_eq(commands_of("a ", 1 << 20), 1);
    ck_assert_uint_le(commands_of("$(a ", 1 << 20), SHELL_COMMANDS_MOST + SHELL_DEPTH_MOST);
    ck_assert_uint_le(commands_of("sh -c ", 1 << 20), SHELL_COMMANDS_MOST);
    ck_assert_uint_le(commands_of("rm x x x;", 1 << 20), SHELL_COMMANDS_MOST);
    ck_assert_uint_le(commands_of("`", 1 << 20), SHELL_COMMANDS_MOST);
    ck_assert_uint_le(commands_of("cd x;", 1 << 20), SHELL_COMMANDS_MOST);
}
END_TEST

START_TEST(a_folder_beyond_its_bound_is_not_known)
{
    struct arena *arena = arena_create(ARENA_BLOCK);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = make_event(arena, wanted);
    char folder[SHELL_FOLDER_LONGEST + 1];

    memset(folder, 'a', sizeof folder);
    folder[0] = '/';
    shell_command_put_script(event, TEXT("rm x"), (struct text){folder, sizeof folder});
    ck_assert(text_equal(event_text(event, FIELD_COMMANDS), TEXT("rm x")));
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("shell_command", lines_are_taken_apart, everything_has_a_bound,
           a_folder_beyond_its_bound_is_not_known)
