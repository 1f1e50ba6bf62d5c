/*
 * syslog_case -- a line of one program through a decoder of syslog's, and what of it
 * stands in the event.
 *
 * Words are event.action, event.outcome and the kind's name, then NAME=VALUE in the
 * order of the table in syslog_case.c, for what is there.
 */
#ifndef SUPPORT_SYSLOG_CASE_H
#define SUPPORT_SYSLOG_CASE_H

struct syslog_case {
    const char *line; /* behind time and host: "su[9]: (to root) ines on pts/1" */
    const char *says;
};

/* Fails the test where the decoder says something else, and where any piece of the
 * line, cut off from the left, makes it read beyond the end (under asan). */
void syslog_case_check(const char *decoder, const struct syslog_case *one);

#endif
