#include "decode/litellm.h"

#include "decode/ai_agent.h"
#include "decode/endpoint.h"
#include "decode/url_parts.h"

bool litellm_is_known(const struct attributes *list)
{
    return attributes_get(list, "call_type") &&
           (attributes_get(list, "custom_llm_provider") || attributes_get(list, "model_group") ||
            attributes_get(list, "startTime") || attributes_get(list, "api_key"));
}

static bool is_nobody(struct text text)
{
    return text.length == 0 || text_equal(text, TEXT("None")) || text_equal(text, TEXT("null"));
}

/* The first of the members that says something. */
static struct text first_said(const struct attributes *list, const char *const *members)
{
    for (; *members; members++) {
        struct text text = attributes_text(list, *members);

        if (!is_nobody(text))
            return text;
    }
    return (struct text){0};
}

/* "acompletion", "completion", "aembedding": OpenTelemetry's word for what was asked. */
static struct text operation_of(struct text call)
{
    static const struct {
        const char *call;
        const char *operation;
    } operations[] = {
        {"completion", "chat"},
        {"text_completion", "text_completion"},
        {"embedding", "embeddings"},
        {"anthropic_messages", "chat"},
        {"responses", "chat"},
        {"call_mcp_tool", "execute_tool"},
        {"generate_content", "generate_content"},
    };
    struct text plain = text_starts_with(call, TEXT("a")) ? text_from(call, 1) : call;

    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (text_equal(call, text_of(operations[i].call)) ||
            text_equal(plain, text_of(operations[i].call)))
            return text_of(operations[i].operation);
    }
    return call;
}

static void put_people(const struct attributes *list)
{
    static const char *const ids[] = {"metadata.user_api_key_user_id",     "user",     "user_id",
                                      "metadata.user_api_key_end_user_id", "end_user", NULL};
    static const char *const names[] = {"metadata.user_api_key_user_email",
                                        "metadata.user_api_key_user_id",
                                        "metadata.user_api_key_alias",
                                        "user",
                                        "end_user",
                                        NULL};
    static const char *const keys[] = {"metadata.user_api_key_alias", "api_key", NULL};
    static const char *const teams[] = {"metadata.user_api_key_org_id",
                                        "metadata.user_api_key_team_id", "team_id", NULL};
    static const char *const emails[] = {"metadata.user_api_key_user_email", NULL};
    static const char *const addresses[] = {"requester_ip_address", "metadata.requester_ip_address",
                                            NULL};
    struct event *event = list->event;

    event_put_said(event, FIELD_USER_ID, first_said(list, ids));
    event_put_said(event, FIELD_USER_NAME, first_said(list, names));
    event_put_said(event, FIELD_USER_EMAIL, first_said(list, emails));
    event_put_said(event, FIELD_AI_KEY_NAME, first_said(list, keys));
    event_put_said(event, FIELD_ORGANIZATION_ID, first_said(list, teams));
    endpoint_put_source(event, first_said(list, addresses), (struct text){0});
}

static void put_model(const struct attributes *list)
{
    struct url_parts base = {0};
    static const struct attribute_name names[] = {
        {"completion_tokens", FIELD_AI_OUTPUT_TOKENS},
        {"custom_llm_provider", FIELD_AI_PROVIDER},
        {"messages.content", FIELD_AI_INPUT_MESSAGES},
        {"prompt_tokens", FIELD_AI_INPUT_TOKENS},
        {"response.choices.finish_reason", FIELD_AI_FINISH_REASONS},
        {"response.choices.message.content", FIELD_AI_OUTPUT_MESSAGES},
        {"response.id", FIELD_AI_RESPONSE_ID},
        {"response.model", FIELD_AI_RESPONSE_MODEL},
        {"response_cost", FIELD_AI_COST},
        {"spend", FIELD_AI_COST},
    };

    attributes_put(list, names, sizeof names / sizeof *names);
    if (url_parts_read(attributes_text(list, "api_base"), &base))
        event_put_said(list->event, FIELD_SERVER_ADDRESS, base.host);
}

