/* A rule and lines of a log: what the rule matches, it matches when the lines that hold
 * none of its literals are passed over.  The input is a detection, a NUL, and the lines. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "base/memory.h"
#include "engine/sieve.h"
#include "record/line_splitter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libfyaml 0.7.12 loses memory over escaped single quotes; ours is watched by the
 * unit tests. */
const char *__lsan_default_suppressions(void)
{
    return "leak:libfyaml";
}

struct trial {
    const struct decoder *decoder;
    const struct rule_route *route;
    struct wanted_fields *wanted;
    struct sieve *sieve;
};

static void count_match(const struct rule_match *match, void *cookie)
{
    uint64_t *matches = cookie;

    *matches += match->trouble == NULL;
}

static uint64_t match(const struct trial *trial, const struct record *record,
                      const struct rule_selection *selection)
{
    const struct decode_context context = {0};
    struct arena *arena = arena_create(4096);
    struct event *event = event_create(arena, record, trial->wanted, false);
    uint64_t matches = 0;

    decoder_decode(trial->decoder, &context, event);
    if (selection)
        rule_route_match_some(trial->route, selection, event, count_match, &matches);
    else
        rule_route_match(trial->route, event, count_match, &matches);
    arena_destroy(arena);
    return matches;
}

/* Each line by itself, as the sieve sees it in its chunk. */
static void compare(const struct trial *trial, const struct chunk *chunk)
{
    struct sieve_view view = {0};
    struct line_splitter lines = {0};
    struct record record = {0};

    sieve_look(trial->sieve, chunk, &view);
    line_splitter_init(&lines, chunk);
    for (;;) {
        size_t start = lines.position;
        size_t passage = sieve_passage(trial->sieve, &view);
        const struct rule_selection *selection = NULL;
        bool is_passed = false;

        if (!line_splitter_next(&lines, &record))
            break;
        is_passed = lines.position <= passage && start < passage;
        selection = is_passed ? NULL : sieve_select(trial->sieve, &view, lines.position);
        if (match(trial, &record, NULL) != (is_passed ? 0 : match(trial, &record, selection)))
            abort();
    }
    sieve_view_finish(&view);
}

static void try_rule(struct text detection, struct text log, const struct decoder *decoder)
{
    struct trial trial = {.decoder = decoder, .wanted = wanted_fields_create()};
    struct diagnostics diagnostics = {0};
    struct buffer yaml = {0};
    struct rule_set *set = NULL;
    struct chunk chunk = {.data = log.data, .length = log.length, .final = true, .path = "log"};

    buffer_printf(&yaml, "title: t\nname: n\nlevel: low\nlogsource: {product: p}\ndetection:\n");
    buffer_append_text(&yaml, detection);
    set = rule_set_parse("fuzz.yml", buffer_text(&yaml), trial.wanted, &diagnostics);
    trial.route = rule_set_route(set, NULL, 0, true);
    trial.sieve = sieve_create(&(struct sieve_options){
        .decoder = decoder, .rules = set, .route = trial.route, .shape = decoder->shape});
    compare(&trial, &chunk);
    sieve_destroy(trial.sieve);
    rule_set_destroy(set);
    wanted_fields_destroy(trial.wanted);
    diagnostics_finish(&diagnostics);
    buffer_finish(&yaml);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct decoder *const *decoders = NULL;
    size_t count = 0;
    const uint8_t *middle = size > 1 ? memchr(data + 1, '\0', size - 1) : NULL;
    struct text detection = {0};
    struct text log = {0};
    char *exact = NULL;

    if (!middle)
        return 0;
    decoders = decoder_all(&count);
    detection = (struct text){(const char *)data + 1, (size_t)(middle - data) - 1};
    log.length = size - (size_t)(middle - data) - 1;
    exact = mem_alloc(log.length);
    if (log.length > 0)
        memcpy(exact, middle + 1, log.length);
    log.data = exact;
    if (!decoders[data[0] % count]->layout_create)
        try_rule(detection, log, decoders[data[0] % count]);
    mem_free(exact);
    return 0;
}
