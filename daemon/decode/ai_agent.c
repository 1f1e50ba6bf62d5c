#include "decode/ai_agent.h"

#include "decode/ai_audit.h"
#include "decode/claude_code.h"
#include "decode/codex.h"
#include "decode/json_event.h"
#include "decode/litellm.h"
#include "decode/mcp.h"
#include "decode/otel.h"
#include "decode/syslog_frame.h"

/* In the order of enum ai_product; a record is that of the first who knows it. */
static const struct {
    bool (*is_known)(const struct attributes *list);
    void (*put)(struct attributes *list);
} products[AI_PRODUCTS] = {
    [AI_OTEL] = {otel_is_known, otel_put},
    [AI_CLAUDE_CODE] = {claude_code_is_known, claude_code_put},
    [AI_CODEX] = {codex_is_known, codex_put},
    [AI_MCP] = {mcp_is_known, mcp_put},
    [AI_LITELLM] = {litellm_is_known, litellm_put},
    [AI_AUDIT] = {ai_audit_is_known, ai_audit_put},
};

/* OpenTelemetry comes last: products send their events through it. */
static enum ai_product recognise(const struct attributes *list, enum ai_product usual)
{
    for (enum ai_product product = AI_OTEL + 1; product < AI_PRODUCTS; product++) {
        if (products[product].is_known(list))
            return product;
    }
    return otel_is_known(list) ? AI_OTEL : usual;
}

static void take_time(const struct decode_context *context, const struct attributes *list)
{
    static const char *const members[] = {"timeUnixNano",
                                          "startTimeUnixNano",
                                          "@timestamp",
                                          "event.timestamp",
                                          "timestamp",
                                          "time",
                                          "ts",
                                          "startTime",
                                          "start_time",
                                          "created_at",
                                          "effective_at",
                                          "observedTimeUnixNano",
                                          "created",
                                          "started_at",
                                          "observed_timestamp"};

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const struct value *value = attributes_get(list, members[i]);
        timestamp time = value ? json_event_time(value, context->zone) : TIMESTAMP_NONE;

        if (time == TIMESTAMP_NONE)
            continue;
        list->event->time = time;
        list->event->time_is_arrival = false;
        return;
    }
}

/* The JSON of a record, without what stands in front of it. */
static struct text find_json(const struct decode_context *context, struct event *event)
{
    const struct record *record = event->record;
    struct text text = text_trim(record->text);
    struct syslog_frame frame = {0};

    if (text_take(&text, TEXT("data:")))
        return text_trim(text);
    if (mcp_read_line(event, text, &text))
        return text;
    if (text_starts_with(text, TEXT("{")) ||
        !syslog_frame_read(record->text, context->zone, record->modified, &frame))
        return text;
    syslog_frame_put(&frame, event);
    return text_trim(frame.message);
}

bool ai_agent_decode(const struct decode_context *context, struct event *event,
                     enum ai_product usual)
{
    struct text json = find_json(context, event);
    struct attributes list = {0};
    bool is_whole = json_event_read(event, json, NULL);
    enum ai_product product = usual;

    if (!attributes_read(&list, event, json) && list.count == 0)
        return false;
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    product = recognise(&list, usual);
    event->kind = product;
    products[product].put(&list);
    ai_event_put(&list);
    take_time(context, &list);
    return is_whole;
}

static bool decode_ai_agent(const struct decoder *decoder, const struct decode_context *context,
                            struct event *event)
{
    (void)decoder;
    return ai_agent_decode(context, event, AI_OTEL) || litellm_decode_line(event);
}

static const char *const aliases[] = {"agents", "ai", NULL};

const struct decoder ai_agent_decoder = {
    .name = "ai-agent",
    .aliases = aliases,
    .description = "AI agents, whoever logs: OpenTelemetry, Claude Code, Codex, MCP, LiteLLM",
    .shape = SHAPE_JSON,
    .decode = decode_ai_agent,
    .kinds = ai_kinds,
    .kind_count = AI_PRODUCTS,
    .fields = ai_fields,
    .field_count = AI_FIELDS,
    .has_free_names = true,
};
