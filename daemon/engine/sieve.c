#include "engine/sieve.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/fault.h"
#include "base/memory.h"
#include "base/table.h"
#include "model/reserved_name.h"
#include "record/line_splitter.h"
#include "scan/line_marks.h"

enum {
    ARENA_BLOCK = 64 << 10,
    LITERALS_IN_ALL = 200000, /* of all rules of a source; more are as if there were none */
    SAMPLE_LEAST = 32 << 10,  /* bytes that a chunk must have to learn from */
    ESCAPES_MOST = 32,
    PICKED_MOST = 256, /* rules picked for a line; when there are more, all are tried */
};

/* Stands for no literal: all rules are to be tried. */
static const uint32_t all_rules = UINT32_MAX;

/* A literal of a rule. */
struct claim {
    uint32_t literal;
    size_t rule;
};

/* A text that stands in lines which must be decoded whatever rules there are. */
struct guard {
    const struct program *program; /* only if its escapes are there, too; NULL = always */
    size_t known_until;            /* the end of the last line looked at ... */
    bool is_needed;                /* ... and whether it must be decoded */
};

struct sieve {
    struct sieve_options options;
    struct arena *arena;
    const char *reason;
    bool is_line_shaped;
    bool has_learnt;
    size_t rule_literals; /* those from here on are of guards, in their order */
    struct guard *guards;
    size_t guard_count;
    size_t guard_capacity;
    const char *escapes[ESCAPES_MOST];
    size_t escape_count;

    struct table *known; /* literal -> index + 1; while claims are gathered */
    struct text *literals;
    size_t literal_count;
    size_t literal_capacity;
    struct literal_filter *filter;

    struct claim *claims; /* by literal */
    size_t claim_count;
    size_t claim_capacity;
    size_t *first_claim; /* of each literal, and one more */

    size_t *always; /* rules without a literal, rising */
    size_t always_count;
    size_t always_capacity;

    size_t *picked;   /* scratch: rules of a line's literals */
    size_t *selected; /* scratch: those and always, rising */
    uint64_t *last_pick;
    uint64_t pick;
    struct rule_selection selection;
};

static uint32_t literal_index(struct sieve *sieve, struct text literal)
{
    uintptr_t known = (uintptr_t)table_get(sieve->known, literal);

    if (known)
        return (uint32_t)(known - 1);
    sieve->literals = array_room(sieve->literals, sieve->literal_count, &sieve->literal_capacity,
                                 sizeof *sieve->literals);
    sieve->literals[sieve->literal_count++] = literal;
    table_put(sieve->known, literal, (void *)(uintptr_t)sieve->literal_count);
    return (uint32_t)(sieve->literal_count - 1);
}

static enum field_standing standing_of(struct text field, void *cookie)
{
    const struct sieve *sieve = cookie;
    enum field_origin origin = ORIGIN_DERIVED;

    if (field.length == 0)
        return STANDING_VERBATIM;
    if (reserved_name_is(field))
        return STANDING_DERIVED;
    if (!decoder_says(sieve->options.decoder, field, &origin))
        return STANDING_NEVER;
    return origin == ORIGIN_VERBATIM ? STANDING_VERBATIM : STANDING_DERIVED;
}

static void add_always(struct sieve *sieve, size_t rule)
{
    const struct rule_facts *facts = rule_set_facts(sieve->options.rules, rule);

    sieve->always = array_room(sieve->always, sieve->always_count, &sieve->always_capacity,
                               sizeof *sieve->always);
    sieve->always[sieve->always_count++] = rule;
    if (!sieve->reason)
        sieve->reason = arena_printf(sieve->arena, "the rule '%s' names no text that must be there",
                                     facts->title)
                            .data;
}

