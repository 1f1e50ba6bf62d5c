#include "decode/dns_event.h"

#include "base/address.h"
#include "decode/endpoint.h"

bool dns_event_is_code(struct text text)
{
    static const char *const codes[] = {"NOERROR", "FORMERR",  "SERVFAIL", "NXDOMAIN", "NOTIMP",
                                        "REFUSED", "YXDOMAIN", "YXRRSET",  "NXRRSET",  "NOTAUTH",
                                        "NOTZONE", "NOTIMPL",  "BADVERS"};

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (text_equal(text, text_of(codes[i])))
            return true;
    }
    return false;
}

static struct text outcome_of(const struct dns_event *dns)
{
    struct text action = text_of(dns->action);

    if (text_ends_with(action, TEXT("_denied")) || text_ends_with(action, TEXT("_failed")) ||
        text_ends_with(action, TEXT("_blocked")))
        return TEXT("failure");
    if (text_equal(action, TEXT("dns_transfer")) || text_equal(action, TEXT("dns_update")))
        return TEXT("success");
    if (!text_equal(action, TEXT("dns_answer")))
        return TEXT("unknown");
    return dns->code.length == 0 || text_equal(dns->code, TEXT("NOERROR")) ? TEXT("success")
                                                                           : TEXT("failure");
}

static void put_answer(struct event *event, struct text answer)
{
    event_put_said(event, FIELD_DNS_ANSWERS, answer);
    if (event_wants(event, FIELD_DNS_RESOLVED_IP) && address_is(answer))
        event_put_text(event, FIELD_DNS_RESOLVED_IP, answer);
}

void dns_event_put(struct event *event, const struct dns_event *dns)
{
    struct text name = dns->name;

    if (name.length > 1 && text_ends_with(name, TEXT(".")))
        name.length--;
    event_put_text(event, FIELD_EVENT_ACTION, text_of(dns->action));
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("network"));
    event_put_text(event, FIELD_EVENT_OUTCOME, outcome_of(dns));
    event_put_said(event, FIELD_EVENT_REASON, dns->reason);
    event_put_text(event, FIELD_DNS_TYPE,
                   dns->code.length > 0 || dns->answer.length > 0 ? TEXT("answer") : TEXT("query"));
    event_put_said(event, FIELD_DNS_QUESTION_NAME, name);
    event_put_said(event, FIELD_DNS_QUESTION_TYPE, dns->type);
    event_put_said(event, FIELD_DNS_QUESTION_CLASS, dns->class);
    event_put_said(event, FIELD_DNS_RESPONSE_CODE, dns->code);
    put_answer(event, dns->answer);
    endpoint_put_source(event, dns->client, dns->client_port);
}

const struct decoder_field dns_event_fields[DNS_EVENT_FIELDS] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},       {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},      {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_DNS_TYPE, ORIGIN_DERIVED},           {FIELD_DNS_QUESTION_NAME, ORIGIN_VERBATIM},
    {FIELD_DNS_QUESTION_TYPE, ORIGIN_VERBATIM}, {FIELD_DNS_QUESTION_CLASS, ORIGIN_VERBATIM},
    {FIELD_DNS_RESPONSE_CODE, ORIGIN_DERIVED},  {FIELD_DNS_ANSWERS, ORIGIN_VERBATIM},
    {FIELD_DNS_RESOLVED_IP, ORIGIN_VERBATIM},   {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},         {FIELD_SOURCE_PORT, ORIGIN_DERIVED},
};
