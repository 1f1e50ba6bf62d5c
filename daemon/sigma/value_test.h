/*
 * value_test -- one question a rule asks of one field, or of the whole record.
 *
 * A field with several values answers yes when any of them does.  An absent one
 * answers no to all but "is it null" and "is it absent".
 */
#ifndef SIGMA_VALUE_TEST_H
#define SIGMA_VALUE_TEST_H

#include <stdbool.h>

#include "base/address.h"
#include "base/pattern.h"
#include "model/wanted_fields.h"
#include "sigma/number.h"
#include "sigma/reading.h"
#include "sigma/string_pattern.h"
#include "sigma/time_part.h"

enum verdict {
    VERDICT_NO,
    VERDICT_YES,
    VERDICT_UNKNOWN, /* a regex met a limit; the trouble is in the reading */
};

enum test_kind {
    TEST_STRING,
    TEST_REGEX,
    TEST_NUMBER,
    TEST_BOOLEAN,
    TEST_NULL,
    TEST_EXISTS,
    TEST_NETWORK,
    TEST_FIELD,     /* compares with another field */
    TEST_TIME_PART, /* as TEST_NUMBER, of a part of the time that the value says */
};

struct value_test {
    enum test_kind kind;
    struct text field;   /* empty: the record's text or values, for keywords */
    struct text written; /* what the rule calls it, where that is another name; else empty */
    int slot;            /* by value_test_bind, of the values under either name */

    const struct string_pattern *string;
    const struct pattern *regex;
    enum relation relation;
    struct number number;
    enum time_part time_part; /* of TEST_TIME_PART */
    bool boolean;             /* also of TEST_EXISTS: whether it should */
    struct network network;
    struct text other_field;
    struct text other_written;
    int other_slot;
    struct string_shape shape; /* of TEST_FIELD: where the other value may stand */
};

/* Asks for the fields it looks at.  Returns the slot of the field without which
 * it answers no, SLOT_NONE when there is none. */
int value_test_bind(struct value_test *test, struct wanted_fields *wanted);

/* Whether a field that is not there is what the test asks for. */
bool value_test_wants_absence(const struct value_test *test);

enum verdict value_test_ask(const struct value_test *test, struct event_reading *event);

#endif
