#include "decode/sshd_message.h"

#include <limits.h>

#include "decode/sshd_forward.h"

static void set_user(struct sshd_message *message, struct text user)
{
    message->user = user;
    message->has_user = true;
}

/* Takes the words that say the user does not exist. */
static void take_invalid(struct text *text, struct sshd_message *message)
{
    message->invalid_user = text_take(text, TEXT("invalid user ")) ||
                            text_take(text, TEXT("illegal user ")) ||
                            text_starts_with(*text, TEXT("<invalid username>"));
}

/* "[invalid user ]USER from ADDRESS[ port N]TAIL". */
static bool read_user_from(struct text text, struct sshd_message *message, struct text *tail)
{
    enum sshd_anchor anchor = message->invalid_user ? ANCHOR_LAST : ANCHOR_FIRST;
    struct text user = {0};

    if (!sshd_peer_split(text, anchor, &user, &message->peer, tail))
        return false;
    if (!text_equal(user, TEXT("<invalid username>")))
        set_user(message, user);
    return true;
}

/* Whether a text ends as a certificate's description does: "CA RSA SHA256:Zm9v". */
static bool ends_in_certificate(struct text text)
{
    size_t position = 0;

    if (!text_find_last(text, TEXT(" CA "), &position))
        return false;
    text = text_from(text, position + TEXT(" CA ").length);
    (void)text_take_word(&text);
    return text_take_word(&text).length > 0 && text.length == 0;
}

/* Both the name in front of the peer and the one in the certificate behind it were
 * made up by whoever tries, and they name different peers. */
static bool is_doubtful(struct text text, const struct sshd_message *message)
{
    struct sshd_peer first = {0};
    struct text user = {0};
    struct text tail = {0};

    return message->invalid_user && ends_in_certificate(text) &&
           sshd_peer_split(text, ANCHOR_FIRST, &user, &first, &tail) &&
           first.address.data != message->peer.address.data;
}

/* "METHOD for [invalid user ]USER from ADDRESS port N ssh2[: KEY]". */
static bool read_attempt(struct text text, struct sshd_message *message)
{
    struct text tail = {0};

    if (!text_cut(text, TEXT(" for "), &message->method, &text))
        return false;
    take_invalid(&text, message);
    if (!read_user_from(text, message, &tail))
        return false;
    if (is_doubtful(text, message)) {
        message->peer = (struct sshd_peer){0};
        message->has_user = false;
        return true;
    }
    tail = text_skip_spaces(tail);
    if (text_take(&tail, TEXT("ssh2: ")))
        message->key = tail;
    return true;
}

static bool read_invalid_user(struct text text, struct sshd_message *message)
{
    struct text tail = {0};

    message->invalid_user = true;
    return read_user_from(text, message, &tail);
}

static bool read_exceeded(struct text text, struct sshd_message *message)
{
    struct text tail = {0};

    take_invalid(&text, message);
    return read_user_from(text, message, &tail);
}

/* "REASON for [illegal user ]USER from ADDRESS[ via ADDRESS]". */
static bool read_pam_error(struct text text, struct sshd_message *message)
{
    struct text tail = {0};

    if (!text_cut(text, TEXT(" for "), &message->reason, &text))
        return false;
    take_invalid(&text, message);
    return read_user_from(text, message, &tail);
}

/* "USER[ from ADDRESS] not allowed because REASON". */
static bool read_not_allowed(struct text text, struct sshd_message *message)
{
    struct text tail = {0};

    if (!text_cut(text, TEXT(" not allowed because "), &text, &message->reason))
        return false;
    if (!read_user_from(text, message, &tail))
        set_user(message, text);
    return true;
}

static struct text without_colon(struct text text)
{
    text_take(&text, TEXT(":"));
    return text_skip_spaces(text);
}

/* Splits "[USER ]ADDRESS[ port N][: REASON]" at the port.  A user who exists has no
 * doubtful name, but the reason may quote one; one who does not has, and the reason
 * quotes only in one sentence, of which sshd keeps too little for another in it. */
static bool split_at_port(struct text text, struct sshd_message *message, struct text *peer,
                          struct text *tail)
{
    const struct text quoting = TEXT(": Change of username or service not allowed: (");
    struct text searched = text;
    size_t quote = 0;

    if (!message->invalid_user)
        return sshd_peer_split_port(text, ANCHOR_FIRST, peer, &message->peer.port, tail);
    if (text_find_last(text, quoting, &quote))
        searched = text_until(text, quote);
    if (!sshd_peer_split_port(searched, ANCHOR_LAST, peer, &message->peer.port, tail))
        return false;
    *tail = text_from(text, searched.length - tail->length);
    return true;
}

