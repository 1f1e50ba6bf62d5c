#include "decode/otel.h"

#include "decode/ai_agent.h"
#include "decode/mcp.h"

/* What OpenTelemetry calls an operation, and what we call it. */
static const struct {
    const char *operation;
    const char *action;
} operations[] = {
    {"chat", "api_request"},           {"text_completion", "api_request"},
    {"completion", "api_request"},     {"generate_content", "api_request"},
    {"embeddings", "api_request"},     {"execute_tool", "tool_call"},
    {"invoke_agent", "session_start"}, {"invoke_workflow", "session_start"},
    {"create_agent", "agent_created"}, {"retrieval", "retrieval"},
};

/* Kinds of spans: OpenLLMetry's and OpenInference's. */
static const struct {
    const char *kind;
    const char *action;
} kinds[] = {
    {"agent", "session_start"}, {"workflow", "session_start"}, {"tool", "tool_call"},
    {"llm", "api_request"},     {"embedding", "api_request"},  {"retriever", "retrieval"},
};

/* Events of the conventions, current and older. */
static const struct {
    const char *event;
    const char *action;
} events[] = {
    {"gen_ai.client.inference.operation.details", "api_request"},
    {"gen_ai.user.message", "user_prompt"},
    {"gen_ai.system.message", "user_prompt"},
    {"gen_ai.choice", "api_request"},
    {"gen_ai.assistant.message", "api_request"},
    {"gen_ai.tool.message", "tool_result"},
    {"gen_ai.content.prompt", "user_prompt"},
    {"gen_ai.content.completion", "api_request"},
};

bool otel_is_known(const struct attributes *list)
{
    static const char *const members[] = {"gen_ai.operation.name", "gen_ai.provider.name",
                                          "gen_ai.system",         "gen_ai.request.model",
                                          "gen_ai.tool.name",      "gen_ai.agent.name"};

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (attributes_get(list, members[i]))
            return true;
    }
    return false;
}

static struct text action_of_operation(struct text operation)
{
    size_t position = 0;

    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (text_equal(operation, text_of(operations[i].operation)))
            return text_of(operations[i].action);
    }
    return text_find(operation, TEXT("memory"), &position) ? TEXT("memory_access") : operation;
}

/* The name of the event, wherever it stands. */
static struct text event_name(const struct attributes *list)
{
    static const char *const members[] = {"event.name", "event_name", "eventName", "body", "name"};

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct text name = attributes_text(list, members[i]);

        if (name.length > 0)
            return name;
    }
    return (struct text){0};
}

static struct text action_of_event(struct text name)
{
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        if (text_equal(name, text_of(events[i].event)))
            return text_of(events[i].action);
    }
    return (struct text){0};
}

static struct text span_kind(const struct attributes *list)
{
    struct text kind = attributes_text(list, "traceloop.span.kind");

    return kind.length > 0 ? kind : attributes_text(list, "openinference.span.kind");
}

static struct text action_of_kind(struct text kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (text_equal_caseless(kind, text_of(kinds[i].kind)))
            return text_of(kinds[i].action);
    }
    return (struct text){0};
}

static bool has_tool(const struct attributes *list)
{
    return attributes_get(list, "gen_ai.tool.name") || attributes_get(list, "ai.toolCall.name");
}

static struct text find_action(const struct attributes *list)
{
    struct text operation = attributes_text(list, "gen_ai.operation.name");
    struct text kind = action_of_kind(span_kind(list));
    struct text action = action_of_event(event_name(list));

    if (operation.length > 0)
        return action_of_operation(operation);
    if (action.length > 0)
        return action;
    if (kind.length > 0)
        return kind;
    if (has_tool(list))
        return TEXT("tool_call");
    if (attributes_get(list, "db.query.text") || attributes_get(list, "db.statement"))
        return TEXT("db_query");
    if (attributes_get(list, "gen_ai.request.model") || attributes_get(list, "llm.request.type"))
        return TEXT("api_request");
    return (struct text){0};
}

/* A span's status as OTLP has it (a number, or "STATUS_CODE_OK"), SDKs' printers
 * ("status_code") or other exporters. */
static struct text find_status(const struct attributes *list)
{
    static const char *const members[] = {"status.code", "status.status_code", "otel.status_code",
                                          "status",      "statusCode",         "status.statusCode"};

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct text status = attributes_text(list, members[i]);

