#include "decode/shell_starter.h"

#include <string.h>

#define SUDO_LONG \
    "user group prompt close-from chdir host role type command-timeout chroot other-user "
#define SETPRIV_LONG                                                                        \
    "ambient-caps inh-caps bounding-set ruid euid reuid rgid egid regid groups securebits " \
    "pdeathsig ptracer selinux-label apparmor-profile landlock-access landlock-rule "       \
    "seccomp-filter "
#define UNSHARE_LONG                                                                       \
    "root wd setuid setgid setgroups map-user map-group map-users map-groups propagation " \
    "monotonic boottime load-interp "
#define SYSTEMD_RUN_LONG                                                                          \
    "unit property description slice service-type uid gid nice working-directory setenv machine " \
    "host path-property socket-property timer-property on-active on-boot on-startup "             \
    "on-unit-active on-unit-inactive on-calendar background "
#define STRACE_LONG "columns expr env output trace-path attach string-limit user summary-columns "
#define CHRT_LONG   "sched-runtime sched-period sched-deadline "

static const struct shell_starter starters[] = {
    {"sudo", "ugpCcDhrtTRU", SUDO_LONG, 0, NULL},
    {"doas", "uC", "", 0, NULL},
    {"pkexec", "", "user ", 0, NULL},
    {"runuser", "ugGw", "user group supp-group whitelist-environment ", 0, "-u"},
    {"runuser", "ugGw", "user group supp-group whitelist-environment ", 0, "--user"},
    {"setpriv", "", SETPRIV_LONG, 0, NULL},
    {"gosu", "", "", 1, NULL},
    {"env", "uC", "unset chdir ", 0, NULL},
    {"nice", "n", "adjustment ", 0, NULL},
    {"ionice", "cnp", "class classdata pid ", 0, NULL},
    {"chrt", "TPD", CHRT_LONG, 1, NULL},
    {"taskset", "", "", 1, NULL},
    {"prlimit", "op", "output pid ", 0, NULL},
    {"nohup", "", "", 0, NULL},
    {"setsid", "", "", 0, NULL},
    {"stdbuf", "ioe", "input output error ", 0, NULL},
    {"unbuffer", "", "", 0, NULL},
    {"time", "of", "output format ", 0, NULL},
    {"timeout", "ks", "kill-after signal ", 1, NULL},
    {"watch", "nq", "interval equexit ", 0, NULL},
    {"flock", "wE", "wait timeout conflict-exit-code ", 1, NULL},
    {"chroot", "", "userspec groups ", 1, NULL},
    {"fakeroot", "lsib", "lib faked ", 0, NULL},
    {"nsenter", "tSGW", "target setuid setgid wdns net-socket ", 0, NULL},
    {"unshare", "RwSGl", UNSHARE_LONG, 0, NULL},
    {"ip", "nbl", "netns batch loops ", 3, "exec"},
    {"systemd-run", "upHME", SYSTEMD_RUN_LONG, 0, NULL},
    {"setarch", "", "", 1, NULL},
    {"linux32", "", "", 0, NULL},
    {"linux64", "", "", 0, NULL},
    {"i386", "", "", 0, NULL},
    {"x86_64", "", "", 0, NULL},
    {"strace", "abeEIoOpPsSuUX", STRACE_LONG, 0, NULL},
    {"ltrace", "aAeFlnopsuxwD", "align config library output where ", 0, NULL},
    {"busybox", "", "", 0, NULL},
    {"toybox", "", "", 0, NULL},
    {"command", "", "", 0, NULL},
    {"builtin", "", "", 0, NULL},
    {"exec", "a", "", 0, NULL},
    {"xargs", "aEILnPds", "arg-file delimiter max-args max-procs max-chars ", 0, NULL},
    /* sh -c '$0' bash */
    {"$0", "", "", 0, NULL},
};

enum { STARTER_COUNT = sizeof starters / sizeof *starters };

const struct shell_starter *shell_starter_next(struct text name,
                                               const struct shell_starter *previous)
{
    size_t index = previous ? (size_t)(previous - starters) + 1 : 0;

    for (; index < STARTER_COUNT; index++) {
        if (text_equal(name, text_of(starters[index].name)))
            return &starters[index];
    }
    return NULL;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Of "-abc" the first that takes a word has what follows it, or else the next word. */
static bool letters_take_word(const char *letters, struct text option)
{
    for (size_t i = 1; i < option.length && is_letter(option.data[i]); i++) {
        if (strchr(letters, option.data[i]))
            return i + 1 == option.length;
    }
    return false;
}

bool shell_starter_takes_word(const struct shell_starter *starter, struct text option)
{
    struct text list = text_of(starter->long_options);
    struct text name;
    struct text rest;

    if (!text_take(&option, TEXT("--")))
        return letters_take_word(starter->letters, option);
    while (text_cut(list, TEXT(" "), &name, &rest)) {
        if (text_equal(option, name))
            return true;
        list = rest;
    }
    return false;
}
