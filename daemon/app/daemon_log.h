/*
 * daemon_log -- what the daemon says about itself: one message, of a kind, with facts.
 *
 *     DAEMON_LOG(NOTICE_RELOAD_REFUSED, "not reloaded: %s", err.text);
 *
 *     const struct log_facts facts = {.source = name, .file = path};
 *     DAEMON_LOG_ABOUT(NOTICE_LOG_GAP, &facts, "%s: text was lost", path);
 *
 * Where standard error is systemd's journal, the message is an entry of it in the native
 * protocol: MESSAGE, MESSAGE_ID and PRIORITY of its kind, SYSLOG_IDENTIFIER=amberd,
 * AMBERD_EVENT, CODE_FILE, CODE_LINE, CODE_FUNC, and the facts.  Standard error is the
 * journal when it is the file that JOURNAL_STREAM names (systemd.exec(5)); that the
 * variable is there says nothing, for children of services inherit it.
 *
 * Elsewhere, and when journald takes no entry (absent, or full: it is never waited for),
 * the text is a line on standard error, with "<4>" in front for the journal and "amberd: "
 * for people.  Of a line that the journal has no room for either nothing is left.
 *
 * What a person may not be shown as it is becomes \xHH: names that came out of a log forge
 * neither a line nor a field.  A text longer than LOG_TEXT_SIZE is cut and ends in "...".
 */
#ifndef APP_DAEMON_LOG_H
#define APP_DAEMON_LOG_H

#include <stdint.h>

#include "base/error.h"
#include "model/notice.h"

enum { LOG_TEXT_SIZE = 2048 };

/* Fields beside the text.  NULL and 0 are left out. */
struct log_facts {
    const char *source;  /* AMBERD_SOURCE: a source of the settings */
    const char *file;    /* AMBERD_FILE: a log, a rule file, the settings, a socket */
    uint64_t line;       /* AMBERD_LINE, AMBERD_COLUMN: in that file */
    uint64_t column;     /* from 1 */
    uint64_t offset;     /* AMBERD_OFFSET: bytes into the log */
    uint64_t lost;       /* AMBERD_LOST_BYTES */
    const char *reason;  /* AMBERD_REASON: what the system or the reader said */
    const char *group;   /* AMBERD_GROUP */
    const char *version; /* AMBERD_VERSION */
};

struct log_call {
    enum notice notice;
    const struct log_facts *facts; /* NULL = none */
    const char *file;              /* of the code that says it */
    int line;
    const char *function;
};

#define DAEMON_LOG(notice, ...) DAEMON_LOG_ABOUT(notice, NULL, __VA_ARGS__)
#define DAEMON_LOG_ABOUT(notice, facts, ...)                                              \
    daemon_log_write(&(struct log_call){(notice), (facts), __FILE__, __LINE__, __func__}, \
                     __VA_ARGS__)

void daemon_log_write(const struct log_call *call, const char *format, ...) PRINTF_LIKE(2, 3);

/* Where journald listens, instead of JOURNALD_SOCKET: for tests, which play journald.
 * Lent for good. */
void daemon_log_use_socket(const char *path);

#endif
