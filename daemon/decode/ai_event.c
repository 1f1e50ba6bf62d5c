#include "decode/ai_event.h"

#include "decode/shell_command.h"

enum { NANOSECONDS_PER_MILLISECOND = 1000000 };

const struct decoder_kind ai_kinds[AI_PRODUCTS] = {
    [AI_OTEL] = {"otel", {{.category = "ai_agent", .product = "opentelemetry"}}},
    [AI_CLAUDE_CODE] =
        {"claude-code",
         {{.category = "ai_agent", .product = "anthropic", .service = "claude_code"}}},
    [AI_CODEX] = {"codex", {{.category = "ai_agent", .product = "openai", .service = "codex"}}},
    [AI_MCP] = {"mcp", {{.category = "ai_agent", .product = "mcp"}}},
    [AI_LITELLM] = {"litellm", {{.category = "ai_agent", .product = "litellm"}}},
    [AI_AUDIT] = {"audit", {{.category = "ai_agent", .service = "audit"}}},
};

/* Names of attributes and ours, in order by strcmp. */
static const struct attribute_name names[] = {
    {"ai.toolCall.id", FIELD_AI_TOOL_CALL_ID},
    {"ai.toolCall.name", FIELD_AI_TOOL_NAME},
    {"ai.toolCall.result", FIELD_AI_TOOL_RESULT},
    {"approval_policy", FIELD_AI_PERMISSION_MODE},
    {"cache_creation_tokens", FIELD_AI_CACHE_CREATION_TOKENS},
    {"cache_read_tokens", FIELD_AI_CACHE_READ_TOKENS},
    {"cached_token_count", FIELD_AI_CACHE_READ_TOKENS},
    {"call_id", FIELD_AI_TOOL_CALL_ID},
    {"client.address", FIELD_SOURCE_ADDRESS},
    {"cloud.account.id", FIELD_CLOUD_ACCOUNT_ID},
    {"cloud.region", FIELD_CLOUD_REGION},
    {"conversation.id", FIELD_AI_CONVERSATION_ID},
    {"conversation_id", FIELD_AI_CONVERSATION_ID},
    {"cost_usd", FIELD_AI_COST},
    {"cwd", FIELD_PROCESS_WORKING_DIRECTORY},
    {"db.collection.name", FIELD_DB_COLLECTION},
    {"db.name", FIELD_DB_NAMESPACE},
    {"db.namespace", FIELD_DB_NAMESPACE},
    {"db.operation", FIELD_DB_OPERATION},
    {"db.operation.name", FIELD_DB_OPERATION},
    {"db.query.text", FIELD_DB_QUERY},
    {"db.response.returned_rows", FIELD_DB_ROWS},
    {"db.sql.table", FIELD_DB_COLLECTION},
    {"db.statement", FIELD_DB_QUERY},
    {"db.system", FIELD_DB_SYSTEM},
    {"db.system.name", FIELD_DB_SYSTEM},
    {"db.user", FIELD_USER_NAME},
    {"decision", FIELD_AI_DECISION},
    {"decision_source", FIELD_AI_DECISION_SOURCE},
    {"decision_type", FIELD_AI_DECISION},
    {"enduser.id", FIELD_USER_NAME},
    {"error", FIELD_ERROR_MESSAGE},
    {"error.message", FIELD_ERROR_MESSAGE},
    {"error.type", FIELD_ERROR_TYPE},
    {"event.sequence", FIELD_EVENT_SEQUENCE},
    {"exception.message", FIELD_ERROR_MESSAGE},
    {"exception.type", FIELD_ERROR_TYPE},
    {"gen_ai.agent.id", FIELD_AI_AGENT_ID},
    {"gen_ai.agent.name", FIELD_AI_AGENT_NAME},
    {"gen_ai.agent.version", FIELD_AI_AGENT_VERSION},
    {"gen_ai.completion", FIELD_AI_OUTPUT_MESSAGES},
    {"gen_ai.content.completion", FIELD_AI_OUTPUT_MESSAGES},
    {"gen_ai.content.prompt", FIELD_AI_INPUT_MESSAGES},
    {"gen_ai.conversation.id", FIELD_AI_CONVERSATION_ID},
    {"gen_ai.data_source.id", FIELD_AI_DATA_SOURCE_ID},
    {"gen_ai.input.messages", FIELD_AI_INPUT_MESSAGES},
    {"gen_ai.operation.name", FIELD_AI_OPERATION},
    {"gen_ai.output.messages", FIELD_AI_OUTPUT_MESSAGES},
    {"gen_ai.prompt", FIELD_AI_INPUT_MESSAGES},
    {"gen_ai.provider.name", FIELD_AI_PROVIDER},
    {"gen_ai.request.model", FIELD_AI_REQUEST_MODEL},
    {"gen_ai.response.finish_reasons", FIELD_AI_FINISH_REASONS},
    {"gen_ai.response.id", FIELD_AI_RESPONSE_ID},
    {"gen_ai.response.model", FIELD_AI_RESPONSE_MODEL},
    {"gen_ai.retrieval.query.text", FIELD_AI_RETRIEVAL_QUERY},
    {"gen_ai.system", FIELD_AI_PROVIDER},
    {"gen_ai.system_instructions", FIELD_AI_SYSTEM_INSTRUCTIONS},
    {"gen_ai.tool.call.arguments", FIELD_AI_TOOL_ARGUMENTS},
    {"gen_ai.tool.call.id", FIELD_AI_TOOL_CALL_ID},
    {"gen_ai.tool.call.result", FIELD_AI_TOOL_RESULT},
    {"gen_ai.tool.message", FIELD_AI_TOOL_RESULT},
    {"gen_ai.tool.name", FIELD_AI_TOOL_NAME},
    {"gen_ai.tool.type", FIELD_AI_TOOL_TYPE},
    {"gen_ai.usage.cache_creation.input_tokens", FIELD_AI_CACHE_CREATION_TOKENS},
    {"gen_ai.usage.cache_read.input_tokens", FIELD_AI_CACHE_READ_TOKENS},
    {"gen_ai.usage.completion_tokens", FIELD_AI_OUTPUT_TOKENS},
    {"gen_ai.usage.input_tokens", FIELD_AI_INPUT_TOKENS},
    {"gen_ai.usage.output_tokens", FIELD_AI_OUTPUT_TOKENS},
    {"gen_ai.usage.prompt_tokens", FIELD_AI_INPUT_TOKENS},
    {"gen_ai.usage.reasoning.output_tokens", FIELD_AI_REASONING_TOKENS},
    {"host.name", FIELD_HOST_NAME},
    {"http.method", FIELD_HTTP_METHOD},
    {"http.request.method", FIELD_HTTP_METHOD},
    {"http.response.status_code", FIELD_HTTP_STATUS},
    {"http.status_code", FIELD_HTTP_STATUS},
    {"http.url", FIELD_URL_FULL},
    {"input_token_count", FIELD_AI_INPUT_TOKENS},
    {"input_tokens", FIELD_AI_INPUT_TOKENS},
    {"jsonrpc.request.id", FIELD_JSONRPC_REQUEST_ID},
    {"llm.model_name", FIELD_AI_REQUEST_MODEL},
    {"llm.provider", FIELD_AI_PROVIDER},
    {"llm.request.type", FIELD_AI_OPERATION},
    {"llm.token_count.completion", FIELD_AI_OUTPUT_TOKENS},
    {"llm.token_count.prompt", FIELD_AI_INPUT_TOKENS},
    {"mcp.method.name", FIELD_MCP_METHOD},
    {"mcp.resource.uri", FIELD_MCP_RESOURCE_URI},
    {"mcp.session.id", FIELD_MCP_SESSION_ID},
    {"mcp_server_name", FIELD_MCP_SERVER_NAME},
    {"model", FIELD_AI_REQUEST_MODEL},
    {"net.peer.name", FIELD_SERVER_ADDRESS},
    {"organization.id", FIELD_ORGANIZATION_ID},
    {"output_token_count", FIELD_AI_OUTPUT_TOKENS},
    {"output_tokens", FIELD_AI_OUTPUT_TOKENS},
    {"permissionMode", FIELD_AI_PERMISSION_MODE},
    {"permission_mode", FIELD_AI_PERMISSION_MODE},
    {"process.command_line", FIELD_PROCESS_COMMAND_LINE},
    {"prompt", FIELD_AI_INPUT_MESSAGES},
    {"prompt_length", FIELD_AI_PROMPT_LENGTH},
    {"reasoning_token_count", FIELD_AI_REASONING_TOKENS},
    {"rpc.jsonrpc.error_code", FIELD_JSONRPC_ERROR_CODE},
    {"sandbox_policy", FIELD_AI_SANDBOX},
    {"server.address", FIELD_SERVER_ADDRESS},
    {"server.port", FIELD_SERVER_PORT},
    {"service.name", FIELD_SERVICE_NAME},
    {"session.id", FIELD_AI_CONVERSATION_ID},
    {"sessionId", FIELD_AI_CONVERSATION_ID},
    {"session_id", FIELD_AI_CONVERSATION_ID},
    {"severityText", FIELD_LOG_LEVEL},
    {"severity_text", FIELD_LOG_LEVEL},
    {"source", FIELD_AI_DECISION_SOURCE},
    {"source.address", FIELD_SOURCE_ADDRESS},
    {"status_code", FIELD_HTTP_STATUS},
    {"thread_id", FIELD_AI_CONVERSATION_ID},
    {"to_mode", FIELD_AI_PERMISSION_MODE},
    {"tool.name", FIELD_AI_TOOL_NAME},
    {"tool.parameters", FIELD_AI_TOOL_ARGUMENTS},
    {"tool_name", FIELD_AI_TOOL_NAME},
    {"tool_parameters", FIELD_AI_TOOL_ARGUMENTS},
    {"tool_use_id", FIELD_AI_TOOL_CALL_ID},
    {"url.full", FIELD_URL_FULL},
    {"user.account_id", FIELD_USER_ID},
    {"user.email", FIELD_USER_EMAIL},
    {"user.id", FIELD_USER_ID},
    {"user.name", FIELD_USER_NAME},
    {"user_email", FIELD_USER_EMAIL},
};

