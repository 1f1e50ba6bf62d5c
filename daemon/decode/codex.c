#include "decode/codex.h"

#include "decode/ai_agent.h"

struct word {
    const char *theirs;
    const char *ours;
};

static struct text translate(const struct word *words, size_t count, struct text theirs)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(theirs, text_of(words[i].theirs)))
            return text_of(words[i].ours);
    }
    return theirs;
}

/* The name behind "codex.", empty when the record is no telemetry of it. */
static struct text telemetry_name(const struct attributes *list)
{
    static const char *const members[] = {"event.name", "event_name", "eventName", "body", "name"};

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct text name = attributes_text(list, members[i]);

        if (text_take(&name, TEXT("codex.")))
            return name;
    }
    return (struct text){0};
}

static bool is_rollout(const struct attributes *list)
{
    static const char *const types[] = {"session_meta", "turn_context", "event_msg",
                                        "response_item", "compacted"};
    struct text type = attributes_text(list, "type");

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (text_equal(type, text_of(types[i])))
            return attributes_get(list, "timestamp");
    }
    return false;
}

bool codex_is_known(const struct attributes *list)
{
    return telemetry_name(list).length > 0 || is_rollout(list);
}

static enum ai_outcome telemetry_outcome(const struct attributes *list)
{
    struct text decision = attributes_text(list, "decision");
    struct text error = attributes_text(list, "error.message");

    if (attributes_is_true(list, "success") || text_starts_with(decision, TEXT("approved")))
        return AI_SUCCESS;
    if (attributes_is_false(list, "success") || error.length > 0 ||
        text_equal(decision, TEXT("denied")) || text_equal(decision, TEXT("abort")))
        return AI_FAILURE;
    return AI_UNKNOWN;
}

static void put_telemetry(struct attributes *list, struct text name)
{
    static const struct word words[] = {
        {"conversation_starts", "session_start"},
        {"sse_event", "api_request"},
        {"websocket_request", "api_request"},
        {"websocket_event", "api_request"},
    };

    ai_event_put_action(list->event, translate(words, sizeof words / sizeof *words, name));
    ai_event_put_outcome(list->event, telemetry_outcome(list));
    ai_event_put_duration(list, "duration_ms");
    ai_event_put_arguments(list, "arguments");
    event_put_said(list->event, FIELD_AI_TOOL_RESULT, attributes_text(list, "output"));
    ai_event_put_mcp_tool(list->event, attributes_text(list, "tool_name"));
}

static struct text rollout_action(const struct attributes *list)
{
    static const struct word types[] = {
        {"session_meta", "session_start"},
        {"turn_context", "permission_mode_changed"},
    };
    static const struct word payloads[] = {
        {"user_message", "user_prompt"},
        {"agent_message", "api_request"},
        {"token_count", "api_request"},
        {"message", "api_request"},
        {"function_call", "tool_call"},
        {"custom_tool_call", "tool_call"},
        {"local_shell_call", "tool_call"},
        {"web_search_call", "tool_call"},
        {"function_call_output", "tool_result"},
        {"custom_tool_call_output", "tool_result"},
        {"exec_approval_request", "tool_decision"},
    };
    struct text payload = attributes_text(list, "payload.type");
    struct text role = attributes_text(list, "payload.role");

    if (text_equal(payload, TEXT("message")) && text_equal(role, TEXT("user")))
        return TEXT("user_prompt");
    if (payload.length > 0)
        return translate(payloads, sizeof payloads / sizeof *payloads, payload);
    return translate(types, sizeof types / sizeof *types, attributes_text(list, "type"));
}

/* By the exit code of a command, or what its output says of itself. */
static enum ai_outcome rollout_outcome(struct attributes *list)
{
    static const char *const codes[] = {"payload.exit_code", "payload.output.metadata.exit_code"};

    attributes_open(list, "payload.output");
    if (attributes_is_false(list, "payload.output.success"))
        return AI_FAILURE;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct text code = attributes_text(list, codes[i]);

        if (code.length > 0)
            return text_equal(code, TEXT("0")) ? AI_SUCCESS : AI_FAILURE;
    }
    return AI_UNKNOWN;
}

static void put_rollout(struct attributes *list)
{
    static const struct attribute_name names[] = {
        {"payload.approval_policy", FIELD_AI_PERMISSION_MODE},
        {"payload.call_id", FIELD_AI_TOOL_CALL_ID},
        {"payload.cwd", FIELD_PROCESS_WORKING_DIRECTORY},
        {"payload.id", FIELD_AI_CONVERSATION_ID},
        {"payload.model", FIELD_AI_REQUEST_MODEL},
        {"payload.name", FIELD_AI_TOOL_NAME},
        {"payload.output", FIELD_AI_TOOL_RESULT},
        {"payload.sandbox_policy.mode", FIELD_AI_SANDBOX},
        {"payload.sandbox_policy.type", FIELD_AI_SANDBOX},
    };

    struct text action = rollout_action(list);
    bool is_prompt = text_equal(action, TEXT("user_prompt"));
    enum field said = is_prompt ? FIELD_AI_INPUT_MESSAGES : FIELD_AI_OUTPUT_MESSAGES;

    ai_event_put_action(list->event, action);
    ai_event_put_outcome(list->event, rollout_outcome(list));
    event_put_said(list->event, said, attributes_text(list, "payload.content.text"));
    event_put_said(list->event, said, attributes_text(list, "payload.message"));
    ai_event_put_mcp_tool(list->event, attributes_text(list, "payload.name"));
    ai_event_put_arguments(list, "payload.arguments");
    ai_event_put_arguments(list, "payload.input");
    ai_event_put_arguments(list, "payload.action");
    ai_event_put_command(list, "payload.command");
    attributes_put(list, names, sizeof names / sizeof *names);
}

void codex_put(struct attributes *list)
{
    struct text name = telemetry_name(list);

    event_put_text(list->event, FIELD_AI_PROVIDER, TEXT("openai"));
    if (name.length > 0)
        put_telemetry(list, name);
    else
        put_rollout(list);
}

static bool decode_codex(const struct decoder *decoder, const struct decode_context *context,
                         struct event *event)
{
    (void)decoder;
    return ai_agent_decode(context, event, AI_CODEX);
}

const struct decoder codex_decoder = {
    .name = "codex",
    .description = "OpenAI's Codex: telemetry and rollout files",
    .shape = SHAPE_JSON,
    .decode = decode_codex,
    .kinds = ai_kinds,
    .kind_count = AI_PRODUCTS,
    .fields = ai_fields,
    .field_count = AI_FIELDS,
    .has_free_names = true,
};
