#include "decode/cloudtrail.h"

#include "decode/endpoint.h"
#include "decode/json_event.h"

static const struct json_name rows[] = {
    {"additionalEventData.bytesTransferredIn", FIELD_SOURCE_BYTES},
    {"additionalEventData.bytesTransferredOut", FIELD_DESTINATION_BYTES},
    {"awsRegion", FIELD_CLOUD_REGION},
    {"errorCode", FIELD_ERROR_CODE},
    {"errorMessage", FIELD_ERROR_MESSAGE},
    {"eventID", FIELD_EVENT_ID},
    {"eventName", FIELD_EVENT_ACTION},
    {"eventSource", FIELD_EVENT_PROVIDER},
    {"recipientAccountId", FIELD_CLOUD_ACCOUNT_ID},
    {"requestParameters.groupName", FIELD_GROUP_NAME},
    {"requestParameters.key", FIELD_FILE_PATH},
    {"requestParameters.userName", FIELD_USER_TARGET_NAME},
    {"userAgent", FIELD_USER_AGENT},
    {"userIdentity.principalId", FIELD_USER_ID},
};

static const struct json_names names = JSON_NAMES(rows);

/* The text at a path of the record, empty where there is none. */
static struct text text_at(struct event *event, const char *path)
{
    return json_event_text(event, event->record->text, path);
}

static struct text category_of(struct text source)
{
    if (text_equal(source, TEXT("iam.amazonaws.com")))
        return TEXT("iam");
    if (text_equal(source, TEXT("signin.amazonaws.com")) ||
        text_equal(source, TEXT("sts.amazonaws.com")))
        return TEXT("authentication");
    return text_equal(source, TEXT("s3.amazonaws.com")) ? TEXT("file") : TEXT("configuration");
}

static void put_outcome(struct event *event)
{
    bool is_failure = text_at(event, "errorCode").length > 0 ||
                      text_at(event, "errorMessage").length > 0 ||
                      text_equal(text_at(event, "responseElements.ConsoleLogin"), TEXT("Failure"));

    event_put_text(event, FIELD_EVENT_OUTCOME, is_failure ? TEXT("failure") : TEXT("success"));
}

/* The session in "arn:aws:sts::111122223333:assumed-role/AdminSSO/ines@corp.example": an
 * SSO's names the person, any other what its maker chose. */
static struct text session_of(struct text arn)
{
    struct text before = {0};
    struct text role = {0};
    struct text session = {0};

    if (!text_cut(arn, TEXT(":assumed-role/"), &before, &session))
        return (struct text){0};
    text_cut(session, TEXT("/"), &role, &session);
    return session;
}

static void put_user(struct event *event)
{
    struct text type = text_at(event, "userIdentity.type");
    struct text user = text_at(event, "userIdentity.userName");
    struct text role = text_at(event, "userIdentity.sessionContext.sessionIssuer.userName");

    if (text_equal(type, TEXT("Root")))
        user = TEXT("root");
    else if (user.length == 0 && text_equal(type, TEXT("AssumedRole")))
        user = session_of(text_at(event, "userIdentity.arn"));
    event_put_said(event, FIELD_USER_NAME, user.length > 0 ? user : role);
    if (text_equal(type, TEXT("AssumedRole")))
        event_put_said(event, FIELD_CLOUD_ROLE, role);
}

static bool decode_cloudtrail(const struct decoder *decoder, const struct decode_context *context,
                              struct event *event)
{
    struct text source = text_at(event, "eventSource");
    struct value time = {0};
    timestamp when = TIMESTAMP_NONE;
    bool is_whole = false;

    (void)decoder;
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    if (json_event_find(event, event->record->text, "eventTime", &time))
        when = json_event_time(&time, context->zone);
    if (when != TIMESTAMP_NONE) {
        event->time = when;
        event->time_is_arrival = false;
    }
    is_whole = json_event_read(event, event->record->text, &names);
    if (text_at(event, "eventName").length == 0)
        return false;
    event_put_text(event, FIELD_EVENT_CATEGORY, category_of(source));
    if (is_whole)
        put_outcome(event);
    if (event_wants(event, FIELD_USER_NAME) || event_wants(event, FIELD_CLOUD_ROLE))
        put_user(event);
    if (event_wants(event, FIELD_SOURCE_ADDRESS) || event_wants(event, FIELD_SOURCE_IP))
        endpoint_put_source(event, text_at(event, "sourceIPAddress"), (struct text){0});
    return is_whole;
}

static const struct decoder_kind kinds[] = {
    {"request", {{.product = "aws", .service = "cloudtrail"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_VERBATIM},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_PROVIDER, ORIGIN_VERBATIM},
    {FIELD_EVENT_ID, ORIGIN_VERBATIM},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_FLAGS, ORIGIN_DERIVED},
    {FIELD_ERROR_CODE, ORIGIN_VERBATIM},
    {FIELD_ERROR_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM}, /* of the type "Root" as well, case aside */
    {FIELD_USER_ID, ORIGIN_VERBATIM},
    {FIELD_USER_TARGET_NAME, ORIGIN_VERBATIM},
    {FIELD_USER_AGENT, ORIGIN_VERBATIM},
    {FIELD_GROUP_NAME, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_SOURCE_BYTES, ORIGIN_DERIVED},
    {FIELD_DESTINATION_BYTES, ORIGIN_DERIVED},
    {FIELD_CLOUD_ACCOUNT_ID, ORIGIN_VERBATIM},
    {FIELD_CLOUD_REGION, ORIGIN_VERBATIM},
    {FIELD_CLOUD_ROLE, ORIGIN_VERBATIM},
    {FIELD_FILE_PATH, ORIGIN_VERBATIM},
};

static const char *const aliases[] = {"aws-cloudtrail", NULL};
static const char *const escapes[] = {"\\", NULL};

const struct decoder cloudtrail_decoder = {
    .name = "cloudtrail",
    .aliases = aliases,
    .description = "AWS CloudTrail: events a line, or files of Records",
    .shape = SHAPE_JSON,
    .decode = decode_cloudtrail,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_free_names = true,
    .escapes = escapes,
};
