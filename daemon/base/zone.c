#include "base/zone.h"

#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/zone_rule.h"

#define ZONE_FOLDER "/usr/share/zoneinfo/"
#define LOCAL_ZONE  "/etc/localtime"

enum {
    LARGEST_FILE = 256 << 10,
    LONGEST_NAME = 128,
    MOST_OFFSET_SECONDS = 26 * 3600, /* RFC 8536 3.2 */
    HEADER_SIZE = 44,
    TYPE_SIZE = 6,
};

/* From an instant on, the zone's clocks are offset ahead of UTC. */
struct span {
    timestamp begins;
    timestamp offset;
};

/* 1. spans[] is in order of begins.
 * 2. Before the first span offset holds; behind the beginning of the last one
 *    the rule does, where there is one. */
struct zone {
    timestamp offset;
    struct span *spans;
    size_t count;
    bool has_rule;
    struct zone_rule rule;
};

/* The counts in a TZif header, and what follows from them. */
struct header {
    char version;
    uint32_t ut_flags;
    uint32_t standard_flags;
    uint32_t leaps;
    uint32_t times;
    uint32_t types;
    uint32_t name_bytes;
};

static int64_t read_number(const char *bytes, size_t size)
{
    uint64_t number = (bytes[0] & 0x80) ? UINT64_MAX : 0;

    for (size_t i = 0; i < size; i++)
        number = number << 8 | (unsigned char)bytes[i];
    return (int64_t)number;
}

static uint32_t read_count(const char *bytes)
{
    return (uint32_t)read_number(bytes, sizeof(uint32_t));
}

static bool take_header(struct text *bytes, struct header *header)
{
    if (bytes->length < HEADER_SIZE || !text_starts_with(*bytes, TEXT("TZif")))
        return false;
    *header = (struct header){
        .version = bytes->data[4],
        .ut_flags = read_count(bytes->data + 20),
        .standard_flags = read_count(bytes->data + 24),
        .leaps = read_count(bytes->data + 28),
        .times = read_count(bytes->data + 32),
        .types = read_count(bytes->data + 36),
        .name_bytes = read_count(bytes->data + 40),
    };
    *bytes = text_from(*bytes, HEADER_SIZE);
    return true;
}

/* The length of the data behind a header; counts of 32 bits cannot overflow it. */
static uint64_t data_size(const struct header *header, size_t time_size)
{
    return (uint64_t)header->times * (time_size + 1) + (uint64_t)header->types * TYPE_SIZE +
           header->name_bytes + (uint64_t)header->leaps * (time_size + 4) + header->standard_flags +
           header->ut_flags;
}

static timestamp clamp_seconds(int64_t seconds)
{
    const int64_t most = INT64_MAX / SECOND - 1;

    if (seconds > most)
        return most * SECOND;
    return (seconds < -most ? -most : seconds) * SECOND;
}

static bool read_offset(const char *type, timestamp *offset)
{
    int64_t seconds = read_number(type, 4);

    *offset = seconds * SECOND;
    return seconds >= -MOST_OFFSET_SECONDS && seconds <= MOST_OFFSET_SECONDS;
}

/* Fills the zone from a data block that is as long as its header says. */
static bool read_data(struct zone *zone, const struct header *header, const char *data,
                      size_t time_size)
{
    const char *indexes = NULL;
    const char *types = NULL;

    if (header->types == 0 || header->leaps > 0)
        return false;
    indexes = data + header->times * time_size;
    types = indexes + header->times;
    if (!read_offset(types, &zone->offset))
        return false;
    zone->spans = mem_zero_array(header->times, sizeof *zone->spans);
    zone->count = header->times;
    for (size_t i = 0; i < zone->count; i++) {
        struct span *span = &zone->spans[i];
        size_t type = (unsigned char)indexes[i];

        span->begins = clamp_seconds(read_number(data + i * time_size, time_size));
        if (type >= header->types || !read_offset(types + type * TYPE_SIZE, &span->offset))
            return false;
        if (i > 0 && span->begins < span[-1].begins)
            return false;
    }
    return true;
}

/* Reads the rule between two newlines at the end; it may be empty. */
static bool read_footer(struct zone *zone, struct text footer)
{
    size_t end = 0;

    if (!text_take(&footer, TEXT("\n")) || !text_find(footer, TEXT("\n"), &end))
        return false;
    footer = text_until(footer, end);
    zone->has_rule = footer.length > 0;
    return !zone->has_rule || zone_rule_read(footer, &zone->rule);
}

static bool read_file(struct zone *zone, struct text bytes)
{
    struct header header = {0};
    size_t time_size = 4;

    if (!take_header(&bytes, &header) || data_size(&header, time_size) > bytes.length)
        return false;
    if (header.version == '\0')
        return read_data(zone, &header, bytes.data, time_size);

    /* From version 2 on, the first block is for readers of 32 bits. */
    bytes = text_from(bytes, (size_t)data_size(&header, time_size));
    time_size = 8;
    if (!take_header(&bytes, &header) || data_size(&header, time_size) > bytes.length)
        return false;
    return read_data(zone, &header, bytes.data, time_size) &&
           read_footer(zone, text_from(bytes, (size_t)data_size(&header, time_size)));
}

