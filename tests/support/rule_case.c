#include "support/rule_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "decode/json_event.h"

struct rule_case *rule_case_create(const char *yaml)
{
    struct rule_case *rule_case = mem_zero(sizeof *rule_case);

    rule_case->wanted = wanted_fields_create();
    rule_case->set =
        rule_set_parse("case.yml", text_of(yaml), rule_case->wanted, &rule_case->diagnostics);
    rule_case->route = rule_set_route(rule_case->set, NULL, 0, true);
    return rule_case;
}

void rule_case_destroy(struct rule_case *rule_case)
{
    if (!rule_case)
        return;
    rule_set_destroy(rule_case->set);
    wanted_fields_destroy(rule_case->wanted);
    diagnostics_finish(&rule_case->diagnostics);
    mem_free(rule_case);
}

static void note(const struct rule_match *match, void *cookie)
{
    enum rule_answer *answer = cookie;

    if (match->index == 0)
        *answer = match->trouble ? ANSWER_TROUBLE : ANSWER_YES;
}

enum rule_answer rule_case_ask(const struct rule_case *rule_case, const char *json,
                               const char *line)
{
    const struct record record = {.text = text_of(line[0] ? line : json)};
    struct arena *arena = arena_create(1024);
    struct event *event = event_create(arena, &record, rule_case->wanted, false);
    enum rule_answer answer = ANSWER_NO;

    if (!json_event_read(event, text_of(json), NULL)) {
        fprintf(stderr, "the test's own JSON is wrong: %s\n", json);
        abort();
    }
    if (line[0]) {
        event->is_structured = false;
        event->leaves = NULL; /* a line of words */
    }
    rule_route_match(rule_case->route, event, note, &answer);
    arena_destroy(arena);
    return answer;
}

static struct rule_case *create_detection(const char *detection)
{
    char yaml[4096] = "";

    snprintf(yaml, sizeof yaml, "%s%s", RULE_HEAD, detection);
    return rule_case_create(yaml);
}

enum rule_answer detection_ask(const char *detection, const char *json, const char *line)
{
    struct rule_case *rule_case = create_detection(detection);
    enum rule_answer answer = ANSWER_NO;

    if (rule_set_count(rule_case->set) != 1) {
        fprintf(stderr, "the test's own rule is wrong: %s\n",
                rule_case->diagnostics.count ? rule_case->diagnostics.items[0].message : "?");
        abort();
    }
    answer = rule_case_ask(rule_case, json, line);
    rule_case_destroy(rule_case);
    return answer;
}

static const struct diagnostic *find(const struct rule_case *rule_case, const char *text)
{
    for (size_t i = 0; i < rule_case->diagnostics.count; i++) {
        if (strstr(rule_case->diagnostics.items[i].message, text))
            return &rule_case->diagnostics.items[i];
    }
    return NULL;
}

bool rule_case_says(const struct rule_case *rule_case, const char *text)
{
    return find(rule_case, text) != NULL;
}

unsigned rule_case_line_of(const struct rule_case *rule_case, const char *text)
{
    const struct diagnostic *found = find(rule_case, text);

    return found ? found->line : 0;
}

static bool says(const char *detection, enum diagnostic_kind kind, const char *text)
{
    struct rule_case *rule_case = create_detection(detection);
    const struct diagnostic *found = find(rule_case, text);
    size_t expected = kind == DIAGNOSTIC_WARNING ? 1 : 0;
    bool good = found && found->kind == kind && rule_set_count(rule_case->set) == expected;

    if (!good) {
        fprintf(stderr, "not said: %s\n", text);
        for (size_t i = 0; i < rule_case->diagnostics.count; i++)
            fprintf(stderr, "    said: %s\n", rule_case->diagnostics.items[i].message);
    }
    rule_case_destroy(rule_case);
    return good;
}

bool detection_is_refused(const char *detection, const char *text)
{
    return says(detection, DIAGNOSTIC_ERROR, text);
}

bool detection_is_doubted(const char *detection, const char *text)
{
    return says(detection, DIAGNOSTIC_WARNING, text);
}
