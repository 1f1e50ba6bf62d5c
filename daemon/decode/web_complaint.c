#include "decode/web_complaint.h"

static const struct phrase {
    const char *words; /* anywhere in the message */
    const char *action;
} phrases[] = {
    {": password mismatch", "http_auth_failed"},
    {": Password Mismatch", "http_auth_failed"},
    {": authentication failure for ", "http_auth_failed"},
    {"\" was not found in \"", "http_auth_failed"},
    {"no user/password was provided", "http_auth_failed"},
    {"client used wrong authentication scheme", "http_auth_failed"},
    {"invalid nonce ", "http_auth_failed"},
    {"user mismatch", "http_auth_failed"},
    {" - not authenticated: ", "http_auth_failed"},
    {" authentication failed; URI ", "http_auth_failed"},
    {"Authorization of user ", "http_access_denied"},
    {": authorization failure ", "http_access_denied"},
    {"access forbidden by rule", "http_access_denied"},
    {"client denied by server configuration", "http_access_denied"},
    {"directory index of ", "http_access_denied"},
    {"Directory index forbidden", "http_access_denied"},
    {"Permission denied", "http_access_denied"},
    {"ModSecurity: Access denied with ", "http_access_denied"},
    {"limiting requests", "http_limited"},
    {"limiting connections", "http_limited"},
    {"delaying request", "http_limited"},
    {"File does not exist", "http_not_found"},
    {"No such file or directory", "http_not_found"},
    {" is not found", "http_not_found"},
    {"not found or unable to stat", "http_not_found"},
    {"Primary script unknown", "http_not_found"},
    {"client sent invalid ", "http_request_rejected"},
    {"client sent plain HTTP", "http_request_rejected"},
    {"client intended to send too large", "http_request_rejected"},
    {"Invalid URI in request", "http_request_rejected"},
    {"invalid URI path (", "http_request_rejected"},
    {"request failed: ", "http_request_rejected"},
};

static bool is_grave(struct text level)
{
    static const char *const levels[] = {"error", "crit", "alert", "emerg"};

    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (text_equal(level, text_of(levels[i])))
            return true;
    }
    return false;
}

/* Takes Apache's "AH01617: " off the front. */
static void take_number(struct text *message)
{
    struct text number = {0};
    struct text rest = {0};

    if (text_starts_with(*message, TEXT("AH")) && text_cut(*message, TEXT(": "), &number, &rest) &&
        number.length <= 8)
        *message = rest;
}

/* "user jdoe not found: /a", at the start: behind it, programs say what they like. */
static bool is_unknown_user(struct text message)
{
    take_number(&message);
    return text_starts_with(message, TEXT("user ")) &&
           text_find(message, TEXT(" not found: /"), &(size_t){0});
}

static const char *action_of(struct text message)
{
    if (is_unknown_user(message))
        return "http_auth_failed";
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        if (text_find(message, text_of(phrases[i].words), &(size_t){0}))
            return phrases[i].action;
    }
    return NULL;
}

/* What stands between start, which the message begins with, and end, when end occurs
 * once. */
static bool between(struct text message, struct text start, struct text end, struct text *name)
{
    size_t first = 0;
    size_t last = 0;

    if (!text_take(&message, start) || !text_find(message, end, &first) ||
        !text_find_last(message, end, &last) || first != last)
        return false;
    *name = text_until(message, first);
    return true;
}

static void put_user(struct event *event, struct text message)
{
    struct text name = {0};

    take_number(&message);
    if (between(message, TEXT("user \""), TEXT("\": password mismatch"), &name) ||
        between(message, TEXT("user \""), TEXT("\" was not found in \""), &name) ||
        between(message, TEXT("user `"), TEXT("' in realm "), &name) ||
        between(message, TEXT("PAM: user '"), TEXT("' - not authenticated: "), &name) ||
        between(message, TEXT("user "), TEXT(": authentication failure for "), &name) ||
        between(message, TEXT("user "), TEXT(": authorization failure"), &name) ||
        between(message, TEXT("user "), TEXT(" not found: "), &name) ||
        between(message, TEXT("Authorization of user "), TEXT(" to access "), &name))
        event_put_text(event, FIELD_USER_NAME, name);
}

void web_complaint_put(struct event *event, struct text level, struct text message)
{
    const char *action = action_of(message);
    bool is_failure = action || is_grave(level);

    if (!action)
        action = is_failure ? "web_error" : "web_notice";
    event_put_text(event, FIELD_EVENT_ACTION, text_of(action));
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("web"));
    event_put_text(event, FIELD_EVENT_OUTCOME, is_failure ? TEXT("failure") : TEXT("unknown"));
    event_put_said(event, FIELD_LOG_LEVEL, level);
    event_put_text(event, FIELD_MESSAGE, message);
    put_user(event, message);
}
