#include "decode/ai_audit.h"

#include "decode/ai_agent.h"
#include "decode/endpoint.h"

static bool is_invocation(const struct attributes *list)
{
    return text_equal(attributes_text(list, "schemaType"), TEXT("ModelInvocationLog"));
}

static bool is_openai(const struct attributes *list)
{
    return text_equal(attributes_text(list, "object"), TEXT("organization.audit_log")) ||
           (attributes_get(list, "effective_at") && attributes_get(list, "actor.type"));
}

static bool is_anthropic(const struct attributes *list)
{
    return attributes_get(list, "actor.email_address") && attributes_get(list, "created_at") &&
           attributes_get(list, "type");
}

bool ai_audit_is_known(const struct attributes *list)
{
    return is_invocation(list) || is_openai(list) || is_anthropic(list);
}

static void put_invocation(struct attributes *list)
{
    static const struct attribute_name names[] = {
        {"accountId", FIELD_CLOUD_ACCOUNT_ID},
        {"errorCode", FIELD_ERROR_TYPE},
        {"identity.arn", FIELD_USER_NAME},
        {"input.inputTokenCount", FIELD_AI_INPUT_TOKENS},
        {"modelId", FIELD_AI_REQUEST_MODEL},
        {"operation", FIELD_AI_OPERATION},
        {"output.outputTokenCount", FIELD_AI_OUTPUT_TOKENS},
        {"requestId", FIELD_EVENT_ID},
    };
    struct text ran_in = attributes_text(list, "inferenceRegion");

    event_put_text(list->event, FIELD_AI_PROVIDER, TEXT("aws.bedrock"));
    ai_event_put_action(list->event, TEXT("api_request"));
    ai_event_put_outcome(list->event, attributes_get(list, "errorCode") ? AI_FAILURE : AI_SUCCESS);
    event_put_said(list->event, FIELD_CLOUD_REGION,
                   ran_in.length > 0 ? ran_in : attributes_text(list, "region"));
    attributes_put(list, names, sizeof names / sizeof *names);
}

static bool has_failed(struct text action)
{
    return text_ends_with(action, TEXT("failed")) || text_ends_with(action, TEXT("denied"));
}

static void put_action_of_audit(struct attributes *list)
{
    struct text action = attributes_text(list, "type");

    ai_event_put_action(list->event, action);
    ai_event_put_outcome(list->event, has_failed(action) ? AI_FAILURE : AI_SUCCESS);
}

static void put_openai(struct attributes *list)
{
    static const struct attribute_name names[] = {
        {"actor.api_key.service_account.id", FIELD_USER_ID},
        {"actor.api_key.user.email", FIELD_USER_EMAIL},
        {"actor.api_key.user.id", FIELD_USER_ID},
        {"actor.session.ip_address_details.country", FIELD_SOURCE_COUNTRY},
        {"actor.session.user.email", FIELD_USER_EMAIL},
        {"actor.session.user.id", FIELD_USER_ID},
        {"actor.session.user_agent", FIELD_USER_AGENT},
        {"id", FIELD_EVENT_ID},
    };
    struct text email = attributes_text(list, "actor.session.user.email");

    if (email.length == 0)
        email = attributes_text(list, "actor.api_key.user.email");
    event_put_text(list->event, FIELD_AI_PROVIDER, TEXT("openai"));
    put_action_of_audit(list);
    event_put_said(list->event, FIELD_USER_NAME, email);
    endpoint_put_source(list->event, attributes_text(list, "actor.session.ip_address"),
                        (struct text){0});
    attributes_put(list, names, sizeof names / sizeof *names);
}

static void put_anthropic(struct attributes *list)
{
    static const struct attribute_name names[] = {
        {"actor.email_address", FIELD_USER_EMAIL},  {"actor.user_agent", FIELD_USER_AGENT},
        {"actor.user_id", FIELD_USER_ID},           {"id", FIELD_EVENT_ID},
        {"organization_id", FIELD_ORGANIZATION_ID},
    };

    event_put_text(list->event, FIELD_AI_PROVIDER, TEXT("anthropic"));
    put_action_of_audit(list);
    event_put_said(list->event, FIELD_USER_NAME, attributes_text(list, "actor.email_address"));
    endpoint_put_source(list->event, attributes_text(list, "actor.ip_address"), (struct text){0});
    attributes_put(list, names, sizeof names / sizeof *names);
}

void ai_audit_put(struct attributes *list)
{
    if (is_invocation(list))
        put_invocation(list);
    else if (is_anthropic(list))
        put_anthropic(list);
    else
        put_openai(list);
}

static bool decode_ai_audit(const struct decoder *decoder, const struct decode_context *context,
                            struct event *event)
{
    (void)decoder;
    return ai_agent_decode(context, event, AI_AUDIT);
}

static const char *const aliases[] = {"openai-audit", "anthropic-audit", "bedrock", NULL};

const struct decoder ai_audit_decoder = {
    .name = "ai-audit",
    .aliases = aliases,
    .description = "audit logs of providers of models: OpenAI, Anthropic, Amazon Bedrock",
    .shape = SHAPE_JSON,
    .decode = decode_ai_audit,
    .kinds = ai_kinds,
    .kind_count = AI_PRODUCTS,
    .fields = ai_fields,
    .field_count = AI_FIELDS,
    .has_free_names = true,
};
