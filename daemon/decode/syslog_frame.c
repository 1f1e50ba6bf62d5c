#include "decode/syslog_frame.h"

#include "model/event.h"

enum {
    MOST_PRIORITY = 191,
    YEARS_BACK = 8, /* at most so far apart are two 29ths of February */
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static struct text without_leading_spaces(struct text text)
{
    while (text.length > 0 && text.data[0] == ' ') {
        text.data++;
        text.length--;
    }
    return text;
}

/* Takes a number of at most three digits off the front. */
static bool take_number(struct text *text, int *number)
{
    size_t digits = 0;

    *number = 0;
    while (digits < text->length && digits < 3 && is_digit(text->data[digits]))
        *number = *number * 10 + (text->data[digits++] - '0');
    *text = text_from(*text, digits);
    return digits > 0;
}

/* Takes "<134>". */
static void take_priority(struct text *line, int *priority)
{
    struct text rest = *line;
    int number = 0;

    *priority = -1;
    if (!text_take(&rest, TEXT("<")) || !take_number(&rest, &number) || number > MOST_PRIORITY ||
        !text_take(&rest, TEXT(">")))
        return;
    *priority = number;
    *line = without_leading_spaces(rest);
}

/* The word, or nothing where it is 5424's "-". */
static struct text take_value(struct text *line)
{
    struct text word = text_take_word(line);

    if (text_equal(word, TEXT("-")))
        return (struct text){0};
    return word;
}

/* Takes "[id name="value" ...][...]" or "-".  Inside quotes, a backslash keeps
 * the next byte from ending anything. */
static bool take_structured_data(struct text *line)
{
    bool quoted = false;
    size_t i = 0;

    *line = without_leading_spaces(*line);
    if (text_take(line, TEXT("-")))
        return line->length == 0 || line->data[0] == ' ';
    if (!text_starts_with(*line, TEXT("[")))
        return false;
    for (; i < line->length; i++) {
        char byte = line->data[i];

        if (quoted && byte == '\\')
            i++;
        else if (byte == '"')
            quoted = !quoted;
        else if (!quoted && byte == ']' && (i + 1 == line->length || line->data[i + 1] != '['))
            break;
    }
    if (i >= line->length)
        return false;
    *line = text_from(*line, i + 1);
    return true;
}

/* Takes an ISO time that ends at a space or with the line. */
static bool take_iso(struct text *line, const struct zone *zone, timestamp *time)
{
    struct text rest = *line;
    bool has_zone = false;

    if (rest.length == 0 || !is_digit(rest.data[0]) || !timestamp_take_iso(&rest, time, &has_zone))
        return false;
    if (rest.length > 0 && rest.data[0] != ' ')
        return false;
    if (!has_zone) {
        struct civil civil = civil_from_timestamp(*time);

        *time = zone_instant(zone, &civil);
    }
    *line = rest;
    return true;
}

static struct text without_path(struct text name)
{
    size_t slash = 0;

    /* postfix/smtpd is a name, /usr/sbin/sshd a path. */
    if (text_starts_with(name, TEXT("/")) && text_find_last(name, TEXT("/"), &slash))
        return text_from(name, slash + 1);
    return name;
}

static struct text leading_digits(struct text text)
{
    return text_until(text, text_count_digits(text));
}

static bool read_5424(struct text line, const struct zone *zone, struct syslog_frame *frame)
{
    if (!text_take(&line, TEXT("1 ")))
        return false;
    if (!text_take(&line, TEXT("- ")) && !take_iso(&line, zone, &frame->time))
        return false;
    frame->host = take_value(&line);
    frame->program = without_path(take_value(&line));
    frame->pid = leading_digits(take_value(&line));
    frame->msgid = take_value(&line);
    if (!take_structured_data(&line))
        return false;
    text_take(&line, TEXT(" "));
    text_take(&line, TEXT("\xEF\xBB\xBF"));
    /* rsyslog keeps the space that stood behind "sshd[9]:" in the older frame. */
    frame->message = without_leading_spaces(line);
    return true;
}

static bool take_month(struct text *line, int *month)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    if (line->length < 4 || line->data[3] != ' ')
        return false;
    for (*month = 1; *month <= 12; ++*month) {
        const char *name = names + (size_t)(*month - 1) * 3;

        if (line->data[0] == name[0] && line->data[1] == name[1] && line->data[2] == name[2]) {
            *line = text_from(*line, 4);
            return true;
        }
    }
    return false;
}

static void skip_weekday(struct text *line)
{
    static const char names[] = "MonTueWedThuFriSatSun";

    for (size_t i = 0; i < sizeof names - 1; i += 3) {
        struct text name = {names + i, 3};

        if (text_starts_with(*line, name) && line->length > 4 &&
            (line->data[3] == ' ' || line->data[3] == ',')) {
            *line = without_leading_spaces(text_from(*line, 4));
            return;
        }
    }
}

