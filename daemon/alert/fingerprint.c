#include "alert/fingerprint.h"

#include <endian.h>
#include <string.h>

#include "base/digest.h"

/* Of a key too long to keep, so many bytes are shown in front of the digest. */
enum { SHOWN = 64 };

struct identifier fingerprint_of(const struct finding *finding, bool is_storm)
{
    uint64_t offset = htole64(finding->offset);
    uint32_t ordinal = htole32(finding->ordinal);
    const struct text parts[] = {
        text_of(finding->rule->key),
        finding->group_key,
        {(const char *)finding->incarnation.bytes, sizeof finding->incarnation.bytes},
        {(const char *)&offset, sizeof offset},
        {(const char *)&ordinal, sizeof ordinal},
        TEXT("storm"),
    };
    struct digest digest = digest_of(parts, sizeof parts / sizeof *parts - (is_storm ? 0 : 1));
    struct identifier identifier = {{0}};

    memcpy(identifier.bytes, digest.bytes, sizeof identifier.bytes);
    return identifier;
}

/* No escaped text holds a backslash before an s, so a short key is never taken
 * for a long one. */
void fingerprint_group(struct buffer *buffer, struct text group_key)
{
    struct buffer shown = {0};
    struct digest digest = {{0}};
    char hex[DIGEST_TEXT_SIZE] = {0};

    buffer_append_escaped(&shown, text_until(group_key, FINGERPRINT_GROUP_MOST + 1));
    if (shown.length <= FINGERPRINT_GROUP_MOST) {
        buffer_append_text(buffer, buffer_text(&shown));
    } else {
        digest = digest_of(&group_key, 1);
        buffer_append_escaped(buffer, text_until(group_key, SHOWN));
        buffer_printf(buffer, "\\sha256:%s", hex_write(digest.bytes, sizeof digest.bytes, hex));
    }
    buffer_finish(&shown);
}

/* A rule key is a C string, so the NUL ends it without doubt. */
void fingerprint_index(struct buffer *buffer, struct text rule_key, struct text kept_group,
                       bool is_storm)
{
    buffer_append_byte(buffer, is_storm ? 's' : 'a');
    buffer_append_text(buffer, rule_key);
    buffer_append_byte(buffer, '\0');
    buffer_append_text(buffer, kept_group);
}