static void add_rule(struct sieve *sieve, size_t rule)
{
    const struct literal_question question = {
        .ask = standing_of,
        .record_may_be_reset = sieve->options.shape == SHAPE_JSON,
        .cookie = sieve,
    };
    struct literal_list literals = {0};

    if (!rule_set_literals(sieve->options.rules, rule, &question, sieve->arena, &literals) ||
        sieve->claim_count + literals.count > LITERALS_IN_ALL) {
        add_always(sieve, rule);
        return;
    }
    for (size_t i = 0; i < literals.count; i++) {
        sieve->claims = array_room(sieve->claims, sieve->claim_count, &sieve->claim_capacity,
                                   sizeof *sieve->claims);
        sieve->claims[sieve->claim_count++] =
            (struct claim){literal_index(sieve, literals.items[i]), rule};
    }
}

/* Puts claims in order of literal; those of one stay in order of rule. */
static void order_claims(struct sieve *sieve)
{
    size_t count = sieve->literal_count;
    struct claim *ordered = mem_zero_array(sieve->claim_count, sizeof *ordered);
    size_t *next = mem_zero_array(count + 2, sizeof *next);

    for (size_t i = 0; i < sieve->claim_count; i++)
        next[sieve->claims[i].literal + 2]++;
    for (size_t i = 2; i < count + 2; i++)
        next[i] += next[i - 1];
    for (size_t i = 0; i < sieve->claim_count; i++)
        ordered[next[sieve->claims[i].literal + 1]++] = sieve->claims[i];
    mem_free(sieve->claims);
    sieve->claims = ordered;
    sieve->first_claim = next;
}

static void add_escape(struct sieve *sieve, const char *escape)
{
    for (size_t i = 0; i < sieve->escape_count; i++) {
        if (strcmp(sieve->escapes[i], escape) == 0)
            return;
    }
    if (sieve->escape_count < ESCAPES_MOST)
        sieve->escapes[sieve->escape_count++] = escape;
    else
        sieve->is_line_shaped = false;
}

static void add_escapes(struct sieve *sieve, const char *const *escapes)
{
    for (; escapes && *escapes; escapes++)
        add_escape(sieve, *escapes);
}

static void gather_escapes(struct sieve *sieve)
{
    const struct decoder *decoder = sieve->options.decoder;

    add_escapes(sieve, decoder->escapes);
    for (size_t i = 0; decoder->programs && decoder->programs[i]; i++) {
        if (!decoder->programs[i]->landmarks)
            add_escapes(sieve, decoder->programs[i]->escapes);
    }
    if (decoder->shape == SHAPE_JSON)
        add_escape(sieve, "\\u");
}

/* A literal of a rule may guard as well; then it stands there twice. */
static void add_guard(struct sieve *sieve, struct text literal, const struct program *program)
{
    sieve->guards = array_room(sieve->guards, sieve->guard_count, &sieve->guard_capacity,
                               sizeof *sieve->guards);
    sieve->guards[sieve->guard_count++] = (struct guard){.program = program};
    sieve->literals = array_room(sieve->literals, sieve->literal_count, &sieve->literal_capacity,
                                 sizeof *sieve->literals);
    sieve->literals[sieve->literal_count++] = literal;
}

/* "postgres*" as it stands in a line. */
static struct text program_literal(struct sieve *sieve, const char *name)
{
    struct text literal = text_of(name);
    char *lower = NULL;