/* Takes "08:05:01" or "08:05:01.123". */
static bool take_clock(struct text *line, struct civil *civil)
{
    int unit = 100000;

    if (!take_number(line, &civil->hour) || !text_take(line, TEXT(":")) ||
        !take_number(line, &civil->minute) || !text_take(line, TEXT(":")) ||
        !take_number(line, &civil->second))
        return false;
    if (!text_take(line, TEXT(".")))
        return true;
    for (; line->length > 0 && is_digit(line->data[0]); *line = text_from(*line, 1)) {
        civil->microsecond += (line->data[0] - '0') * unit;
        unit /= 10;
    }
    return true;
}

/* Takes "2026 " where a year stands between the day and the clock. */
static void take_year(struct text *line, int *year)
{
    uint64_t number = 0;

    if (line->length > 5 && line->data[4] == ' ' &&
        text_to_unsigned(text_until(*line, 4), &number)) {
        *year = (int)number;
        *line = without_leading_spaces(text_from(*line, 5));
    }
}

timestamp syslog_frame_guess_year(struct civil *civil, const struct zone *zone, timestamp modified)
{
    int latest = 0;

    if (modified == TIMESTAMP_NONE || modified > INT64_MAX - DAY)
        return TIMESTAMP_NONE;
    latest = zone_reading(zone, modified + DAY).year;
    for (civil->year = latest; civil->year >= latest - YEARS_BACK; civil->year--) {
        timestamp when = civil_is_valid(civil) ? zone_instant(zone, civil) : TIMESTAMP_NONE;

        if (when != TIMESTAMP_NONE && when <= modified + DAY)
            return when;
    }
    return TIMESTAMP_NONE;
}

/* Takes "Nov  3 08:05:01", a year or a weekday in it or not. */
static bool take_bsd(struct text *line, const struct zone *zone, timestamp modified,
                     timestamp *time)
{
    struct text rest = *line;
    struct civil civil = {0};
    struct civil leap_year = {0};

    skip_weekday(&rest);
    if (!take_month(&rest, &civil.month))
        return false;
    rest = without_leading_spaces(rest);
    if (!take_number(&rest, &civil.day) || !text_take(&rest, TEXT(" ")))
        return false;
    rest = without_leading_spaces(rest);
    take_year(&rest, &civil.year);
    if (!take_clock(&rest, &civil) ||
        (rest.length > 0 && rest.data[0] != ' ' && rest.data[0] != ':'))
        return false;
    leap_year = civil;
    leap_year.year = civil.year ? civil.year : 2000;
    if (!civil_is_valid(&leap_year))
        return false;
    *time =
        civil.year ? zone_instant(zone, &civil) : syslog_frame_guess_year(&civil, zone, modified);
    text_take(&rest, TEXT(":"));
    *line = rest;
    return true;
}

/* Where a tag's name ends: at "[", "(" or ":", or with the word. */
static size_t name_length(struct text word)
{
    size_t length = 0;

    while (length < word.length && word.data[length] != '[' && word.data[length] != '(' &&
           word.data[length] != ':')
        length++;
    return length;
}

/* Takes "sshd[123]:", "sudo:", "sshd(pam_unix)[9]:", "(sd-pam)[9]:" or "[sshd]"
 * off the front.  False, with nothing changed, where there is no such tag. */
static bool take_tag(struct text *line, struct syslog_frame *frame)
{
    struct text rest = *line;
    struct text word = text_take_word(&rest);
    struct text inner = {0};
    size_t start = 0;
    size_t end = 0;

    if (text_starts_with(word, TEXT("[")) || text_starts_with(word, TEXT("("))) {
        inner = text_from(word, 1);
        if (!text_find(inner, word.data[0] == '[' ? TEXT("]") : TEXT(")"), &end))
            return false;
        frame->program = text_until(inner, end);
        inner = text_from(inner, end + 1);
    } else {
        end = name_length(word);
        frame->program = without_path(text_until(word, end));
        inner = text_from(word, end);
    }
    if (text_find(inner, TEXT("["), &start) && text_find(inner, TEXT("]"), &end) && start < end) {
        frame->pid = leading_digits(text_until(text_from(inner, start + 1), end - start - 1));
        inner = text_from(inner, end + 1);
    } else if (!text_starts_with(word, TEXT("[")) && !text_ends_with(word, TEXT(":"))) {
        return false;
    }

    /* "app[9]:text" has no space, "app[9] text" no colon. */
    rest = inner.length > 0 ? text_from(*line, (size_t)(inner.data - line->data)) : rest;
    text_take(&rest, TEXT(":"));
    *line = rest;
    return frame->program.length > 0;
}

/* Whether a word stands for the host and not, already, for the program: a word
 * that ends in a colon is a program's, but for addresses ("fe80::"). */
static bool is_host(struct text word)
{
    if (word.length == 0 || word.data[0] == '-' || word.data[0] == '(' || word.data[0] == '/')
        return false;
    return text_ends_with(word, TEXT("::")) ||
           (!text_ends_with(word, TEXT(":")) && !text_find(word, TEXT("["), &(size_t){0}));
}

