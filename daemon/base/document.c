#include "base/document.h"

#include <string.h>

#include <libfyaml.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/single_quoted.h"
#include "base/table.h"
#include "base/unicode.h"

enum { ARENA_BLOCK = 16384 };

/* A list or map whose end has not come yet. */
struct level {
    struct node *node;
    struct node *key;   /* the key that waits for its value; NULL: a key is next */
    struct table *seen; /* of a map: its keys so far by their text */
};

/* One file on its way to being a tree.  A mistake that leaves the nesting intact
 * is told and passed over, so that one run tells them all; the tree is thrown
 * away in the end. */
struct builder {
    struct text bytes; /* of the file */
    struct document *document;
    struct diagnostics *diagnostics;
    struct level levels[DOCUMENT_LIMIT_DEPTH];
    size_t depth;
    size_t node_count;
    size_t document_count;
};

static struct place place_of_mark(const struct builder *builder, const struct fy_mark *mark)
{
    return (struct place){builder->document->path, mark ? (unsigned)mark->line + 1 : 0,
                          mark ? (unsigned)mark->column + 1 : 0};
}

/* Where an event stands.  A value left out stands nowhere; it is then where its
 * key is, or what it is in. */
static struct place place_of_event(const struct builder *builder, struct fy_event *event)
{
    const struct fy_mark *mark = fy_event_start_mark(event);
    const struct level *level = builder->depth ? &builder->levels[builder->depth - 1] : NULL;

    if (mark || !level)
        return place_of_mark(builder, mark);
    return node_place(builder->document, level->key ? level->key : level->node);
}

/* For marks that libfyaml puts behind a quotation mark, & or *. */
static struct place place_before(struct place place)
{
    place.column -= place.column > 1;
    return place;
}

static void refuse_decoration(struct builder *builder, struct fy_token *anchor,
                              struct fy_token *tag)
{
    if (anchor)
        diagnostics_error(builder->diagnostics,
                          place_before(place_of_mark(builder, fy_token_start_mark(anchor))),
                          "anchors (&name) are not accepted; write the value out where it is used");
    if (tag)
        diagnostics_error(builder->diagnostics, place_of_mark(builder, fy_token_start_mark(tag)),
                          "tags (!name) are not accepted; quote a value that is meant as text");
}

/* A list with room for one more node.  Lists double whenever their count is a
 * power of two, so the count alone tells the room. */
static struct node **with_room(struct arena *arena, struct node **nodes, size_t count)
{
    struct node **wider = NULL;

    if ((count & (count - 1)) != 0)
        return nodes;
    wider = arena_alloc(arena, (count ? count * 2 : 1) * sizeof(struct node *));
    if (count > 0)
        memcpy(wider, nodes, count * sizeof(struct node *));
    return wider;
}

static void append(struct arena *arena, struct node ***nodes, size_t count, struct node *node)
{
    *nodes = with_room(arena, *nodes, count);
    (*nodes)[count] = node;
}

static struct node *create_node(struct builder *builder, enum node_kind kind, struct place place)
{
    struct node *node = arena_zero(builder->document->arena, sizeof *node);

    node->kind = kind;
    node->line = place.line;
    node->column = place.column;
    return node;
}

static void take_key(struct builder *builder, struct level *level, struct node *key)
{
    const struct node *first = NULL;
    struct place place = node_place(builder->document, key);

    level->key = key;
    if (key->kind != NODE_SCALAR) {
        diagnostics_error(builder->diagnostics, place, "a key must be text, not %s",
                          node_kind_name(key));
        return;
    }
    first = table_get(level->seen, key->scalar);
    if (first)
        diagnostics_error(builder->diagnostics, place,
                          "the key '%s' stands here twice, first in line %u, column %u",
                          key->scalar.data, first->line, first->column);
    else
        table_put(level->seen, key->scalar, key);
}

static bool is_empty(const struct node *node)
{
    return node->kind == NODE_SCALAR && !node->quoted && node->scalar.length == 0;
}

/* Puts a finished node where it belongs. */
static void deliver(struct builder *builder, struct node *node)
{
    struct document *document = builder->document;
    struct level *level = builder->depth ? &builder->levels[builder->depth - 1] : NULL;

    if (!level) {
        if (!is_empty(node))
            append(document->arena, &document->roots, document->count++, node);
        return;
    }
    if (level->node->kind == NODE_MAPPING && !level->key) {
        take_key(builder, level, node);
        return;
    }
    if (level->key)
        append(document->arena, &level->node->keys, level->node->count, level->key);
    append(document->arena, &level->node->items, level->node->count, node);
    level->node->count++;
    level->key = NULL;
}

