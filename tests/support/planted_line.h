/*
 * planted_line -- numbered log lines that the test rule finds, and noise it does not.
 *
 * A planted line is a failed login whose user name is a token: writer, number
 * and a checksum of both.  Each is an alert of its own, so the alerts say exactly
 * which lines were evaluated, which twice, and which not at all; the checksum
 * says that what arrived is what was written.
 */
#ifndef SUPPORT_PLANTED_LINE_H
#define SUPPORT_PLANTED_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

enum { PLANTED_TOKEN_SIZE = 48, PLANTED_LINE_SIZE = 256 };

struct planted_line {
    unsigned writer;
    unsigned number;
};

/* Writes "planted-3-42-9c1185a5".  Returns text. */
const char *planted_line_token(struct planted_line line, char text[PLANTED_TOKEN_SIZE]);

/* Reads one back; false when it is none, or not the whole of one. */
bool planted_line_read(const char *token, struct planted_line *line);

/* A whole line with its newline, as sshd writes it.  Returns the length. */
size_t planted_line_write(struct planted_line line, char text[PLANTED_LINE_SIZE]);

/* A line of the same log that no rule is about. */
size_t planted_line_noise(unsigned number, char text[PLANTED_LINE_SIZE]);

/* Appends the rule file that finds planted lines: several rules that share them
 * by the last digit of the token, so that no storm stands for too many of them. */
void planted_line_rules(struct buffer *file);

/* True for the id of one of those rules. */
bool planted_line_is_rule(const char *id);

#endif
