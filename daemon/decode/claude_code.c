#include "decode/claude_code.h"

#include "decode/ai_agent.h"

static struct text telemetry_name(const struct attributes *list)
{
    static const char *const members[] = {"event.name", "event_name", "eventName", "body"};

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct text name = attributes_text(list, members[i]);

        if (name.length > 0)
            return name;
    }
    return (struct text){0};
}

static bool is_telemetry(const struct attributes *list)
{
    return text_equal(attributes_text(list, "service.name"), TEXT("claude-code")) ||
           text_starts_with(attributes_text(list, "scope.name"),
                            TEXT("com.anthropic.claude_code")) ||
           text_starts_with(telemetry_name(list), TEXT("claude_code.")) ||
           text_starts_with(attributes_text(list, "body"), TEXT("claude_code."));
}

static bool is_transcript(const struct attributes *list)
{
    return attributes_get(list, "sessionId") && attributes_get(list, "uuid") &&
           attributes_get(list, "type");
}

static bool is_hook(const struct attributes *list)
{
    return attributes_get(list, "hook_event_name") && attributes_get(list, "session_id");
}

bool claude_code_is_known(const struct attributes *list)
{
    return is_hook(list) || is_transcript(list) || is_telemetry(list);
}

static enum ai_outcome outcome_of_success(const struct attributes *list)
{
    if (attributes_is_true(list, "success"))
        return AI_SUCCESS;
    return attributes_is_false(list, "success") ? AI_FAILURE : AI_UNKNOWN;
}

static void put_telemetry(struct attributes *list)
{
    struct text name = telemetry_name(list);
    bool is_refused = false;

    text_take(&name, TEXT("claude_code."));
    is_refused = text_equal(name, TEXT("api_error")) || text_equal(name, TEXT("api_refusal")) ||
                 text_equal(attributes_text(list, "decision"), TEXT("reject"));
    ai_event_put_action(list->event, name);
    if (text_equal(name, TEXT("api_request")))
        ai_event_put_outcome(list->event, AI_SUCCESS);
    else
        ai_event_put_outcome(list->event, is_refused ? AI_FAILURE : outcome_of_success(list));
    ai_event_put_duration(list, "duration_ms");
    ai_event_put_arguments(list, "tool_parameters");
    ai_event_put_arguments(list, "tool_input");
}

/* A message of a transcript, by who says it and what it is made of. */
static struct text transcript_action(const struct attributes *list)
{
    struct text type = attributes_text(list, "type");

    for (size_t i = 0; i < list->count; i++) {
        struct text part = value_text(list->event->arena, &list->items[i].value);

        if (!text_equal(list->items[i].name, TEXT("message.content.type")))
            continue;
        if (text_equal(part, TEXT("tool_use")))
            return TEXT("tool_call");
        if (text_equal(part, TEXT("tool_result")))
            return TEXT("tool_result");
    }
    if (text_equal(type, TEXT("user")))
        return TEXT("user_prompt");
    return text_equal(type, TEXT("assistant")) ? TEXT("api_request") : type;
}

/* One member of a message, whose content may be several blocks: each of them counts. */
static void put_member(struct event *event, const struct attribute *member, enum field said)
{
    struct text text = value_text(event->arena, &member->value);

    if (text_equal(member->name, TEXT("message.content.name"))) {
        event_put_said(event, FIELD_AI_TOOL_NAME, text);
        ai_event_put_mcp_tool(event, text);
    } else if (text_equal(member->name, TEXT("message.content.id")) ||
               text_equal(member->name, TEXT("message.content.tool_use_id"))) {
        event_put_said(event, FIELD_AI_TOOL_CALL_ID, text);
    } else if (text_equal(member->name, TEXT("message.content.content")) ||
               text_equal(member->name, TEXT("message.content.content.text"))) {
        event_put_said(event, FIELD_AI_TOOL_RESULT, text);
    } else if (text_equal(member->name, TEXT("message.content")) ||
               text_equal(member->name, TEXT("message.content.text"))) {
        event_put_said(event, said, text);
    }
}

/* Whether any of a message's results is an error. */
static bool has_error(const struct attributes *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (text_equal(list->items[i].name, TEXT("message.content.is_error")) &&
            list->items[i].value.kind == VALUE_BOOLEAN && list->items[i].value.integer)
            return true;
    }
    return false;
}

/* A result that does not say is_error is no error. */
static enum ai_outcome transcript_outcome(const struct attributes *list, struct text action)
{
    if (has_error(list))
        return AI_FAILURE;
    return text_equal(action, TEXT("tool_result")) ? AI_SUCCESS : AI_UNKNOWN;
}

static void put_transcript(struct attributes *list)
{
    bool is_assistant = text_equal(attributes_text(list, "type"), TEXT("assistant"));
    enum field said = is_assistant ? FIELD_AI_OUTPUT_MESSAGES : FIELD_AI_INPUT_MESSAGES;
    struct text action = transcript_action(list);

    ai_event_put_action(list->event, action);
    ai_event_put_outcome(list->event, transcript_outcome(list, action));
    ai_event_put_arguments(list, "message.content.input");
    event_put_said(list->event, FIELD_AI_RESPONSE_MODEL, attributes_text(list, "message.model"));
    for (size_t i = 0; i < list->count; i++)
        put_member(list->event, &list->items[i], said);
}

/* What a hook is called for. */
static struct text hook_action(struct text hook)
{
    static const struct {
        const char *hook;
        const char *action;
    } hooks[] = {
        {"PreToolUse", "tool_call"},
        {"PostToolUse", "tool_result"},
        {"PostToolUseFailure", "tool_result"},
        {"UserPromptSubmit", "user_prompt"},
        {"SessionStart", "session_start"},
        {"SessionEnd", "session_end"},
        {"Stop", "session_end"},
        {"PermissionRequest", "tool_decision"},
    };

    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++) {
        if (text_equal(hook, text_of(hooks[i].hook)))
            return text_of(hooks[i].action);
    }
    return hook;
}

static void put_hook(struct attributes *list)
{
    struct text hook = attributes_text(list, "hook_event_name");
    bool has_failed = text_ends_with(hook, TEXT("Failure"));

    ai_event_put_action(list->event, hook_action(hook));
    ai_event_put_outcome(list->event, has_failed ? AI_FAILURE : outcome_of_success(list));
    ai_event_put_arguments(list, "tool_input");
    event_put_said(list->event, FIELD_AI_TOOL_RESULT, attributes_text(list, "tool_response"));
}

void claude_code_put(struct attributes *list)
{
    event_put_text(list->event, FIELD_AI_PROVIDER, TEXT("anthropic"));
    ai_event_put_mcp_tool(list->event, attributes_text(list, "tool_name"));
    if (is_hook(list))
        put_hook(list);
    else if (is_transcript(list))
        put_transcript(list);
    else
        put_telemetry(list);
}

static bool decode_claude_code(const struct decoder *decoder, const struct decode_context *context,
                               struct event *event)
{
    (void)decoder;
    return ai_agent_decode(context, event, AI_CLAUDE_CODE);
}

static const char *const aliases[] = {"claude_code", "claude", NULL};

const struct decoder claude_code_decoder = {
    .name = "claude-code",
    .aliases = aliases,
    .description = "Claude Code: telemetry, transcripts and hooks",
    .shape = SHAPE_JSON,
    .decode = decode_claude_code,
    .kinds = ai_kinds,
    .kind_count = AI_PRODUCTS,
    .fields = ai_fields,
    .field_count = AI_FIELDS,
    .has_free_names = true,
};