/* Where a scalar stands in the file, without its quotes. */
static struct text find_raw(const struct builder *builder, struct fy_token *token)
{
    const struct fy_mark *start = fy_token_start_mark(token);
    const struct fy_mark *end = fy_token_end_mark(token);

    if (!start || !end || end->input_pos < start->input_pos)
        return (struct text){0};
    return text_until(text_from(builder->bytes, start->input_pos),
                      end->input_pos - start->input_pos);
}

static struct text read_scalar(const struct builder *builder, struct fy_token *token)
{
    struct arena *arena = builder->document->arena;
    size_t length = 0;
    const char *bytes = NULL;

    /* libfyaml 0.7.12 reads two '' in a row wrong. */
    if (fy_token_scalar_style(token) == FYSS_SINGLE_QUOTED)
        return single_quoted_read(arena, find_raw(builder, token));
    bytes = token ? fy_token_get_text(token, &length) : NULL;
    return arena_copy(arena, (struct text){bytes, bytes ? length : 0});
}

/* Whether a line in double quotes ends in a backslash that escapes its end. */
static bool has_escaped_break(struct text raw)
{
    while (raw.length > 1) {
        bool is_escape = raw.data[0] == '\\';

        if (is_escape && (raw.data[1] == '\n' || raw.data[1] == '\r'))
            return true;
        raw = text_from(raw, is_escape ? 2 : 1);
    }
    return false;
}

/* libfyaml 0.7.12 loses bytes of two rare forms.  What they say nobody can know,
 * so they are refused.  In a folded text the loss shows as a NUL at its end. */
static void refuse_misread(struct builder *builder, struct fy_token *token, const struct node *node)
{
    enum fy_scalar_style style = fy_token_scalar_style(token);
    struct place place = node_place(builder->document, node);

    if (style == FYSS_DOUBLE_QUOTED && has_escaped_break(find_raw(builder, token)))
        diagnostics_error(builder->diagnostics, place,
                          "lines that end in a backslash are not accepted; write one line");
    if (style != FYSS_DOUBLE_QUOTED && strlen(node->scalar.data) < node->scalar.length)
        diagnostics_error(builder->diagnostics, place,
                          "a folded text (>) with lines indented further is not accepted; "
                          "write | instead of >");
}

static void take_scalar(struct builder *builder, struct fy_event *event, struct place place)
{
    enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
    bool marked = style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
    struct node *node = create_node(builder, NODE_SCALAR, marked ? place_before(place) : place);

    refuse_decoration(builder, event->scalar.anchor, event->scalar.tag);
    node->scalar = read_scalar(builder, event->scalar.value);
    node->quoted = style != FYSS_PLAIN;
    node->block = style == FYSS_LITERAL || style == FYSS_FOLDED;
    refuse_misread(builder, event->scalar.value, node);
    deliver(builder, node);
}

static void take_alias(struct builder *builder, struct place place)
{
    struct node *stand_in = create_node(builder, NODE_SCALAR, place);

    diagnostics_error(builder->diagnostics, place,
                      "aliases (*name) are not accepted; write the value out");
    stand_in->scalar = arena_copy(builder->document->arena, TEXT("*"));
    deliver(builder, stand_in);
}

static bool open_level(struct builder *builder, enum node_kind kind, struct place place)
{
    struct level *level = &builder->levels[builder->depth];

    if (builder->depth == DOCUMENT_LIMIT_DEPTH)
        return diagnostics_error(builder->diagnostics, place,
                                 "nested more than %d deep, which nothing here needs",
                                 DOCUMENT_LIMIT_DEPTH);
    level->node = create_node(builder, kind, place);
    level->key = NULL;
    level->seen = kind == NODE_MAPPING ? table_create() : NULL;
    builder->depth++;
    return true;
}

static void close_level(struct builder *builder)
{
    struct level *level = &builder->levels[--builder->depth];

    table_destroy(level->seen);
    level->seen = NULL;
    deliver(builder, level->node);
}

