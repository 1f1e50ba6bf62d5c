#include "notifier/alert_notice.h"

#include <inttypes.h>

#include "base/json_reader.h"
#include "consumer/json_write.h"

struct member {
    struct text name;
    struct text inner; /* of the object's member; empty = the member itself */
    struct text *target;
};

enum { MEMBERS = 15, KEPT_TEXT_MOST = 100, KEPT_AS_IT_IS = 4 << 10 };

static void take_value(struct json_reader *reader, struct arena *arena, struct text *target)
{
    unsigned odd = 0;

    if (reader->token == JSON_STRING)
        *target = json_reader_string(arena, reader->raw, &odd);
    else if (reader->token == JSON_NUMBER)
        *target = reader->raw;
}

static void take_inner(struct json_reader *reader, struct arena *arena, const struct member *member)
{
    while (json_reader_next(reader) == JSON_NAME) {
        bool is_it = text_equal(reader->raw, member->inner);

        json_reader_next(reader);
        if (is_it)
            take_value(reader, arena, member->target);
        json_reader_skip(reader);
    }
}

static void take_member(struct json_reader *reader, struct arena *arena, struct text name,
                        const struct member members[MEMBERS])
{
    for (unsigned i = 0; i < MEMBERS; i++) {
        if (!text_equal(members[i].name, name))
            continue;
        if (members[i].inner.length > 0 && reader->token == JSON_OBJECT) {
            take_inner(reader, arena, &members[i]);
            return;
        }
        if (members[i].inner.length == 0)
            take_value(reader, arena, members[i].target);
    }
    json_reader_skip(reader);
}

bool alert_notice_read(struct alert_notice *notice, struct arena *arena, struct text raw)
{
    struct json_reader reader;
    struct identifier identifier = {{0}};
    struct text id = {0};
    struct text number = {0};
    struct text message = {0};
    const struct text none = {0};
    const struct member members[MEMBERS] = {
        {TEXT("id"), none, &id},
        {TEXT("seq"), none, &number},
        {TEXT("type"), none, &notice->type},
        {TEXT("change"), none, &notice->change},
        {TEXT("rag"), none, &notice->rag},
        {TEXT("state"), none, &notice->state},
        {TEXT("title"), none, &notice->title},
        {TEXT("rule"), TEXT("key"), &notice->rule},
        {TEXT("control"), none, &notice->control},
        {TEXT("subject"), TEXT("name"), &notice->subject},
        {TEXT("account"), none, &notice->account},
        {TEXT("site"), none, &notice->site},
        {TEXT("raised_at"), none, &notice->raised_at},
        {TEXT("count"), none, &notice->count},
        {TEXT("message"), none, &message},
    };

    *notice = (struct alert_notice){.raw = raw};
    json_reader_init(&reader, raw);
    if (json_reader_next(&reader) != JSON_OBJECT)
        return false;
    while (json_reader_next(&reader) == JSON_NAME) {
        struct text name = reader.raw;

        json_reader_next(&reader);
        take_member(&reader, arena, name, members);
    }
    if (!identifier_read(id, &identifier) || !text_to_unsigned(number, &notice->number))
        return false;
    identifier_write(identifier, notice->id);
    if (text_equal(notice->type, TEXT("withheld")))
        notice->title = message;
    return text_equal(notice->type, TEXT("alert")) || text_equal(notice->type, TEXT("withheld"));
}

void alert_notice_write(const struct alert_notice *notice, struct buffer *record)
{
    const struct {
        const char *name;
        struct text value;
    } members[] = {
        {"type", notice->type},       {"change", notice->change}, {"rag", notice->rag},
        {"state", notice->state},     {"title", notice->title},   {"control", notice->control},
        {"account", notice->account}, {"site", notice->site},     {"raised_at", notice->raised_at},
        {"count", notice->count},
    };

    if (notice->raw.length <= KEPT_AS_IT_IS) {
        buffer_append_text(record, notice->raw);
        return;
    }
    buffer_printf(record, "{\"seq\":%" PRIu64 ",\"id\":\"%s\"", notice->number, notice->id);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        json_write_member(record, members[i].name, text_until(members[i].value, KEPT_TEXT_MOST));
    buffer_append_text(record, TEXT(",\"rule\":{\"key\":"));
    json_write_string(record, text_until(notice->rule, KEPT_TEXT_MOST));
    buffer_append_text(record, TEXT("},\"subject\":{\"name\":"));
    json_write_string(record, text_until(notice->subject, KEPT_TEXT_MOST));
    buffer_append_text(record, TEXT("},\"cut\":true}"));
}

bool alert_notice_is_red(const struct alert_notice *notice)
{
    return text_equal(notice->rag, TEXT("red"));
}

bool alert_notice_is_over(const struct alert_notice *notice)
{
    return text_equal(notice->state, TEXT("closed")) ||
           text_equal(notice->state, TEXT("false-positive"));
}

bool alert_notice_is_open(const struct alert_notice *notice)
{
    return text_equal(notice->state, TEXT("open"));
}
