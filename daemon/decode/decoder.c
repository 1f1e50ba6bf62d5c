#include "decode/decoder.h"

#include <string.h>

#include "decode/accounts.h"
#include "decode/ai_agent.h"
#include "decode/ai_audit.h"
#include "decode/apache_error.h"
#include "decode/apt_history.h"
#include "decode/auditd.h"
#include "decode/cisco_asa.h"
#include "decode/claude_code.h"
#include "decode/cloudtrail.h"
#include "decode/codex.h"
#include "decode/combined.h"
#include "decode/cron.h"
#include "decode/dnf.h"
#include "decode/dnsmasq.h"
#include "decode/doas.h"
#include "decode/dpkg.h"
#include "decode/fortinet.h"
#include "decode/globalprotect.h"
#include "decode/journal.h"
#include "decode/json_event.h"
#include "decode/json_lines.h"
#include "decode/litellm.h"
#include "decode/login.h"
#include "decode/logind.h"
#include "decode/mcp.h"
#include "decode/mysql_audit.h"
#include "decode/mysql_audit_json.h"
#include "decode/mysql_error.h"
#include "decode/named.h"
#include "decode/nginx_error.h"
#include "decode/ocserv.h"
#include "decode/openvpn.h"
#include "decode/openvpn_status.h"
#include "decode/otel.h"
#include "decode/pam.h"
#include "decode/plain_text.h"
#include "decode/postgresql.h"
#include "decode/postgresql_csv.h"
#include "decode/postgresql_json.h"
#include "decode/sftp_server.h"
#include "decode/squid.h"
#include "decode/sshd.h"
#include "decode/strongswan.h"
#include "decode/su.h"
#include "decode/sudo.h"
#include "decode/suricata.h"
#include "decode/syslog.h"
#include "decode/unattended_upgrades.h"
#include "decode/unbound.h"
#include "decode/vsftpd.h"
#include "decode/wireguard.h"
#include "decode/xferlog.h"
#include "decode/zeek.h"
#include "decode/zscaler.h"

/* In order of name, one a line: everybody adds one. */
/* clang-format off */
static const struct decoder *const decoders[] = {
    &accounts_decoder,
    &ai_agent_decoder,
    &ai_audit_decoder,
    &apache_error_decoder,
    &apt_history_decoder,
    &auditd_decoder,
    &cisco_asa_decoder,
    &claude_code_decoder,
    &cloudtrail_decoder,
    &codex_decoder,
    &combined_decoder,
    &cron_decoder,
    &dnf_decoder,
    &dnsmasq_decoder,
    &doas_decoder,
    &dpkg_decoder,
    &fortinet_decoder,
    &globalprotect_decoder,
    &journal_decoder,
    &json_lines_decoder,
    &litellm_decoder,
    &login_decoder,
    &logind_decoder,
    &mcp_decoder,
    &mysql_audit_decoder,
    &mysql_audit_json_decoder,
    &mysql_error_decoder,
    &named_decoder,
    &nginx_error_decoder,
    &ocserv_decoder,
    &openvpn_decoder,
    &openvpn_status_decoder,
    &otel_decoder,
    &pam_decoder,
    &postgresql_decoder,
    &postgresql_csv_decoder,
    &postgresql_json_decoder,
    &sftp_server_decoder,
    &squid_decoder,
    &squid_combined_decoder,
    &sshd_decoder,
    &strongswan_decoder,
    &su_decoder,
    &sudo_decoder,
    &suricata_decoder,
    &syslog_decoder,
    &plain_text_decoder,
    &unattended_upgrades_decoder,
    &unbound_decoder,
    &vsftpd_decoder,
    &wireguard_decoder,
    &xferlog_decoder,
    &zeek_decoder, &zscaler_decoder,
};
/* clang-format on */

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

/* Whether its records may hold strings of JSON, or some that are escaped alike. */
static bool has_backslashes(const struct decoder *decoder)
{
    const char *const *escape = decoder->escapes;

    while (escape && *escape && strcmp(*escape, "\\") != 0)
        escape++;
    return decoder->shape == SHAPE_JSON || (escape && *escape);
}

void decoder_decode(const struct decoder *decoder, const struct decode_context *context,
                    struct event *event)
{
    event->decoded = decoder->decode(decoder, context, event);
    if (!event->is_structured && has_backslashes(decoder))
        json_event_add_text(event);
    if (event->record->is_cut || event->record->is_window)
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
    bool is_said = false;

    for (size_t i = 0; i < count; i++) {
        if (fields[i].field != field)
            continue;
        if (fields[i].origin == ORIGIN_DERIVED)
            *origin = ORIGIN_DERIVED;
        is_said = true;
    }
    return is_said;
}

bool decoder_says(const struct decoder *decoder, struct text name, enum field_origin *origin)
{
    enum field field = FIELD_COUNT;
    bool is_said = decoder->has_free_names;

    *origin = ORIGIN_VERBATIM;
    for (size_t i = 0; i < program_count(decoder); i++)
        is_said = is_said || decoder->programs[i]->has_free_names;
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
