#include "base/pattern.h"

#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/memory.h"

enum {
    MATCH_LIMIT = 10000,
    HEAP_LIMIT = 4096, /* KiB */
    JIT_STACK_FIRST = 32 << 10,
    JIT_STACK_LARGEST = 1 << 20,
    LONGEST_CHARACTER = 4, /* bytes of UTF-8 */
    FIRST_SLICE = 256,     /* starting offsets tried before the clock is looked at */
};

struct pattern {
    pcre2_code *code;
    char *source;
    size_t source_length;
    bool is_anchored;
};

/* What every search borrows. */
struct workshop {
    pcre2_compile_context *compiling;
    pcre2_match_context *matching;
    pcre2_match_data *match;
    bool uses_jit;
};

static void *take_memory(PCRE2_SIZE size, void *cookie)
{
    (void)cookie;
    return mem_alloc(size);
}

static void give_memory(void *block, void *cookie)
{
    (void)cookie;
    mem_free(block);
}

/* Asking for it is the only way to learn whether the system lets us make code:
 * seccomp and MemoryDenyWriteExecute do not. */
static bool probe_jit(pcre2_compile_context *compiling)
{
    int code = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *probe = pcre2_compile((PCRE2_SPTR) "a", 1, 0, &code, &offset, compiling);
    bool works = probe && pcre2_jit_compile(probe, PCRE2_JIT_COMPLETE) == 0;

    pcre2_code_free(probe);
    return works;
}

static struct workshop workshop_open(void)
{
    pcre2_general_context *general = pcre2_general_context_create(take_memory, give_memory, NULL);
    struct workshop workshop = {
        .compiling = pcre2_compile_context_create(general),
        .matching = pcre2_match_context_create(general),
        .match = pcre2_match_data_create(PATTERN_GROUPS_MOST, general),
    };

    pcre2_set_max_pattern_length(workshop.compiling, PATTERN_LONGEST);
    pcre2_set_match_limit(workshop.matching, MATCH_LIMIT);
    pcre2_set_depth_limit(workshop.matching, MATCH_LIMIT);
    pcre2_set_heap_limit(workshop.matching, HEAP_LIMIT);
    workshop.uses_jit = probe_jit(workshop.compiling);
    if (workshop.uses_jit)
        pcre2_jit_stack_assign(workshop.matching, NULL,
                               pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_LARGEST, general));
    pcre2_general_context_free(general);
    return workshop;
}

static const struct workshop *workshop(void)
{
    static struct workshop only;

    if (!only.match)
        only = workshop_open();
    return &only;
}

static int count_callout(pcre2_callout_enumerate_block *block, void *cookie)
{
    (void)block;
    (void)cookie;
    return 1;
}

static uint32_t compile_options(unsigned flags)
{
    uint32_t options =
        PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;

    options |= flags & PATTERN_CASELESS ? PCRE2_CASELESS : 0;
    options |= flags & PATTERN_MULTILINE ? PCRE2_MULTILINE : 0;
    options |= flags & PATTERN_DOTALL ? PCRE2_DOTALL : 0;
    options |= flags & PATTERN_ANCHORED ? PCRE2_ANCHORED : 0;
    return options;
}

static pcre2_code *compile(struct text source, unsigned flags, struct error *err)
{
    int code = 0;
    PCRE2_SIZE offset = 0;
    PCRE2_SPTR bytes = (PCRE2_SPTR)(source.length > 0 ? source.data : "");
    pcre2_code *compiled = pcre2_compile(bytes, source.length, compile_options(flags), &code,
                                         &offset, workshop()->compiling);
    PCRE2_UCHAR message[256] = "";

    if (compiled)
        return compiled;
    pcre2_get_error_message(code, message, sizeof message);
    error_set(err, "%s at offset %zu", (const char *)message, (size_t)offset);
    return NULL;
}

struct pattern *pattern_compile(struct text source, unsigned flags, struct error *err)
{
    pcre2_code *code = compile(source, flags, err);
    struct pattern *pattern = NULL;

    if (!code)
        return NULL;
    if (pcre2_callout_enumerate(code, count_callout, NULL) != 0) {
        error_set(err, "callouts, (?C...), are not allowed");
        pcre2_code_free(code);
        return NULL;
    }
    /* Where this fails the interpreter does the same work, more slowly. */
    if (workshop()->uses_jit && !(flags & PATTERN_INTERPRETED))
        pcre2_jit_compile(code, PCRE2_JIT_COMPLETE | PCRE2_JIT_PARTIAL_SOFT);
    pattern = mem_zero(sizeof *pattern);
    pattern->code = code;
    pattern->source = mem_copy_text(source);
    pattern->source_length = source.length;
    pattern->is_anchored = flags & PATTERN_ANCHORED;
    return pattern;
}

void pattern_destroy(struct pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_code_free(pattern->code);
    mem_free(pattern->source);
    mem_free(pattern);
}

/* Milliseconds of processor time this thread has used: unlike the time of day it
 * does not go on while others run. */
