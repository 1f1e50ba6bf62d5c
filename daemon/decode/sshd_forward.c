#include "decode/sshd_forward.h"

/* "host HOST port N", the client's to choose. */
static void set_target(struct text text, struct sshd_message *message)
{
    size_t port = 0;

    if (!text_find_last(text, TEXT(" port "), &port))
        return;
    message->target.address = text_until(text, port);
    message->target.port = text_from(text, port + TEXT(" port ").length);
}

/* "[from ADDRESS port N ]to connect to WHAT, but the request was denied.", WHAT being
 * "host HOST port N" or "path PATH"; "to remote forward to" of the other way. */
bool sshd_forward_read_denied(struct text text, struct sshd_message *message)
{
    const struct text end = TEXT(", but the request was denied.");

    if (!text_ends_with(text, end))
        return false;
    text.length -= end.length;
    if (text_take(&text, TEXT("from "))) {
        message->peer = sshd_peer_take(&text);
        text = text_skip_spaces(text);
    }
    if (!text_take(&text, TEXT("to connect to ")) &&
        !text_take(&text, TEXT("to remote forward to ")))
        return false;
    if (text_take(&text, TEXT("path ")))
        message->target_path = text;
    else if (text_take(&text, TEXT("host ")))
        set_target(text, message);
    return true;
}

/* "originator HOST port N, target HOST port N" or "..., target PATH": the originator is who
 * the client says. */
bool sshd_forward_read_refused(struct text text, struct sshd_message *message)
{
    struct text before = {0};
    struct text target = {0};

    if (!text_cut(text, TEXT(", target "), &before, &target) ||
        text_find(target, TEXT(", target "), &(size_t){0}))
        return true;
    if (text_starts_with(target, TEXT("/")))
        message->target_path = target;
    else
        set_target(target, message);
    return true;
}
