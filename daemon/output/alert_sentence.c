#include "output/alert_sentence.h"

#include <string.h>

bool alert_sentence_is_due(const struct alert_facts *facts)
{
    static const char *const told[] = {"created", "escalated", "reopened", "closed"};

    for (size_t i = 0; facts->change && i < sizeof told / sizeof *told; i++) {
        if (strcmp(facts->change, told[i]) == 0)
            return true;
    }
    return facts->change && strcmp(facts->change, "moved") == 0 &&
           alert_facts_is_false_positive(facts);
}

const char *alert_sentence_kind(const struct alert_facts *facts)
{
    return alert_facts_is_false_positive(facts) ? "false-positive" : facts->change;
}

/* ", word value" for what there is. */
static void describe(struct buffer *text, const char *word, const char *value)
{
    if (value)
        buffer_printf(text, ", %s %s", word, value);
}

void alert_sentence_write(struct buffer *buffer, const struct alert_facts *facts)
{
    const char *kind = alert_sentence_kind(facts);
    char due[TIMESTAMP_TEXT_SIZE] = {0};

    buffer_printf(buffer, "%s alert %s: %s", facts->severity == SEVERITY_RED ? "Red" : "Amber",
                  kind ? kind : "changed", facts->title ? facts->title : "(no title)");
    describe(buffer, facts->subject_kind ? facts->subject_kind : "subject", facts->subject);
    describe(buffer, "account", facts->account);
    describe(buffer, "site", facts->site);
    if (facts->due_at != TIMESTAMP_NONE && facts->closed_at == TIMESTAMP_NONE)
        describe(buffer, "due", timestamp_write(facts->due_at, due));
    if (facts->summary)
        buffer_printf(buffer, "; %s", facts->summary);
}
