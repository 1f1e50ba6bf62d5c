#include "decode/unbound.h"

#include "base/address.h"
#include "decode/dns_event.h"
#include "decode/log_time.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

enum { WORDS_MOST = 12, NANOSECONDS = 1000 };

/* Takes "[9:0] " off the front, which stands there under syslog. */
static void take_thread(struct text *text)
{
    struct text inner = {0};
    struct text rest = *text;

    if (text_take(&rest, TEXT("[")) && text_cut(rest, TEXT("] "), &inner, &rest))
        *text = rest;
}

/* Takes "info: " off the front. */
static bool take_level(struct text *text, struct text *level)
{
    struct text rest = *text;
    struct text word = text_take_word(&rest);

    if (!text_ends_with(word, TEXT(":")))
        return false;
    *level = text_until(word, word.length - 1);
    *text = rest;
    return true;
}

/* "NAME TYPE CLASS" from word on. */
static void read_question(const struct text *words, struct dns_event *dns)
{
    dns->name = words[0];
    dns->type = words[1];
    dns->class = words[2];
}

/* "ZONE ACTION ADDRESS@PORT NAME TYPE CLASS". */
static bool read_local_action(const struct text *words, size_t count, struct dns_event *dns)
{
    if (count != 6 || !text_cut(words[2], TEXT("@"), &dns->client, &dns->client_port) ||
        !address_is(dns->client))
        return false;
    dns->action = "dns_blocked";
    if (text_equal(words[1], TEXT("transparent")) || text_equal(words[1], TEXT("static")) ||
        text_equal(words[1], TEXT("typetransparent")) || text_equal(words[1], TEXT("redirect")) ||
        text_equal(words[1], TEXT("inform")) || text_equal(words[1], TEXT("rpz-passthru")))
        dns->action = "dns_answer";
    dns->reason = words[1];
    read_question(words + 3, dns);
    return true;
}

/* "rpz: applied [NAME] " in front of a local action, a response policy's. */
static void take_policy(struct text *text)
{
    struct text inner = {0};

    *text = text_trim(*text);
    if (!text_take(text, TEXT("rpz: applied ")))
        return;
    if (text_starts_with(*text, TEXT("[")) && !text_cut(*text, TEXT("] "), &inner, text))
        text->length = 0;
}

/* "SERVFAIL <NAME TYPE CLASS>: why", "validation failure <NAME TYPE CLASS>: why". */
static bool read_failure(struct text text, struct dns_event *dns)
{
    struct text question = {0};

    text = text_trim(text);
    if (text_take(&text, TEXT("SERVFAIL <")))
        dns->code = TEXT("SERVFAIL");
    else if (!text_take(&text, TEXT("validation failure <")))
        return false;
    if (!text_cut(text, TEXT(">: "), &question, &dns->reason))
        return false;
    dns->action = "dns_query_failed";
    dns->name = text_take_word(&question);
    dns->type = text_take_word(&question);
    dns->class = text_take_word(&question);
    return true;
}

/* "ip_ratelimit exceeded ADDRESS LIMIT[(cookie)] NAME CLASS TYPE": the client asks too
 * much.  "ratelimit exceeded ZONE LIMIT query NAME CLASS TYPE[ from ADDRESS]": everybody
 * does, of one zone. */
static bool read_limit(struct text text, struct dns_event *dns)
{
    struct text before = {0};
    bool is_client = false;

    text = text_trim(text);
    is_client = text_take(&text, TEXT("ip_ratelimit exceeded "));
    if (!is_client && !text_take(&text, TEXT("ratelimit exceeded ")))
        return false;
    dns->action = is_client ? "dns_query_denied" : "dns_query_failed";
    dns->reason = is_client ? TEXT("ip_ratelimit exceeded") : TEXT("ratelimit exceeded");
    if (is_client) {
        dns->client = text_take_word(&text);
        (void)text_take_word(&text);
        if (text_starts_with(text_skip_spaces(text), TEXT("(no query name)")))
            return true;
    } else if (!text_cut(text, TEXT(" query "), &before, &text)) {
        return true;
    }
    dns->name = text_take_word(&text);
    dns->class = text_take_word(&text);
    dns->type = text_take_word(&text);
    if (text_equal(text_take_word(&text), TEXT("from")))
        dns->client = text_take_word(&text);
    return true;
}