void ai_event_put(const struct attributes *list)
{
    attributes_put(list, names, sizeof names / sizeof *names);
    attributes_put_unwrapped(list);
    shell_command_put_script(list->event, attributes_text(list, "process.command_line"),
                             attributes_text(list, "process.working_directory"));
}

void ai_event_put_action(struct event *event, struct text action)
{
    if (action.length == 0)
        return;
    event_put_text(event, FIELD_EVENT_ACTION, action);
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("process"));
}

void ai_event_put_outcome(struct event *event, enum ai_outcome outcome)
{
    static const struct text words[] = {[AI_UNKNOWN] = {"unknown", 7},
                                        [AI_SUCCESS] = {"success", 7},
                                        [AI_FAILURE] = {"failure", 7}};

    event_put_text(event, FIELD_EVENT_OUTCOME, words[outcome]);
}

void ai_event_put_duration(const struct attributes *list, const char *name)
{
    const struct value *value = attributes_get(list, name);
    uint64_t milliseconds = 0;
    int64_t nanoseconds = 0;

    if (value && value->kind == VALUE_INTEGER && value->integer >= 0)
        milliseconds = (uint64_t)value->integer;
    else if (!value || !text_to_unsigned(attributes_text(list, name), &milliseconds))
        return;
    if (!__builtin_mul_overflow(milliseconds, NANOSECONDS_PER_MILLISECOND, &nanoseconds))
        event_put_integer(list->event, FIELD_EVENT_DURATION, nanoseconds);
}

