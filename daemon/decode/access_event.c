#include "decode/access_event.h"

#include <string.h>

#include "decode/endpoint.h"
#include "decode/syslog_frame.h"

const struct decoder_field access_fields[ACCESS_FIELDS] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_USER_ID, ORIGIN_VERBATIM},
    {FIELD_USER_EFFECTIVE_NAME, ORIGIN_VERBATIM},
    {FIELD_USER_TARGET_NAME, ORIGIN_VERBATIM},
    {FIELD_USER_TARGET_ID, ORIGIN_VERBATIM},
    {FIELD_GROUP_NAME, ORIGIN_VERBATIM},
    {FIELD_GROUP_ID, ORIGIN_VERBATIM},
    {FIELD_AUTH_SERVICE, ORIGIN_VERBATIM},
    {FIELD_AUTH_METHOD, ORIGIN_VERBATIM},
    {FIELD_SESSION_ID, ORIGIN_VERBATIM},
    {FIELD_PROCESS_COMMAND_LINE, ORIGIN_VERBATIM},
    {FIELD_PROCESS_WORKING_DIRECTORY, ORIGIN_VERBATIM},
    {FIELD_TTY, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
};

void access_event_put(const struct access_event *access, struct event *event)
{
    event_put_text(event, FIELD_EVENT_ACTION, access->action);
    event_put_text(event, FIELD_EVENT_CATEGORY, access->category);
    event_put_text(event, FIELD_EVENT_OUTCOME, access->outcome);
    event_put_said(event, FIELD_EVENT_REASON, access->reason);
    event_put_said(event, FIELD_USER_NAME, access->user);
    event_put_said(event, FIELD_USER_ID, access->user_id);
    event_put_said(event, FIELD_USER_EFFECTIVE_NAME, access->effective);
    event_put_said(event, FIELD_USER_TARGET_NAME, access->target);
    event_put_said(event, FIELD_USER_TARGET_ID, access->target_id);
    event_put_said(event, FIELD_GROUP_NAME, access->group);
    event_put_said(event, FIELD_GROUP_ID, access->group_id);
    event_put_said(event, FIELD_AUTH_SERVICE, access->service);
    event_put_said(event, FIELD_AUTH_METHOD, access->method);
    event_put_said(event, FIELD_SESSION_ID, access->session);
    event_put_said(event, FIELD_PROCESS_COMMAND_LINE, access->command);
    event_put_said(event, FIELD_PROCESS_WORKING_DIRECTORY, access->directory);
    event_put_said(event, FIELD_TTY, access->tty);
    endpoint_put_source(event, access->source, (struct text){0});
}

static struct text *place_of(struct access_event *access, char letter)
{
    switch (letter) {
    case 'u':
        return &access->user;
    case 'I':
        return &access->user_id;
    case 'e':
        return &access->effective;
    case 't':
        return &access->target;
    case 'i':
        return &access->target_id;
    case 'g':
        return &access->group;
    case 'G':
        return &access->group_id;
    case 's':
        return &access->session;
    case 'c':
        return &access->command;
    case 'w':
        return &access->directory;
    case 'y':
        return &access->tty;
    case 'n':
        return &access->source;
    case 'r':
        return &access->reason;
    default:
        return NULL;
    }
}

/* Places of one word. */
static bool is_name_place(char letter)
{
    return letter != '\0' && strchr("uetgsyn", letter);
}

static bool is_plausible_name(struct text name)
{
    bool in_domain = false;

    for (size_t i = 0; i < name.length; i++) {
        unsigned char byte = (unsigned char)name.data[i];

        if (byte < ' ' || byte == 0x7F || byte == '"' || byte == '\'' || byte == '`' ||
            (byte == ' ' && !in_domain))
            return false;
        in_domain = in_domain || byte == '\\';
    }
    return true;
}

/* The literal up to the next place or the end. */
static struct text literal_at(const char *says)
{
    return (struct text){says, strcspn(says, "%")};
}

/* Fills one place with what stands before the literal behind it. */
static bool take_place(const char *behind, struct text *text, struct text *taken)
{
    struct text literal = literal_at(behind);
    size_t position = 0;

    if (behind[literal.length] == '\0') {
        if (!text_ends_with(*text, literal))
            return false;
        position = text->length - literal.length;
    } else if (!text_find(*text, literal, &position)) {
        return false;
    }
    *taken = text_until(*text, position);
    *text = text_from(*text, position);
    return true;
}

static void forget_names(struct access_event *access)
{
    access->user = access->effective = access->target = access->group = (struct text){0};
    access->session = access->tty = access->source = (struct text){0};
}

static void keep(struct access_event *access, char letter, struct text taken, bool *is_doubtful)
{
    struct text *place = place_of(access, letter);
    uint64_t number = 0;

    if (!place)
        return;
    if ((letter == 'I' || letter == 'i' || letter == 'G') && !text_to_unsigned(taken, &number))
        return;
    *place = taken;
    if (is_name_place(letter) && !is_plausible_name(taken))
        *is_doubtful = true;
}

static bool match(const char *says, struct text text, struct access_event *access)
{
    bool is_doubtful = false;

    while (*says) {
        struct text taken = literal_at(says);
        char letter = '\0';

        if (taken.length > 0) {
            if (!text_take(&text, taken))
                return false;
            says += taken.length;
            continue;
        }
        letter = says[1];
        says += 2;
        if (!take_place(says, &text, &taken))
            return false;
        keep(access, letter, taken, &is_doubtful);
    }
    if (is_doubtful)
        forget_names(access);
    return text.length == 0;
}

bool access_form_read(const struct access_form *forms, size_t count, struct text text,
                      struct access_event *access)
{
    for (size_t i = 0; i < count; i++) {
        const struct access_form *form = &forms[i];
        struct access_event read = *access;

        if (!match(form->says, text, &read))
            continue;
        read.action = text_of(form->action);
        read.category = text_of(form->category);
        read.outcome = text_of(form->outcome);
        read.count = form->is_echo ? 0 : 1;
        *access = read;
        return true;
    }
    return false;
}

bool access_form_decode(const struct access_form *forms, size_t form_count,
                        const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct access_event access = {0};

    if (!access_form_read(forms, form_count, text_trim(frame->message), &access))
        return false;
    access_event_put(&access, event);
    *count = access.count;
    return true;
}