/* "[authenticating user |invalid user |user ][USER ]ADDRESS[ port N][: REASON]". */
static bool read_named_peer(struct text text, struct sshd_message *message)
{
    size_t space = 0;
    struct text peer = text;
    struct text tail = {0};

    message->invalid_user = text_take(&text, TEXT("invalid user "));
    message->has_user = message->invalid_user || text_take(&text, TEXT("authenticating user ")) ||
                        text_take(&text, TEXT("user "));
    if (!split_at_port(text, message, &peer, &tail))
        peer = text;
    message->reason = without_colon(tail);
    if (text_find_last(peer, TEXT(" "), &space)) {
        message->peer.address = text_from(peer, space + 1);
        if (message->has_user)
            set_user(message, text_until(peer, space));
        return message->has_user;
    }
    message->peer.address = peer;
    message->has_user = false;
    if (text_ends_with(peer, TEXT(":")))
        message->peer.address.length--;
    return true;
}

/* "ADDRESS[ port N][:[CODE:] REASON]". */
static bool read_peer(struct text text, struct sshd_message *message)
{
    struct text reason = {0};
    size_t digits = 0;

    message->peer = sshd_peer_take(&text);
    if (!text_starts_with(text, TEXT(":")))
        return true;
    reason = without_colon(text);
    digits = text_count_digits(reason);
    if (digits > 0 && text_starts_with(text_from(reason, digits), TEXT(":")))
        reason = without_colon(text_from(reason, digits));
    message->reason = reason;
    return true;
}

/* "'what was sent' from ADDRESS port N". */
static bool read_last_peer(struct text text, struct sshd_message *message)
{
    struct text before = {0};
    struct text tail = {0};

    sshd_peer_split(text, ANCHOR_LAST, &before, &message->peer, &tail);
    return true;
}

static bool read_timeout(struct text text, struct sshd_message *message)
{
    text_take(&text, TEXT("connection from "));
    return read_peer(text, message);
}

static bool read_reason(struct text text, struct sshd_message *message)
{
    message->reason = text_skip_spaces(text);
    return true;
}

static bool read_root_refused(struct text text, struct sshd_message *message)
{
    set_user(message, TEXT("root"));
    return read_peer(text, message);
}

/* "CONTROLLED (ADDRESS)" or "NAME [ADDRESS] failed ...": the address is in the
 * last brackets, before them stands what the peer's name server says. */
static bool read_bracketed(struct text text, struct text open, struct text close,
                           struct sshd_message *message)
{
    size_t start = 0;
    size_t end = 0;

    if (!text_find_last(text, open, &start) || !text_find(text_from(text, start), close, &end))
        return false;
    message->peer.address = text_until(text_from(text, start + 1), end - 1);
    return true;
}

static bool read_refused(struct text text, struct sshd_message *message)
{
    return read_bracketed(text, TEXT("("), TEXT(")"), message) || read_peer(text, message);
}

static bool read_reverse(struct text text, struct sshd_message *message)
{
    return read_bracketed(text, TEXT("["), TEXT("]"), message);
}

/* "#2 from [ADDRESS]:PORT on [ADDRESS]:PORT REASON". */
static bool read_dropped(struct text text, struct sshd_message *message)
{
    struct text rest = {0};

    if (!text_cut(text, TEXT(" from ["), &text, &rest) ||
        !text_cut(rest, TEXT("]:"), &message->peer.address, &rest))
        return false;
    message->peer.port = text_until(rest, text_count_digits(rest));
    if (text_cut(rest, TEXT(" on ["), &text, &rest) && text_cut(rest, TEXT("]:"), &text, &rest))
        message->reason = text_skip_spaces(text_from(rest, text_count_digits(rest)));
    return true;
}

/* "ipv4: new ADDRESS/32 deferred penalty of 5 seconds for REASON". */
static bool read_penalty(struct text text, struct sshd_message *message)
{
    struct text ignored = {0};

    while (text.length > 0 && message->peer.address.length == 0) {
        struct text word = text_take_word(&text);

        if (!text_cut(word, TEXT("/"), &message->peer.address, &ignored))
            message->peer.address.length = 0;
    }
    text_cut(text, TEXT(" for "), &ignored, &message->reason);
    return message->peer.address.length > 0;
}

/* "SORT for USER from ADDRESS port N id 0"; SORT may be a command. */
static bool read_started(struct text text, struct sshd_message *message)
{
    struct text before = {0};
    struct text tail = {0};
    size_t position = 0;

    if (!sshd_peer_split(text, ANCHOR_LAST, &before, &message->peer, &tail))
        return false;
    if (text_find_last(before, TEXT(" for "), &position))
        set_user(message, text_from(before, position + TEXT(" for ").length));
    return true;
}

static bool read_ended(struct text text, struct sshd_message *message)
{
    struct text tail = {0};

    return read_user_from(text, message, &tail);
}