    if (text_ends_with(literal, TEXT("*")))
        literal.length--;
    lower = arena_alloc(sieve->arena, literal.length + 1);
    for (size_t i = 0; i < literal.length; i++) {
        char byte = literal.data[i];

        lower[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
    }
    return (struct text){lower, literal.length};
}

/* What lines hold that must be decoded whatever rules there are: repetitions, and what
 * programs write whose lines depend on one another. */
static void gather_guards(struct sieve *sieve)
{
    const struct program *const *programs = sieve->options.decoder->programs;

    if (sieve->options.shape == SHAPE_REPEATED && !fault_point("sieve.repetition"))
        add_guard(sieve, TEXT("message repeated "), NULL);
    for (size_t i = 0; programs && programs[i]; i++) {
        const char *const *landmark = programs[i]->escapes ? programs[i]->landmarks : NULL;

        for (; landmark && *landmark; landmark++)
            add_guard(sieve, text_of(*landmark), programs[i]);
        for (const char *const *name = programs[i]->names; programs[i]->has_echoes && *name; name++)
            add_guard(sieve, program_literal(sieve, *name), NULL);
    }
}

static void gather_rules(struct sieve *sieve)
{
    size_t count = rule_set_count(sieve->options.rules);

    sieve->known = table_create();
    for (size_t i = 0; i < count; i++) {
        if (rule_route_has(sieve->options.route, i))
            add_rule(sieve, i);
    }
    sieve->rule_literals = sieve->literal_count;
    gather_guards(sieve);
    table_destroy(sieve->known);
    sieve->known = NULL;
    order_claims(sieve);
    sieve->filter = literal_filter_create(sieve->literals, sieve->literal_count, (struct text){0});
    sieve->picked = mem_zero_array(count, sizeof *sieve->picked);
    sieve->selected = mem_zero_array(count, sizeof *sieve->selected);
    sieve->last_pick = mem_zero_array(count, sizeof *sieve->last_pick);
}

static bool is_line_shaped(enum record_shape shape)
{
    return shape == SHAPE_LINE || shape == SHAPE_REPEATED || shape == SHAPE_JSON;
}

/* Why every record is decoded, whatever the rules; NULL = it is not. */
static const char *outer_reason(const struct sieve *sieve)
{
    if (!sieve->is_line_shaped)
        return "its records are not single lines";
    if (sieve->options.decoder->has_echoes)
        return "what one of its lines means depends on others";
    return sieve->options.decode_all ? "a setting says so" : NULL;
}

struct sieve *sieve_create(const struct sieve_options *options)
{
    struct sieve *sieve = mem_zero(sizeof *sieve);