static bool is_one_of(struct text text, const char *const *words)
{
    for (; *words; words++) {
        if (text_equal_caseless(text, text_of(*words)))
            return true;
    }
    return false;
}

/* Whether a text begins as statements of SQL do. */
static bool looks_like_sql(struct text text)
{
    static const char *const verbs[] = {
        "select", "insert", "update", "delete",   "with",   "copy", "drop",    "alter",
        "create", "grant",  "merge",  "truncate", "revoke", "show", "explain", NULL};

    text = text_trim(text);
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == ' ' || text.data[i] == '\n' || text.data[i] == '\t')
            return is_one_of(text_until(text, i), verbs);
    }
    return false;
}

/* The words of a command, which are one value each, on one line. */
static struct text join_words(const struct attributes *list, size_t first)
{
    struct text line = value_text(list->event->arena, &list->items[first].value);

    for (size_t i = first + 1; i < list->count; i++) {
        if (!text_equal(list->items[i].name, list->items[first].name))
            break;
        line = arena_printf(list->event->arena, "%.*s %.*s", TEXT_ARGS(line),
                            TEXT_ARGS(value_text(list->event->arena, &list->items[i].value)));
    }
    return line;
}

static bool is_first_of_name(const struct attributes *list, size_t index)
{
    return index == 0 || !text_equal(list->items[index - 1].name, list->items[index].name);
}

/* A command or a statement: one of several tools asked for at once, or told in more than
 * one member, of which only what says something else is a value. */
static void put_other(struct event *event, enum field field, struct text text)
{
    if (!text_equal(event_text(event, field), text))
        event_put_said(event, field, text);
}

/* The command that begins at index: a script, or words of which each is a value. */
static void put_command(const struct attributes *list, size_t index)
{
    struct text folder = attributes_text(list, "cwd");
    struct text command = join_words(list, index);

    put_other(list->event, FIELD_PROCESS_COMMAND_LINE, command);
    if (index + 1 < list->count && text_equal(list->items[index + 1].name, list->items[index].name))
        shell_command_put_words(list->event, command, folder);
    else
        shell_command_put_script(list->event, command, folder);
}