/* "USER[(uid=1000)][ by ...]". */
static bool read_session(struct text text, struct sshd_message *message)
{
    struct text rest = {0};

    text_cut(text, TEXT(" by "), &text, &rest);
    text_cut(text, TEXT("(uid="), &text, &rest);
    set_user(message, text);
    return true;
}

static bool read_user(struct text text, struct sshd_message *message)
{
    set_user(message, text);
    return true;
}

/* "logname= uid=0 euid=0 tty=ssh ruser= rhost=ADDRESS  user=USER", the user or
 * the host often left out. */
static bool read_pam_failure(struct text text, struct sshd_message *message)
{
    struct text before = {0};
    struct text rest = {0};

    if (!text_cut(text, TEXT(" rhost="), &before, &rest))
        return true;
    if (!text_starts_with(rest, TEXT(" ")))
        message->peer.address = text_take_word(&rest);
    rest = text_skip_spaces(rest);
    if (text_take(&rest, TEXT("user=")))
        set_user(message, rest);
    return true;
}

/* "2 more authentication failures; logname= ...". */
static bool read_more_failures(struct text text, struct sshd_message *message)
{
    uint64_t count = 0;

    if (!text_to_unsigned(text_take_word(&text), &count) ||
        !text_starts_with(text, TEXT(" more authentication failure")))
        return false;
    message->count = count > INT_MAX ? INT_MAX : (unsigned)count;
    return read_pam_failure(text, message);
}

static bool read_nothing(struct text text, struct sshd_message *message)
{
    (void)text;
    (void)message;
    return true;
}

#define AUTHENTICATION "authentication"
#define SESSION        "session"
#define NETWORK        "network"
#define SUCCESS        "success"
#define FAILURE        "failure"
#define UNKNOWN        "unknown"

#define LITERAL(string)              \
    {                                \
        (string), sizeof(string) - 1 \
    }
#define FORM(start, read, action, category, outcome)                               \
    {                                                                              \
        LITERAL(start), read, LITERAL(action), LITERAL(category), LITERAL(outcome) \
    }