static bool count_up(struct builder *builder, size_t *count, size_t most, struct place place)
{
    if (++*count > most)
        return diagnostics_error(builder->diagnostics, place,
                                 "more than %zu %s in one file; split it", most,
                                 count == &builder->node_count ? "values" : "documents");
    return true;
}

static bool count_node(struct builder *builder, struct place place)
{
    return count_up(builder, &builder->node_count, DOCUMENT_LIMIT_NODES, place);
}

/* False when reading on makes no sense. */
static bool take_event(struct builder *builder, struct fy_event *event)
{
    struct place place = place_of_event(builder, event);

    switch (event->type) {
    case FYET_DOCUMENT_START:
        return count_up(builder, &builder->document_count, DOCUMENT_LIMIT_DOCUMENTS, place);
    case FYET_SCALAR:
        take_scalar(builder, event, place);
        return count_node(builder, place);
    case FYET_ALIAS:
        take_alias(builder, place_before(place));
        return count_node(builder, place);
    case FYET_SEQUENCE_START:
        refuse_decoration(builder, event->sequence_start.anchor, event->sequence_start.tag);
        return count_node(builder, place) && open_level(builder, NODE_SEQUENCE, place);
    case FYET_MAPPING_START:
        refuse_decoration(builder, event->mapping_start.anchor, event->mapping_start.tag);
        return count_node(builder, place) && open_level(builder, NODE_MAPPING, place);
    case FYET_SEQUENCE_END:
    case FYET_MAPPING_END:
        close_level(builder);
        return true;
    case FYET_NONE:
    case FYET_STREAM_START:
    case FYET_STREAM_END:
    case FYET_DOCUMENT_END:
    default:
        return true;
    }
}

/* What libfyaml complained of, as far as it says where. */
static void report_complaints(struct builder *builder, struct fy_diag *complaints)
{
    const struct fy_diag_error *complaint = NULL;
    void *position = NULL;

    while ((complaint = fy_diag_errors_iterate(complaints, &position)) != NULL) {
        struct place place = {
            .path = builder->document->path,
            .line = complaint->line > 0 ? (unsigned)complaint->line : 0,
            .column = complaint->column > 0 ? (unsigned)complaint->column : 0,
        };

        if (complaint->type >= FYET_ERROR)
            diagnostics_error(builder->diagnostics, place, "%s", complaint->msg);
        else if (complaint->type == FYET_WARNING)
            diagnostics_warning(builder->diagnostics, place, "%s", complaint->msg);
    }
}

static void take_events(struct builder *builder, struct fy_parser *parser,
                        struct fy_diag *complaints)
{
    size_t errors = builder->diagnostics->errors;
    struct fy_event *event = NULL;
    bool going = true;

    while (going && (event = fy_parser_parse(parser)) != NULL) {
        going = take_event(builder, event);
        fy_parser_event_free(parser, event);
    }
    while (builder->depth > 0)
        table_destroy(builder->levels[--builder->depth].seen);

    report_complaints(builder, complaints);
    if (fy_parser_get_stream_error(parser) && builder->diagnostics->errors == errors)
        diagnostics_error(builder->diagnostics, (struct place){.path = builder->document->path},
                          "not acceptable YAML");
}

/* libfyaml's remarks about its own workings, which nobody wants to see. */
static void drop_output(struct fy_diag *complaints, void *user, const char *bytes, size_t length)
{
    (void)complaints;
    (void)user;
    (void)bytes;
    (void)length;
}

static void build(struct builder *builder)
{
    struct fy_diag_cfg quiet = {.output_fn = drop_output, .level = FYET_ERROR, .module_mask = ~0u};
    struct fy_diag *complaints = fy_diag_create(&quiet);
    struct fy_parse_cfg options = {
        .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_JSON_NONE | FYPCF_DEFAULT_VERSION_1_2,
        .diag = complaints,
    };
    struct fy_parser *parser = NULL;

    fy_diag_set_collect_errors(complaints, true);
    parser = fy_parser_create(&options);
    if (parser && fy_parser_set_string(parser, builder->bytes.data, builder->bytes.length) == 0)
        take_events(builder, parser, complaints);
    else
        diagnostics_error(builder->diagnostics, (struct place){.path = builder->document->path},
                          "the YAML parser cannot start");
    fy_parser_destroy(parser);
    fy_diag_destroy(complaints);
}