static void put_tool(struct attributes *list)
{
    static const char *const tools[] = {"metadata.mcp_tool_call_metadata.name",
                                        "mcp_namespaced_tool_name", NULL};
    static const char *const servers[] = {"metadata.mcp_tool_call_metadata.mcp_server_name", NULL};

    event_put_said(list->event, FIELD_AI_TOOL_NAME, first_said(list, tools));
    event_put_said(list->event, FIELD_MCP_SERVER_NAME, first_said(list, servers));
    ai_event_put_arguments(list, "metadata.mcp_tool_call_metadata.arguments");
}

static void put_outcome(const struct attributes *list, struct text status)
{
    static const char *const codes[] = {"error_information.error_code",
                                        "metadata.error_information.error_code", NULL};
    static const char *const classes[] = {"error_information.error_class",
                                          "metadata.error_information.error_class", NULL};
    struct event *event = list->event;

    event_put_said(event, FIELD_ERROR_CODE, first_said(list, codes));
    event_put_said(event, FIELD_ERROR_TYPE, first_said(list, classes));
    event_put_said(event, FIELD_ERROR_MESSAGE, attributes_text(list, "error_str"));
    if (text_equal(status, TEXT("success")))
        ai_event_put_outcome(event, AI_SUCCESS);
    else
        ai_event_put_outcome(event, text_equal(status, TEXT("failure")) ? AI_FAILURE : AI_UNKNOWN);
}

void litellm_put(struct attributes *list)
{
    struct event *event = list->event;
    struct text call = attributes_text(list, "call_type");
    struct text status = attributes_text(list, "status");
    bool is_tool = text_equal(call, TEXT("call_mcp_tool"));

    attributes_open(list, "metadata");
    if (is_tool)
        ai_event_put_action(event, TEXT("tool_call"));
    else
        ai_event_put_action(event, text_equal(status, TEXT("failure")) ? TEXT("api_error")
                                                                       : TEXT("api_request"));
    if (call.length > 0)
        event_put_text(event, FIELD_AI_OPERATION, operation_of(call));
    put_outcome(list, status);
    put_people(list);
    put_model(list);
    put_tool(list);
}

/* INFO:     203.0.113.7:52782 - "POST /v1/chat/completions HTTP/1.1" 401 Unauthorized */
bool litellm_decode_line(struct event *event)
{
    struct text rest = event->record->text;
    struct text level = text_take_word(&rest);
    struct text client = text_take_word(&rest);
    struct text address = {0};
    struct text port = {0};
    struct text request = {0};
    struct text path = {0};
    struct text query = {0};
    uint64_t status = 0;
    size_t quote = 0;

    if (!text_ends_with(level, TEXT(":")) || !text_equal(text_take_word(&rest), TEXT("-")) ||
        !text_take(&rest, TEXT(" \"")) || !text_find_last(rest, TEXT("\" "), &quote))
        return false;
    request = text_until(rest, quote);
    rest = text_from(rest, quote + 2);
    if (!text_to_unsigned(text_take_word(&rest), &status) || status > 999)
        return false;
    event->kind = AI_LITELLM;
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    endpoint_split(client, &address, &port);
    endpoint_put_source(event, address, port);
    ai_event_put_action(event, TEXT("http_request"));
    ai_event_put_outcome(event, status >= 400 ? AI_FAILURE : AI_SUCCESS);
    event_put_integer(event, FIELD_HTTP_STATUS, (int64_t)status);
    event_put_said(event, FIELD_LOG_LEVEL, text_until(level, level.length - 1));
    event_put_said(event, FIELD_HTTP_METHOD, text_take_word(&request));
    request = text_take_word(&request);
    event_put_said(event, FIELD_URL_FULL, request);
    if (!text_cut(request, TEXT("?"), &path, &query))
        path = request;
    event_put_said(event, FIELD_URL_PATH, path);
    event_put_said(event, FIELD_URL_QUERY, query);
    return true;
}

static bool decode_litellm(const struct decoder *decoder, const struct decode_context *context,
                           struct event *event)
{
    (void)decoder;
    return ai_agent_decode(context, event, AI_LITELLM) || litellm_decode_line(event);
}

const struct decoder litellm_decoder = {
    .name = "litellm",
    .description = "the LiteLLM proxy: logging payloads, spend logs, its web server's lines",
    .shape = SHAPE_JSON,
    .decode = decode_litellm,
    .kinds = ai_kinds,
    .kind_count = AI_PRODUCTS,
    .fields = ai_fields,
    .field_count = AI_FIELDS,
    .has_free_names = true,
};
