/* Lines that end within a string, in every format that is JSON: the string is there as
 * far as it goes, under the name it has in a whole line, and what it escapes is found. */
#include <check.h>
#include <stdio.h>

#include "decode/decoder.h"
#include "support/suite.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    const char *format;
    const char *line;
    const char *field; /* that begins with "evil" */
} cuts[] = {
    {"json", "{\"a\":\"x\",\"b\":\"\\u0065vil", "b"},
    {"json", "{\"a\":[{\"b\":[\"x\",\"\\u0065vil \\u00", "a.b"},
    {"otel", "{\"gen_ai.system\":\"s\",\"gen_ai.prompt\":\"\\u0065vil", "gen_ai.prompt"},
    {"otel", "{\"gen_ai.system\":\"s\",\"gen_ai.prompt\":\"\\u0065vil", "gen_ai.input.messages"},
    {"otel",
     "{\"logRecord\":{\"attributes\":[{\"key\":\"gen_ai.prompt\",\"value\":{\"stringValue\":"
     "\"\\u0065vil",
     "gen_ai.input.messages"},
    {"ai-agent", "data: {\"gen_ai.system\":\"s\",\"gen_ai.prompt\":\"\\u0065vil",
     "gen_ai.input.messages"},
    {"claude-code",
     "{\"session.id\":\"1\",\"event.name\":\"user_prompt\",\"body\":\"claude_code.user_prompt\","
     "\"prompt\":\"\\u0065vil",
     "gen_ai.input.messages"},
    {"codex", "{\"event.name\":\"codex.user_prompt\",\"prompt\":\"\\u0065vil",
     "gen_ai.input.messages"},
    {"mcp",
     "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"\\u0065vil",
     "gen_ai.tool.name"},
    {"litellm", "{\"call_type\":\"completion\",\"model_group\":\"\\u0065vil", "model_group"},
    {"suricata", "{\"event_type\":\"dns\",\"dns\":{\"type\":\"query\",\"rrname\":\"\\u0065vil",
     "dns.question.name"},
    {"cloudtrail", "{\"eventName\":\"GetObject\",\"userAgent\":\"\\u0065vil",
     "user_agent.original"},
    {"cloudtrail", "{\"eventName\":\"GetObject\",\"sourceIPAddress\":\"\\u0065vil",
     "source.address"},
    {"mysql-audit-json", "{\"audit_record\":{\"name\":\"Query\",\"sqltext\":\"\\u0065vil select",
     "db.query.text"},
    {"mysql-audit-json",
     "{\"class\":\"general\",\"event\":\"status\",\"general_data\":{\"query\":\"\\u0065vil",
     "db.query.text"},
    {"postgresql-json",
     "{\"timestamp\":\"2026-11-03 08:05:01.000 UTC\",\"error_severity\":\"LOG\",\"user\":\"u\","
     "\"message\":\"\\u0065vil",
     "message"},
    {"zeek", "{\"_path\":\"dns\",\"ts\":1793693101.5,\"query\":\"\\u0065vil", "dns.question.name"},
    {"zscaler", "{\"sourcetype\":\"zscalernss-web\",\"event\":{\"user\":\"\\u0065vil", "user.name"},
};

static struct arena *arena;
static struct wanted_fields *wanted;
static struct record record;

static void begin(void)
{
    arena = arena_create(4096);
    wanted = wanted_fields_create();
    wanted_fields_add_all_values(wanted);
    record = (struct record){.count = 1, .path = "/var/log/x.log"};
}

static void end(void)
{
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}

static const struct event *decode(const char *format, const char *line)
{
    const struct decode_context context = {0};
    struct event *event = NULL;

    record.text = text_of(line);
    event = event_create(arena, &record, wanted, true);
    decoder_decode(decoder_find(text_of(format)), &context, event);
    return event;
}

static bool is_flagged(const struct event *event)
{
    for (size_t i = 0; i < event->flag_count; i++) {
        if (text_equal(event->flags[i], TEXT("truncated")))
            return true;
    }
    return false;
}

static bool has_field(const struct event *event, const char *name)
{
    for (size_t i = 0; i < event->field_count; i++) {
        if (text_equal(event->fields[i].name, text_of(name)))
            return true;
    }
    return false;
}

static bool is_in(const struct value *value, struct text word)
{
    size_t position = 0;

    for (; value; value = value->next) {
        if (text_find(value->text, word, &position))
            return true;
    }
    return false;
}

START_TEST(the_string_that_is_cut_is_there)
{
    for (size_t i = 0; i < COUNT(cuts); i++) {
        const struct event *event = NULL;
        bool is_said = false;

        begin();
        event = decode(cuts[i].format, cuts[i].line);
        for (size_t k = 0; k < event->field_count; k++)
            is_said = is_said || (text_equal(event->fields[k].name, text_of(cuts[i].field)) &&
                                  text_starts_with(event->fields[k].value->text, TEXT("evil")));
        ck_assert_msg(is_said, "%s: no %s in %s", cuts[i].format, cuts[i].field, cuts[i].line);
        ck_assert_msg(is_flagged(event), "%s", cuts[i].line);
        ck_assert(!event->is_structured);
        ck_assert_msg(is_in(event->leaves, TEXT("evil")), "%s", cuts[i].line);
        end();
    }
}
END_TEST

/* Pieces of lines that are too long begin and end anywhere. */
static const char *const pieces[] = {
    "xx \\u0065vil",
    "0065vil\",\"c\":\"\\u0065vil\"}",
    "{\\\"x\\\":\\\"ev\\u0069l",
    "\\\\\\u0065vil",
    "\\\\\\\\\\u0065vil",
};

START_TEST(a_piece_is_searched_without_its_escapes)
{
    for (size_t i = 0; i < COUNT(cuts) * COUNT(pieces); i++) {
        const struct event *event = NULL;

        begin();
        record.is_window = true;
        event = decode(cuts[i / COUNT(pieces)].format, pieces[i % COUNT(pieces)]);
        ck_assert(is_flagged(event));
        ck_assert(!event->is_structured);
        ck_assert_msg(is_in(event->leaves, TEXT("evil")), "%s: %s", cuts[i / COUNT(pieces)].format,
                      pieces[i % COUNT(pieces)]);
        end();
    }
}
END_TEST

/* The part that is missing may say that it failed. */
START_TEST(of_half_a_line_no_outcome_is_told)
{
    static const struct {
        const char *format, *line, *end;
    } rows[] = {
        {"cloudtrail", "{\"eventName\":\"GetObject\",\"userAgent\":\"x", "\"}"},
        {"mysql-audit-json", "{\"audit_record\":{\"name\":\"Connect\",\"status\":0,\"user\":\"x",
         "\"}}"},
    };

    for (size_t i = 0; i < 2 * COUNT(rows); i++) {
        bool is_whole = i % 2;
        char line[256] = "";
        const struct event *event = NULL;

        begin();
        snprintf(line, sizeof line, "%s%s", rows[i / 2].line, is_whole ? rows[i / 2].end : "");
        event = decode(rows[i / 2].format, line);
        ck_assert_msg(has_field(event, "event.outcome") == is_whole, "%s", line);
        end();
    }
}
END_TEST

SUITE_MAIN("cut_lines", the_string_that_is_cut_is_there, of_half_a_line_no_outcome_is_told,
           a_piece_is_searched_without_its_escapes)
