#include "decode/cisco_asa_firepower.h"

/* Takes "Key: value" off the front; it ends where ", Key: " follows.  Keys are words,
 * a few with a space in them ("Prefilter Policy"). */
static bool take_pair(struct text *text, struct text *key, struct text *value)
{
    struct text rest = {0};
    size_t end = 0;

    if (!text_cut(*text, TEXT(": "), key, &rest))
        return false;
    while (end < rest.length) {
        size_t comma = 0;
        size_t i = 0;

        if (!text_find(text_from(rest, end), TEXT(", "), &comma)) {
            end = rest.length;
            break;
        }
        end += comma;
        i = end + 2;
        while (i < rest.length && rest.data[i] != ':' && rest.data[i] != ',')
            i++;
        if (i + 1 < rest.length && rest.data[i] == ':' && rest.data[i + 1] == ' ')
            break;
        end = i < rest.length && rest.data[i] == ',' ? i : end + 2;
    }
    *value = text_until(rest, end);
    *text = text_from(rest, end + 2);
    return true;
}

static void say_action(struct text action, struct gateway_event *said)
{
    if (!text_starts_with(action, TEXT("Block")) &&
        !text_starts_with(action, TEXT("Interactive Block")))
        return;
    said->action = TEXT("connection_denied");
    said->outcome = TEXT("failure");
}

static void say_user(struct text user, struct gateway_event *said)
{
    if (!text_equal(user, TEXT("No Authentication Required")) &&
        !text_equal(user, TEXT("Unknown")) && !text_equal(user, TEXT("Not Found")))
        said->user = user;
}

static void say_text(struct text key, struct text value, struct gateway_event *said)
{
    const struct {
        const char *key;
        struct text *said;
    } texts[] = {
        {"SrcIP", &said->source},
        {"SrcPort", &said->source_port},
        {"DstIP", &said->destination},
        {"DstPort", &said->destination_port},
        {"Protocol", &said->transport},
        {"IngressInterface", &said->source_interface},
        {"EgressInterface", &said->destination_interface},
        {"ConnectionID", &said->session},
        {"AccessControlRuleName", &said->rule},
        {"WebApplication", &said->application},
        {"URL", &said->url},
        {"UserAgent", &said->agent},
        {"Message", &said->rule},
        {"ThreatName", &said->rule},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (text_equal(key, text_of(texts[i].key)))
            *texts[i].said = value;
    }
}

static void say_rest(struct text key, struct text value, struct gateway_event *said)
{
    if (text_equal(key, TEXT("AccessControlRuleAction")))
        say_action(value, said);
    else if (text_equal(key, TEXT("AccessControlRuleReason")))
        said->reason = value;
    else if (text_equal(key, TEXT("User")))
        say_user(value, said);
    else if (text_equal(key, TEXT("ConnectionDuration")))
        said->duration = gateway_duration(value);
    else if (text_equal(key, TEXT("InitiatorBytes")))
        said->source_bytes = gateway_number(value);
    else if (text_equal(key, TEXT("ResponderBytes")))
        said->destination_bytes = gateway_number(value);
    else if (text_equal(key, TEXT("InlineResult")) &&
             (text_equal(value, TEXT("Blocked")) || text_equal(value, TEXT("Dropped"))))
        said->outcome = TEXT("failure");
}

/* "DeviceUUID: ..., AccessControlRuleAction: Allow, SrcIP: 203.0.113.7, ..." */
bool cisco_asa_firepower_read(struct text text, struct gateway_event *said)
{
    struct text key = {0};
    struct text value = {0};
    bool is_any = false;

    while (take_pair(&text, &key, &value)) {
        is_any = true;
        say_text(key, value, said);
        say_rest(key, value, said);
    }
    return is_any;
}