void ai_event_put_command(const struct attributes *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (text_equal(list->items[i].name, text_of(name))) {
            put_command(list, i);
            return;
        }
    }
}

/* One argument; argument is its name without those of what it stands in. */
static void put_argument(struct attributes *list, size_t index, struct text argument)
{
    static const char *const commands[] = {"command", "full_command", "cmd", NULL};
    static const char *const statements[] = {"sql", "query", "statement", NULL};
    struct event *event = list->event;
    const struct attribute *attribute = &list->items[index];
    struct text text = value_text(event->arena, &attribute->value);

    event_put_value(
        event, arena_printf(event->arena, "gen_ai.tool.call.arguments.%.*s", TEXT_ARGS(argument)),
        &attribute->value);
    if (is_one_of(argument, commands) && is_first_of_name(list, index))
        put_command(list, index);
    if (is_one_of(argument, statements) && looks_like_sql(text))
        put_other(event, FIELD_DB_QUERY, text);
    if (text_equal(argument, TEXT("mcp_tool_name")))
        event_put_said(event, FIELD_AI_TOOL_NAME, text);
    if (text_equal(argument, TEXT("mcp_server_name")))
        event_put_said(event, FIELD_MCP_SERVER_NAME, text);
}

/* Claude Code's bash_command is but the first word of full_command, where that is. */
static void put_short_command(const struct attributes *list, const char *name)
{
    struct text member = arena_printf(list->event->arena, "%s.bash_command", name);

    if (!event_get(list->event, FIELD_PROCESS_COMMAND_LINE))
        ai_event_put_command(list, member.data);
}

void ai_event_put_arguments(struct attributes *list, const char *name)
{
    struct text prefix = text_of(name);

    attributes_open(list, name);
    for (size_t i = 0; i < list->count; i++) {
        struct text argument = list->items[i].name;

        if (text_take(&argument, prefix) && text_take(&argument, TEXT(".")))
            put_argument(list, i, argument);
        else if (text_equal(list->items[i].name, prefix))
            event_put_said(list->event, FIELD_AI_TOOL_ARGUMENTS,
                           value_text(list->event->arena, &list->items[i].value));
    }
    put_short_command(list, name);
}

bool ai_event_put_mcp_tool(struct event *event, struct text name)
{
    struct text server = {0};
    struct text tool = {0};

    if (!text_take(&name, TEXT("mcp__")) || !text_cut(name, TEXT("__"), &server, &tool))
        return false;
    event_put_said(event, FIELD_MCP_SERVER_NAME, server);
    event_put_said(event, FIELD_AI_TOOL_NAME, tool);
    return true;
}

