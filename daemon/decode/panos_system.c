#include "decode/panos_system.h"

static bool has(struct text text, const char *word)
{
    size_t position = 0;

    return text_find(text, text_of(word), &position);
}

/* What follows the first label (or the last) up to ", " or the end. */
static struct text labelled(struct text text, const char *label, bool is_last)
{
    struct text value = {0};
    struct text rest = {0};
    size_t start = 0;
    bool is_found = is_last ? text_find_last(text, text_of(label), &start)
                            : text_find(text, text_of(label), &start);

    if (!is_found)
        return value;
    text = text_from(text, start + text_of(label).length);
    if (!text_cut(text, TEXT(", "), &value, &rest))
        value = text;
    while (text_ends_with(value, TEXT(".")))
        value.length--;
    return value;
}

static void say(struct gateway_event *said, const char *action, const char *category,
                const char *outcome)
{
    said->action = text_of(action);
    said->category = text_of(category);
    said->outcome = text_of(outcome);
}

/* "GlobalProtect gateway user authentication failed. Login from: 203.0.113.7, Source
 * region: PH, User name: jdoe, Reason: ..., Auth type: profile."  What the client
 * chooses is its name: what stands behind that is looked for from the end. */
static void read_globalprotect(struct text id, struct text text, struct gateway_event *said)
{
    bool is_failure = text_ends_with(id, TEXT("-fail")) || has(text, " failed.");

    if (has(id, "-auth-") || has(text, "user authentication "))
        say(said, "vpn_login", "authentication", is_failure ? "failure" : "success");
    else if (has(id, "-logout-"))
        say(said, "vpn_session_ended", "session", "success");
    else if (has(id, "-config-"))
        say(said, "vpn_address_assigned", "session", is_failure ? "failure" : "success");
    else if (has(id, "-regist-") || has(id, "-login-"))
        say(said, "vpn_session_started", "session", is_failure ? "failure" : "success");
    else
        say(said, "vpn_login_step", "authentication", "unknown");
    said->user = labelled(text, "User name: ", false);
    said->source = labelled(text, "Login from: ", false);
    if (said->source.length == 0)
        said->source = labelled(text, "Client IP: ", true);
    said->inner_address = labelled(text, "Private IP: ", true);
    said->reason = labelled(text, "Reason: ", true);
    said->method = labelled(text, "Auth type: ", true);
}

/* "failed authentication for user 'admin'. Reason: ... From: 203.0.113.7." */
static void read_authentication(struct text id, struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text rest = {0};
    size_t end = 0;
    size_t last = 0;

    if (!has(id, "auth-success") && !has(id, "auth-fail") && !has(id, "auth_"))
        return;
    say(said, "aaa_login", "authentication", has(id, "fail") ? "failure" : "success");
    said->source = labelled(text, "From: ", true);
    gateway_between(text, TEXT(" for user '"), TEXT(""), &rest);
    if (!text_find(rest, TEXT("'. "), &end)) {
        text_cut(rest, TEXT("'"), &said->user, &before);
        return;
    }
    /* A name with a sentence's end in it: where it ends is not sure. */
    if (text_find_last(rest, TEXT("'. "), &last) && end != last)
        return;
    said->user = text_until(rest, end);
    rest = text_from(rest, end);
    if (text_cut(rest, TEXT(" Reason: "), &before, &rest))
        text_cut(rest, TEXT(". "), &said->reason, &rest);
}

/* "User admin logged in via Web from 203.0.113.7 using https" */
static void read_general(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text rest = {0};

    if (!text_take(&text, TEXT("User ")))
        return;
    if (text_cut(text, TEXT(" logged in via "), &said->user, &rest))
        say(said, "admin_login", "authentication", "success");
    else if (text_cut(text, TEXT(" logged out via "), &said->user, &rest))
        say(said, "admin_logout", "session", "success");
    else
        return;
    said->method = text_take_word(&rest);
    if (text_cut(rest, TEXT(" from "), &before, &rest))
        said->source = text_take_word(&rest);
}

static void read_vpn(struct text id, struct gateway_event *said)
{
    if (!text_starts_with(id, TEXT("ike")) && !text_starts_with(id, TEXT("ipsec")))
        return;
    if (has(id, "fail"))
        say(said, "vpn_handshake_failed", "network", "failure");
    else
        say(said, "vpn_handshake", "network", has(id, "succ") ? "success" : "unknown");
}

void panos_system_read(struct text subtype, struct text id, struct text description,
                       struct gateway_event *said)
{
    if (text_equal(subtype, TEXT("globalprotect")))
        read_globalprotect(id, description, said);
    else if (text_equal(subtype, TEXT("auth")))
        read_authentication(id, description, said);
    else if (text_equal(subtype, TEXT("vpn")))
        read_vpn(id, said);
    else if (text_equal(subtype, TEXT("general")))
        read_general(description, said);
}