/* Of two rows whose start begins alike, the longer stands first. */
static const struct form {
    struct text start;
    bool (*read)(struct text rest, struct sshd_message *message);
    struct text action;
    struct text category;
    struct text outcome;
} forms[] = {
    FORM("Failed ", read_attempt, "ssh_login", AUTHENTICATION, FAILURE),
    FORM("Accepted certificate ", read_nothing, "ssh_certificate", AUTHENTICATION, UNKNOWN),
    FORM("Accepted ", read_attempt, "ssh_login", AUTHENTICATION, SUCCESS),
    FORM("Invalid user ", read_invalid_user, "ssh_invalid_user", AUTHENTICATION, FAILURE),
    FORM("Illegal user ", read_invalid_user, "ssh_invalid_user", AUTHENTICATION, FAILURE),
    FORM("authentication failure; ", read_pam_failure, "ssh_pam_failure", AUTHENTICATION, FAILURE),
    FORM("Received disconnect from ", read_peer, "ssh_disconnect", SESSION, UNKNOWN),
    FORM("Disconnected from ", read_named_peer, "ssh_disconnect", SESSION, UNKNOWN),
    FORM("Connection closed by ", read_named_peer, "ssh_disconnect", SESSION, UNKNOWN),
    FORM("Connection reset by ", read_named_peer, "ssh_disconnect", SESSION, UNKNOWN),
    FORM("session opened for user ", read_session, "ssh_session_opened", SESSION, SUCCESS),
    FORM("session closed for user ", read_user, "ssh_session_closed", SESSION, SUCCESS),
    FORM("Connection from ", read_peer, "ssh_connect", NETWORK, UNKNOWN),
    FORM("PAM: ", read_pam_error, "ssh_pam_failure", AUTHENTICATION, FAILURE),
    FORM("PAM ", read_more_failures, "ssh_pam_failure", AUTHENTICATION, FAILURE),
    FORM("Postponed ", read_attempt, "ssh_login_step", AUTHENTICATION, UNKNOWN),
    FORM("Partial ", read_attempt, "ssh_login_step", AUTHENTICATION, UNKNOWN),
    FORM("maximum authentication attempts exceeded for ", read_exceeded, "ssh_too_many_failures",
         AUTHENTICATION, FAILURE),
    FORM("Disconnecting: Too many authentication failures for ", read_user, "ssh_too_many_failures",
         AUTHENTICATION, FAILURE),
    FORM("Disconnecting: ", read_reason, "ssh_disconnect", SESSION, UNKNOWN),
    FORM("Disconnecting ", read_named_peer, "ssh_disconnect", SESSION, UNKNOWN),
    FORM("User ", read_not_allowed, "ssh_login_refused", AUTHENTICATION, FAILURE),
    FORM("ROOT LOGIN REFUSED FROM ", read_root_refused, "ssh_login_refused", AUTHENTICATION,
         FAILURE),
    FORM("Authentication refused: ", read_reason, "ssh_login_refused", AUTHENTICATION, FAILURE),
    FORM("Certificate invalid: ", read_reason, "ssh_certificate_invalid", AUTHENTICATION, FAILURE),
    FORM("Starting session: ", read_started, "ssh_session_started", SESSION, SUCCESS),
    FORM("Close session: user ", read_ended, "ssh_session_ended", SESSION, SUCCESS),
    FORM("Did not receive identification string from ", read_peer, "ssh_probe", NETWORK, FAILURE),
    FORM("Bad protocol version identification ", read_last_peer, "ssh_probe", NETWORK, FAILURE),
    FORM("banner exchange: Connection from ", read_peer, "ssh_probe", NETWORK, FAILURE),
    FORM("Magic value check failed ", read_last_peer, "ssh_probe", NETWORK, FAILURE),
    FORM("kex_exchange_identification: ", read_reason, "ssh_probe", NETWORK, FAILURE),
    FORM("Unable to negotiate with ", read_peer, "ssh_negotiation_failed", NETWORK, FAILURE),
    FORM("Unable to negotiate ", read_nothing, "ssh_negotiation_failed", NETWORK, FAILURE),
    FORM("no matching ", read_nothing, "ssh_negotiation_failed", NETWORK, FAILURE),
    FORM("Timeout before authentication for ", read_timeout, "ssh_timeout", NETWORK, FAILURE),
    FORM("srclimit_penalise: ", read_penalty, "ssh_penalty", NETWORK, FAILURE),
    FORM("drop connection ", read_dropped, "ssh_connection_refused", NETWORK, FAILURE),
    FORM("beginning MaxStartups throttling", read_nothing, "ssh_connection_refused", NETWORK,
         FAILURE),
    FORM("refused connect from ", read_refused, "ssh_connection_refused", NETWORK, FAILURE),
    FORM("ssh_dispatch_run_fatal: Connection from ", read_named_peer, "ssh_transport_error",
         NETWORK, FAILURE),
    FORM("Corrupted MAC on input", read_nothing, "ssh_transport_error", NETWORK, FAILURE),
    FORM("Bad packet length ", read_nothing, "ssh_transport_error", NETWORK, FAILURE),
    FORM("Read from socket failed: ", read_reason, "ssh_transport_error", NETWORK, FAILURE),
    FORM("Read error from remote host ", read_peer, "ssh_transport_error", NETWORK, FAILURE),
    FORM("Address ", read_peer, "ssh_name_mismatch", NETWORK, UNKNOWN),
    FORM("reverse mapping checking ", read_reverse, "ssh_name_mismatch", NETWORK, UNKNOWN),
    FORM("Received request ", sshd_forward_read_denied, "ssh_forward_refused", NETWORK, FAILURE),
    FORM("refused local port forward: ", sshd_forward_read_refused, "ssh_forward_refused", NETWORK,
         FAILURE),
    FORM("refused streamlocal port forward: ", sshd_forward_read_refused, "ssh_forward_refused",
         NETWORK, FAILURE),
    FORM("Server listening on ", read_nothing, "ssh_server_started", NETWORK, SUCCESS),
};

/* Takes off what stands before and behind a message for other readers: Solaris's
 * message id, a level, the PAM module, the privilege separation's mark. */
static struct text bare_message(struct text text)
{
    size_t end = 0;

    text = text_skip_spaces(text);
    if (text_starts_with(text, TEXT("[ID ")) && text_find(text, TEXT("] "), &end))
        text = text_from(text, end + 2);
    while (text.length > 0 && text.data[text.length - 1] == ' ')
        text.length--;
    if (text_ends_with(text, TEXT(" [preauth]")))
        text.length -= TEXT(" [preauth]").length;
    if (text_starts_with(text, TEXT("pam_")) && text_find(text, TEXT("): "), &end))
        return text_from(text, end + 3);
    if (!text_take(&text, TEXT("error: ")))
        text_take(&text, TEXT("fatal: "));
    return text;
}

bool sshd_message_read(struct text text, struct sshd_message *message)
{
    text = bare_message(text);
    for (size_t i = 0; text.length > 0 && i < sizeof forms / sizeof *forms; i++) {
        const struct form *form = &forms[i];

        if (text.data[0] != form->start.data[0] || !text_starts_with(text, form->start))
            continue;
        *message = (struct sshd_message){
            .action = form->action,
            .category = form->category,
            .outcome = form->outcome,
            .count = 1,
        };
        if (form->read(text_from(text, form->start.length), message))
            return true;
    }
    return false;
}