static bool read_words(struct text text, struct dns_event *dns, struct text *seconds)
{
    struct text words[WORDS_MOST] = {0};
    size_t count = 0;

    take_policy(&text);
    while (count < WORDS_MOST && text.length > 0)
        words[count++] = text_take_word(&text);
    if (count < 4 || !address_is(words[0]))
        return read_local_action(words, count, dns);
    dns->action = "dns_query";
    dns->client = words[0];
    read_question(words + 1, dns);
    if (!text_ends_with(dns->name, TEXT(".")))
        return false;
    if (count == 4)
        return true;
    if (count < 8)
        return false;
    dns->action = "dns_answer";
    dns->code = words[4];
    *seconds = words[5];
    return true;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct text text = frame->message;
    struct text level = {0};
    struct text seconds = {0};
    struct dns_event dns = {0};
    timestamp length = 0;

    take_thread(&text);
    if (!take_level(&text, &level))
        return false;
    if (!text_equal(level, TEXT("query")) && !text_equal(level, TEXT("reply")))
        event_put_said(event, FIELD_LOG_LEVEL, level);
    if (!read_failure(text, &dns) && !read_limit(text, &dns) && !read_words(text, &dns, &seconds)) {
        event->kind = 0;
        return false;
    }
    *count = text_equal(text_of(dns.action), TEXT("dns_query")) ||
             text_equal(text_of(dns.action), TEXT("dns_query_denied"));
    dns_event_put(event, &dns);
    if (log_time_read_epoch(seconds, &length) && length < INT64_MAX / NANOSECONDS)
        event_put_integer(event, FIELD_EVENT_DURATION, length * NANOSECONDS);
    return true;
}

/* Takes "[1793577901] unbound[9:0] " apart. */
static bool read_own_frame(struct text line, struct syslog_frame *frame)
{
    struct text seconds = {0};
    struct text pid = {0};
    struct text thread = {0};

    *frame = (struct syslog_frame){.time = TIMESTAMP_NONE, .priority = -1};
    if (!text_take(&line, TEXT("[")) || !text_cut(line, TEXT("] "), &seconds, &line) ||
        !log_time_read_epoch(seconds, &frame->time) || !text_take(&line, TEXT("unbound[")) ||
        !text_cut(line, TEXT("]"), &pid, &line))
        return false;
    text_cut(pid, TEXT(":"), &frame->pid, &thread);
    frame->program = TEXT("unbound");
    text_take(&line, TEXT(":"));
    text_take(&line, TEXT(" "));
    frame->message = line;
    return true;
}

static bool decode_unbound(const struct decoder *decoder, const struct decode_context *context,
                           struct event *event)
{
    struct syslog_frame frame = {0};

    if (read_own_frame(event->record->text, &frame))
        return syslog_decode_frame(decoder, &frame, event);
    return syslog_decode(decoder, context, event);
}

static const char *const names[] = {"unbound", NULL};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},       {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},      {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_EVENT_DURATION, ORIGIN_DERIVED},     {FIELD_LOG_LEVEL, ORIGIN_VERBATIM},
    {FIELD_DNS_TYPE, ORIGIN_DERIVED},           {FIELD_DNS_QUESTION_NAME, ORIGIN_VERBATIM},
    {FIELD_DNS_QUESTION_TYPE, ORIGIN_VERBATIM}, {FIELD_DNS_QUESTION_CLASS, ORIGIN_VERBATIM},
    {FIELD_DNS_RESPONSE_CODE, ORIGIN_VERBATIM}, {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},         {FIELD_SOURCE_PORT, ORIGIN_DERIVED},
};

const struct program unbound_program = {
    .names = names,
    .kind = {"unbound", {{.category = "dns"}, {.product = "linux", .service = "unbound"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};

static const struct program *const programs[] = {&unbound_program, NULL};

const struct decoder unbound_decoder = {
    .name = "unbound",
    .description = "Unbound's log of names looked up",
    .shape = SHAPE_REPEATED,
    .decode = decode_unbound,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
