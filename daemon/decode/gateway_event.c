#include "decode/gateway_event.h"

#include "base/address.h"
#include "decode/endpoint.h"
#include "decode/escape.h"
#include "decode/gateway_url.h"
#include "model/event.h"

static const int64_t nanoseconds_per_second = 1000000000;

struct gateway_event gateway_event_none(void)
{
    return (struct gateway_event){
        .source_bytes = GATEWAY_UNSAID,
        .destination_bytes = GATEWAY_UNSAID,
        .network_bytes = GATEWAY_UNSAID,
        .duration = GATEWAY_UNSAID,
        .count = 1,
    };
}

static void put_number(struct event *event, enum field field, int64_t number)
{
    if (number != GATEWAY_UNSAID)
        event_put_integer(event, field, number);
}

void gateway_event_put(const struct gateway_event *said, struct event *event)
{
    struct address address = {0};

    event_put_said(event, FIELD_EVENT_ACTION, said->action);
    event_put_said(event, FIELD_EVENT_CATEGORY, said->category);
    event_put_said(event, FIELD_EVENT_OUTCOME, said->outcome);
    event_put_said(event, FIELD_EVENT_REASON, said->reason);
    event_put_said(event, FIELD_EVENT_CODE, said->code);
    put_number(event, FIELD_EVENT_DURATION, said->duration);
    event_put_said(event, FIELD_RULE_NAME, said->rule);
    event_put_said(event, FIELD_PROCESS_COMMAND_LINE, said->command);
    event_put_said(event, FIELD_USER_NAME, said->user);
    event_put_said(event, FIELD_USER_TARGET_NAME, said->target);
    if (said->is_doubtful)
        event_flag(event, TEXT("doubtful_user"));
    event_put_said(event, FIELD_GROUP_NAME, said->group);
    event_put_said(event, FIELD_SESSION_ID, said->session);
    event_put_said(event, FIELD_AUTH_METHOD, said->method);
    endpoint_put_source(event, said->source, said->source_port);
    put_number(event, FIELD_SOURCE_BYTES, said->source_bytes);
    event_put_said(event, FIELD_SOURCE_INTERFACE, said->source_interface);
    endpoint_put_destination(event, said->destination, said->destination_port);
    put_number(event, FIELD_DESTINATION_BYTES, said->destination_bytes);
    event_put_said(event, FIELD_DESTINATION_INTERFACE, said->destination_interface);
    if (event_wants(event, FIELD_CLIENT_NAT_IP) && address_read(said->inner_address, &address))
        event_put_text(event, FIELD_CLIENT_NAT_IP, said->inner_address);
    put_number(event, FIELD_NETWORK_BYTES, said->network_bytes);
    if (event_wants(event, FIELD_NETWORK_TRANSPORT))
        event_put_said(event, FIELD_NETWORK_TRANSPORT,
                       escape_lower_case(event->arena, said->transport));
    event_put_said(event, FIELD_NETWORK_APPLICATION, said->application);
    event_put_said(event, FIELD_USER_AGENT, said->agent);
    gateway_url_put(event, said->host, said->url);
}

int64_t gateway_number(struct text text)
{
    uint64_t number = 0;

    return text_to_unsigned(text, &number) && number <= INT64_MAX ? (int64_t)number
                                                                  : GATEWAY_UNSAID;
}

/* Takes "22m" or "22" up to a colon or blank off the front, in seconds.  Numbers
 * without a unit are what colons make of them: hours, minutes, seconds. */
static bool take_part(struct text *text, int64_t *seconds)
{
    static const struct {
        char letter;
        int64_t seconds;
    } units[] = {{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}};
    size_t length = 0;
    int64_t number = 0;

    while (length < text->length && text->data[length] != ':' && text->data[length] != ' ')
        length++;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (length == 0 || text->data[length - 1] != units[i].letter)
            continue;
        number = gateway_number(text_until(*text, length - 1));
        *text = text_from(*text, length + 1);
        return number != GATEWAY_UNSAID &&
               !__builtin_mul_overflow(number, units[i].seconds, &number) &&
               !__builtin_add_overflow(*seconds, number, seconds);
    }
    number = gateway_number(text_until(*text, length));
    *text = text_from(*text, length + 1);
    return number != GATEWAY_UNSAID && !__builtin_mul_overflow(*seconds, 60, seconds) &&
           !__builtin_add_overflow(*seconds, number, seconds);
}

int64_t gateway_duration(struct text text)
{
    int64_t seconds = 0;

    if (text.length == 0)
        return GATEWAY_UNSAID;
    while (text.length > 0) {
        if (!take_part(&text, &seconds))
            return GATEWAY_UNSAID;
    }
    return __builtin_mul_overflow(seconds, nanoseconds_per_second, &seconds) ? GATEWAY_UNSAID
                                                                             : seconds;
}

bool gateway_between(struct text text, struct text before, struct text after, struct text *found)
{
    size_t start = 0;
    size_t end = 0;

    *found = (struct text){0};
    if (before.length > 0 && !text_find(text, before, &start))
        return false;
    text = text_from(text, start + before.length);
    if (after.length == 0)
        end = text.length;
    else if (!text_find_last(text, after, &end))
        return false;
    *found = text_until(text, end);
    return true;
}

bool gateway_form_read(const struct gateway_form *forms, size_t count, struct text text,
                       struct gateway_event *said)
{
    for (size_t i = 0; text.length > 0 && i < count; i++) {
        struct gateway_event trial = *said;

        if (text.data[0] != forms[i].start.data[0] || !text_starts_with(text, forms[i].start))
            continue;
        trial.action = forms[i].action;
        trial.category = forms[i].category;
        trial.outcome = forms[i].outcome;
        if (forms[i].read(text_from(text, forms[i].start.length), &trial)) {
            *said = trial;
            return true;
        }
    }
    return false;
}

bool gateway_read_nothing(struct text rest, struct gateway_event *said)
{
    (void)rest;
    (void)said;
    return true;
}

bool gateway_read_reason(struct text rest, struct gateway_event *said)
{
    said->reason = text_trim(rest);
    return true;
}

bool gateway_read_reason_again(struct text rest, struct gateway_event *said)
{
    said->count = 0;
    return gateway_read_reason(rest, said);
}

bool gateway_read_quoted_user(struct text rest, struct gateway_event *said)
{
    return gateway_between(rest, TEXT(""), TEXT("'"), &said->user);
}

bool gateway_read_inner_address(struct text rest, struct gateway_event *said)
{
    said->inner_address = text_take_word(&rest);
    return true;
}
