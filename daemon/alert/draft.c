#include "alert/draft.h"

#include <string.h>

#include "alert/exhibit.h"
#include "alert/fingerprint.h"
#include "base/buffer.h"
#include "base/memory.h"

enum { NAME_MOST = 256, PATH_MOST = 1024, TAGS_MOST = 2048 };

static char *name_or_null(struct text name)
{
    return name.length > 0 ? exhibit_name(name, NAME_MOST) : NULL;
}

/* Joined by commas, NULL without any. */
static char *joined_tags(const struct rule_facts *rule)
{
    struct buffer tags = {0};
    char *joined = NULL;

    for (size_t i = 0; i < rule->tag_count && tags.length < TAGS_MOST; i++) {
        if (i > 0)
            buffer_append_byte(&tags, ',');
        buffer_append_text(&tags, text_of(rule->tags[i]));
    }
    if (tags.length > 0)
        joined = exhibit_name(buffer_text(&tags), TAGS_MOST);
    buffer_finish(&tags);
    return joined;
}

static char *kept_group(struct text group_key)
{
    struct buffer group = {0};
    char *kept = NULL;

    fingerprint_group(&group, group_key);
    kept = mem_copy_text(buffer_text(&group));
    buffer_finish(&group);
    return kept;
}

/* What single alerts and storms have in common. */
static struct alert *begin(const struct finding *finding, timestamp event_time)
{
    const struct rule_facts *rule = finding->rule;
    struct alert *alert = mem_zero(sizeof *alert);

    alert->rule_key = mem_copy_string(rule->key);
    alert->rule_title = exhibit_name(text_of(rule->title), NAME_MOST);
    alert->rule_level = mem_copy_string(rule->level);
    alert->rule_tags = joined_tags(rule);
    alert->control = mem_copy_string(rule->control);
    alert->severity = rule->severity;
    alert->account = name_or_null(finding->subject.account);
    alert->site = name_or_null(finding->subject.site);
    alert->event_time = event_time;
    alert->last_event_time = event_time;
    alert->raised_at = TIMESTAMP_NONE;
    alert->due_at = TIMESTAMP_NONE;
    alert->closed_at = TIMESTAMP_NONE;
    alert->memory.closed_event = TIMESTAMP_NONE;
    alert->memory.told_minute = TIMESTAMP_NONE;
    alert->source = finding->source ? exhibit_name(text_of(finding->source), NAME_MOST) : NULL;
    alert->path = finding->path ? exhibit_name(text_of(finding->path), PATH_MOST) : NULL;
    alert->incarnation = finding->incarnation;
    alert->offset = finding->offset;
    return alert;
}

struct alert *draft_alert(const struct finding *finding, timestamp event_time)
{
    struct alert *alert = begin(finding, event_time);

    alert->id = fingerprint_of(finding, false);
    alert->group_key = kept_group(finding->group_key);
    alert->subject_kind =
        mem_copy_string(finding->subject.kind ? finding->subject.kind : "unknown");
    alert->subject = exhibit_name(
        finding->subject.name.length > 0 ? finding->subject.name : TEXT("unknown"), NAME_MOST);
    alert->fields = exhibit_fields(finding, &alert->cut);
    alert->summary = exhibit_summary(finding, &alert->cut);
    return alert;
}

struct alert *draft_storm(const struct finding *finding, timestamp event_time, const char *why)
{
    struct alert *alert = begin(finding, event_time);
    struct buffer summary = {0};
    char *first = exhibit_summary(finding, &alert->cut);

    buffer_printf(&summary, "%s; the first: %s", why, first);
    alert->id = fingerprint_of(finding, true);
    alert->is_storm = true;
    alert->group_key = mem_copy_string("");
    alert->subject_kind = mem_copy_string("several");
    alert->subject = mem_copy_string("several");
    alert->fields = mem_copy_string("{}");
    alert->summary = mem_copy_text(buffer_text(&summary));
    buffer_finish(&summary);
    mem_free(first);
    return alert;
}

/* Keeps *name only while it is the same for all. */
static void narrow(char **name, struct text other)
{
    char *kept = name_or_null(other);

    if (*name && (!kept || strcmp(*name, kept) != 0)) {
        mem_free(*name);
        *name = NULL;
    }
    mem_free(kept);
}

void draft_widen(struct alert *storm, const struct finding *finding)
{
    char *name = exhibit_name(finding->subject.name, NAME_MOST);

    narrow(&storm->account, finding->subject.account);
    narrow(&storm->site, finding->subject.site);
    for (size_t i = 0; i < storm->subject_count; i++) {
        if (strcmp(storm->subjects[i], name) == 0) {
            mem_free(name);
            return;
        }
    }
    if (storm->subject_count == ALERT_SUBJECTS_MOST) {
        storm->other_subjects++;
        mem_free(name);
        return;
    }
    storm->subjects =
        mem_resize_array(storm->subjects, storm->subject_count + 1, sizeof *storm->subjects);
    storm->subjects[storm->subject_count++] = name;
}