/* The number of the name in names; false where it is none of them. */
static bool find_name(struct text name, const char *const *names, int *number)
{
    for (int i = 0; names[i]; i++) {
        if (text_equal(name, text_of(names[i]))) {
            *number = i;
            return true;
        }
    }
    return false;
}

/* Takes "auth.info " or "<auth.info> ", as BusyBox and the BSDs write it with -v or -vv,
 * where a tag follows: for a program may be called so. */
static void take_level(struct text *line, struct syslog_frame *frame)
{
    static const char *const facilities[] = {"kern",     "user",   "mail",   "daemon",   "auth",
                                             "syslog",   "lpr",    "news",   "uucp",     "cron",
                                             "authpriv", "ftp",    "ntp",    "security", "console",
                                             "clock",    "local0", "local1", "local2",   "local3",
                                             "local4",   "local5", "local6", "local7",   NULL};
    static const char *const severities[] = {"emerg",  "alert", "crit",  "err", "warning",
                                             "notice", "info",  "debug", NULL};
    struct text rest = *line;
    struct text behind = {0};
    struct text word = text_take_word(&rest);
    struct text facility = {0};
    struct text severity = {0};
    struct syslog_frame tag = {0};
    int high = 0;
    int low = 0;

    if (text_take(&word, TEXT("<")) && text_ends_with(word, TEXT(">")))
        word.length--;
    if (!text_cut(word, TEXT("."), &facility, &severity) ||
        !find_name(facility, facilities, &high) ||
        (!find_name(text_equal(severity, TEXT("warn")) ? TEXT("warning") : severity, severities,
                    &low)))
        return;
    rest = behind = without_leading_spaces(rest);
    if (!take_tag(&behind, &tag))
        return;
    if (frame->priority < 0)
        frame->priority = high * 8 + low;
    *line = rest;
}

/* What follows an ISO or RFC 3164 time: [host] [facility.severity] [tag] message. */
static bool read_rest(struct text line, bool has_time, struct syslog_frame *frame)
{
    struct syslog_frame tag = *frame;
    struct text rest = without_leading_spaces(line);
    struct text after_host = rest;
    struct text word = text_take_word(&after_host);
    bool has_tag = false;

    if (is_host(word) && has_time) {
        frame->host = word;
        rest = without_leading_spaces(after_host);
        take_level(&rest, frame);
        tag = *frame;
    }
    has_tag = take_tag(&rest, &tag);
    if (has_tag)
        *frame = tag;
    frame->message = without_leading_spaces(rest);
    return has_tag || has_time;
}

/* A relay that does not know the frame of what it gets puts its own in front: then the
 * inner one tells who said it, and when. */
static void read_inner(const struct zone *zone, timestamp modified, struct syslog_frame *frame)
{
    struct syslog_frame inner = {.time = TIMESTAMP_NONE, .priority = frame->priority};
    struct text line = frame->message;

    if (frame->program.length > 0 || frame->host.length == 0)
        return;
    if ((take_iso(&line, zone, &inner.time) || take_bsd(&line, zone, modified, &inner.time)) &&
        read_rest(line, true, &inner) && inner.host.length > 0 && inner.program.length > 0)
        *frame = inner;
}

bool syslog_frame_read(struct text line, const struct zone *zone, timestamp modified,
                       struct syslog_frame *frame)
{
    *frame = (struct syslog_frame){.time = TIMESTAMP_NONE};
    take_priority(&line, &frame->priority);
    if (read_5424(line, zone, frame))
        return true;
    *frame = (struct syslog_frame){.time = TIMESTAMP_NONE, .priority = frame->priority};
    if (take_iso(&line, zone, &frame->time) || take_bsd(&line, zone, modified, &frame->time)) {
        read_rest(line, true, frame);
        read_inner(zone, modified, frame);
        return true;
    }
    return frame->priority >= 0 && read_rest(line, false, frame);
}

static void put_number(struct event *event, enum field field, struct text digits)
{
    uint64_t number = 0;

    if (text_to_unsigned(digits, &number) && number <= INT64_MAX)
        event_put_integer(event, field, (int64_t)number);
}

void syslog_frame_put(const struct syslog_frame *frame, struct event *event)
{
    if (frame->time != TIMESTAMP_NONE) {
        event->time = frame->time;
        event->time_is_arrival = false;
    }
    if (frame->host.length > 0)
        event_put_text(event, FIELD_HOST_NAME, frame->host);
    if (frame->program.length > 0)
        event_put_text(event, FIELD_PROCESS_NAME, frame->program);
    if (event_wants(event, FIELD_PROCESS_PID))
        put_number(event, FIELD_PROCESS_PID, frame->pid);
    event_put_text(event, FIELD_MESSAGE, frame->message);
    if (frame->priority >= 0) {
        event_put_integer(event, FIELD_SYSLOG_FACILITY, frame->priority / 8);
        event_put_integer(event, FIELD_SYSLOG_SEVERITY, frame->priority % 8);
    }
    if (frame->msgid.length > 0)
        event_put_text(event, FIELD_SYSLOG_MSGID, frame->msgid);
}
