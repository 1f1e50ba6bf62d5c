#include "decode/decoder.h"

#include "decode/plain_text.h"
#include "decode/squid.h"
#include "decode/sshd.h"
#include "decode/syslog.h"

/* In order of name. */
static const struct decoder *const decoders[] = {
    &squid_decoder,
    &sshd_decoder,
    &syslog_decoder,
    &plain_text_decoder,
};

static const size_t decoder_count = sizeof decoders / sizeof *decoders;

static bool is_called(const struct decoder *decoder, struct text name)
{
    if (text_equal(name, text_of(decoder->name)))
        return true;
    for (const char *const *alias = decoder->aliases; alias && *alias; alias++) {
        if (text_equal(name, text_of(*alias)))
            return true;
    }
    return false;
}

const struct decoder *decoder_find(struct text name)
{
    for (size_t i = 0; i < decoder_count; i++) {
        if (is_called(decoders[i], name))
            return decoders[i];
    }
    return NULL;
}

const struct decoder *const *decoder_all(size_t *count)
{
    *count = decoder_count;
    return decoders;
}

void decoder_decode(const struct decoder *decoder, const struct decode_context *context,
                    struct event *event)
{
    event->decoded = decoder->decode(decoder, context, event);
    if (event->record->is_cut)
        event_flag(event, TEXT("truncated"));
    if (wanted_fields_slot(event->wanted, FIELD_EVENT_ORIGINAL) != SLOT_NONE)
        event_put_text(event, FIELD_EVENT_ORIGINAL, event->record->text);
}

static size_t program_count(const struct decoder *decoder)
{
    size_t count = 0;

    while (decoder->programs && decoder->programs[count])
        count++;
    return count;
}

size_t decoder_kind_count(const struct decoder *decoder)
{
    return decoder->kind_count + program_count(decoder);
}

const struct decoder_kind *decoder_kind(const struct decoder *decoder, size_t index)
{
    if (index < decoder->kind_count)
        return &decoder->kinds[index];
    return &decoder->programs[index - decoder->kind_count]->kind;
}

/* Verbatim only where all who say the field say it so. */
static bool look(const struct decoder_field *fields, size_t count, enum field field,
                 enum field_origin *origin)
{
    for (size_t i = 0; i < count; i++) {
        if (fields[i].field != field)
            continue;
        if (fields[i].origin == ORIGIN_DERIVED)
            *origin = ORIGIN_DERIVED;
        return true;
    }
    return false;
}

bool decoder_says(const struct decoder *decoder, struct text name, enum field_origin *origin)
{
    enum field field = FIELD_COUNT;
    bool is_said = decoder->has_free_names;

    *origin = ORIGIN_VERBATIM;
    if (!field_find(name, &field))
        return is_said;
    if (field == FIELD_FLAGS) {
        *origin = ORIGIN_DERIVED;
        return true;
    }
    is_said = look(decoder->fields, decoder->field_count, field, origin) || is_said;
    for (size_t i = 0; i < program_count(decoder); i++) {
        const struct program *program = decoder->programs[i];

        is_said = look(program->fields, program->field_count, field, origin) || is_said;
    }
    return is_said || field == FIELD_EVENT_ORIGINAL;
}
