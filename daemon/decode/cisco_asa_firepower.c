#include "decode/cisco_asa_firepower.h"

#include <stddef.h>

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

static void say_duration(struct text value, struct gateway_event *said)
{
    said->duration = gateway_duration(value);
}

static void say_source_bytes(struct text value, struct gateway_event *said)
{
    said->source_bytes = gateway_number(value);
}

static void say_destination_bytes(struct text value, struct gateway_event *said)
{
    said->destination_bytes = gateway_number(value);
}

static void say_result(struct text value, struct gateway_event *said)
{
    if (text_equal(value, TEXT("Blocked")) || text_equal(value, TEXT("Dropped")))
        said->outcome = TEXT("failure");
}

/* What a key's value is: a text of the event, where there is nothing else to do. */
static const struct key {
    const char *name;
    size_t text;
    void (*say)(struct text value, struct gateway_event *said);
} keys[] = {
    {"SrcIP", offsetof(struct gateway_event, source), NULL},
    {"SrcPort", offsetof(struct gateway_event, source_port), NULL},
    {"DstIP", offsetof(struct gateway_event, destination), NULL},
    {"DstPort", offsetof(struct gateway_event, destination_port), NULL},
    {"Protocol", offsetof(struct gateway_event, transport), NULL},
    {"IngressInterface", offsetof(struct gateway_event, source_interface), NULL},
    {"EgressInterface", offsetof(struct gateway_event, destination_interface), NULL},
    {"ConnectionID", offsetof(struct gateway_event, session), NULL},
    {"AccessControlRuleName", offsetof(struct gateway_event, rule), NULL},
    {"AccessControlRuleReason", offsetof(struct gateway_event, reason), NULL},
    {"WebApplication", offsetof(struct gateway_event, application), NULL},
    {"URL", offsetof(struct gateway_event, url), NULL},
    {"UserAgent", offsetof(struct gateway_event, agent), NULL},
    {"Message", offsetof(struct gateway_event, rule), NULL},
    {"ThreatName", offsetof(struct gateway_event, rule), NULL},
    {"AccessControlRuleAction", 0, say_action},
    {"User", 0, say_user},
    {"ConnectionDuration", 0, say_duration},
    {"InitiatorBytes", 0, say_source_bytes},
    {"ResponderBytes", 0, say_destination_bytes},
    {"InlineResult", 0, say_result},
};

enum { KEYS = sizeof keys / sizeof *keys };

static size_t find_key(struct text name)
{
    size_t i = 0;

    while (i < KEYS && !text_equal(name, text_of(keys[i].name)))
        i++;
    return i;
}

/* "DeviceUUID: ..., AccessControlRuleAction: Allow, SrcIP: 203.0.113.7, ..."  The URL,
 * which stands last, and the user agent are the client's to choose and may have pairs in
 * them: the first value of a key counts. */
bool cisco_asa_firepower_read(struct text text, struct gateway_event *said)
{
    struct text name = {0};
    struct text value = {0};
    bool is_said[KEYS] = {false};
    bool is_any = false;

    while (take_pair(&text, &name, &value)) {
        size_t i = find_key(name);

        is_any = true;
        if (i == KEYS || is_said[i])
            continue;
        is_said[i] = true;
        if (keys[i].say)
            keys[i].say(value, said);
        else
            *(struct text *)(void *)((char *)said + keys[i].text) = value;
    }
    return is_any;
}
