#include "output/journald_alert.h"

#include <string.h>

#include "output/alert_sentence.h"
#include "output/journald_entry.h"

static enum notice notice_of(const struct alert_facts *facts)
{
    static const struct {
        const char *kind;
        enum notice notice;
    } kinds[] = {
        {"escalated", NOTICE_ALERT_ESCALATED},
        {"reopened", NOTICE_ALERT_REOPENED},
        {"closed", NOTICE_ALERT_CLOSED},
        {"false-positive", NOTICE_ALERT_FALSE_POSITIVE},
    };
    const char *kind = alert_sentence_kind(facts);

    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kind, kinds[i].kind) == 0)
            return kinds[i].notice;
    }
    return facts->severity == SEVERITY_RED ? NOTICE_ALERT_RED : NOTICE_ALERT_AMBER;
}

static void put_words(struct buffer *entry, const struct alert_facts *facts)
{
    const struct {
        const char *name;
        const char *value;
    } words[] = {
        {"AMBERD_ALERT_ID", facts->id},
        {"AMBERD_RAG", facts->severity == SEVERITY_RED ? "red" : "amber"},
        {"AMBERD_STATE", facts->state},
        {"AMBERD_TITLE", facts->title},
        {"AMBERD_RULE_ID", facts->rule_id ? facts->rule_id : facts->rule_key},
        {"AMBERD_CONTROL", facts->control},
        {"AMBERD_SUBJECT", facts->subject},
        {"AMBERD_SUBJECT_KIND", facts->subject_kind},
        {"AMBERD_ACCOUNT", facts->account},
        {"AMBERD_SITE", facts->site},
        {"AMBERD_SOURCE", facts->source},
        {"AMBERD_FILE", facts->path},
        {"AMBERD_ACTOR", facts->actor},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        journald_entry_put(entry, words[i].name, text_of(words[i].value));
}

static void put_time(struct buffer *entry, const char *name, timestamp at)
{
    char text[TIMESTAMP_TEXT_SIZE] = {0};

    if (at != TIMESTAMP_NONE)
        journald_entry_put(entry, name, text_of(timestamp_write(at, text)));
}

void journald_alert_write(struct buffer *entry, int facility, const struct alert_facts *facts,
                          uint64_t number, timestamp at)
{
    enum notice notice = notice_of(facts);
    struct buffer sentence = {0};

    journald_entry_begin(entry, notice, notice_priority(notice, facts->severity));
    alert_sentence_write(&sentence, facts);
    journald_entry_put_message(entry, buffer_text(&sentence));
    buffer_finish(&sentence);
    journald_entry_put_number(entry, "SYSLOG_FACILITY", facility);
    put_words(entry, facts);
    journald_entry_put_number(entry, "AMBERD_COUNT", facts->count);
    put_time(entry, "AMBERD_TIME", at);
    put_time(entry, "AMBERD_DUE", facts->due_at);
    journald_entry_put_number(entry, "AMBERD_SEQ", (int64_t)number);
}

void journald_alert_write_notice(struct buffer *entry, int facility, enum notice notice,
                                 const char *message)
{
    journald_entry_begin(entry, notice, notice_priority(notice, SEVERITY_RED));
    journald_entry_put_message(entry, text_of(message));
    journald_entry_put_number(entry, "SYSLOG_FACILITY", facility);
}
