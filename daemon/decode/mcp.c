#include "decode/mcp.h"

#include "decode/ai_agent.h"

/* Where the message stands in a record: "" is the record itself. */
static const char *const wrappers[] = {"", "message.", "msg.", "payload.", "data.", "request."};

enum { WRAPPERS = sizeof wrappers / sizeof *wrappers };

/* The attribute of the message's member. */
static const struct value *get(const struct attributes *list, const char *wrapper,
                               const char *member)
{
    struct text name = arena_printf(list->event->arena, "%s%s", wrapper, member);

    return attributes_get(list, name.data);
}

static struct text get_text(const struct attributes *list, const char *wrapper, const char *member)
{
    return value_text(list->event->arena, get(list, wrapper, member));
}

static const char *find_wrapper(const struct attributes *list)
{
    for (size_t i = 0; i < WRAPPERS; i++) {
        if (get(list, wrappers[i], "jsonrpc"))
            return wrappers[i];
    }
    return NULL;
}

bool mcp_is_known(const struct attributes *list)
{
    return find_wrapper(list);
}

struct text mcp_action(struct text method)
{
    if (text_equal(method, TEXT("tools/call")))
        return TEXT("tool_call");
    if (text_equal(method, TEXT("initialize")))
        return TEXT("mcp_server_connection");
    if (text_starts_with(method, TEXT("notifications/")))
        return TEXT("mcp_notification");
    return TEXT("mcp_request");
}

static void put_request(struct attributes *list, const char *wrapper, struct text method)
{
    struct event *event = list->event;
    struct text arguments = arena_printf(event->arena, "%sparams.arguments", wrapper);

    event_put_text(event, FIELD_MCP_METHOD, method);
    ai_event_put_action(event, mcp_action(method));
    ai_event_put_outcome(event, AI_UNKNOWN);
    event_put_said(event, FIELD_MCP_RESOURCE_URI, get_text(list, wrapper, "params.uri"));
    event_put_said(event, FIELD_AI_AGENT_NAME, get_text(list, wrapper, "params.clientInfo.name"));
    if (text_equal(method, TEXT("tools/call"))) {
        event_put_said(event, FIELD_AI_TOOL_NAME, get_text(list, wrapper, "params.name"));
        ai_event_put_arguments(list, arguments.data);
    }
}

static void put_answer(struct attributes *list, const char *wrapper)
{
    struct event *event = list->event;
    const struct value *error = get(list, wrapper, "error.code");
    const struct value *content = get(list, wrapper, "result.content.type");
    struct text is_error = get_text(list, wrapper, "result.isError");
    bool is_result = content || is_error.length > 0;

    ai_event_put_action(event, is_result ? TEXT("tool_result") : TEXT("mcp_response"));
    if (error)
        event_put_value(event, field_name(FIELD_JSONRPC_ERROR_CODE), error);
    event_put_said(event, FIELD_ERROR_MESSAGE, get_text(list, wrapper, "error.message"));
    event_put_said(event, FIELD_AI_TOOL_RESULT, get_text(list, wrapper, "result.content.text"));
    event_put_said(event, FIELD_MCP_SERVER_NAME, get_text(list, wrapper, "result.serverInfo.name"));
    ai_event_put_outcome(event,
                         error || text_equal(is_error, TEXT("true")) ? AI_FAILURE : AI_SUCCESS);
}

void mcp_put(struct attributes *list)
{
    const char *found = find_wrapper(list);
    const char *wrapper = found ? found : "";
    struct text method = get_text(list, wrapper, "method");

    event_put_said(list->event, FIELD_JSONRPC_REQUEST_ID, get_text(list, wrapper, "id"));
    event_put_said(list->event, FIELD_MCP_SERVER_NAME, attributes_text(list, "server"));
    if (method.length > 0)
        put_request(list, wrapper, method);
    else
        put_answer(list, wrapper);
}

/* "[files]". */
static bool take_bracketed(struct text *text, struct text *inner)
{
    return text_take(text, TEXT(" [")) && text_cut(*text, TEXT("]"), inner, text);
}

static bool is_level(struct text text)
{
    return text_equal(text, TEXT("info")) || text_equal(text, TEXT("debug")) ||
           text_equal(text, TEXT("warn")) || text_equal(text, TEXT("error"));
}

bool mcp_read_line(struct event *event, struct text line, struct text *json)
{
    struct text metadata = TEXT(" { metadata: undefined }");
    struct text server = {0};
    struct text level = {0};
    timestamp time = 0;
    bool has_zone = false;

    if (!timestamp_take_iso(&line, &time, &has_zone) || !has_zone ||
        !take_bracketed(&line, &server) || !take_bracketed(&line, &level) ||
        (!text_take(&line, TEXT(" Message from client: ")) &&
         !text_take(&line, TEXT(" Message from server: "))))
        return false;
    if (is_level(server)) {
        struct text first = server;

        server = level;
        level = first;
    }
    event->time = time;
    event->time_is_arrival = false;
    event_put_said(event, FIELD_MCP_SERVER_NAME, server);
    event_put_said(event, FIELD_LOG_LEVEL, level);
    if (text_ends_with(line, metadata))
        line.length -= metadata.length;
    *json = line;
    return true;
}

static bool decode_mcp(const struct decoder *decoder, const struct decode_context *context,
                       struct event *event)
{
    (void)decoder;
    return ai_agent_decode(context, event, AI_MCP);
}

const struct decoder mcp_decoder = {
    .name = "mcp",
    .description = "messages of the Model Context Protocol, one a line",
    .shape = SHAPE_JSON,
    .decode = decode_mcp,
    .kinds = ai_kinds,
    .kind_count = AI_PRODUCTS,
    .fields = ai_fields,
    .field_count = AI_FIELDS,
    .has_free_names = true,
};