const struct decoder_field ai_fields[AI_FIELDS] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_DURATION, ORIGIN_DERIVED},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_EVENT_SEQUENCE, ORIGIN_DERIVED},
    {FIELD_EVENT_ID, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_DERIVED},
    {FIELD_FLAGS, ORIGIN_DERIVED},
    {FIELD_MESSAGE, ORIGIN_DERIVED},
    {FIELD_ERROR_MESSAGE, ORIGIN_DERIVED},
    {FIELD_ERROR_TYPE, ORIGIN_DERIVED},
    {FIELD_ERROR_CODE, ORIGIN_DERIVED},
    {FIELD_LOG_LEVEL, ORIGIN_DERIVED},
    {FIELD_HOST_NAME, ORIGIN_DERIVED},
    {FIELD_SERVICE_NAME, ORIGIN_DERIVED},
    {FIELD_ORGANIZATION_ID, ORIGIN_DERIVED},
    {FIELD_CLOUD_ACCOUNT_ID, ORIGIN_DERIVED},
    {FIELD_CLOUD_REGION, ORIGIN_DERIVED},
    {FIELD_PROCESS_COMMAND_LINE, ORIGIN_DERIVED},
    {FIELD_COMMANDS, ORIGIN_DERIVED},
    {FIELD_PROCESS_WORKING_DIRECTORY, ORIGIN_DERIVED},
    {FIELD_USER_NAME, ORIGIN_DERIVED},
    {FIELD_USER_ID, ORIGIN_DERIVED},
    {FIELD_USER_EMAIL, ORIGIN_DERIVED},
    {FIELD_USER_TARGET_NAME, ORIGIN_DERIVED},
    {FIELD_SOURCE_ADDRESS, ORIGIN_DERIVED},
    {FIELD_SOURCE_IP, ORIGIN_DERIVED},
    {FIELD_SOURCE_PORT, ORIGIN_DERIVED},
    {FIELD_SOURCE_COUNTRY, ORIGIN_DERIVED},
    {FIELD_SERVER_ADDRESS, ORIGIN_DERIVED},
    {FIELD_SERVER_PORT, ORIGIN_DERIVED},
    {FIELD_URL_FULL, ORIGIN_DERIVED},
    {FIELD_URL_PATH, ORIGIN_DERIVED},
    {FIELD_URL_QUERY, ORIGIN_DERIVED},
    {FIELD_HTTP_METHOD, ORIGIN_DERIVED},
    {FIELD_HTTP_STATUS, ORIGIN_DERIVED},
    {FIELD_HTTP_VERSION, ORIGIN_DERIVED},
    {FIELD_USER_AGENT, ORIGIN_DERIVED},
    {FIELD_FILE_PATH, ORIGIN_DERIVED},
    {FIELD_DB_SYSTEM, ORIGIN_DERIVED},
    {FIELD_DB_NAMESPACE, ORIGIN_DERIVED},
    {FIELD_DB_COLLECTION, ORIGIN_DERIVED},
    {FIELD_DB_OPERATION, ORIGIN_DERIVED},
    {FIELD_DB_QUERY, ORIGIN_DERIVED},
    {FIELD_DB_ROWS, ORIGIN_DERIVED},
    {FIELD_AI_OPERATION, ORIGIN_DERIVED},
    {FIELD_AI_PROVIDER, ORIGIN_DERIVED},
    {FIELD_AI_REQUEST_MODEL, ORIGIN_DERIVED},
    {FIELD_AI_RESPONSE_MODEL, ORIGIN_DERIVED},
    {FIELD_AI_RESPONSE_ID, ORIGIN_DERIVED},
    {FIELD_AI_FINISH_REASONS, ORIGIN_DERIVED},
    {FIELD_AI_AGENT_ID, ORIGIN_DERIVED},
    {FIELD_AI_AGENT_NAME, ORIGIN_DERIVED},
    {FIELD_AI_AGENT_VERSION, ORIGIN_DERIVED},
    {FIELD_AI_CONVERSATION_ID, ORIGIN_DERIVED},
    {FIELD_AI_TOOL_NAME, ORIGIN_DERIVED},
    {FIELD_AI_TOOL_TYPE, ORIGIN_DERIVED},
    {FIELD_AI_TOOL_CALL_ID, ORIGIN_DERIVED},
    {FIELD_AI_TOOL_ARGUMENTS, ORIGIN_DERIVED},
    {FIELD_AI_TOOL_RESULT, ORIGIN_DERIVED},
    {FIELD_AI_INPUT_TOKENS, ORIGIN_DERIVED},
    {FIELD_AI_OUTPUT_TOKENS, ORIGIN_DERIVED},
    {FIELD_AI_CACHE_READ_TOKENS, ORIGIN_DERIVED},
    {FIELD_AI_CACHE_CREATION_TOKENS, ORIGIN_DERIVED},
    {FIELD_AI_REASONING_TOKENS, ORIGIN_DERIVED},
    {FIELD_AI_INPUT_MESSAGES, ORIGIN_DERIVED},
    {FIELD_AI_OUTPUT_MESSAGES, ORIGIN_DERIVED},
    {FIELD_AI_SYSTEM_INSTRUCTIONS, ORIGIN_DERIVED},
    {FIELD_AI_DATA_SOURCE_ID, ORIGIN_DERIVED},
    {FIELD_AI_RETRIEVAL_QUERY, ORIGIN_DERIVED},
    {FIELD_MCP_METHOD, ORIGIN_DERIVED},
    {FIELD_MCP_SESSION_ID, ORIGIN_DERIVED},
    {FIELD_MCP_RESOURCE_URI, ORIGIN_DERIVED},
    {FIELD_MCP_SERVER_NAME, ORIGIN_DERIVED},
    {FIELD_JSONRPC_REQUEST_ID, ORIGIN_DERIVED},
    {FIELD_JSONRPC_ERROR_CODE, ORIGIN_DERIVED},
    {FIELD_AI_DECISION, ORIGIN_DERIVED},
    {FIELD_AI_DECISION_SOURCE, ORIGIN_DERIVED},
    {FIELD_AI_PERMISSION_MODE, ORIGIN_DERIVED},
    {FIELD_AI_SANDBOX, ORIGIN_DERIVED},
    {FIELD_AI_PROMPT_LENGTH, ORIGIN_DERIVED},
    {FIELD_AI_COST, ORIGIN_DERIVED},
    {FIELD_AI_KEY_NAME, ORIGIN_DERIVED},
};
