/*
 * auditd_facts -- what the lines of one audit event say, gathered by name.
 *
 * Adding a line puts each of its pairs into the event under auditd's own name, hex
 * resolved, and keeps those that auditd_event asks for.  Of a name that stands in an
 * event more than once the first is kept: the kernel writes its part (pid, uid, auid,
 * ses) in front of what a program sent.
 *
 * A command's words (a0, a1 ... of EXECVE) are put and kept apart, long ones joined of
 * their pieces (a1[0], a1[1]); PATH lines by what happened to the path.
 */
#ifndef DECODE_AUDITD_FACTS_H
#define DECODE_AUDITD_FACTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "decode/auditd_line.h"
#include "decode/auditd_type.h"
#include "model/event.h"

/* In order of name, by strcmp. */
#define AUDITD_FACT_TABLE(ROW)    \
    ROW(AUDIT_NAME, "AUID")       \
    ROW(EFFECTIVE_NAME, "EUID")   \
    ROW(ID_NAME, "ID")            \
    ROW(SYSCALL_NAME, "SYSCALL")  \
    ROW(USER_NAME, "UID")         \
    ROW(ARGUMENT_1, "a1")         \
    ROW(ARGUMENT_2, "a2")         \
    ROW(ACCT, "acct")             \
    ROW(ADDR, "addr")             \
    ROW(APPARMOR, "apparmor")     \
    ROW(ARCH, "arch")             \
    ROW(ENABLED, "audit_enabled") \
    ROW(AUDIT_ID, "auid")         \
    ROW(CMD, "cmd")               \
    ROW(COMM, "comm")             \
    ROW(CWD, "cwd")               \
    ROW(EFFECTIVE_ID, "euid")     \
    ROW(EXE, "exe")               \
    ROW(EXIT, "exit")             \
    ROW(GROUP, "grp")             \
    ROW(ID, "id")                 \
    ROW(OP, "op")                 \
    ROW(PID, "pid")               \
    ROW(PARENT_PID, "ppid")       \
    ROW(TITLE, "proctitle")       \
    ROW(RES, "res")               \
    ROW(RESULT, "result")         \
    ROW(REMOTE_PORT, "rport")     \
    ROW(SOCKET, "saddr")          \
    ROW(SESSION, "ses")           \
    ROW(SUCCESS, "success")       \
    ROW(SYSCALL, "syscall")       \
    ROW(TERMINAL, "terminal")     \
    ROW(TTY, "tty")               \
    ROW(USER_ID, "uid")           \
    ROW(UNIT, "unit")

#define AUDITD_FACT_CONSTANT(constant, name) AUDITD_##constant,
enum auditd_fact { AUDITD_FACT_TABLE(AUDITD_FACT_CONSTANT) AUDITD_FACT_COUNT };
#undef AUDITD_FACT_CONSTANT

/* A command line in the making: words, each of one or more pieces, which may stand in
 * different lines. */
struct auditd_command {
    char *bytes; /* NULL: no EXECVE yet */
    size_t length;
    size_t word; /* where the last word begins */
    uint64_t number;
    bool has_word;
};

/* Zeroed by the caller, but for event. */
struct auditd_facts {
    struct event *event;
    struct text said[AUDITD_FACT_COUNT]; /* empty: unsaid */
    struct text operation;               /* op= with the words behind it: "adding user" */
    struct text access;                  /* of AVC: "denied" or "granted" */

    const struct auditd_type *type; /* of the record that names the event; NULL: unknown */
    struct text type_name;
    struct auditd_command command;
    struct text created; /* the last PATH that was ... */
    struct text deleted;
    struct text normal;
    struct text mode;  /* of the last PATH that is no folder of another */
    struct text owner; /* its ouid */
};

void auditd_facts_add(struct auditd_facts *facts, const struct auditd_line *line);

/* After the last line: puts what was waiting for more, and returns the command line,
 * its words with a blank between them; empty when there is none. */
struct text auditd_facts_finish(struct auditd_facts *facts);

#endif