struct zone *zone_parse(struct text bytes, struct error *err)
{
    struct zone *zone = mem_zero(sizeof *zone);

    if (read_file(zone, bytes))
        return zone;
    error_set(err, "not a time zone file, or a damaged one, or one that counts leap seconds");
    zone_close(zone);
    return NULL;
}

static struct zone *open_file(const char *path, struct error *err)
{
    struct buffer buffer = {0};
    struct zone *zone = NULL;

    if (file_read(path, LARGEST_FILE, &buffer, err)) {
        zone = zone_parse(buffer_text(&buffer), err);
        if (!zone)
            error_wrap(err, "%s", path);
    }
    buffer_finish(&buffer);
    return zone;
}

static struct zone *fixed_zone(timestamp offset)
{
    struct zone *zone = mem_zero(sizeof *zone);

    zone->offset = offset;
    return zone;
}

/* "+08:00", "-0330" or "+08". */
static bool read_fixed(struct text name, timestamp *offset)
{
    bool west = text_starts_with(name, TEXT("-"));
    uint64_t hours = 0;
    uint64_t minutes = 0;
    struct text rest = text_from(name, 3);

    if (!west && !text_starts_with(name, TEXT("+")))
        return false;
    if (name.length < 3 || !text_to_unsigned(text_until(text_from(name, 1), 2), &hours))
        return false;
    text_take(&rest, TEXT(":"));
    if (name.length > 3 && (rest.length != 2 || !text_to_unsigned(rest, &minutes)))
        return false;
    *offset = ((timestamp)hours * HOUR + (timestamp)minutes * MINUTE) * (west ? -1 : 1);
    return hours <= 18 && minutes <= 59;
}

/* Names as the database has them; nothing that could lead out of its folder. */
static bool is_zone_name(struct text name)
{
    char before = '/';

    if (name.length == 0 || name.length > LONGEST_NAME)
        return false;
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.data[i];
        bool is_word = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                       (byte >= '0' && byte <= '9') || byte == '_' || byte == '-' || byte == '+';

        if (!is_word && byte != '/')
            return false;
        if (before == '/' && byte == '/')
            return false;
        before = byte;
    }
    return before != '/';
}

struct zone *zone_open(struct text name, struct error *err)
{
    struct buffer named = {0};
    struct zone *zone = NULL;
    timestamp offset = 0;

    if (text_equal(name, TEXT("UTC")) || text_equal(name, TEXT("Z")))
        return fixed_zone(0);
    if (text_equal(name, TEXT("local")))
        return access(LOCAL_ZONE, F_OK) == 0 ? open_file(LOCAL_ZONE, err) : fixed_zone(0);
    if (read_fixed(name, &offset))
        return fixed_zone(offset);
    buffer_append_text(&named, TEXT(ZONE_FOLDER));
    buffer_append_text(&named, name);
    if (is_zone_name(name) && access(buffer_string(&named), F_OK) == 0) {
        zone = open_file(buffer_string(&named), err);
    } else {
        buffer_clear(&named);
        buffer_append_escaped(&named, text_until(name, LONGEST_NAME));
        error_set(err,
                  "no time zone '%s'; write UTC, local, an offset as +08:00, or a name as "
                  "Asia/Manila",
                  buffer_string(&named));
    }
    buffer_finish(&named);
    return zone;
}

void zone_close(struct zone *zone)
{
    if (!zone)
        return;
    mem_free(zone->spans);
    mem_free(zone);
}

/* What is added to UTC at an instant. */
static timestamp offset_at(const struct zone *zone, timestamp when)
{
    size_t low = 0;
    size_t high = zone->count;

    if (zone->has_rule && (high == 0 || when >= zone->spans[high - 1].begins))
        return zone_rule_offset(&zone->rule, when);
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (zone->spans[middle].begins <= when)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? zone->offset : zone->spans[low - 1].offset;
}

timestamp zone_instant(const struct zone *zone, const struct civil *civil)
{
    timestamp reading = timestamp_from_civil(civil);
    timestamp before = 0;
    timestamp after = 0;

    if (!zone)
        return reading;
    before = offset_at(zone, reading - DAY);
    after = offset_at(zone, reading + DAY);

    /* Clocks change at most once in two days.  The offset from before is right
     * for the first of two equal readings, and carries one that never occurs
     * over the gap. */
    if (before == after || offset_at(zone, reading - before) == before)
        return reading - before;
    return offset_at(zone, reading - after) == after ? reading - after : reading - before;
}

struct civil zone_reading(const struct zone *zone, timestamp when)
{
    const timestamp first = -719162 * DAY; /* year 1 */
    const timestamp last = 2932896 * DAY;  /* year 9999 */

    if (when < first || when > last)
        when = when < first ? first : last;
    return civil_from_timestamp(zone ? when + offset_at(zone, when) : when);
}