        text_take(&status, TEXT("STATUS_CODE_"));
        text_take(&status, TEXT("StatusCode."));
        if (status.length > 0)
            return status;
    }
    return (struct text){0};
}

static enum ai_outcome find_outcome(const struct attributes *list)
{
    struct text status = find_status(list);

    if (attributes_get(list, "error.type") || text_equal(status, TEXT("2")) ||
        text_equal_caseless(status, TEXT("error")))
        return AI_FAILURE;
    if (text_equal(status, TEXT("1")) || text_equal_caseless(status, TEXT("ok")) ||
        attributes_get(list, "endTimeUnixNano") || attributes_get(list, "end_time"))
        return AI_SUCCESS;
    return AI_UNKNOWN;
}

static void put_duration(const struct attributes *list)
{
    const struct value *from = attributes_get(list, "startTimeUnixNano");
    const struct value *to = attributes_get(list, "endTimeUnixNano");
    uint64_t start = 0;
    uint64_t end = 0;

    if (from && to && text_to_unsigned(value_text(list->event->arena, from), &start) &&
        text_to_unsigned(value_text(list->event->arena, to), &end) && end >= start &&
        end - start <= INT64_MAX)
        event_put_integer(list->event, FIELD_EVENT_DURATION, (int64_t)(end - start));
}

/* OpenLLMetry and OpenInference number the messages: "gen_ai.prompt.0.content". */
static void put_numbered_messages(const struct attributes *list)
{
    static const struct {
        const char *start;
        enum field field;
    } messages[] = {
        {"gen_ai.prompt.", FIELD_AI_INPUT_MESSAGES},
        {"gen_ai.completion.", FIELD_AI_OUTPUT_MESSAGES},
        {"llm.input_messages.", FIELD_AI_INPUT_MESSAGES},
        {"llm.output_messages.", FIELD_AI_OUTPUT_MESSAGES},
    };

    for (size_t i = 0; i < list->count; i++) {
        const struct attribute *item = &list->items[i];

        if (!text_ends_with(item->name, TEXT(".content")))
            continue;
        for (size_t j = 0; j < sizeof messages / sizeof *messages; j++) {
            if (text_starts_with(item->name, text_of(messages[j].start)))
                event_put_said(list->event, messages[j].field,
                               value_text(list->event->arena, &item->value));
        }
    }
}

/* What OpenLLMetry says of a tool or an agent of its own. */
static void put_entity(struct attributes *list)
{
    struct text kind = attributes_text(list, "traceloop.span.kind");
    struct text name = attributes_text(list, "traceloop.entity.name");

    if (text_equal(kind, TEXT("tool"))) {
        event_put_said(list->event, FIELD_AI_TOOL_NAME, name);
        ai_event_put_arguments(list, "traceloop.entity.input");
    } else if (text_equal(kind, TEXT("agent"))) {
        event_put_said(list->event, FIELD_AI_AGENT_NAME, name);
    }
}

void otel_put(struct attributes *list)
{
    struct text method = attributes_text(list, "mcp.method.name");

    put_entity(list);
    put_numbered_messages(list);
    ai_event_put_arguments(list, "ai.toolCall.args");
    ai_event_put_arguments(list, "gen_ai.tool.call.arguments");
    ai_event_put_arguments(list, "tool.parameters");
    ai_event_put_mcp_tool(list->event, attributes_text(list, "gen_ai.tool.name"));
    ai_event_put_action(list->event, method.length > 0 ? mcp_action(method) : find_action(list));
    ai_event_put_outcome(list->event, find_outcome(list));
    put_duration(list);
}

static bool decode_otel(const struct decoder *decoder, const struct decode_context *context,
                        struct event *event)
{
    (void)decoder;
    return ai_agent_decode(context, event, AI_OTEL);
}

static const char *const aliases[] = {"otlp", "gen-ai", "opentelemetry", NULL};

const struct decoder otel_decoder = {
    .name = "otel",
    .aliases = aliases,
    .description = "OpenTelemetry's GenAI logs and spans: flat, nested, or OTLP/JSON",
    .shape = SHAPE_JSON,
    .decode = decode_otel,
    .kinds = ai_kinds,
    .kind_count = AI_PRODUCTS,
    .fields = ai_fields,
    .field_count = AI_FIELDS,
    .has_free_names = true,
};