    sieve->options = *options;
    sieve->arena = arena_create(ARENA_BLOCK);
    sieve->is_line_shaped = is_line_shaped(options->shape);
    gather_escapes(sieve);
    sieve->reason = outer_reason(sieve);
    if (sieve->is_line_shaped)
        gather_rules(sieve);
    return sieve;
}

void sieve_destroy(struct sieve *sieve)
{
    if (!sieve)
        return;
    literal_filter_destroy(sieve->filter);
    arena_destroy(sieve->arena);
    mem_free(sieve->literals);
    mem_free(sieve->guards);
    mem_free(sieve->claims);
    mem_free(sieve->first_claim);
    mem_free(sieve->always);
    mem_free(sieve->picked);
    mem_free(sieve->selected);
    mem_free(sieve->last_pick);
    mem_free(sieve);
}

const char *sieve_reason(const struct sieve *sieve)
{
    return sieve->reason;
}

void sieve_view_finish(struct sieve_view *view)
{
    filter_hits_finish(&view->hits);
}

static bool has_escape(struct text line, const char *const *escapes)
{
    size_t position = 0;

    while (*escapes && !text_find(line, text_of(*escapes), &position))
        escapes++;
    return *escapes != NULL;
}

/* Whether the line across position must be decoded for the guard's sake. */
static bool is_needed(struct guard *guard, struct text bytes, size_t position)
{
    const char *at = bytes.data + position;
    const char *newline = NULL;
    const char *before = NULL;
    const char *end = bytes.data + bytes.length;

    if (!guard->program)
        return true;
    if (position < guard->known_until)
        return guard->is_needed;
    before = memrchr(bytes.data, '\n', position);
    newline = memchr(at, '\n', (size_t)(end - at));
    before = before ? before + 1 : bytes.data;
    end = newline ? newline : end;
    guard->known_until = (size_t)(end - bytes.data);
    guard->is_needed =
        has_escape((struct text){before, (size_t)(end - before)}, guard->program->escapes);
    return guard->is_needed;
}

/* Leaves out hits of guards that guard nothing in their line. */
static void weigh_guards(struct sieve *sieve, struct text bytes, struct sieve_view *view)
{
    size_t kept = 0;

    for (size_t i = 0; i < sieve->guard_count; i++)
        sieve->guards[i].known_until = 0;
    for (size_t i = 0; i < view->hits.count; i++) {
        struct filter_hit hit = view->hits.items[i];

        if (hit.literal < sieve->rule_literals ||
            is_needed(&sieve->guards[hit.literal - sieve->rule_literals], bytes, hit.position))
            view->hits.items[kept++] = hit;
    }
    view->hits.count = kept;
}

/* The first chunk worth it says what is rare in this log. */
static void learn(struct sieve *sieve, struct text bytes)
{
    if (sieve->has_learnt || bytes.length < SAMPLE_LEAST)
        return;
    literal_filter_destroy(sieve->filter);
    sieve->filter = literal_filter_create(sieve->literals, sieve->literal_count, bytes);
    sieve->has_learnt = true;
}

/* Marks the lines in which a value may not stand as it is.  A test takes the guards away
 * one at a time, to see that each is needed. */
static bool mark_lines(const struct sieve *sieve, struct text bytes, struct filter_hits *hits)
{
    for (size_t i = 0; i < sieve->escape_count; i++) {
        if (!fault_point("sieve.escapes") &&
            !line_marks_escape(bytes, text_of(sieve->escapes[i]), all_rules, hits))
            return false;
    }
    return fault_point("sieve.folding") || line_marks_folding(bytes, all_rules, hits);
}

void sieve_look(struct sieve *sieve, const struct chunk *chunk, struct sieve_view *view)
{
    const struct text bytes = {chunk->data, chunk->length};

    view->next = 0;
    view->hits.count = 0;
    view->is_blind = true;
    if (!sieve->is_line_shaped || bytes.length == 0 || fault_point("sieve.look"))
        return;
    learn(sieve, bytes);
    view->last_line = line_splitter_last(chunk);
    view->is_blind = !literal_filter_scan(sieve->filter, bytes, &view->hits);
    if (!view->is_blind) {
        weigh_guards(sieve, bytes, view);
        view->is_blind = !mark_lines(sieve, bytes, &view->hits);
    }
    filter_hits_sort(&view->hits);
}

size_t sieve_passage(const struct sieve *sieve, const struct sieve_view *view)
{
    if (sieve->reason || view->is_blind)
        return 0;
    if (view->next < view->hits.count && view->hits.items[view->next].position < view->last_line)
        return view->hits.items[view->next].position;
    return view->last_line;
}

/* Picks the rules of a literal, each once a line, in order.  Ends where there are too
 * many: a line may hold a literal of thousands of rules a thousand times. */
static size_t pick_rules(struct sieve *sieve, uint32_t literal, size_t count)
{
    for (size_t i = sieve->first_claim[literal];
         i < sieve->first_claim[literal + 1] && count < PICKED_MOST; i++) {
        size_t rule = sieve->claims[i].rule;
        size_t place = count;

        if (sieve->last_pick[rule] == sieve->pick)
            continue;
        sieve->last_pick[rule] = sieve->pick;
        for (; place > 0 && sieve->picked[place - 1] > rule; place--)
            sieve->picked[place] = sieve->picked[place - 1];
        sieve->picked[place] = rule;
        count++;
    }
    return count;
}

/* Joins the rules picked with those that are always tried. */
static void join_selection(struct sieve *sieve, size_t picked)
{
    size_t count = 0;
    size_t i = 0;
    size_t k = 0;

    while (i < picked || k < sieve->always_count) {
        bool take_picked =
            k == sieve->always_count || (i < picked && sieve->picked[i] < sieve->always[k]);

        sieve->selected[count++] = take_picked ? sieve->picked[i++] : sieve->always[k++];
    }
    sieve->selection = (struct rule_selection){sieve->selected, count};
}

const struct rule_selection *sieve_select(struct sieve *sieve, struct sieve_view *view, size_t end)
{
    size_t picked = 0;
    bool is_all = view->is_blind;

    sieve->pick++;
    for (; view->next < view->hits.count && view->hits.items[view->next].position < end;
         view->next++) {
        uint32_t literal = view->hits.items[view->next].literal;

        if (literal >= sieve->rule_literals)
            is_all = true;
        else
            picked = pick_rules(sieve, literal, picked);
    }
    if (is_all || picked == PICKED_MOST)
        return NULL;
    join_selection(sieve, picked);
    return &sieve->selection;
}
