#include "decode/pam.h"

#include <limits.h>

#include "decode/access_event.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

/* A message taken apart: whose it is, and what it says. */
struct pam_message {
    struct text module;
    struct text service;
    struct text says;
};

#define AUTHENTICATION "authentication"

/* Sentences that are PAM's even without the name of a module in front: it may
 * stand in the tag, "su(pam_unix)[9]", which is not part of the message. */
static const struct access_form bare_forms[] = {
    {"session opened for user %t(uid=%i) by %u(uid=%I)", "session_opened", "session", "success",
     false},
    {"session opened for user %t by %u(uid=%I)", "session_opened", "session", "success", false},
    {"session closed for user %t", "session_closed", "session", "success", false},
    {"check pass; user unknown", "authentication_detail", AUTHENTICATION, "failure", true},
    {"password check failed for user (%u)", "authentication_detail", AUTHENTICATION, "failure",
     true},
    {"Accepted google_authenticator for %u", "authentication", AUTHENTICATION, "success", false},
    {"Invalid verification code for %u", "authentication", AUTHENTICATION, "failure", false},
};

static const struct access_form forms[] = {
    {"session opened for user %t by %u", "session_opened", "session", "success", false},
    {"Too many logins (max %*) for %u", "session_refused", "session", "failure", false},
    {"Too many logins for %u", "session_refused", "session", "failure", false},

    {"password changed for %t", "password_changed", "iam", "success", false},
    {"user [%u] has blank password; logged in without it", "password_blank", "iam", "unknown",
     false},
    {"user [%u] has blank password; authenticated without it", "password_blank", "iam", "unknown",
     false},
    {"expired password for user %u (%r)", "password_expired", "iam", "unknown", false},
    {"password for user %u will expire in %*", "password_expiring", "iam", "unknown", false},
    {"new password not acceptable%*", "password_refused", "iam", "failure", false},
    {"bad password: %r", "password_refused", "iam", "failure", false},

    {"account %u has expired (%r)", "account_refused", AUTHENTICATION, "failure", false},
    {"access denied for user `%u' from `%n'", "account_refused", AUTHENTICATION, "failure", false},
    {"Refused user %u for service %*", "account_refused", AUTHENTICATION, "failure", false},
    {"Access denied for user %u: %r", "account_refused", AUTHENTICATION, "failure", false},
    {"Access denied to '%u' for '%e'", "account_refused", AUTHENTICATION, "failure", false},
    {"Access denied to '%u' for service '%*'", "account_refused", AUTHENTICATION, "failure", false},
    {"Access granted to '%u' for '%e'", "account_checked", AUTHENTICATION, "success", false},
    {"user '%u' granted access", "authentication", AUTHENTICATION, "success", false},
    {"user '%u' denied access (%r)", "authentication", AUTHENTICATION, "failure", false},
    {"Successful Duo login for '%u' from %n", "authentication", AUTHENTICATION, "success", false},
    {"Failed Duo login for '%u' from %n", "authentication", AUTHENTICATION, "failure", false},

    {"Consecutive login failures for user %u account temporarily locked", "user_lockout",
     AUTHENTICATION, "failure", false},
    {"user %u (%I) tally %*, deny %*", "user_lockout", AUTHENTICATION, "failure", false},
    {"user %u (%I) has been locked %r", "user_lockout", AUTHENTICATION, "failure", false},

    {"bad username [%*]", "authentication_detail", AUTHENTICATION, "failure", true},
    {"User unknown", "authentication_detail", AUTHENTICATION, "failure", true},
    {"could not identify user (from %*)", "authentication_detail", AUTHENTICATION, "failure", true},
    {"auth could not identify password for [%u]", "authentication_detail", AUTHENTICATION,
     "failure", true},
    {"conversation failed", "authentication_detail", AUTHENTICATION, "failure", true},
    {"requirement \"%r\" not met by user \"%u\"", "authentication_detail", AUTHENTICATION,
     "failure", true},
    {"received for user %u: %r", "authentication_detail", AUTHENTICATION, "failure", true},
    {"unlocked login keyring", "screen_unlock", AUTHENTICATION, "success", false},
};

