#include "output/syslog_message.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/unicode.h"
#include "output/alert_sentence.h"
#include "output/printable.h"

/* RFC 5424's severities for the two colours. */
enum { SYSLOG_CRITICAL = 2, SYSLOG_WARNING = 4 };

/* RFC 5424's bounds for the words of the header. */
enum { HOST_LONGEST = 255, KIND_LONGEST = 32 };

/* 32473 is the enterprise number that RFC 5612 sets aside for examples. */
#define ELEMENT "amberd@32473"

/* A word of the header: printable ASCII without blanks, "-" for none. */
static void write_word(struct buffer *buffer, const char *word, size_t longest)
{
    size_t length = 0;

    for (; word && word[length] && length < longest; length++) {
        char byte = word[length];

        buffer_append_byte(buffer, (char)(byte > ' ' && byte < 0x7F ? byte : '?'));
    }
    buffer_append_text(buffer, length > 0 ? TEXT(" ") : TEXT("- "));
}

static void write_header(struct buffer *buffer, const struct syslog_header *header, bool is_red,
                         const char *kind)
{
    char time[TIMESTAMP_TEXT_SIZE] = {0};
    int priority = header->facility * 8 + (is_red ? SYSLOG_CRITICAL : SYSLOG_WARNING);

    if (header->at != TIMESTAMP_NONE)
        timestamp_write(header->at, time);
    buffer_printf(buffer, "<%d>1 ", priority);
    write_word(buffer, time, sizeof time);
    write_word(buffer, header->host, HOST_LONGEST);
    buffer_printf(buffer, "amberd %d ", header->process);
    write_word(buffer, kind, KIND_LONGEST);
}

/* One parameter; a value over longest bytes is cut and ends in "...". */
static void write_parameter(struct buffer *buffer, const char *name, const char *value,
                            size_t longest)
{
    struct text rest = text_of(value);
    bool is_cut = rest.length > longest;
    size_t left = is_cut ? longest - 3 : longest;

    if (rest.length == 0)
        return;
    buffer_printf(buffer, " %s=\"", name);
    while (rest.length > 0) {
        struct text before = rest;
        size_t length = unicode_printable_length(rest);

        if ((length ? length : 1) > left)
            break;
        if (strchr("\"\\]", rest.data[0]))
            buffer_append_byte(buffer, '\\');
        printable_take(&rest, buffer);
        left -= before.length - rest.length;
    }
    buffer_append_text(buffer, is_cut ? TEXT("...\"") : TEXT("\""));
}

/* The bounds below keep the whole element, every byte escaped, under 1,500
 * bytes, which leaves room for a header and some text. */
static void write_element(struct buffer *buffer, const struct alert_facts *facts, uint64_t number)
{
    const struct {
        const char *name;
        const char *value;
        size_t longest;
    } parameters[] = {
        {"id", facts->id, 32},
        {"rag", facts->severity == SEVERITY_RED ? "red" : "amber", 8},
        {"rule", facts->rule_key, 128},
        {"subject", facts->subject, 128},
        {"account", facts->account, 64},
        {"site", facts->site, 64},
        {"state", facts->state, 16},
        {"control", facts->control, 64},
    };

    buffer_append_text(buffer, TEXT("[" ELEMENT));
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++)
        write_parameter(buffer, parameters[i].name, parameters[i].value, parameters[i].longest);
    buffer_printf(buffer, " count=\"%" PRId64 "\" seq=\"%" PRIu64 "\"] ", facts->count, number);
}

/* Appends the text, cut so that the message ends within its bound.  RFC 5424
 * wants a byte order mark before UTF-8; plain ASCII does without. */
static void write_text(struct buffer *buffer, size_t start, struct text text)
{
    size_t most = start + SYSLOG_MESSAGE_LARGEST;

    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.data[i] >= 0x80 &&
            unicode_printable_length(text_from(text, i)) > 0) {
            buffer_append_text(buffer, TEXT("\xEF\xBB\xBF"));
            break;
        }
    }
    while (text.length > 0) {
        size_t before = buffer->length;

        printable_take(&text, buffer);
        if (buffer->length > most) {
            buffer->length = before;
            return;
        }
    }
}

void syslog_message_write(struct buffer *buffer, const struct syslog_header *header,
                          const struct alert_facts *facts, uint64_t number)
{
    size_t start = buffer->length;
    struct buffer text = {0};

    write_header(buffer, header, facts->severity == SEVERITY_RED, alert_sentence_kind(facts));
    write_element(buffer, facts, number);
    alert_sentence_write(&text, facts);
    write_text(buffer, start, buffer_text(&text));
    buffer_finish(&text);
}

void syslog_message_write_health(struct buffer *buffer, const struct syslog_header *header,
                                 bool is_red, const char *kind, const char *message)
{
    size_t start = buffer->length;

    write_header(buffer, header, is_red, kind);
    buffer_printf(buffer, "[" ELEMENT " rag=\"%s\"] ", is_red ? "red" : "amber");
    write_text(buffer, start, text_of(message));
}