/* Whether YAML lets a character stand in a file as it is. */
static bool is_allowed(uint32_t code)
{
    if (code < 0x20)
        return code == '\t' || code == '\n' || code == '\r';
    return code < 0x7F || code == 0x85 || (code >= 0xA0 && code != 0xFFFE && code != 0xFFFF);
}

/* libfyaml takes a NUL for the end of the file and would leave out the rest. */
static bool check_characters(const char *path, struct text bytes, struct diagnostics *diagnostics)
{
    struct place place = {path, 1, 1};

    while (bytes.length > 0) {
        uint32_t code = 0;
        size_t length = unicode_decode(bytes, &code);

        if (length == 0)
            return diagnostics_error(diagnostics, place,
                                     "byte 0x%02x is not UTF-8; save the file as UTF-8",
                                     (unsigned)(unsigned char)bytes.data[0]);
        if (!is_allowed(code))
            return diagnostics_error(diagnostics, place,
                                     "control character U+%04X; write it as an escape in \"...\"",
                                     (unsigned)code);
        place.column = code == '\n' ? 1 : place.column + 1;
        place.line += code == '\n';
        bytes = text_from(bytes, length);
    }
    return true;
}

static bool check_bytes(const char *path, struct text bytes, struct diagnostics *diagnostics)
{
    if (bytes.length > DOCUMENT_LIMIT_BYTES)
        return diagnostics_error(diagnostics, (struct place){.path = path},
                                 "longer than %d bytes; split it", DOCUMENT_LIMIT_BYTES);
    if (text_starts_with(bytes, TEXT("\xFF\xFE")) || text_starts_with(bytes, TEXT("\xFE\xFF")))
        return diagnostics_error(diagnostics, (struct place){.path = path},
                                 "this is UTF-16; save the file as UTF-8");
    return check_characters(path, bytes, diagnostics);
}

static struct document *document_create(const char *path)
{
    struct document *document = mem_zero(sizeof *document);

    document->path = mem_copy_string(path);
    document->arena = arena_create(ARENA_BLOCK);
    return document;
}

struct document *document_parse(const char *path, struct text bytes,
                                struct diagnostics *diagnostics)
{
    struct diagnostics unwanted = {0};
    struct builder builder = {.diagnostics = diagnostics ? diagnostics : &unwanted};
    size_t errors = builder.diagnostics->errors;

    text_take(&bytes, TEXT("\xEF\xBB\xBF")); /* the mark some editors put in front */
    builder.document = document_create(path);
    builder.bytes = bytes.data ? bytes : TEXT("");
    if (check_bytes(path, builder.bytes, builder.diagnostics))
        build(&builder);
    if (builder.diagnostics->errors > errors) {
        document_destroy(builder.document);
        builder.document = NULL;
    }
    diagnostics_finish(&unwanted);
    return builder.document;
}

struct document *document_read(const char *path, struct diagnostics *diagnostics)
{
    struct buffer bytes = {0};
    struct error err = {0};
    struct document *document = NULL;

    if (file_read(path, DOCUMENT_LIMIT_BYTES, &bytes, &err)) {
        document = document_parse(path, buffer_text(&bytes), diagnostics);
    } else {
        struct text reason = text_of(err.text);

        if (text_take(&reason, text_of(path)))
            text_take(&reason, TEXT(": "));
        diagnostics_error(diagnostics, (struct place){.path = path}, "%.*s", TEXT_ARGS(reason));
    }
    buffer_finish(&bytes);
    return document;
}

void document_destroy(struct document *document)
{
    if (!document)
        return;
    arena_destroy(document->arena);
    mem_free(document->path);
    mem_free(document);
}

const struct node *node_get(const struct node *node, const char *key)
{
    if (!node || node->kind != NODE_MAPPING)
        return NULL;
    for (size_t i = 0; i < node->count; i++) {
        if (text_equal(node->keys[i]->scalar, text_of(key)))
            return node->items[i];
    }
    return NULL;
}

struct place node_place(const struct document *document, const struct node *node)
{
    return (struct place){document->path, node->line, node->column};
}

const char *node_kind_name(const struct node *node)
{
    switch (node->kind) {
    case NODE_SEQUENCE:
        return "a list";
    case NODE_MAPPING:
        return "a map";
    case NODE_SCALAR:
    default:
        return "text";
    }
}
