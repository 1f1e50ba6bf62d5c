/*
 * rule_case -- a rule file in a string, tried on events written as JSON.
 */
#ifndef SUPPORT_RULE_CASE_H
#define SUPPORT_RULE_CASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "sigma/rule_set.h"

/* A rule but for its detection, which follows as a map indented by one blank. */
#define RULE_HEAD "title: t\nname: n\nlevel: high\nlogsource: {product: p}\ndetection:\n"

struct rule_case {
    struct wanted_fields *wanted;
    struct rule_set *set;
    const struct rule_route *route;
    struct diagnostics diagnostics;
};

struct rule_case *rule_case_create(const char *yaml);
void rule_case_destroy(struct rule_case *rule_case);

enum rule_answer { ANSWER_NO = 0, ANSWER_YES = 1, ANSWER_TROUBLE = 2 };

/* What the first rule says of an event, a JSON object as decode/json_event reads it.
 * line is the text of the record, in which keywords are searched for; when it is empty,
 * they are in the object's values. */
enum rule_answer rule_case_ask(const struct rule_case *rule_case, const char *json,
                               const char *line);

/* The same for a detection alone, which must load without a mistake. */
enum rule_answer detection_ask(const char *detection, const char *json, const char *line);

/* Whether any message of the file contains text; and the line it stands at. */
bool rule_case_says(const struct rule_case *rule_case, const char *text);
unsigned rule_case_line_of(const struct rule_case *rule_case, const char *text);

/* Whether a detection is refused with a message that contains text. */
bool detection_is_refused(const char *detection, const char *text);

/* Whether a detection loads, with a warning that contains text. */
bool detection_is_doubted(const char *detection, const char *text);

#endif