static int64_t processor_time(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A stretch of starting offsets, and how far a match that starts there may look.
 * What is in front of it is seen by lookbehinds, \b and ^. */
struct stretch {
    size_t first;
    size_t last; /* included */
    size_t end;
};

static void tell_failure(int code, struct error *err)
{
    PCRE2_UCHAR message[256] = "";

    pcre2_get_error_message(code, message, sizeof message);
    error_set(err, "regex: %s", (const char *)message);
}

/* PCRE2's answer for a stretch.  PCRE2_ERROR_PARTIAL: nothing matches, but something
 * might that goes on behind the end of the stretch. */
static int run(const struct pattern *pattern, struct text subject, struct stretch stretch)
{
    const struct workshop *shop = workshop();
    uint32_t options = stretch.end < subject.length ? PCRE2_NOTEOL | PCRE2_PARTIAL_SOFT : 0;
    PCRE2_SPTR bytes = (PCRE2_SPTR)(subject.length > 0 ? subject.data : "");

    pcre2_set_offset_limit(shop->matching, stretch.last);
    return pcre2_match(pattern->code, bytes, stretch.end, stretch.first, options, shop->match,
                       shop->matching);
}

static enum pattern_result result_of(int code, struct error *err)
{
    if (code >= 0)
        return PATTERN_MATCH;
    if (code == PCRE2_ERROR_NOMATCH)
        return PATTERN_NO_MATCH;
    if (err)
        tell_failure(code, err);
    return PATTERN_FAILED;
}

/* Whether a character goes on at position: the byte there begins none. */
static bool goes_on(struct text subject, size_t position)
{
    return position < subject.length && ((unsigned char)subject.data[position] & 0xC0) == 0x80;
}

/* The stretch behind one that found nothing.  False at the end of the subject. */
static bool next_stretch(struct text subject, size_t slice, struct stretch *stretch)
{
    size_t first = stretch->last + 1;
    size_t window = first / PATTERN_OVERLAP * PATTERN_OVERLAP;
    bool is_final = subject.length <= window + PATTERN_WINDOW;
    size_t bound = is_final ? subject.length : window + PATTERN_OVERLAP - 1;

    if (first > subject.length)
        return false;
    stretch->first = first;
    stretch->end = is_final ? subject.length : window + PATTERN_WINDOW;
    stretch->last = bound - first < slice ? bound : first + slice - 1;

    /* Nothing matches from within a character; and the interpreter, started in
     * one, would not see it when it looks behind. */
    for (int i = 0; i < LONGEST_CHARACTER - 1 && goes_on(subject, stretch->last + 1); i++)
        stretch->last++;
    return true;
}

static bool is_over_budget(int64_t started, struct error *err)
{
    if (processor_time() - started <= PATTERN_BUDGET)
        return false;
    if (err)
        error_set(err, "regex: it used more than %d ms", PATTERN_BUDGET);
    return true;
}

/* Searches a stretch; what begins in it and may go on behind its window is followed to
 * the end of the subject. */
static enum pattern_result search_stretch(const struct pattern *pattern, struct text subject,
                                          struct stretch stretch, int64_t started,
                                          struct error *err)
{
    while (stretch.first <= stretch.last) {
        int code = run(pattern, subject, stretch);
        enum pattern_result result = PATTERN_NO_MATCH;
        size_t start = 0;

        if (code != PCRE2_ERROR_PARTIAL)
            return result_of(code, err);
        start = pcre2_get_ovector_pointer(workshop()->match)[0];
        start = start < stretch.first ? stretch.first : start;
        result =
            result_of(run(pattern, subject, (struct stretch){start, start, subject.length}), err);
        if (result != PATTERN_NO_MATCH)
            return result;
        if (is_over_budget(started, err))
            return PATTERN_FAILED;
        stretch.first = start + 1;
        while (goes_on(subject, stretch.first))
            stretch.first++;
    }
    return PATTERN_NO_MATCH;
}

enum pattern_result pattern_search(const struct pattern *pattern, struct text subject,
                                   struct error *err)
{
    struct stretch stretch = {.last = SIZE_MAX};
    size_t slice = FIRST_SLICE;
    int64_t started = 0;

    /* Slices double, so that a harmless long subject costs a handful of calls. */
    while (next_stretch(subject, slice, &stretch)) {
        enum pattern_result result = PATTERN_NO_MATCH;

        if (stretch.first == 0 && stretch.last < subject.length)
            started = processor_time();
        result = search_stretch(pattern, subject, stretch, started, err);
        if (result != PATTERN_NO_MATCH || pattern->is_anchored)
            return result;
        if (stretch.last < subject.length && is_over_budget(started, err))
            return PATTERN_FAILED;
        slice *= 2;
    }
    return PATTERN_NO_MATCH;
}

enum pattern_result pattern_groups(const struct pattern *pattern, struct text subject,
                                   struct text *groups, size_t count)
{
    const struct stretch whole = {0, subject.length, subject.length};
    const char *bytes = subject.length > 0 ? subject.data : "";
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(workshop()->match);
    uint32_t known = 0;
    enum pattern_result result = PATTERN_FAILED;

    if (subject.length <= PATTERN_WINDOW)
        result = result_of(run(pattern, subject, whole), NULL);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &known);
    for (size_t i = 0; i < count; i++) {
        groups[i] = (struct text){0};
        if (result == PATTERN_MATCH && i <= known && i < PATTERN_GROUPS_MOST &&
            ends[2 * i] != PCRE2_UNSET)
            groups[i] = (struct text){bytes + ends[2 * i], ends[2 * i + 1] - ends[2 * i]};
    }
    return result;
}

size_t pattern_group_count(const struct pattern *pattern)
{
    uint32_t count = 0;

    pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &count);
    return (size_t)count + 1;
}

const char *pattern_group_name(const struct pattern *pattern, size_t group)
{
    uint32_t count = 0;
    uint32_t size = 0;
    PCRE2_SPTR entry = NULL;

    /* Entries of size bytes: the number in two, the higher one first, and the name. */
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &entry);
    for (; count > 0; count--, entry += size) {
        if (((size_t)entry[0] << 8 | entry[1]) == group)
            return (const char *)entry + 2;
    }
    return NULL;
}

struct text pattern_source(const struct pattern *pattern)
{
    return (struct text){pattern->source, pattern->source_length};
}

bool pattern_uses_jit(void)
{
    return workshop()->uses_jit;
}
