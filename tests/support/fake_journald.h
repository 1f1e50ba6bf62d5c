/*
 * fake_journald -- systemd's journal, played: where entries come, and the other end of
 * what is standard error of the test's process.
 *
 * One at a time; it is what daemon_log writes to until it is closed, and standard error
 * stays a stream that leads nowhere.
 */
#ifndef SUPPORT_FAKE_JOURNALD_H
#define SUPPORT_FAKE_JOURNALD_H

#include <stdbool.h>

#include "support/native_entry.h"

struct fake_journald {
    char path[64];
    int socket; /* -1 = nobody listens */
    int stream;
    char bytes[16384];
    struct native_entry entry; /* the last received, in bytes */
};

void fake_journald_open(struct fake_journald *journald);
void fake_journald_close(struct fake_journald *journald);

/* Stops listening; the file stays, and refuses. */
void fake_journald_hang_up(struct fake_journald *journald);
void fake_journald_listen(struct fake_journald *journald);

/* Makes JOURNAL_STREAM name that file. */
void fake_journald_name_stream(int descriptor);

/* Takes the next entry.  False when there is none; ends the test when it is no entry. */
bool fake_journald_receive(struct fake_journald *journald);

/* The entry has this field, once; value NULL: it has not. */
void fake_journald_expect(const struct fake_journald *journald, const char *name,
                          const char *value);

/* The stream holds this and no more; "": nothing. */
void fake_journald_expect_stream(struct fake_journald *journald, const char *text);

#endif
