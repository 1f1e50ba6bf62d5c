#include "decode/log_keeper.h"

#include "decode/access_event.h"
#include "decode/syslog_frame.h"

#define LOST(says)                                          \
    {                                                       \
        says, "log_lost", "configuration", "failure", false \
    }
#define DONE(says, action)                              \
    {                                                   \
        says, action, "configuration", "success", false \
    }

/* The number of messages stands where %s does. */
static const struct access_form forms[] = {
    LOST("Suppressed %s messages from %r"),
    LOST("Suppressed %s messages"),
    LOST("Missed %s kernel messages"),
    LOST("Forwarding to syslog missed %s messages."),
    LOST("imuxsock begins to drop messages from %r"),
    LOST("imuxsock lost %s messages from %r"),
    LOST("imuxsock[%*]: begins to drop messages from %r"),
    LOST("imuxsock[%*]: lost %s messages from %r"),
    LOST("imuxsock[%*]: %s messages lost due to rate-limiting%*"),
    LOST("imuxsock%*: %s messages lost due to rate-limiting%*"),
    LOST("%* from <%r>: begin to drop messages due to rate-limiting"),
    LOST("imjournal: %s messages lost due to rate-limiting%*"),
    LOST("imjournal: begin to drop messages due to rate-limiting"),
    LOST("%s messages lost due to rate-limiting%*"),
    DONE("[origin software=\"rsyslogd\" %*] start", "log_started"),
    DONE("[origin software=\"rsyslogd\" %*] exiting on signal %*", "log_stopped"),
    DONE("[origin software=\"rsyslogd\" %*] rsyslogd was HUPed%*", "log_reopened"),
    DONE("Journal started", "log_started"),
    DONE("Journal stopped", "log_stopped"),
    DONE("Received SIGTERM from %r", "log_stopped"),
    DONE("syslogd %*: restart.", "log_started"),
    DONE("exiting on signal %*", "log_stopped"),
    DONE("syslog-ng starting up; %*", "log_started"),
    DONE("syslog-ng shutting down; %*", "log_stopped"),
    DONE("Vacuuming done, freed %r", "log_cleared"),
    DONE("Init complete, auditd %* listening for events %*", "log_started"),
    DONE("The audit daemon is exiting.", "log_stopped"),
    DONE("Audit daemon is suspending logging due to %r", "log_stopped"),
};

static bool keeps_logs(struct text program)
{
    static const char *const starts[] = {"rsyslogd",  "systemd-journal", "journal", "syslogd",
                                         "syslog-ng", "auditd",          NULL};

    for (const char *const *start = starts; *start; start++) {
        if (text_starts_with(program, text_of(*start)))
            return true;
    }
    return false;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct access_event access = {0};
    uint64_t lost = 0;

    if (!keeps_logs(frame->program) ||
        !access_form_read(forms, sizeof forms / sizeof *forms, text_trim(frame->message), &access))
        return false;
    if (text_to_unsigned(access.session, &lost) && lost > 0 && lost <= INT32_MAX)
        access.count = (unsigned)lost;
    access.session = (struct text){0};
    access_event_put(&access, event);
    *count = access.count;
    return true;
}

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
};

static const char *const names[] = {NULL};

const struct program log_keeper_program = {
    .names = names,
    .kind = {"log keeping", {{.product = "linux", .service = "syslog"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};