static bool is_among(struct text name, const char *const *names)
{
    for (; *names; names++) {
        if (text_equal(name, text_of(*names)))
            return true;
    }
    return false;
}

/* It asks for the proof of who is to be, others of who is. */
static bool changes_user(struct text service)
{
    static const char *const services[] = {"su", "su-l", "runuser", "runuser-l", NULL};

    return is_among(service, services);
}

/* Their session is somebody else's than who asks for it. */
static bool lends_rights(struct text service)
{
    static const char *const services[] = {"su",      "su-l",      "sudo",   "sudo-i",   "doas",
                                           "runuser", "runuser-l", "pkexec", "polkit-1", NULL};

    return is_among(service, services);
}

static bool locks_screens(struct text service)
{
    static const char *const services[] = {"kde",
                                           "kde-fingerprint",
                                           "kscreenlocker",
                                           "xscreensaver",
                                           "swaylock",
                                           "i3lock",
                                           "hyprlock",
                                           "gtklock",
                                           "waylock",
                                           "xlock",
                                           "xsecurelock",
                                           "vlock",
                                           "physlock",
                                           "light-locker",
                                           "gnome-screensaver",
                                           "mate-screensaver",
                                           "cinnamon-screensaver",
                                           "xfce4-screensaver",
                                           NULL};

    return is_among(service, services);
}

/* Takes "pam_unix(su:auth): ", "pam_unix: ", "(pam_unix) " or "gkr-pam: " off. */
static void take_module(struct pam_message *message)
{
    struct text rest = message->says;
    struct text module = {0};
    struct text type = {0};
    bool in_brackets = text_take(&rest, TEXT("("));

    if (!text_starts_with(rest, TEXT("pam_")) && !text_starts_with(rest, TEXT("gkr-pam: ")))
        return;
    if (!text_cut(rest, in_brackets ? TEXT(") ") : TEXT(": "), &module, &rest))
        return;
    message->says = rest;
    message->module = module;
    if (!text_cut(module, TEXT("("), &message->module, &type) ||
        !text_cut(type, TEXT(":"), &module, &type) || module.length == 0)
        return;
    message->service = module;
}

/* The value behind NAME, which ends at a blank; the text then begins behind it. */
static struct text take_value(struct text *text, struct text name)
{
    struct text before = {0};
    struct text rest = {0};

    if (!text_cut(*text, name, &before, &rest))
        return (struct text){0};
    *text = rest;
    if (text_starts_with(rest, TEXT(" ")))
        return (struct text){0};
    return text_take_word(text);
}

/* Cuts "RUSER rhost=RHOST[  user=USER]".  RUSER and USER may be anything, but behind
 * RHOST stands nothing else: false where that leaves more than one way to cut. */
static bool cut_host(struct text text, struct text *asked_by, struct access_event *access)
{
    const struct text name = TEXT(" rhost=");
    size_t ways = 0;

    for (size_t from = 0, at = 0; text_find(text_from(text, from), name, &at);
         from += at + name.length) {
        struct text rest = text_from(text, from + at + name.length);
        struct text host = {0};
        bool has_user = false;

        if (!text_starts_with(rest, TEXT(" ")))
            host = text_take_word(&rest);
        rest = text_trim(rest);
        has_user = text_take(&rest, TEXT("user="));
        if (rest.length > 0 && !has_user)
            continue;
        *asked_by = text_until(text, from + at);
        access->source = host;
        access->user = rest;
        if (++ways == 1 && asked_by->length == 0)
            break;
    }
    return ways == 1;
}

/* "logname= uid=0 euid=0 tty=ssh ruser=x rhost=203.0.113.7  user=ines". */
static void read_parts(struct text text, struct access_event *access)
{
    struct text logname = take_value(&text, TEXT("logname="));
    struct text ignored = {0};
    struct text asked_by = {0};

    access->tty = take_value(&text, TEXT(" tty="));
    if (!text_cut(text, TEXT(" ruser="), &ignored, &text))
        return;
    if (!cut_host(text, &asked_by, access)) {
        access->user = access->source = (struct text){0};
        return;
    }
    if (changes_user(access->service)) {
        access->effective = access->user;
        access->user = asked_by.length > 0 ? asked_by : logname;
    } else if (access->user.length == 0) {
        access->user = asked_by;
    }
}

static bool starts_with_result(struct text says, struct access_event *access)
{
    if (text_starts_with(says, TEXT("authentication failure; ")))
        access->outcome = TEXT("failure");
    else if (text_starts_with(says, TEXT("authentication success; ")))
        access->outcome = TEXT("success");
    return access->outcome.length > 0;
}

/* "PAM 2 more authentication failures; ...", the "PAM" left out by old releases. */
static bool starts_with_more(struct text says, struct access_event *access)
{
    uint64_t number = 0;

    text_take(&says, TEXT("PAM "));
    if (!text_to_unsigned(text_take_word(&says), &number) ||
        !text_starts_with(says, TEXT(" more authentication failure")))
        return false;
    access->outcome = TEXT("failure");
    access->count = number > INT_MAX ? INT_MAX : (unsigned)number;
    return true;
}

static bool read_result(const struct pam_message *message, struct access_event *access)
{
    access->count = 1;
    if (!starts_with_result(message->says, access) && !starts_with_more(message->says, access))
        return false;
    access->action = TEXT("authentication");
    access->category = TEXT(AUTHENTICATION);
    read_parts(message->says, access);
    return true;
}

/* Who asked for a session stands in "by", unless that is only the login program. */
static void settle_session(struct access_event *access)
{
    if (text_equal(access->user, TEXT("LOGIN")))
        access->user = (struct text){0};
    if (lends_rights(access->service)) {
        access->effective = access->target;
    } else {
        access->user = access->target;
        access->user_id = access->target_id;
    }
    access->target = access->target_id = (struct text){0};
}

static bool read_sentence(const struct pam_message *message, struct access_event *access)
{
    if (!access_form_read(bare_forms, sizeof bare_forms / sizeof *bare_forms, message->says,
                          access) &&
        (message->module.length == 0 ||
         !access_form_read(forms, sizeof forms / sizeof *forms, message->says, access)))
        return false;
    if (text_equal(access->category, TEXT("session")) && access->target.length > 0)
        settle_session(access);
    return true;
}

/* Some put a bracket behind their name: "gdm-password]: ...". */
static struct text service_of(struct text program)
{
    if (text_ends_with(program, TEXT("]")))
        program.length--;
    return program;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct pam_message message = {
        .service = service_of(frame->program),
        .says = text_trim(frame->message),
    };
    struct access_event access = {0};

    take_module(&message);
    access.service = message.service;
    access.method = message.module;
    if (!read_result(&message, &access) && !read_sentence(&message, &access))
        return false;
    if (text_equal(access.action, TEXT("authentication")) && locks_screens(access.service))
        access.action = TEXT("screen_unlock");
    if (text_equal(access.service, TEXT("systemd-user")))
        access.count = 0;
    access_event_put(&access, event);
    *count = access.count;
    return true;
}

static const char *const names[] = {NULL};

const struct program pam_program = {
    .names = names,
    .kind = {"pam", {{.product = "linux", .service = "auth"}}},
    .decode = decode_message,
    .fields = access_fields,
    .field_count = ACCESS_FIELDS,
};

static const struct program *const programs[] = {&pam_program, NULL};

const struct decoder pam_decoder = {
    .name = "pam",
    .description = "PAM's messages in syslog, whichever program they are for",
    .shape = SHAPE_REPEATED,
    .decode = syslog_decode,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
